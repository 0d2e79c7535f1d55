"""Account pages draw, in both languages."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.web import factories

PAGES = ["profile", "change-password", "tokens", "personal-data"]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", ["home", "help", "privacy", "accounts:sign-in", "accounts:forgotten-password"])
def test_open_pages(client: Client, db: None, name: str, language: str) -> None:
    client.cookies["django_language"] = language
    answer = client.get(reverse(name))
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text


@pytest.mark.parametrize("name", PAGES)
def test_own_pages(browse_as: Callable[..., Client], name: str) -> None:
    assert browse_as(factories.seated()).get(reverse(f"accounts:{name}")).status_code == 200
