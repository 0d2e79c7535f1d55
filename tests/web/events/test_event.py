"""Events, their slots and tables; participants from a file. A placed meeting never loses its place unasked."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from intercluster_web.accounts import post
from intercluster_web.events.actions import event_places as places
from intercluster_web.events.actions import participants_import as importing
from intercluster_web.events.models import EventState, MeetingState, Participant, ParticipantState, ProfileLine
from intercluster_web.events.presentation.event import registration_address
from intercluster_web.events.queries.event_places import spans
from intercluster_web.events.queries.participants_columns import FIELDS, remembered
from intercluster_web.spreadsheets import guess_mapping, read_sheet
from tests.web.events import records
from tests.web.factories import World


def test_slots_leave_breaks_free_and_know_the_half_of_the_day() -> None:
    day = dt.date(2026, 6, 1)
    breaks = [(dt.time(12), dt.time(13, 30))]
    made = spans("Europe/Paris", [day], (dt.time(11), dt.time(14, 30)), minutes=30, breaks=breaks)
    assert [(f"{one.starts:%H:%M}", one.session) for one in made] == [
        ("11:00", "am"),
        ("11:30", "am"),
        ("13:30", "pm"),
        ("14:00", "pm"),
    ]


def test_new_slots_ask_before_a_placed_meeting_loses_its_own(world: World) -> None:
    event = records.event(world)
    slot, kept = records.slots(event, 2)
    one = records.participant(event)
    one.away.add(slot)
    meeting = records.meeting(one, records.participant(event), slot=slot)
    opening = (dt.time(9), dt.time(10))
    wanted = spans("UTC", [event.starts_on], opening, minutes=30)
    with pytest.raises(ValidationError):
        places.set_slots(world.manager, event, wanted)
    assert set(event.slots.all()) == {slot, kept}
    assert places.set_slots(world.manager, event, wanted, [meeting.pk]) == 1
    meeting.refresh_from_db()
    assert (meeting.state, meeting.slot, meeting.sequence) == (MeetingState.TO_PLACE, None, 1)
    assert [f"{away.starts:%H:%M}" for away in one.away.all()] == ["09:00"]


def test_two_organisers_at_once_the_second_is_told(world: World, browse_as: Callable[..., Client]) -> None:
    event = records.event(world)
    client, address = browse_as(world.manager), reverse("events:edit", args=[event.pk])
    form = client.get(address).context["form"]
    said = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    assert client.post(address, {**said, "title": "First"}).status_code == 302
    second = client.post(address, {**said, "title": "Second"})
    event.refresh_from_db()
    assert (second.status_code, event.title) == (422, "First")


def test_a_file_in_cp1252_is_read_and_its_columns_are_remembered(world: World) -> None:
    event = records.event(world)
    content = "Société;Nom;Prénom;Courriel;Truc\nLumière & Cie;Déry;Zoé;Zoe@Example.org;\n".encode("cp1252")
    sheet = read_sheet(content, "salon.csv")
    mapping = guess_mapping(sheet.headings, {}, FIELDS)
    plan = importing.plan_import(event, sheet, mapping, "fr")
    assert (plan.errors, Participant.objects.count()) == ([], 0)
    importing.apply_plan(world.manager, event, plan, mapping)
    made = Participant.objects.get()
    assert (made.name, made.organisation_name, made.email) == ("Zoé Déry", "Lumière & Cie", "zoe@example.org")
    assert remembered(event) == mapping
    assert importing.plan_import(event, sheet, mapping, "fr").counts == {importing.SAME: 1}


def test_a_wrong_row_says_where_and_nothing_is_written(world: World) -> None:
    event = records.event(world)
    sheet = read_sheet(b"name,organisation,email\nA,B,a@example.org\nC,D,nowhere\n", "list.csv")
    plan = importing.plan_import(event, sheet, guess_mapping(sheet.headings, {}, FIELDS), "en")
    assert [(error.line, error.column, error.value) for error in plan.errors] == [(3, "email", "nowhere")]
    with pytest.raises(ValueError, match="errors"):
        importing.apply_plan(world.manager, event, plan, {})


def test_a_file_says_who_registered_and_its_lines_find_partners(world: World) -> None:
    event = records.event(world)
    said_no = records.participant(event, email="b@example.org", state=ParticipantState.WITHDRAWN)
    invited = records.participant(event, email="c@example.org", state=ParticipantState.INVITED)
    rows = [
        "name,organisation,email,status,offers",
        "A,Optics,a@example.org,registered,co-development: optical sensors",
        f"B,{said_no.organisation_name},b@example.org,inscrit,",
        f"C,{invited.organisation_name},c@example.org,yes,",
    ]
    sheet = read_sheet("\n".join(rows).encode(), "list.csv")
    mapping = guess_mapping(sheet.headings, {}, FIELDS)
    importing.apply_plan(world.manager, event, importing.plan_import(event, sheet, mapping, "en"), mapping)
    states = dict(event.participants.values_list("email", "state"))
    assert states == {"a@example.org": "registered", "b@example.org": "withdrawn", "c@example.org": "registered"}
    line = ProfileLine.objects.get()
    assert (line.kind, line.text, bool(line.concepts)) == ("codevelopment", "optical sensors", True)


def test_who_registers_confirms_by_the_link_sent_to_their_address(world: World) -> None:
    event = records.event(world)
    said = {"name": "Ada", "organisation_name": "Lumex", "kind": "sme", "email": "ada@example.org", "language": "en"}
    Client().post(registration_address(event), {**said, "agree": "on"})
    post.wait()
    made = Participant.objects.get()
    assert (made.state, [letter.to for letter in mail.outbox]) == (ParticipantState.INVITED, [["ada@example.org"]])
    assert made.token() in mail.outbox[0].body
    Client().post(reverse("events:me-coming", args=[made.token()]), {"do": "yes"})
    made.refresh_from_db()
    assert made.state == ParticipantState.REGISTERED


def test_without_a_mail_server_the_organiser_sends_the_link(
    world: World, browse_as: Callable[..., Client], settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    event = records.event(world)
    said = {"name": "Ada", "organisation_name": "Lumex", "kind": "sme", "email": "ada@example.org", "language": "en"}
    answer = Client().post(registration_address(event), {**said, "agree": "on"}, follow=True)
    assert f"{event.owner} sends you a message" in answer.content.decode()
    browser, address = browse_as(world.manager), reverse("events:participants-invite", args=[event.pk])
    assert "Send the links" not in browser.get(reverse("events:participants", args=[event.pk])).content.decode()
    drafts = browser.post(address, {"do": "send"}).content
    with zipfile.ZipFile(io.BytesIO(drafts)) as archive:
        assert len(archive.namelist()) == 1


def test_registration_ends_when_the_organiser_closes_it(world: World) -> None:
    event = records.event(world, state=EventState.CLOSED)
    assert Client().get(registration_address(event)).status_code == 410
