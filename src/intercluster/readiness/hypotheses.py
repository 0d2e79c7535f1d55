"""Why portfolios of cooperations differ: maturity, need, attractiveness (Observatoire des Pôles, 2010).

Each hypothesis rests on signs. A sign speaks for it, against it, or is not known; the level is the share of the known
signs that speak for it: high from two thirds, low under one third, medium between, unknown with fewer than two. Signs
count alike: with so few cases behind them, weights would only look exact.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

LEAST_SIGNS = 2
MATURE_YEARS = 5
CALLED_GOOD = 0.6  # figure of the self-assessment, 0..1
UPPER_HALF = 50.0  # percentile among the clusters of the directory


class Hypothesis(StrEnum):
    MATURITY = "maturity"
    NEED = "need"
    ATTRACTIVENESS = "attractiveness"


class Level(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Situation:
    """What is known of a cluster; None is not known.

    Percentiles, 0..100, are among the clusters of the directory that have the figure. ``urgencies``: of each target
    market, 1 (can wait) to 3 (urgent); ``links``: status of each strategic link of the value chain: existing,
    to_develop or missing.
    """

    years: int | None = None
    animation_team: bool | None = None
    governed: bool | None = None
    keys: float | None = None
    cooperations_at_home: int | None = None
    networks: int | None = None
    urgencies: tuple[int, ...] = ()
    links: tuple[str, ...] = ()
    open_locks: int | None = None
    members: int | None = None
    members_percentile: float | None = None
    projects: int | None = None
    projects_percentile: float | None = None
    partner_countries: int | None = None
    partner_countries_percentile: float | None = None
    label_level: str | None = None


@dataclass(frozen=True)
class Sign:
    """``speaks_for`` is None where the figure is not known; ``params`` are the figures of its sentence."""

    code: str
    speaks_for: bool | None
    params: Mapping[str, float | int | str] = field(default_factory=dict)


@dataclass(frozen=True)
class Assessed:
    hypothesis: Hypothesis
    level: Level
    signs: tuple[Sign, ...]

    @property
    def known(self) -> int:
        return sum(sign.speaks_for is not None for sign in self.signs)

    @property
    def speaking(self) -> int:
        return sum(sign.speaks_for is True for sign in self.signs)


def assess(situation: Situation) -> tuple[Assessed, Assessed, Assessed]:
    """The three hypotheses with their signs."""
    return (
        _assessed(Hypothesis.MATURITY, _maturity(situation)),
        _assessed(Hypothesis.NEED, _need(situation)),
        _assessed(Hypothesis.ATTRACTIVENESS, _attractiveness(situation)),
    )


def level_of(signs: Sequence[Sign]) -> Level:
    """The level the known signs speak for."""
    known = [sign.speaks_for for sign in signs if sign.speaks_for is not None]
    if len(known) < LEAST_SIGNS:
        return Level.UNKNOWN
    speaking = 3 * sum(known)
    if speaking >= 2 * len(known):
        return Level.HIGH
    return Level.LOW if speaking < len(known) else Level.MEDIUM


def _assessed(hypothesis: Hypothesis, signs: Sequence[Sign]) -> Assessed:
    return Assessed(hypothesis, level_of(signs), tuple(signs))


def _maturity(at: Situation) -> list[Sign]:
    """H1: sure of itself, its ecosystem, its place in the territory; past successes with clusters of its country."""
    return [
        _at_least("years", at.years, MATURE_YEARS),
        Sign("animation_team", at.animation_team),
        Sign("governed", at.governed),
        _at_least("keys", at.keys, CALLED_GOOD),
        _at_least("cooperations_at_home", at.cooperations_at_home, 1),
        _at_least("networks", at.networks, 1),
    ]


def _need(at: Situation) -> list[Sign]:
    """H2: how urgent markets are; where strategic links of the chain are missing, cooperation is imperative."""
    urgent = sum(urgency >= 3 for urgency in at.urgencies)
    missing = at.links.count("missing")
    weak = at.links.count("to_develop")
    return [
        Sign("urgent_markets", urgent > 0 if at.urgencies else None, {"n": urgent, "of": len(at.urgencies)}),
        Sign("missing_links", missing > 0 if at.links else None, {"n": missing, "of": len(at.links)}),
        Sign("weak_links", weak > 0 if at.links else None, {"n": weak, "of": len(at.links)}),
        _at_least("open_locks", at.open_locks, 1),
    ]


def _attractiveness(at: Situation) -> list[Sign]:
    """H3: size, members, capacity for research; Pôles of world class are favoured."""
    label = None if at.label_level is None else at.label_level in {"world", "world_vocation"}
    return [
        _upper_half("members", at.members, at.members_percentile),
        _upper_half("projects", at.projects, at.projects_percentile),
        _upper_half("partner_countries", at.partner_countries, at.partner_countries_percentile),
        Sign("label", label, {"level": at.label_level or ""}),
    ]


def _at_least(code: str, figure: float | None, least: float) -> Sign:
    return Sign(
        code, None if figure is None else figure >= least, {} if figure is None else {"n": figure, "least": least}
    )


def percentile(figure: int | None, among: Sequence[int]) -> float | None:
    """Share of the others that are lower, 0 to 100; ``among`` holds the figure itself. None without others."""
    if figure is None or len(among) < 2:
        return None
    return 100 * sum(each < figure for each in among) / (len(among) - 1)


def _upper_half(code: str, figure: int | None, percentile: float | None) -> Sign:
    if figure is None or percentile is None:
        return Sign(code, None)
    return Sign(code, percentile >= UPPER_HALF, {"n": figure, "percentile": round(percentile)})
