"""The strategy an objective comes from, and its inputs (S39, S43)."""

from pathlib import PurePath

from django.db import models
from django.utils.translation import gettext_lazy as _

from intercluster_web.accounts.visibility import OwnedRecord


class Strategy(OwnedRecord):
    """What an organisation wants, until when."""

    title = models.CharField(_("title"), max_length=200)
    statement = models.TextField(
        _("statement"),
        help_text=_("What the cluster is after and which kinds of cooperation help most. A few sentences."),
    )
    horizon = models.PositiveSmallIntegerField(
        _("horizon"), null=True, blank=True, help_text=_("The year this strategy runs to, for example 2029.")
    )

    class Meta:
        ordering = ["-updated_at"]
        verbose_name = _("strategy")
        verbose_name_plural = _("strategies")

    def __str__(self) -> str:
        return self.title


class DocumentKind(models.TextChoices):
    """The inputs the Observatoire names: roadmap, market segmentation, technology roadmap."""

    STRATEGIC_ROADMAP = "strategic_roadmap", _("strategic roadmap (feuille de route)")
    MARKET_SEGMENTATION = "market_segmentation", _("market segmentation")
    TECHNOLOGY_ROADMAP = "technology_roadmap", _("technology roadmap")
    OTHER = "other", _("other")


def _stored_as(document: "StrategyDocument", name: str) -> str:
    """The stored name keeps only the suffix: what people call a file never becomes a path."""
    return f"strategy/{document.strategy_id}/{document.kind}{PurePath(name).suffix.lower()}"


class StrategyDocument(models.Model):
    """A file attached to a strategy, served only to those who may see the strategy."""

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(_("kind"), max_length=20, choices=DocumentKind)
    name = models.CharField(_("file name"), max_length=200)
    size = models.PositiveIntegerField(_("size in bytes"))
    file = models.FileField(_("file"), upload_to=_stored_as, max_length=200)
    uploaded_by = models.ForeignKey("accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["kind", "-uploaded_at"]


class Urgency(models.IntegerChoices):
    """How pressing it is to go abroad on a market (S34)."""

    LOW = 1, _("can wait")
    MEDIUM = 2, _("within two years")
    HIGH = 3, _("urgent")


class TargetMarket(models.Model):
    """A market the strategy aims at, with its urgency."""

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="markets")
    name = models.CharField(_("market"), max_length=200)
    countries = models.CharField(
        _("countries"), max_length=200, blank=True, help_text=_("Two-letter codes, separated by spaces: DE GB CA")
    )
    urgency = models.PositiveSmallIntegerField(_("urgency"), choices=Urgency, default=Urgency.MEDIUM)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        ordering = ["-urgency", "name"]

    def __str__(self) -> str:
        return self.name


class LockStatus(models.TextChoices):
    OPEN = "open", _("open")
    IN_PROGRESS = "in_progress", _("being worked on")
    LIFTED = "lifted", _("lifted")


class Lock(models.Model):
    """A technological or scientific lock (verrou) of the register (S41)."""

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="locks")
    name = models.CharField(_("lock"), max_length=200)
    status = models.CharField(_("status"), max_length=12, choices=LockStatus, default=LockStatus.OPEN)
    note = models.CharField(_("what blocks, and since when"), max_length=300, blank=True)

    class Meta:
        ordering = ["status", "name"]

    def __str__(self) -> str:
        return self.name


class LinkStatus(models.TextChoices):
    EXISTING = "existing", _("existing")
    TO_DEVELOP = "to_develop", _("to develop")
    MISSING = "missing", _("missing")


class ChainLink(models.Model):
    """A link of the value chain: strategic or less so, existing, to develop or missing (S42, S43)."""

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="links")
    name = models.CharField(_("link of the chain"), max_length=200)
    strategic = models.BooleanField(_("strategic"), default=True)
    status = models.CharField(_("status"), max_length=10, choices=LinkStatus, default=LinkStatus.EXISTING)
    position = models.PositiveSmallIntegerField(_("place in the chain"), default=1)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name
