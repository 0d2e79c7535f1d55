"""What stands around a cooperation: posts abroad, cards of programmes, watches."""

import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import LOOKS, PHONE, Look
from tests.browser.forms import write

PAGES = [
    *("/posts/", "/posts/countries/CN/", "/posts/countries/BR/", "/posts/new/", "/posts/import/"),
    *("/funding/", "/funding/arcus/", "/funding/new/", "/watches/", "/watches/new/"),
]


def _posts_file(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Nom", "Pays", "Type", "Source"])
    sheet.append(["Trade office of a test", "Tunisie", "trade promotion office", "https://example.org/office"])
    book.save(path)
    return path


def test_a_post_is_found_where_it_sits_and_one_is_added(visit: Callable[..., Page]) -> None:
    page = visit("/posts/", signed_in=True)
    page.get_by_label("Country").select_option(label="China")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("main tbody tr")).to_have_count(1)
    page.goto("/posts/countries/BR/")
    page.get_by_role("button", name="Add a post").click()
    expect(page.locator("[name=country]")).to_have_value("BR")
    write(page, name="Consulate of a test", city="Recife", source_url="https://example.org/consulate")
    expect(page.get_by_role("status")).to_contain_text("Consulate of a test is among the posts.")


def test_a_file_of_posts_is_looked_through_and_written(visit: Callable[..., Page], tmp_path: Path) -> None:
    page = visit("/posts/import/", signed_in=True)
    page.locator("[name=file]").set_input_files(_posts_file(tmp_path / "posts.xlsx"))
    page.get_by_role("button", name="Read the file").click()
    expect(page.locator("main")).to_contain_text("Trade office of a test")
    page.get_by_role("button", name="Write all of it").click()
    page.goto("/posts/countries/TN/")
    expect(page.locator("main tbody")).to_contain_text("Trade office of a test")


def test_a_card_is_written_and_corrected_with_its_source(visit: Callable[..., Page]) -> None:
    page = visit("/funding/new/", signed_in=True)
    write(
        page,
        **{"programme-name": "Travel scheme of a test"},
        about="Pays the travel.",
        source_url="https://example.org",
    )
    expect(page.locator("h1")).to_contain_text("Travel scheme of a test")
    page.get_by_role("button", name="Correct").click()
    write(page, about="Pays half of the travel.", source_url="https://example.org/scheme-2")
    expect(page.locator("section", has_text="What the card said before")).to_contain_text("Pays the travel.")
    page.goto("/funding/?q=travel+scheme+of+a+test")
    expect(page.locator("article.card")).to_have_count(1)


def test_a_watch_begins_from_words_and_is_taken_as_a_draft_and_a_feed(visit: Callable[..., Page]) -> None:
    page = visit("/watches/", signed_in=True)
    page.get_by_role("button", name="New watch").first.click()
    page.get_by_label("in your own words").fill("surface engineering")
    page.get_by_role("button", name="Find its fields").click()
    expect(page.locator("[name=concepts] option:checked")).to_have_text(["coating and films"])
    page.locator("[name=zones]").select_option("DE")
    page.locator("main form[method=post] button").last.click()
    expect(page.locator("h1")).to_have_text("surface engineering")
    expect(page.locator("main")).to_contain_text("Nothing new yet")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Digest as a draft").click()
    assert "surface engineering" in waiting.value.path().read_text(encoding="utf-8")
    page.goto("/watches/")
    page.get_by_role("button", name="Make the address").click()
    feed = page.locator("#feed code").inner_text()
    answer = page.context.request.get(re.sub(r"^https?://[^/]+", "", feed))
    assert answer.text().startswith("<?xml")


@pytest.mark.parametrize(
    "look", [pytest.param(look, id=f"{look.width}-{look.scheme}-{look.language}") for look in (LOOKS[0], LOOKS[-1])]
)
def test_these_pages_can_be_read_by_everybody(
    visit: Callable[..., Page], shot: Callable[[Page, str], None], axe: Callable[[Page], list[str]], look: Look
) -> None:
    page, found = visit("/posts/", look, signed_in=True), []
    for path in PAGES:
        page.goto(path)
        name = path.strip("/").replace("/", "-")
        if look.width == PHONE or path in ("/posts/", "/funding/", "/watches/new/"):
            shot(page, f"{name}-{look.width}-{look.scheme}-{look.language}")
        found += [f"{path}: {line}" for line in axe(page)]
    assert found == []
