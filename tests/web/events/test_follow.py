"""After an event: encounters, proofs in cooperations, the report; and what is printed."""

import io
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document

from intercluster_web.cooperations.models import JournalEntry
from intercluster_web.directory.records import current_directory
from intercluster_web.events.models import Event, EventKind, Meeting, MeetingState, Participant, ParticipantKind
from intercluster_web.events.queries.pairs import couples
from intercluster_web.scouting.models import Encounter
from intercluster_web.scouting.queries.encounters import met_again
from intercluster_web.scouting.queries.search import seeker_for
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


def test_met_at_two_events_they_are_a_repeated_encounter_everywhere(
    held: Meeting, world: World, organiser: Client
) -> None:
    again = records.event(world, title="Another", audience="clusters")
    people = [records.participant(again, organisation=one, kind="cluster") for one in (world.ours, world.theirs)]
    records.meeting(*people, slot=records.slots(again)[2], state=MeetingState.HELD)
    for event in (held.event, again, held.event, again):
        organiser.post(reverse("events:encounters", args=[event.pk]))
    found = Encounter.objects.filter(owner=world.ours, organisation=world.theirs)
    assert [(one["organisation__key"], one["times"]) for one in met_again(found)] == [(world.theirs.key, 2)]
    assert seeker_for(world.ours, current_directory(), world.manager).encounters == (world.theirs.key,) * 2
    third = records.event(world, title="A third")
    for one in (world.ours, world.theirs):
        records.participant(third, organisation=one, kind="cluster")
    (couple,) = couples(world.manager, third)
    noted = next(reason for reason in couple.reasons if reason.code == "encounters")
    assert (noted.value, noted.unit, noted.source) == (2, "times", couple.first[0].organisation_name)


def test_a_partner_logs_the_encounters_of_its_own_organisation_only(
    held: Meeting, world: World, browse_as: Callable[..., Client]
) -> None:
    Event.objects.update(visibility="partner")
    held.event.partners.add(world.theirs)
    partner = browse_as(world.people["other"])
    assert partner.post(reverse("events:encounters", args=[held.event_id])).status_code == 302
    assert [(one.owner, one.organisation) for one in Encounter.objects.all()] == [(world.theirs, world.ours)]


def test_a_meeting_with_a_buyer_leads_to_its_lead_and_a_proof_to_an_agreement(
    held: Meeting, world: World, organiser: Client
) -> None:
    ours, other = [seat.participant for seat in held.seats.order_by("pk")]
    Participant.objects.filter(pk=other.pk).update(kind=ParticipantKind.BUYER)
    page = organiser.get(reverse("events:follow", args=[held.event_id])).content.decode()
    address = reverse("events:lead-new", args=[held.event_id]) + f"?chosen={held.pk}-{other.pk}-{ours.pk}"
    assert address in page
    form = organiser.get(address).context["form"]
    assert form["chosen"].value() == f"{held.pk}-{other.pk}-{ours.pk}"
    card = cooperation(world)
    card.parties.get_or_create(organisation=world.theirs)
    day = held.slot.starts.date()  # type: ignore[union-attr]
    said = {"row": f"{world.ours.pk} {day} {world.theirs.key}", "cooperation": card.pk}
    organiser.post(reverse("events:prove", args=[held.event_id]), said)
    page = organiser.get(reverse("events:follow", args=[held.event_id])).content.decode()
    assert reverse("agreements:new", args=[card.pk]) in page
