"""A mission: a small group goes to meet hosts, or a delegation comes to us (S57, S160)."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intercluster_web.accounts.visibility import OwnedRecord
from intercluster_web.directory.models import Origin


class Direction(models.TextChoices):
    OUT = "out", _("we go there")
    IN = "in", _("a delegation comes to us")


class State(models.TextChoices):
    IDEA = "idea", _("idea")
    PREPARED = "prepared", _("being prepared")
    ON_THE_WAY = "on_the_way", _("on the way")
    DONE = "done", pgettext_lazy("mission", "done")
    FOLLOWED_UP = "followed_up", _("followed up")
    CANCELLED = "cancelled", pgettext_lazy("mission", "cancelled")


TOOK_PLACE = (State.DONE, State.FOLLOWED_UP)


class Precision(models.TextChoices):
    """How precisely the day is known; the other parts of the date mean nothing."""

    DAY = "day", _("the day")
    MONTH = "month", _("the month")
    YEAR = "year", _("the year")


class Mission(OwnedRecord):
    """``owner`` organises it. ``programme``: the scheme that supports it; ``invited_by``: the post or host that
    invites."""

    title = models.CharField(_("title"), max_length=200)
    direction = models.CharField(_("direction"), max_length=3, choices=Direction, default=Direction.OUT)
    purpose = models.TextField(_("purpose"), blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    place = models.CharField(_("city or region"), max_length=160, blank=True)
    occasion = models.CharField(_("fair or event it goes to"), max_length=160, blank=True)
    starts = models.DateField(_("first day"), null=True, blank=True)
    ends = models.DateField(_("last day"), null=True, blank=True)
    precision = models.CharField(_("known precisely is"), max_length=5, choices=Precision, default=Precision.DAY)
    time_zone = models.CharField(_("time zone of the programme"), max_length=40, default="Europe/Paris")
    invited_by = models.CharField(_("at the invitation of"), max_length=200, blank=True)
    programme = models.ForeignKey(
        "directory.Programme",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="missions",
        verbose_name=_("support scheme"),
    )
    convention = models.CharField(_("agreement or convention that brought it about"), max_length=200, blank=True)
    cooperation = models.ForeignKey(
        "cooperations.Cooperation",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="missions",
        verbose_name=_("cooperation"),
    )
    group_size = models.PositiveSmallIntegerField(_("organisations that go and are not named"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=11, choices=State, default=State.IDEA, db_index=True)
    source_url = models.CharField(_("source"), max_length=500, blank=True)
    seen_text = models.TextField(_("words seen"), blank=True)
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.PERSON, editable=False)
    key = models.SlugField(max_length=120, blank=True, editable=False, db_index=True)  # of a bundled mission

    class Meta:
        ordering = [models.F("starts").desc(nulls_first=True), "-pk"]
        verbose_name = _("mission")
        verbose_name_plural = _("missions")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("missions:mission", args=[self.pk])


class MissionLine(models.Model):
    """A line of a mission."""

    mission: Any
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True


class NamedLine(MissionLine):
    """A line about one organisation, of the directory or only named."""

    organisation = models.ForeignKey(
        "directory.Organisation", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(_("organisation"), max_length=250)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class Companion(NamedLine):
    """Another cluster that organises the mission with the owner: the mission is then a joint one (S149)."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="companions")
    part = models.CharField(_("what it does"), max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("cluster that organises it with us")
        verbose_name_plural = _("clusters that organise it with us")


class ResultKind(models.TextChoices):
    AGREEMENT = "agreement", _("agreement")
    PROJECT = "project", _("project together")
    ORDER = "order", _("order or contract")
    TRAINING = "training", _("training or exchange of students")
    VISIT = "visit", _("return visit")
    OTHER = "other", _("other")


class Result(MissionLine):
    """Something that followed from the mission."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="results")
    kind = models.CharField(_("kind"), max_length=9, choices=ResultKind, default=ResultKind.AGREEMENT)
    title = models.CharField(_("what followed"), max_length=300)
    on = models.DateField(_("date"), null=True, blank=True)
    host = models.ForeignKey(
        "missions.Host",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="results",
        verbose_name=_("with the host"),
    )
    url = models.CharField(_("link"), max_length=500, blank=True, help_text=_("Of its page here or elsewhere."))

    class Meta:
        ordering = ["on", "pk"]
        verbose_name = _("result")
        verbose_name_plural = _("what followed")

    def __str__(self) -> str:
        return self.title
