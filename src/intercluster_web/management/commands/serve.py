"""``manage.py serve``: set up what is missing, say where the pages are, and serve them."""

import os
import socket
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.wsgi import get_wsgi_application
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from intercluster_web.catalogues import compile_catalogues
from intercluster_web.cooperations.loading import enter_cases
from intercluster_web.demonstration import DemonstrationAccount, seat_demonstration_accounts
from intercluster_web.directory.models import Organisation
from intercluster_web.funding.loading import enter_cards
from intercluster_web.missions.loading import enter_missions
from intercluster_web.posts.loading import enter_posts
from intercluster_web.server import Server


class Command(BaseCommand):
    help = "Set up what is missing (tables, directory, demonstration accounts, translations), then serve the pages."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default=os.environ.get("HOST", "127.0.0.1"))
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
        parser.add_argument("--no-demo", action="store_true", help="make no demonstration accounts")

    def handle(self, *_args: Any, **options: Any) -> None:
        _refuse_a_busy_port(options["host"], options["port"])
        compile_catalogues(only_missing=True)
        if _migrations_wait():
            self.stdout.write("Making the tables …")
            call_command("migrate", verbosity=0, interactive=False)
        if not Organisation.objects.exists():
            self.stdout.write("Loading the directory …")
            call_command("load_directory")
        enter_cases()
        enter_missions()
        enter_posts()
        enter_cards()
        accounts = [] if options["no_demo"] else seat_demonstration_accounts()
        connections.close_all()  # no open file of the database goes through the fork
        address = f"{options['host']}:{options['port']}"
        Server(get_wsgi_application(), address, when_ready=lambda: self._say(address, accounts)).run()

    def _say(self, address: str, accounts: list[DemonstrationAccount]) -> None:
        lines = ["", f"  intercluster    http://{address}/", ""]
        lines += [f"  {one.organisation:<15} {one.email}   password {one.password}" for one in accounts]
        self.stdout.write("\n".join([*lines, "", "  Stop with Ctrl+C.", ""]))
        self.stdout.flush()


def _refuse_a_busy_port(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            advice = f"Try another port: PORT={port + 1} make run"
            raise CommandError(f"{host}:{port} cannot be used ({error.strerror}). {advice}") from error


def _migrations_wait() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
