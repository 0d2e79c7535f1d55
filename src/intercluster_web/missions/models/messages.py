"""What was written to delegates."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from intercluster_web.missions.models.group import Delegate
from intercluster_web.missions.models.mission import Mission
from intercluster_web.records.messages import SentMessage


class MissionMessage(SentMessage):
    """A message with a delegate's link. It stays when the delegate is removed: ``name`` says to whom it was written."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="messages")
    delegate = models.ForeignKey(Delegate, null=True, on_delete=models.SET_NULL, related_name="messages")
    name = models.CharField(_("delegate"), max_length=520)

    class Meta:
        ordering = ["-at", "-pk"]
