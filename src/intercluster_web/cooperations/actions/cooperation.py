"""Opening a cooperation, changing its card, ending it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from intercluster.cooperations.ladder import Stage
from intercluster_web.accounts.visibility import Audience, Visibility
from intercluster_web.cooperations.actions.journal import record
from intercluster_web.cooperations.actions.working import write_card, writer
from intercluster_web.cooperations.models import (
    Cooperation,
    Document,
    Party,
    PartyRole,
    Passage,
    Status,
    Task,
)
from intercluster_web.directory.models import Organisation
from intercluster_web.records.ownership import create_owned, require_change
from intercluster_web.records.together import refuse_if_changed

OPENING = ("opened", "opened_under_way", "met", "task_added")


@dataclass(frozen=True)
class Meeting:
    """The encounter a cooperation comes from: its page, for those who may see it."""

    party: str
    occasion: str
    day: date
    url: str


@dataclass(frozen=True)
class Opening:
    """What comes with a new cooperation: the other organisations with their roles and our own, first steps, where
    it comes from. ``because``: how it is known to be on a later step already."""

    parties: Sequence[tuple[Organisation, str]]
    our_role: str = PartyRole.LEAD
    tasks: Sequence[str] = ()
    because: str = ""
    meeting: Meeting | None = None
    tracks: Sequence[tuple[str, str, date | None]] = ()


def with_party(opening: Opening, organisation: Organisation, role: str) -> Opening:
    """The same opening with one more organisation."""
    return replace(opening, parties=[*opening.parties, (organisation, role)])


@transaction.atomic
def open_cooperation(user: Any, cooperation: Cooperation, opening: Opening) -> Cooperation:
    """Put a new cooperation on its step, with its parties, first tasks and the first entry of its journal.

    A second click finds the first one's cooperation.

    Raises
    ------
    ValidationError
        Fewer than two organisations, or further than the first step without saying how that is known.
    """
    others = {
        organisation.pk: role for organisation, role in opening.parties if organisation.pk != cooperation.owner_id
    }
    if not others:
        raise ValidationError(_("A cooperation has at least two organisations: name the partner."))
    under_way = cooperation.stage != Stage.EXCHANGE
    if under_way and not opening.because.strip():
        raise ValidationError(_("Say how you know that it is already on this step."))
    today = timezone.localdate()
    cooperation.stage_since = cooperation.stage_since or today
    cooperation.next_step = cooperation.next_step or next(iter(opening.tasks), "")[:300]
    cooperation.last_activity_on = today
    create_owned(user, cooperation)
    if cooperation.parties.exists():  # the second half of a double click
        return cooperation
    for organisation_id, role in {cooperation.owner_id: opening.our_role, **others}.items():
        Party.objects.create(cooperation=cooperation, organisation_id=organisation_id, role=role)
    Passage.objects.create(
        cooperation=cooperation,
        stage=cooperation.stage,
        entered_on=cooperation.stage_since,
        overridden_because=opening.because[:300],
    )
    record(
        user,
        cooperation,
        cooperation.owner,
        "opened_under_way" if under_way else "opened",
        params={"title": cooperation.title, "to": cooperation.stage},
        note=opening.because,
        audience=Audience.OWN if opening.because else Audience.SHARED,
        url=cooperation.get_absolute_url(),
    )
    _first_things(user, cooperation, opening)
    return cooperation


def _first_things(user: Any, cooperation: Cooperation, opening: Opening) -> None:
    owner = cooperation.owner
    if met := opening.meeting:
        said = {"party": met.party, "occasion": met.occasion}
        record(user, cooperation, owner, "met", params=said, happened_on=met.day, url=met.url)
    for what, who, due in [*((what, "", None) for what in opening.tasks), *opening.tracks]:
        task = Task.objects.create(
            cooperation=cooperation, owner=owner, what=what[:300], who=who, due=due, created_by=user
        )
        record(user, cooperation, owner, "task_added", params={"what": task.what})


@transaction.atomic
def change_card(user: Any, cooperation: Cooperation, names: Iterable[str], seen: str) -> None:
    """Save what a form wrote on the card, and nothing else of it.

    Raises
    ------
    ChangedMeanwhileError
        Somebody else wrote the same columns first; nothing is written.
    """
    organisation = writer(user, cooperation)
    names = list(names)
    refuse_if_changed(cooperation, names, seen)
    stored = Cooperation.objects.get(pk=cooperation.pk)
    changed = [name for name in names if getattr(stored, name) != getattr(cooperation, name)]
    if not changed:
        return
    values = {name: getattr(cooperation, name) for name in changed}
    write_card(cooperation, stored.revision, **values)
    steps = {"next_step", "next_step_due", "responsible"}
    if set(changed) <= steps and cooperation.next_step:
        code, params = "next_step", {"what": cooperation.next_step}
    else:
        code, params = "changed", {"what": changed}
    record(user, cooperation, organisation, code, params=params, audience=Audience.SHARED)


@transaction.atomic
def set_status(user: Any, cooperation: Cooperation, status: str, because: str, seen_revision: int) -> None:
    """Pause, end, start or open again.

    Raises
    ------
    ChangedMeanwhileError
        Somebody wrote on the card first; nothing is written.
    ValidationError
        It is so already, or the reason is missing.
    """
    organisation = writer(user, cooperation)
    if status == cooperation.status and seen_revision == cooperation.revision:
        raise ValidationError(_("It is so already."))
    if not because.strip() and not (cooperation.status == Status.PLANNED and status == Status.ACTIVE):
        raise ValidationError({"because": _("Say why, so that nobody asks again in six months.")})
    today = timezone.localdate()
    was_ended, ends = cooperation.status == Status.ENDED, status == Status.ENDED
    write_card(
        cooperation,
        seen_revision,
        status=status,
        ended_on=today if ends else None,
        ended_because=because.strip()[:300] if ends else "",
    )
    if ends:
        Passage.objects.filter(cooperation=cooperation, left_on=None).update(left_on=today)
    elif was_ended:
        Passage.objects.create(cooperation=cooperation, stage=cooperation.stage, entered_on=today)
    record(user, cooperation, organisation, "status", params={"status": status}, note=because, audience=Audience.SHARED)


def opened_by_mistake(cooperation: Cooperation) -> bool:
    """Whether nothing has happened since it was opened: then, and only then, it can be deleted."""
    return (
        cooperation.visibility == Visibility.OWN
        and not cooperation.journalentry_set.exclude(code__in=OPENING).exists()
        and not cooperation.document_set.exists()
    )


@transaction.atomic
def delete(user: Any, cooperation: Cooperation) -> None:
    """Delete a card that was opened by mistake.

    Raises
    ------
    ValidationError
        It has a history, which stays: it can be ended.
    """
    require_change(user, cooperation)
    if not opened_by_mistake(cooperation):
        raise ValidationError(_("This cooperation has a history, which stays. End it instead."))
    for document in Document.objects.filter(cooperation=cooperation):
        transaction.on_commit(partial(document.file.storage.delete, document.file.name))
    cooperation.delete()
