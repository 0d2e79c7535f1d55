"""A mission as a newcomer lives it: pairs, visits, the 75 % of the travel, a sheet filled in on a phone, what followed.

``journey`` drives it once, in English; the tests look at what it left and at its pages, in both languages and looks.
"""

import email
import email.policy
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import LOOKS, PHONE, Look, Site
from tests.browser.forms import write

ROOMS = ["", "group/", "programme/", "evaluation/", "budget/", "follow-up/"]
HOST = "Mesap"


class Journey:
    """The path of the mission and of the page of its first delegate."""

    mission = ""
    road = ""


def _add(page: Page, mission: str, relation: str, **values: Any) -> None:
    page.goto(f"{mission}lines/{relation}/add/")
    write(page, **values)
    page.wait_for_url(re.compile(r"/missions/\d+/[a-z-]+/$"))


def _new(page: Page, **values: Any) -> str:
    page.goto("/missions/new/")
    write(page, **values)
    page.wait_for_url(re.compile(r"/missions/\d+/$"))
    return re.sub(r"^https?://[^/]+", "", page.url)


def _links(page: Page) -> dict[str, str]:
    """The link in each draft of the archive, by address."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name="All messages as drafts").click()
    found = {}
    with zipfile.ZipFile(io.BytesIO(Path(waiting.value.path()).read_bytes())) as drafts:
        for name in drafts.namelist():
            letter = email.message_from_bytes(drafts.read(name), policy=email.policy.default)
            body = letter.get_body(("plain",))
            assert body is not None
            (link,) = re.findall(r"http\S+(/missions/road/\S+)", body.get_content())
            found[str(letter["To"])] = link
    return found


def _pay(page: Page, mission: str) -> None:
    """Travel of 4 000 €, of which a scheme pays 75 %; the three delegates share the rest."""
    _add(page, mission, "costs", title="Travel", kind="travel", planned="4000", rest="delegate")
    page.get_by_role("link", name="Name who pays a share").click()
    write(page, name="INNET")
    page.get_by_role("link", name="Add a share").click()
    page.locator("[name=funder]").select_option(label="INNET")
    write(page, percent="75")


@pytest.fixture(scope="module")
def journey(site: Site, browser: Browser, signed_in_state: Any) -> Journey:
    made = Journey()
    context = browser.new_context(base_url=site.address, storage_state=signed_in_state, accept_downloads=True)
    page = context.new_page()
    made.mission = _new(page, title="Coatings in Piedmont", country="IT", place="Torino", starts="2031-05-05")
    page.goto(f"{made.mission}lines/delegates/add/")
    for name, partner in (("First company", "First laboratory"), ("Second company", "Second laboratory")):
        page.locator("main [name=name]").fill(name)
        page.locator("main [name=partner_name]").fill(partner)
        page.locator("main [name=email]").fill(f"{name.split()[0].lower()}@example.org")
        page.get_by_role("button", name="Save and add another").click()
        expect(page.get_by_role("status")).to_contain_text(name)
    write(page, name="Third company")
    _add(page, made.mission, "hosts", name=HOST, country="IT", person="Head of surfaces")
    _add(page, made.mission, "steps", title="Visit of the coating centre", starts="2031-05-05T09:00")
    _pay(page, made.mission)
    page.goto(f"{made.mission}group/")
    made.road = _links(page)["first@example.org"]
    phone = browser.new_context(base_url=site.address, viewport={"width": PHONE, "height": 900}).new_page()
    phone.goto(made.road)
    phone.get_by_role("link", name=HOST).click()
    write(
        phone,
        research_rating="4",
        research_met="The team of hard coatings",
        training_rating="3",
        filled_name="A. Morel",
    )
    expect(phone.get_by_role("status")).to_be_visible()
    phone.context.close()
    page.goto(made.mission)
    for state in ("Being prepared", "On the way", "Done"):
        page.get_by_role("button", name=state).click()
        expect(page.locator("[aria-current=step]")).to_have_text(state)
    page.goto(f"{made.mission}follow-up/")
    page.get_by_role("button", name="Note the encounter").click()
    page.get_by_role("button", name="Keep Head of surfaces").click()
    expect(page.get_by_role("status")).to_contain_text("in the address book")
    again = _new(page, title="Back to Piedmont", country="IT", starts="2032-05-05", state="done")
    _add(page, again, "hosts", name=HOST)
    page.goto(f"{again}follow-up/")
    page.get_by_role("button", name="Note the encounter").click()
    context.close()
    return made


def test_the_scheme_pays_three_quarters_and_the_rest_is_shared_to_the_cent(
    journey: Journey, visit: Callable[..., Page]
) -> None:
    page = visit(f"{journey.mission}budget/", signed_in=True)
    total = page.locator("table", has_text="Total").locator("tbody tr").last
    cells = total.locator("td").all_inner_texts()
    assert cells[1:] == ["4,000.00 €", "3,000.00 €", "333.34 €", "333.33 €", "333.33 €"]


def test_a_sheet_from_the_phone_is_a_bridge(journey: Journey, visit: Callable[..., Page]) -> None:
    page = visit(f"{journey.mission}evaluation/", signed_in=True)
    expect(page.locator("tr", has_text="First company").first).to_contain_text("R&D 4 / training 3")
    expect(page.locator("tr", has_text="Bridges").locator("td")).to_have_text("1 / 2")


def test_the_programme_has_the_times_of_the_place(journey: Journey, visit: Callable[..., Page]) -> None:
    page = visit(f"{journey.mission}programme/", signed_in=True)
    expect(page.locator("main")).to_contain_text("Times of Europe/Rome")
    expect(page.locator("article", has_text="Visit of the coating centre")).to_contain_text("09:00")


def test_who_is_met_again_says_so_on_the_card_of_the_partner(journey: Journey, visit: Callable[..., Page]) -> None:
    page = visit("/scouting/", signed_in=True)
    page.get_by_label("looking for").fill("surface engineering")
    page.get_by_role("button", name="Find partners").click()
    page.get_by_role("link", name="Write the statement").click()
    page.get_by_label("statement").fill("Coatings with partners abroad, whom we met.")
    page.get_by_role("button", name="Save, then the fields").click()
    page.get_by_role("button", name="Confirm and find partners").click()
    expect(page.locator("#cluster-mesap")).to_contain_text("you met 2 times")


def test_two_missions_stand_side_by_side(journey: Journey, visit: Callable[..., Page]) -> None:
    page = visit("/missions/compare/", signed_in=True)
    page.get_by_label("Coatings in Piedmont").check()
    page.get_by_role("button", name="Compare").click()
    expect(page.locator("main")).to_contain_text("Tick at least one more to compare")
    page.get_by_label("Back to Piedmont").check()
    page.get_by_role("button", name="Compare").click()
    expect(page.locator("tr", has_text="Hosts met").locator("td")).to_have_text(["1 / 1", "1 / 1"])


@pytest.mark.parametrize(
    "look", [pytest.param(look, id=f"{look.width}-{look.scheme}-{look.language}") for look in (LOOKS[0], LOOKS[-1])]
)
def test_its_pages_can_be_read_by_everybody(
    journey: Journey,
    visit: Callable[..., Page],
    shot: Callable[[Page, str], None],
    axe: Callable[[Page], list[str]],
    look: Look,
) -> None:
    pages = {room.strip("/") or "mission": journey.mission + room for room in ROOMS}
    pages |= {"road": journey.road, "list": "/missions/", "compare": "/missions/compare/", "new": "/missions/new/"}
    page, found = visit("/missions/", look, signed_in=True), []
    for name, path in pages.items():
        page.goto(path)
        shot(page, f"missions-{name}-{look.width}-{look.scheme}-{look.language}")
        found += [f"{name}: {line}" for line in axe(page)]
    assert found == []
