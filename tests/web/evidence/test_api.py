"""The evidence for programs."""

from typing import Any

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("evidence")]


def got(client: Client, path: str, **query: str) -> Any:
    answer = client.get(f"/api/evidence/{path}", query)
    assert answer.status_code == 200
    return answer.json()


def test_zones(client: Client) -> None:
    ranking = got(client, "zones", field="field:photonics")
    assert [(zone["zone"], zone["projects"], zone["count"]) for zone in ranking["zones"]] == [
        ("FRK2", 8, 7.0),
        ("UKJ3", 2, 1.0),
        ("JP", 1, 1.0),
    ]
    assert (ranking["projects"], ranking["placed"], ranking["period"]) == (9, 1.0, [2008, 2017])
    assert ranking["zones"][0]["quotient"]["n"] == 8
    assert ranking["zones"][1]["quotient"] is None


def test_zones_with_a_bad_question(client: Client) -> None:
    answer = client.get("/api/evidence/zones", {"field": "field:magic"})
    assert (answer.status_code, answer.json()) == (422, {"detail": "not in the vocabulary: field:magic"})
    assert client.get("/api/evidence/zones", {"level": "street"}).status_code == 422
    assert client.get("/api/evidence/zones", {"first_year": "12"}).status_code == 422


def test_organisations_found_and_shown(client: Client) -> None:
    found = got(client, "organisations", q="univ", limit="1")
    assert (found["total"], [line["org_id"] for line in found["organisations"]]) == (2, ["pic:3"])
    shown = got(client, "organisations/pic:1")
    assert (shown["name"], shown["partners_count"], len(shown["projects"])) == ("Université de Lumière", 2, 8)
    assert shown["by_year"]["2016"] == 2
    assert client.get("/api/evidence/organisations/pic:404").status_code == 404


def test_a_project(client: Client) -> None:
    shown = got(client, "projects/rcn:9")
    assert shown["project"]["acronym"] == "ACRO9"
    assert shown["fields"] == [{"concept": "field:water", "weight": 1.0}]
    assert {line["org_id"] for line in shown["organisations"]} == {"pic:3", "pic:5"}
    assert client.get("/api/evidence/projects/rcn:404").status_code == 404
