"""How to reach them: directly, through a named go-between, or through a network (S37, S38, S48)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from intercluster.directory.types import ClusterRecord
from intercluster.scouting.networks import Networks
from intercluster.scouting.types import Evidence, Reason, Route, RouteKind, Seeker

OUT_OF_REACH = 5.0  # a target this many times our size, without any tie, is better approached through a network
SHOWN_BRIDGES = 3
SHOWN_NETWORKS = 4
SHOWN_MEMBERS = 5


@dataclass(frozen=True, slots=True)
class Target:
    """The candidate as routes need it. ``entries`` are its keys in the directory (itself, or clusters it is in)."""

    entries: tuple[str, ...]
    known: bool
    size_ratio: float | None  # theirs over ours


def routes(seeker: Seeker, target: Target, networks: Networks, access: Sequence[Reason]) -> tuple[Route, ...]:
    """All routes, the one to try first in front."""
    found = [
        *_direct(access, target.known),
        *_through_clusters(seeker, target, networks),
        *_through_organisations(access),
        *_through_networks(seeker, target, networks),
    ]
    return _advised(found, target)


def _direct(access: Sequence[Reason], known: bool) -> list[Route]:
    """What we have with them already; a few projects of some of our organisations are a way in, not a tie of ours."""
    ties = [reason for reason in access if reason.code in {"prior_projects", "cooperation", "encounters"}]
    if not ties:
        return []
    said = "; ".join(reason.text for reason in ties)
    evidence = tuple(item for reason in ties for item in reason.evidence)
    if known:
        text = f"you know each other: {said}"
        return [Route(RouteKind.DIRECT, "", "", text, "direct", {"ties": len(ties)}, evidence=evidence)]
    ours = [item for item in evidence if item.kind == "organisation"]
    names = ", ".join(item.label for item in ours)
    text = f"ask your own organisations that worked with them ({names}): {said}"
    params: dict[str, str | int | float] = {"names": names, **ties[0].params}
    return [Route(RouteKind.DIRECT, ours[0].key, ours[0].label, text, "own_organisations", params, evidence=evidence)]


def _through_organisations(access: Sequence[Reason]) -> list[Route]:
    bridges = [reason for reason in access if reason.code == "bridge"][:SHOWN_BRIDGES]
    return [
        Route(
            RouteKind.BRIDGE,
            str(reason.params["organisation"]),
            str(reason.params["name"]),
            f"ask {reason.params['name']} to introduce you: {reason.text}",
            "bridge_organisation",
            reason.params,
            evidence=reason.evidence,
        )
        for reason in bridges
    ]


def _through_clusters(seeker: Seeker, target: Target, networks: Networks) -> list[Route]:
    """Clusters known to cooperate with both, or with us and being where the target is."""
    ours = networks.cooperations.get(seeker.key, {})
    found: list[Route] = []
    for entry in target.entries:
        theirs = networks.cooperations.get(entry, {})
        for between in sorted(set(ours) & set(theirs) - {seeker.key, entry}):
            label = networks.label(between)
            text = f"{label} cooperates with you and with {networks.label(entry)}"
            params: dict[str, str | int | float] = {"cluster": label, "target": networks.label(entry)}
            evidence = (networks.evidence(ours[between]), networks.evidence(theirs[between]))
            found.append(Route(RouteKind.BRIDGE, between, label, text, "bridge_cluster", params, evidence=evidence))
    return found


def _through_networks(seeker: Seeker, target: Target, networks: Networks) -> list[Route]:
    theirs: dict[str, tuple[str, ...]] = {}
    for entry in target.entries:
        for network, way in networks.around(entry).items():
            theirs.setdefault(network, (entry, *way))
    ours = networks.around(seeker.key)
    shared = [_shared_network(network, networks) for network in theirs if network in ours]
    like_us = {network: _like_us(seeker, network, networks) for network in theirs if network not in ours}
    open_to_us = sorted((network for network in like_us if like_us[network]), key=lambda key: (-len(like_us[key]), key))
    joinable = [_joinable_network(seeker, network, like_us[network], networks) for network in open_to_us]
    return [*shared, *joinable[:SHOWN_NETWORKS]]


def _shared_network(network: str, networks: Networks) -> Route:
    label = networks.label(network)
    text = f"you are both in {label}"
    params: dict[str, str | int | float] = {"network": label, "members": len(networks.members.get(network, ()))}
    evidence = (Evidence("network", network, label),)
    return Route(RouteKind.NETWORK, network, label, text, "shared_network", params, True, evidence=evidence)


def _joinable_network(seeker: Seeker, network: str, like_us: list[ClusterRecord], networks: Networks) -> Route:
    label = networks.label(network)
    names = ", ".join(record.short_name or record.name for record in like_us[:SHOWN_MEMBERS])
    text = f"join {label}: members like you are in it ({names})"
    params: dict[str, str | int | float] = {
        "network": label,
        "members": len(networks.members.get(network, ())),
        "like_us": len(like_us),
        "names": names,
        "country": seeker.country or "",
    }
    evidence = (
        Evidence("network", network, label),
        *(Evidence("organisation", record.key, record.name) for record in like_us[:SHOWN_MEMBERS]),
    )
    return Route(RouteKind.NETWORK, network, label, text, "joinable_network", params, evidence=evidence)


def _like_us(seeker: Seeker, network: str, networks: Networks) -> list[ClusterRecord]:
    """Members of a network that show it is open to the likes of us: same country, or a field in common."""
    records = (networks.directory.by_key.get(key) for key in networks.inside(network))
    fields = set(seeker.fields)
    found = [
        record
        for record in records
        if record and ((seeker.country and record.country == seeker.country) or fields & set(record.fields))
    ]
    return sorted(found, key=lambda record: (record.country != seeker.country, record.name))


def _advised(found: list[Route], target: Target) -> tuple[Route, ...]:
    """Put the network first, and say so, where the target is out of reach for our size (S37)."""
    out_of_reach = not target.known and target.size_ratio is not None and target.size_ratio >= OUT_OF_REACH
    network = next((route for route in found if route.kind is RouteKind.NETWORK), None)
    if not out_of_reach or network is None:
        return tuple(found)
    ratio = round(target.size_ratio or 0.0, 1)
    why = f"they are {ratio:g} times your size and you have no tie yet"
    text = f"go through {network.via_label} first: {why}; {network.text}"
    first = replace(network, advised_first=True, text=text, params={**network.params, "size_ratio": ratio})
    return (first, *(route for route in found if route is not network))
