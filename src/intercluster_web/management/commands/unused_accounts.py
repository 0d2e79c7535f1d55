"""``manage.py unused_accounts``: the retention review of personal data (three years without signing in)."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db.models import Q
from django.utils import timezone

from intercluster_web.accounts import actions
from intercluster_web.accounts.models import User


class Command(BaseCommand):
    help = "List the accounts nobody has used for a long time; with --erase, erase them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--years", type=int, default=3)
        parser.add_argument("--erase", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        before = timezone.now() - timedelta(days=365 * options["years"])
        never = Q(last_login=None, date_joined__lt=before)
        for user in User.objects.filter(Q(last_login__lt=before) | never, is_superuser=False).order_by("email"):
            self.stdout.write(user.email)
            if options["erase"]:
                actions.erase(user)
