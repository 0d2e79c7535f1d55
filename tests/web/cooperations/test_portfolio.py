"""The portfolio: who sees what, the board, the filters, the files, and how many questions it asks of the database."""

import datetime as dt
from collections.abc import Callable
from email import message_from_bytes, policy
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from intercluster.cooperations.ladder import LADDER, Proof, Stage
from intercluster.cooperations.stagnation import marks
from intercluster_web.cooperations.actions.journal import record
from intercluster_web.cooperations.models import Cooperation, Party, Passage, StagnationRule
from intercluster_web.cooperations.queries.portfolio import stagnating
from intercluster_web.cooperations.queries.portfolio_durations import on_steps, portfolio_of, to_agreement
from tests.web import factories
from tests.web.cooperations.records import cooperation

Browse = Callable[..., Client]


def days_ago(days: int) -> dt.date:
    return timezone.localdate() - dt.timedelta(days)


def titles(client: Client, name: str = "list", **chosen: Any) -> list[str]:
    page = client.get(reverse(f"cooperations:{name}"), chosen)
    assert page.status_code == 200
    return sorted(row.cooperation.title for row in page.context["rows"])


# Who sees what


@pytest.mark.parametrize(("sharing", "seen"), [("own", []), ("partner", ["Glass"]), ("network", []), ("public", [])])
def test_the_portfolio_of_a_partner_has_what_is_shared_by_name(
    db: None, browse_as: Browse, sharing: str, seen: list[str]
) -> None:
    world = factories.world(sharing)
    cooperation(world, title="Glass")
    theirs = browse_as(world.people["other"])
    assert titles(theirs) == seen
    for name in ("board", "timeline", "map", "wishlist", "statistics", "coverage"):
        text = theirs.get(reverse(f"cooperations:{name}")).content.decode()
        assert ("Glass" in text) is (bool(seen) and name in {"board", "timeline", "statistics"})


@pytest.mark.parametrize(("sharing", "shown"), [("own", 0), ("partner", 0), ("network", 1), ("public", 1)])
def test_the_published_list_says_no_more_than_the_public_page(
    db: None, browse_as: Browse, sharing: str, shown: int
) -> None:
    world = factories.world(sharing)
    cooperation(world, title="Ours", topic="secret topic", next_step="secret step", summary="Open words")
    theirs = browse_as(world.people["other"])
    page = theirs.get(reverse("cooperations:published"))
    assert page.context["page"].paginator.count == shown
    assert "secret" not in page.content.decode()
    found = [theirs.get(reverse("cooperations:published"), {"q": text}) for text in ("secret", "words")]
    assert [answer.context["page"].paginator.count for answer in found] == [0, shown]
    anonymous = browse_as(None).get(reverse("cooperations:published"))
    assert anonymous.context["page"].paginator.count == (1 if sharing == "public" else 0)


def test_agreements_noted_for_our_own_people_do_not_show_in_a_partners_figures(db: None) -> None:
    world = factories.world("partner")
    card = cooperation(world, started_on=days_ago(100))
    record(world.manager, card, world.ours, "noted", proof=Proof.AGREEMENT_SIGNED, happened_on=days_ago(10))
    ours, theirs = (world.people[role] for role in ("manager", "other"))
    seen = [
        to_agreement(user, portfolio_of(user, at).all()) for user, at in ((ours, world.ours), (theirs, world.theirs))
    ]
    assert [(found.n, found.done, found.median) for found in seen] == [(1, 1, 90), (1, 0, None)]


# The board


def test_a_card_says_where_it_stands_and_what_the_gate_lacks(world: factories.World, browse_as: Browse) -> None:
    card = cooperation(
        world,
        stage=Stage.MEETINGS.value,
        stage_since=days_ago(400),
        last_activity_on=days_ago(3),
        next_step="Visit them",
        next_step_due=days_ago(2),
        responsible=world.manager,
    )
    record(world.manager, card, world.ours, "noted", proof=Proof.TRUST)
    page = browse_as(world.manager).get(reverse("cooperations:board"))
    column = next(column for column in page.context["columns"] if column.stage == Stage.MEETINGS)
    (shown,) = column.cards
    assert (column.count, shown.overdue, shown.moves, shown.on_step) == (1, True, True, "13 months")
    assert shown.marks == ("on this step for longer than 12 months",)
    assert shown.lacking == (
        "meeting between companies or visit",
        "gains named by a company",
        "complementarity checked",
        "scope checked: neither too broad nor too narrow",
    )
    text = page.content.decode()
    assert all(said in text for said in ("Visit them", str(world.manager), "Theirs (United Kingdom)", "late"))


