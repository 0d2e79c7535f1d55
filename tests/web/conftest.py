"""Shared fixtures of the web tests."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from intercluster_web.accounts.models import User
from tests.web import factories


@pytest.fixture(autouse=True)
def _test_settings(settings: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Uploads go to a folder of the test; passwords are hashed quickly."""
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("uploads")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


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
