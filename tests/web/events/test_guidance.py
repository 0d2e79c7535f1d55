"""What keeps people from stumbling on the pages of an event: the way back to a file, words that tell things apart,
whole half days, lists as files, the next meetings of the day."""

import io
from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from intercluster_web.events.models import Event, ParticipantKind
from tests.web.events import records
from tests.web.factories import World

Browse = Callable[..., Client]


@pytest.fixture
def event(world: World) -> Event:
    return records.event(world)


@pytest.fixture
def organiser(world: World, browse_as: Browse) -> Client:
    return browse_as(world.manager)


def test_from_the_errors_of_a_file_one_sends_the_corrected_one(organiser: Client, event: Event) -> None:
    address = reverse("events:participants-import", args=[event.pk])
    file = SimpleUploadedFile("people.csv", b"name,organisation,email\nAda,Firm,nowhere\n")
    page = organiser.post(address, {"file": file, "language": "en"})
    assert page.status_code == 422
    assert f'<a role="button" class="small" href="{address}">Send the corrected file</a>' in page.text


def test_a_lead_tells_needs_apart_by_their_buyer(organiser: Client, event: Event) -> None:
    supplier = records.participant(event)
    for name in ("First buyer", "Second buyer"):
        buyer = records.participant(event, kind=ParticipantKind.BUYER, organisation_name=name)
        buyer.lines.create(side="need", kind="distributor", text="Valves")
        records.meeting(buyer, supplier)
    form = organiser.get(reverse("events:lead-new", args=[event.pk])).context["form"]
    offered = [label for _key, label in form.fields["need"].choices]
    assert offered == ["–", "First buyer: Valves", "Second buyer: Valves"]


def test_a_whole_half_day_is_said_with_one_tick(client: Client, event: Event) -> None:
    slots = records.slots(event, 4)  # two in the morning, two in the afternoon
    me = records.participant(event)
    profile = client.get(reverse("events:me-profile", args=[me.token()]))
    halves = [key for key, _label in profile.context["away_form"].fields["halves"].choices]
    assert halves == [f"{event.starts_on}-am", f"{event.starts_on}-pm"]
    client.post(reverse("events:me-away", args=[me.token()]), {"halves": halves[1], "away": [slots[0].pk, slots[3].pk]})
    assert list(me.away.order_by("starts")) == [slots[0], slots[2], slots[3]]


def test_the_list_of_meetings_is_a_file_too(organiser: Client, event: Event) -> None:
    first, second = (records.participant(event, organisation_name=name) for name in ("A park", "A school"))
    (slot,) = records.slots(event, 1)
    (table,) = records.tables(event, 1)
    records.meeting(first, second, slot=slot, table=table)
    records.meeting(first, records.participant(event))
    page = organiser.get(reverse("events:meetings", args=[event.pk]))
    assert "?file=xlsx" in page.text
    book = load_workbook(io.BytesIO(organiser.get(page.request["PATH_INFO"] + "?file=xlsx").content))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    found = [row for row in rows if "A park – A school" in row]
    assert [(row[4].date(), row[5], row[6]) for row in found] == [
        (event.starts_on, slot.starts.astimezone(ZoneInfo(event.time_zone)).strftime("%H:%M"), "1")
    ]


def test_the_day_opens_at_the_next_slot_with_a_meeting(organiser: Client, event: Event) -> None:
    slots = records.slots(event, 4)
    day = reverse("events:day", args=[event.pk])
    assert organiser.get(day).context["chosen"] == slots[0]
    records.meeting(records.participant(event), records.participant(event), slot=slots[2])
    page = organiser.get(day)
    assert page.context["chosen"] == slots[2]
    assert reverse("events:sheet", args=[event.pk, "attendance"]) in page.text
