"""NUTS codes of any version since 2006, told in NUTS 2021.

Weights are shares of the old zone's population; they come from the bundled ``nuts_crosswalk`` table.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import pyarrow as pa
import pyarrow.parquet as pq

from intercluster.datafolder import BUNDLED
from intercluster.territory.countries import normalise_country

CURRENT_VERSION = 2021
# A code without its version is read in the newest version that knows it; 2021 itself comes first.
_NEWEST_FIRST = (2024, 2016, 2013, 2010, 2006)
_SPELLINGS = {"GB": "UK", "GR": "EL"}  # NUTS writes these two countries its own way


class UnknownNutsCodeError(ValueError):
    """The code is in no version of NUTS that we know."""

    def __init__(self, code: str, version: int | None = None) -> None:
        self.code = code
        where = "any NUTS version from 2006 to 2024" if version is None else f"NUTS {version}"
        extra = " (extra-regio: it has no place on the map)" if len(code) > 2 and code[2:].strip("Z") == "" else ""
        super().__init__(f"{code!r} is not a code of {where}{extra}")


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a converted zone. ``weight`` is the share of the old zone's population, 0 to 1."""

    zone: str
    weight: float


def normalise_nuts(code: str) -> str:
    """Upper case, no blanks, Greece as ``EL`` and the United Kingdom as ``UK``, as NUTS writes them.

    A bare country comes back as ISO 3166-1: ``UK`` and ``EL`` become ``GB`` and ``GR``.
    """
    clean = code.strip().upper().replace(" ", "")
    if len(clean) == 2:
        return normalise_country(clean)
    return _SPELLINGS.get(clean[:2], clean[:2]) + clean[2:]


def nuts_country(code: str) -> str:
    """ISO 3166-1 alpha-2 of the country a NUTS code lies in."""
    return normalise_country(code.strip()[:2])


def nuts_level(code: str) -> int:
    """0 for a country, 1 to 3 for a region.

    Raises
    ------
    UnknownNutsCodeError
        The code has fewer than two or more than five characters.
    """
    level = len(normalise_nuts(code)) - 2
    if not 0 <= level <= 3:
        raise UnknownNutsCodeError(code)
    return level


def nuts_parent(code: str) -> str | None:
    """The zone one level up; ``None`` above a country."""
    clean = normalise_nuts(code)
    if nuts_level(clean) == 0:
        return None
    return nuts_country(clean) if len(clean) == 3 else clean[:-1]


def nuts_ancestors(code: str) -> tuple[str, ...]:
    """From the zone one level up to the country."""
    found: list[str] = []
    parent = nuts_parent(code)
    while parent is not None:
        found.append(parent)
        parent = nuts_parent(parent)
    return tuple(found)


class NutsConverter:
    """Converts codes of older (and the 2024) versions to NUTS 2021."""

    def __init__(self, crosswalk: pa.Table, current: Iterable[str]) -> None:
        self._current = frozenset(current)
        shares: dict[tuple[int, str], list[Share]] = defaultdict(list)
        columns = (crosswalk[name].to_pylist() for name in ("from_version", "from_code", "to_code", "weight"))
        for version, old, new, weight in zip(*columns, strict=True):
            shares[version, normalise_nuts(old)].append(Share(new, weight))  # Greece was GR until 2010
        self._shares = {
            key: tuple(sorted(found, key=lambda share: (-share.weight, share.zone))) for key, found in shares.items()
        }

    def known(self, code: str, version: int) -> bool:
        """Whether the code belongs to that version."""
        clean = normalise_nuts(code)
        return clean in self._current if version == CURRENT_VERSION else (version, clean) in self._shares

    def convert(self, code: str, version: int | None = None) -> tuple[Share, ...]:
        """Where a zone lies in NUTS 2021, largest share first; the weights sum to 1.

        Without ``version`` a code of NUTS 2021 stays as it is, any other is read in the newest version that knows it.
        A country stays a country.

        Raises
        ------
        UnknownNutsCodeError
            No version (or not the version named) has this code.
        """
        clean = normalise_nuts(code)
        if len(clean) == 2 or (version in (None, CURRENT_VERSION) and clean in self._current):
            return (Share(clean, 1.0),)
        for candidate in _NEWEST_FIRST if version is None else (version,):
            if found := self._shares.get((candidate, clean)):
                return found
        raise UnknownNutsCodeError(code, version)

    def settle(self, code: str, version: int | None = None, share: float = 0.8) -> str:
        """The one NUTS 2021 zone that holds at least ``share`` of the old one: a parent where it was split.

        Raises
        ------
        UnknownNutsCodeError
            See `convert`.
        """
        parts = self.convert(code, version)
        while parts[0].weight < share and len(parts[0].zone) > 2:
            lifted: dict[str, float] = defaultdict(float)
            for part in parts:
                lifted[nuts_parent(part.zone) or part.zone] += part.weight
            parts = tuple(sorted((Share(*item) for item in lifted.items()), key=lambda part: (-part.weight, part.zone)))
        return parts[0].zone


@lru_cache(maxsize=1)
def nuts_converter() -> NutsConverter:
    """The converter over the bundled cross-walk."""
    zones = pq.read_table(BUNDLED / "zones.parquet", columns=["zone"])["zone"].to_pylist()
    current = [zone for zone in zones if "-" not in zone and len(zone) > 2]
    return NutsConverter(pq.read_table(BUNDLED / "nuts_crosswalk.parquet"), current)
