"""Every address × every role. The expectations are in ``walk_expectations``; here is only the walking."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from intercluster_web.api import api
from tests.web import factories
from tests.web.walk import Row, Rows
from tests.web.walk_expectations import LIFE, OPERATIONS, PAGES

DOCUMENTS_OF_THE_API = {"api:openapi-json", "api:openapi-view", "api:api-root"}


def _names(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{prefix}{entry.name}"
        else:
            yield from _names(entry, f"{prefix}{entry.namespace}:" if entry.namespace else prefix)


def _page_names() -> set[str]:
    """Names of all addresses; the operations of the API are walked by their operation ids instead."""
    names = set(_names(get_resolver()))
    return {name for name in names if not name.startswith("api:") or name in DOCUMENTS_OF_THE_API} - {"api:api-root"}


def _operations() -> dict[str, tuple[str, str]]:
    """Operation id to (method, path with its parameters in braces)."""
    return {
        operation["operationId"]: (method.upper(), path)
        for path, methods in api.get_openapi_schema()["paths"].items()
        for method, operation in methods.items()
    }


def _cases(rows: Rows) -> list[Any]:
    return [
        pytest.param(name, row, role, id=f"{name}-{number}-{role}")
        for name, found in rows.items()
        for number, row in enumerate(found if isinstance(found, list) else [found])
        for role in factories.ROLES
    ]


def test_every_address_has_its_expectation() -> None:
    assert set(PAGES) == _page_names()


def test_every_operation_has_its_expectation() -> None:
    assert set(OPERATIONS) == set(_operations())


@pytest.mark.parametrize(("name", "row", "role"), _cases(PAGES))
def test_page(name: str, row: Row, role: str, world: factories.World, browse_as: Callable[..., Client]) -> None:
    assert _visit(name, row, role, world, browse_as) == getattr(row.expected, role)


@pytest.mark.parametrize(("operation", "row", "role"), _cases(OPERATIONS))
def test_operation(
    operation: str, row: Row, role: str, world: factories.World, browse_as: Callable[..., Client]
) -> None:
    assert _call(operation, row, role, world, browse_as) == getattr(row.expected, role)


def _shared_cases(rows: Rows) -> list[Any]:
    return [
        pytest.param(name, row, sharing, id=f"{name}-{number}-{sharing}")
        for name, found in rows.items()
        for number, row in enumerate(found if isinstance(found, list) else [found])
        for sharing in row.shared
    ]


@pytest.mark.parametrize("app", LIFE, ids=lambda app: app.__name__)
def test_private_addresses_say_what_sharing_opens(app: Any) -> None:
    """Where another organisation gets 404, every way of sharing has its row."""
    silent = [
        name
        for name, found in [*app.PAGES.items(), *app.OPERATIONS.items()]
        for row in (found if isinstance(found, list) else [found])
        if row.expected.other == 404 and row.expected.manager != 404 and set(row.shared) != set(factories.SHARING)
    ]
    assert silent == []


@pytest.mark.parametrize(("name", "row", "sharing"), _shared_cases(PAGES))
def test_shared_page(name: str, row: Row, sharing: str, db: None, browse_as: Callable[..., Client]) -> None:
    _walk_shared(lambda role, world: _visit(name, row, role, world, browse_as), row, sharing)


@pytest.mark.parametrize(("operation", "row", "sharing"), _shared_cases(OPERATIONS))
def test_shared_operation(operation: str, row: Row, sharing: str, db: None, browse_as: Callable[..., Client]) -> None:
    _walk_shared(lambda role, world: _call(operation, row, role, world, browse_as), row, sharing)


def _walk_shared(visit: Callable[[str, factories.World], int], row: Row, sharing: str) -> None:
    """Every role in a world of its own; what was made for one is undone before the next."""
    found = {}
    for role in factories.ROLES:
        with transaction.atomic():
            found[role] = visit(role, factories.world(sharing))
            transaction.set_rollback(True)
    assert found == row.shared[sharing]._asdict()


def _visit(name: str, row: Row, role: str, world: factories.World, browse_as: Callable[..., Client]) -> int:
    address = reverse(name, kwargs=row.kwargs(world)) + row.query
    browser = browse_as(world.people[role])
    answer = browser.get(address) if row.method == "GET" else browser.post(address, row.data)
    return int(answer.status_code)


def _call(operation: str, row: Row, role: str, world: factories.World, browse_as: Callable[..., Client]) -> int:
    method, path = _operations()[operation]
    answer = browse_as(world.people[role]).generic(
        method,
        path.format(**row.kwargs(world)) + row.query,
        data=json.dumps(row.data) if method in {"POST", "PUT", "PATCH"} else "",
        content_type="application/json",
    )
    return int(answer.status_code)
