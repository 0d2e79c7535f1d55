"""Who stands behind each unit that is ranked: organisations themselves, clusters, zones.

A cluster with known members stands on their projects. One without stands on the organisations of its territory that
are active in its own fields, and on their projects in those fields only: weaker evidence, marked as such. A region
that its territory takes in only in part counts half (S77), because we cannot tell which half. A place known only as a
country that is cut into regions is no territory: a whole country says nothing of one cluster in it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from intercluster.directory.types import ClusterRecord, Coverage, Directory, TerritoryPart
from intercluster.evidence.relevance import IN_FIELD, project_relevance
from intercluster.evidence.store import EvidenceBase
from intercluster.fields.vocabulary import Vocabulary
from intercluster.scouting.matrices import columns_of, crossed, present, rows_of
from intercluster.scouting.places import Places, places_of
from intercluster.scouting.types import Basis, Seeker, UnitKind

COVERAGE_WEIGHT = {Coverage.WHOLE: 1.0, Coverage.PART: 0.5}


@dataclass(frozen=True, eq=False)
class Units:
    """Units in rows.

    ``members``     units x organisations, 0..1
    ``projects``    projects x units, 0..1: the weight of the unit's organisations in the project
    ``own_fields``  projects x units: 1 where the project is in the unit's own fields, or it stands on all its projects;
                    None where all units do
    """

    kind: UnitKind
    keys: tuple[str, ...]
    labels: tuple[str, ...]
    countries: tuple[str | None, ...]
    zones: tuple[str | None, ...]
    basis: tuple[Basis, ...]
    members: sparse.csr_array
    projects: sparse.csr_array
    own_fields: sparse.csr_array | None = None

    @cached_property
    def row(self) -> dict[str, int]:
        return {key: row for row, key in enumerate(self.keys)}

    @cached_property
    def _country_codes(self) -> tuple[dict[str, int], NDArray[np.int64]]:
        """A number for each country, and that of every unit; -1 where unknown."""
        numbers = {country: number for number, country in enumerate(sorted(set(self.countries) - {None}, key=str))}
        codes = np.fromiter((numbers.get(country, -1) for country in self.countries), np.int64, len(self.countries))
        return {str(country): number for country, number in numbers.items()}, codes

    def in_countries(self, wanted: Iterable[str]) -> NDArray[np.bool_]:
        """Which units are in one of the countries."""
        numbers, codes = self._country_codes
        return np.isin(codes, [numbers[country] for country in wanted if country in numbers])

    @cached_property
    def projects_by_unit(self) -> sparse.csc_array:
        """``projects`` by column: the projects of a unit side by side."""
        return self.projects.tocsc()

    @cached_property
    def project_counts(self) -> NDArray[np.int64]:
        """Projects of each unit, in all fields and years."""
        return np.diff(self.projects_by_unit.indptr)

    @cached_property
    def member_counts(self) -> NDArray[np.int64]:
        """Organisations behind each unit."""
        return np.diff(self.members.indptr)

    def members_of(self, unit: int) -> NDArray[np.int64]:
        """Rows of the organisations behind a unit."""
        return columns_of(self.members, unit)

    def projects_of(self, unit: int) -> NDArray[np.int64]:
        """Rows of the projects of a unit."""
        return rows_of(self.projects_by_unit, unit)


@lru_cache(maxsize=4)
def organisation_units(base: EvidenceBase) -> Units:
    """Every organisation of the evidence, on its own projects."""
    count = len(base.org_ids)
    return Units(
        kind=UnitKind.ORGANISATION,
        keys=tuple(base.org_ids),
        labels=tuple(name or key for name, key in zip(base.org_names, base.org_ids, strict=True)),
        countries=tuple(base.org_countries),
        zones=tuple(base.org_zones),
        basis=(Basis.OWN,) * count,
        members=sparse.eye_array(count, dtype=np.float32, format="csr"),
        projects=base.took_part,
    )


@lru_cache(maxsize=4)
def zone_units(base: EvidenceBase) -> Units:
    """NUTS 2 regions, US states, and countries that are not cut into either."""
    places = places_of(base)
    split = {places.country[code] for code in places.codes if places.level[code] == 2}
    codes = [code for code in places.codes if places.level[code] == 2]
    codes += [code for code in places.codes if places.level[code] == 0 and places.country[code] not in split]
    members = places.inside[[places.row[code] for code in codes]].tocsr()
    return Units(
        kind=UnitKind.ZONE,
        keys=tuple(codes),
        labels=tuple(places.label[code] for code in codes),
        countries=tuple(places.country[code] for code in codes),
        zones=tuple(codes),
        basis=(Basis.TERRITORY,) * len(codes),
        members=members,
        projects=_covered(base, members),
    )


@lru_cache(maxsize=8)
def cluster_units(base: EvidenceBase, directory: Directory, vocabulary: Vocabulary) -> Units:
    """Every cluster of the directory; those without evidence keep an empty row and ``Basis.NONE``."""
    clusters = directory.clusters
    rows = [_membership(base, cluster.members, territory_of(cluster), cluster.fields) for cluster in clusters]
    basis = tuple(row.basis for row in rows)
    members = sparse.vstack([row.members for row in rows], format="csr") if rows else _nobody(base, 0)
    own_fields = _own_fields(base, vocabulary, [row.fields for row in rows])
    projects = _nonzero(_covered(base, members).multiply(own_fields))
    return Units(
        kind=UnitKind.CLUSTER,
        keys=tuple(cluster.key for cluster in clusters),
        labels=tuple(cluster.name for cluster in clusters),
        countries=tuple(cluster.country for cluster in clusters),
        zones=tuple(cluster.zone for cluster in clusters),
        basis=tuple(kind if active else Basis.NONE for kind, active in zip(basis, _any(projects), strict=True)),
        members=_active(base, members, projects),
        projects=projects,
        own_fields=own_fields,
    )


@lru_cache(maxsize=64)
def seeker_unit(base: EvidenceBase, vocabulary: Vocabulary, seeker: Seeker) -> Units:
    """The one who searches, as a single unit: its own projects, its members', or its territory's."""
    members = seeker.members or ((seeker.key,) if seeker.key in base.org_index else ())
    row = _membership(base, members, seeker.territory, seeker.fields)
    own_fields = _own_fields(base, vocabulary, [row.fields])
    projects = _nonzero(_covered(base, row.members).multiply(own_fields))
    basis = Basis.OWN if members == (seeker.key,) else row.basis
    return Units(
        kind=UnitKind.CLUSTER,
        keys=(seeker.key,),
        labels=(seeker.name,),
        countries=(seeker.country,),
        zones=(_seat(base, seeker),),
        basis=(basis if projects.nnz else Basis.NONE,),
        members=_active(base, row.members, projects),
        projects=projects,
        own_fields=own_fields,
    )


def _seat(base: EvidenceBase, seeker: Seeker) -> str | None:
    """Where the seeker sits: the organisation's zone, else the first part of its territory."""
    if seeker.key in base.org_index:
        zone: str | None = base.org_zones[base.org_index[seeker.key]]
        return zone
    return seeker.territory[0].zone if seeker.territory else None


