"""Whom the organiser could bring together: pairs of organisations, from the scouting room's evidence and own notes."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db.models import Q
from django.utils import timezone
from numpy.typing import NDArray

from intercluster.scouting.pairs.ground import Pairs
from intercluster.scouting.pairs.suggest import suggest_pairs
from intercluster.scouting.pairs.types import PairReason
from intercluster_web.events.models import Event, Participant, ParticipantKind, RequestState
from intercluster_web.events.queries.pairs_notes import notes_on
from intercluster_web.events.queries.pairs_ready import prepare
from intercluster_web.events.queries.parties import by_party

EACH = 6  # suggestions for one organisation, so that the best known do not get them all
MOST = 200
FIRMS = {ParticipantKind.SME, ParticipantKind.LARGE_FIRM}


@dataclass(frozen=True)
class Couple:
    """Two organisations that could meet: who comes for each, and why. ``points`` are the sum of the reasons'."""

    first: tuple[Participant, ...]
    second: tuple[Participant, ...]
    points: float
    reasons: tuple[PairReason, ...]

    @property
    def key(self) -> str:
        """The first person of each side, as a form has it."""
        return f"{self.first[0].pk}-{self.second[0].pk}"


def couples(user: Any, event: Event, *, between: str = "", why: str = "", who: str = "") -> list[Couple]:
    """Pairs worth suggesting, most points first; those that were asked, agreed or declined are left out.

    ``between``: home (the event's country with others) | countries | research | buyers, else anybody with anybody;
    ``why``: only pairs with a reason of this code; ``who``: only pairs of this organisation's key. The number of
    queries does not depend on how many people come. Waits for the evidence; ``pairs_ready.prepare`` says whether it
    is there.
    """
    people = by_party(event)
    if len(people) < 2:
        return []
    pairs = prepare(event).wait()
    found = suggest_pairs(
        pairs,
        notes=notes_on(user, event, pairs, people),
        left_out=_settled(event, people),
        only=_allowed(pairs, people, _Among(between, who, event.country)),
        each=None if who or why else EACH,
        limit=MOST * (5 if why else 1),
    )
    return [
        Couple(tuple(people[one.first]), tuple(people[one.second]), one.points, one.reasons)
        for one in found
        if not why or any(reason.code == why for reason in one.reasons)
    ][:MOST]


def between_first(event: Event) -> str:
    """What an event is for, as the first choice of who meets whom."""
    if event.kind == "buyers":
        return "buyers"
    if event.audience == "clusters":
        return "home" if event.country else "countries"
    return "research" if event.audience == "firm_research" else ""


def _settled(event: Event, people: dict[str, list[Participant]]) -> set[frozenset[str]]:
    """Pairs of organisations between which there is a request that waits, was accepted or declined, or a meeting."""
    party = {one.pk: key for key, those in people.items() for one in those}
    waits = Q(state=RequestState.ASKED, expires_at__gt=timezone.now())
    asked = event.requests.filter(waits | Q(state__in=(RequestState.ACCEPTED, RequestState.DECLINED)))
    found = {frozenset((party.get(a, ""), party.get(b, ""))) for a, b in asked.values_list("asks", "asked")}
    seats: dict[int, set[str]] = defaultdict(set)
    alive = event.meetings.exclude(state="cancelled").filter(request=None)
    for meeting, person in alive.values_list("pk", "seats__participant"):
        seats[meeting].add(party.get(person, ""))
    return found | {frozenset((a, b)) for keys in seats.values() for a in keys for b in keys if a < b}


@dataclass(frozen=True)
class _Among:
    """Which pairs are asked for; see ``couples``."""

    between: str
    who: str
    home: str


def _allowed(pairs: Pairs, people: dict[str, list[Participant]], among: _Among) -> NDArray[np.bool_]:
    """Which pairs may be suggested, parties x parties."""
    there = [people.get(party.key, []) for party in pairs.parties]
    here = np.array([bool(those) for those in there], dtype=np.bool_)  # somebody may have left since it was computed
    kinds = [{one.kind for one in those} for those in there]
    countries = np.array([those[0].country if those else "" for those in there], dtype=object)
    buys = _any(kinds, {ParticipantKind.BUYER})
    size = len(pairs.parties)
    allowed: NDArray[np.bool_] = np.ones((size, size), dtype=np.bool_)
    if among.between == "countries":
        allowed = countries[:, None] != countries[None, :]
    elif among.between == "home":
        allowed = np.outer(countries == among.home, countries != among.home)
    elif among.between == "research":
        allowed = np.outer(_any(kinds, FIRMS), _any(kinds, {ParticipantKind.LABORATORY}))
    elif among.between == "buyers":
        allowed = np.outer(buys, ~buys)
    if among.who:
        mine = np.array([party.key == among.who for party in pairs.parties], dtype=np.bool_)
        allowed = (allowed | allowed.T) & mine[:, None]
    both: NDArray[np.bool_] = allowed & np.outer(here, here)
    return both


def _any(kinds: Sequence[set[str]], wanted: Iterable[str]) -> NDArray[np.bool_]:
    return np.array([bool(one & set(wanted)) for one in kinds], dtype=np.bool_)
