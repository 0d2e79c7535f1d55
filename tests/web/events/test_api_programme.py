"""The programme, ways and sharing of an event, its announcements and its end, for programs."""

import pytest

from intercluster_web.directory.models import Organisation
from intercluster_web.events.models import Announcement, Event, EventState, Meeting, MeetingState, ProgrammeItem
from tests.web.events import records
from tests.web.events.program import Program, drafted, told
from tests.web.factories import World


def _visit(event: Event) -> dict[str, object]:
    day = event.starts_on.isoformat()
    return {"title": "Clean room", "kind": "visit", "day": day, "begins": "14:00", "closes": "16:00"}


def test_an_item_is_added_once_changed_and_called_off(world: World, ask: Program) -> None:
    event = records.event(world)
    here = f"{event.pk}/programme"
    status, made = ask("POST", here, _visit(event) | {"organisation": "theirs"})
    assert (status, made["organisation"], made["starts"][11:16], made["blocks"]) == (201, "theirs", "14:00", True)
    assert ask("POST", here, _visit(event) | {"organisation": "theirs"})[1]["id"] == made["id"]
    one = f"{here}/{made['id']}"
    status, changed = ask("PATCH", one, {"mark": made["mark"], "begins": "15:00", "room": "Hall"})
    assert (status, changed["starts"][11:16], changed["room"], changed["sequence"]) == (200, "15:00", "Hall", 1)
    assert (changed["organisation"], changed["title"]) == ("theirs", "Clean room")
    status, said = ask("PATCH", one, {"mark": made["mark"], "room": "Yard"})
    assert (status, said["differs"], said["now"]["mark"]) == (409, ["room"], changed["mark"])
    assert ProgrammeItem.objects.get().room == "Hall"
    for _twice in range(2):
        status, off = ask("PUT", f"{one}/cancelled", {"cancelled": True})
        assert (status, off["cancelled"], off["sequence"]) == (200, True, 2)
    assert ask("GET", f"{here}?cancelled=false")[1] == {"count": 0, "items": []}
    assert ask("DELETE", one)[0] == 422
    Event.objects.update(state=EventState.DRAFT)
    assert ask("DELETE", one) == (204, None)
    assert not ProgrammeItem.objects.exists()


def test_what_is_wrong_with_an_item_is_told(world: World, ask: Program) -> None:
    event = records.event(world)
    here = f"{event.pk}/programme"
    assert told(ask("POST", here, _visit(event) | {"closes": "13:00"})) == (422, [("closes",)])
    assert told(ask("POST", here, _visit(event) | {"day": "2031-05-05"})) == (422, [("day",)])
    assert told(ask("POST", here, _visit(event) | {"organisation": "Nobody"})) == (422, [("organisation",)])
    assert not ProgrammeItem.objects.exists()


def test_meetings_the_programme_leaves_no_time_for(world: World, ask: Program) -> None:
    event, meeting, _draft = drafted(world)
    item = records.item(event, meeting.slot)
    assert ask("GET", f"{event.pk}/programme/clashes") == (
        200,
        {"count": 1, "items": [{"item": item.pk, "meeting": meeting.pk}]},
    )


def test_an_event_is_called_off_and_taken_up_again(world: World, ask: Program) -> None:
    event, meeting, _draft = drafted(world)
    Meeting.objects.update(sequence=1)
    assert told(ask("DELETE", f"{event.pk}")) == (422, [()])
    effect = ask("GET", f"{event.pk}/effect")[1]
    assert (effect["meetings"], effect["with_meetings"], effect["people"]) == (1, 2, 2)
    word = {"mark": effect["mark"], "because": "A strike"}
    assert told(ask("POST", f"{event.pk}/call-off", {"mark": effect["mark"]})) == (422, [("because",)])
    status, off = ask("POST", f"{event.pk}/call-off", word)
    assert (status, off["state"], off["announcement"]["because"], off["draft"]) == (200, "cancelled", "A strike", None)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.sequence) == (MeetingState.CANCELLED, 2)
    status, said = ask("POST", f"{event.pk}/call-off", word)
    assert (status, Announcement.objects.count()) == (409, 1)
    word = {"mark": said["now"]["mark"], "because": "It is over"}
    assert told(ask("POST", f"{event.pk}/call-off", word)) == (422, [()])
    status, on = ask("POST", f"{event.pk}/take-up", word)
    assert (status, on["state"], on["announcement"]["kind"]) == (200, "closed", "resumed")
    assert event.timetables.get(number=on["draft"]).placements.get().meeting == meeting
    listed = ask("GET", f"{event.pk}/announcements")[1]
    assert [one["kind"] for one in listed["items"]] == ["resumed", "cancelled"]
    mark = ask("GET", f"{event.pk}/effect")[1]["mark"]
    assert told(ask("POST", f"{event.pk}/take-up", {"mark": mark, "because": "x"})) == (422, [()])


