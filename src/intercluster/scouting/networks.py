"""The directory as a graph: who belongs to which network, directly or through a network of networks (S79, S103)."""

from collections import defaultdict, deque
from dataclasses import dataclass
from functools import cached_property, lru_cache

from intercluster.directory.types import CooperationRecord, Directory
from intercluster.scouting.types import Evidence


@dataclass(frozen=True, eq=False)
class Networks:
    """Memberships and cooperations of a directory, by key."""

    directory: Directory

    @cached_property
    def belongs_to(self) -> dict[str, set[str]]:
        """Organisations each member belongs to, directly."""
        found: dict[str, set[str]] = defaultdict(set)
        for membership in self.directory.memberships:
            if membership.until is None:
                found[membership.member].add(membership.organisation)
        return found

    @cached_property
    def members(self) -> dict[str, set[str]]:
        """Members of each organisation, directly."""
        found: dict[str, set[str]] = defaultdict(set)
        for member, organisations in self.belongs_to.items():
            for organisation in organisations:
                found[organisation].add(member)
        return found

    @cached_property
    def cooperations(self) -> dict[str, dict[str, CooperationRecord]]:
        """Known cooperations of each organisation, by partner."""
        found: dict[str, dict[str, CooperationRecord]] = defaultdict(dict)
        for record in self.directory.cooperations:
            found[record.a][record.b] = record
            found[record.b][record.a] = record
        return found

    @cached_property
    def clusters_of_organisation(self) -> dict[str, tuple[str, ...]]:
        """Clusters of the directory that each organisation of the evidence is a known member of."""
        found: dict[str, tuple[str, ...]] = {}
        for cluster in self.directory.clusters:
            for member in cluster.members:
                found[member] = (*found.get(member, ()), cluster.key)
        return found

    def around(self, key: str) -> dict[str, tuple[str, ...]]:
        """Every network an organisation is in, each with the shortest way up to it (the organisation left out)."""
        return _reached(key, self.belongs_to)

    def inside(self, key: str) -> dict[str, tuple[str, ...]]:
        """Every organisation in a network, each with the shortest way down to it."""
        return _reached(key, self.members)

    def evidence(self, record: CooperationRecord) -> Evidence:
        """A cooperation as something to look at: who, on what, since when."""
        label = f"{self.label(record.a)} – {self.label(record.b)}"
        return Evidence(
            "cooperation", f"{record.a}:{record.b}", f"{label}: {record.topic}".rstrip(": "), record.started
        )

    def label(self, key: str) -> str:
        record = self.directory.by_key.get(key)
        return record.short_name or record.name if record else key


def _reached(start: str, steps: dict[str, set[str]]) -> dict[str, tuple[str, ...]]:
    """Breadth first, so that the first way found is a shortest one; circles end themselves."""
    ways: dict[str, tuple[str, ...]] = {start: ()}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        for there in sorted(steps.get(here, ())):
            if there not in ways:
                ways[there] = (*ways[here], there)
                waiting.append(there)
    del ways[start]
    return ways


@lru_cache(maxsize=8)
def networks_of(directory: Directory) -> Networks:
    """The graph of a directory, kept for the next search."""
    return Networks(directory)
