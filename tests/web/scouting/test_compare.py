"""The comparison page and its files."""

import io
import zipfile
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from intercluster_web.scouting.models import SavedComparison
from tests.web.factories import World
from tests.web.scouting import records

ADDRESS = "?a=ours&b=theirs"


def test_differences_are_marked_and_gaps_are_asked(client: Client, world: World) -> None:
    page = client.get(reverse("scouting:compare") + ADDRESS)
    sheet = page.context["sheet"]
    perimeter = {row.code: row for row in sheet.heads[0][1]}
    assert perimeter["country"].differs
    assert not perimeter["kind"].differs
    assert [len(questions) > 0 for _subject, questions in sheet.questions] == [True, True]
    assert "How many members do you have" in page.text


def test_names_and_keys_both_work_and_none_twice(client: Client, world: World) -> None:
    compare = reverse("scouting:compare")
    assert client.get(compare, {"a": "Ours", "b": "theirs"}).context["sheet"]
    assert "cannot be compared with itself" in client.get(compare, {"a": "ours", "b": "Ours"}).text
    assert "No organisation of the directory" in client.get(compare, {"a": "ours", "b": "nobody"}).text


@pytest.mark.parametrize(("language", "heads"), [("en", "Orientations and priorities"), ("fr", "Orientations et prio")])
def test_the_document_has_the_heads_and_the_questions(client: Client, world: World, language: str, heads: str) -> None:
    client.cookies["django_language"] = language
    answer = client.get(reverse("scouting:compare-export", kwargs={"form": "docx"}) + ADDRESS)
    text = zipfile.ZipFile(io.BytesIO(answer.content)).read("word/document.xml").decode()
    assert heads in text


def test_the_workbook_has_rows_questions_and_definitions(client: Client, world: World) -> None:
    answer = client.get(reverse("scouting:compare-export", kwargs={"form": "xlsx"}) + ADDRESS)
    assert load_workbook(io.BytesIO(answer.content)).sheetnames == [
        "Comparison",
        "To ask them",
        "Definitions and sources",
    ]


def test_a_comparison_is_kept_and_shared_with_the_mirror(world: World, browse_as: Callable[..., Client]) -> None:
    sent = {"key": ["ours", "theirs"], "owner": world.ours.pk, "name": "First meeting"}
    assert browse_as(world.manager).post(reverse("scouting:compare-save"), sent).status_code == 302
    kept = SavedComparison.objects.get()
    assert kept.keys == ["ours", "theirs"]
    address = reverse("scouting:comparison", args=[kept.pk])
    assert browse_as(world.people["other"]).get(address).status_code == 404
    kept.partners.add(world.theirs)
    kept.visibility = "partner"
    kept.save()
    assert browse_as(world.people["other"]).get(address).status_code == 200


def test_a_comparison_outlives_an_organisation(world: World, browse_as: Callable[..., Client]) -> None:
    kept = records.comparison(world.ours, keys=["ours", "gone"])
    page = browse_as(world.manager).get(reverse("scouting:comparison", args=[kept.pk]))
    assert "no longer in the directory" in page.text