def territory_of(cluster: ClusterRecord) -> tuple[TerritoryPart, ...]:
    """The territory of a cluster: as declared, else the zone it sits in."""
    return cluster.territory or ((TerritoryPart(cluster.zone),) if cluster.zone else ())


@dataclass(frozen=True, slots=True)
class _Row:
    basis: Basis
    members: sparse.csr_array
    fields: tuple[str, ...]  # empty: projects in all fields count


def _membership(
    base: EvidenceBase, members: Sequence[str], territory: Sequence[TerritoryPart], fields: tuple[str, ...]
) -> _Row:
    """Who stands behind a cluster. Without known members both a territory and fields are needed."""
    known = [base.org_index[key] for key in members if key in base.org_index]
    if known:
        return _Row(Basis.MEMBERS, _one_row(base, np.unique(known)), ())
    if not territory or not fields:
        return _Row(Basis.NONE, _nobody(base, 1), ())
    return _Row(Basis.TERRITORY, _inhabitants(base, places_of(base), territory), fields)


def _inhabitants(base: EvidenceBase, places: Places, territory: Sequence[TerritoryPart]) -> sparse.csr_array:
    inhabitants = _nobody(base, 1)
    for part in territory:
        if part.zone in places.row and not places.is_divided(part.zone):
            zone = places.row[part.zone]
            inside = places.inside[[zone]] * np.float32(COVERAGE_WEIGHT[part.coverage])
            inhabitants = inhabitants.maximum(inside)
    return inhabitants.tocsr()


