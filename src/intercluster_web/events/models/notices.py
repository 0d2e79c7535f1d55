"""What people of an event were told, and what their meetings became afterwards."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from intercluster_web.records.messages import SentMessage


class NoticeKind(models.TextChoices):
    """What a message is about; one message may hold several, the first is its subject."""

    CANCELLED = "cancelled", _("the event is called off")
    RESUMED = "resumed", _("the event takes place after all")
    POSTPONED = "postponed", _("the event is postponed")
    CHANGES = "changes", _("changes of the timetable")
    FINAL = "final", _("final timetable")
    PRELIMINARY = "preliminary", _("preliminary timetable")
    EVENT = "event", _("changes of the event: title, place, days")
    BUYERS = "buyers", _("meetings with buyers: proposals and answers")
    REQUESTS = "requests", _("requests that wait for an answer")
    ANSWERS = "answers", _("answers to requests")
    INVITATION = "invitation", _("invitation")
    REGISTRATION = "registration", _("confirmation of a registration")


class Notice(SentMessage):
    """One message to one person, kept as it was written. ``fingerprint`` is made of what it says: the same is never
    said twice, except where ``again`` names the notice somebody sent anew."""

    event = models.ForeignKey("events.Event", on_delete=models.CASCADE, related_name="notices")
    participant = models.ForeignKey("events.Participant", on_delete=models.CASCADE, related_name="notices")
    kinds = models.JSONField(default=list)
    fingerprint = models.CharField(max_length=64)
    told_of_event = models.JSONField(default=dict)  # what the person knows of the event; ``queries.event_news``
    requests = models.JSONField(default=list)  # which requests it names; see ``queries.due.request_marks``
    announcement = models.ForeignKey(
        "events.Announcement", null=True, blank=True, on_delete=models.SET_NULL, related_name="notices"
    )
    on = models.DateField(_("day"), db_index=True)  # in the time zone of the event
    again = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="sent_again")

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "fingerprint"], condition=models.Q(again=None), name="nothing_is_told_twice"
            )
        ]


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
