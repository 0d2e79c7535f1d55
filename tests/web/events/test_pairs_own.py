"""What the evidence says to a participant: in words, of people who show their name, and nothing anybody keeps to
themselves; never computed in their request."""

import datetime as dt
from collections.abc import Callable
from concurrent.futures import Future
from html import unescape
from typing import Any

import numpy as np
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from intercluster.evidence.store import load_evidence
from intercluster.scouting.question import tying_projects
from intercluster_web.cooperations.models import PartyRole
from intercluster_web.directory.models import KnownCooperation, Organisation
from intercluster_web.events.models import Event, Participant
from intercluster_web.events.queries import pairs_ready
from intercluster_web.events.queries.pairs import couples
from intercluster_web.events.queries.pairs_own import known_of
from intercluster_web.events.queries.requests import others
from intercluster_web.events.views import pairs as views
from intercluster_web.scouting.models import Encounter, LeadOrigin, Occasion, Shortlist, ShortlistLine
from tests.web.cooperations.records import cooperation
from tests.web.events import records
from tests.web.factories import World, organisation
from tests.web.scouting.records import objective


def _firm(key: str, country: str, *pics: str, kind: str = "other") -> Organisation:
    made = organisation(key, name=f"Firm {key}", kind=kind, country=country)
    for pic in pics:
        made.identifiers.create(scheme="PIC", value=pic)
    return made


def _comes(event: Event, one: Organisation, **values: Any) -> Participant:
    names = {"organisation": one, "organisation_name": one.name, "country": one.country}
    return records.participant(event, **(names | values))


@pytest.fixture
def event(world: World) -> Event:
    return records.event(world)


@pytest.fixture
def two(event: Event) -> tuple[Participant, Participant]:
    """People of two companies that worked together in a project of the evidence."""
    base = load_evidence()
    named = np.flatnonzero([str(key).startswith("pic:") for key in base.org_ids])
    took_part = base.took_part[tying_projects(base)][:, named].tocsr()
    project = int(np.flatnonzero(np.diff(took_part.indptr) >= 2)[0])
    keys = [base.org_ids[named[column]] for column in took_part[[project]].nonzero()[1][:2]]
    one, other = (_firm(name, "FR", str(key)[4:]) for name, key in zip(("one", "other"), keys, strict=True))
    return _comes(event, one), _comes(event, other)


def _page(client: Client, me: Participant) -> Any:
    return client.get(reverse("events:me-people", args=[me.token()]))


def test_projects_together_are_a_reason_in_words_without_any_need_or_offer(
    client: Client, two: tuple[Participant, Participant]
) -> None:
    me, other = two
    page = _page(client, me)
    [(card, matches, known, points)] = page.context["suggested"]
    assert (card.pk, matches) == (other.pk, [])
    [together] = [one for one in known if one.evidence]
    assert "project" in together.text
    text = unescape(page.text)
    assert all(one.text in text or capfirst(one.text) in text for one in known)
    assert all(item.label in text for item in together.evidence)
    assert points == pytest.approx(sum(one.points for one in known))
    assert other.organisation_name in page.text


def test_programs_read_the_same_reasons_as_the_page(client: Client, two: tuple[Participant, Participant]) -> None:
    me, other = two
    [(_card, _matches, known, _points)] = _page(client, me).context["suggested"]
    answer = client.get(f"/api/events/me/{me.token()}/people?suggestions=true")
    assert [(one["id"], one["score"], one["known"]) for one in answer.json()["items"]] == [
        (other.pk, None, [one.text for one in known])
    ]


def test_of_who_hides_the_name_the_evidence_says_nothing(
    client: Client, two: tuple[Participant, Participant], world: World
) -> None:
    me, other = two
    other.shown = False
    other.save()
    page = _page(client, me)
    assert page.context["suggested"] == []
    assert other.organisation_name not in page.text
    assert other.name not in page.text
    [there] = page.context["people"]
    assert (there.title, there.person) == ("Sme", "")
    assert couples(world.manager, me.event) != []  # the organiser knows both


