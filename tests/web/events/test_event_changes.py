"""What changes for everybody at once (title, place, days, zone, the name of a table, of a person).

Newer entries in every calendar under the same UID, and one line in the next message."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from email import message_from_bytes
from email.message import Message
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from intercluster_web.events.actions import event as events
from intercluster_web.events.actions import event_places as places
from intercluster_web.events.actions import participants as people
from intercluster_web.events.models import Event, EventState, Meeting, Notice, Participant, ProgrammeItem, ToldMeeting
from intercluster_web.events.queries.event_places import Span
from intercluster_web.events.queries.mails import dues
from intercluster_web.records.together import fingerprint
from tests.web.events import records
from tests.web.factories import World


@pytest.fixture
def organiser(world: World, browse_as: Callable[..., Client]) -> Client:
    return browse_as(world.manager)


@pytest.fixture
def event(world: World) -> Event:
    """Three meetings of one person at one table and a plenary, all told."""
    event = records.event(world, state=EventState.FINAL, place="Paris")
    slots, tables = records.slots(event), records.tables(event, room="Hall")
    busy = records.participant(event, organisation_name="Busy")
    for slot in slots[:3]:
        records.meeting(busy, records.participant(event), slot=slot, table=tables[0], sequence=1)
    records.item(event, slots[3])
    return event


def _entries(content: bytes) -> dict[str, Any]:
    return {str(one["UID"]): one for one in Calendar.from_ical(content).walk("VEVENT")}


def _busy(event: Event) -> Participant:
    return event.participants.get(organisation_name="Busy")


def _feed(event: Event, client: Client) -> dict[str, Any]:
    return _entries(client.get(reverse("events:me-calendar", args=[_busy(event).token()])).content)


def _sequences(found: dict[str, Any]) -> dict[str, int]:
    return {uid: int(one["SEQUENCE"]) for uid, one in found.items()}


def _told(organiser: Client, event: Event) -> dict[str, Message]:
    """The messages of another day, by address."""
    Notice.objects.update(on=dt.date(2000, 1, 1))
    answer = organiser.post(reverse("events:mails-drafts", args=[event.pk]))
    if answer.status_code != 200:
        return {}
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        found = [message_from_bytes(archive.read(name)) for name in archive.namelist()]
    return {str(one["To"]): one for one in found}


def _text(message: Message) -> str:
    [text] = [part for part in message.walk() if part.get_content_type() == "text/plain"]
    return text.get_payload(decode=True).decode()  # type: ignore[union-attr]


def _attached(message: Message) -> dict[str, Any]:
    parts = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    assert all(part.get_param("method") == "PUBLISH" for part in parts)
    return {uid: one for part in parts for uid, one in _entries(part.get_payload(decode=True)).items()}


def _change(world: World, event: Event, **values: Any) -> None:
    stored = Event.objects.get(pk=event.pk)
    seen = fingerprint(stored, list(values))
    for name, value in values.items():
        setattr(stored, name, value)
    events.change(world.manager, stored, list(values), seen)


@pytest.mark.parametrize(
    "change",
    [
        ("title", "New name", "DESCRIPTION", "it is now called “New name”, before: “A convention”"),
        ("place", "Lyon", "LOCATION", "place: Lyon, before: Paris"),
    ],
)
def test_a_new_title_or_place_is_newer_in_every_calendar_and_one_line_for_each_person(
    world: World, organiser: Client, client: Client, event: Event, change: tuple[str, ...]
) -> None:
    name, new, where, said = change
    _told(organiser, event)
    before = _feed(event, client)
    _change(world, event, **{name: new})
    after = _feed(event, client)
    assert _sequences(after) == {uid: number + 1 for uid, number in _sequences(before).items()}
    assert len(after) == 4
    assert all(new in str(one[where]) for one in after.values())
    messages = _told(organiser, event)
    assert set(messages) == {one.email for one in event.participants.all()}
    mine = messages[_busy(event).email]
    text = _text(mine)
    assert text.count(said) == 1
    assert "Changed:" not in text
    assert "- " not in text.replace("--", "")  # no list of meetings: nothing of them changed
    assert _sequences(_attached(mine)) == _sequences(after)
    assert _told(organiser, event) == {}


def test_what_calendars_do_not_say_of_the_event_leaves_them_alone(
    world: World, organiser: Client, client: Client, event: Event
) -> None:
    _told(organiser, event)
    before = _sequences(_feed(event, client))
    _change(world, event, about="More words", most_meetings=9)
    assert _sequences(_feed(event, client)) == before
    assert _told(organiser, event) == {}


def test_changed_back_before_anybody_heard_is_no_news(world: World, organiser: Client, event: Event) -> None:
    _told(organiser, event)
    _change(world, event, place="Lyon")
    _change(world, event, place="Paris")
    assert _told(organiser, event) == {}
    _change(world, event, place="Lyon")
    assert len(_told(organiser, event)) == 4
    _change(world, event, place="Paris")
    assert len(_told(organiser, event)) == 4  # and back once they did hear


def test_who_unticks_the_kind_keeps_the_news_for_the_next_message(
    world: World, organiser: Client, event: Event
) -> None:
    _told(organiser, event)
    _change(world, event, place="Lyon")
    records.request(records.participant(event), _busy(event))
    Notice.objects.update(on=dt.date(2000, 1, 1))
    organiser.post(reverse("events:mails-drafts", args=[event.pk]), {"kind": "requests"})
    event.refresh_from_db()
    assert [one.was for one in dues(event, urgent=True).letters if one.participant == _busy(event)] == [
        {"place": "Paris"}
    ]


def test_another_time_zone_is_newer_in_calendars_of_the_programme(
    world: World, organiser: Client, client: Client
) -> None:
    event = records.event(world, state=EventState.FINAL)
    person, [slot] = records.participant(event, organisation_name="Busy"), records.slots(event, 1)
    records.item(event, slot)
    _told(organiser, event)
    _change(world, event, time_zone="America/Sao_Paulo")
    [entry] = _feed(event, client).values()
    assert (int(entry["SEQUENCE"]), entry["DTSTART"].params["TZID"]) == (1, "America/Sao_Paulo")
    assert "times are now those of America/Sao_Paulo, before: Europe/Paris" in _text(
        _told(organiser, event)[person.email]
    )


def test_new_days_are_told_to_who_was_invited(world: World, organiser: Client) -> None:
    event = records.event(world)
    person = records.participant(event, state="invited", language="fr")
    first = _told(organiser, event)
    assert list(first) == [person.email]
    _change(world, event, ends_on=event.starts_on + dt.timedelta(days=1))
    text = _text(_told(organiser, event)[person.email])
    assert text.count("jours :") == 1


def test_a_table_called_otherwise_is_one_line_and_newer_entries(
    world: World, organiser: Client, client: Client, event: Event
) -> None:
    _told(organiser, event)
    before, table = _feed(event, client), event.tables.order_by("pk")[0]
    places.change_table(world.manager, event, table, name="Stand 12", room="Gallery", closed=[])
    after = _feed(event, client)
    items = [f"{one.uid}@intercluster" for one in ProgrammeItem.objects.all()]
    raised = {uid: number + (uid not in items) for uid, number in _sequences(before).items()}
    assert _sequences(after) == raised
    text = _text(_told(organiser, event)[_busy(event).email])
    assert text.count("Stand 12, Gallery") == 1
    assert _told(organiser, event) == {}
    places.change_table(world.manager, event, event.tables.get(pk=table.pk), name="Stand 12", room="Gallery", closed=[])
    assert _sequences(_feed(event, client)) == raised


def test_another_name_of_a_person_is_newer_for_those_they_meet(
    organiser: Client, client: Client, world: World, event: Event
) -> None:
    _told(organiser, event)
    before = _sequences(_feed(event, client))
    other = event.participants.exclude(organisation_name="Busy").first()
    assert other is not None
    seen = fingerprint(other, ["organisation_name"])
    other.organisation_name = "Renamed"
    people.change(world.manager, other, ["organisation_name"], seen)
    after = _feed(event, client)
    newer = [one for uid, one in after.items() if int(one["SEQUENCE"]) > before[uid]]
    assert [str(one["SUMMARY"]) for one in newer] == ["Renamed"]


def test_slots_at_other_times_cancel_what_stood_in_them(
    world: World, organiser: Client, client: Client, event: Event
) -> None:
    _told(organiser, event)
    wanted = [
        Span(slot.starts + dt.timedelta(minutes=5), slot.ends + dt.timedelta(minutes=5), slot.session)
        for slot in event.slots.all()
    ]
    before = _feed(event, client)
    places.set_slots(world.manager, event, wanted, agreed=Meeting.objects.values_list("pk", flat=True))
    program = _told(organiser, event)[_busy(event).email]
    methods = [part.get_param("method") for part in program.walk() if part.get_content_type() == "text/calendar"]
    assert methods == ["CANCEL"] * 3
    assert set(ToldMeeting.objects.values_list("cancelled", "sequence")) == {(True, 2)}
    assert len(before) == 4


def test_messages_sent_before_this_was_kept_make_no_news(world: World, event: Event) -> None:
    """What a message of an older version said of the event is not known: nobody is told of a change that was none."""
    records.notice(_busy(event), told_of_event={})
    assert all(not one.was for one in dues(event).letters)
