"""The pages of an event of 500 people, 3,000 meetings and 40 slots: grid, table plan, one move, the day.

A database is made up (seeded) in a temporary data folder; nobody in it is a real person. Each page is asked for through
the whole of Django, as a signed-in organiser would. Run in a process of its own: ``python -m bench events``.
"""

from bench.pages import apart
from bench.report import Measure


def run() -> list[Measure]:
    """Seconds of each page, warm, and its queries."""
    return apart("bench.events_pages")
