"""Two members on either side of a tie, who may be named to partners or not."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from intercluster.outcomes.contracts import Sector
from intercluster_web.cooperations.models import CooperationItem
from intercluster_web.directory.models import MemberKind

_SECTORS = {
    MemberKind.SME: Sector.PRIVATE,
    MemberKind.LARGE_FIRM: Sector.PRIVATE,
    MemberKind.LAB: Sector.PUBLIC,
    MemberKind.TRAINING: Sector.PUBLIC,
    MemberKind.PUBLIC: Sector.PUBLIC,
    MemberKind.TECHNICAL_CENTRE: Sector.PUBLIC,
}


def _organisation(label: str) -> "models.ForeignKey[object, object]":
    return models.ForeignKey(
        "directory.Organisation", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=label
    )


class Pair(CooperationItem):
    """``a`` is the owner's side. Names reach other organisations only with ``named`` (``presentation.sight``)."""

    a = _organisation(_("our member in the directory"))
    a_name = models.CharField(_("our member"), max_length=250)
    a_kind = models.CharField(_("kind of our member"), max_length=16, choices=MemberKind, default=MemberKind.SME)
    b = _organisation(_("their member in the directory"))
    b_name = models.CharField(_("their member"), max_length=250)
    b_kind = models.CharField(_("kind of their member"), max_length=16, choices=MemberKind, default=MemberKind.SME)
    named = models.BooleanField(
        _("partners see the names"),
        default=False,
        help_text=_("Without this, partners who see the line read “SME” and “laboratory” in place of the names."),
    )

    class Meta:
        abstract = True

    @property
    def sectors(self) -> tuple[Sector, Sector]:
        """Which side of research each member is on (S163)."""
        return _SECTORS.get(MemberKind(self.a_kind), Sector.UNKNOWN), _SECTORS.get(
            MemberKind(self.b_kind), Sector.UNKNOWN
        )
