"""The one sender of an event: every message is in the log with how far it came, and what failed can be tried again."""

import datetime as dt
import smtplib
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from intercluster_web.events.models import Delivery, Event, EventState, Notice, Participant, ParticipantState
from intercluster_web.events.presentation.event import registration_address
from tests.web.events import records
from tests.web.factories import World


class Refusing(EmailBackend):
    """A mail server that takes nothing for addresses that bounce."""

    def send_messages(self, messages: Any) -> int:
        if any("bounce" in to for message in messages for to in message.to):
            raise smtplib.SMTPRecipientsRefused({"bounce@example.org": (550, b"No such mailbox")})
        return int(super().send_messages(messages))


@pytest.fixture
def event(world: World) -> Event:
    return records.event(world)


@pytest.fixture
def organiser(world: World, browse_as: Callable[..., Client]) -> Client:
    return browse_as(world.manager)


def _post(organiser: Client, event: Event, name: str, *keys: int, **data: Any) -> Any:
    return organiser.post(reverse(f"events:{name}", args=[event.pk, *keys]), data)


def _log(event: Event) -> list[tuple[str, tuple[str, ...], str]]:
    """Address, kinds and state of each message, in the order they were made."""
    return [(one.to, tuple(one.kinds), one.state) for one in event.notices.order_by("pk")]


def _invited(event: Event, **values: Any) -> Participant:
    return records.participant(event, state=ParticipantState.INVITED, **values)


