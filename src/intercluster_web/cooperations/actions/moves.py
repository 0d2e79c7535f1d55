"""Moving a cooperation on its ladder: through the gate, past it with a reason, or back."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from intercluster.cooperations.gates import Assessment, assess
from intercluster.cooperations.ladder import LADDER, Stage
from intercluster_web.accounts.visibility import Audience
from intercluster_web.cooperations.actions.journal import record
from intercluster_web.cooperations.actions.working import write_card, writer
from intercluster_web.cooperations.models import Cooperation, JournalEntry, Passage, Status
from intercluster_web.cooperations.queries.gate import facts_of
from intercluster_web.records.together import ChangedMeanwhileError, just_now

MOVES = ("moved", "moved_back", "moved_overridden")


class GateClosedError(Exception):
    """The step asks for what is not there yet; ``assessment`` says what."""

    def __init__(self, assessment: Assessment) -> None:
        super().__init__(", ".join(finding.requirement.code for finding in assessment.missing))
        self.assessment = assessment


@dataclass(frozen=True)
class Move:
    """Where to, and why: ``because`` is needed to go back, and to go on without the proofs. ``override``: the person
    has seen what lacks and goes on. ``on``: the day it happened, today when None."""

    target: Stage
    because: str = ""
    override: bool = False
    on: date | None = None
    audience: str = Audience.OWN


@transaction.atomic
def move(user: Any, cooperation: Cooperation, wanted: Move, seen_revision: int) -> None:
    """Put the card on another step, with its passage and the entry in the journal.

    Raises
    ------
    ChangedMeanwhileError
        Somebody wrote on the card first; nothing is written.
    GateClosedError
        Proofs are missing and the move does not override.
    ValidationError
        A reason is missing, the day does not fit, or the cooperation has ended.
    """
    organisation = writer(user, cooperation)
    stored = Cooperation.objects.select_related("owner").get(pk=cooperation.pk)
    if _just_done(user, stored, wanted, seen_revision):
        return
    if stored.revision != seen_revision:
        raise ChangedMeanwhileError(stored)
    day = wanted.on or timezone.localdate()
    _refuse_nonsense(stored, wanted, day)
    code = _kind_of(user, stored, wanted)
    was = stored.stage
    write_card(cooperation, seen_revision, stage=wanted.target.value, stage_since=day)
    Passage.objects.filter(cooperation=cooperation, left_on=None).update(left_on=day)
    Passage.objects.create(
        cooperation=cooperation,
        stage=wanted.target.value,
        entered_on=day,
        overridden_because=wanted.because.strip()[:300] if code == "moved_overridden" else "",
    )
    record(
        user,
        cooperation,
        organisation,
        code,
        params={"from": was, "to": wanted.target.value},
        note=wanted.because.strip(),
        happened_on=day,
        audience=wanted.audience,
    )


def _kind_of(user: Any, stored: Cooperation, wanted: Move) -> str:
    """The code of the journal entry, once the gate is passed, overridden, or not asked."""
    if LADDER.index(wanted.target) < LADDER.index(Stage(stored.stage)):
        if not wanted.because.strip():
            raise ValidationError({"because": _("Say why it goes back.")})
        return "moved_back"
    assessment = assess(facts_of(user, stored), wanted.target)
    if assessment.passed:
        return "moved"
    if not wanted.override:
        raise GateClosedError(assessment)
    if not wanted.because.strip():
        raise ValidationError({"because": _("Say why it goes on without the proofs.")})
    return "moved_overridden"


def _refuse_nonsense(stored: Cooperation, wanted: Move, day: date) -> None:
    if stored.status == Status.ENDED:
        raise ValidationError(_("It has ended: open it again first."))
    if wanted.target.value == stored.stage:
        raise ValidationError(_("It is on this step already."))
    if day > timezone.localdate():
        raise ValidationError({"on": _("This day is to come; a move is noted once it has happened.")})
    if day < stored.stage_since:
        raise ValidationError({"on": _("It came to its present step after this day.")})


def _just_done(user: Any, stored: Cooperation, wanted: Move, seen_revision: int) -> bool:
    """Whether this is the second half of a double click."""
    return (
        stored.stage == wanted.target.value
        and stored.revision == seen_revision + 1
        and JournalEntry.objects.filter(
            cooperation=stored, code__in=MOVES, created_by=user, created_at__gte=just_now()
        ).exists()
    )
