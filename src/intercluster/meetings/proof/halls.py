"""Places that do not suffice, by Hall's theorem: meetings that have more of themselves than slots they can use."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow

from intercluster.meetings.masks import slots_of


@dataclass(frozen=True, slots=True)
class Shortage:
    """``meetings`` can only be held in the slots of ``mask``, which offer ``places``: fewer than they are."""

    meetings: tuple[int, ...]
    mask: int
    places: int


def shortage(allowed: Mapping[int, int], places: Sequence[int]) -> Shortage | None:
    """Meetings that cannot all be held: ``allowed`` gives the mask of slots of each, ``places`` the room of each slot.

    Of the minimum cut of the flow from meetings to slots. ``None`` when every meeting has a place.
    """
    kinds = Counter(allowed.values())
    masks = sorted(kinds)
    source, sink = 0, 1 + len(masks) + len(places)
    edges: dict[tuple[int, int], int] = {}
    for number, mask in enumerate(masks, start=1):
        edges[source, number] = kinds[mask]
        for slot in slots_of(mask):
            edges[number, 1 + len(masks) + slot] = kinds[mask]
    for slot, room in enumerate(places):
        edges[1 + len(masks) + slot, sink] = room
    pairs = np.array(list(edges), dtype=np.int32)
    amounts = np.fromiter(edges.values(), dtype=np.int32)
    graph = csr_array((amounts, (pairs[:, 0], pairs[:, 1])), shape=(sink + 1, sink + 1))
    flow = maximum_flow(graph, source, sink)
    if flow.flow_value == len(allowed):
        return None
    reached = _reached(csr_array(graph - flow.flow), source)
    stuck = {masks[number - 1] for number in reached if 1 <= number <= len(masks)}
    union = 0
    for mask in stuck:
        union |= mask
    short = tuple(meeting for meeting, mask in allowed.items() if mask in stuck)
    return Shortage(short, union, sum(places[slot] for slot in slots_of(union)))


def _reached(residual: csr_array, source: int) -> set[int]:
    """Nodes that flow could still reach from the source."""
    found, waiting = {source}, [source]
    while waiting:
        node = waiting.pop()
        row = slice(residual.indptr[node], residual.indptr[node + 1])
        for other, room in zip(residual.indices[row], residual.data[row], strict=True):
            if room > 0 and int(other) not in found:
                found.add(int(other))
                waiting.append(int(other))
    return found
