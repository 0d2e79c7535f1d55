"""Carries out one import or search started from a page. Not meant to be typed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from intercluster_web.evidence.imports import actions
from intercluster_web.evidence.imports.models import Job


class Command(BaseCommand):
    help = "Carry out one import or search started from a page."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("job", type=int)

    def handle(self, *_arguments: Any, **options: Any) -> None:
        actions.run(Job.objects.get(pk=options["job"]))
