"""The portfolio of a very busy organisation: 10,000 cooperations with 100,000 entries in their journals.

A database is made up (seeded) in a temporary data folder; nothing in it is a real cooperation. Each page is asked for
through the whole of Django, as a signed-in person would, and its queries are counted. Run in a process of its own,
because Django is set up for that data folder: ``python -m bench portfolio``.
"""

from bench.pages import apart
from bench.report import Measure


def run() -> list[Measure]:
    """Seconds of each page, warm, and its queries."""
    return apart("bench.portfolio_pages")
