"""The list, the map, networks and programmes: search, filters, sorting, constant cost, exports."""

import io
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from intercluster_web.directory import queries, search
from intercluster_web.directory.models import (
    Fact,
    KnownCooperation,
    Label,
    Membership,
    Organisation,
    OrganisationField,
    Programme,
    TerritoryPart,
)
from tests.web.factories import organisation

pytestmark = pytest.mark.django_db


def found(**filters: Any) -> list[str]:
    return [one.key for one in queries.organisations(filters)]


def test_search_ignores_accents_case_and_word_endings() -> None:
    organisation("lyonbiopole", name="Lyonbiopôle", city="Lyon")
    organisation("system-matic", name="System@tic Paris-Région", short_name="System@tic")
    assert found(q="LYONBIOPOLE") == ["lyonbiopole"]
    assert found(q="paris reg") == ["system-matic"]
    assert found(q="biopole") == []  # a word is found by its beginning, not by its middle


def test_search_reads_fields_in_every_language_members_networks_missions() -> None:
    cluster = organisation("alpha", name="Alpha", missions="Faire grandir les start-ups du nautisme")
    network = organisation("net", name="Réseau Photonique d'Europe", kind="network_of_clusters")
    OrganisationField.objects.create(organisation=cluster, concept="field:robotics")
    Membership.objects.create(organisation=network, member=cluster)
    assert found(q="Robotik") == found(q="robotica") == ["alpha"]
    assert found(q="nautisme") == ["alpha"]
    assert sorted(found(q="alpha europe")) == ["alpha", "net"]


def test_names_come_before_other_words() -> None:
    organisation("b-laser", name="Route des lasers")
    organisation("a-other", name="Another", missions="laser")
    assert found(q="laser") == ["b-laser", "a-other"]


def test_index_forgets_what_is_gone() -> None:
    cluster = organisation("alpha", name="Alpha")
    membership = Membership.objects.create(organisation=organisation("net", name="Zebra"), member=cluster)
    assert found(q="zebra") == ["net", "alpha"]
    membership.delete()
    assert found(q="zebra") == ["net"]
    cluster.delete()
    assert found(q="alpha") == []


@given(st.text(max_size=60))
def test_any_text_can_be_searched(text: str) -> None:
    assert isinstance(found(q=text), list)


def test_other_databases_search_the_folded_column(monkeypatch: pytest.MonkeyPatch) -> None:
    organisation("opticsvalley", name="OpticsValley", city="Orsay", missions="Fédérer la photonique")
    organisation("other", name="Other", missions="biophotonique")
    monkeypatch.setattr(search.connection, "vendor", "postgresql")
    assert found(q="photoni") == ["opticsvalley"]
    assert found(q="orsay optics") == ["opticsvalley"]


def test_filters() -> None:
    french = organisation("french", zone="FRK2", governed=False)
    german = organisation("german", country="DE", kind="science_park", zone="DE91", standing="emerging")
    Label.objects.create(organisation=french, name="Pôle de compétitivité", level="world")
    OrganisationField.objects.create(organisation=german, concept="field:energy")
    TerritoryPart.objects.create(organisation=german, zone="FRF1", coverage="part")
    network = organisation("network", kind="network_of_clusters", country="BE")
    Membership.objects.create(organisation=network, member=german)
    assert found(country="DE") == ["german"]
    assert found(zone="FR") == ["french", "german"]  # where it sits, or its territory reaches
    assert found(kind="science_park") == ["german"]
    assert found(field="field:energy") == ["german"]
    assert found(label="Pôle de compétitivité") == found(level="world") == ["french"]
    assert found(network="network") == ["german"]
    assert found(governed="no") == ["french"]
    assert found(standing="emerging") == ["german"]


