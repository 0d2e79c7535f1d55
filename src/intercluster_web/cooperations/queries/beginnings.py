"""Where a new cooperation can come from: a line of a shortlist, an encounter, a known cooperation, an organisation."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.shortcuts import get_object_or_404

from intercluster.scouting.types import UnitKind
from intercluster_web.accounts.permissions import visible_or_404, visible_to
from intercluster_web.cooperations.models import Cooperation, PurposeKind, Status
from intercluster_web.directory.models import KnownCooperation, Organisation
from intercluster_web.records.choosing import writable_organisations
from intercluster_web.scouting.models import Encounter, Objective, Shortlist, ShortlistLine, Track


@dataclass(frozen=True)
class Beginning:
    """What the form opens with. ``tracks`` are the open ones of the line, which can become tasks; ``already`` are
    cooperations that came from the same place."""

    values: dict[str, Any] = field(default_factory=dict)
    partners: tuple[Organisation, ...] = ()
    label: str = ""
    line: ShortlistLine | None = None
    encounter: Encounter | None = None
    objective: Objective | None = None
    tracks: tuple[Track, ...] = ()
    already: tuple[Cooperation, ...] = ()


def beginning(user: Any, asked: dict[str, str]) -> Beginning:
    """From ``line``, ``encounter``, ``known`` (primary keys) or ``with`` (key of an organisation); blank without one.

    Raises
    ------
    Http404
        There is no such thing, or the person may not see it.
    """
    for name, begin in (("line", _of_line), ("encounter", _of_encounter), ("known", _of_known)):
        if asked.get(name, "").isdecimal():
            return begin(user, int(asked[name]))
    if asked.get("with"):
        organisation = get_object_or_404(Organisation, key=asked["with"])
        ours = writable_organisations(user).exclude(pk=organisation.pk).first()
        titled = {"title": f"{ours} – {organisation}"[:200]} if ours else {}
        return Beginning(values=titled, partners=(organisation,), label=organisation.name)
    return Beginning(values=_aimed_at(asked))


def _aimed_at(asked: dict[str, str]) -> dict[str, Any]:
    """What an empty cell of the coverage asks for: a market, a purpose, a country, only planned."""
    values: dict[str, Any] = {"market": asked.get("market", "")[:200]}
    if asked.get("status") == Status.PLANNED:
        values["status"] = Status.PLANNED
    if asked.get("purpose") in PurposeKind.values:
        values["purpose"] = asked["purpose"]
    if asked.get("countries"):
        values["countries"] = [asked["countries"][:2].upper()]
    return values


def _of_line(user: Any, pk: int) -> Beginning:
    lists = visible_to(user, Shortlist.objects.all())
    line = get_object_or_404(ShortlistLine.objects.select_related("shortlist__objective", "shortlist__owner"), pk=pk)
    shortlist = visible_or_404(user, lists.select_related("objective", "owner"), pk=line.shortlist_id)
    objective = shortlist.objective
    found = Organisation.objects.filter(key=line.key).first() if line.unit == UnitKind.CLUSTER else None
    met = visible_to(user, Encounter.objects.filter(organisation=found)).first() if found else None
    return Beginning(
        values={
            "owner": shortlist.owner,
            "title": f"{shortlist.owner} – {line.label}"[:200],
            "topic": objective.statement or objective.text,
            "concepts": list(objective.concepts),
            "countries": [line.country] if line.country else [],
            "market": str(objective.market or ""),
            "lead_origin": met.origin if met else "own_team",
            "started_on": met.met_on if met else None,
        },
        partners=(found,) if found else (),
        label=line.label,
        line=line,
        objective=objective,
        tracks=tuple(line.tracks.filter(done=False)),
        already=_already(user, shortlist_line=line),
    )


def _of_encounter(user: Any, pk: int) -> Beginning:
    met = visible_or_404(user, Encounter.objects.select_related("organisation", "owner"), pk=pk)
    return Beginning(
        values={
            "owner": met.owner,
            "title": f"{met.owner} – {met.name}"[:200],
            "topic": met.note,
            "countries": [met.country] if met.country else [],
            "lead_origin": met.origin,
            "started_on": met.met_on,
        },
        partners=(met.organisation,) if met.organisation else (),
        label=met.name,
        encounter=met,
    )


def _of_known(user: Any, pk: int) -> Beginning:
    known = get_object_or_404(KnownCooperation.objects.select_related("a", "b"), pk=pk)
    mine = [one for one in (known.a, known.b) if one.seats.filter(user=user).exists()]
    others = tuple(one for one in (known.a, known.b) if one not in mine[:1])
    return Beginning(
        values={
            **({"owner": mine[0]} if mine else {}),
            "title": f"{known.a} – {known.b}"[:200],
            "topic": known.topic,
            "started_on": date(known.started, 1, 1) if known.started else None,
            "source_url": known.source_url,
            "seen_text": known.seen_text,
        },
        partners=others,
        label=f"{known.a} – {known.b}",
    )


def _already(user: Any, **origin: Any) -> tuple[Cooperation, ...]:
    return tuple(visible_to(user, Cooperation.objects.filter(**origin)))
