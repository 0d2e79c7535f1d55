"""A comparison worth keeping and sharing with the mirror organisation (S53)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from intercluster_web.accounts.visibility import OwnedRecord


class SavedComparison(OwnedRecord):
    """Which organisations are compared, and what we noted. The figures are computed when it is opened."""

    name = models.CharField(_("name"), max_length=200)
    keys = models.JSONField(_("organisations compared"))
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["-updated_at"]
        verbose_name = _("comparison")
        verbose_name_plural = _("comparisons")

    def __str__(self) -> str:
        return self.name
