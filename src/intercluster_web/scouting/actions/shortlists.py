"""Keeping candidates: a frozen snapshot each, then notes, order, status and tracks."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from intercluster.scouting.types import Candidate, Query
from intercluster_web.records.ownership import create_owned, require_change
from intercluster_web.records.together import ChangedMeanwhileError, twin_of
from intercluster_web.scouting.models import LineStatus, Objective, Shortlist, ShortlistLine, Track
from intercluster_web.scouting.snapshots import candidate_to_json, query_to_json


def create_shortlist(user: Any, objective: Objective, name: str) -> Shortlist:
    """An empty shortlist for an objective that has its statement (S39).

    Raises
    ------
    ValidationError
        The objective is still a draft.
    """
    require_change(user, objective)
    if objective.is_draft:
        raise ValidationError(_("Write the statement of the objective first: what you keep refers to it."))
    shortlist = Shortlist(owner=objective.owner, objective=objective, name=name)
    create_owned(user, shortlist)
    return shortlist


def rename(user: Any, shortlist: Shortlist, name: str | None, note: str | None) -> Shortlist:
    """Change name or note; what is None stays."""
    require_change(user, shortlist)
    shortlist.name = shortlist.name if name is None else name
    shortlist.note = shortlist.note if note is None else note
    shortlist.save()
    return shortlist


@transaction.atomic
def keep(user: Any, shortlist: Shortlist, query: Query, candidate: Candidate, evidence: str) -> ShortlistLine:
    """Put a candidate on the list with its numbers and reasons of today; one already there stays as it is."""
    require_change(user, shortlist)
    last = shortlist.lines.aggregate(last=Max("position"))["last"] or 0
    line, created = ShortlistLine.objects.get_or_create(
        shortlist=shortlist,
        unit=candidate.unit.value,
        key=candidate.key,
        defaults={
            "label": candidate.label[:250],
            "country": candidate.country or "",
            "position": last + 1,
            **_frozen(query, candidate, evidence),
        },
    )
    if created:
        shortlist.save(update_fields=["updated_at"])
    return line


def refresh(user: Any, line: ShortlistLine, query: Query, candidate: Candidate, evidence: str) -> None:
    """Replace the snapshot by the numbers of today."""
    require_change(user, line.shortlist)
    ShortlistLine.objects.filter(pk=line.pk).update(**_frozen(query, candidate, evidence), revision=F("revision") + 1)


def _frozen(query: Query, candidate: Candidate, evidence: str) -> dict[str, Any]:
    return {
        "query": query_to_json(query),
        "snapshot": candidate_to_json(candidate),
        "evidence": evidence,
        "taken_at": timezone.now(),
    }


def annotate(user: Any, line: ShortlistLine, changes: Mapping[str, Any], seen_revision: int) -> None:
    """Write note, status and reason, if nobody has written on the line since ``seen_revision``.

    Raises
    ------
    ChangedMeanwhileError
        Somebody has; nothing is written.
    ValidationError
        Set aside without a reason.
    """
    require_change(user, line.shortlist)
    if changes["status"] == LineStatus.SET_ASIDE and not changes["set_aside_because"].strip():
        raise ValidationError({"set_aside_because": _("Say why, so that nobody asks again in six months.")})
    written = ShortlistLine.objects.filter(pk=line.pk, revision=seen_revision).update(
        status=changes["status"],
        set_aside_because=changes["set_aside_because"] if changes["status"] == LineStatus.SET_ASIDE else "",
        note=changes["note"],
        revision=F("revision") + 1,
    )
    line.refresh_from_db()
    if not written:
        raise ChangedMeanwhileError(line)
    line.shortlist.save(update_fields=["updated_at"])


@transaction.atomic
def move(user: Any, line: ShortlistLine, up: bool) -> None:
    """Swap a line with the one above or below."""
    require_change(user, line.shortlist)
    order = list(line.shortlist.lines.all())
    here = next(i for i, each in enumerate(order) if each.pk == line.pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(order):
        return
    order[here], order[there] = order[there], order[here]
    for position, each in enumerate(order, start=1):
        each.position = position
    ShortlistLine.objects.bulk_update(order, ["position"])


def remove(user: Any, line: ShortlistLine) -> None:
    require_change(user, line.shortlist)
    line.delete()


@transaction.atomic
def add_track(user: Any, line: ShortlistLine, what: str, who: str, due: Any) -> Track:
    """Note a track; one that is there word for word is not noted twice."""
    require_change(user, line.shortlist)
    track = Track(line=line, what=what, who=who, due=due)
    if twin := twin_of(track, line.tracks.all()):
        return twin
    track.save()
    return track


def set_track_done(user: Any, track: Track, done: bool) -> None:
    require_change(user, track.line.shortlist)
    track.done = done
    track.save(update_fields=["done"])


def remove_track(user: Any, track: Track) -> None:
    require_change(user, track.line.shortlist)
    track.delete()