@pytest.mark.parametrize(
    ("sharing", "role", "moves"),
    [
        ("own", "editor", True),
        ("own", "observer", False),
        ("partner", "other", False),
        ("works", "other", True),
    ],
)
def test_who_can_move_a_card(db: None, browse_as: Browse, sharing: str, role: str, moves: bool) -> None:
    world = factories.world(sharing)
    card = cooperation(world)
    page = browse_as(world.people[role]).get(reverse("cooperations:board"))
    assert (reverse("cooperations:move", args=[card.pk]) in page.content.decode()) is moves


def test_a_move_from_the_board_comes_back_to_it_and_the_second_person_is_told(
    world: factories.World, browse_as: Browse
) -> None:
    card = cooperation(world)
    record(world.manager, card, world.ours, "noted", proof=Proof.EXPERIENCE_EXCHANGED)
    move, board = reverse("cooperations:move", args=[card.pk]), reverse("cooperations:board")
    sent = {"revision": card.revision, "next": f"{board}?purpose=members"}
    first = browse_as(world.manager).post(move, sent | {"target": "events"})
    assert (first.status_code, first["Location"]) == (302, f"{board}?purpose=members")
    second = browse_as(world.people["editor"]).post(move, sent | {"target": "contact"})
    assert second.status_code == 409
    card.refresh_from_db()
    assert card.stage == "events"


def test_a_move_leads_to_no_other_site(world: factories.World, browse_as: Browse) -> None:
    card = cooperation(world)
    record(world.manager, card, world.ours, "noted", proof=Proof.EXPERIENCE_EXCHANGED)
    sent = {"revision": card.revision, "next": "https://elsewhere.example/", "target": "events"}
    answer = browse_as(world.manager).post(reverse("cooperations:move", args=[card.pk]), sent)
    assert answer["Location"] == card.get_absolute_url()


def test_the_board_shows_the_first_cards_and_leads_to_the_rest(world: factories.World, browse_as: Browse) -> None:
    for number in range(11):
        cooperation(world, title=f"Number {number:02}", next_step_due=days_ago(number) if number else None)
    cooperation(world, title="Planned", status="planned")
    page = browse_as(world.manager).get(reverse("cooperations:board"))
    column = page.context["columns"][0]
    assert (column.count, column.more, page.context["planned"]) == (11, 3, 1)
    assert [card.cooperation.title for card in column.cards] == [f"Number {n:02}" for n in range(10, 2, -1)]
    assert f"{reverse('cooperations:list')}?stage=exchange" in page.content.decode()


# The list


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ({}, ["Alpha", "Beta", "Gamma"]),
        ({"stage": "events"}, ["Beta"]),
        ({"status": "planned"}, ["Gamma"]),
        ({"purpose": "territory"}, ["Beta"]),
        ({"process": "top_down", "plane": "market"}, ["Alpha"]),
        ({"country": "IT"}, ["Beta"]),
        ({"country": "ES"}, ["Gamma"]),
        ({"country": "FR"}, []),
        ({"region": "ITC4"}, ["Beta"]),
        ({"market": "Rail"}, ["Alpha"]),
        ({"market": "rail"}, ["Alpha"]),
        ({"mediated": "on"}, ["Gamma"]),
        ({"stagnating": "on"}, ["Alpha"]),
        ({"due": "on"}, ["Beta"]),
        ({"partner": "lombardia"}, ["Beta"]),
        ({"q": "lombardia"}, ["Beta"]),
        ({"q": "GLASS"}, ["Alpha"]),
        ({"stage": "no such step"}, ["Alpha", "Beta", "Gamma"]),
        ({"stage": "events", "purpose": "members"}, []),
    ],
)
def test_filters(world: factories.World, browse_as: Browse, chosen: dict[str, str], found: list[str]) -> None:
    today = timezone.localdate()
    fresh = {"stage_since": today, "last_activity_on": today}
    cooperation(world, title="Alpha", topic="Glass", market="Rail", process="top_down", plane="market")
    beta = cooperation(world, title="Beta", stage="events", purpose="territory", next_step_due=today, **fresh)
    italian = factories.organisation("lombardia", country="IT", zone="ITC4")
    Party.objects.create(cooperation=beta, organisation=italian)
    cooperation(world, title="Gamma", status="planned", countries=["ES"], mediated_by=italian, **fresh)
    assert titles(browse_as(world.manager), **chosen) == found


