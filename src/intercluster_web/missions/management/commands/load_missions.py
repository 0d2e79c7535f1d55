"""``manage.py load_missions``: enter the missions of the sources as history (idempotent)."""

from typing import Any

from django.core.management.base import BaseCommand

from intercluster_web.missions.loading import enter_missions


class Command(BaseCommand):
    help = "Enter the missions that published sources tell of, as the history of their clusters (idempotent)."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"{enter_missions()} missions entered.")
