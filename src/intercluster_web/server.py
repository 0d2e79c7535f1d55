"""Serving: gunicorn with the evidence read in the background, so that the first pages do not wait for it."""

import logging
import threading
from collections.abc import Callable
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from gunicorn.app.base import BaseApplication

from intercluster.scouting.units import cluster_units
from intercluster_web.scouting.queries.ground import ground

log = logging.getLogger(__name__)

THREADS = 4


class Server(BaseApplication):
    """One worker with some threads: the evidence is in memory once, and SQLite has one writer anyway."""

    def __init__(self, application: WSGIHandler, address: str, when_ready: Callable[[], None]) -> None:
        self.application, self.address, self.ready = application, address, when_ready
        super().__init__()

    def load_config(self) -> None:
        settings: dict[str, Any] = {
            "bind": self.address,
            "workers": 1,
            "threads": THREADS,
            "preload_app": True,
            "timeout": 120,
            "loglevel": "warning",
            "control_socket_disable": True,
            "when_ready": lambda _server: self.ready(),
            "post_worker_init": warm,
        }
        for name, value in settings.items():
            self.cfg.set(name, value)

    def load(self) -> WSGIHandler:
        return self.application


def warm(_worker: Any) -> None:
    """Read the evidence, and what searches and suggestions stand on, while the first visitor looks around."""
    threading.Thread(target=_read_ahead, name="warm", daemon=True).start()


def _read_ahead() -> None:
    try:
        here = ground()
        cluster_units(here.base, here.directory, here.vocabulary)
    except (OSError, ValueError):
        log.exception("The evidence could not be read; import it again or remove evidence/current")
    finally:
        connection.close()  # the thread has its own
