"""The one place that says who may do what.

Rules, in words
---------------
* A person acts through *seats*: a seat ties a person to an organisation with a role.
* Observers read what their organisation may read; editors and managers also write; managers seat people.
* A record (``visibility.OwnedRecord``) is seen by its owner's people; by the people of named partners, of
  fellow members of a network, or by everybody, as its visibility says. Only the owner's people change it.
* Directory facts are public to read; people signed in with an editor's or manager's seat may propose and
  change facts of their own organisation, and of organisations that nobody sits at.
* Superusers administer the installation; they do not see other people's private records.
"""

from typing import Any

from django.db.models import Model, Q, QuerySet

WRITING_ROLES = ("manager", "editor")


def organisations_of(user: Any) -> list[int]:
    """Primary keys of the organisations a person sits at."""
    if not user.is_authenticated:
        return []
    return list(user.seats.values_list("organisation_id", flat=True))


def visible_to(user: Any, records: "QuerySet[Any]") -> "QuerySet[Any]":
    """The records of a queryset of ``OwnedRecord`` that a person may see."""
    public = Q(visibility="public")
    own = organisations_of(user)
    if not own:
        return records.filter(public)
    network_mates = Q(visibility="network", owner__memberships__organisation__members__member_id__in=own)
    partners = Q(visibility="partner", partners__in=own)
    return records.filter(public | Q(owner__in=own) | partners | network_mates).distinct()


def may_write(user: Any, organisation: Model) -> bool:
    """Whether a person writes for an organisation."""
    if not user.is_authenticated:
        return False
    return bool(user.seats.filter(organisation=organisation, role__in=WRITING_ROLES).exists())


def may_change(user: Any, record: Any) -> bool:
    """Whether a person changes an ``OwnedRecord``: only its owner's writers do."""
    return may_write(user, record.owner)


def may_manage(user: Any, organisation: Model) -> bool:
    """Whether a person seats others at an organisation."""
    return bool(user.is_authenticated and user.seats.filter(organisation=organisation, role="manager").exists())


def may_edit_directory(user: Any, organisation: Any) -> bool:
    """Whether a person edits the directory entry of an organisation."""
    if not user.is_authenticated or not user.seats.filter(role__in=WRITING_ROLES).exists():
        return False
    return may_write(user, organisation) or not organisation.seats.exists()
