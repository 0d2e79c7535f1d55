"""``manage.py load_prit``: the convention PRIT 2010 rebuilt at scale, for the demonstration."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from intercluster_web.events import prit


class Command(BaseCommand):
    help = "Rebuild the convention PRIT 2010 at scale (20 × 70 clusters); running it again changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--owner", default="opticsvalley", help="key of the organisation that sees it")
        parser.add_argument("--seconds", type=int, default=prit.SECONDS, help="time for the timetable")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        try:
            event, new = prit.load(options["owner"], options["seconds"])
        except prit.NotThereError as error:
            raise CommandError(str(error)) from error
        if not new:
            self.stdout.write(f"There already: {event.title} (event {event.pk})")
            return
        report = event.timetables.order_by("-number").values_list("report", flat=True).first() or {}
        self.stdout.write(
            f"{event.title} (event {event.pk}): {event.participants.count()} representatives, "
            f"{event.requests.count()} requests, {event.meetings.count()} meetings; "
            f"timetable {report.get('status')}, {report.get('gaps')} gaps (bound {report.get('bound')})"
        )
