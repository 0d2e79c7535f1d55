"""Who is on the spot: a short list on the pages of zones, clusters, cooperations and missions."""

from collections.abc import Iterable
from typing import Any

from django import template

from intercluster.territory.countries import normalise_country
from intercluster_web.directory.wording import country_label
from intercluster_web.posts import queries

register = template.Library()


@register.inclusion_tag("posts/on_the_spot.html")
def on_the_spot(place: str, ask: str = "") -> dict[str, Any]:
    """Posts in the country of a place (a country or a region of one). ``ask``: what follows the ``?`` of the address at
    which a post is asked; nothing where the reader asks nobody."""
    return _shown([normalise_country(place[:2])] if place else [], ask)


@register.inclusion_tag("posts/on_the_spot.html")
def on_the_spot_in(codes: Iterable[str]) -> dict[str, Any]:
    """Posts in several countries."""
    return _shown(list(codes), "")


@register.inclusion_tag("posts/on_the_spot.html")
def on_the_spot_for(cooperation: Any, parties: Iterable[Any], works: bool) -> dict[str, Any]:
    """Posts in the countries of a cooperation: those of its parties and those it aims at, without its owner's."""
    named = [*(party.organisation.country for party in parties), *cooperation.countries]
    wanted = [code for code in dict.fromkeys(named) if code and code != cooperation.owner.country]
    return _shown(wanted, f"cooperation={cooperation.pk}" if works else "")


def _shown(wanted: list[str], ask: str) -> dict[str, Any]:
    found = queries.in_countries(wanted)
    known = {country.code for country in found}
    without = [(code, country_label(code)) for code in wanted if code not in known]
    return {"countries": found, "without": without, "ask": ask}
