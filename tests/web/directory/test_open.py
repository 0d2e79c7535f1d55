"""The REST API and the open data."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from rdflib import ORG, RDF, Graph

from intercluster_web.directory.models import (
    Fact,
    KnownCooperation,
    Membership,
    Organisation,
    OrganisationField,
    Succession,
)
from tests.web.factories import organisation, seat, seated

pytestmark = pytest.mark.django_db

SAID = {"source_url": "https://example.org", "stated_on": "2026-01-02"}


def send(client: Client, method: str, path: str, **payload: Any) -> Any:
    return client.generic(method, f"/api/directory{path}", json.dumps(payload), content_type="application/json")


def test_organisations_are_filtered_paged_and_cost_the_same(client: Client) -> None:
    def rows(number: int) -> None:
        made = organisation(f"laser-{number:02}", name=f"Laser {number:02}")
        OrganisationField.objects.create(organisation=made, concept="field:photonics")

    rows(0)
    with CaptureQueriesContext(connection) as one:
        client.get("/api/directory/organisations?q=laser")
    for number in range(1, 50):
        rows(number)
    with CaptureQueriesContext(connection) as fifty:
        found = client.get("/api/directory/organisations?q=laser").json()
    assert (found["count"], len(found["items"])) == (50, 50)
    assert len(one) == len(fifty)
    page = client.get("/api/directory/organisations?q=laser&limit=2&offset=48").json()
    assert [item["key"] for item in page["items"]] == ["laser-48", "laser-49"]
    assert page["items"][0]["fields"] == ["field:photonics"]
    assert client.get("/api/directory/organisations?freshness=soon").status_code == 422


def test_one_organisation_with_sources_and_ties(client: Client) -> None:
    cluster, other = organisation("cluster"), organisation("other")
    Fact.objects.create(
        organisation=cluster, attribute="name", value="Cluster", in_force=True, stated_on="2010-11-18", source_url="D1"
    )
    KnownCooperation.objects.create(a=other, b=cluster, started=2010, topic="water", source_url="D0")
    found = client.get("/api/directory/organisations/cluster").json()
    (fact,) = found["facts"]
    assert (fact["value"], fact["source_url"], fact["stated_on"], fact["age"]) == (
        "Cluster",
        "D1",
        "2010-11-18",
        "fresh",
    )
    (tie,) = found["ties"]
    assert (tie["kind"], tie["key"], tie["since"], tie["source_url"]) == ("cooperation", "other", 2010, "D0")
    assert client.get("/api/directory/organisations/nobody").status_code == 404


def test_writing_goes_through_the_same_rules_as_the_pages(browse_as: Callable[..., Client]) -> None:
    client = browse_as(seated())
    made = send(client, "POST", "/organisations", values={"name": "Alpha", "kind": "grappe"}, **SAID)
    assert (made.status_code, made.json()["key"]) == (201, "alpha")
    changed = send(client, "PATCH", "/organisations/alpha", values={"city": "Lyon"}, version=1, **SAID)
    assert (changed.status_code, changed.json()["version"]) == (200, 2)
    late = send(client, "PATCH", "/organisations/alpha", values={"city": "Nice"}, version=1, **SAID)
    assert late.status_code == 409
    assert Organisation.objects.get(key="alpha").city == "Lyon"
    assert Fact.objects.get(attribute="city").source_url == "https://example.org"


@pytest.mark.parametrize(
    "values", [{"name": ""}, {"nonsense": "x"}, {"kind": "club"}, {"founded_year": "soon"}, {"website": "javascript:1"}]
)
def test_what_does_not_fit_is_refused(browse_as: Callable[..., Client], values: dict[str, str]) -> None:
    organisation("alpha")
    client = browse_as(seated())
    answer = send(client, "PATCH", "/organisations/alpha", values=values, version=1, **SAID)
    assert answer.status_code == 422
    assert not Fact.objects.exists()


def test_an_entry_of_others_is_theirs(browse_as: Callable[..., Client]) -> None:
    seat(at=organisation("theirs"))
    client = browse_as(seated())
    answer = send(client, "PATCH", "/organisations/theirs", values={"city": "Lyon"}, version=1, **SAID)
    assert answer.status_code == 403


def test_networks(client: Client) -> None:
    Membership.objects.create(organisation=organisation("net", kind="network_of_clusters"), member=organisation("a"))
    assert [(n["key"], n["known_members"]) for n in client.get("/api/directory/networks").json()] == [("net", 1)]


def test_the_archive_holds_every_table_with_keys_and_no_formula(client: Client) -> None:
    cluster, other = organisation("cluster", name='=HYPERLINK("x")'), organisation("other")
    Membership.objects.create(organisation=other, member=cluster, since=2010, source_url="D1")
    with zipfile.ZipFile(io.BytesIO(client.get("/directory/open-data/directory.zip").content)) as archive:
        tables = {
            name: list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig"))))
            for name in archive.namelist()
        }
    assert len(tables) == 11
    (membership,) = tables["memberships.csv"]
    assert (membership["organisation"], membership["member"], membership["since"]) == ("other", "cluster", "2010")
    assert tables["organisations.csv"][0]["name"] == '\'=HYPERLINK("x")'
    assert "recorded_by" not in membership


def test_turtle_says_it_in_the_terms_of_the_organisation_ontology(client: Client) -> None:
    a, b, c = organisation("a"), organisation("b"), organisation("c", website="https://example.org/a b")
    Membership.objects.create(organisation=b, member=a, since=2010)
    KnownCooperation.objects.create(a=a, b=b)
    Succession.objects.create(predecessor=a, successor=c, year=2019)
    graph = Graph().parse(data=client.get("/directory/open-data/directory.ttl").text, format="turtle")
    kinds = (ORG.FormalOrganization, ORG.Membership, ORG.OrganizationalCollaboration, ORG.ChangeEvent)
    assert [len(list(graph.subjects(RDF.type, kind))) for kind in kinds] == [3, 1, 1, 1]
    (membership,) = graph.subjects(RDF.type, ORG.Membership)
    assert str(graph.value(membership, ORG.member)).endswith("/directory/organisations/a/")


def test_the_catalogue_names_files_that_answer(client: Client) -> None:
    organisation("a")
    described = client.get("/directory/open-data/catalogue.jsonld").json()
    for distribution in described["dcat:dataset"]["dcat:distribution"]:
        assert client.get(distribution["dcat:downloadURL"]["@id"].removeprefix("http://testserver")).status_code == 200
