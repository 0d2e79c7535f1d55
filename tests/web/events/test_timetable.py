"""Timetables: computed, previewed, published, compared, begun anew, read back from a spreadsheet."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from intercluster_web.events.actions import plan as runs
from intercluster_web.events.actions import timetable as actions
from intercluster_web.events.models import Event, EventState, Meeting, Placement, Timetable, TimetableState
from intercluster_web.events.queries import timetable as queries
from intercluster_web.records.together import ChangedMeanwhileError
from tests.web.events import records
from tests.web.factories import World


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs are carried out at once instead of in a process of their own."""
    monkeypatch.setattr(runs, "launch", lambda _command, pk: runs.run(Timetable.objects.get(pk=pk)))
    monkeypatch.setattr(runs, "plan", lambda problem, **more: _PLAN(problem, **(more | {"seconds": 2.0, "workers": 1})))


_PLAN = runs.plan


def _event(world: World, slots: int = 3) -> tuple[Event, list[Any], list[Any]]:
    event = records.event(world)
    return event, records.slots(event, slots), records.tables(event)


def _seal(draft: Timetable) -> str:
    return queries.seal(queries.changes(draft))


def test_a_run_makes_a_draft_with_its_proof_and_tells_nobody(world: World, here: None) -> None:
    event, _slots, _tables = _event(world)
    a, b, c = (records.participant(event) for _ in range(3))
    meetings = [records.meeting(a, b), records.meeting(b, c)]
    made = runs.start(world.manager, event, 10)
    made.refresh_from_db()
    assert (made.state, made.report["status"], made.report["gaps"], made.report["bound"]) == ("draft", "optimal", 0, 0)
    assert made.placements.filter(slot__isnull=False, table__isnull=False).count() == 2
    assert {Meeting.objects.get(pk=one.pk).state for one in meetings} == {"to_place"}


def test_infeasible_is_said_with_its_reason(world: World, here: None, browse_as: Callable[..., Client]) -> None:
    event, _slots, _tables = _event(world, 2)
    a = records.participant(event, name="Ada", organisation_name="Optics")
    for _ in range(3):
        records.meeting(a, records.participant(event))
    made = runs.start(world.manager, event, 10)
    made.refresh_from_db()
    assert made.report["status"] == "infeasible"
    page = browse_as(world.manager).get(reverse("events:plan", args=[event.pk, made.number]))
    assert "Ada (Optics) has accepted 3 meetings that can only be held in 2 slots" in page.content.decode()
    french = browse_as(world.manager)
    french.cookies.load({"django_language": "fr"})
    said = french.get(reverse("events:plan", args=[event.pk, made.number])).content.decode()
    assert "Ada (Optics) a accepté 3 rendez-vous" in said


def test_wishes_booths_locks_and_colleagues_reach_the_planner(world: World, here: None) -> None:
    event, slots, tables = _event(world, 4)
    a, b = records.participant(event, organisation_name="One"), records.participant(event, organisation_name="Two")
    deputy = records.participant(event, organisation_name="Two")
    b.away.set(slots)
    a.booth = tables[1]
    a.save()
    stays = records.meeting(a, records.participant(event), slot=slots[1], table=tables[1], locked=True)
    late = records.meeting(a, b, wish="pm")
    late.seats.filter(participant=b).update(any_colleague=True)
    made = runs.start(world.manager, event, 10)
    placed = {one.meeting_id: one for one in made.placements.select_related("slot")}
    assert (placed[stays.pk].slot, placed[stays.pk].table) == (slots[1], tables[1])
    assert placed[late.pk].slot is not None
    assert (placed[late.pk].slot.session, placed[late.pk].table_id) == ("pm", tables[1].pk)
    assert list(placed[late.pk].sits.values()) == [deputy.pk]


def test_one_run_at_a_time_and_a_stopped_one_changes_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    event, _slots, _tables = _event(world)
    records.meeting(records.participant(event), records.participant(event))
    monkeypatch.setattr(runs, "launch", lambda _command, _pk: None)
    made = runs.start(world.manager, event, 10)
    with pytest.raises(runs.BusyError):
        runs.start(world.manager, event, 10)
    runs.stop(world.manager, made)
    runs.run(made)
    made.refresh_from_db()
    assert (made.state, made.report["why"], made.placements.count()) == ("failed", "stopped", 0)
    assert not runs.beat(made)


