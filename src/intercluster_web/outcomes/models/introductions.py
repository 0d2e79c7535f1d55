"""Introductions of two members under the cluster's name (S21)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from intercluster_web.outcomes.models.pairs import Pair


class IntroductionStatus(models.TextChoices):
    PREPARED = "prepared", _("prepared")
    SENT = "sent", _("letter sent")
    MET = "met", _("they met")
    TALKING = "talking", _("they are talking")
    AGREED = "agreed", _("they agreed")
    NO_FOLLOW_UP = "no_follow_up", _("nothing followed")


class Introduction(Pair):
    """``owner`` introduces; followed from the letter to the meeting and what came of it."""

    subject = models.CharField(_("what it is about"), max_length=300)
    presentation = models.TextField(
        _("how we present our member"), blank=True, help_text=_("Goes into the letter and onto the member sheet.")
    )
    interest = models.ForeignKey(
        "outcomes.Interest", null=True, blank=True, on_delete=models.SET_NULL, related_name="introductions"
    )
    status = models.CharField(
        _("status"), max_length=12, choices=IntroductionStatus, default=IntroductionStatus.PREPARED
    )
    sent_on = models.DateField(_("letter sent on"), null=True, blank=True)
    met_on = models.DateField(_("met on"), null=True, blank=True)
    outcome = models.TextField(_("what came of it"), blank=True)

    class Meta:
        ordering = ["-updated_at", "-pk"]
        verbose_name = _("introduction")
        verbose_name_plural = _("introductions")

    def __str__(self) -> str:
        return str(_("introduction")) + f" {self.pk}"
