"""Who has the turn, and what is handed over (S68)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from intercluster.alliances.rotation import LONGEST
from intercluster_web.alliances.models.shared import CommonItem, new_uid


class Rotation(CommonItem):
    """What goes round: the chair, the secretariat, the host of an event."""

    subject = models.CharField(_("what goes round"), max_length=160)
    body = models.ForeignKey(
        "alliances.Body",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="rotations",
        verbose_name=_("body"),
    )
    starts_on = models.DateField(_("first day"))
    months = models.PositiveSmallIntegerField(
        _("months a turn"), default=12, validators=[MinValueValidator(1), MaxValueValidator(120)]
    )
    turns_count = models.PositiveSmallIntegerField(
        _("number of turns"), default=4, validators=[MinValueValidator(1), MaxValueValidator(LONGEST)]
    )
    twice_running = models.BooleanField(_("the same may be twice running"), default=False)
    spread = models.PositiveSmallIntegerField(default=0, editable=False)
    least = models.PositiveSmallIntegerField(default=0, editable=False)
    moved = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["subject", "pk"]
        verbose_name = _("rotation")
        verbose_name_plural = _("rotations")

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("alliances:rotation", args=[self.pk])


class RotationMember(models.Model):
    """``not_in``: years in which it takes no turn; ``had``: turns before this rotation, counted for fairness."""

    rotation = models.ForeignKey(Rotation, on_delete=models.CASCADE, related_name="members")
    organisation = models.ForeignKey("directory.Organisation", on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()
    not_before = models.DateField(null=True, blank=True)
    not_in = models.JSONField(default=list, blank=True)
    had = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        unique_together = [("rotation", "organisation")]


class Turn(models.Model):
    """``ends_on`` is the last day. Both sides confirm that the turn was handed over, each by its own people."""

    rotation = models.ForeignKey(Rotation, on_delete=models.CASCADE, related_name="turns")
    number = models.PositiveSmallIntegerField()
    organisation = models.ForeignKey("directory.Organisation", on_delete=models.CASCADE, related_name="turns")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    given_on = models.DateField(_("handed over on"), null=True, blank=True)
    given_by = models.ForeignKey("accounts.User", null=True, on_delete=models.SET_NULL, related_name="+")
    taken_on = models.DateField(_("taken over on"), null=True, blank=True)
    taken_by = models.ForeignKey("accounts.User", null=True, on_delete=models.SET_NULL, related_name="+")
    uid = models.CharField(max_length=60, default=new_uid, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    dropped = models.BooleanField(default=False, editable=False)  # kept so that calendars are told

    class Meta:
        ordering = ["number"]
        unique_together = [("rotation", "number")]

    def __str__(self) -> str:
        return f"{self.number}. {self.organisation}"

    def get_absolute_url(self) -> str:
        return reverse("alliances:turn", args=[self.pk])


class HandoverKind(models.TextChoices):
    CHECK = "check", _("to check")
    DOCUMENT = "document", _("document")
    TASK = "task", _("open task")
    DATE = "date", _("date to come")


class HandoverItem(models.Model):
    """A line of what the outgoing organisation hands to the one whose turn begins."""

    turn = models.ForeignKey(Turn, on_delete=models.CASCADE, related_name="handover")
    kind = models.CharField(_("kind"), max_length=8, choices=HandoverKind, default=HandoverKind.CHECK)
    text = models.CharField(_("what"), max_length=300)
    day = models.DateField(_("date"), null=True, blank=True)
    done = models.BooleanField(_("done"), default=False)

    class Meta:
        ordering = ["kind", "day", "pk"]
