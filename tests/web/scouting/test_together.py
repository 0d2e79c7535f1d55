"""Two people on the same record, and one who clicks twice."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client, TestCase
from django.urls import reverse

from intercluster_web.scouting.models import Encounter, Lock, Objective, SavedComparison, Strategy, Track
from tests.web.factories import World
from tests.web.scouting import records

Browse = Callable[..., Client]


def _edit(kind: str, world: World) -> tuple[str, Any, str]:
    """Address of the form, the record, and a column people write."""
    strategy = records.strategy(world.ours)
    made: dict[str, tuple[Any, str]] = {
        "objective": (records.objective(world.ours), "statement"),
        "strategy": (strategy, "statement"),
        "encounter": (records.encounter(world.ours), "note"),
        "shortlist": (records.shortlist(records.objective(world.ours)), "note"),
    }
    if kind == "entry":
        lock = records.lock(strategy)
        return reverse("scouting:entry", args=[strategy.pk, "locks", lock.pk]), lock, "note"
    record, column = made[kind]
    return reverse(f"scouting:{kind}-edit", args=[record.pk]), record, column


@pytest.mark.parametrize("kind", ["objective", "strategy", "encounter", "shortlist", "entry"])
def test_who_saves_second_is_told_and_nothing_is_lost(world: World, browse_as: Browse, kind: str) -> None:
    address, record, column = _edit(kind, world)
    first, second = browse_as(world.manager), browse_as(world.people["editor"])
    opened = second.get(address).context["form"]
    sent = {name: value for name, value in opened.initial.items() if value is not None}
    assert sent["seen"].encode() in second.get(address).content
    assert first.post(address, sent | {column: "from the first"}).status_code == 302
    answer = second.post(address, sent | {column: "from the second"})
    record.refresh_from_db()
    assert (answer.status_code != 302, getattr(record, column)) == (True, "from the first")
    assert "from the first" in answer.content.decode()
    assert "from the second" in answer.content.decode()
    again = sent | {column: "from the second", "seen": answer.context["form"]["seen"].value()}
    assert second.post(address, again).status_code == 302
    record.refresh_from_db()
    assert getattr(record, column) == "from the second"


def test_saving_the_same_twice_is_no_clash(world: World, browse_as: Browse) -> None:
    address, _record, column = _edit("strategy", world)
    browser = browse_as(world.manager)
    sent = {name: value for name, value in browser.get(address).context["form"].initial.items() if value is not None}
    assert [browser.post(address, sent | {column: "new"}).status_code for _ in range(2)] == [302, 302]


@pytest.mark.parametrize("what", ["quick start", "strategy", "encounter", "comparison", "lock", "track"])
def test_a_double_click_makes_one(world: World, browse_as: Browse, what: str) -> None:
    strategy = records.strategy(world.theirs)
    line = records.line(records.shortlist(records.objective(world.theirs)))
    met = {"name": "Somebody", "met_on": "2026-01-02", "occasion": "fair", "origin": "member"}
    cases: dict[str, tuple[str, dict[str, Any], Any]] = {
        "quick start": (reverse("scouting:quick-start"), {"text": "lasers", "kind": "lift_a_lock"}, Objective),
        "strategy": (reverse("scouting:strategy-new"), {"title": "A plan", "statement": "Go"}, Strategy),
        "encounter": (reverse("scouting:encounter-new"), met, Encounter),
        "comparison": (reverse("scouting:compare-save"), {"name": "Us", "key": ["ours", "theirs"]}, SavedComparison),
        "lock": (reverse("scouting:entry-new", args=[strategy.pk, "locks"]), {"name": "rust", "status": "open"}, Lock),
        "track": (
            reverse("scouting:track-new", args=[line.shortlist.pk, line.pk]),
            {"what": "A stand", "who": "Ann"},
            Track,
        ),
    }
    address, sent, model = cases[what]
    before, browser = model.objects.count(), browse_as(world.people["other"])
    answers = [browser.post(address, sent | {"owner": world.theirs.pk}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0].url == answers[1].url
    assert model.objects.count() == before + 1


def test_files_leave_the_disk_with_their_strategy(world: World, browse_as: Browse, settings: Any) -> None:
    strategy = records.strategy(world.ours)
    document = records.document(strategy)
    stored = settings.MEDIA_ROOT / document.file.name
    assert stored.exists()
    with TestCase.captureOnCommitCallbacks(execute=True):
        browse_as(world.manager).post(reverse("scouting:delete", args=["strategy", strategy.pk]))
    assert not Strategy.objects.filter(pk=strategy.pk).exists()
    assert not stored.exists()
