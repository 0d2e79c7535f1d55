"""The one who searches, found by name in the directory or in the evidence."""

from intercluster.directory.types import ClusterRecord, Directory
from intercluster.evidence.store import EvidenceBase
from intercluster.scouting.types import Seeker
from intercluster.scouting.units import territory_of

_SHOWN = 8


class UnknownSeekerError(LookupError):
    """Nobody, or more than one, goes by that name."""


def seeker_from(cluster: ClusterRecord, encounters: tuple[str, ...] = ()) -> Seeker:
    """A cluster of the directory as the one who searches. ``encounters``: keys of those met, once a meeting."""
    return Seeker(
        key=cluster.key,
        name=cluster.short_name or cluster.name,
        country=cluster.country,
        members=cluster.members,
        territory=territory_of(cluster),
        fields=cluster.fields,
        encounters=encounters,
    )


def find_seeker(base: EvidenceBase, directory: Directory, name: str) -> Seeker:
    """The cluster of that key or name, else the organisation of that ``org_id``.

    Raises
    ------
    UnknownSeekerError
        Nobody goes by that name, or several clusters do; the message names those that come close.
    """
    if name in base.org_index:
        row = base.org_index[name]
        return Seeker(name, str(base.org_names[row] or name), base.org_countries[row])
    wanted = name.casefold().strip()
    exact = [
        cluster
        for cluster in directory.clusters
        if wanted in {cluster.key.casefold(), cluster.name.casefold(), cluster.short_name.casefold()}
    ]
    close = exact or [cluster for cluster in directory.clusters if wanted and wanted in cluster.name.casefold()]
    if len(close) == 1:
        return seeker_from(close[0])
    if not close:
        raise UnknownSeekerError(f"nobody in the directory is called '{name}'")
    listed = ", ".join(f"{cluster.name} ({cluster.key})" for cluster in close[:_SHOWN])
    raise UnknownSeekerError(f"'{name}' could be several: {listed}")
