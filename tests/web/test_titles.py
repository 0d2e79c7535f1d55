"""Tabs, bookmarks and screen readers know a page by its title: two pages of a room never share one (WCAG 2.4.2)."""

import re
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.web import factories
from tests.web.walk_expectations import LIFE

BrowseAs = Callable[..., Client]
OUTSIDE = {"validation:thanks-anonymous"}  # without an account too, and without a link: nobody may be known by it


@pytest.mark.parametrize("app", LIFE, ids=lambda app: app.__name__)
def test_every_page_has_a_title_of_its_own(app: Any, world: factories.World, browse_as: BrowseAs) -> None:
    browser = browse_as(world.manager)
    names = defaultdict(set)
    for name, found in app.PAGES.items():
        row = found[0] if isinstance(found, list) else found
        if row.method != "GET" or row.expected.manager != 200 or name in OUTSIDE:
            continue
        with transaction.atomic():
            kwargs = row.kwargs(world)
            title = _title(browser.get(reverse(name, kwargs=kwargs) + row.query))
            transaction.set_rollback(True)
        # Behind a link without an account a page stands alone: it may be called what it is called inside.
        if title and "token" not in kwargs:
            names[title].add(name)
    assert {title: sorted(pages) for title, pages in names.items() if len(pages) > 1} == {}


def _title(page: Any) -> str:
    """Empty where the answer is a file or a piece of a page."""
    html = page.get("Content-Type", "").startswith("text/html")
    found = re.search(r"<title>(.*?)</title>", page.text, re.DOTALL) if html else None
    return " ".join(found.group(1).split()) if found else ""
