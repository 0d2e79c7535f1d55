"""Meetings of bodies: agenda, who came, minutes in all their versions."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intercluster_web.alliances.models.bodies import Body, Mandate
from intercluster_web.alliances.models.shared import CommonItem, new_uid


class MeetingState(models.TextChoices):
    PLANNED = "planned", _("planned")
    HELD = "held", _("held")
    CANCELLED = "cancelled", pgettext_lazy("of a body", "cancelled")


class Meeting(CommonItem):
    """``sequence`` rises with each change of date, place or title, so that calendars follow."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="meetings", verbose_name=_("body"))
    title = models.CharField(_("title"), max_length=200)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    online_url = models.URLField(_("address of the call"), max_length=500, blank=True)
    agenda = models.TextField(_("agenda"), blank=True, help_text=_("One item a line."))
    state = models.CharField(_("state"), max_length=9, choices=MeetingState, default=MeetingState.PLANNED)
    uid = models.CharField(max_length=60, default=new_uid, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    approved_number = models.PositiveIntegerField(null=True, blank=True, editable=False)
    approved_on = models.DateField(_("minutes approved on"), null=True, blank=True, editable=False)
    approved_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )

    class Meta:
        ordering = ["-starts_at", "-pk"]
        verbose_name = pgettext_lazy("of a body", "meeting")
        verbose_name_plural = _("meetings")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("alliances:meeting", args=[self.pk])


class AttendanceState(models.TextChoices):
    INVITED = "invited", _("invited")
    PRESENT = "present", _("present")
    EXCUSED = "excused", _("excused")
    ABSENT = "absent", _("absent")
    PROXY = "proxy", _("represented by")


class Attendance(models.Model):
    """A mandate at a meeting; ``proxy``: the mandate that speaks for it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    mandate = models.ForeignKey(Mandate, on_delete=models.CASCADE, related_name="attendances")
    state = models.CharField(_("attendance"), max_length=8, choices=AttendanceState, default=AttendanceState.INVITED)
    proxy = models.ForeignKey(
        Mandate, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("represented by")
    )

    class Meta:
        ordering = ["mandate__organisation__name", "pk"]
        unique_together = [("meeting", "mandate")]


class MinutesVersion(models.Model):
    """The minutes as somebody saved them. A version is never changed: the next one has the next number."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="minutes")
    number = models.PositiveIntegerField()
    text = models.TextField(_("minutes"), blank=True)
    organisation = models.ForeignKey("directory.Organisation", null=True, on_delete=models.SET_NULL, related_name="+")
    written_by = models.ForeignKey("accounts.User", null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-number"]
        unique_together = [("meeting", "number")]
