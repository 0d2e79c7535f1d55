"""One meeting cancelled, with its reason: its people hear of it, their pages and calendars say it at once."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from intercluster_web.events.actions.event import touch
from intercluster_web.events.models import Meeting, MeetingState, Request, RequestState
from intercluster_web.records.ownership import require_change
from intercluster_web.records.together import ChangedMeanwhileError

AHEAD = (MeetingState.TO_PLACE, MeetingState.PLACED)


@transaction.atomic
def cancel(user: Any, meeting: Meeting, because: str, *, seen: int) -> Meeting:
    """Cancel a meeting that has not taken place. It keeps its time, so that calendars find the entry to strike out; its
    request ends, so that the choice of meetings does not bring it back, and either side may ask again.

    ``seen``: revision of the meeting that was looked at.

    Raises
    ------
    ChangedMeanwhileError
        Somebody else changed it first; ``record`` is how it is now.
    ValidationError
        It took place, was missed or is cancelled already.
    """
    stored = Meeting.objects.select_for_update().select_related("event").get(pk=meeting.pk)
    require_change(user, stored.event)
    if stored.state not in AHEAD:
        raise ValidationError(_("This meeting is over or cancelled already."))
    if stored.revision != seen:
        raise ChangedMeanwhileError(stored)
    stored.state, stored.cancelled_because, stored.locked = MeetingState.CANCELLED, because, False
    stored.sequence += 1
    stored.revision += 1
    stored.save(update_fields=["state", "cancelled_because", "locked", "sequence", "revision"])
    Request.objects.filter(pk=stored.request_id).update(state=RequestState.WITHDRAWN, answered_at=timezone.now())
    touch(stored.event)
    return stored
