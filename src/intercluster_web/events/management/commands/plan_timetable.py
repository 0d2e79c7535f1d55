"""Computes one timetable started from a page. Not meant to be typed."""

import os
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connection

from intercluster_web.events.actions import plan
from intercluster_web.events.models import Timetable

_BEAT = 1.0  # seconds between two looks whether the run was given up


class Command(BaseCommand):
    help = "Compute one timetable started from a page."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("timetable", type=int)

    def handle(self, *_arguments: Any, **options: Any) -> None:
        timetable = Timetable.objects.select_related("event").get(pk=options["timetable"])
        done = threading.Event()
        threading.Thread(target=_watch, args=(timetable, done), daemon=True).start()
        try:
            plan.run(timetable)
        finally:
            done.set()


def _watch(timetable: Timetable, done: threading.Event) -> None:
    """Sign that the run lives; end it, with the provers it started, once somebody gave it up."""
    while not done.wait(_BEAT):
        given_up = not plan.beat(timetable)
        connection.close()
        if given_up and not done.is_set() and os.getpgrp() == os.getpid():
            os.killpg(os.getpid(), signal.SIGKILL)
