"""Counting votes of a body by its rules, in whole numbers, and saying why it came out so.

Terms. *Entitled*: everybody who may vote. *Cast*: votes given, abstentions included. *Expressed*: votes given without
the abstentions (suffrages exprimés). Each is a sum of weights; where one organisation has one vote, a weight is 1.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

FOR, AGAINST = "for", "against"
MOTION = (FOR, AGAINST)


class Majority(StrEnum):
    """What an option needs. Simple: more than any other option. Absolute: more than half of the base. Two thirds: at
    least two thirds of the base. Unanimity: the whole base."""

    SIMPLE = "simple"
    ABSOLUTE = "absolute"
    TWO_THIRDS = "two_thirds"
    UNANIMITY = "unanimity"


class Base(StrEnum):
    """What a majority is counted of; this says what an abstention does."""

    EXPRESSED = "expressed"
    CAST = "cast"
    ENTITLED = "entitled"


class Tie(StrEnum):
    """What happens when two options are level: nothing changes, or the chair's own vote decides."""

    STATUS_QUO = "status_quo"
    CHAIR = "chair"


class Outcome(StrEnum):
    ADOPTED = "adopted"
    REJECTED = "rejected"
    TIED = "tied"
    NO_QUORUM = "no_quorum"


@dataclass(frozen=True)
class Rules:
    """``quorum``: percent of the entitled weight that must be cast, 0 to 100."""

    majority: Majority = Majority.SIMPLE
    base: Base = Base.EXPRESSED
    quorum: int = 50
    tie: Tie = Tie.STATUS_QUO

    def __post_init__(self) -> None:
        if not 0 <= self.quorum <= 100:
            raise ValueError(f"a quorum is 0 to 100 percent, not {self.quorum}")


@dataclass(frozen=True)
class Count:
    """What came in: weight by option, of abstentions, and of all who may vote. ``chair``: the option the chair chose,
    where that is known (open ballots)."""

    votes: Mapping[str, int]
    abstained: int
    entitled: int
    chair: str = ""

    def __post_init__(self) -> None:
        if min([*self.votes.values(), self.abstained, self.entitled]) < 0:
            raise ValueError("votes are not negative")
        if self.cast > self.entitled:
            raise ValueError(f"{self.cast} votes cast by {self.entitled} entitled")

    @property
    def expressed(self) -> int:
        return sum(self.votes.values())

    @property
    def cast(self) -> int:
        return self.expressed + self.abstained

    def of(self, base: Base) -> int:
        return {Base.EXPRESSED: self.expressed, Base.CAST: self.cast, Base.ENTITLED: self.entitled}[base]


@dataclass(frozen=True)
class Step:
    """One step of the reckoning; ``text`` is English, ``code`` and ``params`` are for other languages."""

    code: str
    text: str
    params: Mapping[str, int | str] = field(default_factory=dict)


@dataclass(frozen=True)
class Decided:
    """``winner``: the option adopted, "" without one."""

    outcome: Outcome
    winner: str
    steps: tuple[Step, ...]


def decide(count: Count, rules: Rules, options: Sequence[str] = MOTION) -> Decided:
    """What a vote decided. A motion (``MOTION``) is adopted or rejected; among other options one is chosen or none.

    Raises
    ------
    ValueError
        A vote for something that is no option, or fewer than two options.
    """
    if len(set(options)) < 2 or set(count.votes) - set(options):
        raise ValueError(f"votes {sorted(count.votes)} do not fit the options {list(options)}")
    steps = [_turnout(count, rules)]
    if steps[0].code == "quorum_missed":
        return Decided(Outcome.NO_QUORUM, "", tuple(steps))
    steps.append(Step("counted", f"{count.expressed} expressed, {count.abstained} abstained", _sums(count)))
    motion = tuple(options) == MOTION
    leader, tied = _leader(count, options, motion)
    if tied and rules.majority is Majority.SIMPLE:
        return _settle_tie(count, rules, tied, motion, steps)
    if not leader:
        steps.append(Step("nobody_for", "no vote for it" if motion else "no option leads"))
        return Decided(Outcome.REJECTED, "", tuple(steps))
    reached, step = _reaches(count, rules, leader, options)
    steps.append(step)
    return Decided(Outcome.ADOPTED if reached else Outcome.REJECTED, leader if reached else "", tuple(steps))


def _turnout(count: Count, rules: Rules) -> Step:
    params = {"cast": count.cast, "entitled": count.entitled, "quorum": rules.quorum}
    met = count.cast > 0 and count.cast * 100 >= rules.quorum * count.entitled
    words = "quorum met" if met else "quorum not met"
    return Step(
        "quorum_met" if met else "quorum_missed",
        f"{words}: {count.cast} of {count.entitled} took part, {rules.quorum} % needed",
        params,
    )


def _sums(count: Count) -> dict[str, int | str]:
    return {"expressed": count.expressed, "abstained": count.abstained}


def _leader(count: Count, options: Sequence[str], motion: bool) -> tuple[str, tuple[str, ...]]:
    """The option with most votes and the options level with it; for a motion only "for" can lead."""
    most = max(count.votes.get(option, 0) for option in options)
    level = tuple(option for option in options if count.votes.get(option, 0) == most)
    if most == 0:
        return "", ()
    if motion:
        return (FOR if count.votes.get(FOR, 0) else ""), (level if len(level) > 1 else ())
    return (level[0] if len(level) == 1 else ""), (level if len(level) > 1 else ())


def _settle_tie(count: Count, rules: Rules, tied: tuple[str, ...], motion: bool, steps: list[Step]) -> Decided:
    if rules.tie is Tie.CHAIR and count.chair in tied:
        steps.append(Step("tie_chair", "level: the chair's vote decides", {"option": count.chair}))
        if motion and count.chair == AGAINST:
            return Decided(Outcome.REJECTED, "", tuple(steps))
        return Decided(Outcome.ADOPTED, count.chair, tuple(steps))
    steps.append(Step("tie_status_quo", "level: nothing changes", {}))
    return Decided(Outcome.TIED, "", tuple(steps))


def _reaches(count: Count, rules: Rules, leader: str, options: Sequence[str]) -> tuple[bool, Step]:
    mine, whole = count.votes[leader], count.of(rules.base)
    others = max(count.votes.get(option, 0) for option in options if option != leader)
    reached = {
        Majority.SIMPLE: mine > others,
        Majority.ABSOLUTE: mine * 2 > whole,
        Majority.TWO_THIRDS: mine * 3 >= whole * 2,
        Majority.UNANIMITY: mine == whole,
    }[rules.majority]
    params: dict[str, int | str] = {"option": leader, "votes": mine, "base": whole, "others": others}
    code = f"{rules.majority.value}_{'reached' if reached else 'missed'}"
    against = f"against {others}" if rules.majority is Majority.SIMPLE else f"of {whole} {rules.base.value}"
    return reached, Step(code, f"{rules.majority.value} majority: {mine} {against}", params)
