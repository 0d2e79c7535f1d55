"""The page of an organisation, its facts and their age, and the forms that change them."""

import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from intercluster_web.directory import actions, queries
from intercluster_web.directory.freshness import Age, freshness, months_before
from intercluster_web.directory.models import (
    Fact,
    Identifier,
    KnownCooperation,
    Label,
    Membership,
    Organisation,
    OrganisationField,
    Succession,
    TerritoryPart,
)
from intercluster_web.directory.provenance import Provenance
from tests.web.factories import organisation, seat, seated

pytestmark = pytest.mark.django_db

SOURCE = {"source_url": "https://example.org/report", "stated_on": "2026-01-15"}
LETTER = Provenance(source_url="a letter", stated_on=date(2026, 1, 2))


def fact(at: Organisation, attribute: str, value: str, **columns: Any) -> Fact:
    return Fact.objects.create(organisation=at, attribute=attribute, value=value, in_force=True, **columns)


def page(client: Client, at: Organisation, language: str = "en") -> str:
    client.cookies["django_language"] = language
    return client.get(at.get_absolute_url()).text


# Facts and their age


def test_age_counts_from_the_day_of_the_source_not_from_the_day_we_looked() -> None:
    today = date(2026, 11, 22)
    old = Fact(stated_on=date(2010, 11, 18), checked_on=today)
    assert freshness(old, 60, today).age is Age.STALE
    assert freshness(old, 60, today).years == 16
    assert freshness(Fact(stated_on=date(2025, 12, 1)), 24, today).age is Age.FRESH
    assert freshness(Fact(checked_on=today), 24, today).age is Age.UNDATED
    assert freshness(Fact(checked_on=date(2020, 1, 1)), 24, today).age is Age.STALE
    assert freshness(Fact(), 24, today).age is Age.UNDATED


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.integers(1, 600))
def test_months_before_agree_with_the_age(today: date, months: int) -> None:
    day = months_before(months, today)
    assert freshness(Fact(stated_on=day), months, today).age is Age.STALE


def test_the_page_shows_value_source_age_and_what_to_check(client: Client) -> None:
    cluster = organisation("cluster", name="Pôle Test", members_count=80)
    fact(cluster, "members_count", "80", source_url="Le Moci https://example.org/moci", stated_on=date(2010, 11, 18))
    text = page(client, cluster)
    assert 'href="https://example.org/moci"' in text
    assert "years old" in text
    assert "to check again" in text
    assert "1 fact is old" in text


def test_a_name_and_a_place_stay_good_longer_than_a_count_of_members(client: Client) -> None:
    cluster = organisation("cluster", name="Pôle Test", members_count=80)
    for attribute, value in {"name": "Pôle Test", "city": "Lyon", "country": "FR", "members_count": "80"}.items():
        fact(cluster, attribute, value, stated_on=date(2010, 11, 18))
    assert "1 fact is old" in page(client, cluster)


def test_the_page_names_the_successor_the_territory_and_both_sides_of_a_cooperation(client: Client) -> None:
    viameca, cimes = organisation("viameca", name="ViaMeca"), organisation("cimes", name="CIMES")
    inplas = organisation("inplas", name="INPLAS", country="DE")
    Succession.objects.create(predecessor=viameca, successor=cimes, year=2019)
    KnownCooperation.objects.create(a=inplas, b=viameca, kind="partnership", topic="surface engineering")
    TerritoryPart.objects.create(organisation=viameca, zone="FRK2", coverage="whole")
    TerritoryPart.objects.create(organisation=viameca, zone="FRB0", coverage="part")
    Label.objects.create(organisation=viameca, name="Pôle de compétitivité", level="world", awarded="2005")
    text = re.sub(r"\s+", " ", page(client, viameca))
    assert 'Followed by <a href="/directory/organisations/cimes/">CIMES</a> in 2019.' in text
    assert "Rhône-Alpes (FRK2) – whole" in text
    assert "(FRB0) – in part" in text
    assert 'ViaMeca – <a href="/directory/organisations/inplas/">INPLAS</a>' in text
    assert "world class (mondial)" in text
    assert "A pour successeur" in page(client, viameca, "fr")


def test_a_draft_an_emerging_one_and_a_space_say_so(client: Client) -> None:
    assert "This entry is a draft" in page(client, organisation("draft", standing="draft"))
    assert "This organisation is emerging" in page(client, organisation("emerging", standing="emerging"))
    assert "A space, not a governed organisation" in page(client, organisation("space", governed=False))


