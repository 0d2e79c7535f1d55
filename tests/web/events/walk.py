"""What each role gets from the addresses and operations of the events app; see ``tests/web/walk.py``."""

from tests.web.walk import Rows

PAGES: Rows = {}

OPERATIONS: Rows = {}
