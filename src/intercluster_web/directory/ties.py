"""How organisations hang together: networks of networks, successions, and the small graph around one of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from intercluster_web.directory.models import Membership, Organisation, Succession
from intercluster_web.directory.queries import cooperations_of

DEEPEST = 6  # levels of nested networks shown
_GRAPH_NODES = 40


@dataclass
class Branch:
    """One organisation in a tree of memberships, with the membership that put it there."""

    organisation: Organisation
    membership: Membership
    branches: list["Branch"] = field(default_factory=list)
    seen_above: bool = False  # a circle: this organisation already stands above

    def __iter__(self) -> Iterator["Branch"]:
        yield self
        for branch in self.branches:
            yield from branch


def networks_above(organisation: Organisation) -> list[Branch]:
    """The networks an organisation belongs to, those they belong to, and so on. A circle is cut where it closes."""
    return _tree(organisation, upward=True)


def members_below(organisation: Organisation) -> list[Branch]:
    """Members, and the members of those that are networks or clusters themselves (S79, S80, S103)."""
    return _tree(organisation, upward=False)


def _tree(root: Organisation, *, upward: bool) -> list[Branch]:
    near, far = ("member", "organisation") if upward else ("organisation", "member")
    memberships: dict[int, list[Membership]] = {}
    level, asked = {root.pk}, set()
    for _ in range(DEEPEST):
        if not level:
            break
        asked |= level
        found = Membership.objects.filter(**{f"{near}__in": level}).select_related("member", "organisation")
        level = set()
        for membership in found.order_by(f"{far}__name"):
            memberships.setdefault(getattr(membership, f"{near}_id"), []).append(membership)
            level.add(getattr(membership, f"{far}_id"))
        level -= asked
    return _branches(root.pk, far, memberships, (root.pk,))


def _branches(key: int, far: str, memberships: dict[int, list[Membership]], path: tuple[int, ...]) -> list[Branch]:
    branches = []
    for membership in memberships.get(key, ()):
        organisation = getattr(membership, far)
        branch = Branch(organisation, membership, seen_above=organisation.pk in path)
        if not branch.seen_above and len(path) < DEEPEST:
            branch.branches = _branches(organisation.pk, far, memberships, (*path, organisation.pk))
        branches.append(branch)
    return branches


@dataclass(frozen=True)
class SuccessionChain:
    """Who came before an organisation and who came after, each with the change that ties it."""

    before: list[Succession]
    after: list[Succession]

    @property
    def followed_by(self) -> list[Succession]:
        """The changes that lead to the organisations in force today."""
        ended = {change.predecessor_id for change in self.after}
        return [change for change in self.after if change.successor_id not in ended]


def succession_chain(organisation: Organisation) -> SuccessionChain:
    return SuccessionChain(
        before=_walk(organisation, "successor", "predecessor"), after=_walk(organisation, "predecessor", "successor")
    )


def _walk(organisation: Organisation, near: str, far: str) -> list[Succession]:
    found: dict[int, Succession] = {}
    level = {organisation.pk}
    while level:
        changes = Succession.objects.filter(**{f"{near}__in": level}).select_related("predecessor", "successor")
        fresh = [change for change in changes.order_by("year", "pk") if change.pk not in found]
        found |= {change.pk: change for change in fresh}
        level = {getattr(change, f"{far}_id") for change in fresh}
    return list(found.values())


@dataclass(frozen=True)
class Tie:
    """One line of the graph and of its table: this organisation, how it is tied, to whom."""

    other: Organisation
    kind: str  # network | member | cooperation | successor | predecessor
    since: int | None
    words: str = ""


def ties_of(organisation: Organisation, chain: SuccessionChain) -> list[Tie]:
    """The direct ties of an organisation, networks first, at most as many as a graph can show."""
    found = [
        Tie(membership.organisation, "network", membership.since)
        for membership in organisation.memberships.select_related("organisation").order_by("organisation__name")
    ]
    for cooperation in cooperations_of(organisation):
        other = cooperation.b if cooperation.a_id == organisation.pk else cooperation.a
        found.append(Tie(other, "cooperation", cooperation.started, cooperation.topic))
    found += [Tie(c.successor, "successor", c.year) for c in chain.after if c.predecessor_id == organisation.pk]
    found += [Tie(c.predecessor, "predecessor", c.year) for c in chain.before if c.successor_id == organisation.pk]
    found += [
        Tie(membership.member, "member", membership.since, membership.get_member_type_display())
        for membership in organisation.members.select_related("member").order_by("member__name")
    ]
    return found[:_GRAPH_NODES]