def test_machine_readable_part_cannot_close_its_script(client: Client) -> None:
    cluster = organisation("cluster", name="</script><b>", website="https://example.org/")
    network = organisation("net", name="Net", kind="network_of_clusters")
    Membership.objects.create(organisation=network, member=cluster)
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page(client, cluster), re.DOTALL)
    assert block is not None
    described = json.loads(block.group(1))
    assert described["name"] == "</script><b>"
    assert [one["name"] for one in described["memberOf"]] == ["Net"]
    assert "missions" not in described


def test_next_steps_lead_into_scouting_and_evidence(browse_as: Callable[..., Client]) -> None:
    own, other = organisation("own"), organisation("other", name="Other & Co", zone="FRK2")
    OrganisationField.objects.create(organisation=other, concept="field:photonics")
    links = browse_as(seated(at=own)).get(other.get_absolute_url()).context["links"]
    assert links["compare"] == f"{reverse('scouting:compare')}?a=own&b=other"
    assert links["search"] == f"{reverse('scouting:quick-start')}?text=Photonics+and+optics"
    assert links["encounter"] == f"{reverse('scouting:encounter-new')}?name=Other+%26+Co"
    assert links["zone"] == reverse("evidence:zone", args=["FRK2"])


def test_evidence_of_a_territory_is_marked_weaker_than_that_of_members(client: Client) -> None:
    cluster = organisation("cluster", zone="FRK2")
    OrganisationField.objects.create(organisation=cluster, concept="field:photonics")
    box = client.get(cluster.get_absolute_url()).context["profile"].evidence
    assert (box.basis, box.is_weak) == ("territory", True)
    member = organisation("cnrs", kind="research_organisation")
    Identifier.objects.create(organisation=member, scheme="PIC", value="999997930")
    Membership.objects.create(organisation=cluster, member=member)
    strong = client.get(cluster.get_absolute_url()).context["profile"].evidence
    assert (strong.basis, strong.is_weak, strong.organisations) == ("members", False, 1)
    own = client.get(member.get_absolute_url()).context["profile"].evidence
    assert (own.basis, own.projects) == ("own", strong.projects)


# Changing


def test_confirming_keeps_the_value_and_makes_it_fresh(browse_as: Callable[..., Client]) -> None:
    cluster = organisation("cluster", city="Lyon")
    fact(cluster, "city", "Lyon", source_url="old", stated_on=date(2010, 1, 1))
    address = reverse("directory:attribute", args=["cluster", "city"])
    answer = browse_as(seated(at=cluster)).post(address, SOURCE | {"value": "Lyon", "version": 1})
    assert answer.status_code == 302
    stated = list(cluster.facts.order_by("pk").values_list("value", "source_url", "in_force"))
    assert stated == [("Lyon", "old", False), ("Lyon", "https://example.org/report", True)]
    history = browse_as(None).get(address).context["row"]
    assert [row.fact.source_url for row in (history, *history.history)] == ["https://example.org/report", "old"]


def _form(cluster: Organisation, **changes: Any) -> dict[str, Any]:
    given = {"name": cluster.name, "kind": cluster.kind, "standing": cluster.standing, "governed": "on"}
    return (
        given | {"animation_team": "unknown", "country": cluster.country, "version": cluster.version} | SOURCE | changes
    )


def test_editing_records_only_what_changed(browse_as: Callable[..., Client]) -> None:
    cluster = organisation("cluster")
    answer = browse_as(seated(at=cluster)).post(
        reverse("directory:edit", args=["cluster"]), _form(cluster, city="Lyon", animation_team="true")
    )
    assert answer.status_code == 302
    cluster.refresh_from_db()
    assert (cluster.city, cluster.animation_team, cluster.version) == ("Lyon", True, 2)
    assert sorted(cluster.facts.values_list("attribute", "value")) == [("animation_team", "true"), ("city", "Lyon")]


@pytest.mark.parametrize(
    "wrong", [{"stated_on": ""}, {"source_url": ""}, {"stated_on": "2999-01-01"}, {"zone": "DE91"}, {"name": ""}]
)
def test_a_change_without_source_or_that_does_not_fit_is_refused(
    browse_as: Callable[..., Client], wrong: dict[str, str]
) -> None:
    cluster = organisation("cluster")
    answer = browse_as(seated(at=cluster)).post(
        reverse("directory:edit", args=["cluster"]), _form(cluster, city="Lyon", **wrong) | wrong
    )
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not Fact.objects.exists()


