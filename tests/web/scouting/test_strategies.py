"""A strategy, its inputs, and the files only some may read."""

import io
import zipfile
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from intercluster_web.scouting.models import Encounter
from tests.web.factories import World
from tests.web.scouting import records


def _office() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    return stream.getvalue()


def _attach(client: Client, strategy: int, name: str, content: bytes) -> int:
    sent = {"kind": "strategic_roadmap", "file": SimpleUploadedFile(name, content)}
    return client.post(reverse("scouting:strategy-attach", args=[strategy]), sent).status_code


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [
        ("roadmap.pdf", b"%PDF-1.7 ...", 302),
        ("roadmap.docx", _office(), 302),
        ("markets.csv", b"market;size", 302),
        ("roadmap.exe", b"MZ", 422),
        ("roadmap.pdf", b"MZ not a pdf", 422),
        ("roadmap.docx", b"not a zip", 422),
        ("notes.txt", b"\x00\x01", 422),
        ("empty.pdf", b"", 422),
        ("large.txt", b"a" * (10 * 1024 * 1024 + 1), 422),
    ],
)
def test_files_are_checked_by_name_size_and_content(
    world: World, browse_as: Callable[..., Client], name: str, content: bytes, status: int
) -> None:
    strategy = records.strategy(world.ours)
    assert _attach(browse_as(world.manager), strategy.pk, name, content) == status
    assert strategy.documents.count() == (status == 302)


def test_a_file_comes_back_as_a_download_for_those_who_see_the_strategy(
    world: World, browse_as: Callable[..., Client]
) -> None:
    strategy = records.strategy(world.ours)
    document = records.document(strategy, b"%PDF-1.7 secret", "feuille de route été.pdf")
    address = reverse("scouting:strategy-document", args=[strategy.pk, document.pk])
    answer = browse_as(world.people["observer"]).get(address)
    assert answer.content == b"%PDF-1.7 secret"
    assert answer["Content-Disposition"].startswith("attachment")
    assert browse_as(world.people["other"]).get(address).status_code == 404


def test_a_removed_file_leaves_the_disk(
    world: World, browse_as: Callable[..., Client], django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    document = records.document(records.strategy(world.ours))
    stored, name = document.file.storage, document.file.name
    with django_capture_on_commit_callbacks(execute=True):
        browse_as(world.manager).post(reverse("scouting:strategy-detach", args=[document.strategy_id, document.pk]))
    assert not stored.exists(name)


def test_market_countries_are_checked(world: World, browse_as: Callable[..., Client]) -> None:
    strategy = records.strategy(world.ours)
    address = reverse("scouting:entry-new", kwargs={"pk": strategy.pk, "entries": "markets"})
    client = browse_as(world.manager)
    answer = client.post(address, {"name": "Lasers", "countries": "gb QQ", "urgency": 3})
    assert answer.status_code == 422
    assert "QQ" in answer.text
    assert client.post(address, {"name": "Lasers", "countries": "gb, de gb", "urgency": 3}).status_code == 302
    assert strategy.markets.get().countries == "GB DE"


def test_the_chain_shows_what_is_strategic_and_what_is_missing(world: World, browse_as: Callable[..., Client]) -> None:
    strategy = records.strategy(world.ours)
    client = browse_as(world.manager)
    address = reverse("scouting:entry-new", kwargs={"pk": strategy.pk, "entries": "links"})
    client.post(address, {"name": "Coating", "position": 2, "strategic": "on", "status": "missing"})
    page = client.get(reverse("scouting:strategy", args=[strategy.pk]))
    assert '<li class="link missing strategic">' in page.text


def test_an_encounter_to_come_is_refused(world: World, browse_as: Callable[..., Client]) -> None:
    sent = {"owner": world.ours.pk, "name": "New", "met_on": "2999-01-01", "occasion": "fair", "origin": "member"}
    assert browse_as(world.manager).post(reverse("scouting:encounter-new"), sent).status_code == 422
    assert not Encounter.objects.exists()


def test_leads_are_counted_by_where_they_came_from(world: World, browse_as: Callable[..., Client]) -> None:
    records.encounter(world.ours, origin="embassy", name="Twice")
    records.encounter(world.ours, origin="embassy", name="Twice")
    records.encounter(world.ours, origin="member")
    records.encounter(world.theirs, origin="consultant")
    context = browse_as(world.manager).get(reverse("scouting:encounters")).context
    assert context["by_origin"] == [("an embassy or foreign post", 2), ("a member", 1)]
    assert [(one["name"], one["times"]) for one in context["repeated"]] == [("Twice", 2)]
