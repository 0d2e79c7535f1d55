"""The server is killed while a timetable is published: what people know stays whole, and publishing again works."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def test_killed_in_the_middle_the_published_timetable_stays_and_publishing_again_works(migrated_folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.web.events.killing"],
        cwd=ROOT,
        env={**os.environ, "INTERCLUSTER_DATA": str(migrated_folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout.splitlines()[-1])
    before, published = said["before"], said["published"]
    assert (before["whole"], before["timetables"], before["due"]) == (True, [[1, "preliminary"], [2, "draft"]], 0)
    assert {tuple(each[2:4]) for each in before["meetings"]} == {("placed", 1)}
    assert said["writes"] > 3
    assert said["after_kills"] == [before] * 3  # nothing of it, and nobody is due a message of it
    assert published["timetables"] == [[1, "replaced"], [2, "final"]]
    assert {tuple(each[2:4]) for each in published["meetings"]} == {("placed", 2)}
    assert (said["noted"], published["due"], published["notices"]) == (4, 0, before["notices"] + 4)
