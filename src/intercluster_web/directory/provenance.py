"""Where a statement comes from, as one value handed to the actions."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from intercluster_web.directory.models import Origin


@dataclass(frozen=True)
class Provenance:
    """The source of a statement, its dates, and who brings it."""

    source_url: str = ""
    seen_text: str = ""
    stated_on: date | None = None
    checked_on: date | None = None
    stated_year_only: bool = False
    origin: str = Origin.PERSON
    user: Any = None

    def columns(self) -> dict[str, Any]:
        """The columns of ``Sourced``."""
        return {
            "source_url": self.source_url[:500],
            "seen_text": self.seen_text[:300],
            "stated_on": self.stated_on,
            "checked_on": self.checked_on,
            "stated_year_only": self.stated_year_only,
            "origin": self.origin,
        }

    def fact_columns(self) -> dict[str, Any]:
        return self.columns() | {"recorded_by": self.user}