def _covered(base: EvidenceBase, members: sparse.csr_array) -> sparse.csr_array:
    """Projects x units: the summed weights of the unit's organisations in a project, at most 1."""
    projects: sparse.csr_array = (base.took_part @ members.T.tocsr()).tocsr()
    np.minimum(projects.data, 1.0, out=projects.data)
    return projects


def _own_fields(base: EvidenceBase, vocabulary: Vocabulary, fields: Sequence[tuple[str, ...]]) -> sparse.csr_array:
    """Projects x units: 1 where the project is in one of the unit's fields, or the unit names none."""
    everything = np.arange(len(base.project_ids))
    found = {
        own: np.flatnonzero(project_relevance(base, vocabulary.expand(own)) >= IN_FIELD) if own else everything
        for own in set(fields)
    }
    rows = [found[own] for own in fields]
    columns = np.repeat(np.arange(len(fields)), [len(inside) for inside in rows])
    places = (np.concatenate(rows) if rows else columns, columns)
    return sparse.coo_array(
        (np.ones(len(columns), dtype=np.float32), places), shape=(len(everything), len(fields))
    ).tocsr()


def _active(base: EvidenceBase, members: sparse.csr_array, projects: sparse.csr_array) -> sparse.csr_array:
    """Members that take part in at least one of the unit's projects."""
    return _nonzero(members.multiply(present(crossed(projects, base.took_part))))


def _any(projects: sparse.csr_array) -> NDArray[np.bool_]:
    return np.asarray(projects.sum(axis=0) > 0)


def _one_row(base: EvidenceBase, columns: NDArray[np.int64]) -> sparse.csr_array:
    values = np.ones(len(columns), dtype=np.float32)
    rows = np.zeros(len(columns), dtype=np.int64)
    return sparse.coo_array((values, (rows, columns)), shape=(1, len(base.org_ids))).tocsr()


def _nobody(base: EvidenceBase, rows: int) -> sparse.csr_array:
    nothing = np.zeros(0, dtype=np.int64)
    empty = sparse.coo_array((np.zeros(0, dtype=np.float32), (nothing, nothing)), shape=(rows, len(base.org_ids)))
    return empty.tocsr()


@lru_cache(maxsize=16)
def without(base: EvidenceBase, units: Units, seeker: Units) -> Units:
    """The same units, standing on organisations that are not the seeker's: nobody reaches itself.

    Organisations stay as they are: the seeker's own are left out of the candidates instead.
    """
    if units.kind is UnitKind.ORGANISATION:
        return units
    ours = seeker.members_of(0)
    stays = np.ones(units.members.shape[1], dtype=np.float32)
    stays[ours] = 0.0
    members = _nonzero(units.members @ sparse.diags_array(stays, format="csr"))
    projects = units.projects.multiply(present(_covered(base, members)))
    return replace(units, members=members, projects=_nonzero(projects))


def _nonzero(matrix: sparse.csr_array) -> sparse.csr_array:
    kept: sparse.csr_array = matrix.tocsr()
    kept.eliminate_zeros()
    return kept
