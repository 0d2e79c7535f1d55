"""What the parties would lose if they became one (S106)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from intercluster_web.alliances.models.shared import CommonItem


class MergerStudy(CommonItem):
    """Public support as it is, after a merger, and in an alliance."""

    title = models.CharField(_("title"), max_length=200)
    note = models.TextField(_("assumptions"), blank=True)

    class Meta:
        ordering = ["-updated_at"]
        verbose_name = _("merger study")
        verbose_name_plural = _("merger studies")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("alliances:merger", args=[self.pk])


class SupportLine(models.Model):
    """Euros a year from one funder to one party."""

    study = models.ForeignKey(MergerStudy, on_delete=models.CASCADE, related_name="lines")
    organisation = models.ForeignKey(
        "directory.Organisation", on_delete=models.CASCADE, related_name="+", verbose_name=_("party")
    )
    funder = models.CharField(_("funder"), max_length=160)
    scheme = models.CharField(_("scheme"), max_length=160, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), validators=[MinValueValidator(1990), MaxValueValidator(2100)])
    now = models.PositiveIntegerField(_("euros as things are"))
    merged = models.PositiveIntegerField(_("euros after a merger"), null=True, blank=True)
    allied = models.PositiveIntegerField(_("euros in an alliance"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300)

    class Meta:
        ordering = ["year", "funder", "scheme", "organisation__name", "pk"]
        verbose_name = _("line of support")

    def get_absolute_url(self) -> str:
        return reverse("alliances:merger", args=[self.study_id])
