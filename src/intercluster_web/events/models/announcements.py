"""What an organiser announces to everybody at once: the event is called off, postponed, takes place after all."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AnnouncementKind(models.TextChoices):
    CANCELLED = "cancelled", _("called off")
    POSTPONED = "postponed", _("postponed")
    RESUMED = "resumed", _("takes place after all")


class Announcement(models.Model):
    """One of them, with its reason in the organiser's words; kept for good.

    ``ended`` is what calling off ended, so that taking up again finds it: ``state`` of the event; ``meetings``, key to
    state, slot, table and whether it was locked; ``requests``, keys of those that waited. ``days``: by how many days it
    was postponed.
    """

    event = models.ForeignKey("events.Event", on_delete=models.CASCADE, related_name="announcements")
    kind = models.CharField(_("kind"), max_length=9, choices=AnnouncementKind)
    because = models.CharField(_("reason, as people read it"), max_length=300)
    ended = models.JSONField(default=dict)
    days = models.IntegerField(default=0)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey("accounts.User", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-pk"]
