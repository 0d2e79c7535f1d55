"""``manage.py look_for_news``: look after every watch now. An import of evidence on the pages does it by itself."""

from typing import Any

from django.core.management.base import BaseCommand

from intercluster_web.accounts import post
from intercluster_web.watch.actions.looking import look_everywhere


class Command(BaseCommand):
    help = "Look for news for every watch, and send the digests (after an import on the command line)."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"Watches with news: {look_everywhere()}")
        post.wait()
