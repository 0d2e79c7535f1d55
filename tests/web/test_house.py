"""The frame of every page: headers, language, error pages, figures of the first page."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

import intercluster_web
from intercluster_web.navigation import SECTIONS
from tests.web import factories
from tests.web.factories import World

Browse = Callable[..., Client]
PACKAGE = Path(intercluster_web.__file__).parent


def test_pages_load_only_our_own_files(client: Client, db: None) -> None:
    headers = client.get(reverse("accounts:sign-in")).headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'self'"
    assert "script-src" not in policy
    assert policy["frame-ancestors"] == "'none'"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("template", sorted(PACKAGE.rglob("templates/**/*.html")), ids=lambda path: path.name)
def test_templates_need_nothing_the_policy_refuses(template: Path) -> None:
    """Inline styles, inline scripts and event attributes would silently do nothing in the browser."""
    text = template.read_text(encoding="utf-8")
    text = re.sub(r"{% comment %}.*?{% endcomment %}", "", text, flags=re.S)
    inline_scripts = [tag for tag in re.findall(r"<script[^>]*>", text) if "src=" not in tag and "json" not in tag]
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|hx-on", text) + inline_scripts == []


def test_every_section_of_the_navigation_has_its_page() -> None:
    assert all(reverse(name).startswith("/") for name, _label in SECTIONS)


def test_the_section_we_are_in_is_marked(client: Client, db: None) -> None:
    page = client.get(reverse("help"))
    assert [section.here for section in page.context["sections"]] == [False] * (len(SECTIONS) - 1) + [True]


def test_the_language_switch_keeps_the_page_and_its_filters(world: World, browse_as: Browse) -> None:
    browser = browse_as(world.manager)
    answer = browser.post(reverse("set_language"), {"language": "fr", "next": "/help/?part=2"})
    assert answer.url == "/help/?part=2"
    assert '<html lang="fr">' in browser.get("/help/").text
    world.manager.refresh_from_db()
    assert world.manager.language == "fr"


def test_the_language_switch_leads_nowhere_else(client: Client, db: None) -> None:
    answer = client.post(reverse("set_language"), {"language": "fr", "next": "https://elsewhere.example/"})
    assert answer.url == "/"


@pytest.mark.parametrize(("language", "words"), [("en", "does not exist"), ("fr", "n’existe pas")])
def test_not_found_speaks_both_languages(client: Client, db: None, language: str, words: str) -> None:
    client.cookies["django_language"] = language
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert words in answer.text


def test_not_allowed_says_what_to_do(world: World, browse_as: Browse) -> None:
    answer = browse_as(world.manager).get(reverse("accounts:installation"))
    assert answer.status_code == 403
    assert "Your role does not allow this" in answer.text


def test_a_broken_page_has_its_own_words(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("intercluster_web.home.evidence_figures", broken)
    client.raise_request_exception = False
    answer = client.get(reverse("home"))
    assert answer.status_code == 500
    assert "Something broke on our side" in answer.text


def test_an_expired_form_says_so(db: None) -> None:
    answer = Client(enforce_csrf_checks=True).post(reverse("accounts:sign-in"), {})
    assert answer.status_code == 403
    assert "This form has expired" in answer.text


def _file(megabytes: int) -> SimpleUploadedFile:
    return SimpleUploadedFile("large.zip", b"0" * (megabytes * 1024 * 1024))


def test_visitors_send_no_large_file(client: Client, db: None) -> None:
    assert client.post(reverse("accounts:sign-in"), {"file": _file(6)}).status_code == 413


def test_people_send_files_up_to_the_limit(world: World, browse_as: Browse, settings: Any) -> None:
    browser, page = browse_as(world.manager), reverse("accounts:tokens")
    assert browser.post(page, {"file": _file(6)}).status_code == 200
    settings.LARGEST_UPLOAD = 5 * 1024 * 1024
    assert browser.post(page, {"file": _file(6)}).status_code == 413


def test_a_large_text_is_refused(world: World, browse_as: Browse) -> None:
    browser = browse_as(world.manager)
    browser.raise_request_exception = False
    assert browser.post(reverse("accounts:tokens"), {"name": "a" * (6 * 1024 * 1024)}).status_code == 400


def test_the_first_page_counts_what_is_there(client: Client, db: None) -> None:
    factories.organisation("one")
    factories.organisation("two", kind="university")
    page = client.get(reverse("home"))
    assert page.context["directory"]["clusters"] == 1
    assert page.context["evidence"].projects > 10_000


def test_numbers_follow_the_language(client: Client, db: None) -> None:
    figures = client.get(reverse("home")).context["evidence"]
    assert f"<dd>{figures.projects:,}</dd>" in client.get(reverse("home")).text
    client.cookies["django_language"] = "fr"
    assert f"<dd>{figures.projects:,}</dd>".replace(",", "\xa0") in client.get(reverse("home")).text


def test_the_desk_of_an_organisation_says_the_next_step(world: World, browse_as: Browse) -> None:
    first = reverse("scouting:objective-new")
    assert first in browse_as(world.manager).get(reverse("home")).text
    assert first not in browse_as(world.people["observer"]).get(reverse("home")).text


def test_the_rooms_of_the_cooperations_are_at_hand_in_each_of_them(world: World, browse_as: Browse) -> None:
    page = browse_as(world.manager).get(reverse("agreements:agreements"))
    assert [section.url for section in page.context["sections"] if section.here] == [reverse("cooperations:board")]
    assert [room.url for room in page.context["rooms_nearby"] if room.here] == [reverse("agreements:agreements")]
    assert list(browse_as(world.manager).get(reverse("directory:list")).context["rooms_nearby"]) == []
