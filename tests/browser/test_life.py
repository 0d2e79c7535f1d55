"""The life of one cooperation as a newcomer lives it: from a line of a shortlist to a charter signed by four clusters.

``life`` drives the whole story once, in English; the tests look at what it left, in both languages and every look.
"""

import datetime as dt
import email
import email.policy
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import LOOKS, PHONE, WIDE, Look, Site
from tests.browser.forms import write

CLUSTERS = ["ViaMeca", "INPLAS", "OpticsValley", "South East Photonics Network"]
TITLE = "Surface engineering alliance"
TODAY = dt.datetime.now(tz=dt.UTC).date()


@dataclass
class Life:
    """Addresses met on the way, by name."""

    signed_in: Any
    paths: dict[str, str] = field(default_factory=dict)

    def keep(self, name: str, page: Page) -> str:
        self.paths[name] = re.sub(r"^https?://[^/]+|[?#].*$", "", page.url)
        return self.paths[name]


def _open_from_shortlist(page: Page, life: Life) -> None:
    page.goto("/scouting/")
    page.get_by_label("looking for").fill("surface engineering")
    page.get_by_role("button", name="Find partners").click()
    page.get_by_role("link", name="Write the statement").click()
    page.get_by_label("statement").fill("Lift our coating locks with partners abroad.")
    page.get_by_role("button", name="Save, then the fields").click()
    page.get_by_role("button", name="Confirm and find partners").click()
    page.locator("#cluster-inplas").get_by_role("button", name="Keep").click()
    page.get_by_role("status").get_by_role("link").click()
    life.keep("shortlist", page)
    page.get_by_role("link", name="Open a cooperation").first.click()
    expect(page.locator("[name='party-0-organisation']")).to_have_value("INPLAS")
    write(
        page,
        **{"party-1-organisation": CLUSTERS[2], "party-2-organisation": CLUSTERS[3]},
        purpose="members",
        beneficiary="sme",
        plane="technology",
        process="bottom_up",
        title=TITLE,
    )
    expect(page.get_by_role("status")).to_contain_text("is opened")
    for cluster in CLUSTERS:
        expect(page.locator("aside").get_by_role("link", name=cluster)).to_be_visible()
    life.keep("cooperation", page)


def _move_by_drag(page: Page, life: Life) -> None:
    page.get_by_role("link", name="Note that it happened").click()
    write(page, note="A call of one hour with each of the three teams.", audience="shared")
    page.goto("/cooperations/")
    card = page.locator(".board-card", has_text=TITLE)
    card.locator("h3").drag_to(page.locator("[data-stage=events] h2"))
    expect(page.get_by_role("status")).to_contain_text("sector events")
    expect(page.locator("[data-stage=events] .board-card")).to_contain_text(TITLE)


