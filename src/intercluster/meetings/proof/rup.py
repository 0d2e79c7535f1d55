"""Whether a proof refutes a formula: a checker of its own, which takes nothing from the solver but the text.

A proof is a list of clauses. Each must follow by reverse unit propagation (RUP): with all its literals false, setting
what single literals are left in clauses ends in a contradiction (Goldberg and Novikov 2003). The last one is empty.
Lines that begin with ``d`` delete a clause, which only saves time. This is the part of the DRAT format in which nothing
but consequences of the formula is derived; a line that would need more (RAT) is refused.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from intercluster.meetings.search.bits import Whole, compiled

GIVEN, DERIVED, DELETED = 0, 1, 2
_GOES_ON, _REFUTED, _FAULTY = 0, 1, 2
_PORTION = 2_000  # lines between two looks at the clock
_NONE = -1


@dataclass(frozen=True, slots=True)
class Checked:
    """``refuted``: the proof holds. ``fault``: the first line (from 1) that does not follow from those before it.

    Neither: the time was up, or the lines ended without the empty clause. ``lines``: how many were looked at.
    """

    refuted: bool
    lines: int
    fault: int | None = None


class _Work(NamedTuple):
    """Clauses one after the other, and what is known of their literals.

    Literal v is the number 2 v, its opposite 2 v + 1. Clause c has two watches, the nodes 2 c and 2 c + 1, on its first
    two literals; ``first`` and ``following`` chain the nodes of a literal. ``trail`` holds true literals in the order
    of ``counts``: how many there are, how many of them were propagated, and the line in hand.
    """

    literals: NDArray[np.int32]
    starts: NDArray[np.int64]
    kinds: NDArray[np.int8]
    alive: NDArray[np.bool_]
    first: NDArray[np.int32]
    following: NDArray[np.int32]
    value: NDArray[np.int8]
    trail: NDArray[np.int32]
    counts: NDArray[np.int64]
    bucket: NDArray[np.int32]  # clauses by their key, to find those that are deleted
    same_key: NDArray[np.int32]
    seen: NDArray[np.int64]


def check_proof(clauses: Sequence[Sequence[int]], proof: Sequence[str], seconds: float = float("inf")) -> Checked:
    """Whether the lines of ``proof`` (DRUP as text) refute these clauses."""
    if any(not clause for clause in clauses):
        return Checked(refuted=True, lines=0)
    until = time.monotonic() + seconds
    work = _prepared(clauses, proof)
    known, last = len(clauses), len(work.kinds)
    for begin in (0, *range(known, last, _PORTION)):  # the formula first
        end = min(begin + _PORTION, last) if begin else known
        found = _follow(work, begin, end)
        lines = max(int(work.counts[2]) + 1 - known, 0)
        if found != _GOES_ON:
            return Checked(refuted=found == _REFUTED, lines=lines, fault=lines if found == _FAULTY else None)
        if time.monotonic() > until:
            return Checked(refuted=False, lines=lines)
    return Checked(refuted=False, lines=last - known)


def _prepared(clauses: Sequence[Sequence[int]], proof: Sequence[str]) -> _Work:
    given = np.fromiter(chain.from_iterable(clauses), dtype=np.int32)
    sizes = np.fromiter((len(clause) for clause in clauses), dtype=np.int64, count=len(clauses))
    text = " ".join(line.removeprefix("d ") for line in proof)
    derived = np.fromstring(text, dtype=np.int32, sep=" ")
    ends = np.flatnonzero(derived == 0)
    if len(ends) != len(proof) or (len(derived) and derived[-1] != 0):
        raise ValueError("every line of a proof is a list of literals that ends with 0")
    sizes = np.concatenate([sizes, np.diff(ends, prepend=-1) - 1])
    signed = np.concatenate([given, derived[derived != 0]])
    literals = (2 * np.abs(signed) + (signed < 0)).astype(np.int32)
    lines, room = len(sizes), int(literals.max(initial=0) | 1) + 1
    kinds = np.zeros(lines, dtype=np.int8)
    kinds[len(clauses) :] = [DELETED if line.startswith("d") else DERIVED for line in proof]
    return _Work(
        literals=literals,
        starts=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        kinds=kinds,
        alive=np.zeros(lines, dtype=np.bool_),
        first=np.full(room, _NONE, dtype=np.int32),
        following=np.full(2 * lines, _NONE, dtype=np.int32),
        value=np.zeros(room, dtype=np.int8),
        trail=np.zeros(room, dtype=np.int32),
        counts=np.zeros(3, dtype=np.int64),
        bucket=np.full(1 << lines.bit_length(), _NONE, dtype=np.int32),
        same_key=np.full(lines, _NONE, dtype=np.int32),
        seen=np.full(room, _NONE, dtype=np.int64),
    )


@compiled
def _set(work: _Work, literal: Whole) -> None:
    work.value[literal] = 1
    work.value[literal ^ 1] = -1
    work.trail[work.counts[0]] = literal
    work.counts[0] += 1


@compiled
def _propagate(work: _Work) -> bool:
    """Set whatever is the only literal left in a clause; whether that ends in a contradiction."""
    literals, starts, value, first, following = work.literals, work.starts, work.value, work.first, work.following
    while work.counts[1] < work.counts[0]:
        false = work.trail[work.counts[1]] ^ 1
        work.counts[1] += 1
        node = first[false]
        first[false] = _NONE
        while node != _NONE:
            after, clause = following[node], node >> 1
            if not work.alive[clause]:
                node = after
                continue
            start, which = starts[clause], node & 1
            other = literals[start + 1 - which]
            watched = false
            if value[other] != 1:
                for place in range(start + 2, starts[clause + 1]):
                    if value[literals[place]] != -1:
                        watched = literals[place]
                        literals[place] = false
                        literals[start + which] = watched
                        break
            following[node] = first[watched]
            first[watched] = node
            node = after
            if watched == false and value[other] == -1:
                while node != _NONE:  # the watches not looked at yet stay
                    after = following[node]
                    following[node] = first[false]
                    first[false] = node
                    node = after
                return True
            if watched == false and value[other] == 0:
                _set(work, other)
    return False


@compiled
def _follows(work: _Work, line: Whole) -> bool:
    """Whether a contradiction comes up once every literal of the clause is false."""
    mark = work.counts[0]
    follows = False
    for place in range(work.starts[line], work.starts[line + 1]):
        literal = work.literals[place]
        if work.value[literal] == 1:
            follows = True
            break
        if work.value[literal] == 0:
            _set(work, literal ^ 1)
    follows = follows or _propagate(work)
    while work.counts[0] > mark:
        work.counts[0] -= 1
        literal = work.trail[work.counts[0]]
        work.value[literal] = 0
        work.value[literal ^ 1] = 0
    work.counts[1] = mark
    return follows


@compiled
def _key(work: _Work, line: Whole) -> Whole:
    """A number that does not depend on the order of the literals."""
    total = np.uint64(0)
    for place in range(work.starts[line], work.starts[line + 1]):
        mixed = np.uint64(work.literals[place]) * np.uint64(0x9E3779B97F4A7C15)
        total += (mixed ^ (mixed >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
    return np.int64((total >> np.uint64(20)) & np.uint64(len(work.bucket) - 1))


@compiled
def _use(work: _Work, line: Whole) -> bool:
    """Take a clause into use; whether a contradiction is then there for good."""
    literals, start = work.literals, work.starts[line]
    key = _key(work, line)
    work.same_key[line] = work.bucket[key]
    work.bucket[key] = line
    work.alive[line] = True
    free = 0
    for place in range(start, work.starts[line + 1]):
        literal = literals[place]
        if work.value[literal] == 1:  # true for good: it is never needed
            return False
        if work.value[literal] == 0 and free < 2:
            literals[place] = literals[start + free]
            literals[start + free] = literal
            free += 1
    if free == 0:
        return True
    if free == 1:
        _set(work, literals[start])
        return _propagate(work)
    for which in range(2):
        literal = literals[start + which]
        work.following[2 * line + which] = work.first[literal]
        work.first[literal] = 2 * line + which
    return False


@compiled
def _delete(work: _Work, line: Whole) -> None:
    """Drop the clause with the literals of this line. What was derived from it for good stays: it is a consequence."""
    literals, starts = work.literals, work.starts
    for place in range(starts[line], starts[line + 1]):
        work.seen[literals[place]] = line
    key = _key(work, line)
    before, clause = _NONE, work.bucket[key]
    while clause != _NONE:
        same = starts[clause + 1] - starts[clause] == starts[line + 1] - starts[line]
        for place in range(starts[clause], starts[clause + 1]):
            same = same and work.seen[literals[place]] == line
        if same:
            work.alive[clause] = False
            if before == _NONE:
                work.bucket[key] = work.same_key[clause]
            else:
                work.same_key[before] = work.same_key[clause]
            return
        before, clause = clause, work.same_key[clause]


@compiled
def _follow(work: _Work, begin: Whole, end: Whole) -> Whole:
    """Go through these lines, until one does not follow or the formula is refuted."""
    for line in range(begin, end):
        work.counts[2] = line
        if work.kinds[line] == DELETED:
            _delete(work, line)
        elif work.kinds[line] == DERIVED and not _follows(work, line):
            return _FAULTY
        elif _use(work, line):
            return _REFUTED
    return _GOES_ON
