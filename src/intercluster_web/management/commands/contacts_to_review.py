"""``manage.py contacts_to_review``: the digest of address books whose entries are three years old (CNIL)."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.urls import reverse
from django.utils import translation

from intercluster_web.accounts import post
from intercluster_web.contacts import queries


class Command(BaseCommand):
    help = "List the organisations with contacts to review; with --send, write to their managers: one message each."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--send", action="store_true")
        parser.add_argument("--address", default="http://127.0.0.1:8000", help="where the pages are served")

    def handle(self, *_args: Any, **options: Any) -> None:
        link = options["address"].rstrip("/") + reverse("contacts:review")
        for organisation, due in queries.to_review():
            self.stdout.write(f"{organisation}: {due}")
            if not options["send"]:
                continue
            for seat in organisation.seats.filter(role="manager").select_related("user"):
                with translation.override(seat.user.language):
                    context = {"organisation": organisation, "n": due, "link": link}
                    post.send("contacts/mail/review", context, seat.user.email)
        post.wait()
