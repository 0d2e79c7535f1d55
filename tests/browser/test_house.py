"""The frame of the pages, home and accounts in Chromium: looks, keyboard, accessibility."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import LOOKS, PHONE, Look

OPEN = ["/", "/accounts/sign-in/", "/accounts/password/forgotten/", "/help/", "/privacy/"]
OWN = ["/", "/accounts/profile/", "/accounts/seats/viameca/", "/accounts/tokens/", "/accounts/personal-data/"]


def _looks() -> list[object]:
    return [pytest.param(look, id=f"{look.width}-{look.scheme}-{look.language}") for look in LOOKS]


def _name(path: str, look: Look, who: str) -> str:
    return f"{who}{path.replace('/', '-').rstrip('-') or '-home'}-{look.width}-{look.scheme}-{look.language}"


@pytest.mark.parametrize("look", _looks())
@pytest.mark.parametrize("path", OPEN)
def test_open_page(
    visit: Callable[..., Page], shot: Callable[..., None], axe: Callable[..., list[str]], path: str, look: Look
) -> None:
    page = visit(path, look)
    shot(page, _name(path, look, "open"))
    assert axe(page) == []


@pytest.mark.parametrize("look", _looks())
@pytest.mark.parametrize("path", OWN)
def test_own_page(
    visit: Callable[..., Page], shot: Callable[..., None], axe: Callable[..., list[str]], path: str, look: Look
) -> None:
    page = visit(path, look, signed_in=True)
    shot(page, _name(path, look, "own"))
    assert axe(page) == []


def test_language_switch_keeps_the_page_and_is_remembered(visit: Callable[..., Page]) -> None:
    page = visit("/privacy/?from=here", signed_in=True)
    page.get_by_role("button", name="Français").locator("visible=true").click()
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    assert page.url.endswith("/privacy/?from=here")
    page.goto("/accounts/profile/")
    expect(page.locator("select[name=language]")).to_have_value("fr")
    page.get_by_role("button", name="English").locator("visible=true").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_signing_in_by_keyboard_alone(visit: Callable[..., Page], site: object) -> None:
    page = visit("/")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("main").get_by_role("button", name="Sign in")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[name=username]")).to_be_focused()
    page.keyboard.type("Manager@ViaMeca.example")
    page.keyboard.press("Tab")
    page.keyboard.type(site.password)  # type: ignore[attr-defined]
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("ViaMeca")


def test_menu_on_a_phone_opens_without_scripts(visit: Callable[..., Page]) -> None:
    page = visit("/", Look(PHONE))
    directory = page.get_by_role("link", name="Directory", exact=True).locator("visible=true")
    expect(directory).to_have_count(0)
    page.get_by_text("Menu").click()
    directory.click()
    assert page.url.endswith("/directory/")


def test_errors_lead_to_their_field(visit: Callable[..., Page]) -> None:
    page = visit("/accounts/seats/viameca/", signed_in=True)
    page.locator("form[novalidate], form[action$='/invite/']").evaluate("form => form.noValidate = true")
    page.get_by_label("E-mail address").fill("not an address")
    page.get_by_role("button", name="Send the invitation").click()
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.locator("#id_email")).to_be_focused()
    expect(page.locator("#id_email")).to_have_attribute("aria-invalid", "true")
