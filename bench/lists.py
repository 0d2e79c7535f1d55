"""The lists of the other rooms at 10,000 rows each, as pages and in the API: agreements, operations, needs and offers,
contacts, rounds, missions, events; and inside one event its requests and meetings.

A database is made up (seeded) in a temporary data folder; nothing in it is real. Each page is asked for through the
whole of Django, as a signed-in person would, and its queries are counted. Run in a process of its own, because Django
is set up for that data folder: ``python -m bench lists``.
"""

from bench.pages import apart
from bench.report import Measure


def run() -> list[Measure]:
    """Seconds of each page, warm, and its queries."""
    return apart("bench.lists_pages")
