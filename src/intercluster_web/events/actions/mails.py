"""Messages: noted before they leave, so that two organisers at once never write twice."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from intercluster_web.contacts.actions import book
from intercluster_web.contacts.models import Contact, OptOut, address_fingerprint
from intercluster_web.events.models import Event, Notice, NoticeKind, Participant, ToldMeeting
from intercluster_web.events.presentation.mails import Letter
from intercluster_web.events.queries.mails import others_of, request_marks, today_of
from intercluster_web.records.ownership import require_change

TIMETABLES = {NoticeKind.PRELIMINARY, NoticeKind.FINAL}


@transaction.atomic
def note(user: Any, event: Event, letters: Iterable[Letter], way: str) -> list[Letter]:
    """Note messages that are about to leave; only those returned may. What another organiser noted meanwhile is left
    out."""
    require_change(user, event)
    Event.objects.select_for_update().get(pk=event.pk)
    known = set(Notice.objects.filter(event=event, again=None).values_list("participant_id", "fingerprint"))
    fresh = [one for one in letters if (one.due.participant.pk, one.due.fingerprint) not in known]
    today = today_of(event)
    Notice.objects.bulk_create(_notice(user, event, one, way, today) for one in fresh)
    for one in fresh:
        _tell(one)
    invited = [one.due.participant.pk for one in fresh if NoticeKind.INVITATION in one.due.kinds]
    Participant.objects.filter(pk__in=invited).update(invited_at=timezone.now())
    return fresh


def _notice(user: Any, event: Event, letter: Letter, way: str, today: Any) -> Notice:
    subject, text = letter.written
    return Notice(
        event=event,
        participant=letter.due.participant,
        kinds=[kind.value for kind in letter.due.kinds],
        subject=subject[:300],
        text=text,
        fingerprint=letter.due.fingerprint,
        requests=request_marks(letter.due),
        way=way,
        on=today,
        by=user,
    )


def _tell(letter: Letter) -> None:
    """Keep what the person now knows of each meeting."""
    person = letter.due.participant
    for timed in letter.due.timetable:
        _know(person, timed, timed.meeting.sequence)
    for one in letter.due.differences:
        if one.code == "cancelled" or one.now is None:
            ToldMeeting.objects.filter(participant=person, uid=one.uid).update(cancelled=True, sequence=one.sequence)
        else:
            _know(person, one.now, one.sequence)


def _know(person: Participant, timed: Any, sequence: int) -> None:
    ToldMeeting.objects.update_or_create(
        participant=person,
        uid=timed.meeting.uid,
        defaults={
            "sequence": sequence,
            "starts": timed.starts,
            "ends": timed.ends,
            "table": timed.table,
            "others": others_of(timed, person),
            "cancelled": False,
        },
    )


@transaction.atomic
def note_again(user: Any, notice: Notice, way: str) -> Notice:
    """The same message sent anew to somebody who asks for it; the log says so."""
    require_change(user, notice.event)
    first = notice.again or notice
    return Notice.objects.create(
        event=notice.event,
        participant=notice.participant,
        kinds=notice.kinds,
        subject=notice.subject,
        text=notice.text,
        fingerprint=notice.fingerprint,
        way=way,
        on=today_of(notice.event),
        by=user,
        again=first,
    )


@transaction.atomic
def stop(participant: Participant) -> None:
    """The person does not want to be written to by the organiser again, about this event or another."""
    owner = participant.event.owner
    entry = Contact.objects.living().filter(owner=owner, email=participant.email).first() if participant.email else None
    if entry is not None:
        book.opt_out(None, entry)
    elif participant.email:
        OptOut.objects.get_or_create(
            owner=owner,
            fingerprint=address_fingerprint(participant.email),
            defaults={"since": timezone.localdate()},
        )
