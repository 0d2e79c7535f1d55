"""What a look is made on: the evidence, the search for partners, the calls of programmes."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils import timezone

from intercluster.scouting.engine import scout
from intercluster.scouting.types import Candidate, ObjectiveKind, Query, UnitKind
from intercluster.territory.countries import normalise_country
from intercluster.watch.news import Found, Kind, Match, find, partner_key
from intercluster_web.funding import queries as funding
from intercluster_web.scouting.queries.fields import known
from intercluster_web.scouting.queries.ground import Ground, evidence_version, ground
from intercluster_web.scouting.queries.search import seeker_for
from intercluster_web.watch.models import Watch

RANKED = 20  # the first of a search, whose newcomers are told


@dataclass(frozen=True)
class Stock:
    """All there is for a watch at one moment."""

    found: Found | None
    ranked: tuple[Candidate, ...]
    calls: list[Match]

    def keys(self) -> set[str]:
        """What is known from then on."""
        keys = set(self.found.keys()) if self.found else set()
        keys |= {partner_key(one) for one in self.ranked}
        return keys | {call.key for call in self.calls}


def stock(here: Ground, watch: Watch) -> Stock:
    return Stock(in_evidence(here, watch), ranked(here, watch), calls(watch))


def now() -> tuple[Ground, str]:
    """The ground in force and the name of its evidence."""
    here = ground()
    return here, evidence_version(here.base)


def in_evidence(here: Ground, watch: Watch) -> Found | None:
    """What the evidence holds for a watch; nothing where its fields or zones are no longer known."""
    need = watch.need()
    concepts = tuple(known(here, need.concepts))
    if not concepts:
        return None
    try:
        return find(here.base, here.vocabulary, type(need)(concepts, need.zones))
    except KeyError:
        return None


def ranked(here: Ground, watch: Watch) -> tuple[Candidate, ...]:
    """The first clusters of a search for the need of a watch, as its owner would make it, without anybody's private
    encounters: a watch may be shared further than these."""
    concepts = tuple(known(here, watch.concepts))
    if not watch.partners or not concepts:
        return ()
    seeker = seeker_for(watch.owner, here.directory, AnonymousUser())
    countries = tuple(countries_of(watch))
    query = Query(
        seeker=seeker,
        concepts=concepts,
        units=UnitKind.CLUSTER,
        objective=ObjectiveKind(watch.objective.kind) if watch.objective else ObjectiveKind.OPEN_A_FIELD,
        countries=countries,
        exclude_countries=(seeker.country,) if seeker.country and not countries else (),
        limit=RANKED,
    )
    return scout(here.base, here.directory, here.vocabulary, query).candidates


def countries_of(watch: Watch) -> list[str]:
    """The countries its zones lie in."""
    return list(dict.fromkeys(normalise_country(zone[:2]) for zone in watch.zones))


def calls(watch: Watch) -> list[Match]:
    """Programmes with a deadline to come that partners of the owner's country, and of those watched, may enter."""
    countries = list(dict.fromkeys(filter(None, [watch.owner.country, *countries_of(watch)])))
    open_now = Q(next_deadline__gte=timezone.localdate())
    found = [funding.cards(country=country).filter(open_now) for country in countries]
    cards = {card.pk: card for each in found for card in each if all(card in other for other in found)}
    return [
        Match(
            Kind.CALL,
            f"call:{card.programme.key}:{card.next_deadline}",
            card.programme.name,
            year=card.next_deadline.year if card.next_deadline else None,
        )
        for card in cards.values()
    ]
