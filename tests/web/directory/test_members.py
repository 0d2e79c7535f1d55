"""Files of members: read as they are, told row by row what is wrong, all or nothing, twice without effect."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from intercluster_web.directory.evidence_matches import proposed_matches
from intercluster_web.directory.members_file import FIELDS
from intercluster_web.directory.members_import import apply_plan, plan_import
from intercluster_web.directory.models import Identifier, Membership, Organisation
from intercluster_web.directory.records import current_directory
from intercluster_web.spreadsheets import UnreadableFileError, guess_mapping, read_sheet
from tests.web.factories import organisation, person, seat, seated

pytestmark = pytest.mark.django_db

FRENCH = (
    "Raison sociale;Type;Pays;Ville;Site web;Latitude;Longitude;Date d'adhésion;SIRET;Date\r\n"
    "Société Générale de Mécanique;PME;France;Saint-Étienne;www.sgm.example;45,4339;4,39;01/09/2015;12345678900012;"
    "31/12/2025\r\n"
    "Université de Lyon;Université;FR;Lyon;;;;2010;;\r\n"
)


def plan(at: Organisation, content: bytes, name: str = "membres.csv", **mapping: str) -> Any:
    table = read_sheet(content, name)
    return plan_import(at, table, guess_mapping(table.headings, {}, FIELDS) | mapping)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig", "utf-8"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_french_files_are_read_as_they_are(encoding: str, delimiter: str) -> None:
    text = FRENCH.replace("45,4339;4,39", "45.4339;4.39") if delimiter == "," else FRENCH
    cluster = organisation("cluster")
    found = plan(cluster, text.replace(";", delimiter).encode(encoding))
    assert found.errors == []
    first, second = (row.values for row in found.rows)
    assert first["name"] == "Société Générale de Mécanique"
    assert (first["latitude"], first["longitude"], first["since"]) == (45.4339, 4.39, 2015)
    assert (first["website"], first["country"]) == ("https://www.sgm.example", "FR")
    assert first["stated_on"].isoformat() == "2025-12-31"
    assert (second["member_type"], second["since"]) == ("training", 2010)


def test_a_workbook_is_read_like_a_file_of_text() -> None:
    book = Workbook()
    for row in (["Nom", "Type de membre", "Depuis"], ["Alpha", "laboratoire", 2012.0], [None, None, None]):
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    (row,) = plan(organisation("cluster"), buffer.getvalue(), "membres.xlsx").rows
    assert row.values == {"name": "Alpha", "member_type": "lab", "since": 2012}


def _bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (61 * 1024 * 1024))
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"  \n ", "is empty"),
        (b"PK\x03\x04truncated", "is damaged"),
        (b"\x00\x01\x02binary", "neither xlsx nor CSV"),
        (b"Name of the member\nAlpha\nBeta\n", "Only one column"),
        (b"Name;City;City\nAlpha;Lyon;Paris\n", "heading of its own"),
        (b"Name;;City\nAlpha;x;Paris\n", "heading of its own"),
        (b"a;b\n" + b"1;2\n" * 20_001, "more than 20000 rows"),
        (b"a;b\n" + b"x" * (5 * 1024 * 1024), "larger than 5 MB"),
    ],
)
def test_what_cannot_be_read_is_told_plainly(content: bytes, words: str) -> None:
    with pytest.raises(UnreadableFileError, match=words):
        read_sheet(content, "file.csv")


def test_a_file_that_swells_when_unpacked_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="too large once unpacked"):
        read_sheet(_bomb(), "bomb.xlsx")


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        table = read_sheet(content, "any.csv")
    except UnreadableFileError:
        return
    assert all(len(row) == len(table.headings) for row in table.rows)


@pytest.mark.parametrize(
    ("heading", "cell", "words"),
    [
        ("PIC", "12", "Not a PIC number"),
        ("SIRET", "1234", "Not a SIRET number"),
        ("Pays", "Syldavie", "Unknown country"),
        ("Type", "ami", "Unknown type of member"),
        ("Latitude", "nord", "Not a number"),
        ("Latitude", "91,5", "Degrees go from"),
        ("Depuis", "hier", "Not a date"),
        ("Depuis", "1492", "Not a year"),
        ("Site web", "pas un site", "Not a web address"),
        ("Ville", "x" * 2001, "Longer than 2000"),
    ],
)
def test_every_error_says_row_column_and_what_to_do(heading: str, cell: str, words: str) -> None:
    found = plan(organisation("cluster"), f"Nom;{heading}\nAlpha;\nBeta;{cell}\n".encode())
    (error,) = found.errors
    assert (error.line, error.column) == (3, heading)
    assert words in error.message


def test_missing_names_and_repeated_members_are_errors() -> None:
    found = plan(organisation("cluster"), b"Nom;PIC\nAlpha;999999999\n;888888888\nBeta;999999999\n")
    assert [(error.line, error.message) for error in found.errors] == [
        (3, "The name is missing."),
        (4, "The same member as on row 2."),
    ]
    nameless = plan(organisation("other"), b"Ville;PIC\nLyon;999999999\n")
    assert "Choose the column that holds the names." in [error.message for error in nameless.errors]


def test_numbers_of_two_entries_in_one_row_are_an_error() -> None:
    cluster = organisation("cluster")
    for key, scheme, value in (("one", "PIC", "999999999"), ("two", "SIRET", "12345678900012")):
        Identifier.objects.create(organisation=organisation(key, name=key), scheme=scheme, value=value)
    (error,) = plan(cluster, b"Nom;PIC;SIRET\nAlpha;999999999;12345678900012\n").errors
    assert (error.line, error.column, error.message) == (2, "SIRET", "This number belongs to two.")


def test_nothing_is_written_while_there_are_errors() -> None:
    cluster = organisation("cluster")
    found = plan(cluster, b"Nom;PIC\nAlpha;999999999\nBeta;12\n")
    with pytest.raises(ValueError, match="errors"):
        apply_plan(cluster, found, "membres.csv", None)
    assert Organisation.objects.count() == 1


def test_an_import_writes_entries_memberships_numbers_and_sources() -> None:
    cluster, author = organisation("cluster"), person()
    counts = apply_plan(cluster, plan(cluster, FRENCH.encode("cp1252")), "membres 2025.csv", author)
    assert dict(counts) == {"new": 2}
    member = Organisation.objects.get(name="Société Générale de Mécanique")
    assert (member.kind, member.city, member.latitude) == ("company", "Saint-Étienne", 45.4339)
    membership = cluster.members.get(member=member)
    assert (membership.member_type, membership.since, membership.source_url) == ("sme", 2015, "membres 2025.csv")
    assert member.identifiers.get().value == "12345678900012"
    fact = member.facts.get(attribute="city")
    assert (fact.source_url, str(fact.stated_on), fact.recorded_by) == ("membres 2025.csv", "2025-12-31", author)


def test_importing_twice_changes_nothing() -> None:
    cluster = organisation("cluster")
    apply_plan(cluster, plan(cluster, FRENCH.encode()), "a.csv", None)
    assert dict(plan(cluster, FRENCH.encode()).counts) == {"same": 2}


def test_a_member_is_recognised_by_its_number_then_by_name_and_city() -> None:
    cluster = organisation("cluster")
    apply_plan(cluster, plan(cluster, b"Nom;Ville;SIRET\nAlpha;Lyon;12345678900012\nBeta;Lyon;\n"), "a.csv", None)
    again = plan(cluster, "Nom;Ville;SIRET\nAlpha SAS;Paris;12345678900012\nBêta;LYON;\nBeta;Nice;\n".encode())
    assert [(row.status, row.changes) for row in again.rows[:1]] == [("changed", ["name", "city"])]
    assert [row.status for row in again.rows[1:]] == ["changed", "new"]
    apply_plan(cluster, again, "b.csv", None)
    assert sorted(cluster.members.values_list("member__name", "member__city")) == [
        ("Alpha SAS", "Paris"),
        ("Beta", "Nice"),
        ("Bêta", "LYON"),
    ]


def test_an_entry_its_own_people_keep_gets_only_the_membership() -> None:
    cluster, seated_firm = organisation("cluster"), organisation("firm", name="Firm", city="Lyon")
    seat(at=seated_firm)
    apply_plan(cluster, plan(cluster, b"Nom;Ville;Site web\nFirm;Lyon;evil.example\n"), "a.csv", None)
    seated_firm.refresh_from_db()
    assert seated_firm.website == ""
    assert cluster.members.get().member == seated_firm


def _upload(client: Client, key: str, content: bytes, name: str = "membres.csv") -> Any:
    return client.post(reverse("directory:members-import", args=[key]), {"file": SimpleUploadedFile(name, content)})


def _choose(answer: Any, **more: str) -> dict[str, str]:
    columns = {f"column-{place}": use for place, _heading, use, _example in answer.context["columns"]}
    return columns | {"token": answer.context["token"]} | more


def test_the_three_steps_remember_the_columns(browse_as: Callable[..., Client]) -> None:
    cluster = organisation("cluster")
    client = browse_as(seated(at=cluster))
    content = "Qui;Où\nAlpha;Lyon\n".encode("cp1252")
    preview = _upload(client, "cluster", content)
    assert [use for _p, _h, use, _e in preview.context["columns"]] == ["", ""]
    assert "Choose the column that holds the names." in preview.text
    chosen = _choose(preview) | {"column-0": "name", "column-1": "city"}
    address = reverse("directory:members-import", args=["cluster"])
    read_again = client.post(address, chosen)
    assert dict(read_again.context["plan"].counts) == {"new": 1}
    assert not Membership.objects.exists()  # looking writes nothing
    assert client.post(address, chosen | {"write": "1"}).headers["Location"].endswith("/members/matches/")
    assert cluster.members.get().member.city == "Lyon"
    assert [use for _p, _h, use, _e in _upload(client, "cluster", content).context["columns"]] == ["name", "city"]


def test_an_upload_cannot_be_used_for_another_organisation_or_once_gone(browse_as: Callable[..., Client]) -> None:
    one = seated(at=organisation("one"))
    organisation("two")
    client = browse_as(one)
    chosen = _choose(_upload(client, "one", b"Nom;Ville\nAlpha;Lyon\n"), write="1")
    client.post(reverse("directory:members-import", args=["two"]), chosen)
    assert not Membership.objects.exists()
    client.post(reverse("directory:members-import", args=["one"]), chosen | {"token": "../../etc"})
    assert not Membership.objects.exists()
    client.post(reverse("directory:members-import", args=["one"]), chosen)
    assert Membership.objects.count() == 1
    again = client.post(reverse("directory:members-import", args=["one"]), chosen)
    assert again.headers["Location"] == reverse("directory:members-import", args=["one"])


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_export_sent_back_changes_nothing(client: Client, form: str, language: str) -> None:
    cluster = organisation("cluster")
    apply_plan(cluster, plan(cluster, FRENCH.encode()), "a.csv", None)
    client.cookies["django_language"] = language
    answer = client.get(reverse("directory:members-export", args=["cluster", form]))
    again = plan(cluster, answer.content, f"export.{form}")
    assert again.errors == []
    assert dict(again.counts) == {"same": 2}


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_model_has_every_column_the_import_knows(client: Client, form: str) -> None:
    organisation("cluster")
    content = client.get(reverse("directory:members-template", args=["cluster", form])).content
    table = read_sheet(content, f"model.{form}")
    assert list(guess_mapping(table.headings, {}, FIELDS).values()) == list(FIELDS)


def test_matches_are_proposed_and_only_those_ticked_are_linked(browse_as: Callable[..., Client]) -> None:
    cluster = organisation("cluster")
    name = "Centre National de la Recherche Scientifique CNRS"
    for key, called in (("cnrs", name), ("unknown", "Nobody has this name")):
        member = organisation(key, name=called, kind="research_organisation")
        Membership.objects.create(organisation=cluster, member=member)
    (match,) = proposed_matches(cluster)
    assert (match.member.key, match.org_id) == ("cnrs", "pic:999997930")
    client, address = browse_as(seated(at=cluster)), reverse("directory:members-matches", args=["cluster"])
    client.post(address, {"match": []})
    assert not Identifier.objects.exists()
    client.post(address, {"match": [f"{match.member.pk}-{match.org_id}", f"{match.member.pk}-pic:1"]})
    assert list(Identifier.objects.values_list("organisation__key", "scheme", "value")) == [
        ("cnrs", "PIC", "999997930")
    ]
    assert current_directory().by_key["cluster"].members == ("pic:999997930",)
    assert proposed_matches(cluster) == []


def test_members_page_lists_filters_and_pages(client: Client) -> None:
    cluster = organisation("cluster")
    for number in range(60):
        member = organisation(f"member-{number:02}", name=f"Member {number:02}")
        Membership.objects.create(organisation=cluster, member=member, member_type="lab" if number < 3 else "sme")
    address = reverse("directory:members", args=["cluster"])
    assert len(client.get(address).context["rows"]) == 50
    assert len(client.get(address, {"member_type": "lab"}).context["rows"]) == 3
    assert [row.member.key for row, _age in client.get(address, {"q": "member 07"}).context["rows"]] == ["member-07"]
