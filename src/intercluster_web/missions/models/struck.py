"""Dates that stood in calendars and no longer do: a calendar forgets nothing it is not told about."""

from django.db import models

from intercluster_web.missions.models.group import Delegate
from intercluster_web.missions.models.mission import Mission


class StruckDate(models.Model):
    """A step that was removed, or that some delegates no longer take part in. Calendars get it once more as cancelled,
    under the ``uid`` they know: those of the organisation, and of the delegates ``who`` took part or ``everybody``. It
    outlives its mission."""

    owner = models.ForeignKey("directory.Organisation", on_delete=models.CASCADE, related_name="+")
    mission = models.ForeignKey(Mission, null=True, on_delete=models.SET_NULL, related_name="struck")
    uid = models.CharField(max_length=80, unique=True)
    sequence = models.BigIntegerField()
    title = models.CharField(max_length=200)
    text = models.CharField(max_length=200, blank=True)
    starts = models.DateTimeField(null=True)
    ends = models.DateTimeField(null=True)
    first_day = models.DateField(null=True)  # of what lasts whole days
    last_day = models.DateField(null=True)
    place = models.CharField(max_length=300, blank=True)
    time_zone = models.CharField(max_length=40)
    everybody = models.BooleanField(default=True)
    who = models.ManyToManyField(Delegate, blank=True, related_name="struck")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
