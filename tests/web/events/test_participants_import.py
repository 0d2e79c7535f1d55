"""A file of participants through its pages: what is wrong is said with row and column, nothing is written half."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from intercluster_web.events.models import Event, Participant
from tests.web.events import records
from tests.web.factories import World

HEAD = "name,organisation,email,country,kind,most meetings"
GOOD = f"{HEAD}\nAda,Firm,ada@example.org,FR,sme,4\nGrace,Lab,grace@example.org,DE,laboratory,\n"
BAD = f"{HEAD}\nAda,Firm,ada@example.org,FR,sme,4\nGrace,,nowhere,Atlantis,wizard,many\n"


@pytest.fixture
def event(world: World) -> Event:
    return records.event(world)


@pytest.fixture
def organiser(world: World, browse_as: Callable[..., Client]) -> Client:
    return browse_as(world.manager)


def _upload(organiser: Client, event: Event, content: str | bytes, name: str = "people.csv") -> Any:
    content = content.encode() if isinstance(content, str) else content
    given = {"file": SimpleUploadedFile(name, content), "language": "en"}
    return organiser.post(reverse("events:participants-import", args=[event.pk]), given)


def _write(organiser: Client, event: Event, preview: Any) -> Any:
    """Press the button of the preview, with the columns as they were guessed."""
    text = preview.content.decode()
    token = re.search(r'name="token" value="(\w+)"', text)
    assert token is not None
    chosen: dict[str, str] = {"token": token[1], "write": "1"}
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', text, re.DOTALL):
        selected = re.search(r'value="([^"]*)"[^>]*selected', options)
        chosen[name] = selected[1] if selected else ""
    return organiser.post(reverse("events:participants-import", args=[event.pk]), chosen)


def test_it_is_looked_through_before_it_is_written(organiser: Client, event: Event) -> None:
    preview = _upload(organiser, event, GOOD)
    assert (preview.status_code, Participant.objects.count()) == (200, 0)
    assert _write(organiser, event, preview).status_code == 302
    found = list(event.participants.order_by("name").values_list("name", "kind", "country", "most_meetings"))
    assert found == [("Ada", "sme", "FR", 4), ("Grace", "laboratory", "DE", None)]


def test_every_error_names_its_row_and_its_column_and_nothing_is_written(organiser: Client, event: Event) -> None:
    preview = _upload(organiser, event, BAD)
    text = preview.content.decode()
    assert preview.status_code == 422
    cell = r"<t[dh][^>]*>([^<]*)</t[dh]>"
    said = [each[:4] for each in re.findall(rf"<tr>{cell}{cell}{cell}{cell}{cell}</tr>", text)]
    wrong = [("Email", "nowhere"), ("Country", "Atlantis"), ("Kind", "wizard"), ("Most meetings", "many")]
    assert sorted(said[1:]) == sorted(("people.csv", "3", column.lower(), value) for column, value in wrong)
    assert _write(organiser, event, preview).status_code == 422
    assert Participant.objects.count() == 0


@pytest.mark.parametrize(("name", "content"), [("a.xlsx", b"PK nonsense"), ("a.pdf", b"%PDF-1.4"), ("a.csv", b"")])
def test_a_file_that_cannot_be_read_says_so(organiser: Client, event: Event, name: str, content: bytes) -> None:
    answer = _upload(organiser, event, content, name)
    assert (answer.status_code, Participant.objects.count()) == (422, 0)


def test_somebody_in_the_file_twice_is_told(organiser: Client, event: Event) -> None:
    preview = _upload(organiser, event, "name,organisation\nAda,Firm\nada,FIRM\n")
    assert "The same person as on row 2." in preview.content.decode()


def test_what_people_changed_meanwhile_is_looked_through_again(organiser: Client, event: Event) -> None:
    records.participant(event, name="Ada", organisation_name="Firm", email="ada@example.org", country="IT")
    preview = _upload(organiser, event, GOOD)
    event.participants.update(country="ES", revision=2)
    again = _write(organiser, event, preview)
    assert (again.status_code, event.participants.get().country) == (200, "ES")
    assert "meanwhile" in again.content.decode()
    assert _write(organiser, event, again).status_code == 302
    assert event.participants.get(name="Ada").country == "FR"


def test_who_only_reads_sends_no_file(world: World, event: Event, browse_as: Callable[..., Client]) -> None:
    assert _upload(browse_as(world.people["observer"]), event, GOOD).status_code == 403
