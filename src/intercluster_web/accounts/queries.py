"""Reads: organisations and their seats, invitations, and what is kept about a person."""

from datetime import timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core import signing
from django.db.models import Count, Model, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from intercluster_web.accounts.models import Invitation, User
from intercluster_web.accounts.permissions import may_see_seats

INVITATION_SALT = "intercluster.invitation"
SECRETS = {"password", "digest"}


def organisation_with_seats(user: Any, key: str) -> Any:
    """An organisation whose seats a person may see; 404 for anybody else."""
    organisation = get_object_or_404(_organisations(), key=key)
    if not may_see_seats(user, organisation):
        raise Http404
    return organisation


def organisation_by_key(key: str) -> Any:
    return _organisations().filter(key=key).first()


def organisation_names() -> "QuerySet[Any, tuple[str, str]]":
    """Key and name of every organisation, for choosing one."""
    return _organisations().values_list("key", "name").order_by("name")


def seated_organisations() -> "QuerySet[Any]":
    """Organisations that have people or open invitations here, with how many."""
    counted = _organisations().annotate(
        people=Count("seats", distinct=True), invited=Count("invitations", distinct=True)
    )
    return (counted.filter(people__gt=0) | counted.filter(invited__gt=0)).order_by("name")


def invitation_token(invitation: Invitation) -> str:
    """The signed word in an invitation's link."""
    return signing.Signer(salt=INVITATION_SALT).sign_object(invitation.pk)


def invitation_of(token: str) -> Invitation | None:
    """The open invitation a link stands for; None when it was forged, withdrawn, accepted or has expired."""
    try:
        key = signing.Signer(salt=INVITATION_SALT).unsign_object(token)
    except signing.BadSignature:
        return None
    return open_invitations().select_related("organisation", "invited_by").filter(pk=key).first()


def open_invitations() -> "QuerySet[Invitation]":
    oldest = timezone.now() - timedelta(days=settings.INVITATION_DAYS)
    return Invitation.objects.filter(created_at__gte=oldest)


def everything_about(user: User) -> dict[str, Any]:
    """All that is kept about a person: the account, and every record that points to it, by kind.

    Each record is given with its own columns, secrets left out.
    """
    kept: dict[str, Any] = {"account": [_columns(user)]}
    for relation in _relations_to_people():
        records = relation.related_model._default_manager.filter(**{relation.field.name: user})
        if rows := [_columns(record) for record in records]:
            kept[f"{relation.related_model._meta.label_lower} ({relation.field.name})"] = rows
    if received := [_columns(row) for row in Invitation.objects.filter(email=user.email)]:
        kept["accounts.invitation (email)"] = received
    return kept


def sole_manager_of(user: User) -> list[Any]:
    """Organisations that would be left without a manager if this person went."""
    managed = _organisations().filter(seats__user=user, seats__role="manager")
    return [one for one in managed if not one.seats.filter(role="manager").exclude(user=user).exists()]


def _relations_to_people() -> list[Any]:
    # Hidden ones too: most records name their author without a way back.
    return [field for field in User._meta.get_fields(include_hidden=True) if field.one_to_many]


def _columns(record: Model) -> dict[str, Any]:
    return {
        field.attname: field.value_from_object(record)
        for field in record._meta.concrete_fields
        if field.name not in SECRETS
    }


def _organisations() -> "QuerySet[Any]":
    # By name: the directory stands above accounts, so accounts does not import it.
    return apps.get_model("directory", "Organisation")._default_manager.all()
