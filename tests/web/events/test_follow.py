"""After an event: encounters, proofs in cooperations, the report; and what is printed."""

import io
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document

from intercluster_web.cooperations.models import JournalEntry
from intercluster_web.events.models import Event, EventKind, Meeting, MeetingState, ParticipantKind
from intercluster_web.scouting.models import Encounter
from tests.web.cooperations.records import cooperation
from tests.web.events import records
from tests.web.factories import World


@pytest.fixture
def held(world: World) -> Meeting:
    event = records.event(world, kind=EventKind.FAIR_STAND, place="Wrocław")
    slot, table = records.slots(event)[0], records.tables(event)[0]
    ours = records.participant(event, organisation=world.ours, kind=ParticipantKind.SME, name="Žofie Ćwiąkała")
    other = records.participant(event, organisation=world.theirs, kind=ParticipantKind.SME, country="GB")
    request = records.request(other, ours)
    return records.meeting(ours, other, slot=slot, table=table, state=MeetingState.HELD, request=request)


@pytest.fixture
def organiser(world: World, browse_as: Callable[..., Client]) -> Client:
    return browse_as(world.manager)


def test_a_meeting_held_becomes_one_encounter(held: Meeting, world: World, organiser: Client) -> None:
    for _twice in range(2):
        organiser.post(reverse("events:encounters", args=[held.event_id]))
    found = Encounter.objects.get()
    assert (found.owner, found.organisation, found.country) == (world.ours, world.theirs, "GB")
    assert (found.occasion, found.origin, found.occasion_name) == ("fair", "they_came", held.event.title)


def test_a_meeting_that_is_not_noted_as_held_becomes_nothing(held: Meeting, organiser: Client) -> None:
    Meeting.objects.update(state=MeetingState.PLACED)
    organiser.post(reverse("events:encounters", args=[held.event_id]))
    assert Encounter.objects.count() == 0


def test_companies_that_met_are_a_proof_in_their_cooperation_once(
    held: Meeting, world: World, organiser: Client
) -> None:
    card = cooperation(world)
    card.parties.get_or_create(organisation=world.theirs)
    day = held.slot.starts.date()  # type: ignore[union-attr]
    said = {"row": f"{world.ours.pk} {day} {world.theirs.key}", "cooperation": card.pk}
    for _twice in range(2):
        assert organiser.post(reverse("events:prove", args=[held.event_id]), said).status_code == 302
    entry = JournalEntry.objects.exclude(proof="").get(cooperation=card)
    assert (entry.proof, entry.code, entry.happened_on) == ("company_meeting", "companies_met", day)


def test_the_report_says_what_its_figures_are_counted_of(held: Meeting, organiser: Client) -> None:
    answer = organiser.get(reverse("events:report", args=[held.event_id, "docx"]))
    table = Document(io.BytesIO(answer.content)).tables[0]
    rows = {row.cells[0].text: (row.cells[1].text, row.cells[2].text) for row in table.rows}
    assert rows["Held rate"][0] == "100%"
    assert rows["Held rate"][1].endswith("n = 1")
    assert rows["Acceptance"][0] == "–"


@pytest.mark.parametrize("what", ["people", "tables", "meetings", "attendance"])
def test_sheets_are_pdf_files(what: str, held: Meeting, organiser: Client) -> None:
    answer = organiser.get(reverse("events:sheet", args=[held.event_id, what]))
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    empty = Event.objects.get(pk=held.event_id)
    empty.meetings.all().delete()
    assert organiser.get(reverse("events:sheet", args=[held.event_id, what])).content[:5] == b"%PDF-"


def test_badges_and_a_persons_own_sheet(held: Meeting, organiser: Client, client: Client) -> None:
    assert organiser.get(reverse("events:badges", args=[held.event_id])).content[:5] == b"%PDF-"
    person = held.seats.first().participant  # type: ignore[union-attr]
    assert client.get(reverse("events:me-paper", args=[person.token()])).content[:5] == b"%PDF-"
