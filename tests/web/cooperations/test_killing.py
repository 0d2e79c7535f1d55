"""Killing the server during any write leaves either the old or the new state."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]


def killed(times: int, data: Path) -> dict[str, Any]:
    done = subprocess.run(  # noqa: S603 - our own module
        [sys.executable, "-m", "tests.web.cooperations.killing", str(times), "7"],
        cwd=ROOT,
        env={**os.environ, "INTERCLUSTER_DATA": str(data)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return said


def test_ten_kills_leave_whole_writes(migrated_folder: Path) -> None:
    said = killed(10, migrated_folder)
    assert (said["kills"], said["broken"]) == (10, [])
    assert said["in_the_middle"] > 0


@pytest.mark.slow
def test_a_hundred_kills_leave_whole_writes(migrated_folder: Path) -> None:
    said = killed(100, migrated_folder)
    assert (said["kills"], said["broken"]) == (100, [])
    assert said["in_the_middle"] > 50
