"""An event, its slots and its tables."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intercluster_web.accounts.visibility import OwnedRecord


class EventKind(models.TextChoices):
    CONVENTION = "convention", _("convention")
    BROKERAGE = "brokerage", _("brokerage event")
    FAIR_STAND = "fair_stand", _("meetings on a fair stand")
    SIDE_SEMINAR = "side_seminar", _("seminar beside a fair")
    STUDY_VISIT = "study_visit", _("study visit")
    DELEGATION = "delegation", _("visit of a delegation")
    BUYERS = "buyers", _("meeting with buyers")
    MISSION = "mission", _("meetings on a mission")


class Audience(models.TextChoices):
    BUSINESS = "business", _("companies with companies")
    FIRM_RESEARCH = "firm_research", _("companies with research")
    CLUSTERS = "clusters", _("clusters with clusters")
    MIXED = "mixed", _("all of these")


class EventState(models.TextChoices):
    DRAFT = "draft", _("being prepared")
    OPEN = "open", _("registration open")
    CLOSED = "closed", _("registration closed")
    PRELIMINARY = "preliminary", _("preliminary timetable out")
    FINAL = "final", _("final timetable out")
    HELD = "held", _("held")
    CANCELLED = "cancelled", _("cancelled")


class Event(OwnedRecord):
    """``owner`` organises it. ``revision`` rises with each change of what the timetable rests on, ``calendar_sequence``
    with each change of what every calendar entry says of the event: its title, place, time zone."""

    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=12, choices=EventKind, default=EventKind.BROKERAGE)
    audience = models.CharField(_("who meets whom"), max_length=13, choices=Audience, default=Audience.BUSINESS)
    about = models.TextField(_("what it is about"), blank=True)
    cooperation = models.ForeignKey(
        "cooperations.Cooperation",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="events",
        verbose_name=_("cooperation"),
    )
    beside = models.CharField(_("beside the fair or congress"), max_length=160, blank=True)
    invited_by = models.CharField(_("at the invitation of"), max_length=200, blank=True)
    place = models.CharField(_("place"), max_length=160, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=40, default="Europe/Paris")
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    state = models.CharField(_("state"), max_length=11, choices=EventState, default=EventState.DRAFT, db_index=True)
    register_until = models.DateField(_("registration until"), null=True, blank=True)
    answer_days = models.PositiveSmallIntegerField(
        _("a request expires after … days"), default=7, validators=[MinValueValidator(1), MaxValueValidator(90)]
    )
    most_meetings = models.PositiveSmallIntegerField(_("most meetings for one person"), default=12)
    least_meetings = models.PositiveSmallIntegerField(_("fewest meetings for one person"), default=0)
    fairness = models.PositiveSmallIntegerField(
        _("largest difference in gaps between two people"), null=True, blank=True, default=2
    )
    revision = models.PositiveIntegerField(default=1, editable=False)
    calendar_sequence = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["-starts_on", "-pk"]
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("events:event", args=[self.pk])


class Slot(models.Model):
    """A slot of the timetable, in universal time; ``session`` is the part of the day wishes refer to."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="slots")
    starts = models.DateTimeField(pgettext_lazy("time of day", "from"))
    ends = models.DateTimeField(pgettext_lazy("time of day", "until"))
    session = models.CharField(max_length=2, choices=[("am", _("morning")), ("pm", _("afternoon"))])

    class Meta:
        ordering = ["starts"]
        unique_together = [("event", "starts")]


class Room(models.Model):
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="rooms")
    name = models.CharField(_("room"), max_length=80)

    class Meta:
        ordering = ["name"]
        unique_together = [("event", "name")]

    def __str__(self) -> str:
        return self.name


class RoomDistance(models.Model):
    """Metres between two rooms, kept once for each pair."""

    a = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="+")
    b = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="+")
    metres = models.PositiveIntegerField(_("metres"))

    class Meta:
        unique_together = [("a", "b")]


class Table(models.Model):
    """A place for one meeting a slot. ``closed``: slots it cannot be used in."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="tables")
    name = models.CharField(_("table"), max_length=40)
    room = models.ForeignKey(
        Room, null=True, blank=True, on_delete=models.SET_NULL, related_name="tables", verbose_name=_("room")
    )
    closed = models.ManyToManyField(Slot, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        unique_together = [("event", "name")]

    def __str__(self) -> str:
        return self.name
