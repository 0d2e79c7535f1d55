"""The demonstration accounts: one at ViaMeca, one at OpticsValley, with a password made once per installation."""

import secrets
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from intercluster_web.accounts.models import User
from intercluster_web.directory.models import Organisation, Seat

SEATS = {"viameca": "manager@viameca.example", "opticsvalley": "manager@opticsvalley.example"}


@dataclass(frozen=True)
class DemonstrationAccount:
    email: str
    password: str
    organisation: str


def demonstration_password() -> str:
    """The password of this installation's demonstration accounts, kept in the data folder."""
    path = settings.DATA / "demonstration_password"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text("-".join(secrets.token_hex(2) for _ in range(4)), encoding="utf-8")
    return path.read_text(encoding="utf-8").strip()


@transaction.atomic
def seat_demonstration_accounts() -> list[DemonstrationAccount]:
    """Make the accounts whose organisation is in the directory; running it again changes nothing.

    A demonstration account whose password was changed on the pages keeps the new one.
    """
    password = demonstration_password()
    made = []
    for organisation in Organisation.objects.filter(key__in=SEATS).order_by("-name"):
        email = SEATS[organisation.key]
        user = User.objects.filter(email=email).first() or User.objects.create_user(
            email, password, first_name="Demonstration", last_name="account"
        )
        Seat.objects.get_or_create(user=user, organisation=organisation, defaults={"role": Seat.Role.MANAGER})
        made.append(DemonstrationAccount(email, password, organisation.name))
    return made
