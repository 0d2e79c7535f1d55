"""Routes: direct, through a go-between, through networks, and which to try first."""

from intercluster.directory.types import CooperationRecord, MembershipRecord
from intercluster.scouting.connectivity import connectivity
from intercluster.scouting.engine import scout
from intercluster.scouting.networks import networks_of
from intercluster.scouting.types import Query, Route, RouteKind, Seeker, UnitKind
from tests.library.factories import World, WorldBuilder

COATINGS = ("esv:coatings",)
US = Seeker("us", "Us", "FR", members=("a",), fields=("esv:metals",))


def world_of(builder: WorldBuilder) -> WorldBuilder:
    builder.organisation("a", "FRK2")
    builder.organisation("x", "DE91")
    builder.project("ours", "a", {"metals": 1.0})
    builder.cluster("us", "FRK2", members=("a",))
    builder.cluster("target", "DE91", members=("x",))
    builder.cluster("friend", "DE91", fields=("esv:robots",))
    builder.cluster("alike", "FRK1")
    for key in ("net", "super", "closed"):
        builder.cluster(key)
    return builder


def routes_to(world: World, seeker: Seeker = US) -> tuple[Route, ...]:
    query = Query(seeker, COATINGS, units=UnitKind.CLUSTER)
    found = {c.key: c for c in scout(world.base, world.directory, world.vocabulary, query).candidates}
    return found["target"].routes


def small_target() -> WorldBuilder:
    builder = world_of(WorldBuilder())
    builder.project("theirs", "x", {"coatings": 1.0})
    return builder


def test_a_cluster_that_cooperates_with_both_is_a_way() -> None:
    builder = small_target()
    builder.cooperations += [CooperationRecord("us", "friend", "partnership", 2011, "robots"),
                             CooperationRecord("friend", "target", "partnership", 2012)]  # fmt: skip
    (route,) = routes_to(builder.build())
    assert (route.kind, route.code, route.via_key) == (RouteKind.BRIDGE, "bridge_cluster", "friend")
    assert [item.year for item in route.evidence] == [2011, 2012]


def test_a_network_of_networks_we_are_in_is_a_way() -> None:
    builder = small_target()
    builder.memberships += [
        MembershipRecord("net", "target"), MembershipRecord("super", "net"), MembershipRecord("super", "us"),
        MembershipRecord("net", "super"),  # a circle does no harm
    ]  # fmt: skip
    found = {route.via_key: route for route in routes_to(builder.build())}
    assert set(found) == {"net", "super"}
    assert found["super"].code == "shared_network"
    assert found["super"].member_already


def test_a_network_is_joinable_when_the_likes_of_us_are_in_it() -> None:
    builder = small_target()
    builder.memberships += [
        MembershipRecord("net", "target"), MembershipRecord("net", "alike"), MembershipRecord("closed", "target"),
    ]  # fmt: skip
    (route,) = routes_to(builder.build())
    assert (route.code, route.via_key, route.member_already) == ("joinable_network", "net", False)
    assert route.params["names"] == "Alike"
    assert not route.advised_first  # the target is our size


def test_out_of_reach_the_network_comes_first() -> None:
    builder = world_of(WorldBuilder())
    for at in range(5):
        builder.project(f"theirs{at}", "x", {"coatings": 1.0})
    builder.memberships += [MembershipRecord("net", "target"), MembershipRecord("net", "alike")]
    first = routes_to(builder.build())[0]
    assert first.advised_first
    assert first.params["size_ratio"] == 5.0
    met = Seeker("us", "Us", "FR", members=("a",), encounters=("target",))
    known = routes_to(builder.build(), met)
    assert known[0].kind is RouteKind.DIRECT
    assert not any(route.advised_first for route in known)


def test_a_membership_that_ended_is_no_way() -> None:
    builder = small_target()
    builder.memberships += [MembershipRecord("net", "target", until=2015), MembershipRecord("net", "us")]
    assert routes_to(builder.build()) == ()


def test_connectivity_counts_ties_reach_and_bridges() -> None:
    builder = small_target()
    builder.cooperations += [CooperationRecord("us", "friend", "partnership")]
    builder.memberships += [MembershipRecord("net", "friend"), MembershipRecord("net", "target")]
    found = connectivity(builder.build().directory)
    assert (found["friend"].degree, found["friend"].cooperations, found["friend"].memberships) == (2, 1, 1)
    assert (found["us"].degree, found["us"].reach) == (1, 2)
    assert {key for key, one in found.items() if one.bridges} == {"friend", "net"}
    assert found["alike"].degree == 0


def test_a_directory_is_read_once() -> None:
    directory = small_target().build().directory
    assert networks_of(directory) is networks_of(directory)


def test_one_project_of_one_of_many_is_a_way_in_and_no_tie() -> None:
    builder = small_target()
    ours = [builder.organisation(f"o{at}", "FRK2") for at in range(11)]
    for key in ours:
        builder.project(f"of {key}", [key], {"metals": 1.0})
    builder.project("together", [ours[3], "x"], {"metals": 1.0})
    many = Seeker("us", "Us", "FR", members=tuple(ours))
    (route,) = routes_to(builder.build(), many)
    assert (route.code, route.via_key) == ("own_organisations", "o3")
    few = Seeker("us", "Us", "FR", members=tuple(ours[:10]))
    assert [route.code for route in routes_to(builder.build(), few)] == ["direct"]
