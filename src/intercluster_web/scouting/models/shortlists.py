"""Shortlists: candidates kept with the numbers and reasons of the day, annotated, taken further."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intercluster_web.accounts.visibility import OwnedRecord


class Shortlist(OwnedRecord):
    """Candidates kept for one objective."""

    name = models.CharField(_("name"), max_length=200)
    objective = models.ForeignKey(
        "scouting.Objective", on_delete=models.PROTECT, related_name="shortlists", verbose_name=_("objective")
    )
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["-updated_at"]
        verbose_name = _("shortlist")
        verbose_name_plural = _("shortlists")

    def __str__(self) -> str:
        return self.name


class LineStatus(models.TextChoices):
    TO_CONTACT = "to_contact", _("to contact")
    CONTACTED = "contacted", _("contacted")
    SET_ASIDE = "set_aside", _("set aside")


class ShortlistLine(models.Model):
    """One candidate. ``snapshot`` is frozen: the candidate as computed on ``taken_at`` from ``evidence``.

    ``revision`` counts saves, so that two people writing on the same line are told.
    """

    shortlist = models.ForeignKey(Shortlist, on_delete=models.CASCADE, related_name="lines")
    unit = models.CharField(_("unit"), max_length=12)
    key = models.CharField(_("key"), max_length=160)
    label = models.CharField(_("name"), max_length=250)
    country = models.CharField(_("country"), max_length=2, blank=True)
    position = models.PositiveSmallIntegerField(pgettext_lazy("position", "order"), default=1)
    status = models.CharField(_("status"), max_length=10, choices=LineStatus, default=LineStatus.TO_CONTACT)
    set_aside_because = models.CharField(_("reason for setting aside"), max_length=300, blank=True)
    note = models.TextField(_("note"), blank=True)
    query = models.JSONField(_("search"))
    snapshot = models.JSONField(_("numbers and reasons"))
    evidence = models.CharField(_("evidence version"), max_length=120)
    taken_at = models.DateTimeField(_("computed on"))
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "pk"]
        unique_together = [("shortlist", "unit", "key")]

    def __str__(self) -> str:
        return self.label


class Track(models.Model):
    """A concrete track of cooperation with one candidate (S54)."""

    line = models.ForeignKey(ShortlistLine, on_delete=models.CASCADE, related_name="tracks")
    what = models.CharField(_("track"), max_length=300)
    who = models.CharField(_("who follows it"), max_length=120)
    due = models.DateField(pgettext_lazy("deadline", "by"), null=True, blank=True)
    done = models.BooleanField(_("done"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["done", "due", "pk"]

    def __str__(self) -> str:
        return self.what
