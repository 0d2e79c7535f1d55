"""The terms an agreement runs for, one after the other: a renewal is a new term, the old one stays."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from intercluster.agreements import terms
from intercluster_web.agreements.models.agreement import Agreement


class RenewalKind(models.TextChoices):
    NONE = terms.Renewal.NONE.value, _("ends, without renewal")
    EXPLICIT = terms.Renewal.EXPLICIT.value, _("renewed by a written decision")
    TACIT = terms.Renewal.TACIT.value, _("renewed unless somebody gives notice")


class Term(models.Model):
    """``ends_on`` is the last day. ``decided_on``: when this renewal was decided, empty for the first term and for one
    that came by itself."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="terms")
    number = models.PositiveIntegerField()
    starts_on = models.DateField(_("start"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    notice_months = models.PositiveSmallIntegerField(_("notice in months"), default=3)
    renewal = models.CharField(_("renewal"), max_length=8, choices=RenewalKind, default=RenewalKind.EXPLICIT)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        ordering = ["-number"]
        unique_together = [("agreement", "number")]

    def __str__(self) -> str:
        return f"{self.starts_on} – {self.ends_on or '…'}"

    def rules(self) -> terms.Term:
        """This term for the library."""
        return terms.Term(self.starts_on, self.ends_on, self.notice_months, terms.Renewal(self.renewal))
