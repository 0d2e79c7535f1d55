"""Relevance: can they? The logarithm of a unit's projects in the target fields."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from intercluster.evidence.store import EvidenceBase
from intercluster.scouting.matrices import weighed_columns
from intercluster.scouting.question import Question, last_full_year
from intercluster.scouting.types import Axis, Evidence, Reason
from intercluster.scouting.units import Units

SHOWN_PROJECTS = 12
SHOWN_ORGANISATIONS = 8
TREND_YEARS = 4


@dataclass(frozen=True, eq=False)
class Strength:
    """``counts`` and ``relevance`` a unit; relevance is log(1 + count).

    ``counts`` are fractional: a project counts as far as it is in the target fields (0..1), times the weight of the
    unit's organisations in it, at most 1. For a cluster that stands on its territory they are multiplied by its
    ``scope``: we do not know that it covers the fields, only how far its own fields do.
    """

    units: Units
    question: Question

    @cached_property
    def counts(self) -> NDArray[np.float64]:
        return self.scope * weighed_columns(self.units.projects[self.question.rows], self.question.relevance)

    @cached_property
    def scope(self) -> NDArray[np.float64]:
        """Share of the target fields, by projects of all the world, that lies in each unit's own fields."""
        if self.units.own_fields is None:
            return np.ones(len(self.units.keys))
        inside = weighed_columns(self.units.own_fields[self.question.rows], self.question.relevance)
        share: NDArray[np.float64] = inside / max(float(self.question.relevance.sum()), 1e-12)
        return share

    @cached_property
    def relevance(self) -> NDArray[np.float64]:
        logs: NDArray[np.float64] = np.log1p(self.counts)
        return logs

    @cached_property
    def specialisation(self) -> NDArray[np.float64]:
        """Location quotient: share of the field in the unit's projects over its share in all projects."""
        in_period = self.question.in_period
        own = weighed_columns(self.units.projects, in_period)
        world = float(self.question.relevance.sum()) / max(int(in_period.sum()), 1)
        return np.divide(self.counts, own * world, out=np.zeros_like(own), where=own * world > 0)

    def rank_among(self, unit: int, others: NDArray[np.bool_]) -> tuple[int, int]:
        """Rank of a unit by count among others (a mask), and how many of them have any project."""
        counts = self.counts[others]
        return int((counts > self.counts[unit]).sum()) + 1, int((counts > 0).sum())

    def reason(self, unit: int, europe: NDArray[np.bool_]) -> Reason:
        """The one term of relevance, with rank, specialisation and trend."""
        rows, weights = self._projects(unit)
        world, of_world = self.rank_among(unit, np.ones(len(self.counts), dtype=np.bool_))
        recent, before = self._trend(rows)
        params: dict[str, str | int | float] = {
            "projects": len(rows),
            "count": round(float(self.counts[unit]), 1),
            "scope": round(100 * float(self.scope[unit])),
            "world_rank": world,
            "world_of": of_world,
            "specialisation": round(float(self.specialisation[unit]), 2),
            "recent": recent,
            "before": before,
            "trend_years": TREND_YEARS,
            "trend_until": self._trend_until,
            "last_year": int(self._years(rows).max(initial=0)),
        }
        where = f"{_ordinal(world)} of {of_world} in the world"
        if europe[unit]:
            params["europe_rank"], params["europe_of"] = self.rank_among(unit, europe)
            where = f"{_ordinal(int(params['europe_rank']))} of {params['europe_of']} in Europe, {where}"
        scope = f", {params['scope']} % of the field being in its own fields" if params["scope"] != 100 else ""
        text = (
            f"{len(rows)} projects in the field (count {params['count']}{scope}): {where}; "
            f"{params['specialisation']} times the average share (n = {len(rows)}); "
            f"{recent} started in the {TREND_YEARS} years to {self._trend_until}, {before} in the {TREND_YEARS} before"
        )
        leading = self._leading(unit, rows)
        if leading:
            params |= {"foremost": leading[0][1], "foremost_share": leading[0][2] / len(rows)}
        organisations = (Evidence("organisation", key, f"{name} ({projects})") for key, name, projects in leading)
        evidence = (*organisations, *self._evidence(rows, weights))
        return Reason(Axis.RELEVANCE, "field_strength", float(self.relevance[unit]), text, params, evidence)

    def _projects(self, unit: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The unit's projects in the field: rows of the base, and how surely each is in the field."""
        mine = self.units.projects_of(unit)
        found = np.searchsorted(self.question.rows, mine)
        found = np.minimum(found, max(len(self.question.rows) - 1, 0))
        hit = self.question.rows[found] == mine
        return mine[hit].astype(np.int64), self.question.relevance[found[hit]]

    def _years(self, rows: NDArray[np.int64]) -> NDArray[np.int16]:
        return self.question.base.project_years[rows]

    @cached_property
    def _trend_until(self) -> int:
        return min(last_full_year(self.question.base), self.question.period[1])

    def _trend(self, rows: NDArray[np.int64]) -> tuple[int, int]:
        last = self._trend_until
        years = self._years(rows)
        recent = (years > last - TREND_YEARS) & (years <= last)
        before = (years <= last - TREND_YEARS) & (years > last - 2 * TREND_YEARS)
        return int(recent.sum()), int(before.sum())

    def _leading(self, unit: int, rows: NDArray[np.int64]) -> list[tuple[str, str, int]]:
        """Id, name and projects of the organisations that carry most of a collective unit's projects."""
        members = self.units.members_of(unit)
        if len(members) < 2:
            return []
        base = self.question.base
        projects = np.bincount(base.took_part[rows].indices, minlength=len(base.org_ids))[members]
        order = np.argsort(-projects, kind="stable")[:SHOWN_ORGANISATIONS]
        return [
            (str(base.org_ids[members[at]]), str(base.org_names[members[at]]), int(projects[at]))
            for at in order
            if projects[at]
        ]

    def _evidence(self, rows: NDArray[np.int64], weights: NDArray[np.float32]) -> tuple[Evidence, ...]:
        order = np.lexsort((-self._years(rows), -weights))[:SHOWN_PROJECTS]
        return tuple(project_evidence(self.question.base, int(row)) for row in rows[order])


def project_evidence(base: EvidenceBase, row: int) -> Evidence:
    """A project as something to look at: acronym and title, where known."""
    return Evidence("project", base.project_ids[row], _labels(base)[row], int(base.project_years[row]) or None)


@lru_cache(maxsize=4)
def _labels(base: EvidenceBase) -> tuple[str, ...]:
    """Acronym and title of every project; the programme and the record number where neither is known."""
    columns = ("acronym", "title", "framework", "project_id")
    rows = zip(*(base.projects[name].to_pylist() for name in columns), strict=True)
    return tuple(
        " – ".join(part for part in (acronym, title) if part) or f"{framework} project {key.rpartition(':')[2]}"
        for acronym, title, framework, key in rows
    )


def _ordinal(number: int) -> str:
    if 10 <= number % 100 <= 20:
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"
