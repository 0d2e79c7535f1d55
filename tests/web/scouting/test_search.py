"""The filters of a search as people use them: abroad only, a region by name, and what a place among few means."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from intercluster_web.scouting.forms.fields import RegionField
from intercluster_web.scouting.forms.search import SearchForm
from intercluster_web.scouting.models import ShortlistLine
from intercluster_web.scouting.presentation.wording import evidence_words
from intercluster_web.scouting.templatetags.scouting_words import standing
from tests.web.factories import World
from tests.web.scouting import records


@pytest.mark.parametrize("unit", ["organisation", "zone"])
def test_abroad_leaves_out_the_country_of_the_seeker(world: World, browse_as: Callable[..., Client], unit: str) -> None:
    objective = records.objective(records.in_photonics(world.ours))
    client, address = browse_as(world.manager), reverse("scouting:search", args=[objective.pk])

    def countries(**filters: str) -> set[str | None]:
        page = client.get(address, {"unit": unit, "limit": "200", **filters})
        return {card.candidate.country for card in page.context["cards"]}

    home = world.ours.country
    assert home in countries()
    assert countries(abroad="on") == countries() - {home}


def test_zones_first_can_be_abroad_too(world: World, browse_as: Callable[..., Client]) -> None:
    objective = records.objective(records.in_photonics(world.ours))
    page = browse_as(world.manager).get(
        reverse("scouting:search", args=[objective.pk]), {"way": "zones", "abroad": "on", "limit": "200"}
    )
    shown = {standing.country for standing, _ours in page.context["standings"]}
    assert "DE" in shown
    assert world.ours.country not in shown


def test_the_api_leaves_countries_out(world: World, browse_as: Callable[..., Client]) -> None:
    ours = records.in_photonics(world.ours)
    asked = {"seeker": ours.key, "concepts": [records.PHOTONICS], "units": "zone", "limit": 200}
    client = browse_as(world.manager)

    def countries(**more: object) -> set[str | None]:
        answer = client.post("/api/scouting/shortlist", asked | more, content_type="application/json").json()
        return {candidate["country"] for candidate in answer["candidates"]}

    assert countries() - countries(exclude_countries=["de"], abroad=True) == {"DE", ours.country}


def test_what_is_kept_from_a_search_abroad_is_recomputed_abroad(world: World, browse_as: Callable[..., Client]) -> None:
    objective = records.objective(records.in_photonics(world.ours), statement="Lasers from elsewhere.")
    client = browse_as(world.manager)
    sent = {"unit": "zone", "key": "UKJ3", "abroad": "on"}
    assert client.post(reverse("scouting:keep", args=[objective.pk]), sent).status_code == 302
    line = ShortlistLine.objects.get()
    assert line.query["exclude_countries"] == [world.ours.country]
    again = client.get(reverse("scouting:line-recompute", args=[line.shortlist_id, line.pk]))
    assert again.status_code == 200


@pytest.mark.parametrize("text", ["Stuttgart", "stuttgart (de11)", "DE11", " de11 "])
def test_a_region_is_given_by_name_or_by_code(text: str) -> None:
    assert RegionField().clean(text) == "DE11"


def test_an_unknown_region_is_told_and_not_searched() -> None:
    with pytest.raises(ValidationError, match="No region is called “Atlantis”"):
        RegionField().clean("Atlantis")
    form = SearchForm({"zone": "Atlantis"})
    assert not form.is_valid()
    assert form.filters().zone is None


def test_a_code_in_the_address_is_shown_with_its_name() -> None:
    assert 'value="Stuttgart (DE11)"' in str(SearchForm({"zone": "DE11"})["zone"])


def test_years_are_those_of_the_evidence() -> None:
    shown = str(SearchForm({"since": "2010"})["since"])
    assert '<option value="2010" selected>' in shown
    assert '<option value="1990"' not in shown


@pytest.mark.parametrize(
    ("value", "considered", "words"),
    [
        (100.0, 8, "1 of 8"),
        (37.5, 8, "6 of 8"),
        (100.0, 1, "1 of 1"),
        (100.0, 40, "1 of 40"),
        (100.0, 400, "above 99 %"),
        (25.0, 0, "above 25 %"),
    ],
)
def test_among_few_a_rank_is_told_among_many_a_share(value: float, considered: int, words: str) -> None:
    with override("en"):
        assert standing(value, considered) == words


def test_the_stamp_of_the_evidence_is_worded() -> None:
    with override("fr"):
        assert evidence_words("bundled 2025-02-28") == "données fournies, état au 28 février 2025"
        assert evidence_words("bundled") == "bundled"


def test_share_is_a_verb_on_its_button(world: World, browse_as: Callable[..., Client]) -> None:
    objective = records.objective(world.ours)
    client = browse_as(world.manager)
    client.cookies["django_language"] = "fr"
    text = client.get(reverse("scouting:objective", args=[objective.pk])).text
    assert ">Partager</a>" in text
    assert ">Part</a>" not in text


def test_a_result_says_that_it_is_on_the_shortlist(world: World, browse_as: Callable[..., Client]) -> None:
    objective = records.objective(records.in_photonics(world.ours), statement="Lasers.")
    client, address = browse_as(world.manager), reverse("scouting:search", args=[objective.pk]) + "?unit=zone"
    assert "on the shortlist" not in client.get(address).text
    client.post(reverse("scouting:keep", args=[objective.pk]), {"unit": "zone", "key": "UKJ3"})
    assert client.get(address).text.count("on the shortlist") == 1
