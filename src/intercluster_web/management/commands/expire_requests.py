"""Write down which requests for a meeting have run out; safe to run every day, or twice."""

from typing import Any

from django.core.management.base import BaseCommand

from intercluster_web.events.actions.requests import expire_due


class Command(BaseCommand):
    help = "Mark requests for a meeting that nobody answered in time as expired."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"Requests expired: {expire_due()}")
