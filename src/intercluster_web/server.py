"""Serving: gunicorn with the evidence read in the background, so that the first page does not wait for it."""

import logging
import threading
from collections.abc import Callable
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from gunicorn.app.base import BaseApplication

from intercluster.evidence.store import load_evidence

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
    """Read the evidence while the first visitor looks at the first page."""
    threading.Thread(target=_read_evidence, name="warm", daemon=True).start()


def _read_evidence() -> None:
    try:
        load_evidence()
    except (OSError, ValueError):
        log.exception("The evidence could not be read; import it again or remove evidence/current")
