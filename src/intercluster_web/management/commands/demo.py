"""``manage.py demo``: make the demonstration accounts and print them."""

from typing import Any

from django.core.management.base import BaseCommand

from intercluster_web.demonstration import seat_demonstration_accounts


class Command(BaseCommand):
    help = "Make the demonstration accounts (idempotent) and print them."

    def handle(self, *_args: Any, **_options: Any) -> None:
        for account in seat_demonstration_accounts():
            self.stdout.write(f"{account.organisation}: {account.email}  password {account.password}")
