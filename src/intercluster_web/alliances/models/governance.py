"""The form of governance of a cooperation (S64 to S70)."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from intercluster.alliances.advice import Form
from intercluster_web.alliances.models.shared import CommonItem


class FormOfGovernance(models.TextChoices):
    LIGHT = Form.LIGHT.value, _("light: no common governance yet")
    SHARED = Form.SHARED.value, _("shared governance")
    ROTATING = Form.ROTATING.value, _("rotating governance")
    NEUTRAL = Form.NEUTRAL.value, _("neutral third party")


class Governance(CommonItem):
    """What the parties chose; the journal keeps what they had before. ``advised``: what the rule of thumb said on the
    day; ``reason``: why they chose otherwise."""

    form = models.CharField(_("form of governance"), max_length=8, choices=FormOfGovernance)
    advised = models.CharField(_("advice of the day"), max_length=8, choices=FormOfGovernance, editable=False)
    reason = models.TextField(_("why"), blank=True)
    third_party = models.ForeignKey(
        "directory.Organisation",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="governs_alliances",
        verbose_name=_("neutral third party"),
    )
    mandate = models.TextField(_("what the third party is asked to do"), blank=True)
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cooperation"], name="one_governance_per_cooperation")]
        verbose_name = _("governance")

    def __str__(self) -> str:
        return str(self.get_form_display())

    def get_absolute_url(self) -> str:
        return reverse("alliances:cooperation", args=[self.cooperation_id])