@pytest.mark.parametrize("sort", ["title", "-title", "stage", "-stage", "since", "due", "-due", "activity", "started"])
def test_sorting_keeps_everything(world: factories.World, browse_as: Browse, sort: str) -> None:
    for title, stage in (("B", "projects"), ("A", "events"), ("C", "exchange")):
        cooperation(world, title=title, stage=stage, next_step_due=days_ago(1) if title == "A" else None)
    rows = browse_as(world.manager).get(reverse("cooperations:list"), {"sort": sort}).context["rows"]
    order = [row.cooperation.title for row in rows]
    assert sorted(order) == ["A", "B", "C"]
    expected = {"title": "ABC", "-title": "CBA", "stage": "CAB", "-stage": "BAC"}.get(sort)
    assert expected is None or "".join(order) == expected
    assert "due" not in sort or order[0] == "A"


def test_the_files_say_what_the_list_says(world: factories.World, browse_as: Browse) -> None:
    cooperation(world, title="=1+1", market="Rail", topic="Together")
    cooperation(world, title="Other", status="planned", countries=["ES"])
    client = browse_as(world.manager)
    book = client.get(reverse("cooperations:list-export", args=["xlsx"]), {"market": "rail"})
    rows = list(load_workbook(BytesIO(book.content)).worksheets[0].iter_rows(values_only=True))
    assert [row[0] for row in rows][-1] == "=1+1"
    assert len(rows) == 2
    targets = client.get(reverse("cooperations:wishlist-export", args=["csv"])).content.decode("utf-8-sig")
    assert "Spain" in targets
    assert "Rail" not in targets


# Standing still


def test_the_database_and_the_library_find_the_same_standing_still(world: factories.World) -> None:
    today = timezone.localdate()
    for number, stage in enumerate(LADDER):
        for since, activity in ((0, 0), (365, 120), (366, 119), (10, 121), (500, None)):
            last = None if activity is None else days_ago(activity)
            cooperation(world, title=f"{number}", stage=stage.value, stage_since=days_ago(since), last_activity_on=last)
    Cooperation.objects.filter(title="3").update(status="paused")
    here = portfolio_of(world.manager, world.ours)
    found = set(stagnating(here.all(), here.limits).values_list("pk", flat=True))
    expected = {
        one.pk
        for one in here.all().filter(status="active")
        if marks(Stage(one.stage), one.stage_since, one.last_activity_on, today, here.limits)
    }
    assert found == expected
    assert len(found) == 6 * 3 + 2  # the last step has no limit of its own


def test_only_a_step_up_ends_the_time_on_a_step(world: factories.World) -> None:
    """Going back, pausing and ending leave the time open: it took at least so long."""
    up, back, ended = (cooperation(world, title=title) for title in ("up", "back", "ended"))
    Passage.objects.all().delete()
    for one, steps in ((up, ["events", "contact"]), (back, ["events", "exchange"]), (ended, ["events"])):
        days = [days_ago(100 - 40 * number) for number in range(len(steps) + 1)]
        for stage, since, until in zip(steps, days, days[1:], strict=False):
            Passage.objects.create(cooperation=one, stage=stage, entered_on=since, left_on=until)
    seen = on_steps(world.manager, world.ours)[Stage.EVENTS]
    assert (seen.n, seen.done, seen.lower) == (3, 1, 40)


def test_limits_of_ones_own(world: factories.World, browse_as: Browse) -> None:
    cooperation(world, stage_since=days_ago(40), last_activity_on=days_ago(1))
    client, address = browse_as(world.manager), reverse("cooperations:limits")
    assert titles(client, stagnating="on") == []
    seen = client.get(address).context["form"]["seen"].value()
    saved = {"quiet_days": 30, "step_days": 30, "seen": seen or ""}
    assert client.post(address, saved).status_code == 302
    assert titles(client, stagnating="on") == ["Optics across the Channel"]
    opened = client.get(address).context["form"]["seen"].value()
    assert client.post(address, {"quiet_days": 60, "step_days": 60, "seen": opened}).status_code == 302
    late = browse_as(world.people["editor"]).post(address, {"quiet_days": 90, "step_days": 90, "seen": opened})
    assert late.status_code == 422
    assert StagnationRule.objects.get().step_days == 60
    assert client.post(address, {"quiet_days": 1, "step_days": ""}).status_code == 422


