"""All signals of one search side by side, for every unit; one candidate is put into words on demand."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from intercluster.directory.types import Directory
from intercluster.evidence.relevance import IN_FIELD
from intercluster.evidence.store import EvidenceBase
from intercluster.fields.vocabulary import Vocabulary
from intercluster.scouting.access import Access
from intercluster.scouting.conditions import Facts, conditions
from intercluster.scouting.courtship import courtship
from intercluster.scouting.gain import Gains, capability_map, targets_of
from intercluster.scouting.networks import Networks, networks_of
from intercluster.scouting.places import Places, places_of
from intercluster.scouting.question import Question, question
from intercluster.scouting.ranking import eligible, order, percentiles
from intercluster.scouting.relations import cooperations_with, encounters_with, entries
from intercluster.scouting.routes import Target, routes
from intercluster.scouting.similarity import Similarity
from intercluster.scouting.strength import Strength
from intercluster.scouting.types import Basis, Candidate, Query, Reason, UnitKind
from intercluster.scouting.units import Units, cluster_units, organisation_units, seeker_unit, without, zone_units
from intercluster.scouting.ways import NAMED_BRIDGES, Ways

UNKNOWN, OTHER, FIRM, LAB = range(4)
_KINDS = {None: UNKNOWN, "PRC": FIRM, "HES": LAB, "REC": LAB}  # the activity types of CORDIS


@dataclass(frozen=True, eq=False)
class Assessment:
    """One search, computed as far as it is looked at."""

    base: EvidenceBase
    directory: Directory
    query: Query
    question: Question
    weights: dict[str, float]
    seeker: Units
    units: Units

    @cached_property
    def places(self) -> Places:
        return places_of(self.base)

    @cached_property
    def networks(self) -> Networks:
        return networks_of(self.directory)

    @cached_property
    def strength(self) -> Strength:
        return Strength(self.units, self.question)

    @cached_property
    def access(self) -> Access:
        cooperations = cooperations_with(self.query.seeker, self.units, self.networks, self.places)
        encounters = encounters_with(self.query.seeker, self.units)
        return Access(self.question, self.seeker, self.units, self.query.mode, cooperations, encounters)

    @cached_property
    def _ways(self) -> Ways:
        return Ways(self.access)

    @cached_property
    def gains(self) -> Gains:
        capabilities = capability_map(self.base)
        return Gains(capabilities, self.seeker, self.units, targets_of(capabilities, self.weights))

    @cached_property
    def similarity(self) -> Similarity:
        return Similarity(self.gains.capabilities, self.seeker, self.units)

    @cached_property
    def courted(self) -> NDArray[np.int64]:
        return courtship(self.question, self.units)

    @cached_property
    def feasibility(self) -> NDArray[np.float64]:
        return self.access.total * self.strength.relevance

    @cached_property
    def pool(self) -> NDArray[np.int64]:
        """Rows of the candidate set: active in the fields, within the filters, not ourselves."""
        active = self.strength.counts >= IN_FIELD  # less than a quarter of a project is no evidence
        if self.query.countries:
            active &= self.units.in_countries(self.query.countries)
        active &= ~self.units.in_countries(self.query.exclude_countries)
        if self.query.zone:
            inside = {zone: self.places.within(zone, self.query.zone) for zone in set(self.units.zones)}
            active &= np.fromiter((inside[zone] for zone in self.units.zones), dtype=np.bool_, count=len(active))
        if self.query.seeker.key in self.units.row:
            active[self.units.row[self.query.seeker.key]] = False
        if self.units.kind is UnitKind.ORGANISATION:
            active[self.seeker.members_of(0)] = False
        return np.flatnonzero(active)

    @cached_property
    def ordered(self) -> NDArray[np.int64]:
        """Rows of the candidates that the mode keeps, the first first."""
        feasibility, known = self.feasibility[self.pool], self.access.known[self.pool]
        kept = self.pool[eligible(self.query.mode, feasibility, known)]
        return kept[order(self.query.mode, self.feasibility[kept], self.gains.for_us[kept])]

    @cached_property
    def sources(self) -> tuple[str, ...]:
        return tuple(sorted(set(self.base.projects["source"].unique().to_pylist())))

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """Codes of what the reader must know: what weakens the answer."""
        found = {
            "seeker_without_evidence": self.seeker.basis[0] is Basis.NONE,
            "seeker_from_territory": self.seeker.basis[0] is Basis.TERRITORY,
            "clusters_without_evidence": self.units.kind is UnitKind.CLUSTER and Basis.NONE in self.units.basis,
            "no_capability_in_fields": not self.gains.targets.size,
        }
        return tuple(code for code, applies in found.items() if applies)

    @cached_property
    def _percentiles(self) -> dict[str, NDArray[np.float64]]:
        """Percentiles inside the candidate set, by row of the units."""
        values = {
            "feasibility": self.feasibility,
            "gain": self.gains.for_us,
            "courted": self.courted.astype(np.float64),
            "attractiveness": self.strength.counts,
            "access": self.access.total,
        }
        return {name: self._inside_pool(numbers) for name, numbers in values.items()}

    def _inside_pool(self, numbers: NDArray[np.float64]) -> NDArray[np.float64]:
        found = np.zeros(len(numbers))
        found[self.pool] = percentiles(numbers[self.pool])
        return found

    @cached_property
    def _europe(self) -> NDArray[np.bool_]:
        return self.units.in_countries(self.places.europe)

    @cached_property
    def _our_attractiveness(self) -> float:
        ours = Strength(self.seeker, self.question).counts[0]
        theirs = self.strength.counts[self.pool]
        return 100.0 * float((theirs <= ours).mean()) if theirs.size else 0.0

    def candidate(self, unit: int, named_bridges: int | None = NAMED_BRIDGES) -> Candidate:
        """One candidate with its reasons, routes and conditions."""
        access = self._ways.reasons(unit, named_bridges)
        relevance = self.strength.reason(unit, self._europe)
        standing = {name: float(values[unit]) for name, values in self._percentiles.items()}
        ratio, size_basis = self._size_ratio(unit)
        target = Target(entries(self.units, unit, self.networks, self.places), bool(self.access.known[unit]), ratio)
        return Candidate(
            unit=self.units.kind,
            key=self.units.keys[unit],
            label=self.units.labels[unit],
            country=self.units.countries[unit],
            zone=self.units.zones[unit],
            basis=self.units.basis[unit],
            relevance=float(self.strength.relevance[unit]),
            access=float(self.access.total[unit]),
            feasibility=float(self.feasibility[unit]),
            gain=float(self.gains.for_us[unit]),
            gain_for_them=float(self.gains.for_them[unit]),
            similarity=float(self.similarity.cosine[unit]),
            feasibility_percentile=standing["feasibility"],
            gain_percentile=standing["gain"],
            known=bool(self.access.known[unit]),
            courted=standing["courted"],
            projects=int(relevance.params["projects"]),
            considered=len(self.pool),
            reasons=(relevance, *access, *self.gains.reasons(unit), *self.similarity.reasons(unit)),
            routes=routes(self.query.seeker, target, self.networks, access),
            conditions=conditions(self._facts(unit, standing, ratio, size_basis, relevance)),
        )

    def _size_ratio(self, unit: int) -> tuple[float | None, str]:
        """Their size over ours: by members where the directory knows both, else by projects in the evidence."""
        ours = self.directory.by_key.get(self.query.seeker.key)
        theirs = self.directory.by_key.get(self.units.keys[unit])
        if ours and theirs and ours.members_count and theirs.members_count:
            return theirs.members_count / ours.members_count, "members"
        mine = int(self.seeker.project_counts[0])
        return (int(self.units.project_counts[unit]) / mine if mine else None), "projects"

    def _facts(
        self, unit: int, standing: dict[str, float], ratio: float | None, size_basis: str, relevance: Reason
    ) -> Facts:
        firms, labs = self._make_up(unit)
        record = self.directory.by_key.get(self.units.keys[unit])
        return Facts(
            our_country=self.query.seeker.country,
            their_country=self.units.countries[unit],
            our_point=self._point(self.query.seeker.key, self.seeker.zones[0]),
            their_point=self._point(self.units.keys[unit], self.units.zones[unit]),
            size_ratio=ratio,
            size_basis=size_basis,
            courted=standing["courted"],
            partners=int(self.courted[unit]),
            attractiveness=standing["attractiveness"],
            our_attractiveness=self._our_attractiveness,
            access=standing["access"],
            last_project=int(relevance.params["last_year"]),
            latest_year=self.question.period[1],
            readiness_before=self.gains.readiness,
            readiness_after=self.gains.readiness + float(self.gains.for_us[unit]),
            gain_for_them=float(self.gains.for_them[unit]),
            gainers=tuple(self.gains.gainers(unit)),
            our_organisations=int(self.seeker.member_counts[0]),
            firms=firms,
            labs=labs,
            foremost=str(relevance.params.get("foremost", "")),
            foremost_share=float(relevance.params.get("foremost_share", 0.0)),
            ended=bool(record and record.ended),
            ended_in=record.ended_in if record else None,
            successors=record.successors if record else (),
        )

    def _point(self, key: str, zone: str | None) -> tuple[float, float] | None:
        record = self.directory.by_key.get(key)
        if record and record.latitude is not None and record.longitude is not None:
            return record.latitude, record.longitude
        return next((self.places.point[code] for code in self.places.around(zone) if code in self.places.point), None)

    def _make_up(self, unit: int) -> tuple[float, float]:
        """Shares of firms and of labs among the unit's organisations active in the field."""
        active = self.units.members_of(unit)
        kinds = organisation_kinds(self.base)[active[self._active_organisations[active]]]
        known = int((kinds != UNKNOWN).sum())
        return (int((kinds == FIRM).sum()) / known, int((kinds == LAB).sum()) / known) if known else (0.0, 0.0)

    @cached_property
    def _active_organisations(self) -> NDArray[np.bool_]:
        active = np.zeros(len(self.base.org_ids), dtype=np.bool_)
        active[self.base.took_part[self.question.rows].indices] = True
        return active


@lru_cache(maxsize=4)
def organisation_kinds(base: EvidenceBase) -> NDArray[np.int8]:
    """Firm, lab (universities and research organisations) or other, by row of the organisations."""
    types = base.organisations["activity_type"].to_pylist()
    return np.array([_KINDS.get(kind, OTHER) for kind in types], dtype=np.int8)


def assess(base: EvidenceBase, directory: Directory, vocabulary: Vocabulary, query: Query) -> Assessment:
    """Make one search ready; nothing is computed before it is looked at."""
    seeker = seeker_unit(base, vocabulary, query.seeker)
    if query.units is UnitKind.CLUSTER:
        units = cluster_units(base, directory, vocabulary)
    else:
        units = organisation_units(base) if query.units is UnitKind.ORGANISATION else zone_units(base)
    return Assessment(
        base=base,
        directory=directory,
        query=query,
        question=question(base, vocabulary, query.concepts, query.first_year, query.last_year),
        weights=dict(vocabulary.expand(query.concepts)),
        seeker=seeker,
        units=without(base, units, seeker),
    )
