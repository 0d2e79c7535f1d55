"""Reads: posts by country and service."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from intercluster.territory.zones import zones
from intercluster_web.directory.models import Kind, Organisation, Standing
from intercluster_web.directory.wording import country_label
from intercluster_web.languages import by_label
from intercluster_web.posts.models import Post


@dataclass
class Country:
    """A country where somebody is on the spot."""

    code: str
    label: str
    posts: list[Post] = field(default_factory=list)


def posts(q: str = "", kind: str = "", country: str = "", service: str = "", ended: bool = False) -> "QuerySet[Post]":
    """Posts with their organisation. Those that are no more are left out unless asked for."""
    found = Post.objects.select_related("organisation")
    if not ended:
        found = found.exclude(organisation__standing=Standing.ENDED)
    if q:
        words = Q(organisation__name__icontains=q) | Q(represents__icontains=q) | Q(organisation__city__icontains=q)
        found = found.filter(words)
    if kind:
        found = found.filter(kind=kind)
    if country:
        found = found.filter(Q(organisation__country=country) | Q(countries__icontains=f'"{country}"'))
    if service:
        found = found.filter(services__icontains=f'"{service}"')
    return found


def by_country(found: Iterable[Post]) -> list[Country]:
    """The countries that posts cover, in the reader's alphabetical order, each with its posts."""
    countries: dict[str, Country] = {}
    for post in found:
        for code in post.covered:
            countries.setdefault(code, Country(code, country_label(code))).posts.append(post)
    return sorted(countries.values(), key=lambda country: by_label((country.code, country.label)))


def in_countries(codes: Iterable[str]) -> list[Country]:
    """Who is on the spot in some countries, those named first; one question."""
    wanted = dict.fromkeys(code for code in codes if code)
    if not wanted:
        return []
    found = {country.code: country for country in by_country(posts())}
    return [found[code] for code in wanted if code in found]


def counterparts(country: str) -> "QuerySet[Organisation]":
    """Public authorities of a country that the directory knows: those a post leads to (S164)."""
    return Organisation.objects.filter(kind=Kind.AUTHORITY, country=country).order_by("name")


def unfinished() -> "QuerySet[Organisation]":
    """Foreign posts of the directory about which nothing more is written."""
    return Organisation.objects.filter(kind=Kind.FOREIGN_POST, post=None).order_by("name")


def place_of(post: Post) -> tuple[float, float] | None:
    """Latitude and longitude of a post; those of its country's capital where the directory has none."""
    organisation = post.organisation
    if organisation.latitude is not None and organisation.longitude is not None:
        return organisation.latitude, organisation.longitude
    capital = zones().get(organisation.country)
    if capital is None or capital.latitude is None or capital.longitude is None:
        return None
    return capital.latitude, capital.longitude


def map_of(found: Iterable[Post], groups: Iterable[tuple[Any, Any]]) -> dict[str, Any]:
    """What ``static/map.js`` draws; ``groups``: kinds of post and their labels."""
    placed = [(post, place) for post in found if (place := place_of(post))]
    used = {post.kind for post, _place in placed}
    points = [
        {
            "key": post.organisation.key,
            "label": post.organisation.name,
            "latitude": place[0],
            "longitude": place[1],
            "size": 1,
            "group": post.kind,
            "href": post.get_absolute_url(),
            "lines": [
                str(post.get_kind_display()),
                ", ".join(filter(None, [post.organisation.city, country_label(post.organisation.country)])),
                ", ".join(map(str, post.service_labels())),
            ],
        }
        for post, place in placed
    ]
    return {
        "points": points,
        "groups": [{"key": str(key), "label": str(label)} for key, label in groups if key in used],
        "sizes": "",
    }