def test_what_the_server_refused_is_shown_and_leaves_when_tried_again(
    organiser: Client, event: Event, settings: Any
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    wrong, right = _invited(event, email="bounce@example.org"), _invited(event)
    _post(organiser, event, "mails-send")
    assert _log(event) == [
        (wrong.email, ("invitation",), Delivery.FAILED),
        (right.email, ("invitation",), Delivery.SENT),
    ]
    page = organiser.get(reverse("events:mails", args=[event.pk])).content.decode()
    assert "1 message did not leave." in page
    assert "No such mailbox" in page
    _post(organiser, event, "mails-retry")
    assert _log(event)[0][2] == Delivery.FAILED
    Participant.objects.filter(pk=wrong.pk).update(email="found@example.org")
    _post(organiser, event, "mails-retry")
    _post(organiser, event, "mails-retry")
    assert _log(event)[0] == ("found@example.org", ("invitation",), Delivery.SENT)
    assert sorted(one.to[0] for one in mail.outbox) == sorted([right.email, "found@example.org"])


def test_a_calendar_entry_leaves_again_with_its_message(organiser: Client, world: World, settings: Any) -> None:
    event = records.event(world, state=EventState.FINAL)
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    one = records.participant(event, email="bounce@example.org", invited_at=timezone.now())
    records.meeting(one, records.participant(event), slot=records.slots(event)[0], table=records.tables(event)[0])
    _post(organiser, event, "mails-send")
    mail.outbox.clear()
    Participant.objects.filter(pk=one.pk).update(email="found@example.org")
    _post(organiser, event, "mails-retry")
    [sent] = mail.outbox
    assert [part.get_content_type() for part in sent.message().walk()][1:] == ["text/plain", "text/calendar"]


def test_a_message_lost_with_the_server_can_be_tried_again(organiser: Client, event: Event, settings: Any) -> None:
    made = records.notice(_invited(event), way="post", state=Delivery.WAITING, tried_at=timezone.now())
    _post(organiser, event, "mails-retry")
    assert len(mail.outbox) == 0
    Notice.objects.update(tried_at=timezone.now() - dt.timedelta(hours=1))
    assert "1 message did not leave." in organiser.get(reverse("events:mails", args=[event.pk])).content.decode()
    _post(organiser, event, "mails-retry")
    made.refresh_from_db()
    assert (made.state, len(mail.outbox)) == (Delivery.SENT, 1)


def test_who_asked_to_be_left_alone_since_is_not_tried_again(organiser: Client, event: Event, client: Client) -> None:
    one = _invited(event)
    records.notice(one, way="post", state=Delivery.FAILED)
    client.post(reverse("events:me-stop", args=[one.token()]))
    _post(organiser, event, "mails-retry")
    assert (len(mail.outbox), Notice.objects.get().state) == (0, Delivery.FAILED)


def test_every_way_out_of_an_event_is_in_the_log(organiser: Client, event: Event, client: Client, world: World) -> None:
    first, second = _invited(event), records.participant(event, invited_at=timezone.now())
    _post(organiser, event, "participants-invite", do="send")
    _post(organiser, event, "participants-invite", do="send")
    records.request(first, second)
    _post(organiser, event, "remind", do="send")
    _post(organiser, event, "remind", do="send")
    given = {"name": "Ada", "organisation_name": "Firm", "email": "ada@example.org", "kind": "sme", "language": "en"}
    client.post(registration_address(event), given | {"agree": "on"})
    third = _invited(event)
    _post(organiser, event, "participant-message", third.pk)
    _post(organiser, event, "participant-message", third.pk)
    assert _log(event) == [
        (first.email, ("invitation",), Delivery.SENT),
        (second.email, ("requests",), Delivery.SENT),
        ("ada@example.org", ("registration",), Delivery.SENT),
        (third.email, ("invitation",), Delivery.DRAFT),
        (third.email, ("invitation",), Delivery.DRAFT),
    ]
    assert event.notices.exclude(again=None).count() == 1
    assert sorted(one.to[0] for one in mail.outbox) == sorted([first.email, second.email, "ada@example.org"])


def test_a_timetable_invited_from_elsewhere_is_not_told_again(organiser: Client, world: World) -> None:
    event = records.event(world, state=EventState.FINAL)
    people = [records.participant(event), records.participant(event)]
    records.meeting(*people, slot=records.slots(event)[0], table=records.tables(event)[0])
    _post(organiser, event, "mails-send")
    _post(organiser, event, "participants-invite", do="send")
    _post(organiser, event, "remind", do="send")
    assert [kinds for _to, kinds, _state in _log(event)] == [("final",)] * 2


def test_answers_are_told_once_to_who_asked(organiser: Client, event: Event) -> None:
    asks, asked = (records.participant(event, invited_at=timezone.now()) for _ in range(2))
    records.request(asks, asked, state="accepted", answered_at=timezone.now())
    records.request(asks, records.participant(event, shown=False, invited_at=timezone.now()), state="declined",
                    answered_at=timezone.now())  # fmt: skip
    _post(organiser, event, "mails-send")
    _post(organiser, event, "mails-send", urgent="1")
    [sent] = mail.outbox
    assert sent.to == [asks.email]
    assert asked.organisation_name in sent.body
    hidden = event.participants.get(shown=False)
    assert hidden.name not in sent.body
    assert hidden.organisation_name not in sent.body


def test_a_renewed_link_is_sent_anew(organiser: Client, event: Event) -> None:
    one = _invited(event)
    _post(organiser, event, "participants-invite", do="send")
    _post(organiser, event, "participant-step", one.pk, step="renew")
    one.refresh_from_db()
    _post(organiser, event, "participants-invite", do="send")
    assert len(mail.outbox) == 2
    assert one.token() in mail.outbox[1].body


def test_the_log_is_filtered_by_state(organiser: Client, event: Event) -> None:
    sent = records.notice(_invited(event), state=Delivery.SENT, subject="Came")
    records.notice(sent.participant, state=Delivery.DRAFT, subject="Drafted")
    page = organiser.get(reverse("events:mails", args=[event.pk]), {"state": "sent"}).content.decode()
    assert ("Came" in page, "Drafted" in page) == (True, False)


def test_fifteen_meetings_called_off_all_leave_the_calendar(organiser: Client, world: World) -> None:
    event = records.event(world, state=EventState.FINAL)
    slots, tables = records.slots(event, 15), records.tables(event)
    one = records.participant(event)
    for slot in slots:
        records.meeting(one, records.participant(event, email=""), slot=slot, table=tables[0], sequence=1)
    _post(organiser, event, "mails-send")
    event.meetings.update(state="cancelled", sequence=2)
    mail.outbox.clear()
    _post(organiser, event, "mails-send", urgent="1")
    [sent] = mail.outbox
    content = b"".join(
        part.get_payload(decode=True) for part in sent.message().walk() if part.get_content_type() == "text/calendar"
    )
    assert content.count(b"STATUS:CANCELLED") == 15
