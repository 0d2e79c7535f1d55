"""Where organisations sit: every organisation in its zone and in all zones around it."""

from collections import Counter
from functools import cached_property, lru_cache

import numpy as np
from scipy import sparse

from intercluster.evidence.store import EvidenceBase

EUROPEAN_LEVEL = 1  # countries cut into NUTS 1 zones: EU, EFTA, candidate countries, United Kingdom


class Places:
    """The zones of a base as a tree, and who is inside each."""

    def __init__(self, base: EvidenceBase) -> None:
        columns = {name: base.zones[name].to_pylist() for name in base.zones.column_names}
        self.codes: list[str] = columns["zone"]
        self.row = {code: row for row, code in enumerate(self.codes)}
        self.parent: dict[str, str | None] = dict(zip(self.codes, columns["parent"], strict=True))
        self.label: dict[str, str] = dict(zip(self.codes, columns["label"], strict=True))
        self.country: dict[str, str] = dict(zip(self.codes, columns["country"], strict=True))
        self.level: dict[str, int] = dict(zip(self.codes, columns["level"], strict=True))
        self.point: dict[str, tuple[float, float]] = {
            code: (latitude, longitude)
            for code, latitude, longitude in zip(self.codes, columns["latitude"], columns["longitude"], strict=True)
            if latitude is not None and longitude is not None
        }
        self.europe = frozenset(
            country for code, country in self.country.items() if self.level[code] == EUROPEAN_LEVEL and "-" not in code
        )
        self.inside = self._inside(base)

    def around(self, zone: str | None) -> tuple[str, ...]:
        """The zone and the zones it lies in, from the finest up; empty when unknown."""
        found: list[str] = []
        while zone is not None and zone in self.row and zone not in found:
            found.append(zone)
            zone = self.parent[zone]
        return tuple(found)

    def region(self, zone: str | None) -> str | None:
        """The NUTS 2 region or US state of a zone; the country where there is none."""
        around = self.around(zone)
        for code in around:
            if self.level[code] == 2:
                return code
        return around[-1] if around else None

    def is_divided(self, zone: str) -> bool:
        """Whether a zone is a country that is cut into several NUTS 2 regions or states."""
        return self.regions_of_country[zone] > 1

    @cached_property
    def regions_of_country(self) -> Counter[str]:
        return Counter(self.country[code] for code in self.codes if self.level[code] == 2)

    def within(self, zone: str | None, outer: str) -> bool:
        """Whether a zone is the outer one or lies in it."""
        return outer in self.around(zone)

    def _inside(self, base: EvidenceBase) -> sparse.csr_array:
        """Zones x organisations: 1 where the organisation sits in the zone or in a zone within it."""
        above = {zone: [self.row[code] for code in self.around(zone)] for zone in set(base.org_zones)}
        rows: list[int] = []
        columns: list[int] = []
        for organisation, (zone, country) in enumerate(zip(base.org_zones, base.org_countries, strict=True)):
            places = above[zone] or ([self.row[country]] if country in self.row else [])
            rows.extend(places)
            columns.extend([organisation] * len(places))
        shape = (len(self.codes), len(base.org_ids))
        return sparse.coo_array((np.ones(len(rows), dtype=np.float32), (rows, columns)), shape=shape).tocsr()


@lru_cache(maxsize=4)
def places_of(base: EvidenceBase) -> Places:
    """The places of a base, computed once."""
    return Places(base)
