"""An event called off, postponed, taken up again: everybody is told once, calendars follow, nothing is lost."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable
from email import message_from_bytes
from email.message import Message
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from intercluster_web.calendar import occasions_of
from intercluster_web.events.actions import timetable as timetables
from intercluster_web.events.models import (
    AnnouncementKind,
    Event,
    EventState,
    Meeting,
    MeetingState,
    Notice,
    Participant,
    ParticipantState,
    Request,
    RequestState,
    TimetableState,
)
from intercluster_web.events.queries import announcements as queries
from intercluster_web.events.queries.mails import dues
from intercluster_web.events.queries.timetable import changes, seal
from tests.web.events import records
from tests.web.factories import World

STRIKE = "The trains are on strike"


@pytest.fixture
def event(world: World) -> Event:
    return records.event(world)


@pytest.fixture
def organiser(world: World, browse_as: Callable[..., Client]) -> Client:
    return browse_as(world.manager)


@pytest.fixture
def meeting(world: World, event: Event) -> Meeting:
    """A published meeting of two people who were told of it, one of whom reads French."""
    slots, tables = records.slots(event), records.tables(event)
    made = records.meeting(records.participant(event, language="fr"), records.participant(event))
    draft = records.timetable(made, places={made.pk: (slots[0], tables[0])})
    timetables.publish(world.manager, draft, final=False, seen=seal(changes(draft)))
    made.refresh_from_db()
    event.refresh_from_db()
    return made


def _page(organiser: Client, event: Event, name: str, **data: Any) -> Any:
    return organiser.get(reverse(f"events:{name}", args=[event.pk]), data)


def _do(organiser: Client, event: Event, name: str, **data: Any) -> Any:
    shown = _page(organiser, event, name, **({"starts_on": data["starts_on"]} if "starts_on" in data else {}))
    seen = re.search(r'name="seen" value="(\w+)"', shown.content.decode())
    assert seen is not None
    given = {"because": STRIKE, "seen": seen[1], **data}
    return organiser.post(reverse(f"events:{name}", args=[event.pk]), given)


def _told(organiser: Client, event: Event) -> dict[str, Message]:
    """The messages that leave now, by address; as if each day were a new one."""
    Notice.objects.update(on=dt.date(2000, 1, 1))
    answer = organiser.post(reverse("events:mails-drafts", args=[event.pk]))
    if answer.status_code != 200:
        return {}
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        found = [message_from_bytes(archive.read(name)) for name in archive.namelist()]
    return {str(one["To"]): one for one in found}


def _entry(content: bytes) -> tuple[str, int, dt.datetime]:
    [entry] = Calendar.from_ical(content).walk("VEVENT")
    return str(entry["STATUS"]), int(entry["SEQUENCE"]), entry.decoded("DTSTART")


def _attached(message: Message) -> list[tuple[str, str, int]]:
    found = []
    for part in message.walk():
        if part.get_content_type() == "text/calendar":
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            status, sequence, _starts = _entry(content)
            found.append((str(part.get_param("method")), status, sequence))
    return found


def _text(message: Message) -> str:
    body = next(part for part in message.walk() if part.get_content_type() == "text/plain")
    content = body.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content.decode()


def _feed(client: Client, person: Participant) -> tuple[str, int, dt.datetime]:
    return _entry(client.get(reverse("events:me-calendar", args=[person.token()])).content)


def test_the_page_says_what_it_would_do_and_does_nothing(organiser: Client, event: Event, meeting: Meeting) -> None:
    a, b = (seat.participant for seat in meeting.seats.all())
    silent = records.participant(event, email="")
    records.request(silent, a)
    text = _page(organiser, event, "call-off").content.decode()
    assert "1 meeting in the timetable is cancelled (people who have one: 2)" in text
    assert "1 request that waits for an answer ends." in text
    assert "2 people, with one message each" in text
    assert silent.name in text
    assert b.name not in text
    assert (event.announcements.count(), Meeting.objects.get().state) == (0, MeetingState.PLACED)


def test_calling_off_cancels_everything_for_everybody(
    organiser: Client, world: World, event: Event, meeting: Meeting, client: Client
) -> None:
    a, b = (seat.participant for seat in meeting.seats.all())
    request = records.request(a, records.participant(event))
    assert sorted(_told(organiser, event)) == sorted(one.email for one in event.participants.all())
    [whole] = [one for one in occasions_of(world.manager, timezone.localdate()) if one.title == event.title]
    before = _feed(client, a)
    assert _do(organiser, event, "call-off").status_code == 302
    event.refresh_from_db()
    request.refresh_from_db()
    assert (event.state, request.state) == (EventState.CANCELLED, RequestState.WITHDRAWN)
    assert _feed(client, a) == _feed(client, b) == ("CANCELLED", before[1] + 1, before[2])
    [off] = [one for one in occasions_of(world.manager, timezone.localdate()) if one.title == event.title]
    assert (whole.cancelled, off.cancelled, off.uid) == (False, True, whole.uid)
    assert off.sequence > whole.sequence
    page = client.get(reverse("events:me", args=[b.token()])).content.decode()
    assert STRIKE in page
    assert a.organisation_name in page


def test_everybody_is_told_once_in_their_language(organiser: Client, event: Event, meeting: Meeting) -> None:
    french, english = (seat.participant for seat in meeting.seats.all())
    _told(organiser, event)
    never_heard = records.participant(event, state=ParticipantState.INVITED)
    _do(organiser, event, "call-off")
    told = _told(organiser, event)
    assert sorted(told) == sorted([french.email, english.email])
    assert never_heard.email not in told
    assert [_attached(one) for one in told.values()] == [[("CANCEL", "CANCELLED", meeting.sequence + 1)]] * 2
    assert STRIKE in _text(told[french.email])
    assert "Called off" in str(told[english.email]["Subject"])
    assert _told(organiser, event) == {}


def test_what_was_held_stays_held(organiser: Client, event: Event, meeting: Meeting) -> None:
    Meeting.objects.update(state=MeetingState.HELD)
    _do(organiser, event, "call-off")
    assert Meeting.objects.get().state == MeetingState.HELD


def test_a_second_organiser_is_told_and_calls_nothing_off(organiser: Client, event: Event, meeting: Meeting) -> None:
    old = _page(organiser, event, "call-off").content.decode()
    seen = re.search(r'name="seen" value="(\w+)"', old)
    assert seen is not None
    Meeting.objects.update(sequence=9)
    address = reverse("events:call-off", args=[event.pk])
    answer = organiser.post(address, {"because": STRIKE, "seen": seen[1]})
    assert (answer.status_code, event.announcements.count()) == (409, 0)
    again = re.search(r'name="seen" value="(\w+)"', answer.content.decode())
    assert again is not None
    assert organiser.post(address, {"because": STRIKE, "seen": again[1]}).status_code == 302
    assert organiser.post(address, {"because": STRIKE, "seen": again[1]}).status_code == 302
    assert event.announcements.count() == 1


def test_it_says_why_or_nothing_happens(organiser: Client, event: Event) -> None:
    assert _do(organiser, event, "call-off", because=" ").status_code == 422
    assert event.announcements.count() == 0


def test_nothing_goes_on_at_an_event_that_is_off(
    organiser: Client, world: World, event: Event, meeting: Meeting, client: Client
) -> None:
    draft = timetables.begin_from(world.manager, event.timetables.get())
    _do(organiser, event, "call-off")
    for name, data in (("plan-start", {"seconds": "10"}), ("plan-publish", {"final": "final", "seen": "x"})):
        args = [event.pk, draft.number] if name == "plan-publish" else [event.pk]
        answer = organiser.post(reverse(f"events:{name}", args=args), data)
        assert "called off" in answer.content.decode()
    assert Meeting.objects.get().state == MeetingState.CANCELLED
    assert event.timetables.filter(state=TimetableState.PRELIMINARY).count() == 1


def test_taken_up_again_it_comes_back_as_a_draft_then_to_the_calendars(
    organiser: Client, world: World, event: Event, meeting: Meeting, client: Client
) -> None:
    a, _b = (seat.participant for seat in meeting.seats.all())
    request = records.request(a, records.participant(event))
    _told(organiser, event)
    placed = (meeting.slot_id, meeting.table_id)
    _do(organiser, event, "call-off")
    _told(organiser, event)
    assert _do(organiser, event, "take-up").status_code == 302
    event.refresh_from_db()
    request.refresh_from_db()
    assert (event.state, request.waits) == (EventState.CLOSED, True)
    assert _feed(client, a)[0] == "CANCELLED"
    resumed = _told(organiser, event)
    assert [_attached(one) for one in resumed.values()] == [[]] * len(resumed)
    draft = event.timetables.get(state=TimetableState.DRAFT)
    place = draft.placements.get()
    assert (place.slot_id, place.table_id) == placed
    timetables.publish(world.manager, draft, final=True, seen=seal(changes(draft)), anyway=True)
    status, sequence, _starts = _feed(client, a)
    assert (status, sequence) == ("CONFIRMED", meeting.sequence + 2)
    told = _told(organiser, event)
    assert ("REQUEST", "CONFIRMED", meeting.sequence + 2) in _attached(told[a.email])


def test_who_no_longer_comes_brings_no_meeting_back(organiser: Client, event: Event, meeting: Meeting) -> None:
    _do(organiser, event, "call-off")
    Participant.objects.filter(seats__meeting=meeting, language="fr").update(state=ParticipantState.WITHDRAWN)
    assert "1 meeting stays cancelled" in _page(organiser, event, "take-up").content.decode()
    _do(organiser, event, "take-up")
    assert Meeting.objects.get().state == MeetingState.CANCELLED
    assert event.timetables.filter(state=TimetableState.DRAFT).count() == 0


def test_called_off_and_taken_up_before_anybody_heard_tells_nobody(
    organiser: Client, event: Event, meeting: Meeting
) -> None:
    _told(organiser, event)
    _do(organiser, event, "call-off")
    _do(organiser, event, "take-up")
    kinds = {kind.value for letter in dues(event, urgent=True).letters for kind in letter.kinds}
    assert "resumed" not in kinds
    assert kinds == {"changes"}  # their meetings have no time until the draft is published


@pytest.mark.parametrize("days", [1, 30, 140, -7])
def test_postponed_every_slot_and_meeting_moves_at_the_hour_of_the_place(
    organiser: Client, meeting: Meeting, client: Client, days: int
) -> None:
    event = meeting.event
    a, _b = (seat.participant for seat in meeting.seats.all())
    _told(organiser, event)
    here = ZoneInfo(event.time_zone)
    hours = [slot.starts.astimezone(here).time() for slot in event.slots.all()]
    before, pks, ends = _feed(client, a), list(event.slots.values_list("pk", flat=True)), a.expires_at
    new = event.starts_on + dt.timedelta(days=days)
    looked = _page(organiser, event, "postpone", starts_on=new.isoformat()).content.decode()
    assert "1 meeting keeps its hour and its table" in looked
    assert _do(organiser, event, "postpone", starts_on=new.isoformat()).status_code == 302
    event.refresh_from_db()
    a.refresh_from_db()
    assert (event.starts_on, event.state) == (new, EventState.PRELIMINARY)
    assert {slot.starts.astimezone(here).date() for slot in event.slots.all()} == {new}
    assert [slot.starts.astimezone(here).time() for slot in event.slots.all()] == hours
    assert sorted(event.slots.values_list("pk", flat=True)) == sorted(pks)
    after = _feed(client, a)
    assert (after[:2], after[2].date()) == (("CONFIRMED", before[1] + 1), new)
    assert a.expires_at != ends
    told = _told(organiser, event)
    assert all(_attached(one) == [("REQUEST", "CONFIRMED", before[1] + 1)] for one in told.values())
    assert STRIKE in _text(told[a.email])
    assert _told(organiser, event) == {}


def test_an_event_of_two_days_moves_by_one(world: World, organiser: Client) -> None:
    event = records.event(world)
    Event.objects.filter(pk=event.pk).update(ends_on=event.starts_on + dt.timedelta(days=1))
    first = records.slots(event, 2)
    for slot in first:
        later = {name: getattr(slot, name) + dt.timedelta(days=1) for name in ("starts", "ends")}
        event.slots.create(**later, session=slot.session)
    new = event.starts_on + dt.timedelta(days=1)
    assert _do(organiser, event, "postpone", starts_on=new.isoformat()).status_code == 302
    days = [slot.starts.date() for slot in event.slots.all()]
    assert days == [new, new, new + dt.timedelta(days=1), new + dt.timedelta(days=1)]


@pytest.mark.parametrize("day", ["2020-01-01", "same", "9999-01-01", "nonsense"])
def test_days_that_cannot_be(organiser: Client, event: Event, day: str) -> None:
    day = event.starts_on.isoformat() if day == "same" else day
    text = _page(organiser, event, "postpone", starts_on=day).content.decode()
    assert 'name="seen"' not in text
    given = {"because": STRIKE, "seen": queries.mark_of(event), "starts_on": day}
    assert organiser.post(reverse("events:postpone", args=[event.pk]), given).status_code != 302
    assert event.announcements.count() == 0


def test_an_event_with_meetings_held_is_not_postponed(organiser: Client, event: Event, meeting: Meeting) -> None:
    Meeting.objects.update(state=MeetingState.HELD)
    new = (event.starts_on + dt.timedelta(days=3)).isoformat()
    assert _do(organiser, event, "postpone", starts_on=new).status_code == 409
    event.refresh_from_db()
    assert event.starts_on.isoformat() != new


def test_called_off_postponed_taken_up_says_all_of_it_in_one_message(
    organiser: Client, world: World, event: Event, meeting: Meeting
) -> None:
    _told(organiser, event)
    _do(organiser, event, "call-off")
    _told(organiser, event)
    _do(organiser, event, "take-up", because="They agreed")
    event.refresh_from_db()
    new = (event.starts_on + dt.timedelta(days=14)).isoformat()
    _do(organiser, event, "postpone", starts_on=new, because="A free hall")
    [first, *_more] = dues(event, urgent=True).letters
    assert [kind.value for kind in first.kinds] == ["resumed", "postponed"]
    assert {one.kind for one in first.announcements} == {AnnouncementKind.RESUMED, AnnouncementKind.POSTPONED}
    told = _told(organiser, event)
    assert all("They agreed" in _text(one) and "A free hall" in _text(one) for one in told.values())
    assert _told(organiser, event) == {}


def test_a_reader_may_not_call_off(world: World, event: Event, browse_as: Callable[..., Client]) -> None:
    assert browse_as(world.people["observer"]).get(reverse("events:call-off", args=[event.pk])).status_code == 403


def test_the_preview_asks_as_much_for_many_people_as_for_one(
    organiser: Client, event: Event, meeting: Meeting, django_assert_max_num_queries: Any
) -> None:
    for _each in range(20):
        Request.objects.all().delete()
        records.request(records.participant(event), records.participant(event, email=""))
    with django_assert_max_num_queries(35):
        _page(organiser, event, "call-off")


def test_who_was_written_to_today_hears_at_once_that_it_is_off(
    organiser: Client, event: Event, meeting: Meeting
) -> None:
    _told(organiser, event)
    _do(organiser, event, "call-off")
    event.refresh_from_db()
    assert [letter.kinds[0].value for letter in dues(event).letters] == ["cancelled"] * 2


def _edit(organiser: Client, event: Event, **changed: Any) -> Any:
    address = reverse("events:edit", args=[event.pk])
    form = organiser.get(address).context["form"]
    said = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    return organiser.post(address, said | changed)


def test_a_form_moves_no_meeting_by_the_way(organiser: Client, meeting: Meeting) -> None:
    event, later = meeting.event, meeting.event.starts_on + dt.timedelta(days=2)
    for changed in ({"starts_on": later, "ends_on": later}, {"time_zone": "Asia/Tokyo"}):
        assert _edit(organiser, event, **changed).status_code == 422
    assert _edit(organiser, event, ends_on=later, title="Longer").status_code == 302
    event.refresh_from_db()
    assert (event.title, event.ends_on, event.time_zone) == ("Longer", later, "Europe/Paris")


def test_what_stands_in_calendars_is_called_off_before_it_is_deleted(organiser: Client, meeting: Meeting) -> None:
    event = meeting.event
    address = reverse("events:delete", args=[event.pk])
    assert organiser.post(address).url == reverse("events:call-off", args=[event.pk])  # type: ignore[attr-defined]
    _do(organiser, event, "call-off")
    assert organiser.post(address).status_code == 302
    assert Event.objects.count() == 0
