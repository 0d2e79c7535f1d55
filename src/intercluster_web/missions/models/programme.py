"""The programme of visits."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intercluster_web.missions.models.group import Delegate, Host
from intercluster_web.missions.models.mission import Mission, MissionLine


class StepKind(models.TextChoices):
    VISIT = "visit", _("visit")
    MEETING = "meeting", _("meeting")
    SEMINAR = "seminar", _("exchange seminar")
    FAIR = "fair", _("trade fair")
    TRAVEL = "travel", _("travel")
    MEAL = "meal", _("meal or reception")
    BRIEFING = "briefing", _("briefing")
    OTHER = "other", _("other")


class Step(MissionLine):
    """A step, in universal time. ``who``: the delegates of a parallel group; everybody when empty. ``uid`` never
    changes, ``sequence`` rises with each change, for the calendars."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(_("kind"), max_length=8, choices=StepKind, default=StepKind.VISIT)
    title = models.CharField(_("title"), max_length=200)
    starts = models.DateTimeField(pgettext_lazy("time of day", "from"))
    ends = models.DateTimeField(pgettext_lazy("time of day", "until"), null=True, blank=True)
    place = models.CharField(_("place, with address"), max_length=300, blank=True)
    host = models.ForeignKey(
        Host, null=True, blank=True, on_delete=models.SET_NULL, related_name="steps", verbose_name=_("host")
    )
    who = models.ManyToManyField(
        Delegate, blank=True, related_name="steps", verbose_name=_("who goes"), help_text=_("Nobody ticked: everybody.")
    )
    note = models.TextField(_("note"), blank=True)
    cancelled = models.BooleanField(_("called off"), default=False)
    uid = models.UUIDField(default=uuid4, editable=False, unique=True)
    sequence = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["starts", "pk"]
        verbose_name = _("step of the programme")
        verbose_name_plural = _("programme")

    def __str__(self) -> str:
        return self.title
