"""The exports read by the field's own libraries, in their own virtual environment (`make field`)."""

import os
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from tests.exports.test_exports import view  # noqa: F401 - a fixture

from rashomon.exports import export

PYTHON = Path(os.environ.get("RASHOMON_FIELD_PYTHON", ".venv-field/bin/python"))
READER = Path(__file__).with_name("read.py")


@pytest.mark.parametrize(
    ("name", "library"), [("ftm", "followthemoney"), ("hxl", "hxl"), ("geoparquet", "geopandas"), ("prov", "rdflib")]
)
def test_the_fields_own_library_reads_it(name, library, view, tmp_path):  # noqa: F811
    if (
        not PYTHON.exists()
        or subprocess.run([PYTHON, "-c", f"import {library}"], check=False, capture_output=True).returncode
    ):
        pytest.skip(f"{library} is not installed in .venv-field (make field)")
    events = tuple(replace(event, place=replace(event.place, country="SY")) for event in view.events)
    path, *_ = export(name, replace(view, events=events), tmp_path / f"out.{name}")
    done = subprocess.run([PYTHON, READER, name, path], check=False, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
