"""Pairs of identifiers that may be one organisation: proposed with their reasons, never merged by themselves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log2
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from intercluster.evidence.decisions import Decision
from intercluster.export import Column, Table
from intercluster.linkage.model import LEVELS, SHARE_OF_CANDIDATES, prepare_records, score_pairs

LEAST_WEIGHT: Final = 1.0  # bits: precision and recall at this weight are in docs/methods/linkage.md
WORDS: Final[dict[tuple[str, str], str]] = {
    ("name", "same_words"): "the names have the same words",
    ("name", "misspelt"): "the names differ by a few letters",
    ("name", "most_words"): "the names share almost all that tells them apart",
    ("name", "contained"): "one name holds the other",
    ("name", "half_words"): "the names share half of what tells them apart",
    ("name", "same_acronym"): "one name is the acronym of the other",
    ("name", "different"): "the names differ",
    ("place", "same_city"): "same city",
    ("place", "same_nuts3"): "cities of one NUTS 3 region",
    ("place", "same_nuts2"): "cities of one NUTS 2 region",
    ("place", "different"): "different places",
    ("activity_type", "same"): "same type of activity",
    ("activity_type", "different"): "different types of activity",
    ("prior", "few"): "few pairs that share a rare word are one organisation",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One comparison: what was compared, how it came out (``None``: unknown on one side) and its bits."""

    aspect: str
    outcome: str | None
    bits: float

    @property
    def text(self) -> str:
        return "not known on both sides" if self.outcome is None else WORDS[self.aspect, self.outcome]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two identifiers and what is known of it."""

    org_id: str
    name: str
    country: str
    city: str | None
    zone: str | None
    activity_type: str | None
    projects: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two identifiers that may be one organisation.

    ``match_weight`` is in bits (see `model`); ``together`` counts the projects in which both took part side by side,
    which calls for a closer look: two partners, or one body that changed its identifier on the way.
    """

    a: Side
    b: Side
    match_weight: float
    reasons: tuple[Reason, ...]
    together: int

    @property
    def pair(self) -> tuple[str, str]:
        return self.a.org_id, self.b.org_id


def propose_links(
    organisations: pa.Table,
    participations: pa.Table,
    decided: Iterable[Decision] = (),
    least_weight: float = LEAST_WEIGHT,
) -> list[Proposal]:
    """Pairs to look at, the likeliest first, without those somebody has decided about.

    ``organisations`` and ``participations`` follow ``intercluster.evidence.schema``.
    """
    rows: list[dict[str, Any]] = organisations.to_pylist()
    done = {decision.pair for decision in decided}
    pairs = [
        pair
        for pair in score_pairs(prepare_records(rows), least_weight).to_pylist()
        if _ordered(pair["unique_id_l"], pair["unique_id_r"]) not in done
    ]
    wanted = {pair[side] for pair in pairs for side in ("unique_id_l", "unique_id_r")}
    projects = _projects_of(participations, wanted)
    by_id = {row["org_id"]: row for row in rows if row["org_id"] in wanted}
    return [_proposal(pair, by_id, projects) for pair in pairs]


def _proposal(pair: dict[str, Any], by_id: dict[str, dict[str, Any]], projects: dict[str, set[str]]) -> Proposal:
    a, b = _ordered(pair["unique_id_l"], pair["unique_id_r"])
    return Proposal(
        _side(by_id[a], projects),
        _side(by_id[b], projects),
        round(pair["match_weight"], 1),
        (
            *(Reason(name, pair[f"{name}_level"], round(pair[f"{name}_bits"], 1)) for name in LEVELS),
            Reason("prior", "few", round(log2(SHARE_OF_CANDIDATES / (1 - SHARE_OF_CANDIDATES)), 1)),
        ),
        len(projects.get(a, set()) & projects.get(b, set())),
    )


def _side(row: dict[str, Any], projects: dict[str, set[str]]) -> Side:
    known = {name: row[name] for name in ("org_id", "name", "country", "city", "zone", "activity_type")}
    return Side(**known, projects=len(projects.get(row["org_id"], set())))


def _ordered(left: str, right: str) -> tuple[str, str]:
    return min(left, right), max(left, right)


def _projects_of(participations: pa.Table, wanted: set[str]) -> dict[str, set[str]]:
    few = participations.filter(pc.is_in(participations["org_id"], pa.array(sorted(wanted), pa.string())))
    found: dict[str, set[str]] = {}
    for org, project in zip(few["org_id"].to_pylist(), few["project_id"].to_pylist(), strict=True):
        found.setdefault(org, set()).add(project)
    return found


_COLUMNS: Final = (
    Column("org_a", "org_a"),
    Column("org_b", "org_b"),
    Column("match_weight", "match weight", "number", "bits; about the odds of being one organisation, base 2"),
    Column("name_a", "name a"),
    Column("name_b", "name b"),
    Column("country", "country"),
    Column("city_a", "city a"),
    Column("city_b", "city b"),
    Column("projects_a", "projects a", "integer"),
    Column("projects_b", "projects b", "integer"),
    Column("together", "together", "integer", "projects in which both took part: look closely"),
    Column("reasons", "reasons", definition="each comparison with its bits: + speaks for, - against"),
)


def proposals_table(proposals: Sequence[Proposal]) -> Table:
    """The proposals as a table to look through; rows kept in it can be given back to ``intercluster link accept``."""
    return Table(
        "Proposals",
        _COLUMNS,
        [
            {
                "org_a": found.a.org_id,
                "org_b": found.b.org_id,
                "match_weight": found.match_weight,
                "name_a": found.a.name,
                "name_b": found.b.name,
                "country": found.a.country,
                "city_a": found.a.city,
                "city_b": found.b.city,
                "projects_a": found.a.projects,
                "projects_b": found.b.projects,
                "together": found.together,
                "reasons": "; ".join(f"{reason.text} ({reason.bits:+.1f})" for reason in found.reasons),
            }
            for found in proposals
        ],
    )
