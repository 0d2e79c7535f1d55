"""What to do first, from the three hypotheses (Observatoire des Pôles, 2010): a rule of thumb from a few cases.

A cluster that is not yet sure of itself begins with clusters of its own country; one whose need is not pressing takes
its time; one that is attractive goes directly. Otherwise there is an intermediate step: an attractive regional,
national or cross-border network first, through which a large foreign cluster is reached as one of its members.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from intercluster.readiness.hypotheses import Assessed, Hypothesis, Level


class FirstStep(StrEnum):
    SAY_MORE = "say_more"
    HOME_FIRST = "home_first"
    NETWORK_FIRST = "network_first"
    DIRECT = "direct"
    TAKE_TIME = "take_time"


@dataclass(frozen=True)
class Advice:
    """``because``: the hypotheses that decided, with their levels; ``imperative``: a strategic link is missing."""

    step: FirstStep
    because: tuple[tuple[Hypothesis, Level], ...]
    imperative: bool


def advise(assessed: Sequence[Assessed]) -> Advice:
    """The first step for a cluster."""
    levels = {each.hypothesis: each.level for each in assessed}
    need = next(each for each in assessed if each.hypothesis is Hypothesis.NEED)
    imperative = any(sign.code == "missing_links" and sign.speaks_for for sign in need.signs)

    def because(step: FirstStep, *deciding: Hypothesis) -> Advice:
        return Advice(step, tuple((each, levels[each]) for each in deciding), imperative)

    unknown = [each for each, level in levels.items() if level is Level.UNKNOWN]
    if len(unknown) >= 2:
        return because(FirstStep.SAY_MORE, *unknown)
    if levels[Hypothesis.MATURITY] is Level.LOW:
        return because(FirstStep.HOME_FIRST, Hypothesis.MATURITY)
    if levels[Hypothesis.NEED] is Level.LOW and not imperative:
        return because(FirstStep.TAKE_TIME, Hypothesis.NEED)
    if levels[Hypothesis.ATTRACTIVENESS] is Level.HIGH:
        return because(FirstStep.DIRECT, Hypothesis.ATTRACTIVENESS, Hypothesis.MATURITY)
    return because(FirstStep.NETWORK_FIRST, Hypothesis.ATTRACTIVENESS, Hypothesis.NEED)
