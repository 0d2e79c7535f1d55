"""Shortlists: keeping, writing together, taking away."""

import io
from collections.abc import Callable
from email import message_from_bytes, policy

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from intercluster_web.scouting.actions import shortlists as actions
from intercluster_web.scouting.models import ShortlistLine
from intercluster_web.scouting.snapshots import (
    candidate_from_json,
    candidate_to_json,
    query_from_json,
    query_to_json,
)
from tests.web.factories import World
from tests.web.scouting import records


def test_a_snapshot_comes_back_as_it_was() -> None:
    kept = records.candidate()
    assert candidate_from_json(candidate_to_json(kept)) == kept
    asked = records.query(countries=("GB",))
    assert query_from_json(query_to_json(asked)) == asked


def test_nothing_is_kept_for_a_draft(world: World) -> None:
    draft = records.objective(world.ours, statement="")
    with pytest.raises(ValidationError):
        actions.create_shortlist(world.manager, draft, "too early")


def test_others_cannot_keep(world: World) -> None:
    shortlist = records.shortlist(records.objective(world.ours))
    with pytest.raises(PermissionDenied):
        actions.keep(world.people["other"], shortlist, records.query(), records.candidate(), "bundled")


def test_keeping_twice_keeps_the_first_numbers(world: World) -> None:
    shortlist = records.shortlist(records.objective(world.ours))
    first = actions.keep(world.manager, shortlist, records.query(), records.candidate(), "bundled")
    again = actions.keep(world.manager, shortlist, records.query(), records.candidate(feasibility=9.0), "later")
    assert again == first
    assert shortlist.lines.get().snapshot["feasibility"] == 1.5


def test_keeping_from_a_search_freezes_what_was_seen(world: World, browse_as: Callable[..., Client]) -> None:
    objective = records.objective(records.in_photonics(world.ours))
    sent = {"unit": "zone", "key": "UKJ3", "next": "/scouting/"}
    answer = browse_as(world.manager).post(reverse("scouting:keep", args=[objective.pk]), sent)
    assert answer.url == "/scouting/"
    line = ShortlistLine.objects.get()
    assert (line.unit, line.key, line.snapshot["unit"]) == ("zone", "UKJ3", "zone")
    assert line.snapshot["reasons"]


def test_after_keeping_no_one_is_sent_to_another_site(world: World, browse_as: Callable[..., Client]) -> None:
    objective = records.objective(records.in_photonics(world.ours))
    sent = {"unit": "zone", "key": "UKJ3", "next": "https://elsewhere.example/"}
    answer = browse_as(world.manager).post(reverse("scouting:keep", args=[objective.pk]), sent)
    assert answer.url == reverse("scouting:search", args=[objective.pk])


def test_the_second_of_two_writers_is_told_and_loses_nothing(world: World, browse_as: Callable[..., Client]) -> None:
    line = records.line(records.shortlist(records.objective(world.ours)))
    address = reverse("scouting:shortlist-line", args=[line.shortlist_id, line.pk])
    first, second = browse_as(world.people["editor"]), browse_as(world.manager)
    assert first.post(address, {"status": "contacted", "note": "Ann called", "revision": 1}).status_code == 302
    answer = second.post(address, {"status": "to_contact", "note": "Bob wrote", "revision": 1})
    assert answer.status_code == 409
    assert "Ann called" in answer.text
    assert "Bob wrote" in answer.text
    line.refresh_from_db()
    assert (line.note, line.status, line.revision) == ("Ann called", "contacted", 2)
    both = {"status": "contacted", "note": "Ann called, Bob wrote", "revision": 2}
    assert second.post(address, both).status_code == 302


def test_setting_aside_wants_a_reason(world: World, browse_as: Callable[..., Client]) -> None:
    line = records.line(records.shortlist(records.objective(world.ours)))
    address = reverse("scouting:shortlist-line", args=[line.shortlist_id, line.pk])
    answer = browse_as(world.manager).post(address, {"status": "set_aside", "revision": 1})
    assert answer.status_code == 422
    assert "Say why" in answer.text


def test_lines_move(world: World) -> None:
    shortlist = records.shortlist(records.objective(world.ours))
    lines = [records.line(shortlist, key, position=place) for place, key in enumerate("abc", start=1)]
    actions.move(world.manager, lines[2], up=True)
    actions.move(world.manager, lines[0], up=True)
    assert [line.key for line in shortlist.lines.all()] == ["a", "c", "b"]


def test_the_workbook_has_numbers_reasons_tracks_and_definitions(
    world: World, browse_as: Callable[..., Client]
) -> None:
    line = records.line(records.shortlist(records.objective(world.ours)), label="=HYPERLINK(1)")
    records.track(line, "A joint stand")
    address = reverse("scouting:shortlist-export", kwargs={"pk": line.shortlist_id, "form": "xlsx"})
    book = load_workbook(io.BytesIO(browse_as(world.manager).get(address).content))
    assert book.sheetnames == ["Lasers abroad", "Reasons", "Tracks", "Definitions and sources"]
    assert book["Lasers abroad"]["B2"].value == "=HYPERLINK(1)"
    assert book["Lasers abroad"]["B2"].data_type == "s"
    assert sum(1 for _ in book["Reasons"].iter_rows(min_row=2)) == len(records.REASONS)
    assert book["Tracks"]["B2"].value == "A joint stand"


@pytest.mark.parametrize(("language", "words"), [("en", "Possible partners"), ("fr", "Partenaires possibles")])
def test_the_message_carries_the_note(
    world: World, browse_as: Callable[..., Client], language: str, words: str
) -> None:
    line = records.line(records.shortlist(records.objective(world.ours)))
    client = browse_as(world.manager)
    client.cookies["django_language"] = language
    answer = client.get(reverse("scouting:shortlist-export", kwargs={"pk": line.shortlist_id, "form": "eml"}))
    message = message_from_bytes(answer.content, policy=policy.default)
    assert words in message["Subject"]
    assert message["X-Unsent"] == "1"
    assert [part.get_content_type() for part in message.get_payload()][1].endswith("wordprocessingml.document")


def test_a_shared_shortlist_is_read_by_the_named_partner_only(world: World, browse_as: Callable[..., Client]) -> None:
    shortlist = records.shortlist(records.objective(world.ours))
    sent = {"visibility": "partner", "add_partner": world.theirs.name}
    share = reverse("scouting:share", kwargs={"kind": "shortlist", "pk": shortlist.pk})
    assert browse_as(world.manager).post(share, sent).status_code == 302
    address = reverse("scouting:shortlist", args=[shortlist.pk])
    assert browse_as(world.people["other"]).get(address).status_code == 200
    assert browse_as(world.people["unseated"]).get(address).status_code == 404
    assert browse_as(world.people["other"]).post(share, sent).status_code == 403


def test_the_list_costs_the_same_for_one_and_for_many(world: World, browse_as: Callable[..., Client]) -> None:
    records.same_cost(
        browse_as(world.manager),
        reverse("scouting:shortlists"),
        lambda: records.shortlist(records.objective(world.ours)),
    )


def test_a_shortlist_costs_the_same_for_one_and_for_many(world: World, browse_as: Callable[..., Client]) -> None:
    shortlist = records.shortlist(records.objective(world.ours))
    number = iter(range(100))
    records.same_cost(
        browse_as(world.manager),
        reverse("scouting:shortlist", args=[shortlist.pk]),
        lambda: records.track(records.line(shortlist, f"key{next(number)}")),
    )
