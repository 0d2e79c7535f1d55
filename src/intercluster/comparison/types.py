"""The words of a comparison: who is compared, under which heads, and what is left to ask."""

from dataclasses import dataclass
from enum import StrEnum

from intercluster.directory.types import ClusterRecord


class Head(StrEnum):
    """The heads the Observatoire names for a first comparison, then the figures (S53)."""

    PERIMETER = "perimeter"
    ORIENTATIONS = "orientations"
    MISSIONS = "missions"
    ORGANISATION = "organisation"
    FIGURES = "figures"


@dataclass(frozen=True, slots=True)
class Subject:
    """One organisation to compare.

    ``organisations`` are the ``org_id`` its evidence comes from, ``projects`` the ``project_id`` that count for it.
    """

    record: ClusterRecord
    orientations: str = ""
    missions: str = ""
    structure: str = ""
    governed: bool | None = None
    animation_team: bool | None = None
    founded_year: int | None = None
    labels: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    basis: str = "none"  # a value of scouting's Basis: members | territory | none


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list cell. ``shared`` marks what every compared organisation has."""

    key: str
    label: str
    value: float | None = None
    n: int | None = None
    shared: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """What is known of one subject on one row: a text, a number or a list; nothing at all is ``missing``."""

    text: str = ""
    number: float | None = None
    items: tuple[Item, ...] = ()
    note: str = ""

    @property
    def missing(self) -> bool:
        return not self.text and self.number is None and not self.items


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the comparison; one cell a subject, in their order. ``unit`` is a code, "" for texts."""

    head: Head
    code: str
    label: str
    cells: tuple[Cell, ...]
    unit: str = ""
    askable: bool = True

    @property
    def differs(self) -> bool:
        """Whether two known cells say different things. A missing cell is a question, not a difference."""
        known = {_meaning(cell) for cell in self.cells if not cell.missing}
        return len(known) > 1


@dataclass(frozen=True, slots=True)
class Question:
    """Something to ask the mirror organisation: ``row`` is the code of the row with nothing in its cell."""

    subject: str
    name: str
    row: str
    text: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The sheet. ``period`` is first and last start year of the projects counted, ``None`` without projects."""

    subjects: tuple[Subject, ...]
    rows: tuple[Row, ...]
    questions: tuple[Question, ...]
    period: tuple[int, int] | None

    def under(self, head: Head) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.head is head)


def _meaning(cell: Cell) -> tuple[str, float | None, frozenset[str]]:
    return cell.text.strip().casefold(), cell.number, frozenset(item.key for item in cell.items)
