"""Dates of contracts and of interests stand in the shared calendar, and leave it with a word."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from intercluster_web.calendar import occasions_of
from intercluster_web.cooperations.models import Cooperation
from intercluster_web.outcomes.actions import contracts as actions
from intercluster_web.outcomes.models import Answer, Contract, ContractStatus
from tests.web.cooperations.records import cooperation
from tests.web.factories import World
from tests.web.outcomes import records

SINCE = dt.date(2026, 1, 1)


@pytest.fixture
def card(world: World) -> Cooperation:
    return cooperation(world)


@pytest.fixture
def contract(card: Cooperation) -> Contract:
    made: Contract = records.line("contracts", card, ends_on=dt.date(2027, 6, 30))
    return made


def _dates(user: Any) -> dict[str, tuple[bool, dt.date]]:
    found = occasions_of(user, SINCE)
    return {one.uid: (one.cancelled, one.starts) for one in found if one.uid.startswith(("mile", "contract", "inter"))}


def test_milestones_and_ends_are_in_the_calendar_until_they_are_removed(world: World, contract: Contract) -> None:
    milestone = records.milestone(contract)
    uid, end = f"milestone-{milestone.pk}@intercluster", f"contract-{contract.pk}-end@intercluster"
    assert _dates(world.manager) == {uid: (False, milestone.due), end: (False, contract.ends_on)}
    before = {one.uid: one.sequence for one in occasions_of(world.manager, SINCE)}[uid]
    actions.remove_milestone(world.manager, milestone)
    assert _dates(world.manager)[uid] == (True, milestone.due)
    assert {one.uid: one.sequence for one in occasions_of(world.manager, SINCE)}[uid] == before + 1


def test_a_contract_that_came_to_nothing_calls_its_dates_off(world: World, contract: Contract) -> None:
    records.milestone(contract)
    Contract.objects.update(status=ContractStatus.ABANDONED)
    assert {off for off, _day in _dates(world.manager).values()} == {True}


def test_a_partner_sees_no_dates_of_parties_that_are_not_named(world: World, contract: Contract) -> None:
    records.milestone(contract)
    Contract.objects.update(audience="shared")
    Cooperation.objects.update(visibility="partner")
    contract.cooperation.partners.add(world.theirs)
    assert _dates(world.people["other"]) == {}
    Contract.objects.update(named=True)
    assert len(_dates(world.people["other"])) == 2


def test_an_answer_that_is_wanted_is_a_date_of_both_clusters(world: World) -> None:
    interest = records.interest(records.posting(world.theirs), world.ours)
    uid = f"interest-{interest.pk}@intercluster"
    assert _dates(world.manager) == _dates(world.people["other"]) == {uid: (False, interest.expires_on)}
    interest.releases.update(answer=Answer.REFUSES, answered_at=timezone.now())
    assert _dates(world.manager)[uid][0]


def test_many_contracts_ask_as_much_as_one(world: World, card: Cooperation, contract: Contract) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            occasions_of(world.manager, SINCE)
        return len(queries)

    records.milestone(contract)
    records.interest(posting := records.posting(world.theirs), world.ours)
    few = asked()
    for _each in range(5):
        records.milestone(records.line("contracts", card))
        records.interest(posting, world.ours)
    assert asked() == few
