"""Encounters: the third way of finding partners (S47), with where each lead came from (S49)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from intercluster_web.accounts.visibility import OwnedRecord


class Occasion(models.TextChoices):
    FAIR = "fair", _("trade fair")
    CONGRESS = "congress", _("congress")
    MISSION = "mission", _("mission abroad")
    VISIT = "visit", _("visit received")
    ONLINE = "online", _("online meeting")
    OTHER = "other", _("other")


class LeadOrigin(models.TextChoices):
    OWN_TEAM = "own_team", _("our own team")
    MEMBER = "member", _("a member")
    CONSULTANT = "consultant", _("a consultant")
    EMBASSY = "embassy", _("an embassy or foreign post")
    NETWORK = "network", _("a network we belong to")
    WATCH = "watch", _("technology watch")
    THEY_CAME = "they_came", _("they came to us")


class Encounter(OwnedRecord):
    """One meeting with one organisation, of the directory or only named."""

    organisation = models.ForeignKey(
        "directory.Organisation",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="encounters",
        verbose_name=_("organisation of the directory"),
    )
    name = models.CharField(_("name"), max_length=250)
    country = models.CharField(_("country"), max_length=2, blank=True)
    met_on = models.DateField(_("date"))
    occasion = models.CharField(_("occasion"), max_length=10, choices=Occasion)
    occasion_name = models.CharField(_("name of the event"), max_length=160, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    origin = models.CharField(_("where the lead came from"), max_length=12, choices=LeadOrigin)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["-met_on", "-pk"]
        verbose_name = _("encounter")
        verbose_name_plural = _("encounters")

    def __str__(self) -> str:
        return self.name
