"""Requests, meetings, timetables, and what became of them."""

from typing import Any
from uuid import uuid4

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class RequestState(models.TextChoices):
    ASKED = "asked", _("waiting for an answer")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    EXPIRED = "expired", _("expired")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Wish(models.TextChoices):
    ANY = "any", _("any time")
    MORNING = "am", _("in the morning")
    AFTERNOON = "pm", _("in the afternoon")


class Request(models.Model):
    """Somebody asks to meet somebody. It never takes a slot; it is answered, or expires.

    ``weight``, 1 to 5, says how much it is wished; ``by_organiser`` that the organiser suggested it; ``must`` that the
    organiser wants it to take place. Two people of whom one declined are never put together. ``both_asked``: neither
    asked, the organiser put it to both; it is accepted when each has said yes. ``needs``: what ``asks`` proposes
    to meet of the buyer's needs; ``hides_asked``: the buyer stays without a name until both agree.
    """

    event = models.ForeignKey("events.Event", on_delete=models.CASCADE, related_name="requests")
    asks = models.ForeignKey("events.Participant", on_delete=models.CASCADE, related_name="requests_sent")
    asked = models.ForeignKey("events.Participant", on_delete=models.CASCADE, related_name="requests_received")
    message = models.CharField(_("message"), max_length=500, blank=True)
    weight = models.PositiveSmallIntegerField(_("how much you wish it, 1 to 5"), default=3)
    wish = models.CharField(_("when"), max_length=3, choices=Wish, default=Wish.ANY)
    state = models.CharField(_("state"), max_length=9, choices=RequestState, default=RequestState.ASKED, db_index=True)
    must = models.BooleanField(_("must take place"), default=False)
    by_organiser = models.BooleanField(default=False)
    both_asked = models.BooleanField(default=False, editable=False)
    asks_yes_at = models.DateTimeField(null=True, editable=False)
    asked_yes_at = models.DateTimeField(null=True, editable=False)
    needs = models.ManyToManyField("events.ProfileLine", blank=True, related_name="proposals")
    hides_asked = models.BooleanField(default=False, editable=False)
    asked_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"))
    answered_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-pk"]
        unique_together = [("asks", "asked")]

    @property
    def over(self) -> bool:
        """Whether it has expired, written down or not yet."""
        late = self.state == RequestState.ASKED and self.expires_at <= timezone.now()
        return late or self.state == RequestState.EXPIRED

    @property
    def waits(self) -> bool:
        """Whether an answer is still possible."""
        return self.state == RequestState.ASKED and not self.over

    def waits_for(self, participant_pk: int | None) -> bool:
        """Whether it waits for the answer of this person."""
        if not self.waits:
            return False
        if participant_pk == self.asks_id:
            return self.both_asked and self.asks_yes_at is None
        return participant_pk == self.asked_id and self.asked_yes_at is None

    def other_than(self, participant_pk: int) -> Any:
        """The other one of the two."""
        return self.asked if participant_pk == self.asks_id else self.asks

    @property
    def said(self) -> str:
        """Its state as of now, in words."""
        return str(RequestState.EXPIRED.label if self.over else self.get_state_display())


class MeetingState(models.TextChoices):
    TO_PLACE = "to_place", _("to be placed")
    PLACED = "placed", _("in the timetable")
    HELD = "held", _("held")
    MISSED = "missed", _("did not take place")
    CANCELLED = "cancelled", _("cancelled")


class Meeting(models.Model):
    """A meeting that was agreed. ``slot`` and ``table`` are those of the timetable in force. ``sequence`` rises with
    each change people must hear of; ``uid`` never changes."""

    event = models.ForeignKey("events.Event", on_delete=models.CASCADE, related_name="meetings")
    request = models.OneToOneField(
        Request, null=True, blank=True, on_delete=models.SET_NULL, related_name="meeting", verbose_name=_("request")
    )
    title = models.CharField(_("title"), max_length=200, blank=True)
    wish = models.CharField(_("when"), max_length=3, choices=Wish, default=Wish.ANY)
    slot = models.ForeignKey("events.Slot", null=True, blank=True, on_delete=models.SET_NULL, related_name="meetings")
    table = models.ForeignKey("events.Table", null=True, blank=True, on_delete=models.SET_NULL, related_name="meetings")
    locked = models.BooleanField(_("stays where it is"), default=False)
    after = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="before")
    state = models.CharField(_("state"), max_length=9, choices=MeetingState, default=MeetingState.TO_PLACE)
    cancelled_because = models.CharField(_("why it was cancelled"), max_length=300, blank=True)
    uid = models.UUIDField(default=uuid4, editable=False, unique=True)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["slot__starts", "pk"]
        indexes = [models.Index(fields=["event", "state"])]

    @property
    def calendar_sequence(self) -> int:
        """SEQUENCE of its calendar entry: its own changes and those of its event; both only rise."""
        return self.sequence + self.event.calendar_sequence  # type: ignore[no-any-return]


