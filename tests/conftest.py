"""For every test: a data folder of its own, so that nothing on the developer's machine is read or written."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

_FOLDER = tempfile.TemporaryDirectory(prefix="intercluster-tests-")
os.environ["INTERCLUSTER_DATA"] = _FOLDER.name


@pytest.fixture
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty data folder for this test alone."""
    monkeypatch.setenv("INTERCLUSTER_DATA", str(tmp_path))
    return tmp_path