def test_a_run_whose_process_is_gone_is_said_to_be_broken_off(world: World) -> None:
    event, _slots, _tables = _event(world)
    made = Timetable.objects.create(event=event, number=1, process=2**22 + 1)
    assert runs.bury_if_dead(made).report == {"why": "broken"}


def test_nothing_to_plan_is_refused(world: World) -> None:
    event = records.event(world)
    with pytest.raises(ValidationError):
        runs.start(world.manager, event, 10)


def test_publishing_raises_the_sequence_of_what_changed_only(world: World) -> None:
    event, slots, tables = _event(world)
    a, b, c = (records.participant(event) for _ in range(3))
    same = records.meeting(a, b, slot=slots[0], table=tables[0], sequence=4)
    moved = records.meeting(a, c, slot=slots[1], table=tables[0], sequence=4)
    draft = records.timetable(same, moved, places={moved.pk: (slots[2], tables[1])})
    people = actions.publish(world.manager, draft, final=True, seen=_seal(draft))
    assert {one.participant.pk for one in people} == {a.pk, c.pk}
    same.refresh_from_db()
    moved.refresh_from_db()
    assert (same.sequence, moved.sequence, moved.slot, moved.table) == (4, 5, slots[2], tables[1])
    draft.refresh_from_db()
    event.refresh_from_db()
    assert (draft.state, event.state) == (TimetableState.FINAL, EventState.FINAL)
    assert [one["participant"] for one in draft.report["told"]] == [one.participant.pk for one in people]


def test_preliminary_then_final_replaces_and_keeps(world: World) -> None:
    event, slots, tables = _event(world)
    one = records.meeting(records.participant(event), records.participant(event))
    first = records.timetable(one, places={one.pk: (slots[0], tables[0])})
    actions.publish(world.manager, first, final=False, seen=_seal(first))
    second = actions.begin_from(world.manager, first)
    Placement.objects.filter(timetable=second).update(slot=slots[1])
    actions.publish(world.manager, second, final=True, seen=_seal(second))
    first.refresh_from_db()
    assert first.state == TimetableState.REPLACED
    assert [
        change.code for change in queries.differences(event, queries.shown_places(first), queries.shown_places(second))
    ] == ["moved"]


def test_what_changed_after_the_preview_is_not_published(world: World) -> None:
    event, slots, tables = _event(world)
    one = records.meeting(records.participant(event), records.participant(event))
    draft = records.timetable(one, places={one.pk: (slots[0], tables[0])})
    seen = _seal(draft)
    Placement.objects.filter(timetable=draft).update(slot=slots[1])
    with pytest.raises(ChangedMeanwhileError):
        actions.publish(world.manager, draft, final=False, seen=seen)
    one.refresh_from_db()
    assert (one.slot, one.sequence) == (None, 0)


def test_a_changed_event_is_told_and_clashes_are_refused(world: World) -> None:
    event, slots, tables = _event(world)
    a = records.participant(event)
    one = records.meeting(a, records.participant(event))
    draft = records.timetable(one, places={one.pk: (slots[0], tables[0])})
    Event.objects.filter(pk=event.pk).update(revision=event.revision + 1)
    with translation.override("en"), pytest.raises(ValidationError, match="event has changed"):
        actions.publish(world.manager, draft, final=False, seen=_seal(draft))
    a.away.add(slots[0])
    with translation.override("en"), pytest.raises(ValidationError, match="cannot come"):
        actions.publish(world.manager, draft, final=False, seen=_seal(draft), anyway=True)
    a.away.clear()
    actions.publish(world.manager, draft, final=False, seen=_seal(draft), anyway=True)
    one.refresh_from_db()
    assert one.slot == slots[0]


def test_preview_lists_who_is_told_what_before_it_is_published(world: World, browse_as: Callable[..., Client]) -> None:
    event, slots, tables = _event(world)
    one = records.meeting(records.participant(event, organisation_name="Optics"), records.participant(event))
    draft = records.timetable(one, places={one.pk: (slots[0], tables[0])})
    browser = browse_as(world.manager)
    address = reverse("events:plan-publish", args=[event.pk, draft.number])
    assert "2 people are concerned" in browser.get(address).content.decode()
    posted = {"final": "final", "seen": "an old preview"}
    refused = browser.post(address, posted)
    assert (refused.status_code, Meeting.objects.get(pk=one.pk).slot) == (409, None)
    assert "Somebody changed this meanwhile" in refused.content.decode()
    assert browser.post(address, posted | {"seen": _seal(draft)}).status_code == 302
    assert Meeting.objects.get(pk=one.pk).slot == slots[0]


