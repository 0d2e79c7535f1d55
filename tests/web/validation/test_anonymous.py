"""An anonymous vote is not traced back: not by the order of voters, a copy of the database or a replay."""

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intercluster.validation.box import Vote, to_bytes
from intercluster_web.validation import queries
from intercluster_web.validation.actions import answers
from intercluster_web.validation.actions import rounds as actions
from intercluster_web.validation.models import Invitation, Round, SealedBox
from intercluster_web.validation.sealing import unseal
from tests.web import factories
from tests.web.factories import World
from tests.web.validation.records import invitations, marks, opened, vote


def _inside(found: Round) -> bytes:
    return to_bytes(unseal(found.pk, SealedBox.objects.get(round=found).sealed))


def _dump() -> list[str]:
    """Every row of every table of the app, but the sealed piece, which is another one at each writing."""
    rows = []
    with connection.cursor() as cursor:
        for table in sorted(name for name in connection.introspection.table_names() if name.startswith("validation_")):
            columns = "id, round_id" if table == "validation_sealedbox" else "*"
            cursor.execute(f"SELECT '{table}', {columns} FROM {table}")  # noqa: S608 - our own names
            rows += [repr(row) for row in cursor.fetchall()]
    return rows


@pytest.mark.django_db
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(4)), votes=st.lists(st.sampled_from(Vote), min_size=4, max_size=4))
def test_the_order_of_voters_leaves_no_trace(world: World, order: list[int], votes: list[Vote]) -> None:
    """The same ballots in another order: the same box and the same rows, to the byte."""
    found, left = opened(world, 4), []
    for sequence in (range(4), order):
        with transaction.atomic():
            asked = invitations(found)
            for person in sequence:
                vote(asked[person], votes[person], comment=f"comment {person}")
            left.append((_inside(found), _dump()))
            transaction.set_rollback(True)
    assert left[0] == left[1]


@pytest.mark.django_db
def test_nothing_in_the_database_says_what_was_voted(world: World) -> None:
    found = opened(world, 4)
    before = _dump()
    for invitation, said in zip(invitations(found), (Vote.NO, Vote.YES, Vote.YES, Vote.YES), strict=True):
        vote(invitation, said, comment="a word that could be known again")
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM validation_sealedbox")
        (sealed,) = cursor.fetchone()
    assert b"a word" not in bytes(sealed)
    changed = [(old, new) for old, new in zip(before, _dump(), strict=True) if old != new]
    assert len(changed) == 4  # one invitation each, and nothing else
    assert queries.outcome(found).hidden == "sealed"


@pytest.mark.django_db
def test_the_sealed_piece_tells_neither_time_nor_length(world: World) -> None:
    found = opened(world, 4)
    lengths = set()
    for invitation in invitations(found):
        vote(invitation, comment="x" * 20 * invitation.pk)
        sealed = bytes(SealedBox.objects.get(round=found).sealed)
        lengths.add(len(sealed))
    assert len(lengths) == 1


@pytest.mark.django_db
def test_closing_counts_and_destroys_the_box(world: World) -> None:
    found = opened(world, 4, quorum=3)
    for invitation in invitations(found):
        vote(invitation, Vote.YES, comment="zebra" if invitation.pk % 2 else "aardvark")
    actions.close(world.manager, found)
    found.refresh_from_db()
    outcome = queries.outcome(found)
    assert not SealedBox.objects.exists()
    assert (outcome.answered, outcome.asked, outcome.hidden) == (4, 4, "")
    assert [one.counts.of(Vote.YES) for one in outcome.options] == [4, 4]
    assert outcome.options[0].comments == ("aardvark", "aardvark", "zebra", "zebra")


@pytest.mark.django_db
def test_two_answers_are_too_few_to_keep(world: World) -> None:
    found = opened(world, 4)
    for invitation in invitations(found)[:2]:
        vote(invitation)
    actions.close(world.manager, found)
    found.refresh_from_db()
    assert (found.results, queries.outcome(found).hidden) == (None, "too_few")


@pytest.mark.django_db
def test_a_link_is_spent_once_used(world: World, browse_as: Callable[..., Client]) -> None:
    found = opened(world)
    address = reverse("validation:answer", args=[invitations(found)[0].token()])
    data = {f"vote_{option.pk}": "yes" for option in found.options.all()}
    browser = browse_as()
    assert browser.post(address, data).status_code == 302
    before = _inside(found)
    assert [browser.post(address, data).status_code, browser.get(address).status_code] == [410, 410]
    assert _inside(found) == before
    assert browser.get(address).headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "sessionid" not in browser.cookies


@pytest.mark.django_db
def test_links_expire_are_withdrawn_and_work_again_when_extended(world: World, browse_as: Any) -> None:
    found = opened(world)
    first, second, _third = invitations(found)
    address = reverse("validation:answer", args=[first.token()])
    Round.objects.filter(pk=found.pk).update(deadline="2020-01-01")
    assert browse_as().get(address).status_code == 410
    found.refresh_from_db()
    actions.extend(world.manager, found, found.deadline.replace(year=2099))
    assert browse_as().get(address).status_code == 200
    actions.withdraw(world.manager, second)
    assert browse_as().get(reverse("validation:answer", args=[second.token()])).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_windows_at_once_count_once(tmp_path: Path) -> None:
    """Every link is used by two threads at the same time, on a database file; each is counted exactly once."""
    found = opened(factories.world(), 4)
    asked, said = invitations(found), marks(found)
    file = tmp_path / "copy.sqlite3"
    with closing(sqlite3.connect(file)) as copy:
        connection.connection.backup(copy)
    outcomes: list[str] = []

    def cast(invitation: Invitation) -> None:
        own = connections["default"]  # a connection is a thread's own
        own.settings_dict = {**own.settings_dict, "NAME": str(file)}
        try:
            answers.cast(invitation, said)
            outcomes.append("counted")
        except answers.SpentError:
            outcomes.append("spent")
        finally:
            own.close()

    threads = [threading.Thread(target=cast, args=[invitation]) for invitation in asked * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with closing(sqlite3.connect(file)) as copy:
        (sealed,) = copy.execute("SELECT sealed FROM validation_sealedbox").fetchone()
    assert sorted(outcomes) == ["counted"] * 4 + ["spent"] * 4
    assert unseal(found.pk, sealed).ballots == 4


@pytest.mark.django_db
def test_fewer_than_three_people_are_never_anonymous(world: World) -> None:
    with pytest.raises(actions.ValidationError, match="nobody is anonymous"):
        opened(world, 2)


@pytest.mark.django_db
def test_anonymous_or_named_never_changes_once_open(world: World, browse_as: Callable[..., Client]) -> None:
    found = opened(world)
    data = {"title": "t", "audience": "members", "anonymous": "False", "deadline": "2099-01-01"}
    answer = browse_as(world.manager).post(reverse("validation:edit", args=[found.pk]), data)
    found.refresh_from_db()
    assert (answer.status_code, found.anonymous) == (422, True)
