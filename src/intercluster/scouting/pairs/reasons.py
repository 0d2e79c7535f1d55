"""The reasons of one pair, in words and with what shows them."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from intercluster.scouting.gain import profiles
from intercluster.scouting.matrices import columns_of, row_of, weighed
from intercluster.scouting.pairs.ground import Pairs
from intercluster.scouting.pairs.types import (
    COOPERATION,
    DECLARED,
    DECLARED_MOST,
    DIRECTORY,
    NETWORK,
    NETWORK_MOST,
    NOTE_POINTS,
    SHOWN_FIELDS,
    SHOWN_MEMBERS,
    SHOWN_PROJECTS,
    Note,
    PairReason,
    Params,
    grown,
)
from intercluster.scouting.question import tying_projects
from intercluster.scouting.strength import project_evidence
from intercluster.scouting.types import Evidence


@dataclass(frozen=True, eq=False)
class Reasons:
    """Words for one pair after the other; notes are worded by ``note_reason``."""

    pairs: Pairs

    def of(self, a: int, b: int) -> list[PairReason]:
        """Why the parties of two rows could meet; their points add up to ``Pairs.points``."""
        return [reason for reason in self._reasons(a, b) if reason is not None]

    def _reasons(self, a: int, b: int) -> Iterable[PairReason | None]:
        yield self._of_projects(a, b)
        yield self._of_alike(a, b)
        yield self._of_brought(a, b)
        yield self._of_members(a, b)
        yield self._of_declared(a, b)
        yield self._of_networks(a, b)
        yield self._of_cooperation(a, b)

    def _of_projects(self, a: int, b: int) -> PairReason | None:
        number = int(self.pairs.projects_together[a, b])
        if not number:
            return None
        weight = float(self.pairs.known_weight[a, b])
        rows = self._rows_together(a, b)
        years = self.pairs.base.project_years[rows]
        last = int(years.max(initial=0))
        newest = rows[np.argsort(-years, kind="stable")][:SHOWN_PROJECTS]
        basis = "members" if weight == 1.0 else "territory"
        of = "" if weight == 1.0 else " by organisations of their territory in their fields: weaker evidence"
        return PairReason(
            "projects_together",
            weight * float(grown(number, 2.0)),
            number,
            "projects",
            f"{number} project{'s' if number > 1 else ''} together, last started in {last}{of}",
            self.pairs.period,
            self.pairs.source,
            {"number": number, "last_year": last, "basis": basis},
            tuple(project_evidence(self.pairs.base, int(row)) for row in newest),
        )

    def _rows_together(self, a: int, b: int) -> NDArray[np.int64]:
        """Rows of the base's projects in which both stand with different organisations."""
        common = np.intersect1d(self.pairs.units.projects_of(a), self.pairs.units.projects_of(b))
        rows: NDArray[np.int64] = common[tying_projects(self.pairs.base)[common]]
        only_one = self._inside(a) != self._inside(b)
        together: NDArray[np.int64] = rows[weighed(self.pairs.base.took_part[rows], only_one) > 0]
        return together

    def _inside(self, party: int) -> NDArray[np.bool_]:
        inside = np.zeros(self.pairs.units.members.shape[1], dtype=np.bool_)
        inside[self.pairs.units.members_of(party)] = True
        return inside

    def _of_alike(self, a: int, b: int) -> PairReason | None:
        cosine = float(self.pairs.alike[a, b])
        if not cosine:
            return None
        counts = profiles(self.pairs.capabilities, self.pairs.units)
        mine, theirs = row_of(counts, a), row_of(counts, b)
        order = np.argsort(-(mine * theirs), kind="stable")[:SHOWN_FIELDS]
        shown = [int(column) for column in order if mine[column] * theirs[column] > 0]
        labels = [self.pairs.capabilities.label(column) for column in shown]
        text = f"both work on {', '.join(labels)}"
        params: Params = {"first": _counts(mine, shown), "second": _counts(theirs, shown)}
        return PairReason(
            "same_fields",
            2.0 * cosine,
            cosine,
            "cosine",
            text,
            self.pairs.period,
            self.pairs.source,
            params,
            self._concepts(shown),
        )

    def _of_brought(self, a: int, b: int) -> PairReason | None:
        value = float(self.pairs.brought[a, b] + self.pairs.brought[b, a]) / 2.0
        if not value:
            return None
        for_first, for_second = self._new_for(a, b), self._new_for(b, a)
        labels = [self.pairs.capabilities.label(column) for column in (*for_first, *for_second)]
        counts = profiles(self.pairs.capabilities, self.pairs.units)
        params: Params = {
            "for_first": len(for_first),
            "first_share": float(self.pairs.brought[a, b]),
            "second_share": float(self.pairs.brought[b, a]),
            "first": _counts(row_of(counts, b), for_first),
            "second": _counts(row_of(counts, a), for_second),
        }
        return PairReason(
            "complementary",
            value,
            value,
            "share",
            f"one has what the other lacks close to its own fields: {', '.join(labels)}",
            self.pairs.period,
            self.pairs.source,
            params,
            self._concepts((*for_first, *for_second)),
        )

    def _new_for(self, a: int, b: int) -> list[int]:
        """The capabilities of b that a lacks and that add most around its own."""
        worth = self.pairs.worth[a] * (1.0 - self.pairs.has[a]) * self.pairs.has[b]
        order = np.argsort(-worth, kind="stable")[:SHOWN_FIELDS]
        return [int(column) for column in order if worth[column] > 0]

    def _concepts(self, columns: Iterable[int]) -> tuple[Evidence, ...]:
        return tuple(
            Evidence("concept", self.pairs.capabilities.concepts[column], self.pairs.capabilities.label(column))
            for column in columns
        )

    def _of_members(self, a: int, b: int) -> PairReason | None:
        number = int(self.pairs.members_together[a, b])
        if not number:
            return None
        shared = np.intersect1d(columns_of(self.pairs.units.members, a), columns_of(self.pairs.units.members, b))
        named = tuple(
            Evidence(
                "organisation",
                str(self.pairs.base.org_ids[row]),
                str(self.pairs.base.org_names[row] or self.pairs.base.org_ids[row]),
            )
            for row in shared[:SHOWN_MEMBERS].tolist()
        )
        text = f"{number} member{'s' if number > 1 else ''} in common"
        points = float(grown(number, 1.5))
        return PairReason(
            "members_in_common",
            points,
            number,
            "members",
            text,
            source=DIRECTORY,
            params={"number": number},
            evidence=named,
        )

    def _of_declared(self, a: int, b: int) -> PairReason | None:
        shared = sorted(set(self.pairs.parties[a].fields) & set(self.pairs.parties[b].fields))
        if not shared:
            return None
        named = tuple(Evidence("concept", key, self._label(key)) for key in shared)
        text = f"both declare {', '.join(one.label for one in named)}"
        points = min(DECLARED * len(shared), DECLARED_MOST)
        return PairReason("declared_fields", points, len(shared), "fields", text, source=DIRECTORY, evidence=named)

    def _label(self, key: str) -> str:
        return self.pairs.vocabulary.label(key) if key in self.pairs.vocabulary else key

    def _of_networks(self, a: int, b: int) -> PairReason | None:
        shared = sorted(self.pairs.around[a] & self.pairs.around[b])
        if not shared:
            return None
        named = tuple(Evidence("network", key, self.pairs.networks.label(key)) for key in shared)
        text = f"both in {', '.join(one.label for one in named)}"
        points = min(NETWORK * len(shared), NETWORK_MOST)
        return PairReason("network_in_common", points, len(shared), "networks", text, source=DIRECTORY, evidence=named)

    def _of_cooperation(self, a: int, b: int) -> PairReason | None:
        if not self.pairs.cooperate[a, b]:
            return None
        record = self.pairs.networks.cooperations[self.pairs.parties[a].key][self.pairs.parties[b].key]
        since = (record.started, record.started) if record.started else None
        return PairReason(
            "cooperation",
            COOPERATION,
            1,
            "cooperations",
            "known to cooperate",
            since,
            record.source.url if record.source and record.source.url else DIRECTORY,
            {"topic": record.topic, "programme": record.programme},
            (self.pairs.networks.evidence(record),),
        )


