"""The pages of an event of 500 people, 3,000 meetings and 40 slots: grid, table plan, one move, the day.

A database is made up (seeded) in a temporary data folder; nobody in it is a real person. Each page is asked for through
the whole of Django, as a signed-in organiser would. Run in a process of its own: ``python -m bench events``.
"""

import json
import os
import subprocess
import sys
import tempfile

from bench.report import Measure, measure


def run() -> list[Measure]:
    """Seconds of each page, warm, and its queries."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"INTERCLUSTER_DATA": folder, "DJANGO_SETTINGS_MODULE": "intercluster_web.settings"}
        told = subprocess.run(
            [sys.executable, "-m", "bench.events_pages"],
            env=environment,
            stdout=subprocess.PIPE,
            check=True,
            text=True,
        )
    return [
        measure(f"{page}, {queries} queries", seconds, at_most=limit)
        for page, (seconds, queries, limit) in json.loads(told.stdout).items()
    ]
