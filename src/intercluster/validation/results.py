"""What a round came to: shares, a verdict for each option, and groups no smaller than the least cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from intercluster.validation.box import Box, Counts, Vote

LEAST_CELL = 3  # respondents; fewer are never shown apart (survey of the ten Pôles: confidentiality of what was said)
TOGETHER = ""  # the group that the too small ones are counted in


class Verdict(StrEnum):
    """What the votes on one option say."""

    SUPPORTED = "supported"
    CONDITIONAL = "conditional"
    REFUSED = "refused"
    DIVIDED = "divided"
    TOO_FEW = "too_few"


@dataclass(frozen=True)
class OptionResult:
    """``answered``: ballots that marked the option; ``opinions``: those with an opinion, denominator of the shares."""

    option: str
    counts: Counts
    comments: tuple[str, ...]
    gains: tuple[str, ...]
    verdict: Verdict

    @property
    def answered(self) -> int:
        return sum(self.counts.votes.values())

    @property
    def opinions(self) -> int:
        return self.answered - self.counts.of(Vote.NONE)

    @property
    def favourable(self) -> int:
        """Yes, and yes on a condition."""
        return self.counts.of(Vote.YES) + self.counts.of(Vote.YES_IF)

    @property
    def share(self) -> float | None:
        """Favourable among opinions, 0..1; None where nobody has one."""
        return self.favourable / self.opinions if self.opinions else None


def pooled(box: Box, least: int = LEAST_CELL) -> Box:
    """The box with its small groups counted together, so that none smaller than ``least`` can be told apart.

    Groups under ``least`` respondents are merged; where the merged ones are still too few, the next smallest group
    joins them, or they could be had by subtraction from the total. A box with fewer ballots than ``least`` comes back
    empty.
    """
    if box.ballots < least:
        return Box()
    by_size = sorted(box.answered, key=lambda group: (box.answered[group], group))
    merged = [group for group in by_size if box.answered[group] < least]
    rest = [group for group in by_size if group not in merged]
    while merged and sum(box.answered[group] for group in merged) < least:
        merged.append(rest.pop(0))
    if not merged:
        return box
    answered = {group: box.answered[group] for group in rest} | {TOGETHER: sum(box.answered[g] for g in merged)}
    counts = {group: box.counts[group] for group in rest} | {TOGETHER: _sum(box, merged)}
    return Box(answered, counts, box.comments, box.gains)


def _sum(box: Box, groups: Sequence[str]) -> dict[str, Counts]:
    total: dict[str, Counts] = {}
    for group in groups:
        for option, counts in box.counts[group].items():
            total[option] = total.get(option, Counts()) + counts
    return total


def results(box: Box, options: Sequence[str], quorum: int = 0) -> list[OptionResult]:
    """The result of each option over all groups. Under ``quorum`` ballots every verdict is that they are too few."""
    total = _sum(box, list(box.answered))
    return [
        OptionResult(
            option,
            counts := total.get(option, Counts()),
            tuple(box.comments.get(option, ())),
            tuple(box.gains.get(option, ())),
            verdict(counts) if box.ballots >= max(quorum, 1) else Verdict.TOO_FEW,
        )
        for option in options
    ]


def verdict(counts: Counts) -> Verdict:
    """A rule of thumb on those with an opinion: two thirds favourable support an option (on a condition where those
    with conditions are the most), two thirds against refuse it, anything between divides."""
    yes, condition, no = counts.of(Vote.YES), counts.of(Vote.YES_IF), counts.of(Vote.NO)
    opinions = yes + condition + no
    if not opinions:
        return Verdict.TOO_FEW
    if 3 * (yes + condition) >= 2 * opinions:
        return Verdict.CONDITIONAL if condition > yes else Verdict.SUPPORTED
    return Verdict.REFUSED if 3 * no >= 2 * opinions else Verdict.DIVIDED