def test_an_event_is_postponed_with_its_slots(world: World, ask: Program) -> None:
    event, meeting, _draft = drafted(world)
    assert meeting.slot is not None
    before = meeting.slot.starts
    mark = ask("GET", f"{event.pk}/effect")[1]["mark"]
    later = {"mark": mark, "because": "Snow", "starts_on": str(event.starts_on.replace(year=event.starts_on.year + 1))}
    assert told(ask("POST", f"{event.pk}/postpone", later | {"starts_on": "2001-01-01"})) == (422, [("starts_on",)])
    assert ask("POST", f"{event.pk}/postpone", later | {"mark": "old"})[0] == 409
    status, moved = ask("POST", f"{event.pk}/postpone", later)
    assert (status, moved["starts_on"], moved["announcement"]["kind"]) == (200, later["starts_on"], "postponed")
    meeting.slot.refresh_from_db()
    assert (meeting.slot.starts - before).days == moved["announcement"]["days"]
    assert told(ask("POST", f"{event.pk}/postpone", later)) == (422, [("starts_on",)])
    assert Announcement.objects.count() == 1


def test_who_sees_an_event(world: World, ask: Program) -> None:
    event = records.event(world)
    here = f"{event.pk}/sharing"
    assert ask("GET", here) == (200, {"visibility": "own", "partners": []})
    assert told(ask("PUT", here, {"visibility": "partner"})) == (422, [("partners",)])
    assert told(ask("PUT", here, {"visibility": "own", "partners": ["nobody"]})) == (422, [("partners", 0)])
    shared = {"visibility": "partner", "partners": ["theirs"]}
    assert ask("PUT", here, shared) == (200, shared)
    assert Program(world.people["other"])("GET", f"{event.pk}")[0] == 200
    assert Program(world.people["other"])("PUT", here, shared)[0] == 403
    assert list(event.partners.all()) == [Organisation.objects.get(key="theirs")]


def test_an_event_nobody_has_in_a_calendar_is_deleted(world: World, ask: Program) -> None:
    event = records.event(world)
    assert ask("DELETE", f"{event.pk}") == (204, None)
    assert not Event.objects.exists()


def test_metres_between_rooms(world: World, ask: Program) -> None:
    event = records.event(world)
    for room in ("Hall", "Yard"):
        records.tables(event, 1, room)
    hall, yard = event.rooms.all()
    way = {"a": yard.pk, "b": hall.pk, "metres": 120}
    status, said = ask("PUT", f"{event.pk}/ways", {"ways": [way]})
    assert (status, said["items"][0]["metres"], said["items"][0]["a"]["name"]) == (200, 120, "Hall")
    assert told(ask("PUT", f"{event.pk}/ways", {"ways": [way, way | {"b": 10**6}]})) == (422, [("ways", 1)])
    assert told(ask("PUT", f"{event.pk}/ways", {"ways": [way | {"metres": -1}]})) == (422, [("ways", 0, "metres")])
    assert ask("PUT", f"{event.pk}/ways", {"ways": [way | {"metres": None}]})[1]["items"][0]["metres"] is None


@pytest.mark.parametrize(("sent", "where"), [({"visibility": "all"}, ("visibility",)), ({}, ("visibility",))])
def test_a_wrong_visibility_is_told(world: World, ask: Program, sent: dict[str, str], where: tuple[str]) -> None:
    assert told(ask("PUT", f"{records.event(world).pk}/sharing", sent)) == (422, [where])
