"""The best pairs among those who come to a meeting, explained."""

from collections import defaultdict
from collections.abc import Collection, Iterable

import numpy as np
from numpy.typing import NDArray

from intercluster.scouting.pairs.ground import Pairs
from intercluster.scouting.pairs.reasons import Reasons, note_points, note_reason
from intercluster.scouting.pairs.types import Matrix, Note, PairSuggestion


def suggest_pairs(
    pairs: Pairs,
    *,
    notes: Iterable[Note] = (),
    left_out: Collection[frozenset[str]] = (),
    only: NDArray[np.bool_] | None = None,
    each: int | None = None,
    limit: int = 50,
) -> tuple[PairSuggestion, ...]:
    """The pairs with most points, each with its reasons; pairs without any reason are none.

    Parameters
    ----------
    notes
        What the caller knows besides; those of parties that are not there are passed over.
    left_out
        Keys of pairs that met, were asked or declined.
    only
        Which pairs may be suggested at all, parties x parties; a pair may where either direction may.
    each
        At most so many suggestions for one party, so that the best known do not get them all.

    Raises
    ------
    KeyError
        A note of a kind that is not in ``NOTE_POINTS``.
    """
    kept = _by_pair(pairs, notes)
    points = pairs.points.copy()
    for (a, b), theirs in kept.items():
        points[a, b] += sum(note_points(note) for note in theirs)
    allowed = np.triu(np.ones_like(points, dtype=np.bool_), 1)
    if only is not None:
        allowed &= only | only.T
    for pair in left_out:
        rows = sorted(pairs.row[key] for key in pair if key in pairs.row)
        if len(rows) == 2:
            allowed[rows[0], rows[1]] = False
    chosen = _best(np.where(allowed, points, 0.0), each, limit)
    return tuple(_suggestion(pairs, a, b, kept.get((a, b), [])) for a, b in chosen)


def _by_pair(pairs: Pairs, notes: Iterable[Note]) -> dict[tuple[int, int], list[Note]]:
    found: dict[tuple[int, int], list[Note]] = defaultdict(list)
    for note in notes:
        rows = sorted(pairs.row[key] for key in {note.first, note.second} if key in pairs.row)
        if len(rows) == 2:
            found[rows[0], rows[1]].append(note)
    return found


def _best(points: Matrix, each: int | None, limit: int) -> list[tuple[int, int]]:
    """Rows and columns of the pairs with most points; ties in the order the parties were given."""
    rows, columns = np.nonzero(points)
    order = np.argsort(-points[rows, columns], kind="stable")
    taken: dict[int, int] = defaultdict(int)
    chosen: list[tuple[int, int]] = []
    for at in order.tolist():
        a, b = int(rows[at]), int(columns[at])
        if len(chosen) == limit:
            break
        if each is None or max(taken[a], taken[b]) < each:
            taken[a], taken[b] = taken[a] + 1, taken[b] + 1
            chosen.append((a, b))
    return chosen


def _suggestion(pairs: Pairs, a: int, b: int, notes: Iterable[Note]) -> PairSuggestion:
    reasons = [*Reasons(pairs).of(a, b), *(note_reason(note) for note in notes)]
    reasons.sort(key=lambda reason: -reason.points)
    total = sum(reason.points for reason in reasons)
    return PairSuggestion(pairs.parties[a].key, pairs.parties[b].key, total, tuple(reasons))
