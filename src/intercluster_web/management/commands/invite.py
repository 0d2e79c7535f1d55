"""``manage.py invite``: seat the first person of an organisation from the command line."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from intercluster_web.accounts import actions, queries
from intercluster_web.accounts.models import ROLES


class Command(BaseCommand):
    help = "Invite somebody to an organisation of the directory and print the link that opens their account."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("organisation", help="key of the organisation: the last part of its page's address")
        parser.add_argument("--role", choices=[role for role, _label in ROLES], default="manager")
        parser.add_argument("--address", default="http://127.0.0.1:8000", help="where the pages are served")

    def handle(self, *_args: Any, **options: Any) -> None:
        organisation = queries.organisation_by_key(options["organisation"])
        if organisation is None:
            raise CommandError(f"The directory has no organisation with the key {options['organisation']!r}.")
        try:
            invitation = actions.invite(organisation, options["email"], options["role"], by=None)
        except ValidationError as error:
            raise CommandError(error.messages[0]) from error
        link = reverse("accounts:accept-invitation", args=[queries.invitation_token(invitation)])
        self.stdout.write(options["address"].rstrip("/") + link)
