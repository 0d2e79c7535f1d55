"""Writes: seats, invitations, tokens, profiles, erasure. Called by views and commands alike."""

import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from intercluster_web.accounts import post
from intercluster_web.accounts.models import ApiToken, Invitation, User
from intercluster_web.accounts.permissions import token_digest

TOKEN_PREFIX = "ict_"  # noqa: S105 - recognisable in logs and secret scanners


@transaction.atomic
def invite(organisation: Any, email: str, role: str, by: User | None) -> Invitation:
    """Offer a seat; an earlier offer to the same address is replaced.

    Raises
    ------
    ValidationError
        That person sits at the organisation already.
    """
    email = email.strip().lower()
    if organisation.seats.filter(user__email=email).exists():
        raise ValidationError(_("%(email)s has a seat already.") % {"email": email}, code="seated")
    organisation.invitations.filter(email=email).delete()
    return Invitation.objects.create(organisation=organisation, email=email, role=role, invited_by=by)


def send_invitation(invitation: Invitation, link: str) -> None:
    post.send("accounts/mail/invitation", {"invitation": invitation, "link": link}, invitation.email)


def withdraw(invitation: Invitation) -> None:
    """Take the offer back: its link no longer works."""
    invitation.delete()


@transaction.atomic
def accept(invitation: Invitation, user: User) -> Any:
    """Take the seat; the invitation is used up."""
    seat, _new = user.seats.update_or_create(  # type: ignore[attr-defined]
        organisation=invitation.organisation, defaults={"role": invitation.role}
    )
    invitation.delete()
    return seat


@transaction.atomic
def register(invitation: Invitation, password: str, **attributes: Any) -> User:
    """Open an account for an invited address and take the seat."""
    user = User.objects.create_user(invitation.email, password, **attributes)
    accept(invitation, user)
    return user


@transaction.atomic
def change_role(seat: Any, role: str) -> None:
    """Raises ValidationError where the organisation would be left without a manager."""
    if role != "manager":
        _keep_a_manager(seat)
    seat.role = role
    seat.save(update_fields=["role"])


@transaction.atomic
def remove_seat(seat: Any) -> None:
    """Raises ValidationError where the organisation would be left without a manager."""
    _keep_a_manager(seat)
    seat.delete()


def _keep_a_manager(seat: Any) -> None:
    others = seat.organisation.seats.filter(role="manager").exclude(pk=seat.pk)
    if seat.role == "manager" and not others.exists():
        raise ValidationError(_("An organisation keeps at least one manager. Name another one first."), code="last")


def create_token(user: User, name: str) -> str:
    """Make an API token; the token itself is returned here and never again."""
    token = TOKEN_PREFIX + secrets.token_urlsafe(32)
    ApiToken.objects.create(user=user, name=name, start=token[:8], digest=token_digest(token))
    return token


def revoke(token: ApiToken) -> None:
    token.delete()


def save_profile(user: User) -> None:
    """Keep the name and the language of a person."""
    user.save(update_fields=["first_name", "last_name", "language"])


@transaction.atomic
def erase(user: User) -> None:
    """Erase a person: account, seats, tokens, invitations to their address.

    What they wrote for organisations stays, without their name (those links are SET_NULL).
    """
    Invitation.objects.filter(email=user.email).delete()
    user.delete()
    transaction.on_commit(clear_write_ahead_log)


def clear_write_ahead_log() -> None:
    """SQLite keeps overwritten pages in its write-ahead log until it is emptied."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
