"""A two-day event of 112 clusters, from the registration to a cancelled meeting, in the browser alone.

``story`` drives it once; the tests look at what it left: calendars, messages, paper, pages in every look.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import LOOKS, PHONE, WIDE, Look, Site
from tests.browser.event_people import IN_FILE, address_of
from tests.browser.event_story import (
    ASKER,
    BECAUSE,
    FORM,
    GUEST,
    KEYS,
    LATE,
    MOVED,
    Story,
    cell_of,
    drive,
    text_of,
)


@pytest.fixture(scope="module")
def story(
    site: Site,
    browser: Browser,
    signed_in_state: Any,
    axe: Callable[[Page], list[str]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Story]:
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def window(width: int = WIDE, *, signed_in: bool = True, script: bool = True) -> Page:
        contexts.append(
            browser.new_context(
                base_url=site.address,
                viewport={"width": width, "height": 900},
                storage_state=signed_in_state if signed_in else None,
                accept_downloads=True,
                java_script_enabled=script,
            )
        )
        contexts[-1].set_default_timeout(15_000)
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    told = Story(window, axe)
    drive(told, tmp_path_factory.mktemp("lists") / "clusters.xlsx")
    yield told
    for context in contexts:
        context.close()
    assert errors == []


def test_pages_on_the_way_can_be_read_by_everybody(story: Story) -> None:
    assert story.faults == []


def _own(visit: Callable[..., Page], story: Story, name: str) -> Page:
    return visit(story.own[address_of(name)], Look(PHONE, language="fr"))


def test_requests_without_an_answer_keep_no_slot(story: Story, visit: Callable[..., Page]) -> None:
    asked = _own(visit, story, LATE)
    expect(asked.locator("main")).to_contain_text(GUEST)
    expect(asked.locator("ul.plain li", has_text=GUEST)).to_contain_text("en attente de réponse")
    entries = story.calendars["final"][GUEST].values()
    assert not [entry for entry in entries if LATE in entry["SUMMARY"]]
    page = visit(story.event, signed_in=True)
    placed = int(page.locator(".figures div", has_text="meetings in the timetable").locator("dd").inner_text())
    assert placed > 200
    registered = page.locator(".figures div", has=page.get_by_text("registered", exact=True)).locator("dd")
    expect(registered).to_have_text(str(IN_FILE + 2))


def test_calendars_follow_every_change(story: Story) -> None:
    before, after, end = (story.calendars[stage] for stage in ("preliminary", "final", "cancelled"))
    for name in (MOVED, KEYS, FORM):
        assert set(before[name]) == set(after[name])
        changed = [uid for uid, entry in after[name].items() if entry["DTSTART"] != before[name][uid]["DTSTART"]]
        raised = [uid for uid, entry in after[name].items() if entry["SEQUENCE"] > before[name][uid]["SEQUENCE"]]
        assert changed
        assert set(changed) <= set(raised)
    shared = set(after[GUEST]) & set(after[ASKER])
    assert len(shared) == 1
    (uid,) = shared
    for name in (GUEST, ASKER):
        entry, earlier = end[name][uid], after[name][uid]
        assert (earlier["STATUS"], entry["STATUS"]) == ("CONFIRMED", "CANCELLED")
        assert entry["SEQUENCE"] == earlier["SEQUENCE"] + 1
        assert entry["DTSTART"].params["TZID"] == "Europe/Paris"
        assert BECAUSE in entry["DESCRIPTION"]


def test_nothing_is_lost_when_two_organisers_move_meetings(story: Story, visit: Callable[..., Page]) -> None:
    page = visit(story.paths["grid"], signed_in=True)
    for name, column in story.columns.items():
        expect(cell_of(page, name, column).locator("a")).to_have_count(1)


def test_people_get_one_message_about_what_concerns_them(story: Story) -> None:
    assert len(story.letters["preliminary"]) > 80
    told = story.letters["cancelled"]
    assert set(told) == {address_of(GUEST), address_of(ASKER)}
    for letter in told.values():
        assert BECAUSE in text_of(letter)
        (attached,) = list(letter.iter_attachments())
        assert attached.get_content_type() == "text/calendar"
        assert "METHOD:CANCEL" in attached.get_content()
        assert "STATUS:CANCELLED" in attached.get_content()


def test_the_page_on_the_phone_says_what_changed(story: Story, visit: Callable[..., Page]) -> None:
    page = _own(visit, story, GUEST)
    expect(page.locator(".changed")).to_contain_text(f"{ASKER} annulé")
    expect(page.locator(".changed")).to_contain_text(BECAUSE)
    page = _own(visit, story, MOVED)
    expect(page.locator(".changed")).to_contain_text("déplacé")


def test_paper_for_each_person_and_each_table(story: Story, visit: Callable[..., Page]) -> None:
    page = visit(story.event + "files/", signed_in=True)
    for words in ("Timetable of each person", "Sheet for each table"):
        with page.expect_download() as waiting:
            page.get_by_role("link", name=words).click()
        assert waiting.value.path().read_bytes().startswith(b"%PDF-")


ROOMS = [
    "",
    "slots/",
    "tables/",
    "participants/",
    "participants/import/",
    "participants/new/",
    "participant",
    "requests/",
    "requests/pairs/",
    "requests/suggest/",
    "meetings/",
    "meetings/choose/",
    "timetable/",
    "plan",
    "draft",
    "tables of the draft",
    "meeting",
    "day",
    "day/trouble/",
    "files/",
    "messages/",
    "follow-up/",
    "buyers/",
]
ON_THE_WAY = ["", "participants/", "participant", "requests/", "timetable/", "draft", "meeting", "day", "day/trouble/"]
OWN = ["", "people/", "profile/"]


@pytest.mark.parametrize(
    "look", [pytest.param(look, id=f"{look.width}-{look.scheme}-{look.language}") for look in (LOOKS[0], LOOKS[-1])]
)
def test_every_page_of_an_event_can_be_read_by_everybody(
    story: Story,
    visit: Callable[..., Page],
    shot: Callable[[Page, str], None],
    axe: Callable[[Page], list[str]],
    look: Look,
) -> None:
    page, found = visit(story.event, look, signed_in=True), []
    pages = {room: story.paths.get(room, story.event + room) for room in (ROOMS if look.width == WIDE else ON_THE_WAY)}
    pages |= {f"me/{room}": story.own[address_of(GUEST)] + room for room in OWN}
    for room, path in pages.items():
        page.goto(path)
        name = room.strip("/").replace("/", "-").replace(" ", "-") or "event"
        shot(page, f"event-{name}-{look.width}-{look.scheme}-{look.language}")
        found += [f"{room}: {line}" for line in axe(page)]
    assert found == []
