"""The pages of the evidence, on a small evidence known by heart."""

import csv
import io
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from intercluster_web.directory.models import Identifier, OrganisationField
from tests.web.factories import organisation, seated

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("evidence")]


def words(html: str) -> str:
    """The text of a page, spaces made single."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def page(client: Client, name: str, *args: str, **query: str) -> str:
    answer = client.get(reverse(f"evidence:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def rows(client: Client, name: str, *args: str, **query: str) -> list[dict[str, str]]:
    """The CSV export of a list."""
    answer = client.get(reverse(f"evidence:{name}", args=args), {**query, "format": "csv"})
    assert answer["Content-Disposition"].startswith("attachment")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def photonics_cluster(zone: str = "FRK2", **attributes: object) -> None:
    cluster = organisation("optique", name="Pôle Optique", zone=zone, **attributes)
    OrganisationField.objects.create(organisation=cluster, concept="field:photonics")


def test_the_overview_tells_rows_periods_sources_and_completeness(client: Client) -> None:
    text = words(page(client, "overview"))
    for told in ("organisations 5", "projects 49", "participations 97", "2008–2017", "24 January 2018"):
        assert told in text
    assert "organisations with a name 80 %" in text
    assert "projects in at least one field 100 %" in text


def test_zones_are_ranked_with_their_figures(client: Client) -> None:
    photonics_cluster()
    found = rows(client, "zones", field="field:photonics")
    figures = [(row["Rank"], row["Code"], row["Projects"], row["Part of projects"]) for row in found]
    assert figures == [("1", "FRK2", "8", "7.0"), ("2", "UKJ3", "2", "1.0"), ("3", "JP", "1", "1.0")]
    lyon, solent, _ = found
    # All of the 7 projects of Lyon are in photonics, 9 of 49 in the world.
    assert float(lyon["Location quotient"]) == pytest.approx(49 / 9)
    assert float(lyon["Low end"]) < 49 / 9 < float(lyon["High end"])
    assert solent["Location quotient"] == ""  # two projects: under the floor
    assert (lyon["Clusters in the field"], lyon["Names of clusters"]) == ("1", "Pôle Optique")
    assert (lyon["Persons employed"], lyon["Employment quotient"]) == ("40000", "1.0")


def test_the_page_of_the_ranking_says_why_a_quotient_is_withheld(client: Client) -> None:
    html = page(client, "zones", field="field:photonics")
    text = words(html)
    assert "Rhône-Alpes (FRK2)" in text
    assert "n < 5" in text.replace("&nbsp;", " ").replace("&lt;", "<")
    assert 'data-point="FRK2"' in html
    assert "9 projects in the field, of which 100 % could be placed" in text


def test_filters_are_in_the_address_and_a_bad_value_does_not_filter(client: Client) -> None:
    assert [row["Code"] for row in rows(client, "zones", field="field:photonics", country="GB")] == ["UKJ3"]
    late = rows(client, "zones", field="field:photonics", first_year="2016")
    assert [(row["Code"], row["Projects"]) for row in late] == [("FRK2", "2"), ("UKJ3", "2"), ("JP", "1")]
    fine = rows(client, "zones", field="field:photonics", level="nuts3")
    assert [row["Code"] for row in fine] == ["FRK26", "UKJ32", "JP"]
    assert len(rows(client, "zones", field="field:photonics", level="nonsense", first_year="long ago")) == 3


def test_without_a_field_the_own_field_of_the_signed_in_is_shown(
    client: Client, browse_as: Callable[..., Client]
) -> None:
    ours = organisation("ours")
    OrganisationField.objects.create(organisation=ours, concept="field:water")
    person = seated("observer", ours)
    assert "Where in the world: Water" in words(page(browse_as(person), "zones"))
    assert "Where in the world: Photonics and optics" in words(page(client, "zones"))


def test_countries_with_most_clusters_come_first(client: Client) -> None:
    photonics_cluster("", country="JP")
    found = rows(client, "countries", field="field:photonics")
    assert [(row["Code"], row["Clusters in the field"]) for row in found] == [("JP", "1"), ("FR", "0"), ("GB", "0")]


def test_spaces_stand_beside_governed_clusters(client: Client) -> None:
    photonics_cluster()
    found = rows(client, "spaces")
    assert [(row["Field"], row["Code"], row["Governed clusters"]) for row in found] == [
        ("Photonics and optics", "FRK2", "Pôle Optique")
    ]
    assert rows(client, "spaces", governed="no") == []
    assert rows(client, "spaces", field="field:water") == []
    assert "No concentration here" in words(page(client, "spaces", governed="no"))


def test_the_page_of_a_zone(client: Client) -> None:
    photonics_cluster()
    text = words(page(client, "zone", "FRK2", field="field:photonics"))
    for told in ("Pôle Optique", "sits there", "Université de Lumière", "Photon Works SARL", "Employment"):
        assert told in text
    assert "Photonics and optics 8 7.0 100 %" in text
    assert words(page(client, "zone", "FR")).count("Pôle Optique") == 1
    assert client.get("/evidence/zones/XX99/").status_code == 404
    assert client.get("/evidence/zones/frk2/")["Location"] == "/evidence/zones/FRK2/"


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"q": "universite LUMIERE"}, ["Université de Lumière"]),
        ({"q": "lumi univ"}, ["Université de Lumière"]),
        ({"q": "1"}, ["Université de Lumière"]),
        ({"q": "pic:5"}, ["Wasserwerk"]),
        ({"q": "versity"}, []),
        ({"q": "---"}, []),
        ({"country": "GB"}, ["University of Solent"]),
        ({"zone": "FRK2"}, ["Université de Lumière", "Photon Works SARL"]),
        ({"zone": "nowhere"}, []),
        ({"field": "field:water"}, ["University of Solent", "Wasserwerk"]),
        ({"q": "univ", "field": "field:photonics"}, ["Université de Lumière", "University of Solent"]),
    ],
)
def test_organisations_are_found(client: Client, query: dict[str, str], names: list[str]) -> None:
    assert [row["Name"] for row in rows(client, "organisations", **query)] == names


def test_the_page_of_an_organisation(client: Client) -> None:
    text = words(page(client, "organisation", "pic:1"))
    for told in ("Université de Lumière", "higher education", "projects 8", "partners 2", "as of 24 January 2018"):
        assert told in text
    assert "Photon Works SARL France 6 2013" in text
    assert "ACRO7 Title of rcn:7" in text
    assert "Add to the directory" not in text
    assert client.get("/evidence/organisations/pic:404/").status_code == 404


def test_an_organisation_leads_to_its_entry_or_to_a_form_filled_in(browse_as: Callable[..., Client]) -> None:
    client = browse_as(seated("editor"))
    html = page(client, "organisation", "pic:1")
    assert "name=Universit%C3%A9+de+Lumi%C3%A8re&amp;country=FR&amp;city=Lyon" in html
    entry = organisation("lumiere", name="Lumière")
    Identifier.objects.create(organisation=entry, scheme="PIC", value="1")
    html = page(client, "organisation", "pic:1")
    assert f'href="{entry.get_absolute_url()}"' in html
    assert "Add to the directory" not in html


def test_added_from_its_page_it_is_the_same_organisation(browse_as: Callable[..., Client]) -> None:
    client = browse_as(seated("editor"))
    add = re.search(r'href="(/directory/add/\?[^"]+)"', page(client, "organisation", "pic:1"))
    assert add is not None
    address = add[1].replace("&amp;", "&")
    form = client.get(address).context["form"]
    assert (form["name"].value(), form["zone"].value()) == ("Université de Lumière", "FRK2")
    sent = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "")}
    assert client.post(address, sent).status_code == 302
    entry = Identifier.objects.get(scheme="PIC", value="1").organisation
    assert (entry.name, entry.zone) == ("Université de Lumière", "FRK2")
    assert f'href="{entry.get_absolute_url()}"' in page(client, "organisation", "pic:1")


def test_an_organisation_without_a_name_is_called_by_its_code(client: Client) -> None:
    assert "unnamed organisation (PIC 4)" in words(page(client, "organisation", "pic:4"))


def test_the_page_of_a_project(client: Client) -> None:
    text = words(page(client, "project", "rcn:8"))
    for told in ("ACRO8", "H2020 LEIT", "2017", "Photonics and optics (1.00)", "unnamed organisation (PIC 4)"):
        assert told in text
    assert client.get("/evidence/projects/rcn:404/").status_code == 404


def test_every_list_is_a_spreadsheet_too(client: Client) -> None:
    for name, args in [
        ("zones", ()),
        ("countries", ()),
        ("spaces", ()),
        ("organisations", ()),
        ("organisation", ("pic:1",)),
        ("project", ("rcn:8",)),
        ("zone", ("FRK2",)),
    ]:
        answer = client.get(reverse(f"evidence:{name}", args=args), {"format": "xlsx"})
        assert answer.content[:2] == b"PK"


def test_in_french(client: Client) -> None:
    client.cookies["django_language"] = "fr"
    text = words(page(client, "zones", field="field:photonics"))
    assert "Zone" in text
    assert "Photonique et optique" in text
    assert "Where in the world" not in text


@pytest.mark.parametrize(
    ("name", "few", "many"),
    [
        ("organisations", {"q": "wasserwerk"}, {}),
        ("zones", {"field": "field:photonics", "country": "JP"}, {"field": "field:photonics"}),
        ("spaces", {"governed": "no"}, {}),
        ("countries", {"field": "field:photonics", "first_year": "2017"}, {"field": "field:photonics"}),
    ],
)
def test_a_list_costs_the_same_queries_whatever_its_length(
    client: Client,
    django_assert_num_queries: Callable[..., object],
    name: str,
    few: dict[str, str],
    many: dict[str, str],
) -> None:
    photonics_cluster()
    page(client, name, **many)  # the directory is read once
    for query in (few, many):
        with django_assert_num_queries(1):  # type: ignore[attr-defined]
            page(client, name, **query)
