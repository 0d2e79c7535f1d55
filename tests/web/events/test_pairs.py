"""Whom the organiser brings together, from the scouting room's evidence; both are asked; whom it invites."""

import datetime as dt

import pytest
from django.utils import timezone

from intercluster_web.contacts.models import Contact
from intercluster_web.directory.models import KnownCooperation, Organisation
from intercluster_web.events.actions import pairs as actions
from intercluster_web.events.actions import requests as request_actions
from intercluster_web.events.models import Meeting, Participant, Request, RequestState
from intercluster_web.events.queries.guests import guests
from intercluster_web.events.queries.pairs import Couple, couples
from intercluster_web.scouting.models import Encounter, LeadOrigin, Occasion, Shortlist, ShortlistLine
from tests.web.events import records
from tests.web.factories import World, organisation
from tests.web.factories import world as make_world
from tests.web.scouting.records import PHOTONICS, objective

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def cluster(key: str, country: str, *fields: str) -> Organisation:
    made = organisation(key, name=key.title(), kind="regional_cluster", country=country)
    for field in fields:
        made.fields.create(concept=field)
    return made


def comes(event, organisation: Organisation, **values) -> Participant:
    return records.participant(
        event,
        organisation=organisation,
        organisation_name=organisation.name,
        country=organisation.country,
        kind="cluster",
        **values,
    )


def codes(couple: Couple) -> set[str]:
    return {reason.code for reason in couple.reasons}


@pytest.fixture
def convention(world: World):
    event = records.event(world, audience="clusters")
    one, two, far = cluster("one", "FR"), cluster("two", "DE"), cluster("far", "FR")
    return event, comes(event, one), comes(event, two), comes(event, far)


def met(world: World, owner: Organisation, other: Organisation, day: dt.date) -> None:
    Encounter.objects.create(
        owner=owner,
        organisation=other,
        name=other.name,
        met_on=day,
        occasion=Occasion.FAIR,
        origin=LeadOrigin.OWN_TEAM,
        visibility="public",
    )


def test_directory_notes_and_encounters_are_reasons_with_number_period_and_source(world, convention):
    event, one, two, _far = convention
    KnownCooperation.objects.create(
        a=one.organisation, b=two.organisation, topic="Composites", started=2014, source_url="https://example.org/pact"
    )
    for year in (2019, 2022):
        met(world, one.organisation, two.organisation, dt.date(year, 5, 4))
    met(world, two.organisation, one.organisation, dt.date(2019, 5, 4))  # the same meeting, noted by the others
    (found,) = couples(world.manager, event)
    reasons = {reason.code: reason for reason in found.reasons}
    assert {one.pk for one in (*found.first, *found.second)} == {one.pk, two.pk}
    assert (reasons["encounters"].value, reasons["encounters"].period) == (2, (2019, 2022))
    assert (reasons["cooperation"].source, reasons["cooperation"].period) == ("https://example.org/pact", (2014, 2014))
    assert found.points == pytest.approx(sum(reason.points for reason in found.reasons))


def test_the_shortlist_of_the_organiser_names_whom_its_members_should_meet(world, convention):
    event, one, two, _far = convention
    two.member_of = world.ours.name
    two.save()
    shortlist(world, one.organisation)
    (found,) = couples(world.manager, event)
    reason = found.reasons[0]
    assert (reason.code, reason.params["label"], reason.points) == ("shortlist", "Composites", 0.75)
    assert couples(world.people["other"], event) == []  # somebody who may not see the shortlist


def shortlist(world: World, *candidates: Organisation) -> Shortlist:
    made = Shortlist.objects.create(owner=world.ours, name="Composites", objective=objective(world.ours))
    for place, one in enumerate(candidates, start=1):
        ShortlistLine.objects.create(
            shortlist=made,
            unit="cluster",
            key=one.key,
            label=one.name,
            position=place,
            query={},
            snapshot={},
            evidence="",
            taken_at=timezone.now(),
        )
    return made


def test_need_and_offer_of_people_without_an_entry_are_matched_too(world, convention):
    event, *_others = convention
    for side, kind in (("need", "sme"), ("offer", "laboratory")):
        person = records.participant(event, kind=kind)
        person.lines.create(side=side, kind="research", text=f"{side} of coatings", concepts=[PHOTONICS])
    (found,) = couples(world.manager, event, between="research")
    assert codes(found) == {"match"}
    assert couples(world.manager, event, between="buyers") == []


def test_what_was_asked_is_not_suggested_again(world, convention):
    event, one, two, far = convention
    for other in (two, far):
        KnownCooperation.objects.create(a=one.organisation, b=other.organisation)
    assert len(couples(world.manager, event)) == 2
    assert len(couples(world.manager, event, between="countries")) == 1
    records.request(one, two)
    declined = records.request(far, one, state=RequestState.DECLINED)
    assert couples(world.manager, event) == []
    declined.state = RequestState.WITHDRAWN
    declined.save()
    assert len(couples(world.manager, event)) == 1


def test_both_are_asked_and_it_is_agreed_when_both_say_yes(world, convention):
    event, one, two, _far = convention
    two.shown = False
    two.save()
    assert actions.suggest(world.manager, event, [(two, one)]) == []
    asked = Request.objects.get()
    assert asked.both_asked
    assert asked.waits_for(one.pk)
    assert asked.waits_for(two.pk)
    assert request_actions.accept(asked, one) is None
    asked.refresh_from_db()
    assert asked.state == RequestState.ASKED
    assert not asked.waits_for(one.pk)
    meeting = request_actions.accept(asked, two)
    assert meeting is not None
    assert {seat.participant_id for seat in meeting.seats.all()} == {one.pk, two.pk}


