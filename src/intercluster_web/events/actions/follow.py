"""After an event: encounters for scouting, proofs for cooperations; each once."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from intercluster_web.accounts.permissions import works_in
from intercluster_web.accounts.visibility import Audience
from intercluster_web.cooperations.actions.journal import record
from intercluster_web.cooperations.models import Cooperation
from intercluster_web.cooperations.models.journal import ProofKind
from intercluster_web.directory.models import Organisation
from intercluster_web.events.models import Event, EventKind, FollowUp
from intercluster_web.events.queries.follow import Met
from intercluster_web.records.ownership import require_writer
from intercluster_web.scouting.models import Encounter, LeadOrigin, Occasion

OCCASIONS = {
    EventKind.FAIR_STAND: Occasion.FAIR,
    EventKind.SIDE_SEMINAR: Occasion.FAIR,
    EventKind.CONVENTION: Occasion.CONGRESS,
    EventKind.MISSION: Occasion.MISSION,
    EventKind.STUDY_VISIT: Occasion.MISSION,
    EventKind.DELEGATION: Occasion.VISIT,
}


@transaction.atomic
def log_encounters(user: Any, event: Event, rows: Iterable[Met]) -> int:
    """Log whom our organisations met; what was logged is not logged twice. Returns how many are new."""
    new = 0
    for row in rows:
        require_writer(user, row.owner)
        done, _made = _follow_up(event, row.owner, row)
        if done.encounter_id is None:
            done.encounter = _encounter(user, event, row)
            done.save(update_fields=["encounter"])
            new += 1
    return new


def _follow_up(event: Event, owner: Organisation, row: Met) -> tuple[FollowUp, bool]:
    return FollowUp.objects.select_for_update().get_or_create(event=event, owner=owner, met=row.key, on=row.on)


def _encounter(user: Any, event: Event, row: Met) -> Encounter:
    met = Encounter(
        owner=row.owner,
        organisation=row.organisation,
        name=row.name[:250],
        country=row.country,
        met_on=row.on,
        occasion=OCCASIONS.get(EventKind(event.kind), Occasion.OTHER),
        occasion_name=event.title[:160],
        place=event.place[:120],
        origin=_origin(row),
        note=_("Meetings held: %(n)s.") % {"n": len(row.meetings)},
        created_by=user,
    )
    met.save()
    return met


def _origin(row: Met) -> str:
    """Who brought the lead: a member who met them, they who asked, the organiser who suggested, else our team."""
    if row.through_member:
        return LeadOrigin.MEMBER
    if row.they_asked:
        return LeadOrigin.THEY_CAME
    return LeadOrigin.NETWORK if row.suggested else LeadOrigin.OWN_TEAM


@transaction.atomic
def prove(user: Any, event: Event, row: Met, cooperation: Cooperation) -> bool:
    """Write into the journal of a cooperation that its parties met, with what it proves; once. Companies on both sides
    prove a meeting between companies, else it is an event attended together.

    Raises
    ------
    PermissionDenied
        The person does not work in the cooperation.
    """
    owner = works_in(user, cooperation)
    if owner is None:
        raise PermissionDenied
    done, _made = _follow_up(event, row.owner, row)
    if done.cooperation_id is not None:
        return False
    note = _("%(event)s: meetings held with %(name)s: %(n)s.") % {
        "event": event.title,
        "name": row.name,
        "n": len(row.meetings),
    }
    record(
        user,
        cooperation,
        owner,
        "companies_met" if row.firms else "event",
        note=note,
        happened_on=row.on,
        proof=ProofKind.COMPANY_MEETING if row.firms else ProofKind.EVENT_ATTENDED,
        audience=Audience.OWN,
        url=event.get_absolute_url(),
    )
    done.cooperation = cooperation
    done.save(update_fields=["cooperation"])
    return True
