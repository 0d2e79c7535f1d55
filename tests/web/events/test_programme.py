"""The programme beside the meetings: whom it concerns, what it does to the timetable, where it is told."""

import datetime as dt
import io
from zoneinfo import ZoneInfo

import pytest
from docx import Document
from icalendar import Calendar

from intercluster_web.events.actions import programme as actions
from intercluster_web.events.exports.paper import _of_person
from intercluster_web.events.models import Event, EventState, MeetingState, Participant, ProgrammeItem, Strand
from intercluster_web.events.presentation.mails import Letter, Links
from intercluster_web.events.queries import programme as queries
from intercluster_web.events.queries.calendars import of_participant
from intercluster_web.events.queries.due import request_marks
from intercluster_web.events.queries.grid import Moving, board, placement_of
from intercluster_web.events.queries.mails import dues, others_of
from intercluster_web.events.queries.plan import case_of
from tests.web.events import records
from tests.web.factories import World
from tests.web.factories import world as make_world
from tests.web.scouting.records import same_cost

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def event(world: World) -> Event:
    return records.event(world)


def free_slots(event: Event) -> dict[str, list[int]]:
    """By kind of participant, the numbers of the slots the planner may use for them."""
    case = case_of(event)
    return {
        person.kind: [n for n in range(len(case.slots)) if given.open >> n & 1]
        for person, given in zip(case.people, case.problem.people, strict=True)
    }


def everybody_meets(event: Event) -> None:
    people = [records.participant(event, kind=kind) for kind in ("sme", "laboratory", "cluster")]
    records.meeting(*people)


def test_a_plenary_takes_the_slots_of_those_it_concerns(event):
    slots = records.slots(event, 4)
    everybody_meets(event)
    records.item(event, slots[0])
    records.item(event, slots[1], strand=Strand.BUSINESS)
    records.item(event, slots[2], strand=Strand.RESEARCH)
    assert free_slots(event) == {"sme": [2, 3], "laboratory": [1, 3], "cluster": [1, 2, 3]}


def test_what_blocks_nothing_or_is_called_off_takes_no_slot(event):
    slots = records.slots(event, 2)
    everybody_meets(event)
    records.item(event, slots[0], kind="exhibition", blocks=False)
    records.item(event, slots[1], cancelled=True)
    assert set(map(tuple, free_slots(event).values())) == {(0, 1)}


def test_a_minute_of_overlap_takes_a_slot_and_touching_does_not(event):
    slots = records.slots(event, 2)
    one = records.participant(event)
    minute = dt.timedelta(minutes=1)
    records.item(event, starts=slots[0].ends, ends=slots[1].starts)
    assert queries.taken(event) == set()
    records.item(event, starts=slots[0].ends - minute, ends=slots[0].ends)
    assert queries.taken(event) == {(one.pk, slots[0].pk)}


def test_a_meeting_that_was_held_stays_possible_whatever_the_programme_says_later(event):
    slots = records.slots(event, 2)
    people = records.participant(event), records.participant(event)
    records.meeting(*people, slot=slots[0], table=records.tables(event)[0], state=MeetingState.HELD)
    records.item(event, slots[0])
    case = case_of(event)
    assert {person.open & 3 for person in case.problem.people} == {3}


def test_moving_a_meeting_into_a_plenary_meets_an_obstacle_and_the_grid_shows_it(event):
    slots, tables = records.slots(event, 2), records.tables(event)
    people = records.participant(event), records.participant(event)
    meeting = records.meeting(*people, slot=slots[0], table=tables[0])
    timetable = records.timetable(meeting)
    records.item(event, slots[1])
    found = Moving(placement_of(timetable, meeting)).obstacles(slots[1])
    assert [(one.code, one.person) for one in found] == [("programme", people[0]), ("programme", people[1])]
    assert all(one.hard for one in found)
    assert board(timetable).away == {(one.pk, slots[1].pk) for one in people}


def test_clashes_with_the_timetable_in_force_are_named_and_nothing_moves_by_itself(event, world, client):
    slots, tables = records.slots(event, 2), records.tables(event)
    meeting = records.meeting(
        records.participant(event, organisation_name="Alpha"),
        records.participant(event),
        slot=slots[0],
        table=tables[0],
    )
    item = records.item(event, slots[0])
    assert [(clash.item, clash.meeting) for clash in queries.clashes(event)] == [(item, meeting)]
    client.force_login(world.manager)
    assert "Alpha" in client.get(f"/events/{event.pk}/programme/").content.decode()
    meeting.refresh_from_db()
    assert meeting.slot == slots[0]


