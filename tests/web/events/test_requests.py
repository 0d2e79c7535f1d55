"""Requests: they never keep a slot, run out, become meetings within limits; a declined pair stays apart."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from intercluster_web.accounts import post
from intercluster_web.events.actions import participants as people
from intercluster_web.events.actions import requests as actions
from intercluster_web.events.models import Meeting, MeetingState, Participant, ParticipantState, Request, RequestState
from intercluster_web.events.queries.requests_choice import choose, pairs, pairs_wished
from intercluster_web.events.queries.requests_suggestions import suggested
from tests.web.events import records
from tests.web.factories import World


def test_accepted_from_the_link_it_becomes_a_meeting_of_the_two(world: World) -> None:
    event = records.event(world)
    asks, asked = records.participant(event), records.participant(event)
    waiting = records.request(asks, asked)
    Client().post(reverse("events:me-answer", args=[asked.token(), waiting.pk]), {"do": "accept"})
    meeting = Meeting.objects.get()
    assert [seat.participant for seat in meeting.seats.all()] == [asks, asked]
    assert (meeting.state, meeting.slot) == (MeetingState.TO_PLACE, None)


def test_who_sent_it_does_not_answer_it(world: World) -> None:
    event = records.event(world)
    asks, asked = records.participant(event), records.participant(event)
    waiting = records.request(asks, asked)
    answer = Client().post(reverse("events:me-answer", args=[asks.token(), waiting.pk]), {"do": "accept"})
    assert (answer.status_code, Meeting.objects.count()) == (404, 0)


def test_a_declined_pair_is_never_put_together(world: World) -> None:
    event = records.event(world)
    one, other = records.participant(event), records.participant(event)
    actions.decline(records.request(one, other))
    for attempt in (
        lambda: actions.ask(other, one),
        lambda: actions.ask(one, other, organiser=world.manager),
        lambda: actions.group_meeting(world.manager, event, [one, other, records.participant(event)]),
    ):
        with pytest.raises(ValidationError):
            attempt()


def test_asking_each_other_is_agreeing(world: World) -> None:
    event = records.event(world)
    one, other = records.participant(event), records.participant(event)
    actions.ask(one, other)
    assert actions.ask(other, one).state == RequestState.ACCEPTED
    assert (Request.objects.count(), Meeting.objects.count()) == (1, 1)


def test_what_ran_out_is_expired_before_anybody_writes_it_down(world: World) -> None:
    event = records.event(world)
    late = records.request(
        records.participant(event), records.participant(event), expires_at=timezone.now() - dt.timedelta(minutes=1)
    )
    with pytest.raises(ValidationError):
        actions.accept(late)
    assert (late.waits, late.over) == (False, True)
    assert [actions.expire_due(), actions.expire_due()] == [1, 0]


def test_beyond_a_limit_it_is_agreed_and_waits_in_reserve(world: World) -> None:
    event = records.event(world, most_meetings=1)
    wanted = records.participant(event)
    first, second = (actions.accept(records.request(records.participant(event), wanted)) for _ in range(2))
    assert (first is None, second) == (False, None)


def test_the_exact_choice_serves_more_people_than_the_most_wished_pair_first(world: World) -> None:
    """A chain a–b–c–d whose middle pair is wished most: greedy takes it alone, the best takes the two others."""
    event = records.event(world)
    a, b, c, d = (records.participant(event) for _ in range(4))
    for one, other, weight in ((a, b, 3), (b, c, 4), (c, d, 3)):
        records.request(one, other, weight=weight)
    found = choose(event, unanswered=True, most=1)
    assert [{pair.first, pair.second} for pair in found.added] == [{a, b}, {c, d}]
    assert (found.selection.worth, found.selection.greedy_worth) == (6, 4)
    actions.choose(world.manager, event, [pair.request for pair in found.added], [])
    assert Meeting.objects.filter(state=MeetingState.TO_PLACE).count() == 2


def test_pairs_wished_are_those_there_are_to_choose_among(world: World) -> None:
    """Asked both ways is one pair; declined, run out, and with somebody who does not come there is none."""
    event = records.event(world)
    a, b, c, d, e = (records.participant(event) for _ in range(5))
    for one, other in ((a, b), (a, c), (b, d), (a, e)):
        records.request(one, other)
    Request.objects.create(event=event, asks=b, asked=a, state=RequestState.ACCEPTED, expires_at=timezone.now())
    actions.decline(Request.objects.get(asks=a, asked=c))
    Request.objects.filter(asks=b, asked=d).update(expires_at=timezone.now())
    Participant.objects.filter(pk=e.pk).update(state=ParticipantState.INVITED)
    among = pairs(event, unanswered=True)
    assert [{pair.first, pair.second} for pair in among] == [{a, b}]
    assert pairs_wished(event) == 1


def test_need_and_offer_of_the_same_kind_and_field_are_suggested_with_both_lines(world: World) -> None:
    event = records.event(world)
    me, near, far = (records.participant(event) for _ in range(3))
    field = {"kind": "licence", "concepts": ["field:health"]}
    mine = me.lines.create(side="need", text="A coating", **field)
    theirs = near.lines.create(side="offer", text="Coatings", **field)
    far.lines.create(side="need", text="Also a coating", **field)
    found = suggested(me, [near, far])
    assert [(one.participant, one.score) for one in found] == [(near, 1.0)]
    assert [(why.mine, why.theirs, why.mine_needs) for why in found[0].reasons] == [(mine, theirs, True)]


def test_a_hidden_name_opens_once_both_agree(world: World) -> None:
    event = records.event(world)
    hidden, other = records.participant(event, shown=False, organisation_name="Secret SA"), records.participant(event)
    page = reverse("events:me-people", args=[other.token()])
    assert "Secret SA" not in Client().get(page).content.decode()
    actions.accept(records.request(hidden, other))
    assert "Secret SA" in Client().get(reverse("events:me", args=[other.token()])).content.decode()


def test_one_message_a_person_holds_all_that_waits(world: World, browse_as: Callable[..., Client]) -> None:
    event = records.event(world)
    asked = records.participant(event, language="fr")
    for _ in range(3):
        records.request(records.participant(event), asked)
    browse_as(world.manager).post(reverse("events:remind", args=[event.pk]), {"do": "send"})
    post.wait()
    assert [(letter.to, letter.body.count("\n- ")) for letter in mail.outbox] == [([asked.email], 3)]


def test_who_cannot_come_leaves_no_open_request_and_no_meeting_of_two(world: World) -> None:
    event = records.event(world)
    gone, one, two = (records.participant(event) for _ in range(3))
    waiting, pair, group = records.request(gone, one), records.meeting(gone, one), records.meeting(gone, one, two)
    people.say_not_coming(gone)
    for each in (waiting, pair, group):
        each.refresh_from_db()
    assert (waiting.state, pair.state, pair.sequence) == (RequestState.WITHDRAWN, MeetingState.CANCELLED, 1)
    assert (group.state, group.seats.count()) == (MeetingState.TO_PLACE, 2)


@pytest.mark.parametrize("name", ["requests", "participants", "meetings", "choose"])
def test_lists_ask_the_database_the_same_for_one_and_for_many(
    world: World, browse_as: Callable[..., Client], name: str
) -> None:
    event = records.event(world)
    client, address = browse_as(world.manager), reverse(f"events:{name}", args=[event.pk])

    def fill(number: int) -> int:
        for _ in range(number):
            one, other = records.participant(event), records.participant(event)
            records.request(one, other)
            records.meeting(one, other)
        with CaptureQueriesContext(connection) as counted:
            client.get(address)
        return len(counted)

    assert fill(1) == fill(8)
