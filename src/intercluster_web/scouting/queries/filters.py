"""What the address of a search page asks for."""

from dataclasses import dataclass

from intercluster.scouting.types import Mode, UnitKind

LIMITS = (20, 50, 200)
MANY = 2000  # more than there are zones


@dataclass(frozen=True)
class Filters:
    units: UnitKind = UnitKind.CLUSTER
    mode: Mode = Mode.QUICK_WIN
    countries: tuple[str, ...] = ()
    abroad: bool = False  # leave out the country of whoever searches
    exclude_countries: tuple[str, ...] = ()
    zone: str | None = None
    first_year: int | None = None
    last_year: int | None = None
    limit: int = LIMITS[0]
