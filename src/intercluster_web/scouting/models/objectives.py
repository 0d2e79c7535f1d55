"""An objective: what a search is for. Every explanation refers to it (S44)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from intercluster.scouting.types import ObjectiveKind
from intercluster_web.accounts.visibility import OwnedRecord


class Kind(models.TextChoices):
    """The four kinds of objective (S40-S42 and opening a field)."""

    SALES_AND_LICENCES = ObjectiveKind.SALES_AND_LICENCES.value, _("sales and licences in markets")
    LIFT_A_LOCK = ObjectiveKind.LIFT_A_LOCK.value, _("lift a technological lock")
    COMPLETE_THE_CHAIN = ObjectiveKind.COMPLETE_THE_CHAIN.value, _("complete the value chain")
    OPEN_A_FIELD = ObjectiveKind.OPEN_A_FIELD.value, _("open a field")


class Objective(OwnedRecord):
    """``text`` is what the user typed, ``concepts`` the fields they confirmed.

    Without a ``statement`` it is a draft: it can be searched with, but nothing can be kept from the
    search (S39).
    """

    strategy = models.ForeignKey(
        "scouting.Strategy",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="objectives",
        verbose_name=_("strategy"),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.LIFT_A_LOCK)
    statement = models.TextField(_("statement"), blank=True)
    text = models.TextField(_("what you are looking for"))
    concepts = models.JSONField(_("confirmed fields"), default=list, blank=True)
    countries = models.JSONField(_("countries wanted"), default=list, blank=True)
    market = models.ForeignKey(
        "scouting.TargetMarket",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="objectives",
        verbose_name=_("market"),
    )
    lock = models.ForeignKey(
        "scouting.Lock",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="objectives",
        verbose_name=_("lock"),
    )
    link = models.ForeignKey(
        "scouting.ChainLink",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="objectives",
        verbose_name=_("link of the chain"),
    )

    class Meta:
        ordering = ["-updated_at"]
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")

    def __str__(self) -> str:
        return self.text.splitlines()[0][:120] if self.text else str(self.get_kind_display())

    @property
    def is_draft(self) -> bool:
        """Without a statement nothing found can be kept."""
        return not self.statement.strip()