def given(event: Event, **values: str) -> dict[str, str]:
    day = event.starts_on.isoformat()
    fields = {"title": "Opening", "kind": "plenary", "strand": "all", "day": day, "begins": "09:00", "closes": "10:00"}
    return fields | {"blocks": "on"} | values


def test_an_item_is_written_at_the_hours_of_the_place_and_makes_timetables_stale(event, world, client):
    Event.objects.filter(pk=event.pk).update(time_zone="America/Montreal")
    client.force_login(world.manager)
    before = Event.objects.get(pk=event.pk).revision
    for _double_click in range(2):
        sent = given(event, speakers="Somebody, a ministry", organisation="Theirs", strand="business")
        client.post(f"/events/{event.pk}/programme/new/", sent)
    item = ProgrammeItem.objects.get()
    zone = ZoneInfo("America/Montreal")
    assert item.starts == dt.datetime.combine(event.starts_on, dt.time(9), tzinfo=zone)
    assert (item.organisation, item.speakers, item.strand) == (world.theirs, "Somebody, a ministry", "business")
    assert Event.objects.get(pk=event.pk).revision == before + 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"closes": "09:00"}, "closes"),
        ({"begins": "late"}, "begins"),
        ({"day": "1999-01-01"}, "day"),
        ({"title": ""}, "title"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(event, world, client, values, field):
    client.force_login(world.manager)
    answer = client.post(f"/events/{event.pk}/programme/new/", given(event, **values))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not ProgrammeItem.objects.exists()


def test_who_saves_second_is_told_what_the_item_says_now(event, world, client):
    item = records.item(event)
    client.force_login(world.manager)
    page = client.get(f"/events/{event.pk}/programme/{item.pk}/")
    seen = page.context["form"]["seen"].value()
    ProgrammeItem.objects.filter(pk=item.pk).update(ends=item.ends + dt.timedelta(hours=1))
    sent = given(event, seen=seen, title="Another title")
    answer = client.post(f"/events/{event.pk}/programme/{item.pk}/", sent)
    assert answer.status_code == 422
    assert "Somebody saved this while you were writing" in answer.content.decode()
    item.refresh_from_db()
    assert item.title == "Opening"


def test_called_off_it_stays_in_calendars_as_cancelled(event, world):
    person, item = records.participant(event), records.item(event)
    actions.set_cancelled(world.manager, item, cancelled=True)
    actions.set_cancelled(world.manager, item, cancelled=True)
    item.refresh_from_db()
    assert (item.cancelled, item.sequence) == (True, 1)
    assert queries.of_participant(person, cancelled=False) == []
    assert queries.of_participant(person) == [item]


def test_it_is_deleted_only_while_nobody_can_have_it_in_a_calendar(event, world, client):
    item = records.item(event)
    client.force_login(world.manager)
    client.post(f"/events/{event.pk}/programme/{item.pk}/step/", {"step": "delete"})
    assert ProgrammeItem.objects.filter(pk=item.pk).exists()
    Event.objects.filter(pk=event.pk).update(state=EventState.DRAFT)
    client.post(f"/events/{event.pk}/programme/{item.pk}/step/", {"step": "delete"})
    assert not ProgrammeItem.objects.exists()


def titles(content: bytes) -> list[tuple[str, str]]:
    return [(str(one["SUMMARY"]), str(one.get("STATUS", ""))) for one in Calendar.from_ical(content).walk("VEVENT")]


def test_the_own_calendar_holds_the_programme_of_ones_half(event, client):
    person = records.participant(event, kind="laboratory")
    records.item(event, title="For all")
    records.item(event, title="For firms", strand=Strand.BUSINESS)
    records.item(event, title="For labs", strand=Strand.RESEARCH, cancelled=True)
    records.item(event, title="Coffee", kind="break")
    content = client.get(f"/events/me/{person.token()}/calendar.ics").content
    assert titles(content) == [("For all", "CONFIRMED"), ("Cancelled: For labs", "CANCELLED")]
    cluster = records.participant(event, kind="cluster")
    content = client.get(f"/events/me/{cluster.token()}/calendar.ics?cancelled=hide").content
    assert [title for title, _status in titles(content)] == ["For all", "For firms"]


def test_page_paper_and_document_have_it_in_the_order_of_time(event, world, client):
    slots, tables = records.slots(event, 2), records.tables(event)
    person, other = records.participant(event), records.participant(event, organisation_name="Beta")
    records.meeting(person, other, slot=slots[1], table=tables[0])
    item = records.item(event, slots[0], title="Opening", room="Main hall", speakers="A minister\nA mayor")
    page = client.get(f"/events/me/{person.token()}/").content.decode()
    assert page.index("Opening") < page.index("Beta")
    blocks = _of_person(person, event, of_participant(person), [item])
    rows = [row for block in blocks if hasattr(block, "table") for row in block.table.rows]
    assert [(row["table"], row["who"].splitlines()[0]) for row in rows] == [
        ("Main hall", "Opening"),
        (" 1".strip(), str(other)),
    ]
    client.force_login(world.manager)
    written = client.get(f"/events/{event.pk}/programme.docx").content
    cells = [cell.text for table in Document(io.BytesIO(written)).tables for row in table.rows for cell in row.cells]
    assert {"Opening", "Main hall", "A minister\nA mayor"} <= set(cells)


def due_of(event: Event, person: Participant) -> Letter | None:
    """The message due to one person, written and noted as sent; None without one."""
    found = {one.participant.pk: one for one in dues(event, urgent=True).letters}
    if person.pk not in found:
        return None
    letter = Letter(
        found[person.pk], Links("https://example.org/me", "https://example.org/calendar", ""), "o@example.org"
    )
    records.notice(
        person,
        kinds=[kind.value for kind in letter.due.kinds],
        fingerprint=letter.due.fingerprint,
        requests=request_marks(letter.due),
    )
    for timed in letter.due.timetable:
        person.told_meetings.create(
            uid=timed.meeting.uid, starts=timed.starts, ends=timed.ends, others=others_of(timed, person)
        )
    return letter


def test_the_programme_goes_with_the_timetable_and_what_changes_of_it_is_told_once(event, world):
    slots = records.slots(event, 3)
    person, other = records.participant(event), records.participant(event, kind="laboratory")
    records.meeting(person, other, slot=slots[2])
    item = records.item(event, slots[0], title="Opening", room="Main hall")
    records.item(event, title="Lunch", kind="break")
    Event.objects.filter(pk=event.pk).update(state=EventState.PRELIMINARY)
    event.refresh_from_db()
    first = due_of(event, person)
    assert [one.title for one in first.due.programme] == ["Opening"]
    assert "Main hall · Opening" in first.written[1]
    assert len(titles(first.attachments[0][1])) == 2
    assert due_of(event, person) is None
    due_of(event, other)
    item.strand = Strand.BUSINESS
    actions.save_item(world.manager, event, item)
    actions.set_cancelled(world.manager, item, cancelled=True)
    changed = due_of(event, person)
    assert ([kind.value for kind in changed.due.kinds], changed.due.programme) == (["changes"], (item,))
    assert "Cancelled:" in changed.written[1]
    assert titles(changed.attachments[0][1]) == [("Cancelled: Opening", "CANCELLED")]
    assert due_of(event, person) is None
    assert due_of(event, other) is None  # it is not for their half any more


def test_what_was_called_off_before_anybody_heard_of_it_is_not_told(event, world):
    person = records.participant(event)
    records.meeting(person, records.participant(event), slot=records.slots(event, 2)[1])
    Event.objects.filter(pk=event.pk).update(state=EventState.PRELIMINARY)
    event.refresh_from_db()
    assert due_of(event, person).due.programme == ()
    item = records.item(event)
    actions.set_cancelled(world.manager, item, cancelled=True)
    assert due_of(event, person) is None
    actions.set_cancelled(world.manager, item, cancelled=False)
    assert due_of(event, person).due.programme == (item,)


def test_halves_are_counted_by_who_is_registered(event):
    for kind in ("sme", "buyer", "laboratory", "cluster"):
        records.participant(event, kind=kind)
    records.participant(event, kind="sme", state="invited")
    assert queries.halves(event) == {Strand.ALL: 1, Strand.BUSINESS: 2, Strand.RESEARCH: 1}


def test_many_items_cost_no_more_queries(event, world, client):
    client.force_login(world.manager)
    same_cost(client, f"/events/{event.pk}/programme/", lambda: records.item(event))