def test_the_reminder_is_an_unsent_message(world: factories.World, browse_as: Browse) -> None:
    today = timezone.localdate()
    cooperation(world, title="Late", next_step="Call", next_step_due=days_ago(1), last_activity_on=today)
    cooperation(world, title="Soon", next_step_due=today, last_activity_on=today)
    cooperation(world, title="Quiet", stage_since=today, last_activity_on=days_ago(200))
    answer = browse_as(world.manager).get(reverse("cooperations:digest"))
    message = message_from_bytes(answer.content, policy=policy.default)
    assert message["X-Unsent"] == "1"
    text = message.get_body().get_content()
    places = [text.index(said) for said in ("Late next steps (1)", "Call", "Soon", "Standing still", "Quiet")]
    assert places == sorted(places)


# Coverage


def test_coverage_leads_to_what_we_have_and_to_what_to_search(world: factories.World, browse_as: Browse) -> None:
    strategy = world.ours.strategy_set.create(title="2029", statement="Grow")
    strategy.markets.create(name="Rail", urgency=3, countries="ES GB")
    strategy.markets.create(name="Food", urgency=1, countries="IT")
    cooperation(world, market="rail")  # with theirs, in the United Kingdom
    cooperation(world, market="Rail", status="planned", countries=["DE"])
    matrix = browse_as(world.manager).get(reverse("cooperations:coverage")).context["matrix"]
    assert [market.name for market in matrix.markets] == ["Rail", "Food"]
    cells = {(row.place, view.cell.market.name): view for row in matrix.rows for view in row.cells}
    assert (cells["GB", "Rail"].cell.covered, cells["DE", "Rail"].cell.planned) == (1, 1)
    assert [(view.place, view.cell.priority) for view in matrix.next_best] == [("Spain", 0.375), ("Italy", 0.125)]
    spain = cells["ES", "Rail"]
    assert spain.search.startswith(reverse("scouting:quick-start") + "?text=Rail&")
    opened = browse_as(world.manager).get(spain.plan).context["form"]
    values = [opened[name].value() for name in ("status", "market", "countries")]
    assert values == ["planned", "Rail", ["ES"]]


def test_regions_of_the_world_hold_their_countries(world: factories.World, browse_as: Browse) -> None:
    cooperation(world, market="Rail")
    page = browse_as(world.manager).get(reverse("cooperations:coverage"), {"grain": "world"})
    assert [(row.label, row.cells[0].cell.covered) for row in page.context["matrix"].rows] == [("Europe", 1)]


# Questions asked of the database


@pytest.mark.parametrize(
    "name", ["board", "list", "timeline", "map", "wishlist", "statistics", "coverage", "published"]
)
def test_many_ask_no_more_questions_than_one(world: factories.World, browse_as: Browse, name: str) -> None:
    client, address = browse_as(world.manager), reverse(f"cooperations:{name}")

    def asked() -> int:
        client.get(address)  # what is kept between requests is kept
        with CaptureQueriesContext(connection) as questions:
            client.get(address)
        return len(questions)

    def fill() -> None:
        for status, visibility in (("active", "public"), ("planned", "own"), ("active", "partner")):
            card = cooperation(world, status=status, visibility=visibility, responsible=world.manager, market="Rail")
            record(world.manager, card, world.ours, "noted", proof=Proof.TRUST)

    fill()
    one = asked()
    for _ in range(7):
        fill()
    assert asked() == one


# The API


def test_the_api_gives_the_same(world: factories.World, browse_as: Browse) -> None:
    card = cooperation(world, started_on=days_ago(50), last_activity_on=days_ago(200), stage_since=days_ago(20))
    client = browse_as(world.manager)
    told = client.get("/api/cooperations/", {"organisation": "ours", "stagnating": "true"}).json()
    (one,) = told["cooperations"]
    assert (told["total"], one["id"], one["standing_still"]) == (1, card.pk, ["quiet"])
    assert [party["key"] for party in one["parties"]] == ["ours", "theirs"]
    figures = client.get("/api/cooperations/statistics").json()
    assert (figures["by_status"], figures["standing_still"], figures["to_agreement"]["n"]) == ({"active": 1}, 1, 1)
    assert client.get("/api/cooperations/", {"organisation": "theirs"}).status_code == 403
