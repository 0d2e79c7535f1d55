"""The main path on the bundled data: objective, fields, results, reasons, shortlist, comparison, files."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.browser.conftest import LOOKS, PHONE, Look, Site


def _sign_in(page: Page, site: Site) -> None:
    page.goto("/accounts/sign-in/")
    page.locator("input[name=username]").fill(site.email)
    page.locator("input[name=password]").fill(site.password)
    page.locator("main form button").click()
    expect(page.locator("main form[action*='sign-in']")).to_have_count(0)


def _downloaded(page: Page, name: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name, exact=True).click()
    return Path(waiting.value.path()).read_bytes()


def test_viameca_finds_inplas_in_surface_engineering(
    visit: Callable[..., Page], shot: Callable[..., None], axe: Callable[..., list[str]]
) -> None:
    page = visit("/scouting/", signed_in=True)
    page.get_by_label("looking for").fill("ingénierie des surfaces")
    page.get_by_role("button", name="Find partners").click()

    expect(page.get_by_role("group", name="Suggested for “ingénierie des surfaces”")).to_contain_text("coating")
    shot(page, "scouting-fields")
    assert axe(page) == []
    page.get_by_role("link", name="Write the statement").click()
    page.get_by_label("statement").fill("Lift our coating locks with partners abroad.")
    page.get_by_role("button", name="Save, then the fields").click()
    page.get_by_role("button", name="Confirm and find partners").click()

    inplas = page.locator("#cluster-inplas")
    expect(inplas).to_contain_text("projects in the field")
    expect(inplas).to_contain_text("known to cooperate")
    shot(page, "scouting-results")
    assert axe(page) == []

    inplas.get_by_role("button", name="All reasons").click()
    expect(page.locator(".sum")).to_contain_text("access × relevance")
    whole = float(page.locator(".sum strong").nth(1).inner_text())
    page.locator("tr", has_text="known to cooperate").get_by_role("link", name="take it away").click()
    left = float(page.locator(".sum .notice strong").first.inner_text())
    assert 0 < left < whole
    shot(page, "scouting-reasons")

    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_text("is on the shortlist")).to_be_visible()
    page.get_by_role("button", name="Compare with us").click()
    expect(page.locator("h1")).to_have_text("ViaMeca – INPLAS")
    expect(page.get_by_role("heading", name="To ask them")).to_be_visible()
    shot(page, "scouting-compare")
    assert axe(page) == []
    assert "word/document.xml" in zipfile.ZipFile(io.BytesIO(_downloaded(page, "Word"))).namelist()

    page.goto("/scouting/shortlists/")
    page.get_by_role("link", name="ingénierie des surfaces").click()
    shot(page, "scouting-shortlist")
    assert axe(page) == []
    book = load_workbook(io.BytesIO(_downloaded(page, "Excel")))
    assert book.worksheets[0]["B2"].value == "INPLAS"
    assert book.sheetnames[-1] == "Definitions and sources"
    note = zipfile.ZipFile(io.BytesIO(_downloaded(page, "Word"))).read("word/document.xml").decode()
    assert "Lift our coating locks" in note
    assert "INPLAS" in note


def test_opticsvalley_finds_sepnet_in_the_united_kingdom_in_french_on_a_phone(
    visit: Callable[..., Page], shot: Callable[..., None], site: Site
) -> None:
    page = visit("/", Look(PHONE))
    _sign_in(page, replace(site, email="manager@opticsvalley.example"))
    page.context.add_cookies([{"name": "django_language", "value": "fr", "url": site.address}])
    page.goto("/scouting/start/?text=photonique&countries=GB&kind=open_a_field")
    page.get_by_role("button", name="Trouver des partenaires").click()
    page.get_by_role("button", name="Confirmer et trouver des partenaires").click()

    sepnet = page.locator(".result", has_text="South East Photonics Network")
    expect(sepnet).to_contain_text("Royaume-Uni")
    expect(sepnet).to_contain_text("projets dans le domaine")
    shot(page, "scouting-sepnet-390-fr")

    page.goto(page.url.partition("?")[0] + "?way=zones&country=GB")
    expect(page.locator("[data-point=UKJ3]")).to_be_visible()
    shot(page, "scouting-zones-390-fr")


@pytest.mark.parametrize(
    "look", [pytest.param(look, id=f"{look.width}-{look.scheme}-{look.language}") for look in LOOKS]
)
@pytest.mark.parametrize(
    "path", ["", "opportunities/", "strategies/", "encounters/new/", "compare/?a=viameca&b=inplas", "objectives/new/"]
)
def test_pages_in_every_look(
    visit: Callable[..., Page], shot: Callable[..., None], axe: Callable[..., list[str]], path: str, look: Look
) -> None:
    page = visit(f"/scouting/{path}", look, signed_in=True)
    shot(page, f"scouting-{path.partition('/')[0] or 'home'}-{look.width}-{look.scheme}-{look.language}")
    assert axe(page) == []


def test_filters_change_the_results_without_leaving_the_page(visit: Callable[..., Page]) -> None:
    page = visit("/scouting/start/?text=photonics", signed_in=True)
    page.get_by_role("button", name="Find partners").click()
    page.get_by_role("button", name="Confirm and find partners").click()
    page.wait_for_url("**/search/**")  # loaded: the scripts that follow a change of filter are in place
    page.get_by_label("Look for").select_option("organisation")
    expect(page.locator(".result").first).to_have_attribute("id", re.compile("^organisation-"), timeout=30_000)
    assert "unit=organisation" in page.url
