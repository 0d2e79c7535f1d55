"""What an import did or would do."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from intercluster.evidence.importing.problems import Problem
from intercluster.export import Column, Table

Outcome = Literal["written", "unchanged", "dry_run", "refused"]
Stage = Literal["reading", "checking", "merging", "writing"]
Progress = Callable[[Stage, float], None]
"""Called with the stage and the share of it that is done, 0 to 1."""


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file that was read: its name as shown, its layout and its rows."""

    name: str
    layout: str
    rows: int


@dataclass(frozen=True, slots=True)
class TableChange:
    """What became of one table of evidence, in rows (participations: organisations in projects)."""

    table: str
    new: int
    changed: int
    removed: int
    total: int


@dataclass(frozen=True)
class ImportReport:
    """The files read, what changed and everything there is to say about them.

    ``left_out`` counts rows (and emptied cells) that were bad and skipped on request.
    """

    outcome: Outcome
    files: tuple[FileRead, ...]
    changes: tuple[TableChange, ...]
    problems: tuple[Problem, ...]
    left_out: int = 0
    folder: Path | None = None

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What stops the import, or was left out on request."""
        return tuple(problem for problem in self.problems if problem.stops)

    @property
    def remarks(self) -> tuple[Problem, ...]:
        """Warnings and notices: worth knowing, stopping nothing."""
        return tuple(problem for problem in self.problems if not problem.stops)

    @property
    def summary(self) -> str:
        """``0 new, 0 changed`` and so on, over all tables."""
        new, changed, removed = (
            sum(getattr(change, name) for change in self.changes) for name in ("new", "changed", "removed")
        )
        return f"{new} new, {changed} changed" + (f", {removed} removed" if removed else "")


PROBLEM_COLUMNS = (
    Column("severity", "Severity"),
    Column("file", "File"),
    Column("line", "Line", "integer", "Line of the file, as a text editor counts it"),
    Column("column", "Column"),
    Column("value", "Value", definition="What stands there, shortened to 60 characters"),
    Column("reason", "Reason"),
    Column("advice", "What to do"),
)


def problems_table(problems: tuple[Problem, ...]) -> Table:
    """The problems as a table to take away."""
    keys = [column.key for column in PROBLEM_COLUMNS]
    return Table("Problems", PROBLEM_COLUMNS, [{key: getattr(problem, key) for key in keys} for problem in problems])
