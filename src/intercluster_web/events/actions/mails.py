"""Messages: the one sender of an event. Each is noted before it leaves, so that two organisers at once never write
twice, and says afterwards how far it came."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from intercluster_web.contacts.actions import book
from intercluster_web.contacts.models import Contact, OptOut, address_fingerprint
from intercluster_web.events.models import (
    Event,
    Notice,
    Participant,
    Request,
    ToldMeeting,
    Way,
)
from intercluster_web.events.presentation.mails import Letter
from intercluster_web.events.queries.due import request_marks
from intercluster_web.events.queries.event_news import told_of
from intercluster_web.events.queries.mails import others_of, today_of
from intercluster_web.events.queries.participants import left_alone
from intercluster_web.records.messages import failed
from intercluster_web.records.ownership import require_change
from intercluster_web.records.posting import AGAIN, begin_again, begun


@transaction.atomic
def note(user: Any, event: Event, letters: Iterable[Letter], way: str) -> list[Notice]:
    """Note messages that are about to leave; only those returned may. What another organiser noted meanwhile is left
    out."""
    require_change(user, event)
    Event.objects.select_for_update().get(pk=event.pk)
    known = set(Notice.objects.filter(event=event, again=None).values_list("participant_id", "fingerprint"))
    fresh = [one for one in letters if (one.due.participant.pk, one.due.fingerprint) not in known]
    return _noted(user, event, fresh, way)


@transaction.atomic
def note_registration(letter: Letter) -> list[Notice]:
    """Note the message to somebody who registered by themselves; nobody of the organiser wrote it."""
    person = letter.due.participant
    made = _noted(None, person.event, [letter], Way.POST)
    Participant.objects.filter(pk=person.pk).update(invited_at=timezone.now())
    return made


def _noted(user: Any, event: Event, letters: list[Letter], way: str) -> list[Notice]:
    today = today_of(event)
    made = Notice.objects.bulk_create(_notice(user, event, one, way, today) for one in letters)
    for one in letters:
        _tell(one)
    # Every message holds their link.
    people = [one.due.participant.pk for one in letters]
    Participant.objects.filter(pk__in=people, invited_at=None).update(invited_at=timezone.now())
    asked = [request.pk for one in letters for request in one.due.waiting]
    Request.objects.filter(pk__in=asked).update(reminded_at=timezone.now())
    return made


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
        told_of_event=dict(letter.due.knows) or told_of(event),
        announcement=max(letter.due.announcements, key=lambda one: one.pk, default=None),
        attachments=[[name, content.decode(), media] for name, content, media in letter.attachments],
        to=letter.to,
        way=way,
        on=today,
        by=user,
        **begun(way),
    )


@transaction.atomic
def try_again(user: Any, event: Event) -> list[Notice]:
    """The messages that did not leave are on their way again, to the address people have now; returned once only,
    though two organisers ask at once."""
    require_change(user, event)
    Event.objects.select_for_update().get(pk=event.pk)
    found = list(event.notices.filter(failed()).select_related("participant__contact", "event__owner").order_by("pk"))
    alone = left_alone(event, [one.participant for one in found])
    found = [one for one in found if one.participant.email and one.participant_id not in alone]
    for one in found:
        begin_again(one, one.participant.email)
    Notice.objects.bulk_update(found, AGAIN)
    return found


def _tell(letter: Letter) -> None:
    """Keep what the person now knows of each meeting."""
    person = letter.due.participant
    meetings, _items = letter.due.renewed
    known = [_knows(person, timed, timed.meeting.calendar_sequence) for timed in (*letter.due.timetable, *meetings)]
    for one in letter.due.differences:
        if one.code == "cancelled" or one.now is None:
            ToldMeeting.objects.filter(participant=person, uid=one.uid).update(cancelled=True, sequence=one.sequence)
        else:
            known.append(_knows(person, one.now, one.sequence))
    columns = ["sequence", "starts", "ends", "table", "others", "cancelled"]
    by_uid = {told.uid: told for told in known}
    ToldMeeting.objects.bulk_create(
        by_uid.values(), update_conflicts=True, unique_fields=["participant", "uid"], update_fields=columns
    )


def _knows(person: Participant, timed: Any, sequence: int) -> ToldMeeting:
    return ToldMeeting(
        participant=person,
        uid=timed.meeting.uid,
        sequence=sequence,
        starts=timed.starts,
        ends=timed.ends,
        table=timed.table,
        others=others_of(timed, person),
    )


@transaction.atomic
def note_again(user: Any, notice: Notice, way: str) -> Notice:
    """The same message anew to somebody who asks for it; the log says so."""
    require_change(user, notice.event)
    return Notice.objects.create(
        event=notice.event,
        participant=notice.participant,
        kinds=notice.kinds,
        subject=notice.subject,
        text=notice.text,
        fingerprint=notice.fingerprint,
        attachments=notice.attachments,
        to=notice.participant.email,
        way=way,
        on=today_of(notice.event),
        by=user,
        again=notice.again or notice,
        **begun(way),
    )


@transaction.atomic
def note_invitation(user: Any, letter: Letter) -> Notice:
    """Somebody's link as a draft; the same anew to who had it."""
    person = letter.due.participant
    there = person.notices.filter(fingerprint=letter.due.fingerprint, again=None).first()
    if there is not None:
        return note_again(user, there, Way.DRAFT)
    [made] = note(user, person.event, [letter], Way.DRAFT)
    return made


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
