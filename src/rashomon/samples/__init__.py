"""Bundled sample pages: three invented incidents, each told by outlets that do not agree.

The outlets, the incidents and every statement in the pages are invented; the towns and the parties are real, so that
places and actors resolve. `index.toml` says of each page what it is and what it tests.
"""

from rashomon.samples.index import NOTICE, Sample, folder, sample_paths, samples

__all__ = ["NOTICE", "Sample", "folder", "sample_paths", "samples"]
