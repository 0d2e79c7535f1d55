"""What the journal is told of a line, from what it said before and says now."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from intercluster.cooperations.ladder import Proof
from intercluster_web.outcomes.models import (
    Benefit,
    Contract,
    ContractStatus,
    Cost,
    Exchange,
    Introduction,
    IntroductionStatus,
)

_CLOSED = {
    ContractStatus.COMPLETED: "contract_closed",
    ContractStatus.ENDED: "contract_ended",
    ContractStatus.ABANDONED: "contract_ended",
}


@dataclass(frozen=True)
class Told:
    """An entry to write; ``day`` is None for today. ``params`` never name a member."""

    code: str
    params: dict[str, Any] = field(default_factory=dict)
    proof: str = ""
    day: date | None = None


def told(before: Any, now: Any) -> list[Told]:
    """Entries for a line that was added (``before`` is None) or changed."""
    match now:
        case Introduction():
            found = _introduction(before, now)
        case Contract():
            found = _contract(before, now)
        case Benefit():
            found = _benefit(before, now)
        case Cost():
            found = iter([] if before else [Told("cost_noted", day=_past(now.spent_on))])
        case Exchange():
            said = {"persons": now.persons}
            found = iter([] if before else [Told("people_exchanged", said, day=_past(now.starts_on))])
        case _:
            raise TypeError(type(now))
    return list(found)


def _introduction(before: Introduction | None, now: Introduction) -> Iterator[Told]:
    if before is None and now.sent_on is None:
        yield Told("introduction_prepared")
    if now.sent_on and not (before and before.sent_on):
        yield Told("introduction_sent", day=_past(now.sent_on))
    if now.met_on and not (before and before.met_on):
        yield Told("members_met", proof=Proof.COMPANY_MEETING, day=_past(now.met_on))
    if before is None or before.status != now.status:
        if now.status == IntroductionStatus.AGREED:
            yield Told("introduction_agreed")
        if now.status == IntroductionStatus.NO_FOLLOW_UP:
            yield Told("introduction_closed")


def _contract(before: Contract | None, now: Contract) -> Iterator[Told]:
    if before is None and now.signed_on is None:
        yield Told("contract_opened")
    if now.signed_on and not (before and before.signed_on):
        yield Told(f"contract_{now.kind}", proof=Proof.MEMBER_AGREEMENT, day=_past(now.signed_on))
    if (code := _CLOSED.get(ContractStatus(now.status))) and (before is None or before.status != now.status):
        yield Told(code)


def _benefit(before: Benefit | None, now: Benefit) -> Iterator[Told]:
    """A gain counts as named by a company where a member, or somebody who speaks for one, says so."""
    proof = Proof.GAINS_NAMED if now.level == "sme" and now.member_name else ""
    for code, amount in (("gain_expected", "expected"), ("gain_obtained", "obtained")):
        if getattr(now, amount) is not None and (before is None or getattr(before, amount) is None):
            yield Told(code, {"measure": now.measure}, proof)


def _past(day: date) -> date:
    """The journal tells what happened: a day to come is told on the day it is written down."""
    return min(day, timezone.localdate())
