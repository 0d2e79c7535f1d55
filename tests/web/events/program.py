"""What the API of events is tested with."""

from intercluster_web.events.models import Event, Meeting, Timetable
from tests.web.events import records
from tests.web.factories import World
from tests.web.program import Program, told

__all__ = ["Program", "drafted", "told"]


def drafted(world: World) -> tuple[Event, Meeting, Timetable]:
    event = records.event(world)
    slots, tables = records.slots(event), records.tables(event)
    one = records.meeting(records.participant(event), records.participant(event), slot=slots[0], table=tables[0])
    return event, one, records.timetable(one)
