"""Timing pages through the whole of Django, in a process of its own with a temporary data folder."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable

from django.db import connection
from django.http import HttpResponseBase
from django.test.utils import CaptureQueriesContext

from bench.report import Measure, measure, worked

Told = dict[str, tuple[list[float], int, float]]
"""Of each page the processor seconds of its runs, its queries and the seconds allowed."""
RUNS = 5


def apart(module: str, *wanted: str) -> list[Measure]:
    """Run a module of the bench that prints ``Told`` as JSON: Django is set up for that data folder alone."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"INTERCLUSTER_DATA": folder, "DJANGO_SETTINGS_MODULE": "intercluster_web.settings"}
        told = subprocess.run(
            [sys.executable, "-m", module, *wanted], env=environment, stdout=subprocess.PIPE, check=True, text=True
        )
    return [
        measure(f"{page}, {queries} queries", seconds, at_most=limit)
        for page, (seconds, queries, limit) in json.loads(told.stdout).items()
    ]


def visited(page: str, ask: Callable[[], HttpResponseBase], limit: float) -> tuple[list[float], int, float]:
    """Processor seconds, queries and limit of a page; the run ends where the page does not answer 200."""
    with CaptureQueriesContext(connection) as asked:
        status, queries = ask().status_code, len(asked)
    if status != 200:
        raise SystemExit(f"{page} answered {status}")
    return worked(ask, RUNS), queries, limit
