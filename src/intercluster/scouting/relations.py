"""What the directory and the user's notes say of the seeker and each unit: cooperations, encounters, ways in."""

import numpy as np
from numpy.typing import NDArray

from intercluster.scouting.networks import Networks
from intercluster.scouting.places import Places
from intercluster.scouting.types import Evidence, Seeker, UnitKind
from intercluster.scouting.units import Units


def cooperations_with(
    seeker: Seeker, units: Units, networks: Networks, places: Places
) -> dict[int, tuple[Evidence, ...]]:
    """What is known of our cooperation with each unit, by row of the units.

    A zone counts when a cluster that we cooperate with sits in it, an organisation when it is a known member of one.
    """
    found: dict[int, tuple[Evidence, ...]] = {}
    for partner, record in networks.cooperations.get(seeker.key, {}).items():
        for key in _standing_for(partner, units.kind, networks, places):
            if key in units.row:
                row = units.row[key]
                found[row] = (*found.get(row, ()), networks.evidence(record))
    return found


def _standing_for(cluster: str, kind: UnitKind, networks: Networks, places: Places) -> tuple[str, ...]:
    record = networks.directory.by_key.get(cluster)
    if kind is UnitKind.CLUSTER or record is None:
        return (cluster,)
    if kind is UnitKind.ZONE:
        return places.around(record.zone)
    return (cluster, *record.members)


def encounters_with(seeker: Seeker, units: Units) -> NDArray[np.float64]:
    """Noted encounters with each unit."""
    found = np.zeros(len(units.keys))
    for key in seeker.encounters:
        if key in units.row:
            found[units.row[key]] += 1.0
    return found


def entries(units: Units, unit: int, networks: Networks, places: Places) -> tuple[str, ...]:
    """Keys of the directory through which a unit can be reached.

    Itself for a cluster, the clusters it is a known member of for an organisation, those that sit in it for a zone.
    """
    key = units.keys[unit]
    if units.kind is UnitKind.CLUSTER:
        return (key,)
    if units.kind is UnitKind.ORGANISATION:
        return (key, *networks.clusters_of_organisation.get(key, ()))
    return tuple(cluster.key for cluster in networks.directory.clusters if places.within(cluster.zone, key))
