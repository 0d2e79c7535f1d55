"""Made-up people and organisations for tests: plain functions, every argument optional.

``World`` is the cast of the permission tests: one organisation ("ours") with a person in each role, another
organisation ("theirs") with its manager, somebody without a seat, and the administrator of the installation.
"""

from dataclasses import dataclass
from itertools import count
from typing import Any

from intercluster_web.accounts.models import User
from intercluster_web.directory.models import Kind, Membership, Organisation, Seat

_number = count(1)

# The ways a record of ours can be shared with "theirs": named partner, named partner whose writers work there, fellow
# member of a network, everybody.
SHARING = ("partner", "works", "network", "public")
ROLES = ("anonymous", "unseated", "observer", "editor", "manager", "other", "superuser")


def person(email: str = "", **attributes: Any) -> User:
    """Somebody who cannot sign in with a password unless one is given; tests use ``client.force_login``."""
    attributes.setdefault("first_name", "Test")
    attributes.setdefault("last_name", f"Person {next(_number)}")
    return User.objects.create_user(email or f"person{next(_number)}@example.org", **attributes)


def organisation(key: str = "", **attributes: Any) -> Organisation:
    key = key or f"organisation-{next(_number)}"
    values = {"name": key.replace("-", " ").title(), "kind": Kind.POLE, "country": "FR"}
    return Organisation.objects.create(key=key, **(values | attributes))


def seat(user: User | None = None, at: Organisation | None = None, role: str = "manager") -> Seat:
    return Seat.objects.create(user=user or person(), organisation=at or organisation(), role=role)


def seated(role: str = "manager", at: Organisation | None = None, **attributes: Any) -> User:
    """A person with a seat; their organisation is ``user.seats.get().organisation``."""
    return seat(person(**attributes), at, role).user


@dataclass(frozen=True)
class World:
    ours: Organisation
    theirs: Organisation
    people: dict[str, User | None]
    sharing: str = "own"

    @property
    def manager(self) -> User:
        """Our manager: the author of what the tests create for ``ours``."""
        found = self.people["manager"]
        assert found is not None
        return found


def world(sharing: str = "own") -> World:
    ours, theirs = organisation("ours"), organisation("theirs", country="GB")
    people: dict[str, User | None] = {"anonymous": None, "unseated": person("unseated@example.org")}
    for role in ("observer", "editor", "manager"):
        people[role] = seated(role, ours, email=f"{role}@example.org")
    people["other"] = seated("manager", theirs, email="other@example.org")
    people["superuser"] = person("superuser@example.org", is_superuser=True)
    if sharing == "network":
        network = organisation("a-network", kind=Kind.NETWORK)
        for member in (ours, theirs):
            Membership.objects.create(organisation=network, member=member, network_agrees=True, member_agrees=True)
    return World(ours, theirs, people, sharing)


def share(record: Any, world: World) -> Any:
    """Share a record of ours with "theirs" the way the world says."""
    if world.sharing in SHARING:
        record.visibility = "partner" if world.sharing == "works" else world.sharing
        record.save()
        if record.visibility == "partner":
            record.partners.add(world.theirs)
        if world.sharing == "works" and hasattr(record, "parties"):
            record.parties.update_or_create(organisation=world.theirs, defaults={"works": True})
    return record
