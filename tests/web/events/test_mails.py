"""Messages: what is due, once, one a day; drafts and calendar entries; who asked to be left alone gets none."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from email import message_from_bytes
from email.message import Message
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from intercluster_web.accounts import post
from intercluster_web.contacts.models import OptOut
from intercluster_web.events.models import Event, EventState, Meeting, MeetingState, Notice, ParticipantState
from intercluster_web.events.queries.mails import dues
from tests.web.events import records
from tests.web.factories import World


@pytest.fixture
def event(world: World) -> Event:
    return records.event(world, state=EventState.FINAL)


@pytest.fixture
def organiser(world: World, browse_as: Callable[..., Client]) -> Client:
    return browse_as(world.manager)


@pytest.fixture
def meeting(event: Event) -> Meeting:
    slots, tables = records.slots(event), records.tables(event)
    ours, other = records.participant(event, invited_at=None), records.participant(event)
    return records.meeting(ours, other, slot=slots[0], table=tables[0], sequence=1)


def _kinds(event: Event, **options: Any) -> list[list[str]]:
    return [[kind.value for kind in letter.kinds] for letter in dues(event, **options).letters]


def _drafts(organiser: Client, event: Event, **data: Any) -> list[Message]:
    answer = organiser.post(reverse("events:mails-drafts", args=[event.pk]), data)
    if answer.status_code != 200:
        return []
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        return [message_from_bytes(archive.read(name)) for name in archive.namelist()]


def _entries(message: Message) -> list[tuple[str, str, int]]:
    """Method, status and sequence of each calendar entry attached."""
    found = []
    for part in message.walk():
        if part.get_content_type() == "text/calendar":
            calendar = Calendar.from_ical(part.get_payload(decode=True))
            assert part.get_param("method") == str(calendar["METHOD"])
            found += [
                (str(calendar["METHOD"]), str(entry["STATUS"]), int(entry["SEQUENCE"]))
                for entry in calendar.walk("VEVENT")
            ]
    return found


def _next_day() -> None:
    Notice.objects.update(on=dt.date(2000, 1, 1))


def test_a_timetable_is_told_once_then_its_changes_then_its_end(
    event: Event, meeting: Meeting, organiser: Client
) -> None:
    first = _drafts(organiser, event)
    assert [_entries(one) for one in first] == [[("PUBLISH", "CONFIRMED", 1)]] * 2
    assert _drafts(organiser, event, urgent="1") == []
    meeting.slot, meeting.sequence = list(event.slots.all())[2], 2
    meeting.save()
    assert (_kinds(event), len(dues(event).tomorrow)) == ([], 2)
    _next_day()
    assert _kinds(event) == [["changes"]] * 2
    assert [_entries(one) for one in _drafts(organiser, event)] == [[("REQUEST", "CONFIRMED", 2)]] * 2
    Meeting.objects.update(state=MeetingState.CANCELLED, sequence=3, slot=None)
    _next_day()
    assert [_entries(one) for one in _drafts(organiser, event)] == [[("CANCEL", "CANCELLED", 3)]] * 2
    _next_day()
    assert _drafts(organiser, event) == []


def test_requests_are_named_once_and_once_more_before_they_expire(world: World, organiser: Client) -> None:
    event = records.event(world)
    asks, asked = records.participant(event, invited_at=timezone.now()), records.participant(event)
    request = records.request(asks, asked)
    assert _kinds(event) == [["requests"]]
    [letter] = _drafts(organiser, event)
    assert letter["To"] == asked.email
    _next_day()
    assert _kinds(event) == []
    request.expires_at -= dt.timedelta(days=6)
    request.save()
    assert _kinds(event) == [["requests"]]


def test_an_invitation_and_a_request_come_in_one_message(world: World, organiser: Client) -> None:
    event = records.event(world)
    asked = records.participant(event, state=ParticipantState.INVITED, language="fr")
    records.request(records.participant(event, invited_at=timezone.now()), asked)
    assert _kinds(event) == [["requests", "invitation"]]
    assert _kinds(event, wanted=["invitation"]) == [["invitation"]]
    _drafts(organiser, event)
    asked.refresh_from_db()
    assert asked.invited_at is not None


def test_who_asked_to_be_left_alone_gets_nothing(event: Event, meeting: Meeting, client: Client) -> None:
    person = meeting.seats.first().participant  # type: ignore[union-attr]
    address = reverse("events:me-stop", args=[person.token()])
    assert client.post(address).status_code == 200
    assert OptOut.objects.filter(owner=event.owner).count() == 1
    found = dues(event)
    assert ([one.pk for one in found.left_alone], len(found.letters)) == ([person.pk], 1)


def test_messages_go_through_the_mail_server_with_a_way_to_stop(
    event: Event, meeting: Meeting, organiser: Client, world: World
) -> None:
    assert "2" in organiser.get(reverse("events:mails", args=[event.pk])).content.decode()
    organiser.post(reverse("events:mails-send", args=[event.pk]))
    organiser.post(reverse("events:mails-send", args=[event.pk]))
    post.wait()
    assert sorted(one.to[0] for one in mail.outbox) == sorted(one.email for one in event.participants.all())
    assert all("/stop/" in one.body for one in mail.outbox)
    assert {one.by for one in Notice.objects.all()} == {world.manager}


def test_the_same_message_again_is_in_the_log(event: Event, meeting: Meeting, organiser: Client) -> None:
    _drafts(organiser, event)
    notice = Notice.objects.filter(event=event).last()
    assert notice is not None
    answer = organiser.post(reverse("events:mails-again", args=[event.pk, notice.pk]))
    assert message_from_bytes(answer.content)["To"] == notice.participant.email
    assert Notice.objects.exclude(again=None).get().again == notice


def test_the_page_asks_as_much_for_many_people_as_for_one(
    world: World, organiser: Client, django_assert_max_num_queries: Any
) -> None:
    event = records.event(world, state=EventState.FINAL)
    slots, tables = records.slots(event, 8), records.tables(event)
    for slot in slots:
        records.meeting(records.participant(event), records.participant(event), slot=slot, table=tables[0], sequence=1)
    with django_assert_max_num_queries(40):
        organiser.get(reverse("events:mails", args=[event.pk]))


def test_what_concerns_buyers_goes_out_under_a_kind_of_its_own(world: World, organiser: Client) -> None:
    """Proposals to a buyer, and the buyer's answers; other requests stay what they were."""
    event = records.event(world)
    buyer = records.participant(event, kind="buyer", shown=False, organisation_name="Secret works")
    supplier, other = records.participant(event), records.participant(event)
    need = records.need(buyer, anonymous=True, published_at=timezone.now())
    proposal = records.request(supplier, buyer, hides_asked=True)
    proposal.needs.add(need)
    records.request(other, supplier)
    assert _kinds(event, wanted=["buyers"]) == [["buyers"]]
    assert _kinds(event, wanted=["requests"]) == [["requests"]]
    told = {str(one["To"]): one for one in _drafts(organiser, event)}
    [text] = [part.get_payload(decode=True).decode() for part in told[buyer.email].walk()]  # type: ignore[union-attr]
    assert "They propose to meet you about what you look for" in text
    assert f"{supplier.organisation_name} (France) – {need.text}" in text
    notice = Notice.objects.get(participant=buyer)
    assert (notice.kinds, notice.subject) == (["buyers"], "Meetings with buyers: A convention")
    proposal.state, proposal.answered_at = "declined", timezone.now()
    proposal.save()
    _next_day()
    [answer] = dues(event).letters
    assert ([kind.value for kind in answer.kinds], answer.participant) == (["buyers"], supplier)
    [message] = _drafts(organiser, event)
    [text] = [part.get_payload(decode=True).decode() for part in message.walk()]  # type: ignore[union-attr]
    assert "What became of your requests to buyers:" in text
    assert "Secret works" not in text
    log = organiser.get(reverse("events:mails", args=[event.pk])).content.decode()
    assert "meetings with buyers: proposals and answers" in log
    _next_day()
    assert _drafts(organiser, event) == []


def test_buyers_are_reminded_with_the_others(world: World, organiser: Client) -> None:
    event = records.event(world)
    buyer, supplier = records.participant(event, kind="buyer"), records.participant(event)
    records.request(supplier, buyer)
    records.request(supplier, records.participant(event))
    _drafts(organiser, event)
    answer = organiser.post(reverse("events:remind", args=[event.pk]))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert len(archive.namelist()) == 2
