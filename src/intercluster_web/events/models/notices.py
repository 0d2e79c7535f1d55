"""What people of an event were told, and what their meetings became afterwards."""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LOST = timedelta(minutes=15)  # a message on its way for longer than that went nowhere: the server was stopped


class NoticeKind(models.TextChoices):
    """What a message is about; one message may hold several, the first is its subject."""

    CANCELLED = "cancelled", _("the event is called off")
    RESUMED = "resumed", _("the event takes place after all")
    POSTPONED = "postponed", _("the event is postponed")
    CHANGES = "changes", _("changes of the timetable")
    FINAL = "final", _("final timetable")
    PRELIMINARY = "preliminary", _("preliminary timetable")
    REQUESTS = "requests", _("requests that wait for an answer")
    ANSWERS = "answers", _("answers to requests")
    INVITATION = "invitation", _("invitation")
    REGISTRATION = "registration", _("confirmation of a registration")


class Way(models.TextChoices):
    DRAFT = "draft", _("taken out as a draft")
    POST = "post", _("handed to the mail server")


class Delivery(models.TextChoices):
    """How far a message is; ``SENT`` says that the mail server took it, not that somebody read it."""

    DRAFT = "draft", _("draft made")
    WAITING = "waiting", _("on its way")
    SENT = "sent", _("sent")
    FAILED = "failed", _("failed")


class Notice(models.Model):
    """One message to one person, kept as it was written. ``fingerprint`` is made of what it says: the same is never
    said twice, except where ``again`` names the notice somebody sent anew. ``attachments``: name, content and media
    type of each, so that a message that failed can leave once more as it was."""

    event = models.ForeignKey("events.Event", on_delete=models.CASCADE, related_name="notices")
    participant = models.ForeignKey("events.Participant", on_delete=models.CASCADE, related_name="notices")
    kinds = models.JSONField(default=list)
    subject = models.CharField(_("subject"), max_length=300)
    text = models.TextField(_("text"))
    fingerprint = models.CharField(max_length=64)
    requests = models.JSONField(default=list)  # which requests it names; see ``queries.mails.request_marks``
    announcement = models.ForeignKey(
        "events.Announcement", null=True, blank=True, on_delete=models.SET_NULL, related_name="notices"
    )
    attachments = models.JSONField(default=list)
    to = models.EmailField(_("to"), blank=True)  # the address when it was written
    way = models.CharField(_("how"), max_length=5, choices=Way)
    state = models.CharField(_("state"), max_length=7, choices=Delivery, default=Delivery.DRAFT, db_index=True)
    tried_at = models.DateTimeField(null=True, editable=False)  # when it was last handed over, or was to be
    error = models.CharField(_("what went wrong"), max_length=300, blank=True)
    on = models.DateField(_("day"), db_index=True)  # in the time zone of the event
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey("accounts.User", null=True, on_delete=models.SET_NULL, related_name="+")
    again = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="sent_again")

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "fingerprint"], condition=models.Q(again=None), name="nothing_is_told_twice"
            )
        ]

    @property
    def lost(self) -> bool:
        """Whether it did not leave, or was on its way when the server was stopped."""
        late = self.tried_at is not None and self.tried_at < timezone.now() - LOST
        return self.state == Delivery.FAILED or (self.state == Delivery.WAITING and late)


class ToldMeeting(models.Model):
    """A meeting as a person last heard of it: what changed since is what the next message says."""

    participant = models.ForeignKey("events.Participant", on_delete=models.CASCADE, related_name="told_meetings")
    uid = models.UUIDField()
    sequence = models.PositiveIntegerField(default=0)
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    table = models.CharField(max_length=130, blank=True)
    others = models.CharField(max_length=600, blank=True)
    cancelled = models.BooleanField(default=False)

    class Meta:
        ordering = ["starts", "pk"]
        unique_together = [("participant", "uid")]


class FollowUp(models.Model):
    """What the held meetings of one organisation with another became: an encounter of scouting, an entry in the journal
    of a cooperation. ``met`` is the key of an organisation of the directory, else a name."""

    event = models.ForeignKey("events.Event", on_delete=models.CASCADE, related_name="follow_ups")
    owner = models.ForeignKey("directory.Organisation", on_delete=models.CASCADE, related_name="+")
    met = models.CharField(max_length=260)
    on = models.DateField()
    encounter = models.ForeignKey("scouting.Encounter", null=True, on_delete=models.SET_NULL, related_name="follow_ups")
    cooperation = models.ForeignKey(
        "cooperations.Cooperation", null=True, on_delete=models.SET_NULL, related_name="event_follow_ups"
    )

    class Meta:
        unique_together = [("event", "owner", "met", "on")]
