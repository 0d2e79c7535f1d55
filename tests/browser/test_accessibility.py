"""The main pages: no serious accessibility violation, no sideways scrolling; wide and phone, light and dark."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import LOOKS, Look

PAGES = [
    "/directory/",
    "/directory/organisations/viameca/",
    "/directory/map/",
    "/directory/networks/",
    "/evidence/",
    "/evidence/zones/",
    "/scouting/",
    "/scouting/objectives/new/",
    "/scouting/shortlists/",
    "/scouting/encounters/",
    "/scouting/strategies/",
    "/scouting/compare/",
]


@pytest.mark.parametrize(
    "look", [pytest.param(look, id=f"{look.width}-{look.scheme}-{look.language}") for look in LOOKS]
)
@pytest.mark.parametrize("path", PAGES)
def test_main_page(
    visit: Callable[..., Page], shot: Callable[..., None], axe: Callable[..., list[str]], path: str, look: Look
) -> None:
    page = visit(path, look, signed_in=True)
    page.wait_for_load_state("networkidle")
    shot(page, f"main{path.replace('/', '-').rstrip('-')}-{look.width}-{look.scheme}-{look.language}")
    assert axe(page) == []
