"""What changed between two wordings, word by word, and between two versions, clause by clause (difflib)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from intercluster.agreements.clauses import ClauseText

Change = Literal["same", "added", "removed", "changed"]
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_LONGEST = 20_000  # tokens of both texts; above that whole texts are shown instead of words


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that stayed, came or went."""

    kind: Literal["same", "added", "removed"]
    text: str


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """``pieces`` are of the text, ``heading`` of the title; ``before`` or ``after`` is None where the clause was not
    there. ``moved``: it stands elsewhere in the order."""

    kind: Change
    before: ClauseText | None
    after: ClauseText | None
    heading: tuple[Piece, ...]
    pieces: tuple[Piece, ...]
    moved: bool = False


def redline(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces of both texts in reading order. The pieces that are not "added" make up ``before``, those that are
    not "removed" make up ``after``."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if len(old) + len(new) > _LONGEST:
        return _pieces([("removed", before), ("added", after)] if before != after else [("same", after)])
    found: list[tuple[Literal["same", "added", "removed"], str]] = []
    for what, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            found.append(("same", "".join(old[i:j])))
            continue
        found += [("removed", "".join(old[i:j])), ("added", "".join(new[k:m]))]
    return _pieces(found)


def compare_versions(before: Sequence[ClauseText], after: Sequence[ClauseText]) -> tuple[ClauseChange, ...]:
    """Every clause of two versions of one text, in the order of the later one; removed clauses stand after the clause
    they followed. Clauses are the same by key, else by heading."""
    old = {_identity(clause, before): clause for clause in before}
    new = {_identity(clause, after): clause for clause in after}
    kept_order = [key for key in old if key in new]
    new_order = [key for key in new if key in old]
    stayed = _unmoved(kept_order, new_order)
    changes: list[ClauseChange] = []
    gone_after = _gone_after(list(old), new)
    changes += [_change(old[key], None) for key in gone_after.get("", [])]
    for key, clause in new.items():
        changes.append(_change(old.get(key), clause, moved=key in old and key not in stayed))
        changes += [_change(old[gone], None) for gone in gone_after.get(key, [])]
    return tuple(changes)


def _identity(clause: ClauseText, among: Sequence[ClauseText]) -> str:
    """Key, else heading; numbered where several are alike."""
    own = clause.key or f"own:{clause.heading.casefold()}"
    alike = [each for each in among if (each.key or f"own:{each.heading.casefold()}") == own]
    number = next(place for place, each in enumerate(alike) if each is clause)
    return f"{own}#{number}"


def _unmoved(before: list[str], after: list[str]) -> set[str]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return {before[block.a + step] for block in matcher.get_matching_blocks() for step in range(block.size)}


def _gone_after(order: list[str], new: "dict[str, ClauseText]") -> dict[str, list[str]]:
    """The removed clauses by the last kept clause before them."""
    gone: dict[str, list[str]] = {}
    last = ""
    for key in order:
        if key in new:
            last = key
        else:
            gone.setdefault(last, []).append(key)
    return gone


def _change(before: ClauseText | None, after: ClauseText | None, moved: bool = False) -> ClauseChange:
    heading = redline(before.heading if before else "", after.heading if after else "")
    pieces = redline(before.text if before else "", after.text if after else "")
    kind: Change = "changed"
    if before is None:
        kind = "added"
    elif after is None:
        kind = "removed"
    elif (before.heading, before.text) == (after.heading, after.text):
        kind = "same"
    return ClauseChange(kind, before, after, heading, pieces, moved)


def _pieces(found: Sequence[tuple[Literal["same", "added", "removed"], str]]) -> tuple[Piece, ...]:
    return tuple(Piece(kind, text) for kind, text in found if text)