def test_nobodys_strategy_shows_on_the_page_of_another(world: World, event: Event, client: Client) -> None:
    """Objectives, shortlists, encounters and cooperations are the organiser's, or the other side's, to know."""
    ours, theirs = (_firm(key, "FR", kind="regional_cluster") for key in ("ours-too", "theirs-too"))
    me, other = _comes(event, ours), _comes(event, theirs, member_of=world.ours.name)
    KnownCooperation.objects.create(a=ours, b=theirs, topic="Public composites")
    for owner in (world.ours, theirs):
        kept = Shortlist.objects.create(owner=owner, name="Secret list", objective=objective(owner))
        ShortlistLine.objects.create(
            shortlist=kept,
            unit="cluster",
            key=ours.key,
            label=ours.name,
            position=1,
            query={},
            snapshot={},
            evidence="",
            taken_at=timezone.now(),
        )
        Encounter.objects.create(
            owner=owner,
            organisation=ours,
            name=ours.name,
            met_on=dt.date(2020, 5, 4),
            occasion=Occasion.FAIR,
            origin=LeadOrigin.OWN_TEAM,
        )
    card = cooperation(world, title="Secret portfolio")
    for one in (ours, theirs):
        card.parties.create(organisation=one, role=PartyRole.PARTNER)
    told_organiser = {reason.code for pair in couples(world.manager, event) for reason in pair.reasons}
    assert {"shortlist", "portfolio", "cooperation"} <= told_organiser
    known = known_of(me, list(others(me)))
    assert {reason.code for reason in known.reasons[other.pk]} == {"cooperation"}
    page = _page(client, me)
    assert "Public composites" in page.text
    assert "Secret" not in page.text
    assert "met once" not in page.text


class _Stuck:
    """A worker that has not got round to it."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def submit(self, work: Callable[..., Any], *args: Any) -> "Future[Any]":
        future: Future[Any] = Future()
        self.waiting.append(lambda: future.set_result(work(*args)))
        return future


@pytest.fixture
def stuck(monkeypatch: pytest.MonkeyPatch) -> _Stuck:
    worker = _Stuck()
    monkeypatch.setattr(pairs_ready, "_worker", worker)
    monkeypatch.setattr(views, "PATIENCE", 0.01)
    return worker


def test_a_participant_never_waits_for_the_evidence(
    client: Client, two: tuple[Participant, Participant], stuck: _Stuck
) -> None:
    me, _other = two
    page = _page(client, me)
    assert (page.context["suggested"], page.context["reading"]) == ([], True)
    assert _page(client, me).context["reading"]
    [compute] = stuck.waiting  # begun once, beside the pages
    compute()
    page = _page(client, me)
    assert (len(page.context["suggested"]), page.context["reading"]) == (1, False)
    records.participant(me.event)
    page = _page(client, me)  # what was known is shown while it is computed anew
    assert (len(page.context["suggested"]), page.context["reading"], len(stuck.waiting)) == (1, False, 2)


def test_the_organiser_sees_how_far_it_is_and_then_the_pairs(
    world: World, browse_as: Callable[..., Client], two: tuple[Participant, Participant], stuck: _Stuck
) -> None:
    browser, address = browse_as(world.manager), reverse("events:pairs", args=[two[0].event_id])
    first = browser.get(address)
    assert (first.status_code, [state for _label, state in first.context["steps"]]) == (200, ["here", "", "", ""])
    asked = {"HX-Request": "true"}
    assert "HX-Refresh" not in browser.get(address, headers=asked).headers
    stuck.waiting[0]()
    assert browser.get(address, headers=asked).headers["HX-Refresh"] == "true"
    assert len(browser.get(address).context["cards"]) == 1
    assert len(stuck.waiting) == 1


def test_what_could_not_be_computed_is_tried_again(event: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    broken: Future[Any] = Future()
    broken.set_exception(OSError("no such table"))
    there = pairs_ready.prepare(event)
    there.future = broken
    assert there.latest is None
    with pytest.raises(OSError, match="no such table"):
        there.wait()
    again = pairs_ready.prepare(event)
    assert again is not there
    assert again.latest is not None


def test_many_people_cost_a_participant_no_more_queries(client: Client, two: tuple[Participant, Participant]) -> None:
    me, _other = two

    def asked() -> int:
        _page(client, me)
        with CaptureQueriesContext(connection) as found:
            _page(client, me)
        return len(found)

    few = asked()
    for number in range(12):
        _comes(me.event, _firm(f"firm-{number}", "DE"))
    assert asked() == few
