"""``manage.py load_cases``: enter the cases of the sources as history (idempotent)."""

from typing import Any

from django.core.management.base import BaseCommand

from intercluster_web.cooperations.loading import enter_cases


class Command(BaseCommand):
    help = "Enter the cooperations that published sources tell of, as the history of their clusters (idempotent)."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"{enter_cases()} cases entered.")
