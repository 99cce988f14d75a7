"""The wheel's build hook: the desk's built scripts go into the wheel, made here where Node is at hand.

Without Node everything else still builds and installs; the desk then says that its scripts are missing.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BUILT = Path("src/rashomon/desk/static/built")


class DeskScripts(BuildHookInterface[Any]):
    """Adds `desk/static/built` to the wheel, which version control leaves out."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build scripts that are missing, and name them to the wheel. An editable install takes them as is."""
        root = Path(self.root)
        if version == "editable":
            return
        if not (root / BUILT / "NOTICES.txt").exists():
            self._build(root)
        if (root / BUILT / "NOTICES.txt").exists():
            build_data["artifacts"].append(f"/{BUILT.as_posix()}/**")
        else:
            self.app.display_warning(
                "The desk's map and timeline are not in this build: there is no Node (20 or newer) to make them with. "
                "Everything else works; `make web` adds them later."
            )

    def _build(self, root: Path) -> None:
        npm = shutil.which("npm")
        if npm is None or not (root / "web" / "package-lock.json").exists():
            return
        for command in ([npm, "ci", "--no-audit", "--no-fund"], [npm, "run", "build"]):
            try:
                subprocess.run(command, cwd=root / "web", check=True, capture_output=True, text=True)  # noqa: S603
            except (OSError, subprocess.CalledProcessError) as error:
                said = (getattr(error, "stderr", "") or str(error)).strip().splitlines()
                self.app.display_warning(f"npm could not build the desk's scripts: {said[-1] if said else error}")
                return