def test_the_second_of_two_editors_is_told_and_loses_nothing(browse_as: Callable[..., Client]) -> None:
    cluster = organisation("cluster", city="Lyon")
    address, person = reverse("directory:edit", args=["cluster"]), browse_as(seated(at=cluster))
    first, second = _form(cluster, city="Grenoble"), _form(cluster, city="Annecy", missions="Aider")
    assert person.post(address, first).status_code == 302
    answer = person.post(address, second)
    assert answer.status_code == 409
    assert {"label": "city", "now": "Grenoble", "yours": "Annecy"} in answer.context["conflict"]
    cluster.refresh_from_db()
    assert (cluster.city, cluster.missions) == ("Grenoble", "")
    again = {name: answer.context["form"][name].value() for name in ("version", "missions", "city")}
    assert again == {"version": 2, "missions": "Aider", "city": "Annecy"}
    assert person.post(address, second | again).status_code == 302
    cluster.refresh_from_db()
    assert (cluster.city, cluster.missions) == ("Annecy", "Aider")


def test_a_duplicate_is_shown_before_it_is_made(browse_as: Callable[..., Client]) -> None:
    organisation("viameca", name="Pôle ViaMéca", city="Saint-Étienne")
    data = _form(Organisation(name="Viameca (pôle)", kind="grappe", country="FR"))
    person = browse_as(seated())
    answer = person.post(reverse("directory:create"), data)
    assert [one.key for one in answer.context["similar"]] == ["viameca"]
    assert not Organisation.objects.filter(name="Viameca (pôle)").exists()
    answer = person.post(reverse("directory:create"), data | {"not_a_duplicate": "1"})
    made = Organisation.objects.get(name="Viameca (pôle)")
    assert answer.headers["Location"] == made.get_absolute_url()
    assert made.facts.get(attribute="name").source_url == SOURCE["source_url"]


def test_deleting_asks_first_and_never_takes_people_along(browse_as: Callable[..., Client]) -> None:
    own, empty = organisation("own"), organisation("empty")
    person = browse_as(seated(at=own))
    assert "Delete <strong>" in person.get(reverse("directory:delete", args=["empty"])).text
    person.post(reverse("directory:delete", args=["empty"]))
    person.post(reverse("directory:delete", args=["own"]))
    assert list(Organisation.objects.values_list("key", flat=True)) == ["own"]
    assert not Organisation.objects.filter(pk=empty.pk).exists()


def test_merging_moves_everything_and_the_old_address_leads_on(browse_as: Callable[..., Client]) -> None:
    kept, dropped, other = (
        organisation("kept", city="Lyon"),
        organisation("dropped", city="Paris"),
        organisation("other"),
    )
    dropped.website = "https://example.org/"
    dropped.save()
    Label.objects.create(organisation=dropped, name="Label")
    Membership.objects.create(organisation=other, member=kept)
    Membership.objects.create(organisation=other, member=dropped)
    KnownCooperation.objects.create(a=dropped, b=other)
    KnownCooperation.objects.create(a=dropped, b=kept)
    person = browse_as(seated())
    answer = person.post(reverse("directory:merge", args=["kept"]), SOURCE | {"other": "dropped"})
    assert answer.status_code == 302
    kept.refresh_from_db()
    assert (kept.city, kept.website) == ("Lyon", "https://example.org/")
    assert kept.labels.get().name == "Label"
    assert kept.memberships.get().organisation == other
    assert KnownCooperation.objects.get().a == kept
    moved = person.get(reverse("directory:organisation", args=["dropped"]))
    assert (moved.status_code, moved.headers["Location"]) == (301, kept.get_absolute_url())


def test_an_entry_with_people_is_not_merged_away(browse_as: Callable[..., Client]) -> None:
    own, theirs = organisation("own"), organisation("theirs")
    seat(at=theirs)
    answer = browse_as(seated(at=own)).post(reverse("directory:merge", args=["own"]), SOURCE | {"other": "theirs"})
    assert answer.status_code == 403
    assert Organisation.objects.count() == 2


def test_record_fact_refuses_what_does_not_fit() -> None:
    cluster = organisation("cluster")
    for attribute, value in (("nonsense", "x"), ("founded_year", "soon"), ("kind", "club"), ("governed", "perhaps")):
        with pytest.raises(ValidationError):
            actions.record_fact(cluster, attribute, value, LETTER)
    assert not Fact.objects.exists()
    assert actions.record_fact(cluster, "founded_year", "2005", LETTER).value == "2005"
    assert queries.organisation_by_key("cluster").founded_year == 2005


