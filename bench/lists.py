"""The lists of the other rooms at 10,000 rows each, as pages and in the API: agreements, operations, needs and offers,
contacts, rounds, missions, events; what is made of all of them, as the calendar, and their files; and inside one
event its requests, meetings and messages.

A database is made up (seeded) in a temporary data folder; nothing in it is real. Each page is asked for through the
whole of Django, as a signed-in person would, and its queries are counted. Run in a process of its own, because Django
is set up for that data folder: ``python -m bench lists``. ``python -m bench.lists calendar contacts`` takes those
whose names have one of these words.
"""

import sys

from bench.pages import apart
from bench.report import Measure, machine, show


def run(*wanted: str) -> list[Measure]:
    """Processor seconds of each page, warm, and its queries."""
    return apart("bench.lists_pages", *wanted)


if __name__ == "__main__":
    show({"lists": run(*sys.argv[1:])}, machine())
