"""A cluster's assessment of itself on the four keys of success (S7)."""

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intercluster_web.accounts.visibility import OwnedRecord


class SelfAssessment(OwnedRecord):
    """``answers``: statement -> 0..3; ``evidence``: statement -> what shows it. Unanswered statements are not there."""

    made_on = models.DateField(_("made on"), default=timezone.localdate)
    made_by = models.CharField(
        _("who took part"), max_length=200, blank=True, help_text=_("For example: the board, 12 members.")
    )
    answers = models.JSONField(default=dict)
    evidence = models.JSONField(default=dict)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["-made_on", "-pk"]
        verbose_name = _("self-assessment")
        verbose_name_plural = _("self-assessments")

    def __str__(self) -> str:
        return f"{self.owner} · {self.made_on.isoformat()}"

    def get_absolute_url(self) -> str:
        return reverse("readiness:assessment", args=[self.pk])
