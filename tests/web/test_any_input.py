"""Whatever stands in an address, or is sent to the API, the answer is never a broken page (500)."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote_from_bytes

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from intercluster_web.api import api
from tests.web.factories import World
from tests.web.walk import Row
from tests.web.walk_expectations import LIFE, OPERATIONS, PAGES

HUGE = "9" * 400
ODD = (
    "\x00",
    "-1",
    HUGE,
    "9223372036854775808",  # one more than a database counts to
    "²",  # a digit for ``isdigit``, not for ``int``
    '"*()^:- OR NEAR\ud800\u202e',
    "a " * 5_000,
    "../../etc/passwd%00\r\nX: y",
)
DAYS = ("0001-01-01", "9999-12-31", "0001-01-01T00:00", "9999-12-31T23:59", "=1+1", "1e999", "NaN")
PARAMETERS = (
    *("q", "kind", "country", "zone", "field", "label", "level", "network", "governed", "standing", "freshness"),
    *("sort", "page", "a", "b", "c", "d", "unit", "mode", "since", "until", "limit", "without", "text", "offset"),
    *("first_year", "last_year", "order", "member_type", "occasion", "origin", "grain", "organisation", "lock"),
    *("countries", "with", "pic", "name", "next", "abroad", "exclude", "concepts"),
    *("stage", "status", "purpose", "beneficiary", "plane", "process", "responsible", "region", "partner", "market"),
    *("mediated", "stagnating", "due", "month", "view", "world", "shortlist", "line", "objective", "cooperation"),
)
# Pages that read no parameter, and those that only move the reader on, are left to the walk.
READERS = (
    *("accounts:sign-in", "directory:list", "directory:map", "directory:export", "directory:members"),
    *("directory:programmes", "directory:merge", "directory:create", "evidence:organisations", "evidence:zones"),
    *("evidence:spaces", "evidence:countries", "scouting:compare", "scouting:compare-export", "scouting:encounters"),
    *("scouting:encounter-new", "scouting:objective", "scouting:objective-new", "scouting:opportunities"),
    *("scouting:quick-start", "scouting:search"),
    *("cooperations:board", "cooperations:list", "cooperations:timeline", "cooperations:map", "cooperations:coverage"),
    *("cooperations:published", "cooperations:statistics", "cooperations:new", "agreements:agreements", "calendar"),
    *("outcomes:postings", "operations:all", "contacts:list", "validation:rounds", "validation:new"),
    *("alliances:everywhere", "readiness:overview", "readiness:neighbours"),
)


def _query(value: str, names: tuple[str, ...] = PARAMETERS) -> str:
    encoded = quote_from_bytes(value.encode("utf-8", "surrogatepass"), safe="")
    return "&".join(f"{name}={encoded}" for name in names)


@pytest.mark.parametrize("name", READERS)
def test_no_address_breaks_a_page(world: World, browse_as: Callable[..., Client], name: str) -> None:
    rows = PAGES[name]
    row = rows[0] if isinstance(rows, list) else rows
    address, browser = reverse(name, kwargs=row.kwargs(world)), browse_as(world.manager)
    browser.raise_request_exception = False
    statuses = {value[:20]: browser.get(f"{address}?{_query(value)}").status_code for value in ODD}
    assert {value: status for value, status in statuses.items() if status >= 500} == {}


def _sent() -> list[Any]:
    """Every form that the walk of the life of a cooperation sends."""
    return [
        pytest.param(name, row, id=f"{name}-{number}")
        for app in LIFE
        for name, found in app.PAGES.items()
        for number, row in enumerate(found if isinstance(found, list) else [found])
        if row.method == "POST"
    ]


@pytest.mark.parametrize(("name", "row"), _sent())
def test_no_form_breaks_a_page(world: World, browse_as: Callable[..., Client], name: str, row: Row) -> None:
    """Odd values in all fields, each field twice, then no field at all; what one of them wrote is undone."""
    address, browser = reverse(name, kwargs=row.kwargs(world)) + row.query, browse_as(world.manager)
    browser.raise_request_exception = False
    typed = [text.replace("\ud800", "") for text in (*ODD, *DAYS)]
    forms = [{part: [value, value] for part in row.data} for value in typed]
    forms += [row.data | {part: value} for part in row.data for value in typed[:3]]
    statuses = []
    for data in ({}, *forms):
        with transaction.atomic():
            statuses.append(browser.post(address, data).status_code)
            transaction.set_rollback(True)
    assert [str(data)[:80] for data, status in zip(({}, *forms), statuses, strict=True) if status >= 500] == []


def _operations() -> list[Any]:
    return [
        pytest.param(method, path, operation, id=operation["operationId"])
        for path, methods in api.get_openapi_schema()["paths"].items()
        for method, operation in methods.items()
    ]


@pytest.mark.parametrize(("method", "path", "operation"), _operations())
def test_no_call_breaks_the_api(
    world: World, browse_as: Callable[..., Client], method: str, path: str, operation: dict[str, Any]
) -> None:
    """One odd value at a time in each parameter, and in each part of what is sent."""
    rows = OPERATIONS[operation["operationId"]]
    row = rows[0] if isinstance(rows, list) else rows
    address, browser = path.format(**row.kwargs(world)), browse_as(world.manager)
    browser.raise_request_exception = False
    names = [asked["name"] for asked in operation.get("parameters", []) if asked["in"] == "query"]
    calls = [(f"{address}?{_query(value, (name,))}", row.data) for name in names for value in ODD]
    odd_data = (*(text.replace("\ud800", "") for text in ODD), -1, 10**30, 1e308, None, [], {}, ["x"] * 50)
    calls += [(address, row.data | {part: value}) for part in row.data for value in odd_data]
    calls += [(address, data) for data in ([], None, "x", {})] if row.data else []
    broken = []
    for called, data in calls:
        sent = json.dumps(data) if method in {"post", "put", "patch"} else ""
        answer = browser.generic(method.upper(), called, data=sent, content_type="application/json")
        if answer.status_code >= 500:
            broken.append((called[:80], str(data)[:80]))
    assert broken == []
