"""A round: options put to people outside, with a deadline."""

from datetime import datetime, time, timedelta

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intercluster_web.accounts.visibility import OwnedRecord


class Audience(models.TextChoices):
    """Who is asked (S50, S51, S89)."""

    MEMBERS = "members", _("member companies")
    LABORATORIES = "labs", _("laboratories")
    POSTS = "posts", _("foreign posts: embassies, chambers, agencies")


class RoundState(models.TextChoices):
    DRAFT = "draft", _("being prepared")
    OPEN = "open", pgettext_lazy("a round", "open")
    CLOSED = "closed", pgettext_lazy("a round", "closed")


class Round(OwnedRecord):
    """``anonymous`` is chosen before the first message leaves and never changes after. ``results`` are those of an
    anonymous round once closed: a box without small groups (``intercluster.validation``); the sealed box is gone then.
    """

    title = models.CharField(_("title"), max_length=200)
    audience = models.CharField(_("who is asked"), max_length=7, choices=Audience, default=Audience.MEMBERS)
    question = models.TextField(_("what you ask them"), blank=True)
    plan = models.TextField(_("plan or background"), blank=True)
    cooperation = models.ForeignKey(
        "cooperations.Cooperation",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="rounds",
        verbose_name=_("cooperation"),
    )
    shortlist = models.ForeignKey(
        "scouting.Shortlist",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="rounds",
        verbose_name=_("shortlist"),
    )
    anonymous = models.BooleanField(_("anonymous: nobody can tell who said what"), default=True)
    deadline = models.DateField(_("answers until"))
    quorum = models.PositiveSmallIntegerField(_("answers needed"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=6, choices=RoundState, default=RoundState.DRAFT, editable=False)
    opened_on = models.DateField(_("opened on"), null=True, editable=False)
    closed_on = models.DateField(_("closed on"), null=True, editable=False)
    results = models.JSONField(null=True, editable=False)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("validation round")
        verbose_name_plural = _("validation rounds")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("validation:round", args=[self.pk])

    @property
    def ends_at(self) -> datetime:
        """The first moment after the last day on which answers count."""
        return timezone.make_aware(datetime.combine(self.deadline + timedelta(days=1), time.min))

    @property
    def is_over(self) -> bool:
        return timezone.now() >= self.ends_at

    @property
    def takes_answers(self) -> bool:
        return self.state == RoundState.OPEN and not self.is_over


class Option(models.Model):
    """One thing to say yes or no to: a line of a shortlist, a cooperation, a point of a plan."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField(default=1)
    label = models.CharField(_("option"), max_length=250)
    description = models.TextField(_("what they should know of it"), blank=True)
    line = models.ForeignKey("scouting.ShortlistLine", null=True, on_delete=models.SET_NULL, related_name="+")
    cooperation = models.ForeignKey("cooperations.Cooperation", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.label
