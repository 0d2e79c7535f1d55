"""Zones of evidence: countries, NUTS 2021 regions and US states, with their labels, parents and centres."""

from dataclasses import dataclass
from functools import lru_cache

import pyarrow.parquet as pq

from intercluster.datafolder import BUNDLED


class UnknownZoneError(KeyError):
    """The code is not in the table of zones."""

    def __str__(self) -> str:
        return f"{self.args[0]!r} is not a country, a NUTS 2021 region or a US state"


@dataclass(frozen=True, slots=True)
class Zone:
    """One zone. ``level`` 0 is a country, 1 to 3 a NUTS region, 2 also a US state; degrees are WGS 84."""

    code: str
    level: int
    parent: str | None
    label: str
    country: str
    latitude: float | None
    longitude: float | None


@lru_cache(maxsize=1)
def zones() -> dict[str, Zone]:
    """Every zone by its code."""
    rows = pq.read_table(BUNDLED / "zones.parquet").to_pylist()
    return {row["zone"]: Zone(code=row.pop("zone"), **row) for row in rows}


def zone(code: str) -> Zone:
    """One zone.

    Raises
    ------
    UnknownZoneError
        The code is not in the table.
    """
    try:
        return zones()[code]
    except KeyError:
        raise UnknownZoneError(code) from None


def ancestors(code: str) -> tuple[str, ...]:
    """From the zone one level up to the country."""
    found: list[str] = []
    parent = zone(code).parent
    while parent is not None:
        found.append(parent)
        parent = zone(parent).parent
    return tuple(found)


def contains(outer: str, inner: str) -> bool:
    """Whether ``inner`` is ``outer`` or lies within it."""
    return outer == inner or outer in ancestors(inner)


def children(code: str) -> tuple[str, ...]:
    """The zones one level down, in code order."""
    zone(code)
    return _children().get(code, ())


def descendants(code: str) -> tuple[str, ...]:
    """Every zone within, at any level, without the zone itself."""
    return tuple(found for child in children(code) for found in (child, *descendants(child)))


def at_level(code: str, level: int) -> str | None:
    """The zone itself or its ancestor at that level; ``None`` where the zone is coarser."""
    return next((found for found in (code, *ancestors(code)) if zone(found).level == level), None)


@lru_cache(maxsize=1)
def _children() -> dict[str, tuple[str, ...]]:
    grouped: dict[str, list[str]] = {}
    for found in sorted(zones().values(), key=lambda item: item.code):
        if found.parent is not None:
            grouped.setdefault(found.parent, []).append(found.code)
    return {parent: tuple(codes) for parent, codes in grouped.items()}