@pytest.mark.parametrize(
    ("tie", "data", "model"),
    [
        ("label", {"name": "ESCA", "level": "gold", "awarded": "2014"}, Label),
        ("field", {"concept": "field:photonics"}, OrganisationField),
        ("territory", {"zone": "FRK2", "coverage": "part"}, TerritoryPart),
        ("identifier", {"scheme": "SIRET", "value": "123 456 789 00012"}, Identifier),
        ("member", {"member": "other", "member_type": "lab", "since": "2010"}, Membership),
        ("network", {"organisation": "Other name", "member_type": "cluster"}, Membership),
        ("successor", {"successor": "other", "year": "2019"}, Succession),
        ("predecessor", {"predecessor": "other"}, Succession),
        ("cooperation", {"b": "other", "kind": "partnership", "topic": "water"}, KnownCooperation),
    ],
)
def test_ties_are_added_changed_and_deleted(
    browse_as: Callable[..., Client], tie: str, data: dict[str, str], model: Any
) -> None:
    cluster = organisation("cluster")
    organisation("other", name="Other name")
    person = browse_as(seated(at=cluster))
    assert person.post(reverse("directory:tie-create", args=["cluster", tie]), data | SOURCE).status_code == 302
    row = model.objects.get()
    assert (row.source_url, row.stated_on) == (SOURCE["source_url"], date(2026, 1, 15))
    address = reverse("directory:tie-edit", args=["cluster", tie, row.pk])
    shown = person.get(address).context["form"]
    again = {name: shown[name].value() or "" for name in data}
    assert person.post(address, again | SOURCE | {"stated_on": "2026-02-01"}).status_code == 302
    row = model.objects.get()
    assert row.stated_on == date(2026, 2, 1)
    assert person.post(reverse("directory:tie-delete", args=["cluster", tie, row.pk])).status_code == 302
    assert not model.objects.exists()


@pytest.mark.parametrize(
    ("tie", "data"),
    [
        ("identifier", {"scheme": "PIC", "value": "12"}),
        ("member", {"member": "nobody", "member_type": "lab"}),
        ("member", {"member": "cluster", "member_type": "lab"}),
        ("member", {"member": "other", "member_type": "lab", "since": "2010", "until": "2005"}),
        ("successor", {"successor": "cluster"}),
        ("field", {"concept": "field:nonsense"}),
        ("territory", {"zone": "XX99", "coverage": "whole"}),
    ],
)
def test_a_tie_that_does_not_fit_is_refused(browse_as: Callable[..., Client], tie: str, data: dict[str, str]) -> None:
    cluster = organisation("cluster")
    organisation("other")
    answer = browse_as(seated(at=cluster)).post(reverse("directory:tie-create", args=["cluster", tie]), data | SOURCE)
    assert answer.status_code == 200
    assert answer.context["form"].errors


def test_successions_never_go_round() -> None:
    a, b = organisation("a"), organisation("b")
    actions.save_tie(Succession(predecessor=a, successor=b), LETTER)
    with pytest.raises(ValidationError):
        actions.save_tie(Succession(predecessor=b, successor=a), LETTER)


def test_two_organisations_of_one_name_are_told_apart_by_key(browse_as: Callable[..., Client]) -> None:
    cluster = organisation("cluster")
    organisation("twin-1", name="Twin")
    organisation("twin-2", name="Twin")
    person, address = browse_as(seated(at=cluster)), reverse("directory:tie-create", args=["cluster", "member"])
    answer = person.post(address, {"member": "Twin", "member_type": "lab"} | SOURCE)
    assert "twin-1, twin-2" in str(answer.context["form"].errors["member"])
    person.post(address, {"member": "twin-2", "member_type": "lab"} | SOURCE)
    assert cluster.members.get().member.key == "twin-2"


def test_today_is_a_day_that_has_come(browse_as: Callable[..., Client]) -> None:
    cluster = organisation("cluster")
    answer = browse_as(seated(at=cluster)).post(
        reverse("directory:tie-create", args=["cluster", "label"]),
        SOURCE | {"name": "Label", "stated_on": timezone.localdate().isoformat()},
    )
    assert answer.status_code == 302


def test_a_number_leads_to_the_projects_where_the_evidence_has_them(client: Client) -> None:
    lab = organisation("lab", kind="research_organisation")
    for scheme, value in (("PIC", "999997930"), ("ROR", "02feahw73")):
        Identifier.objects.create(organisation=lab, scheme=scheme, value=value)
    links = [aged.link for aged in client.get(lab.get_absolute_url()).context["profile"].identifiers]
    assert links == [reverse("evidence:organisation", args=["pic:999997930"]), "https://ror.org/02feahw73"]
