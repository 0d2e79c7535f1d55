"""Costs, who pays them, and the expert days a scheme lends."""

from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from intercluster.missions.budget import CLUSTER, DELEGATE, OPEN
from intercluster_web.accounts.visibility import OwnedRecord
from intercluster_web.missions.models.group import Delegate
from intercluster_web.missions.models.mission import Mission, MissionLine

_NOT_NEGATIVE = MinValueValidator(Decimal(0))
_MONEY: dict[str, Any] = {"max_digits": 12, "decimal_places": 2, "validators": [_NOT_NEGATIVE]}
_DAYS: dict[str, Any] = {"max_digits": 6, "decimal_places": 1, "validators": [_NOT_NEGATIVE]}


class Funder(MissionLine):
    """Who pays a part. ``ceiling``: the most it pays over all lines."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="funders")
    name = models.CharField(_("funder or scheme"), max_length=200)
    programme = models.ForeignKey(
        "directory.Programme",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("programme of the directory"),
    )
    ceiling = models.DecimalField(_("at most, over all lines, €"), null=True, blank=True, **_MONEY)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("funder")
        verbose_name_plural = _("funders")

    def __str__(self) -> str:
        return self.name


class CostKind(models.TextChoices):
    TRAVEL = "travel", _("travel")
    ACCOMMODATION = "accommodation", _("accommodation")
    CONSULTANT = "consultant", _("consultant days")
    INTERPRETER = "interpreter", _("interpreter")
    STAND = "stand", _("stand")
    MEALS = "meals", _("meals and receptions")
    PAPER = "paper", _("documents and translation")
    OTHER = "other", _("other")


class Rest(models.TextChoices):
    """Who pays what no funder takes."""

    CLUSTER = CLUSTER, _("the cluster")
    DELEGATES = DELEGATE, _("the delegates, in equal parts")
    OPEN = OPEN, _("nobody yet: not settled")


class Cost(MissionLine):
    """A line of the budget. ``payers``: the delegates who share the rest; all when empty. An amount that
    is not known yet counts as nothing."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="costs")
    kind = models.CharField(_("kind"), max_length=13, choices=CostKind, default=CostKind.TRAVEL)
    title = models.CharField(_("what"), max_length=200)
    planned = models.DecimalField(_("planned, €"), null=True, blank=True, **_MONEY)
    actual = models.DecimalField(_("actual, €"), null=True, blank=True, **_MONEY)
    rest = models.CharField(_("the rest is paid by"), max_length=8, choices=Rest, default=Rest.CLUSTER)
    payers = models.ManyToManyField(
        Delegate,
        blank=True,
        related_name="+",
        verbose_name=_("delegates who share the rest"),
        help_text=_("Nobody ticked: all of them."),
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("cost")
        verbose_name_plural = _("costs")

    def __str__(self) -> str:
        return self.title


class CostShare(MissionLine):
    """What a funder takes of one line."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="shares")
    cost = models.ForeignKey(Cost, on_delete=models.CASCADE, related_name="shares", verbose_name=_("cost"))
    funder = models.ForeignKey(Funder, on_delete=models.CASCADE, related_name="shares", verbose_name=_("funder"))
    percent = models.DecimalField(
        _("share, %"), max_digits=5, decimal_places=2, validators=[_NOT_NEGATIVE, MaxValueValidator(Decimal(100))]
    )
    ceiling = models.DecimalField(_("at most, €"), null=True, blank=True, **_MONEY)

    class Meta:
        ordering = ["cost", "pk"]
        unique_together = [("cost", "funder")]
        verbose_name = _("cost share")
        verbose_name_plural = _("cost shares")

    def __str__(self) -> str:
        return f"{self.funder} – {self.cost}"


class ExpertGrant(OwnedRecord):
    """Expert days a scheme lends, over one mission or several (S120, S127). ``days`` empty: the number is not told."""

    name = models.CharField(_("scheme"), max_length=200)
    programme = models.ForeignKey(
        "directory.Programme",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("programme of the directory"),
    )
    task = models.CharField(_("what the expert is for"), max_length=300, blank=True)
    days = models.DecimalField(_("days granted"), null=True, blank=True, **_DAYS)
    starts = models.DateField(_("usable from"), null=True, blank=True)
    ends = models.DateField(_("usable until"), null=True, blank=True)
    key = models.SlugField(max_length=120, blank=True, editable=False, db_index=True)  # of a bundled grant

    class Meta:
        ordering = ["-starts", "-pk"]
        verbose_name = _("expert days")
        verbose_name_plural = _("expert days")

    def __str__(self) -> str:
        return self.name


class ExpertUse(MissionLine):
    """Days of an expert used for a mission."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="expert_uses")
    grant = models.ForeignKey(ExpertGrant, on_delete=models.CASCADE, related_name="uses", verbose_name=_("scheme"))
    expert = models.CharField(_("consultant"), max_length=160, blank=True)
    days = models.DecimalField(_("days used"), null=True, blank=True, **_DAYS)
    on = models.DateField(_("date"), null=True, blank=True)
    what = models.CharField(_("for what"), max_length=300, blank=True)

    class Meta:
        ordering = ["on", "pk"]
        verbose_name = _("expert days used")
        verbose_name_plural = _("expert days used")

    def __str__(self) -> str:
        return str(self.grant)
