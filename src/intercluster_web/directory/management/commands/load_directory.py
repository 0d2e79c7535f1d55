"""``manage.py load_directory``: the bundled clusters, networks, cooperations, programmes and actors."""

from typing import Any

from django.core.management.base import BaseCommand

from intercluster_web.directory.loading import load_bundled_directory


class Command(BaseCommand):
    help = "Load the bundled directory. Loading it again changes nothing; what people wrote stays."

    def handle(self, *_args: Any, **options: Any) -> None:
        written = load_bundled_directory()
        if options["verbosity"] > 0:
            told = ", ".join(f"{table} {rows}" for table, rows in written.items()) or "nothing new"
            self.stdout.write(f"Directory: {told}")
