"""Programme cards as people use them: find, add, correct, see what fits a cooperation."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from intercluster.funding.cards import load_cards
from intercluster_web.directory.loading import load_bundled_directory
from intercluster_web.directory.models import Kind, Membership, Programme
from intercluster_web.funding.loading import enter_cards
from intercluster_web.funding.models import Card, Requirement
from tests.web import factories
from tests.web.cooperations.records import cooperation
from tests.web.factories import World
from tests.web.funding import records

Browse = Callable[..., Client]
LIST = "funding:list"


def _card(**more: Any) -> dict[str, Any]:
    named = {"programme-name": "A new programme", "programme-owner": "A ministry", "programme-level": "national"}
    return named | {"level": "mobility", "status": "current", "pays": ["travel"], "source_url": "its page"} | more


def _condition(**more: Any) -> dict[str, Any]:
    return {"kind": "both_sides", "countries": ["FR"], "others": ["GB"], "closed": "on", "source_url": "p. 3"} | more


def test_the_cards_of_the_sources_are_entered_once(db: None) -> None:
    load_bundled_directory()
    assert enter_cards() == len(load_cards())
    assert enter_cards() == 0
    coopol = Card.objects.get(programme__key="coopol-coopol-innovation")
    assert (coopol.status, coopol.contact.country) == ("to_check", "CN")
    assert {each.kind for each in coopol.requirements.all()} == {"both_sides", "includes_each"}
    Card.objects.all().delete()
    assert enter_cards() == 0


def test_filters(client: Client, db: None) -> None:
    british = records.requirement(records.card("british", level="mobility", pays=["travel"])).card
    anywhere = records.card("anywhere", level="research", status="ended")

    def found(**asked: str) -> list[Card]:
        return list(client.get(reverse(LIST), asked).context["page"])

    assert found(level="mobility") == [british]
    assert found(status="ended") == [anywhere]
    assert found(cost="travel") == [british]
    assert found(country="GB") == [anywhere, british]
    assert found(country="JP") == [anywhere]
    assert found(q="brit") == [british]


def test_a_card_of_our_own_with_its_conditions(world: World, browse_as: Browse) -> None:
    browser = browse_as(world.manager)
    for _click in range(2):
        browser.post(reverse("funding:new"), _card())
    made = Card.objects.get()
    assert (made.programme.owner, made.recorded_by, made.origin) == ("A ministry", world.manager, "person")
    address = reverse("funding:condition-new", args=[made.programme.key])
    assert browser.post(address, _condition(countries=[])).status_code == 422
    for _click in range(2):
        browser.post(address, _condition())
    assert [each.source_url for each in made.requirements.all()] == ["p. 3"]
    assert "A partner in France and one in United Kingdom" in browser.get(made.get_absolute_url()).text


def test_a_card_completes_a_programme_of_the_directory(world: World, browse_as: Browse) -> None:
    known = Programme.objects.create(key="known", name="Known programme", owner="A region")
    page = browse_as(world.manager).get(reverse("funding:new"), {"of": "known"})
    assert page.context["programme"]["owner"].value() == "A region"
    browse_as(world.manager).post(reverse("funding:new"), _card(**{"programme-name": "known programme"}))
    assert Card.objects.get().programme == known


def test_what_a_card_said_before_is_kept_with_the_source_of_the_change(world: World, browse_as: Browse) -> None:
    made = records.card(pays=["travel"], status="current")
    browser, address = browse_as(world.manager), reverse("funding:edit", args=[made.programme.key])
    changed = {"level": "mobility", "status": "ended", "pays": ["travel", "stays"], "source_url": "a letter"}
    seen = browser.get(address).context["form"]["seen"].value()
    browser.post(address, changed | {"seen": seen})
    kept = {each.attribute: (each.before, each.after, each.source_url) for each in made.corrections.all()}
    assert kept == {"status": ("in force", "ended", "a letter"), "pays": ("travel", "travel, stays", "a letter")}
    answer = browser.post(address, changed | {"status": "to_check", "seen": seen})
    assert "Somebody saved this" in answer.text
    rule = records.requirement(made)
    browser.post(reverse("funding:condition-delete", args=[made.programme.key, rule.pk]))
    assert made.corrections.first().before == "A partner in France and one in United Kingdom"


def test_paid_and_not_paid_at_once_is_refused(world: World, browse_as: Browse) -> None:
    answer = browse_as(world.manager).post(reverse("funding:new"), _card(pays_not=["travel"]))
    assert answer.status_code == 422
    assert "pays_not" in answer.context["form"].errors


def test_programmes_for_a_cooperation_with_each_condition_explained(world: World, browse_as: Browse) -> None:
    about = cooperation(world)
    bilateral = records.requirement().card
    laboratory = records.requirement(records.card("for-laboratories"), kind="each_side", kinds=["research"]).card
    records.requirement(records.card("with-japan"), others=["JP"])
    records.requirement(records.card("long-gone", status="ended"))
    page = browse_as(world.manager).get(reverse("funding:cooperation", args=[about.pk]))
    assert [row["card"] for row in page.context["rows"]][:2] == [bilateral, laboratory]
    assert [str(row["label"]) for row in page.context["rows"]] == ["fits", "open questions", "does not fit"]
    assert "United Kingdom is not among its countries" in page.text
    for of in (world.ours, world.theirs):
        member = factories.organisation(kind=Kind.RESEARCH_ORGANISATION)
        Membership.objects.create(organisation=of, member=member, member_type="lab")
    again = browse_as(world.manager).get(reverse("funding:cooperation", args=[about.pk]))
    verdicts = {row["card"].pk: str(row["label"]) for row in again.context["rows"]}
    assert verdicts[laboratory.pk] == "fits"
    assert "Ours, Theirs" in again.text


def test_programmes_of_a_cooperation_stand_in_its_section(world: World, browse_as: Browse) -> None:
    page = browse_as(world.manager).get(reverse("funding:cooperation", args=[cooperation(world).pk]))
    board = reverse("cooperations:board")
    assert [section.url for section in page.context["sections"] if section.here] == [board]
    assert [room.url for room in page.context["rooms_nearby"] if room.here] == [board]
    cards = browse_as(world.manager).get(reverse(LIST))
    assert [section.url for section in cards.context["sections"] if section.here] == [reverse("directory:list")]


def test_the_file_has_one_line_a_condition(world: World, browse_as: Browse) -> None:
    made = records.requirement().card
    records.requirement(made, kind="partners", number=3, countries=[], others=[])
    about = cooperation(world)
    answer = browse_as(world.manager).get(reverse("funding:cooperation", args=[about.pk]), {"file": "xlsx"})
    rows = list(load_workbook(BytesIO(answer.content)).worksheets[0].iter_rows(values_only=True))
    told = [[cell for cell in row if cell] for row in rows if row and row[0] == made.programme.name]
    assert [row[3] for row in told] == ["met", "not met"]


def test_lists_cost_the_same_for_many(world: World, browse_as: Browse) -> None:
    about = cooperation(world)
    browser = browse_as(world.manager)

    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as found:
            browser.get(address)
        return len(found)

    pages = (reverse(LIST), reverse("funding:cooperation", args=[about.pk]))
    records.requirement()
    before = [asked(address) for address in pages for _twice in range(2)][1::2]
    for number in range(5):
        records.requirement(records.card(f"programme-{number}"))
    assert [asked(address) for address in pages] == before
    assert Requirement.objects.count() == 6


def test_programs_read_cards_and_what_fits(world: World, browse_as: Browse, client: Client) -> None:
    records.requirement()
    about = cooperation(world)
    told = client.get("/api/funding").json()
    asks = "A partner in France and one in United Kingdom"
    assert [condition["asks"] for condition in told["items"][0]["conditions"]] == [asks]
    found = browse_as(world.manager).get(f"/api/funding/cooperations/{about.pk}").json()
    assert [(row["verdict"], row["checks"][0]["why"]) for row in found] == [("met", "Ours, Theirs take part")]
