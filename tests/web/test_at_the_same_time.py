"""Several people at the same moment, each in a thread of their own, on a database file.

Nothing is lost, who comes second is told, and a busy database is waited for.
"""

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections

from intercluster.alliances.votes import AGAINST, FOR
from intercluster.cooperations.ladder import Stage
from intercluster_web.alliances.actions import decisions, meetings
from intercluster_web.alliances.models import Meeting
from intercluster_web.cooperations.actions import moves, parties
from intercluster_web.cooperations.models import Cooperation, PartyRole
from intercluster_web.records.together import ChangedMeanwhileError
from tests.web import factories
from tests.web.alliances import records as alliances
from tests.web.cooperations.records import cooperation

ATTEMPTS = 4
TARGETS = (Stage.EVENTS, Stage.CONTACT, Stage.MEETINGS, Stage.PROJECTS)
TOLD = (ChangedMeanwhileError, ValidationError, decisions.AlreadyVotedError)


class AtOnce:
    """Runs something in threads on a copy of the database, all starting together."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def run(self, work: Callable[[int], Any]) -> list[str]:
        """What became of each attempt: "done", or the name of the error that tells the person."""
        with closing(sqlite3.connect(self.file)) as copy:
            connection.connection.backup(copy)
            copy.execute("PRAGMA journal_mode=WAL")
        start, ends = threading.Barrier(ATTEMPTS), []

        def attempt(number: int) -> None:
            own = connections["default"]  # a connection is a thread's own
            own.settings_dict = {**own.settings_dict, "NAME": str(self.file)}
            start.wait()
            try:
                work(number)
                ends.append("done")
            except TOLD as told:
                ends.append(type(told).__name__)
            finally:
                own.close()

        threads = [threading.Thread(target=attempt, args=[number]) for number in range(ATTEMPTS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return sorted(ends)

    def rows(self, question: str, *values: Any) -> list[Any]:
        with closing(sqlite3.connect(self.file)) as copy:
            return copy.execute(question, values).fetchall()


@pytest.fixture
def at_once(transactional_db: None, tmp_path: Path) -> AtOnce:
    return AtOnce(tmp_path / "copy.sqlite3")


def test_the_same_card_is_moved_once(at_once: AtOnce) -> None:
    world = factories.world()
    pk = cooperation(world).pk
    seen = Cooperation.objects.get(pk=pk).revision

    def move(number: int) -> None:
        move = moves.Move(TARGETS[number], "we know each other", override=True)
        moves.move(world.manager, Cooperation.objects.get(pk=pk), move, seen)

    assert at_once.run(move) == ["ChangedMeanwhileError"] * (ATTEMPTS - 1) + ["done"]
    assert at_once.rows("SELECT revision FROM cooperations_cooperation") == [(seen + 1,)]
    assert at_once.rows("SELECT count(*) FROM cooperations_passage WHERE left_on IS NULL") == [(1,)]


def test_the_same_party_is_added_once(at_once: AtOnce) -> None:
    world = factories.world()
    pk, third = cooperation(world).pk, factories.organisation("third")

    def add(_number: int) -> None:
        card = Cooperation.objects.get(pk=pk)
        parties.add_party(world.manager, card, third, PartyRole.SUPPORT, 1)

    assert at_once.run(add) == ["ValidationError"] * (ATTEMPTS - 1) + ["done"]
    assert at_once.rows("SELECT count(*) FROM cooperations_party") == [(3,)]


@pytest.mark.parametrize("ballot", ["open", "secret"])
def test_a_vote_counts_once(at_once: AtOnce, ballot: str) -> None:
    world = factories.world()
    of = alliances.body(world)
    alliances.mandate(of, factories.organisation("third"))
    voter = alliances.vote(world, of, ballot=ballot).voters.get(organisation=world.theirs)
    choices = (FOR, AGAINST, decisions.ABSTAIN, FOR)
    ends = at_once.run(lambda number: decisions.vote(type(voter).objects.get(pk=voter.pk), choices[number]))
    assert ends == ["AlreadyVotedError"] * (ATTEMPTS - 1) + ["done"]
    counted = {"open": "SELECT count(*) FROM alliances_ballot", "secret": "SELECT sum(weight) FROM alliances_tally"}
    assert at_once.rows(counted[ballot]) == [(1,)]


def test_minutes_are_written_once(at_once: AtOnce) -> None:
    world = factories.world()
    pk = alliances.meeting(world).pk

    def write(number: int) -> None:
        meetings.save_minutes(world.manager, Meeting.objects.get(pk=pk), f"Written by {number}.", 0)

    assert at_once.run(write) == ["ChangedMeanwhileError"] * (ATTEMPTS - 1) + ["done"]
    assert at_once.rows("SELECT count(*) FROM alliances_minutesversion") == [(1,)]