def test_freshness_counts_from_the_day_of_the_source() -> None:
    for key, stated in (("fresh", date.today()), ("stale", date(2010, 11, 18)), ("undated", None)):  # noqa: DTZ011
        Fact.objects.create(
            organisation=organisation(key), attribute="name", value=key, stated_on=stated, in_force=True
        )
    for key in ("fresh", "stale", "undated"):
        assert found(freshness=key) == [key]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("members", ["a", "b", "c"]),
        ("-members", ["b", "a", "c"]),
        ("-name", ["c", "b", "a"]),
        ("nonsense", ["a", "b", "c"]),
    ],
)
def test_sorting_puts_unknown_last(sort: str, expected: list[str]) -> None:
    organisation("a", name="Écluse", members_count=5)
    organisation("b", name="fabrique", members_count=50)
    organisation("c", name="Zénith")
    assert found(sort=sort) == expected


def test_an_unknown_filter_value_shows_everything(client: Client) -> None:
    organisation("a")
    answer = client.get(reverse("directory:list"), {"country": "ZZ", "page": "99"})
    assert answer.context["page"].paginator.count == 1


def _rich(number: int) -> Organisation:
    made = organisation(f"rich-{number:03}", kind="network_of_clusters", latitude=45.0, longitude=float(number))
    OrganisationField.objects.create(organisation=made, concept="field:energy")
    Label.objects.create(organisation=made, name="A label", level="national")
    TerritoryPart.objects.create(organisation=made, zone="FRK2")
    member = organisation(f"member-{number:03}", country="BE")
    Membership.objects.create(organisation=made, member=member)
    KnownCooperation.objects.create(a=made, b=member)
    Programme.objects.create(key=f"programme-{number}", name=f"Programme {number}")
    return made


@pytest.mark.parametrize("name", ["list", "map", "networks", "programmes"])
def test_pages_cost_the_same_for_one_row_and_for_fifty(name: str, client: Client) -> None:
    _rich(0)
    with CaptureQueriesContext(connection) as one:
        client.get(reverse(f"directory:{name}"))
    for number in range(1, 50):
        _rich(number)
    with CaptureQueriesContext(connection) as fifty:
        client.get(reverse(f"directory:{name}"))
    assert len(one) == len(fifty)


def test_exports_hold_the_filtered_set(client: Client) -> None:
    organisation("alpha", name="=HYPERLINK(1)", country="FR")
    organisation("beta", name="Beta", country="DE")
    sheet = load_workbook(
        io.BytesIO(client.get(reverse("directory:export", args=["xlsx"]), {"country": "FR"}).content)
    ).worksheets[0]
    names = [row[0] for row in sheet.iter_rows(values_only=True)]
    assert "Beta" not in names
    csv = client.get(reverse("directory:export", args=["csv"]), {"country": "FR"}).content.decode("utf-8-sig")
    assert [line.split(",")[0] for line in csv.splitlines()[1:]] == ["'=HYPERLINK(1)"]
    assert client.get(reverse("directory:export", args=["exe"])).status_code == 404


def test_the_map_shows_what_has_a_place_and_says_what_has_not(client: Client) -> None:
    organisation("placed", latitude=45.7, longitude=4.8)
    organisation("nowhere")
    context = client.get(reverse("directory:map")).context
    shown = [point["key"] for point in context["map_data"]["points"] if point["group"] != "zone"]
    assert shown == ["placed"]
    assert context["unplaced"] == 1
    assert [point["key"] for point in context["map_data"]["points"] if point["key"] == "zone-FR10"] == ["zone-FR10"]


def test_networks_count_members_and_countries(client: Client) -> None:
    _rich(1)
    network = client.get(reverse("directory:networks")).context["page"][0]
    assert (network.known_members, network.countries, network.belongs_to) == (1, 1, 0)


def test_programmes_filter_by_words_and_level(client: Client) -> None:
    Programme.objects.create(key="coopol", name="COOPOL", countries="FR; CN", level="international")
    Programme.objects.create(key="fui", name="FUI", owner="DGE", level="national")
    keys = [one.key for one in client.get(reverse("directory:programmes"), {"q": "cn"}).context["page"]]
    assert keys == ["coopol"]
    keys = [one.key for one in client.get(reverse("directory:programmes"), {"level": "national"}).context["page"]]
    assert keys == ["fui"]
