"""What the organiser's people may know of two organisations besides the evidence: encounters, shortlists, objectives,
cooperations, and needs that offers meet."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from intercluster.outcomes.matching import match
from intercluster.scouting.pairs.ground import Pairs
from intercluster.scouting.pairs.types import Note
from intercluster.scouting.pairs.wanted import wanted_for
from intercluster_web.accounts.permissions import visible_to
from intercluster_web.cooperations.models import Cooperation, Status
from intercluster_web.events.models import Event, Participant, Side
from intercluster_web.events.queries.requests_suggestions import posting_of
from intercluster_web.outcomes.queries.postings import field_fit
from intercluster_web.scouting.models import Encounter, LineStatus, Objective, Shortlist, ShortlistLine

People = dict[str, list[Participant]]
MOST_OBJECTIVES = 20
MOST_POSTINGS = 600  # beyond it, needs and offers are matched on each person's own page only


def notes_on(user: Any, event: Event, pairs: Pairs, people: People) -> list[Note]:
    """All notes; a constant number of queries."""
    return [
        *_encounters(user, people),
        *_shortlists(user, event, people),
        *_objectives(user, event, pairs, people),
        *_portfolio(user, people),
        *_matches(people),
    ]


def _standing_for(event: Event, people: People) -> dict[str, list[str]]:
    """The parties that stand for an organisation: itself, and for the organiser those who come as its members."""
    names = {name.casefold() for name in (event.owner.name, event.owner.short_name) if name}
    found = {key: [key] for key in people}
    members = [key for key, those in people.items() if any(one.member_of.strip().casefold() in names for one in those)]
    found[event.owner.key] = list(dict.fromkeys([*found.get(event.owner.key, []), *members]))
    return found


def _encounters(user: Any, people: People) -> Iterator[Note]:
    """Noted by either of the two; both may have noted the same meeting, so the longer list counts."""
    noted: dict[tuple[str, str], list[int]] = defaultdict(list)
    met = visible_to(user, Encounter.objects.filter(owner__key__in=people, organisation__key__in=people))
    for owner, other, day in met.values_list("owner__key", "organisation__key", "met_on"):
        noted[owner, other].append(day.year)
    for (owner, other), years in noted.items():
        theirs = noted.get((other, owner), [])
        if (len(years), owner) > (len(theirs), other):
            every = [*years, *theirs]
            source = people[owner][0].organisation_name
            period = (min(every), max(every))
            yield Note(owner, other, "encounters", source, value=len(years), period=period, source=source)


def _shortlists(user: Any, event: Event, people: People) -> Iterator[Note]:
    """Candidates that the organiser, or one who comes, kept on a shortlist and did not set aside."""
    standing = _standing_for(event, people)
    kept = ShortlistLine.objects.filter(key__in=people, shortlist__owner__key__in=standing).exclude(
        status=LineStatus.SET_ASIDE
    )
    kept = kept.filter(shortlist__in=visible_to(user, Shortlist.objects.all()))
    for line in kept.select_related("shortlist__owner"):
        shortlist = line.shortlist
        for key in standing[shortlist.owner.key]:
            own = key == shortlist.owner.key
            yield Note(
                key,
                line.key,
                "shortlist",
                shortlist.name,
                value=1.0 if own else 0.5,
                period=(line.taken_at.year, line.taken_at.year),
                source=str(shortlist.owner),
                key=str(shortlist.pk),
            )


def _objectives(user: Any, event: Event, pairs: Pairs, people: People) -> Iterator[Note]:
    """Who has projects in the fields of an objective of the organiser, or of one who comes."""
    standing = _standing_for(event, people)
    stated = visible_to(user, Objective.objects.filter(owner__key__in=standing)).exclude(statement="")
    for one in stated.select_related("owner").order_by("-updated_at")[:MOST_OBJECTIVES]:
        concepts = [concept for concept in one.concepts if concept in pairs.vocabulary]
        for owner in standing[one.owner.key] if concepts else ():
            yield from wanted_for(pairs, owner, concepts, str(one), str(one.pk))


def _portfolio(user: Any, people: People) -> Iterator[Note]:
    """Cooperations of the portfolio that the person may see."""
    cards = visible_to(user, Cooperation.objects.filter(parties__organisation__key__in=people)).distinct()
    for card in cards.exclude(status=Status.ENDED).prefetch_related("parties__organisation"):
        keys = sorted({party.organisation.key for party in card.parties.all()} & set(people))
        since = card.started_on or card.stage_since
        for at, first in enumerate(keys):
            for second in keys[at + 1 :]:
                yield Note(
                    first,
                    second,
                    "portfolio",
                    card.title,
                    period=(since.year, since.year),
                    source=_("portfolio"),
                    key=str(card.pk),
                )


def _matches(people: People) -> Iterator[Note]:
    """The best match between needs and offers of each two organisations."""
    postings = [
        (key, line, posting_of(str(line.pk), line))
        for key, those in people.items()
        for one in those
        for line in one.lines.all()
    ]
    if len(postings) > MOST_POSTINGS:
        return
    needs = [row for row in postings if row[1].side == Side.NEED]
    offers = [row for row in postings if row[1].side == Side.OFFER]
    fit = field_fit()
    known: dict[tuple[Any, ...], float] = {}
    best: dict[frozenset[str], Note] = {}
    for needing, need, wanted in needs:
        for offering, offer, given in offers:
            if needing == offering:
                continue
            alike = (wanted.kind, wanted.concepts, given.kind, given.concepts)
            if alike not in known:
                found = match(fit, wanted, given)
                known[alike] = found.score if found else 0.0
            pair = frozenset((needing, offering))
            if known[alike] > (best[pair].value if pair in best else 0.0):
                label = f"“{need.text}” – “{offer.text}”"
                best[pair] = Note(needing, offering, "match", label, value=known[alike], source=_("profiles"))
    yield from best.values()
