"""The page of the API: every operation is named, every schema has a name of its own."""

from collections import defaultdict
from typing import Any

import pytest
from django.test import Client

from intercluster_web.api import api
from tests.web.test_walk import operations_of_the_api


def _schemas() -> dict[str, set[Any]]:
    """Name to the classes that bear it, of everything operations take and give."""
    named: dict[str, set[Any]] = defaultdict(set)
    seen: set[Any] = set()

    def look(model: Any) -> None:
        for inner in getattr(model, "__args__", ()):
            look(inner)
        if model in seen or not hasattr(model, "model_fields"):
            return
        seen.add(model)
        named[model.__name__].add(model)
        for field in model.model_fields.values():
            look(field.annotation)

    for _prefix, router in api._routers:
        for view in router.path_operations.values():
            for operation in view.operations:
                for model in [*operation.models, *operation.response_models.values()]:
                    for field in getattr(model, "model_fields", {}).values():
                        look(field.annotation)
    return named


def test_no_two_schemas_have_one_name() -> None:
    """One would stand in the place of the other in the description."""
    assert {name: found for name, found in _schemas().items() if len(found) > 1} == {}


ROOMS = ("events", "missions", "posts", "funding", "watches")


@pytest.mark.parametrize("room", ROOMS)
def test_every_operation_says_what_it_does(room: str) -> None:
    paths = api.get_openapi_schema()["paths"]
    told = {
        operation["operationId"]: (bool(operation.get("description")), operation["summary"])
        for path, methods in paths.items()
        if path.startswith(f"/api/{room}")
        for operation in methods.values()
    }
    assert told
    assert [name for name, (described, _summary) in told.items() if not described] == []
    summaries = [summary for _described, summary in told.values()]
    assert sorted(set(summaries)) == sorted(summaries)


def test_the_page_of_the_api_opens(client: Client, db: None) -> None:
    answer = client.get("/api/openapi.json")
    assert (answer.status_code, len(answer.json()["paths"]) > 0) == (200, bool(operations_of_the_api()))