def test_known_timetables_are_never_dropped(world: World) -> None:
    event, slots, tables = _event(world)
    one = records.meeting(records.participant(event), records.participant(event), slot=slots[0], table=tables[0])
    known = records.timetable(one, state=TimetableState.FINAL)
    with pytest.raises(ValidationError):
        actions.discard(world.manager, known)
    actions.discard(world.manager, records.timetable(one))
    assert list(event.timetables.all()) == [known]


def test_the_layout_is_read_back(world: World, browse_as: Callable[..., Client]) -> None:
    event, slots, tables = _event(world)
    one = records.meeting(records.participant(event), records.participant(event), slot=slots[0], table=tables[0])
    draft = records.timetable(one)
    browser = browse_as(world.manager)
    content = browser.get(reverse("events:plan-file", args=[event.pk, draft.number, "layout"])).content
    book = load_workbook(io.BytesIO(content))
    names = [row[0].value for row in book["slots"].iter_rows(min_row=2)]
    book["timetable"]["B2"] = names[2]
    changed = io.BytesIO()
    book.save(changed)
    address = reverse("events:plan-read", args=[event.pk])
    assert browser.post(address, {"file": SimpleUploadedFile("t.xlsx", changed.getvalue())}).status_code == 302
    assert event.timetables.first().placements.get().slot == slots[2]
    book["timetable"]["B2"] = "never"
    wrong = io.BytesIO()
    book.save(wrong)
    refused = browser.post(address, {"file": SimpleUploadedFile("t.xlsx", wrong.getvalue())})
    assert (refused.status_code, event.timetables.count()) == (422, 2)
    assert "there is no never" in refused.content.decode()


def test_the_workbook_has_a_sheet_per_view(world: World, browse_as: Callable[..., Client]) -> None:
    event, slots, tables = _event(world)
    a = records.participant(event, name="Ada")
    one = records.meeting(a, records.participant(event), slot=slots[0], table=tables[0])
    draft = records.timetable(one)
    answer = browse_as(world.manager).get(reverse("events:plan-file", args=[event.pk, draft.number, "timetable"]))
    book = load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["Per person", "Per table", "At a glance", "Definitions and sources"]
    assert book["Per person"]["B2"].value in {"Ada", one.seats.last().participant.name}


@pytest.mark.parametrize("page", ["plan", "plan-publish", "plan-paper", "grid", "grid-tables", "timetable", "day"])
def test_many_people_cost_no_more_queries_than_few(world: World, browse_as: Callable[..., Client], page: str) -> None:
    event, slots, tables = _event(world)
    browser = browse_as(world.manager)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries_made:
            found = browser.get(
                reverse(f"events:{page}", args=[event.pk, 1][: 1 if page in ("timetable", "day") else 2])
            )
            assert found.status_code == 200
            return len(queries_made)

    one = records.meeting(records.participant(event), records.participant(event))
    draft = records.timetable(one, places={one.pk: (slots[0], tables[0])})
    few = asked()
    for slot in slots[1:]:
        more = records.meeting(records.participant(event), records.participant(event))
        Placement.objects.create(timetable=draft, meeting=more, slot=slot, table=tables[1])
    assert asked() == few


def test_the_proof_is_taken_away_and_only_of_what_is_proved(
    world: World, here: None, browse_as: Callable[..., Client]
) -> None:
    event, slots, tables = _event(world)
    hub, other = records.participant(event), records.participant(event)
    records.meeting(hub, records.participant(event), slot=slots[0], table=tables[0], locked=True)
    records.meeting(hub, other, slot=slots[2], table=tables[0], locked=True)
    browser = browse_as(world.manager)
    made = runs.start(world.manager, event, 10)
    made.refresh_from_db()
    address = reverse("events:plan-proof", args=[event.pk, made.number])
    assert address in browser.get(reverse("events:plan", args=[event.pk, made.number])).content.decode()
    answer = browser.get(address)
    files = zipfile.ZipFile(io.BytesIO(answer.content))
    names = [name[5:] for name in files.namelist()]
    assert {"README.txt", "people.csv", "timetable.csv"} <= set(names)
    said = files.read(files.namelist()[names.index("README.txt")]).decode()
    assert f"fewer than {made.report['gaps']} gaps" in said
    Event.objects.filter(pk=event.pk).update(revision=event.revision + 1)
    assert address not in browser.get(reverse("events:plan", args=[event.pk, made.number])).content.decode()
    assert browser.get(address).status_code == 302