def test_one_no_is_enough_and_they_are_not_put_together_again(world, convention):
    event, one, two, _far = convention
    actions.suggest(world.manager, event, [(one, two)])
    request_actions.accept(Request.objects.get(), one)
    request_actions.decline(Request.objects.get())
    assert actions.suggest(world.manager, event, [(one, two)]) != []
    assert not Meeting.objects.exists()


def test_who_asks_for_it_themselves_says_yes(world, convention):
    event, one, two, _far = convention
    actions.suggest(world.manager, event, [(one, two)])
    request_actions.ask(two, one)
    asked = Request.objects.get()
    assert (asked.waits_for(two.pk), asked.waits_for(one.pk)) == (False, True)


def test_names_stay_hidden_on_both_pages_until_both_agree(world, convention, client):
    event, one, two, _far = convention
    for person, name in ((one, "Secret One"), (two, "Secret Two")):
        person.shown, person.name, person.organisation_name = False, name, name
        person.save()
    actions.suggest(world.manager, event, [(one, two)])
    for person, other in ((one, two), (two, one)):
        page = client.get(f"/events/me/{person.token()}/")
        assert "The organiser suggests this meeting to both of you." in page.content.decode()
        assert other.name not in page.content.decode()
    asked = Request.objects.get()
    address = f"/events/me/{{}}/requests/{asked.pk}/"
    client.post(address.format(one.token()), {"do": "accept"})
    page = client.get(f"/events/me/{one.token()}/").content.decode()
    assert "you said yes" in page
    assert "Secret Two" not in page
    client.post(address.format(two.token()), {"do": "accept"})
    assert "Secret Two" in client.get(f"/events/me/{one.token()}/").content.decode()


def test_the_page_shows_reasons_and_puts_those_ticked_to_both(world, convention, client):
    event, one, two, far = convention
    KnownCooperation.objects.create(a=one.organisation, b=two.organisation, source_url="https://example.org/pact")
    client.force_login(world.manager)
    page = client.get(f"/events/{event.pk}/requests/pairs/").content.decode()
    assert "known to cooperate" in page
    assert 'href="https://example.org/pact"' in page
    client.post(f"/events/{event.pk}/requests/pairs/", {"pair": [f"{one.pk}-{two.pk}", f"{one.pk}-{one.pk}", "x-y"]})
    assert [(asked.asks, asked.asked) for asked in Request.objects.all()] == [(one, two)]
    workbook = client.get(f"/events/{event.pk}/requests/pairs/?file=xlsx&between=")
    assert workbook.status_code == 200
    client.post(f"/events/{event.pk}/requests/pairs/", {"pair": [f"{far.pk}-999999"]})
    assert Request.objects.count() == 1


def test_many_people_cost_no_more_queries(world, convention, client, django_assert_max_num_queries):
    event, one, *_others = convention
    client.force_login(world.manager)
    for number in range(12):
        other = cluster(f"more-{number}", "DE", PHOTONICS)
        comes(event, other).lines.create(side="need", kind="licence", text="A need", concepts=[PHOTONICS])
        KnownCooperation.objects.create(a=one.organisation, b=other)
        met(world, one.organisation, other, dt.date(2020, 1, 1))
    shortlist(world, *Organisation.objects.filter(key__startswith="more-"))
    client.get(f"/events/{event.pk}/requests/pairs/")  # the directory is read once
    with django_assert_max_num_queries(32):
        client.get(f"/events/{event.pk}/requests/pairs/")


def test_a_shortlist_goes_on_the_list_with_the_people_known_there(world):
    event = records.event(world)
    one, two, three = cluster("one", "FR"), cluster("two", "DE"), cluster("three", "IT")
    source = f"shortlist-{shortlist(world, two, one, three).pk}"
    Contact.objects.create(
        owner=world.ours,
        organisation=two,
        name="Known there",
        email="known@example.org",
        collected_on=timezone.localdate(),
    )
    comes(event, three)
    found = guests(world.manager, event, source)
    assert [(guest.organisation, bool(guest.contacts), bool(guest.there)) for guest in found] == [
        (two, True, False),
        (one, False, False),
        (three, False, True),
    ]
    for _twice in range(2):
        actions.put_on_list(world.manager, event, found[:2])
    people = event.participants.exclude(organisation=three).order_by("organisation__key")
    assert [(one.organisation.key, one.name, one.state) for one in people] == [
        ("one", "to be named", "invited"),
        ("two", "Known there", "invited"),
    ]


def test_the_ranking_of_an_objective_is_invited_from(world, client):
    event = records.event(world)
    stated = objective(world.ours)
    client.force_login(world.manager)
    page = client.get(f"/events/{event.pk}/participants/scouting/?source=objective-{stated.pk}")
    assert page.status_code == 200
    assert client.get(f"/events/{event.pk}/participants/scouting/?source=objective-9{stated.pk}999").status_code == 200
    there = cluster("one", "FR")
    kept = shortlist(world, there)
    answer = client.post(
        f"/events/{event.pk}/participants/scouting/?source=shortlist-{kept.pk}", {"organisation": [there.pk]}
    )
    assert answer.status_code == 302
    assert list(event.participants.values_list("organisation", flat=True)) == [there.pk]
