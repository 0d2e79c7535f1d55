"""What every joint operation has, and every line of one."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intercluster_web.cooperations.models import CooperationItem


class State(models.TextChoices):
    IDEA = "idea", _("idea")
    PREPARED = "prepared", _("being prepared")
    UNDER_WAY = "under_way", _("under way")
    DONE = "done", pgettext_lazy("operation", "done")
    ABANDONED = "abandoned", _("abandoned")


class Operation(CooperationItem):
    """Something two or more clusters do together (S23)."""

    title = models.CharField(_("title"), max_length=200)
    about = models.TextField(_("what it is"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.IDEA)
    starts = models.DateField(_("from"), null=True, blank=True)
    ends = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["-starts", "-pk"]

    def __str__(self) -> str:
        return self.title


class OperationLine(models.Model):
    """A line of an operation about one organisation, of the directory or only named."""

    organisation = models.ForeignKey(
        "directory.Organisation",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("organisation of the directory"),
    )
    name = models.CharField(_("organisation"), max_length=250)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name
