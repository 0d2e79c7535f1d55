"""What every thing inside a cooperation has; the rules of who sees and changes it are in ``accounts.permissions``."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from intercluster_web.accounts.visibility import Audience, Written


class CooperationItem(Written):
    """``owner``: the organisation that wrote it."""

    cooperation = models.ForeignKey(
        "cooperations.Cooperation",
        on_delete=models.CASCADE,
        related_name="%(class)s_set",
        verbose_name=_("cooperation"),
    )
    owner = models.ForeignKey(
        "directory.Organisation",
        on_delete=models.CASCADE,
        related_name="%(app_label)s_%(class)s_set",
        verbose_name=_("written by"),
    )
    audience = models.CharField(_("visible to"), max_length=6, choices=Audience, default=Audience.OWN)

    class Meta:
        abstract = True
