"""Events for tests: plain functions, every argument optional. People are made up."""

import datetime as dt
from itertools import count
from typing import Any

from django.utils import timezone

from intercluster_web.events.models import (
    Event,
    EventState,
    Lead,
    Meeting,
    MeetingState,
    Notice,
    Participant,
    ParticipantState,
    Placement,
    ProfileLine,
    ProgrammeItem,
    Request,
    Room,
    Seat,
    Slot,
    Table,
    Timetable,
    TimetableState,
)
from tests.web.factories import World, share

_number = count(1)
TOMORROW = dt.timedelta(days=1)
MINUTES = dt.timedelta(minutes=20)
STEP = dt.timedelta(minutes=25)


def event(world: World, **values: Any) -> Event:
    """An event of ours in three weeks, registration open, shared the way the world says."""
    day = timezone.localdate() + dt.timedelta(days=21)
    defaults = {"title": "A convention", "starts_on": day, "ends_on": day, "state": EventState.OPEN}
    made = Event.objects.create(owner=world.ours, created_by=world.manager, **(defaults | values))
    return share(made, world)  # type: ignore[no-any-return]


def slots(event: Event, number: int = 4) -> list[Slot]:
    """Slots of 20 minutes from 9 o'clock, universal time, on the first day; the second half in the afternoon."""
    first = dt.datetime.combine(event.starts_on, dt.time(9), tzinfo=dt.UTC)
    made = []
    for n in range(number):
        afternoon = n >= (number + 1) // 2
        starts = first + n * STEP + (dt.timedelta(hours=4) if afternoon else dt.timedelta())
        session = "pm" if afternoon else "am"
        made.append(Slot.objects.create(event=event, starts=starts, ends=starts + MINUTES, session=session))
    return made


def tables(event: Event, number: int = 2, room: str = "") -> list[Table]:
    within = Room.objects.get_or_create(event=event, name=room)[0] if room else None
    return [Table.objects.create(event=event, name=f"{room} {n}".strip(), room=within) for n in range(1, number + 1)]


def participant(event: Event, **values: Any) -> Participant:
    """Somebody registered, with a link that works."""
    n = next(_number)
    defaults = {
        "name": f"Person {n}",
        "organisation_name": f"Firm {n}",
        "email": f"someone{n}@example.org",
        "country": "FR",
        "state": ParticipantState.REGISTERED,
        "expires_at": timezone.now() + dt.timedelta(days=60),
    }
    return Participant.objects.create(event=event, **(defaults | values))


def request(asks: Participant, asked: Participant, **values: Any) -> Request:
    """A request that waits for an answer."""
    defaults = {"expires_at": timezone.now() + dt.timedelta(days=7)}
    return Request.objects.create(event=asks.event, asks=asks, asked=asked, **(defaults | values))


def meeting(*people: Participant, slot: Slot | None = None, table: Table | None = None, **values: Any) -> Meeting:
    """A meeting of these people; placed where a slot is given."""
    state = MeetingState.PLACED if slot else MeetingState.TO_PLACE
    made = Meeting.objects.create(event=people[0].event, slot=slot, table=table, **({"state": state} | values))
    for one in people:
        Seat.objects.create(meeting=made, participant=one)
    return made


def timetable(*meetings: Meeting, **values: Any) -> Timetable:
    """A draft that puts these meetings where they are; ``places`` elsewhere, by key of the meeting."""
    event = meetings[0].event
    places = values.pop("places", {})
    number = event.timetables.count() + 1
    made = Timetable.objects.create(
        event=event, number=number, **({"state": TimetableState.DRAFT, "based_on": event.revision} | values)
    )
    for one in meetings:
        slot, table = places.get(one.pk, (one.slot, one.table))
        Placement.objects.create(timetable=made, meeting=one, slot=slot, table=table)
    return made


def item(event: Event, slot: Slot | None = None, **values: Any) -> ProgrammeItem:
    """A plenary session for everybody, in the morning or at the time of a slot."""
    first = dt.datetime.combine(event.starts_on, dt.time(9), tzinfo=dt.UTC)
    times = {"starts": slot.starts, "ends": slot.ends} if slot else {"starts": first, "ends": first + MINUTES}
    return ProgrammeItem.objects.create(event=event, **({"title": "Opening"} | times | values))


def need(buyer: Participant, **values: Any) -> ProfileLine:
    """What a buyer looks for, not published."""
    return ProfileLine.objects.create(
        participant=buyer, side="need", **({"kind": "prime", "text": "Valves for sterile filling"} | values)
    )


def lead(event: Event, **values: Any) -> Lead:
    """What came of the meeting of a buyer with a member of ours."""
    buyer = participant(event, kind="buyer")
    supplier = participant(event, member_of=event.owner.name)
    defaults = {"what": "Valves", "since": event.starts_on}
    return Lead.objects.create(meeting=meeting(buyer, supplier), buyer=buyer, supplier=supplier, **(defaults | values))


def notice(person: Participant, **values: Any) -> Notice:
    """A message somebody got."""
    defaults = {"kinds": ["invitation"], "subject": "A message", "text": "Hello", "fingerprint": f"f{next(_number)}"}
    day = {"way": "draft", "on": timezone.localdate()}
    return Notice.objects.create(event=person.event, participant=person, **(defaults | day | values))
