"""What people decided about organisations under two identifiers: one or two. Applied when evidence is loaded.

Decisions are kept in ``evidence/decisions.csv`` of the data folder, oldest first; the last one about a pair holds,
and a pair may be withdrawn, so nothing is ever merged for good.
"""

import contextlib
import csv
import datetime as dt
import fcntl
import getpass
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import pyarrow as pa
import pyarrow.compute as pc

from intercluster.datafolder import data_folder

Verdict = Literal["same", "different", "withdrawn"]
_COLUMNS: Final = ("org_a", "org_b", "verdict", "decided_by", "decided_at")


@dataclass(frozen=True, slots=True)
class Decision:
    """Somebody's word on two identifiers; ``org_a`` sorts before ``org_b``."""

    org_a: str
    org_b: str
    verdict: Verdict
    decided_by: str
    decided_at: str  # ISO 8601, UTC

    @property
    def pair(self) -> tuple[str, str]:
        return self.org_a, self.org_b


class ContradictionError(ValueError):
    """Taking the pairs as one organisation would join two that somebody said are different."""

    def __init__(self, org_a: str, org_b: str) -> None:
        super().__init__(f"{org_a} and {org_b} were said to be different organisations; withdraw that decision first")
        self.pair = (org_a, org_b)


def decisions_file() -> Path:
    """Where decisions are kept."""
    return data_folder() / "evidence" / "decisions.csv"


def read_decisions(path: Path | None = None) -> list[Decision]:
    """The decisions that hold, in the order they were taken."""
    path = path or decisions_file()
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        held = {(row["org_a"], row["org_b"]): Decision(**row) for row in csv.DictReader(file)}  # type: ignore[arg-type]
    return [decision for decision in held.values() if decision.verdict != "withdrawn"]


def decide(
    pairs: Iterable[tuple[str, str]], verdict: Verdict, who: str | None = None, path: Path | None = None
) -> list[Decision]:
    """Record one verdict about several pairs: all of them, or none.

    Raises
    ------
    ContradictionError
        See there.
    ValueError
        A pair names one organisation twice.
    """
    path, who = path or decisions_file(), who or getpass.getuser()
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    new = [Decision(min(pair), max(pair), verdict, who, now) for pair in pairs]
    if twice := next((decision for decision in new if decision.org_a == decision.org_b), None):
        raise ValueError(f"{twice.org_a} is named twice in one pair")
    with _alone(path):
        _refuse_contradictions([*read_decisions(path), *new])
        _append(path, new)
    return new


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Wait for whoever is deciding at this moment, in this process or another: no decision may get lost."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _refuse_contradictions(decisions: Iterable[Decision]) -> None:
    held = {decision.pair: decision for decision in decisions}
    groups = aliases(held.values())
    for decision in held.values():
        if decision.verdict == "different" and _canonical(decision.org_a, groups) == _canonical(decision.org_b, groups):
            raise ContradictionError(*decision.pair)


def aliases(decisions: Iterable[Decision]) -> dict[str, str]:
    """Identifier to the one it is counted under: of a group that with a PIC first, then the smallest."""
    leader: dict[str, str] = {}
    for decision in decisions:
        if decision.verdict == "same":
            kept, other = sorted((_canonical(org, leader) for org in decision.pair), key=_precedence)
            if kept != other:
                leader = {alias: kept if target == other else target for alias, target in leader.items()} | {
                    other: kept
                }
    return leader


def apply_aliases(tables: Mapping[str, pa.Table], renamed: Mapping[str, str]) -> dict[str, pa.Table]:
    """Tables of evidence in which aliases are counted under their organisation, whose empty cells they fill."""
    organisations = tables["organisations"]
    known = set(organisations["org_id"].to_pylist())
    renamed = {alias: kept for alias, kept in renamed.items() if alias in known and kept in known}
    if not renamed:
        return dict(tables)
    is_alias = pc.is_in(organisations["org_id"], pa.array(list(renamed)))
    merged = _fill(organisations.filter(pc.invert(is_alias)), organisations.filter(is_alias).to_pylist(), renamed)
    participations = tables["participations"]
    place = participations.column_names.index("org_id")
    found = pc.index_in(participations["org_id"], pa.array(list(renamed)))
    kept = pa.array(list(renamed.values())).take(found.combine_chunks())
    column = pc.coalesce(kept, participations["org_id"].combine_chunks())
    return {
        **tables,
        "organisations": merged,
        "participations": participations.set_column(place, participations.schema.field("org_id"), column),
    }


def decisions_state() -> tuple[int, int]:
    """Changes whenever the decisions do: time and size of their file."""
    try:
        found = decisions_file().stat()
    except FileNotFoundError:
        return (0, 0)
    return found.st_mtime_ns, found.st_size


def _fill(organisations: pa.Table, others: Sequence[Mapping[str, object]], renamed: Mapping[str, str]) -> pa.Table:
    leaders = pc.is_in(organisations["org_id"], pa.array(sorted(set(renamed.values()))))
    rows = {row["org_id"]: row for row in organisations.filter(leaders).to_pylist()}
    for other in others:
        row = rows[renamed[str(other["org_id"])]]
        placed = row["zone_basis"] not in (None, "country")
        for name, value in other.items():
            if row[name] is None or (
                name in ("zone", "zone_basis") and not placed and other["zone_basis"] != "country"
            ):
                row[name] = value if value is not None else row[name]
    filled = pa.Table.from_pylist(list(rows.values()), organisations.schema)
    return pa.concat_tables([organisations.filter(pc.invert(leaders)), filled]).sort_by("org_id")


def _canonical(org: str, leader: Mapping[str, str]) -> str:
    return leader.get(org, org)


def _precedence(org: str) -> tuple[bool, str]:
    return not org.startswith("pic:"), org


def _append(path: Path, new: Sequence[Decision]) -> None:
    before = path.read_text(encoding="utf-8") if path.exists() else ",".join(_COLUMNS) + "\n"
    fresh = path.with_suffix(f".{os.getpid()}")
    with fresh.open("w", encoding="utf-8", newline="") as file:
        file.write(before)
        csv.writer(file, lineterminator="\n").writerows(
            [getattr(decision, name) for name in _COLUMNS] for decision in new
        )
    fresh.replace(path)
