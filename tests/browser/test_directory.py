"""The directory in Chromium: find, read, check a fact, bring members in, in both languages, on a phone too."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import LOOKS, PHONE, Look

PAGES = {
    "list": "/directory/?q=photonics",
    "map": "/directory/map/?field=field:photonics",
    "organisation": "/directory/organisations/viameca/",
    "network": "/directory/organisations/mecafuture/",
    "networks": "/directory/networks/",
    "programmes": "/directory/programmes/",
    "open-data": "/directory/open-data/",
}


@pytest.mark.parametrize("look", LOOKS, ids=str)
@pytest.mark.parametrize("name", PAGES)
def test_pages_draw_and_can_be_read_by_everybody(
    name: str, look: Look, visit: Callable[..., Page], shot: Callable[[Page, str], None], axe: Callable[..., list[str]]
) -> None:
    page = visit(PAGES[name], look)
    if name == "map":
        page.locator(".map[data-drawn]").wait_for()
    shot(page, f"directory-{name}-{look.width}-{look.scheme}-{look.language}")
    assert axe(page) == []


def test_find_by_typing_then_read_then_follow_the_succession(visit: Callable[..., Page]) -> None:
    page = visit("/directory/")
    page.get_by_label("Search", exact=True).fill("viame")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/directory/\?q=viame"))
    page.get_by_role("link", name="ViaMeca", exact=True).click()
    expect(page.locator("h1")).to_have_text("ViaMeca")
    page.get_by_text("Followed by").get_by_role("link").click()
    expect(page.locator("h1")).to_have_text("CIMES")


def test_a_row_of_the_table_shows_its_point_by_keyboard(visit: Callable[..., Page]) -> None:
    page = visit("/directory/map/?field=field:photonics")
    page.locator(".map[data-drawn]").wait_for()
    page.get_by_role("link", name="OpticsValley", exact=True).focus()
    expect(page.locator(".map-card")).to_contain_text("OpticsValley")


def test_check_a_fact_and_bring_members_in(
    visit: Callable[..., Page], shot: Callable[[Page, str], None], tmp_path: Path
) -> None:
    page = visit("/directory/organisations/viameca/facts/members_count/", signed_in=True)
    page.get_by_label("Number of members").fill("120")
    page.get_by_label("Source", exact=True).fill("https://example.org/rapport-annuel")
    page.get_by_label("Date of the source").fill("2026-01-15")
    page.get_by_role("button", name="Record").click()
    expect(page.get_by_role("status")).to_contain_text("Recorded, with its source.")
    expect(page.locator(".facts")).to_contain_text("120")
    members = tmp_path / "adhérents.csv"
    members.write_bytes("Raison sociale;Type;Ville\nAtelier Test;PME;Saint-Étienne\n".encode("cp1252"))
    page.get_by_role("link", name="Import a file").click()
    page.get_by_label("File of members").set_input_files(members)
    page.get_by_role("button", name="Look at the file").click()
    expect(page.get_by_role("heading", name="What would be written")).to_be_visible()
    shot(page, "directory-import-preview")
    page.get_by_role("button", name="Write all of it").click()
    expect(page.get_by_role("status")).to_contain_text("Members added: 1")
    page.goto("/directory/organisations/viameca/members/")
    expect(page.locator("tbody")).to_contain_text("Atelier Test")


@pytest.mark.parametrize("look", [Look(), Look(PHONE, "dark", "fr")], ids=str)
def test_the_form_asks_where_it_was_seen(
    look: Look, visit: Callable[..., Page], shot: Callable[[Page, str], None]
) -> None:
    page = visit("/directory/add/", look, signed_in=True)
    shot(page, f"directory-add-{look.width}-{look.language}")
    page.locator("#id_name").fill("ViaMéca")
    page.locator("#id_source_url").fill("https://example.org")
    page.locator("#id_stated_on").fill("2026-01-15")
    page.locator("#id_country").select_option("FR")
    page.locator("main form button").click()
    expect(page.locator(".notice.warning")).to_contain_text("ViaMeca")
