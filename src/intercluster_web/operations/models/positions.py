"""Joint positions and white papers, signed by several clusters (S101)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from intercluster_web.cooperations.signing.models import SealedDocument, SignatureBase
from intercluster_web.operations.models.base import Operation


class Position(Operation):
    """A joint position or white paper with recommendations to decision-makers (S101)."""

    addressed_to = models.CharField(_("addressed to"), max_length=300, blank=True)
    text = models.TextField(_("text"), blank=True)

    class Meta(Operation.Meta):
        verbose_name = _("joint position")
        verbose_name_plural = _("joint positions")


class DecisionLevel(models.TextChoices):
    EUROPE = "europe", _("European Union")
    STATE = "state", _("the State")
    REGION = "region", _("region")
    METROPOLIS = "metropolis", _("metropolis")
    CLUSTERS = "clusters", _("clusters themselves")


class Recommendation(models.Model):
    """What one level of decision-makers is asked to do."""

    operation = models.ForeignKey(Position, on_delete=models.CASCADE, related_name="recommendations")
    level = models.CharField(_("level"), max_length=10, choices=DecisionLevel, default=DecisionLevel.EUROPE)
    text = models.TextField(_("recommendation"))
    answer = models.CharField(_("what became of it"), max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")

    def __str__(self) -> str:
        return self.text[:80]


class SealedPosition(SealedDocument):
    """The exact file that is signed. A new one voids the signatures under the one before."""

    operation = models.ForeignKey(Position, on_delete=models.CASCADE, related_name="sealed")

    class Meta:
        ordering = ["-pk"]


class CoSignature(SignatureBase):
    """One cluster asked to sign the position."""

    document = models.ForeignKey(SealedPosition, on_delete=models.CASCADE, related_name="signatures")

    def sealed(self) -> SealedPosition:
        return self.document

    def about(self) -> Position:
        return self.document.operation
