"""Who a record belongs to and who may see it. Every private thing people write inherits from this."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Visibility(models.TextChoices):
    OWN = "own", _("Our organisation only")
    PARTNER = "partner", _("Named partners")
    NETWORK = "network", _("Our networks")
    PUBLIC = "public", _("Everybody")


class Written(models.Model):
    """Who wrote something, and when. Erasing the person keeps it without the name."""

    created_by = models.ForeignKey(
        "accounts.User",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("created by"),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        abstract = True


class OwnedRecord(Written):
    """A record that belongs to an organisation. Private unless its owner says otherwise."""

    owner = models.ForeignKey(
        "directory.Organisation", on_delete=models.CASCADE, related_name="%(class)s_set", verbose_name=_("belongs to")
    )
    visibility = models.CharField(_("visible to"), max_length=8, choices=Visibility, default=Visibility.OWN)
    partners = models.ManyToManyField(
        "directory.Organisation", blank=True, related_name="%(class)s_shared", verbose_name=_("named partners")
    )

    class Meta:
        abstract = True


class Audience(models.TextChoices):
    """Who sees one thing inside a record that is shared with named partners."""

    OWN = "own", _("Our organisation only")
    SHARED = "shared", _("The organisations we share this cooperation with")
