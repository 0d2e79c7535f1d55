"""Every address × every role. The expectations are in ``walk_expectations``; here is only the walking."""

import json
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from intercluster_web.api import api
from tests.web import factories
from tests.web.walk import Row, Rows
from tests.web.walk_expectations import LIFE, OPERATIONS, PAGES

BrowseAs = Callable[..., Client]
Visit = Callable[[Client], HttpResponseBase]
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


@cache
def operations_of_the_api() -> dict[str, tuple[str, str]]:
    """Operation id to (method, path with its parameters in braces)."""
    return {
        operation["operationId"]: (method.upper(), path)
        for path, methods in api.get_openapi_schema()["paths"].items()
        for method, operation in methods.items()
    }


def _cases(rows: Rows) -> list[Any]:
    return [pytest.param(name, row, id=f"{name}-{number}") for name, number, row in _each(rows)]


def _shared_cases(rows: Rows) -> list[Any]:
    return [
        pytest.param(name, row, sharing, id=f"{name}-{number}-{sharing}")
        for name, number, row in _each(rows)
        for sharing in row.shared
    ]


def _each(rows: Rows) -> Iterator[tuple[str, int, Row]]:
    for name, found in rows.items():
        for number, row in enumerate(found if isinstance(found, list) else [found]):
            yield name, number, row


def test_every_address_has_its_expectation() -> None:
    assert set(PAGES) == _page_names()


def test_every_operation_has_its_expectation() -> None:
    assert set(OPERATIONS) == set(operations_of_the_api())


@pytest.mark.parametrize(("name", "row"), _cases(PAGES))
def test_page(name: str, row: Row, world: factories.World, browse_as: BrowseAs) -> None:
    assert _walk(_page(name, row, world), world, browse_as) == row.expected._asdict()


@pytest.mark.parametrize(("operation", "row"), _cases(OPERATIONS))
def test_operation(operation: str, row: Row, world: factories.World, browse_as: BrowseAs) -> None:
    assert _walk(_call(operation, row, world), world, browse_as) == row.expected._asdict()


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
def test_shared_page(name: str, row: Row, sharing: str, db: None, browse_as: BrowseAs) -> None:
    world = factories.world(sharing)
    assert _walk(_page(name, row, world), world, browse_as) == row.shared[sharing]._asdict()


@pytest.mark.parametrize(("operation", "row", "sharing"), _shared_cases(OPERATIONS))
def test_shared_operation(operation: str, row: Row, sharing: str, db: None, browse_as: BrowseAs) -> None:
    world = factories.world(sharing)
    assert _walk(_call(operation, row, world), world, browse_as) == row.shared[sharing]._asdict()


def _walk(visit: Visit, world: factories.World, browse_as: BrowseAs) -> dict[str, int]:
    """The status every role gets from the same record: what one of them changed is undone before the next."""
    found = {}
    for role in factories.ROLES:
        with transaction.atomic():
            found[role] = visit(browse_as(world.people[role])).status_code
            transaction.set_rollback(True)
    return found


def _page(name: str, row: Row, world: factories.World) -> Visit:
    address = reverse(name, kwargs=row.kwargs(world)) + row.query
    return lambda browser: browser.get(address) if row.method == "GET" else browser.post(address, row.data)


def _call(operation: str, row: Row, world: factories.World) -> Visit:
    method, path = operations_of_the_api()[operation]
    address = path.format(**row.kwargs(world)) + row.query
    data = json.dumps(row.data) if method in {"POST", "PUT", "PATCH"} else ""
    return lambda browser: browser.generic(method, address, data=data, content_type="application/json")
