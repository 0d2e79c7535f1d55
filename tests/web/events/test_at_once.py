"""Two organisers, and participants, at the same moment on a database file: each wins or is told, nothing is doubled."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from intercluster_web.events.actions import announcements, cancelling, day, grid, mails, participants, requests
from intercluster_web.events.actions import event as events
from intercluster_web.events.actions import participants_import as importing
from intercluster_web.events.actions import timetable as timetables
from intercluster_web.events.models import (
    Event,
    EventState,
    Meeting,
    Participant,
    Placement,
    Request,
    Slot,
    Table,
    Timetable,
)
from intercluster_web.events.presentation.mails import Links, letters
from intercluster_web.events.queries.announcements import mark_of
from intercluster_web.events.queries.mails import dues
from intercluster_web.events.queries.timetable import changes, seal
from intercluster_web.records.together import fingerprint
from intercluster_web.spreadsheets import read_sheet
from tests.web import factories
from tests.web.events import records
from tests.web.test_at_the_same_time import ATTEMPTS, AtOnce

TOLD = "ChangedMeanwhileError"
REFUSED = "ValidationError"


@pytest.fixture
def at_once(transactional_db: None, tmp_path: Path) -> AtOnce:
    return AtOnce(tmp_path / "copy.sqlite3")


@pytest.fixture
def world(transactional_db: None) -> factories.World:
    return factories.world()


@pytest.fixture
def event(world: factories.World) -> Event:
    return records.event(world)


@pytest.fixture
def draft(event: Event) -> Timetable:
    """Two meetings of four people, at two tables in the first slot, four slots in all."""
    slots, tables = records.slots(event), records.tables(event)
    meetings = [records.meeting(records.participant(event), records.participant(event)) for _table in tables]
    return records.timetable(
        *meetings, places={one.pk: (slots[0], table) for one, table in zip(meetings, tables, strict=True)}
    )


@pytest.fixture
def published(world: factories.World, draft: Timetable) -> Timetable:
    timetables.publish(world.manager, draft, final=False, seen=seal(changes(draft)))
    return Timetable.objects.get(pk=draft.pk)


def _turns(*works: Callable[[], Any]) -> Callable[[int], Any]:
    """Different things at once, each by as many threads."""
    return lambda number: works[number % len(works)]()


def _slots(event: Event) -> list[Slot]:
    return list(event.slots.all())


def _move(world: factories.World, key: int, goal: Slot, table: Table | None = None, *, seen: int) -> None:
    """Move a meeting of a draft; what is in the way is told as words are."""
    stored = Placement.objects.select_related("timetable__event").get(pk=key)
    try:
        grid.move(world.manager, stored, goal, table, seen=seen)
    except grid.ClashError as clash:
        raise ValidationError([one.code for one in clash.obstacles]) from clash


def test_a_meeting_is_moved_once(at_once: AtOnce, world: factories.World, draft: Timetable) -> None:
    placement = draft.placements.first()
    assert placement is not None
    slots = _slots(draft.event)
    goals = [slots[1], slots[2], slots[3], slots[1]]

    assert at_once.run(lambda number: _move(world, placement.pk, goals[number], seen=placement.revision)) == [TOLD] * (
        ATTEMPTS - 1
    ) + ["done"]
    assert at_once.rows("SELECT revision FROM events_placement WHERE id = ?", placement.pk) == [(2,)]


def test_two_meetings_never_end_at_one_table(at_once: AtOnce, world: factories.World, draft: Timetable) -> None:
    goal, table = _slots(draft.event)[2], draft.event.tables.first()
    pks = list(draft.placements.values_list("pk", flat=True)) * 2

    def move(number: int) -> None:
        stored = Placement.objects.select_related("timetable__event").get(pk=pks[number])
        try:
            grid.move(world.manager, stored, goal, table, seen=1)
        except grid.ClashError as clash:
            raise ValidationError([one.code for one in clash.obstacles]) from clash

    ends = at_once.run(move)
    assert ends.count("done") == 1
    assert table is not None
    there = "SELECT count(*) FROM events_placement WHERE slot_id = ? AND table_id = ?"
    assert at_once.rows(there, goal.pk, table.pk) == [(1,)]


def test_a_meeting_cancelled_while_it_is_moved_is_not_published(
    at_once: AtOnce, world: factories.World, published: Timetable
) -> None:
    draft = timetables.begin_from(world.manager, published)
    placement = draft.placements.select_related("meeting").order_by("pk")[0]
    goal, meeting = _slots(published.event)[3], placement.meeting

    def move() -> None:
        _move(world, placement.pk, goal, seen=placement.revision)

    def cancel() -> None:
        cancelling.cancel(world.manager, Meeting.objects.get(pk=meeting.pk), "ill", seen=meeting.revision)

    ends = at_once.run(_turns(move, cancel))
    assert ends.count("done") in (1, 2)  # cancelled once, after a move or before any
    assert at_once.rows("SELECT state, sequence FROM events_meeting WHERE id = ?", meeting.pk) == [
        ("cancelled", meeting.sequence + 1)
    ]


def test_a_timetable_is_published_once(at_once: AtOnce, world: factories.World, draft: Timetable) -> None:
    seen = seal(changes(draft))
    ends = at_once.run(
        lambda _number: timetables.publish(
            world.manager, Timetable.objects.select_related("event").get(pk=draft.pk), final=False, seen=seen
        )
    )
    assert ends == [TOLD] * (ATTEMPTS - 1) + ["done"]
    assert at_once.rows("SELECT DISTINCT sequence, state FROM events_meeting") == [(1, "placed")]


def test_what_is_published_is_what_was_looked_through(
    at_once: AtOnce, world: factories.World, draft: Timetable
) -> None:
    """Publishing and moving at once: the move is in what went out, or nothing went out."""
    seen, placement = seal(changes(draft)), draft.placements.get(meeting=Meeting.objects.first())
    was, goal = placement.slot_id, _slots(draft.event)[3]

    def publish() -> None:
        timetables.publish(
            world.manager, Timetable.objects.select_related("event").get(pk=draft.pk), final=False, seen=seen
        )

    def move() -> None:
        _move(world, placement.pk, goal, seen=1)

    ends = at_once.run(_turns(publish, move))
    [(out,)] = at_once.rows("SELECT slot_id FROM events_meeting WHERE id = ?", placement.meeting_id)
    [(planned,)] = at_once.rows("SELECT slot_id FROM events_placement WHERE id = ?", placement.pk)
    assert ends.count("done") == 1
    assert (out, planned) in {(was, was), (None, goal.pk)}


def test_an_event_is_called_off_once_and_nothing_is_published_after(
    at_once: AtOnce, world: factories.World, draft: Timetable
) -> None:
    seen, mark = seal(changes(draft)), mark_of(draft.event)

    def publish() -> None:
        timetables.publish(
            world.manager, Timetable.objects.select_related("event").get(pk=draft.pk), final=False, seen=seen
        )

    def call_off() -> None:
        announcements.call_off(world.manager, Event.objects.get(pk=draft.event_id), "strike", mark)

    ends = at_once.run(_turns(call_off, publish))
    assert ends.count("done") == 1
    [(state,)] = at_once.rows("SELECT state FROM events_event")
    meetings = {state for (state,) in at_once.rows("SELECT DISTINCT state FROM events_meeting")}
    assert (state, meetings) in [(EventState.CANCELLED, {"cancelled"}), (EventState.PRELIMINARY, {"placed"})]


def test_an_event_is_postponed_once(at_once: AtOnce, world: factories.World, published: Timetable) -> None:
    event = published.event
    mark, goal = mark_of(event), event.starts_on + dt.timedelta(days=7)
    ends = at_once.run(
        lambda number: announcements.postpone(
            world.manager, Event.objects.get(pk=event.pk), goal + dt.timedelta(days=number), "hall", mark
        )
    )
    assert ends == [TOLD] * (ATTEMPTS - 1) + ["done"]
    assert at_once.rows("SELECT count(*) FROM events_announcement") == [(1,)]
    assert at_once.rows("SELECT DISTINCT sequence FROM events_meeting") == [(2,)]
    [(first,)] = at_once.rows("SELECT starts_on FROM events_event")
    assert {row[0][:10] for row in at_once.rows("SELECT starts FROM events_slot")} == {first}


def test_attendance_is_kept_while_a_new_timetable_goes_out(
    at_once: AtOnce, world: factories.World, published: Timetable
) -> None:
    event = published.event
    first, second = Meeting.objects.order_by("pk")
    draft = timetables.begin_from(world.manager, published)
    grid.move(world.manager, draft.placements.get(meeting=second), _slots(event)[3], seen=1)
    grid.move(world.manager, draft.placements.get(meeting=first), _slots(event)[2], seen=1)
    seen = seal(changes(draft))

    def hold() -> None:
        day.hold(world.manager, Event.objects.get(pk=event.pk), Meeting.objects.get(pk=first.pk), "held")

    def publish() -> None:
        known = Timetable.objects.select_related("event").get(pk=draft.pk)
        timetables.publish(world.manager, known, final=True, seen=seen, anyway=True)

    ends = at_once.run(_turns(hold, publish))
    rows = at_once.rows("SELECT state, slot_id FROM events_meeting WHERE id = ?", first.pk)
    places = _slots(event)
    # Held where people sat; where the new timetable came first, at its new time.
    assert rows in [[("held", places[0].pk)], [("held", places[2].pk)]]
    published_too = rows == [("held", places[2].pk)]
    assert ends.count("done") == (3 if published_too else 2)


def test_a_participant_and_a_file_do_not_overwrite_each_other(
    at_once: AtOnce, world: factories.World, event: Event
) -> None:
    one = records.participant(event, name="Ada", organisation_name="Firm", email="ada@example.org")
    sheet = read_sheet(b"name,organisation,email,function\nAda,Firm,ada@example.org,Director\n", "people.csv")
    mapping = dict(zip(sheet.headings, ("name", "organisation_name", "email", "function"), strict=True))
    plans = [importing.plan_import(event, sheet, mapping, "en") for _each in range(ATTEMPTS)]
    seen = fingerprint(one, ["about"])

    def attempt(number: int) -> None:
        if number % 2:
            importing.apply_plan(world.manager, Event.objects.get(pk=event.pk), plans[number])
            return
        me = Participant.objects.select_related("event").get(pk=one.pk)
        me.about = f"Valves {number}"
        participants.change_own(me, ["about"], seen)

    at_once.run(attempt)
    [(about, function, revision)] = at_once.rows("SELECT about, function, revision FROM events_participant")
    written = [about != "", function == "Director"]
    assert sum(written) >= 1
    assert revision == 1 + sum(written)


def test_the_same_file_twice_at_once_adds_people_once(at_once: AtOnce, world: factories.World, event: Event) -> None:
    sheet = read_sheet(b"name,organisation\nAda,Firm\nGrace,Firm\n", "people.csv")
    mapping = dict(zip(sheet.headings, ("name", "organisation_name"), strict=True))
    plans = [importing.plan_import(event, sheet, mapping, "en") for _each in range(ATTEMPTS)]
    ends = at_once.run(
        lambda number: importing.apply_plan(world.manager, Event.objects.get(pk=event.pk), plans[number])
    )
    assert ends == [TOLD] * (ATTEMPTS - 1) + ["done"]
    assert at_once.rows("SELECT count(*) FROM events_participant") == [(2,)]


def test_two_who_ask_each_other_at_once_meet_once(at_once: AtOnce, event: Event) -> None:
    a, b = records.participant(event), records.participant(event)

    def ask(number: int) -> None:
        both = [Participant.objects.get(pk=key) for key in (a.pk, b.pk)]
        requests.ask(*(both if number % 2 else reversed(both)))

    assert at_once.run(ask) == ["done"] * ATTEMPTS
    assert at_once.rows("SELECT state FROM events_request") == [("accepted",)]
    assert at_once.rows("SELECT count(*) FROM events_meeting") == [(1,)]


def test_accepted_and_withdrawn_at_once_it_is_one_of_the_two(at_once: AtOnce, event: Event) -> None:
    request = records.request(records.participant(event), records.participant(event))
    accept, withdraw = requests.accept, requests.withdraw
    ends = at_once.run(lambda number: (accept if number % 2 else withdraw)(Request.objects.get(pk=request.pk)))
    assert ends == [REFUSED] * (ATTEMPTS - 1) + ["done"]
    [(state,)] = at_once.rows("SELECT state FROM events_request")
    [(meetings,)] = at_once.rows("SELECT count(*) FROM events_meeting")
    assert (state, meetings) in {("accepted", 1), ("withdrawn", 0)}


def test_nobody_is_written_to_twice_by_two_organisers(
    at_once: AtOnce, world: factories.World, published: Timetable
) -> None:
    def note(_number: int) -> None:
        event = Event.objects.get(pk=published.event_id)
        found = letters(dues(event).letters, "us@example.org", lambda _one: Links("page", "calendar", "stop"))
        mails.note(world.manager, event, found, "draft")

    assert at_once.run(note) == ["done"] * ATTEMPTS
    assert at_once.rows("SELECT count(*), count(DISTINCT participant_id) FROM events_notice") == [(4, 4)]
    assert at_once.rows("SELECT count(*) FROM events_toldmeeting") == [(4,)]


def test_what_failed_is_tried_again_once(at_once: AtOnce, world: factories.World, event: Event) -> None:
    records.notice(records.participant(event), way="post", state="failed", tried_at=timezone.now())
    found: list[int] = []

    def retry(_number: int) -> None:
        found.append(len(mails.try_again(world.manager, Event.objects.get(pk=event.pk))))

    assert at_once.run(retry) == ["done"] * ATTEMPTS
    assert sorted(found) == [0] * (ATTEMPTS - 1) + [1]


def test_an_event_called_off_while_it_is_edited_stays_called_off(
    at_once: AtOnce, world: factories.World, event: Event
) -> None:
    mark, seen = mark_of(event), fingerprint(event, ["about"])
    loaded = [Event.objects.get(pk=event.pk) for _each in range(ATTEMPTS)]

    def attempt(number: int) -> None:
        if number % 2:
            announcements.call_off(world.manager, loaded[number], "strike", mark)
            return
        loaded[number].about = f"Meetings {number}"
        events.change(world.manager, loaded[number], ["about"], seen)

    assert at_once.run(attempt).count("done") == 2
    [(state, about)] = at_once.rows("SELECT state, about FROM events_event")
    assert (state, about != "") == (EventState.CANCELLED, True)
