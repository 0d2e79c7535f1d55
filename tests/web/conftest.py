"""Shared fixtures of the web tests."""

import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import translation

from intercluster_web.accounts import post
from intercluster_web.accounts.models import User
from intercluster_web.events.queries import pairs_ready
from tests.web import factories


@pytest.fixture(autouse=True)
def _test_settings(settings: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Uploads go to a folder of the test; passwords are hashed quickly."""
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("uploads")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Each test client starts Django anew: files of the pages are looked for when asked for, not listed beforehand.
    settings.WHITENOISE_AUTOREFRESH = True


class _AtOnce:
    """Stands for a thread beside the pages: what it reads and writes down belongs to the transaction of the test."""

    def submit(self, work: Callable[..., Any], *args: Any) -> "Future[Any]":
        done: Future[Any] = Future()
        done.set_result(work(*args))
        return done


@pytest.fixture(autouse=True)
def _beside_the_pages_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(post, "_worker", _AtOnce())
    monkeypatch.setattr(pairs_ready, "_worker", _AtOnce())
    monkeypatch.setattr(pairs_ready, "_known", OrderedDict())


@pytest.fixture
def migrated_folder(data_folder: Path, django_db_setup: None, django_db_blocker: Any) -> Path:
    """A data folder with the empty tables in it, for tests that start processes: migrating takes far longer."""
    with django_db_blocker.unblock(), sqlite3.connect(data_folder / "intercluster.sqlite3") as file:
        connection.ensure_connection()
        connection.connection.backup(file)
    file.close()
    return data_folder


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """A request in another language leaves it in force; the next test begins in English again."""
    with translation.override("en"):
        yield


@pytest.fixture
def world(db: None) -> factories.World:
    return factories.world()


@pytest.fixture
def browse_as(db: None) -> Callable[[User | None], Client]:
    """A test client, signed in as a person or as nobody."""

    def opened(user: User | None = None) -> Client:
        client = Client()
        if user is not None:
            client.force_login(user)
        return client

    return opened