def note_points(note: Note) -> float:
    worth = NOTE_POINTS[note.code]
    if note.code == "encounters":
        return float(grown(note.value, 1.5))
    return worth * note.value


def note_reason(note: Note) -> PairReason:
    """What the caller knows besides, as a reason."""
    texts = {
        "encounters": f"met {note.value:.0f} time{'s' if note.value != 1 else ''}",
        "shortlist": f"on the shortlist {note.label}",
        "objective": f"{note.projects:.1f} projects in the fields of the objective {note.label}",
        "portfolio": f"cooperation {note.label}",
        "match": f"a need meets an offer: {note.label}",
    }
    value = note.projects if note.code == "objective" else note.value
    params: Params = {"label": note.label, "key": note.key, "by": note.first, "of": note.second}
    return PairReason(
        note.code, note_points(note), value, _UNITS[note.code], texts[note.code], note.period, note.source, params
    )


_UNITS = {
    "encounters": "times",
    "shortlist": "lists",
    "objective": "projects",
    "portfolio": "cooperations",
    "match": "score",
}


def _counts(values: NDArray[np.float64], columns: Iterable[int]) -> str:
    """Fractional projects in the columns shown, in their order, as "12.5 3.0"."""
    return " ".join(f"{values[column]:.1f}" for column in columns)