class Attendance(models.TextChoices):
    UNKNOWN = "unknown", _("not noted")
    CAME = "came", _("came")
    ABSENT = "absent", _("did not come")


class Seat(models.Model):
    """One seat of a meeting. ``stands_in_for``: colleagues of whom any one may sit there are other participants of the
    same organisation; ``any_colleague`` says that it may be any of them."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="seats")
    participant = models.ForeignKey("events.Participant", on_delete=models.CASCADE, related_name="seats")
    any_colleague = models.BooleanField(_("or a colleague"), default=False)
    attendance = models.CharField(_("attendance"), max_length=7, choices=Attendance, default=Attendance.UNKNOWN)

    class Meta:
        ordering = ["pk"]
        unique_together = [("meeting", "participant")]


class TimetableState(models.TextChoices):
    RUNNING = "running", _("being computed")
    DRAFT = "draft", _("draft")
    PRELIMINARY = "preliminary", _("preliminary")
    FINAL = "final", _("final")
    REPLACED = "replaced", _("replaced")
    FAILED = "failed", _("could not be made")


class Timetable(models.Model):
    """One computed timetable. A draft changes nothing for anybody; publishing copies its placements into the meetings
    and tells who is concerned. ``report`` is what the planner said: status, gaps, bound, idle slots, table changes,
    seconds, reasons. ``process`` computes it; ``alive_at`` is its last sign of life."""

    event = models.ForeignKey("events.Event", on_delete=models.CASCADE, related_name="timetables")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(_("state"), max_length=11, choices=TimetableState, default=TimetableState.RUNNING)
    based_on = models.PositiveIntegerField(default=1)  # revision of the event it was computed from
    report = models.JSONField(default=dict)
    progress = models.JSONField(default=dict)
    process = models.PositiveIntegerField(null=True, editable=False)
    alive_at = models.DateTimeField(null=True, editable=False)
    made_by = models.ForeignKey("accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        unique_together = [("event", "number")]


class Placement(models.Model):
    """Where a timetable puts a meeting; without a slot it found none, and ``because`` says why.

    ``sits``: for seats that a colleague takes in this timetable, key of the seat to key of the participant.
    """

    timetable = models.ForeignKey(Timetable, on_delete=models.CASCADE, related_name="placements")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="placements")
    slot = models.ForeignKey("events.Slot", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    table = models.ForeignKey("events.Table", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    because = models.CharField(max_length=300, blank=True)
    sits = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        unique_together = [("timetable", "meeting")]


class LeadState(models.TextChoices):
    LEAD = "lead", _("contact")
    QUOTE = "quote", _("quote sent")
    TRIAL = "trial", _("trial, sample")
    ORDER = "order", _("order")
    LOST = "lost", _("lost")


class Lead(models.Model):
    """What came of a meeting with a buyer, followed to the order (S136, S137). ``need``: the need it answers;
    ``contract``: where outcomes of the cooperation count the order, whose amount and date then hold."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="leads")
    buyer = models.ForeignKey("events.Participant", on_delete=models.CASCADE, related_name="leads_given")
    supplier = models.ForeignKey("events.Participant", on_delete=models.CASCADE, related_name="leads_won")
    need = models.ForeignKey(
        "events.ProfileLine",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="leads",
        verbose_name=_("need it answers"),
    )
    what = models.CharField(_("what it is about"), max_length=300)
    state = models.CharField(_("state"), max_length=5, choices=LeadState, default=LeadState.LEAD)
    amount = models.DecimalField(_("amount, €"), max_digits=14, decimal_places=2, null=True, blank=True)
    since = models.DateField(_("since"))
    ordered_on = models.DateField(_("ordered on"), null=True, blank=True)
    next_step = models.CharField(_("next step"), max_length=200, blank=True)
    next_on = models.DateField(_("next step by"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    contract = models.OneToOneField(
        "outcomes.Contract", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="lead"
    )
    sequence = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["-since", "pk"]

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        return reverse("events:lead", args=[self.meeting.event_id, self.pk])

    @property
    def is_open(self) -> bool:
        return self.state not in (LeadState.ORDER, LeadState.LOST)


class LeadStep(models.Model):
    """When a lead came to a state."""

    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(_("state"), max_length=5, choices=LeadState)
    on = models.DateField(_("on"))
    by = models.ForeignKey("accounts.User", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["on", "pk"]
