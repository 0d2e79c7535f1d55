"""The bundled directory: loaded once, again without effect, and never over what people wrote."""

from typing import Any

import pytest
from django.core.management import call_command

from intercluster.directory import bundled
from intercluster_web.directory import actions, records
from intercluster_web.directory.loading import load_bundled_directory
from intercluster_web.directory.models import (
    BundledRow,
    Fact,
    KnownCooperation,
    Label,
    Membership,
    Organisation,
    Origin,
    Programme,
    ProgrammeTie,
    Standing,
    Succession,
)
from intercluster_web.directory.provenance import Provenance

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(db: None) -> None:
    call_command("load_directory", verbosity=0)


def test_everything_bundled_is_there(loaded: None) -> None:
    directory = bundled.load_bundled_directory()
    actors = list(bundled.bundled_actors())
    assert Organisation.objects.count() == len(directory.clusters) + len(actors)
    assert Membership.objects.count() == len(directory.memberships)
    assert KnownCooperation.objects.count() == len(directory.cooperations)
    assert Programme.objects.count() == len(list(bundled.bundled_programmes()))
    assert Label.objects.count() == len(list(bundled.bundled_labels()))
    assert Succession.objects.count() == len(list(bundled.bundled_successions()))


def test_every_value_in_force_is_a_fact_with_a_source(loaded: None) -> None:
    assert not Fact.objects.filter(source_url="").exists()
    stated = dict(Fact.objects.filter(organisation__key="viameca", in_force=True).values_list("attribute", "value"))
    viameca = Organisation.objects.get(key="viameca")
    assert (stated["name"], stated["city"], stated["zone"]) == (viameca.name, viameca.city, viameca.zone)
    assert stated["standing"] == viameca.standing == Standing.ENDED


def test_loading_again_changes_nothing(loaded: None) -> None:
    before = list(Organisation.objects.order_by("pk").values_list("key", "updated_at", "version"))
    assert load_bundled_directory() == {}
    assert list(Organisation.objects.order_by("pk").values_list("key", "updated_at", "version")) == before


def _forget_fingerprints(start: str) -> None:
    BundledRow.objects.filter(key__startswith=start).update(fingerprint="of an older release")


def test_a_newer_release_does_not_overwrite_people(loaded: None) -> None:
    viameca = Organisation.objects.get(key="viameca")
    actions.record_fact(viameca, "city", "Clermont-Ferrand", Provenance(source_url="a letter"))
    Label.objects.filter(organisation=viameca).update(awarded="2006", origin=Origin.PERSON)
    _forget_fingerprints("")
    load_bundled_directory()
    viameca.refresh_from_db()
    assert viameca.city == "Clermont-Ferrand"
    assert viameca.labels.get().awarded == "2006"
    assert viameca.facts.filter(attribute="city", in_force=True).get().source_url == "a letter"


def test_a_newer_release_changes_what_nobody_touched(loaded: None) -> None:
    viameca = Organisation.objects.get(key="viameca")
    city = viameca.city
    Organisation.objects.filter(pk=viameca.pk).update(city="Nowhere")
    Fact.objects.filter(organisation=viameca, attribute="city").update(value="Nowhere")
    _forget_fingerprints("organisation:viameca")
    load_bundled_directory()
    viameca.refresh_from_db()
    assert viameca.city == city
    assert list(viameca.facts.filter(attribute="city").order_by("in_force").values_list("value", "in_force")) == [
        ("Nowhere", False),
        (city, True),
    ]


def test_what_people_deleted_stays_deleted(loaded: None) -> None:
    Organisation.objects.get(key="cetim").delete()
    Membership.objects.filter(organisation__key="mecafuture", member__key="viameca").delete()
    _forget_fingerprints("")
    load_bundled_directory()
    assert not Organisation.objects.filter(key="cetim").exists()
    assert not Membership.objects.filter(organisation__key="mecafuture", member__key="viameca").exists()


def test_programmes_know_who_runs_them_and_whom_they_supported(loaded: None) -> None:
    aima = Programme.objects.get(key="aima-aide-a-la-maturation-de-projets-innovants")
    ties = {(tie.organisation.key, tie.role) for tie in ProgrammeTie.objects.filter(programme=aima)}
    assert ("region-ile-de-france", "owner") in ties
    assert ("oseo", "owner") in ties
    assert ("opticsvalley", "supported") in ties
    cooperation = KnownCooperation.objects.get(a__key="opticsvalley", b__key="south-east-photonics-network")
    assert cooperation.programme_record == aima


def test_records_are_those_the_library_reads_from_the_files(loaded: None) -> None:
    ours, files = records.current_directory(), bundled.load_bundled_directory()
    assert len(ours.memberships) == len(files.memberships)
    assert len(ours.cooperations) == len(files.cooperations)
    for record in files.clusters:
        kept = ours.by_key[record.key]
        assert (kept.name, kept.country, kept.zone) == (record.name, record.country, record.zone)
        assert kept.fields == tuple(sorted(record.fields))
        assert set(kept.territory) == set(record.territory)


def test_records_are_kept_until_something_changes(loaded: None, django_assert_num_queries: Any) -> None:
    first = records.current_directory()
    with django_assert_num_queries(1):
        assert records.current_directory() is first
    Organisation.objects.get(key="viameca").save()
    assert records.current_directory() is not first
