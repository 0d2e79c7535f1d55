"""The lists of the other rooms at 10,000 rows each, as pages and in the API: agreements, operations, needs and offers,
contacts, rounds, missions, events; and inside one event its requests and meetings.

A database is made up (seeded) in a temporary data folder; nothing in it is real. Each page is asked for through the
whole of Django, as a signed-in person would, and its queries are counted. Run in a process of its own, because Django
is set up for that data folder: ``python -m bench lists``.
"""

import json
import os
import subprocess
import sys
import tempfile

from bench.report import Measure, measure

TARGET = 0.3  # seconds


def run() -> list[Measure]:
    """Seconds of each page, warm, and its queries."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"INTERCLUSTER_DATA": folder, "DJANGO_SETTINGS_MODULE": "intercluster_web.settings"}
        told = subprocess.run(
            [sys.executable, "-m", "bench.lists_pages"],
            env=environment,
            stdout=subprocess.PIPE,
            check=True,
            text=True,
        )
    return [
        measure(f"{page}, {queries} queries", seconds, at_most=TARGET)
        for page, (seconds, queries) in json.loads(told.stdout).items()
    ]
