"""Self-assessment on the four keys of success of a Pôle (ministère des Affaires étrangères, 2012).

Each key has three statements, answered from 0 (not at all) to 3 (fully, and others can see it). A key's figure is the
mean of its answers over 3, so between 0 and 1; a key with an unanswered statement says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

HIGHEST = 3


class Key(StrEnum):
    TERRITORY = "territory"
    PARTNERSHIPS = "partnerships"
    MARKETS = "markets"
    CRITICAL_MASS = "critical_mass"


STATEMENTS: dict[str, Key] = {
    "strategy_shared": Key.TERRITORY,
    "authorities_support": Key.TERRITORY,
    "members_know_it": Key.TERRITORY,
    "projects_deep": Key.PARTNERSHIPS,
    "research_and_firms": Key.PARTNERSHIPS,
    "clusters_at_home": Key.PARTNERSHIPS,
    "markets_growing": Key.MARKETS,
    "technologies_leading": Key.MARKETS,
    "roadmap_kept": Key.MARKETS,
    "members_enough": Key.CRITICAL_MASS,
    "team_enough": Key.CRITICAL_MASS,
    "known_abroad": Key.CRITICAL_MASS,
}


@dataclass(frozen=True)
class KeyResult:
    """``figure``: mean of the answers over 3, None without an answer; ``answered`` of ``asked`` statements."""

    key: Key
    figure: float | None
    answered: int
    asked: int


def results(answers: Mapping[str, int]) -> tuple[KeyResult, ...]:
    """The four keys from the answers, by statement.

    Raises
    ------
    ValueError
        An answer to an unknown statement, or outside 0..3.
    """
    for statement, value in answers.items():
        if statement not in STATEMENTS:
            raise ValueError(f"There is no statement {statement!r}.")
        if not 0 <= value <= HIGHEST:
            raise ValueError(f"{statement}: {value} is not between 0 and {HIGHEST}.")
    return tuple(_result(key, answers) for key in Key)


def _result(key: Key, answers: Mapping[str, int]) -> KeyResult:
    asked = [statement for statement, of in STATEMENTS.items() if of is key]
    given = [answers[statement] for statement in asked if statement in answers]
    return KeyResult(key, sum(given) / (HIGHEST * len(given)) if given else None, len(given), len(asked))


def overall(found: tuple[KeyResult, ...]) -> float | None:
    """Mean of the keys that have a figure; None without any."""
    figures = [result.figure for result in found if result.figure is not None]
    return sum(figures) / len(figures) if figures else None
