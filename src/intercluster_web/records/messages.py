"""Messages to people without an account, each in a log before it leaves: what it said, how it left, how far it came."""

from datetime import timedelta

from django.db import models
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intercluster_web.mail import draft

LOST = timedelta(minutes=15)  # a message on its way for longer than that went nowhere: the server was stopped

Attachments = list[tuple[str, bytes, str]]


class Way(models.TextChoices):
    DRAFT = "draft", _("taken out as a draft")
    POST = "post", _("handed to the mail server")


class Delivery(models.TextChoices):
    """How far a message is; ``SENT`` says that the mail server took it, not that somebody read it."""

    DRAFT = "draft", _("draft made")
    WAITING = "waiting", _("on its way")
    SENT = "sent", _("sent")
    FAILED = "failed", _("failed")


class SentMessage(models.Model):
    """One message to one person, kept as it was written. ``attachments``: name, content and media type of each, so that
    a message that failed can leave once more as it was. Made and sent by ``records.posting``."""

    subject = models.CharField(_("subject"), max_length=300)
    text = models.TextField(_("text"))
    attachments = models.JSONField(default=list)
    to = models.EmailField(_("to"), blank=True)  # the address when it was written
    way = models.CharField(_("how"), max_length=5, choices=Way)
    state = models.CharField(_("state"), max_length=7, choices=Delivery, default=Delivery.DRAFT, db_index=True)
    tried_at = models.DateTimeField(null=True, editable=False)  # when it was last handed over, or was to be
    error = models.CharField(_("what went wrong"), max_length=300, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey("accounts.User", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        abstract = True

    @property
    def lost(self) -> bool:
        """Whether it did not leave, or was on its way when the server was stopped."""
        late = self.tried_at is not None and self.tried_at < timezone.now() - LOST
        return self.state == Delivery.FAILED or (self.state == Delivery.WAITING and late)

    @property
    def files(self) -> Attachments:
        """Name, content and media type of each attachment."""
        return [(name, content.encode(), media) for name, content, media in self.attachments]

    def as_draft(self) -> bytes:
        """The message as a file that mail programs open, to be looked through and sent."""
        return draft(self.subject, self.text, [self.to] if self.to else [], self.files)


def failed() -> Q:
    """Messages that did not leave: refused, or on their way when the server was stopped."""
    return Q(state=Delivery.FAILED) | Q(state=Delivery.WAITING, tried_at__lt=timezone.now() - LOST)


def in_state(messages: "QuerySet[SentMessage]", state: str) -> "QuerySet[SentMessage]":
    """Those of a log in one state, as people count them; all of them without one."""
    if state == Delivery.FAILED:
        return messages.filter(failed())
    return messages.filter(state=state) if state in Delivery.values else messages


def states(messages: "QuerySet[SentMessage]") -> list[tuple[Delivery, int]]:
    """How many messages of a log are in which state."""
    counted = dict(messages.order_by().values_list("state").annotate(n=Count("pk")))
    lost = messages.filter(failed()).count()
    late = lost - counted.get(Delivery.FAILED, 0)
    counted |= {Delivery.FAILED: lost, Delivery.WAITING: counted.get(Delivery.WAITING, 0) - late}
    return [(state, counted[state]) for state in Delivery if counted.get(state)]
