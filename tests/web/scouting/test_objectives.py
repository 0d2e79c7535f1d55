"""From a sentence to confirmed fields, and to results with their reasons."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from intercluster.scouting.engine import recompute
from intercluster_web.scouting.models import Encounter, Objective
from tests.web.factories import World
from tests.web.scouting import records

PHOTONICS = records.PHOTONICS


def test_the_quick_start_drafts_an_objective(world: World, browse_as: Callable[..., Client]) -> None:
    sent = {"owner": world.ours.pk, "text": "photonique", "kind": "open_a_field", "countries": ["GB"]}
    answer = browse_as(world.manager).post(reverse("scouting:quick-start"), sent)
    objective = Objective.objects.get()
    assert answer.url == reverse("scouting:objective", args=[objective.pk])
    assert objective.is_draft
    assert (objective.visibility, objective.countries, objective.concepts) == ("own", ["GB"], [])


def test_nobody_starts_for_another_organisation(world: World, browse_as: Callable[..., Client]) -> None:
    sent = {"owner": world.theirs.pk, "text": "photonics", "kind": "open_a_field"}
    assert browse_as(world.manager).post(reverse("scouting:quick-start"), sent).status_code == 422
    assert not Objective.objects.exists()


@pytest.mark.parametrize("text", ["photonics", "photonique", "Photonik", "fotónica", "fotonica"])
def test_five_languages_lead_to_the_field(world: World, browse_as: Callable[..., Client], text: str) -> None:
    objective = records.objective(world.ours, text=text, concepts=[])
    page = browse_as(world.manager).get(reverse("scouting:objective", args=[objective.pk]))
    ticked = [field.key for field in page.context["suggested"] if field.ticked]
    assert PHOTONICS in ticked


def test_fields_are_confirmed_once_each_and_only_known_ones(world: World, browse_as: Callable[..., Client]) -> None:
    objective = records.objective(world.ours, concepts=[])
    address = reverse("scouting:objective-fields", args=[objective.pk])
    sent = {"concept": [PHOTONICS, PHOTONICS, "field:nonsense"], "then": "search"}
    answer = browse_as(world.manager).post(address, sent)
    assert answer.url == reverse("scouting:search", args=[objective.pk])
    objective.refresh_from_db()
    assert objective.concepts == [PHOTONICS]


def test_without_a_field_the_search_sends_back(world: World, browse_as: Callable[..., Client]) -> None:
    objective = records.objective(world.ours, concepts=[])
    answer = browse_as(world.manager).get(reverse("scouting:search", args=[objective.pk]))
    assert answer.url == reverse("scouting:objective", args=[objective.pk])


@pytest.mark.parametrize(
    ("concepts", "verdict"),
    [([PHOTONICS], "The scope fits."), (["field:health"], "whole sector"), ([PHOTONICS, "field:agrifood"], "")],
)
def test_the_scope_is_judged(world: World, browse_as: Callable[..., Client], concepts: list[str], verdict: str) -> None:
    objective = records.objective(world.ours, concepts=concepts)
    page = browse_as(world.manager).get(reverse("scouting:objective", args=[objective.pk]))
    assert verdict in page.text


def test_an_objective_takes_lock_and_strategy_of_its_own_organisation(
    world: World, browse_as: Callable[..., Client]
) -> None:
    lock = records.lock(records.strategy(world.ours))
    client = browse_as(world.manager)
    address = reverse("scouting:objective-new")
    assert client.get(address, {"lock": lock.pk}).context["form"].initial["text"] == lock.name
    sent = {"owner": world.ours.pk, "kind": "lift_a_lock", "text": "adhesion", "lock": lock.pk}
    assert client.post(address, sent).status_code == 302
    assert Objective.objects.get().strategy == lock.strategy
    theirs = records.lock(records.strategy(world.theirs))
    assert client.post(address, sent | {"lock": theirs.pk}).status_code == 422


def test_results_are_those_of_the_country_asked_for(world: World, browse_as: Callable[..., Client]) -> None:
    objective = records.objective(records.in_photonics(world.ours), countries=["GB"])
    client, address = browse_as(world.manager), reverse("scouting:search", args=[objective.pk])
    cards = client.get(address, {"unit": "organisation", "country": "DE"}).context["cards"]
    assert {card.candidate.country for card in cards} == {"DE"}
    assert {card.candidate.country for card in client.get(address + "?unit=zone").context["cards"]} > {"GB"}


def test_the_reasons_shown_add_up_to_the_score_shown(world: World, browse_as: Callable[..., Client]) -> None:
    objective = records.objective(records.in_photonics(world.ours))
    client = browse_as(world.manager)
    address = reverse("scouting:candidate", args=[objective.pk, "zone", "UKJ3"])
    page = client.get(address)
    shown = page.context["card"].candidate
    terms = {axis.axis.value: sum(term.amount for term in axis.terms) for axis in page.context["explained"].axes}
    assert terms["access"] * terms["relevance"] == pytest.approx(shown.feasibility)
    assert terms["gain"] == pytest.approx(shown.gain)
    less = client.get(address, {"without": "access-1"}).context["explained"]
    assert less.without.feasibility < less.sums.feasibility == pytest.approx(recompute(shown)[2])


def test_an_encounter_becomes_a_reason(world: World, browse_as: Callable[..., Client]) -> None:
    objective = records.objective(records.in_photonics(world.ours))
    records.in_photonics(world.theirs, "UKJ3")
    client, address = browse_as(world.manager), reverse("scouting:search", args=[objective.pk]) + "?way=encounters"
    assert client.get(address).context["cards"] == []
    sent = {
        "owner": world.ours.pk,
        "name": world.theirs.name,
        "occasion": "fair",
        "origin": "embassy",
    }
    for day in ("2026-06-01", "2026-06-02"):
        assert client.post(reverse("scouting:encounter-new"), sent | {"met_on": day}).status_code == 302
    assert Encounter.objects.filter(organisation=world.theirs).count() == 2
    (card,) = client.get(address).context["cards"]
    met = [reason for reason in card.candidate.reasons if reason.code == "encounters"]
    assert [reason.params["times"] for reason in met] == [2]


@pytest.mark.parametrize("address", ["objectives", "encounters", "strategies", "comparisons"])
def test_lists_cost_the_same_for_one_and_for_many(world: World, browse_as: Callable[..., Client], address: str) -> None:
    make = {
        "objectives": lambda: records.objective(world.ours),
        "encounters": lambda: records.encounter(world.ours),
        "strategies": lambda: records.lock(records.strategy(world.ours)),
        "comparisons": lambda: records.comparison(world.ours),
    }[address]
    records.same_cost(browse_as(world.manager), reverse(f"scouting:{address}"), make)


def test_htmx_gets_the_results_alone(world: World, browse_as: Callable[..., Client]) -> None:
    objective = records.objective(records.in_photonics(world.ours))
    client, address = browse_as(world.manager), reverse("scouting:search", args=[objective.pk])
    assert "<html" in client.get(address).text
    assert "<html" not in client.get(address, headers={"HX-Request": "true"}).text


def test_french_pages_say_it_in_french(world: World, browse_as: Callable[..., Client]) -> None:
    objective = records.objective(records.in_photonics(world.ours))
    client = browse_as(world.manager)
    client.cookies["django_language"] = "fr"
    page = client.get(reverse("scouting:candidate", args=[objective.pk, "zone", "UKJ3"]))
    assert re.search(r"projets dans le domaine, rang \d+ sur \d+ en Europe", page.text)
