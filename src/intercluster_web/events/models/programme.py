"""What takes place beside the meetings: plenary sessions, breaks, seminars, visits, exhibitions."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ItemKind(models.TextChoices):
    PLENARY = "plenary", _("plenary session")
    BUYERS = "buyers", _("short plenary of the buyers")
    BREAK = "break", _("break")
    SEMINAR = "seminar", _("side seminar")
    VISIT = "visit", _("visit")
    EXHIBITION = "exhibition", _("exhibition")
    OTHER = "other", _("other")


class Strand(models.TextChoices):
    """Whom an item concerns. Clusters, authorities and others belong to both halves of an event."""

    ALL = "all", _("everybody")
    BUSINESS = "business", _("companies and buyers")
    RESEARCH = "research", _("laboratories and universities")


class ProgrammeItem(models.Model):
    """Something of the programme. ``blocks``: nobody whom it concerns has a meeting meanwhile. ``sequence`` rises with
    each change people must hear of, for their calendars; ``uid`` never changes."""

    event = models.ForeignKey("events.Event", on_delete=models.CASCADE, related_name="programme")
    kind = models.CharField(_("kind"), max_length=10, choices=ItemKind, default=ItemKind.PLENARY)
    title = models.CharField(_("title"), max_length=200)
    strand = models.CharField(_("for whom"), max_length=8, choices=Strand, default=Strand.ALL)
    starts = models.DateTimeField(pgettext_lazy("time of day", "from"))
    ends = models.DateTimeField(pgettext_lazy("time of day", "until"))
    room = models.CharField(_("room or place"), max_length=120, blank=True)
    speakers = models.TextField(_("who speaks"), blank=True)
    organisation = models.ForeignKey(
        "directory.Organisation",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="programme_items",
        verbose_name=_("organisation in charge"),
    )
    about = models.TextField(_("what it is about"), blank=True)
    blocks = models.BooleanField(_("no meetings meanwhile for those it concerns"), default=True)
    cancelled = models.BooleanField(_("called off"), default=False)
    uid = models.UUIDField(default=uuid4, editable=False, unique=True)
    sequence = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["starts", "ends", "pk"]
        verbose_name = _("item of the programme")

    def __str__(self) -> str:
        return self.title