def _override_by_keyboard(page: Page, life: Life) -> None:
    """The card's menu by Tab and Enter; the gate asks for what is missing, the reason is kept."""
    page.goto("/cooperations/")
    menu = page.locator(".board-card", has_text=TITLE).get_by_text("Move", exact=True)
    menu.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator("button[name=target][value=contact]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(TITLE)
    life.keep("move", page)
    write(page, override=True, because="The teams met at a fair years before.", audience="shared")
    expect(page.get_by_role("status")).to_contain_text("contact between teams")


def _move_at_the_same_time(page: Page, other: Page) -> None:
    for window in (page, other):
        window.goto("/cooperations/")
        window.locator(".board-card", has_text=TITLE).get_by_text("Move", exact=True).click()
    page.locator("button[name=target][value=events]").click()
    write(page, because="One window: too early.")
    expect(page.get_by_role("status")).to_contain_text("sector events")
    other.locator("button[name=target][value=exchange]").click()
    expect(other.get_by_role("alert")).to_be_visible()
    other.goto("/cooperations/")
    expect(other.locator("[data-stage=events] .board-card")).to_contain_text(TITLE)


def _ask_a_member(page: Page, life: Life) -> str:
    """A round with one member; the link of its draft message."""
    page.goto("/contacts/new/")
    write(
        page,
        name="Director of a member company",
        organisation_name="Member company",
        role="member",
        email="direction@member.example",
        source="Members' meeting",
    )
    page.goto(life.paths["cooperation"])
    page.locator(".tabs").get_by_role("link", name="Validation").click()
    page.get_by_role("button", name="Ask members").click()
    write(page, question="Do you want this alliance?", anonymous="False", quorum="1")
    life.keep("round", page)
    if page.get_by_text("Nothing to say yes or no to yet").count():
        write(page, label="A charter among four clusters")
    page.get_by_role("link", name="The people").click()
    life.keep("ask", page)
    page.get_by_label("Director of a member company").check()
    page.get_by_role("button", name="Put those ticked on the list").click()
    page.goto(life.paths["round"])
    page.get_by_role("button", name="Open it now").click()
    with page.expect_download() as waiting:
        page.locator("a[href$='message.eml']").click()
    return _link_in(Path(waiting.value.path()))


def _link_in(draft: Path) -> str:
    message = email.message_from_bytes(draft.read_bytes(), policy=email.policy.default)
    body = message.get_body(("plain",))
    assert body is not None
    found = re.search(r"http\S+/answer/\S+", body.get_content())
    assert found is not None
    return re.sub(r"^https?://[^/]+", "", found[0])


def _answer_without_account(page: Page, link: str, axe: Callable[[Page], list[str]]) -> None:
    page.goto(link)
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert axe(page) == []
    page.locator("input[type=radio][value=yes]").first.check()
    page.locator("form.votes button").click()
    expect(page.locator("main")).to_contain_text("Thank you")


def _close_the_round(page: Page, life: Life) -> None:
    page.goto(life.paths["round"])
    expect(page.locator("#asked ~ .table-scroll")).to_contain_text("answered")
    page.get_by_role("button", name="Close the round").click()
    expect(page.locator(".figures")).to_contain_text("quorum reached")


def _mediate(page: Page, life: Life) -> None:
    page.goto(life.paths["cooperation"])
    page.locator(".tabs").get_by_role("link", name="Members").click()
    life.keep("members", page)
    page.get_by_role("link", name="Contracts").click()
    page.get_by_role("button", name="Log a contract").click()
    write(
        page,
        kind="technology",
        a_name="Coating workshop",
        b_name="Plasma laboratory",
        status="signed",
        signed_on=TODAY.isoformat(),
        audience="shared",
    )
    life.keep("contract", page)
    page.get_by_text("Something went wrong").click()
    write(page, what="The samples came three months late.", severity="medium", raised_by="a")
    for kind, text in [("session", "Both sides were heard."), ("settled", "Half the fee is given back.")]:
        chosen = page.locator("[name^=step][name$=-kind]")
        if not chosen.is_visible():
            page.get_by_text("Note a step of the mediation").click()
        prefix = (chosen.get_attribute("name") or "").removesuffix("kind")
        write(page, **{f"{prefix}kind": kind, f"{prefix}text": text})
    expect(page.locator("main article")).to_contain_text("settled")


def _govern(page: Page, life: Life) -> None:
    page.goto(life.paths["cooperation"])
    page.locator(".tabs").get_by_role("link", name="Governance").click()
    life.keep("governance", page)
    page.get_by_role("button", name="Choose the form").click()
    life.keep("choose", page)
    write(page, form="rotating", reason="Four clusters, none of them leading.")
    page.get_by_role("button", name="Plan a rotation").click()
    life.keep("rotation-new", page)
    write(page, subject="Chair", turns_count="4")
    expect(page.locator("main tbody tr")).to_have_count(len(CLUSTERS))
    life.keep("rotation", page)


def _sign_the_charter(page: Page, life: Life, scan: Path) -> None:
    page.goto(life.paths["cooperation"])
    page.locator(".tabs").get_by_role("link", name="Agreements").click()
    life.keep("agreements", page)
    page.get_by_role("button", name="New agreement").first.click()
    life.keep("agreement-new", page)
    write(page, template="charter", title="Charter of the alliance", audience="shared")
    life.keep("agreement", page)
    page.get_by_role("button", name="Fill in the blanks").first.click()
    life.keep("blanks", page)
    write(page, topic="surface engineering", duration_months="36", notice_months="3", start=TODAY.isoformat())
    page.goto(life.paths["agreement"])
    page.get_by_role("button", name="Set the term").click()
    begun = TODAY - dt.timedelta(days=330)  # a year less a month ago: its renewal is near
    write(page, starts_on=begun.isoformat(), months="12")
    page.goto(life.paths["agreement"])
    page.get_by_role("button", name="Propose for signature").click()
    write(page, share=True)
    for cluster in CLUSTERS:
        page.goto(life.paths["agreement"])
        row = page.locator("#signatures tbody tr", has_text=cluster)
        row.get_by_role("button", name="Note a signature").click()
        page.locator("[name=file]").set_input_files(scan)
        write(page, name=f"President of {cluster}", signed_on=TODAY.isoformat())
    expect(page.locator("main .badge.good").first).to_contain_text("in force")
    page.goto("/agreements/due/")
    expect(page.locator("main")).to_contain_text("Charter of the alliance")
    life.keep("due", page)


@pytest.fixture(scope="module")
def life(
    site: Site,
    browser: Browser,
    signed_in_state: Any,
    axe: Callable[[Page], list[str]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Life]:
    story = Life(signed_in_state)
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def window(width: int = WIDE, *, signed_in: bool = True) -> Page:
        contexts.append(
            browser.new_context(
                base_url=site.address,
                viewport={"width": width, "height": 900},
                storage_state=signed_in_state if signed_in else None,
                accept_downloads=True,
            )
        )
        contexts[-1].set_default_timeout(15_000)
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    page = window()
    page.set_default_timeout(60_000)  # the first search builds its tables
    _open_from_shortlist(page, story)
    page.set_default_timeout(15_000)
    _move_by_drag(page, story)
    _override_by_keyboard(page, story)
    _move_at_the_same_time(page, window())
    link = _ask_a_member(page, story)
    _answer_without_account(window(PHONE, signed_in=False), link, axe)
    _close_the_round(page, story)
    _mediate(page, story)
    _govern(page, story)
    scan = tmp_path_factory.mktemp("scans") / "charter.pdf"
    scan.write_bytes(b"%PDF-1.4\n%%EOF\n")
    _sign_the_charter(page, story, scan)
    yield story
    for context in contexts:
        context.close()
    assert errors == []


def _journal(page: Page, life: Life) -> str:
    """All its pages, newest first."""
    page.goto(life.paths["cooperation"] + "journal/")
    told = page.locator(".journal").inner_text()
    while (older := page.locator(".pager a[rel=next]")).count():
        older.first.click()
        told += "\n" + page.locator(".journal").inner_text()
    return told


def test_the_journal_tells_it_all(life: Life, visit: Callable[..., Page]) -> None:
    told = _journal(visit(signed_in=True), life)
    steps = [
        "The cooperation was opened",
        "A call of one hour with each of the three teams.",
        "The teams met at a fair years before.",
        "One window: too early.",
        "1 of 1 answered",
        "Incident noted",
        "settle",
        "Form of governance: rotating",
        "Turns planned: Chair",
        "Charter of the alliance is signed by all and in force",
    ]
    places = [told.find(step) for step in steps]
    assert -1 not in places, steps[places.index(-1)]
    assert places == sorted(places, reverse=True)


def test_the_journal_says_the_same_in_french(life: Life, visit: Callable[..., Page]) -> None:
    told = _journal(visit("/", Look(language="fr"), signed_in=True), life)
    for words in ["Forme de gouvernance", "Tours prévus", "Charter of the alliance est signé de tous", "Incident noté"]:
        assert words in told
    assert not re.search(r"\b(was|moved|signed|closed|planned|noted)\b", told)


def test_the_renewal_is_announced(life: Life, visit: Callable[..., Page]) -> None:
    page = visit(life.paths["due"], Look(language="fr"), signed_in=True)
    expect(page.locator("main tbody, main li").filter(has_text="Charter of the alliance").first).to_be_visible()
    page.goto("/calendar/?view=agenda")
    expect(page.locator(".agenda")).to_contain_text("Charter of the alliance")


ROOMS = [
    "/cooperations/",
    "/cooperations/list/",
    "/cooperations/timeline/",
    "/cooperations/coverage/",
    "/cooperations/durations/",
    "/cooperations/cases/",
    "/contacts/",
    "/validation/",
    "/outcomes/",
    "/operations/",
    "/alliances/",
    "/readiness/",
    "/calendar/",
    "cooperation",
    "move",
    "round",
    "members",
    "contract",
    "governance",
    "choose",
    "rotation",
    "rotation-new",
    "agreements",
    "agreement-new",
    "agreement",
    "blanks",
    "due",
]


@pytest.mark.parametrize(
    "look", [pytest.param(look, id=f"{look.width}-{look.scheme}-{look.language}") for look in LOOKS]
)
def test_every_room_can_be_read_by_everybody(
    life: Life,
    visit: Callable[..., Page],
    shot: Callable[[Page, str], None],
    axe: Callable[[Page], list[str]],
    look: Look,
) -> None:
    page, found = visit("/cooperations/", look, signed_in=True), []
    for room in ROOMS:
        page.goto(life.paths.get(room, room))
        name = room.strip("/").replace("/", "-")
        shot(page, f"life-{name}-{look.width}-{look.scheme}-{look.language}")
        found += [f"{room}: {line}" for line in axe(page)]
    assert found == []
