"""A cooperation between two or more organisations (W3C ORG: org:OrganizationalCollaboration)."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intercluster.cooperations.ladder import Level, Purpose, Stage
from intercluster_web.accounts.visibility import OwnedRecord
from intercluster_web.directory.models import Origin
from intercluster_web.scouting.models import LeadOrigin


class Ladder(models.TextChoices):
    """The steps, in order (S109)."""

    EXCHANGE = Stage.EXCHANGE.value, _("exchange of experience")
    EVENTS = Stage.EVENTS.value, _("sector events")
    CONTACT = Stage.CONTACT.value, _("contact between teams")
    MEETINGS = Stage.MEETINGS.value, _("company meetings and visits")
    PROJECTS = Stage.PROJECTS.value, _("partnerships on existing projects")
    JOINT_EVENTS = Stage.JOINT_EVENTS.value, _("joint events")
    CALLS = Stage.CALLS.value, _("calls opened to each other’s members")
    ALLIANCE = Stage.ALLIANCE.value, _("governed alliance")


class PurposeKind(models.TextChoices):
    """What the cooperation is for (S13, S23, S29)."""

    MEMBERS = Purpose.MEMBERS.value, _("cooperation between members")
    COLLECTIVE = Purpose.COLLECTIVE.value, _("joint offer or shared resources")
    TERRITORY = Purpose.TERRITORY.value, _("attraction and mobility")


class Beneficiary(models.TextChoices):
    """Who benefits first (S30)."""

    SME = Level.SME.value, _("member companies")
    CLUSTER = Level.CLUSTER.value, _("the cluster as a whole")
    TERRITORY = Level.TERRITORY.value, _("the territory")


class Plane(models.TextChoices):
    """The two planes of ViaMeca (S84)."""

    TECHNOLOGY = "technology", _("technological")
    MARKET = "market", _("market")
    BOTH = "both", _("technological and market")


class Process(models.TextChoices):
    """Where the initiative came from (S104, S108)."""

    BOTTOM_UP = "bottom_up", _("from the actors (bottom-up)")
    TOP_DOWN = "top_down", _("from public authorities (top-down)")


class Status(models.TextChoices):
    PLANNED = "planned", _("planned")
    ACTIVE = "active", _("under way")
    PAUSED = "paused", _("paused")
    ENDED = "ended", _("ended")


class Cooperation(OwnedRecord):
    """``owner`` keeps the card; the others are its parties. ``revision`` rises with each save, so that two people
    writing are told. ``mediated_by``: the network through which the cooperation goes, its rights and benefits shared
    among the members (S38)."""

    title = models.CharField(_("title"), max_length=200)
    topic = models.TextField(_("topic"), blank=True)
    concepts = models.JSONField(_("fields"), default=list, blank=True)
    purpose = models.CharField(_("purpose"), max_length=10, choices=PurposeKind, default=PurposeKind.MEMBERS)
    beneficiary = models.CharField(_("who benefits first"), max_length=10, choices=Beneficiary, default=Beneficiary.SME)
    plane = models.CharField(_("plane"), max_length=10, choices=Plane, default=Plane.BOTH)
    process = models.CharField(_("initiative"), max_length=10, choices=Process, default=Process.BOTTOM_UP)
    lead_origin = models.CharField(_("who brought the lead"), max_length=12, choices=LeadOrigin, blank=True)
    lead_from = models.CharField(_("name of who brought it"), max_length=200, blank=True)
    mediated_by = models.ForeignKey(
        "directory.Organisation",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="cooperations_mediated",
        verbose_name=_("through the network"),
    )
    market = models.CharField(_("market aimed at"), max_length=200, blank=True)
    countries = models.JSONField(_("countries aimed at"), default=list, blank=True)
    objective = models.ForeignKey(
        "scouting.Objective",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="cooperations",
        verbose_name=_("objective"),
    )
    shortlist_line = models.ForeignKey(
        "scouting.ShortlistLine",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="cooperations",
        verbose_name=_("line of the shortlist it comes from"),
    )
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.ACTIVE, db_index=True)
    stage = models.CharField(_("step"), max_length=12, choices=Ladder, default=Ladder.EXCHANGE, db_index=True)
    stage_since = models.DateField(_("on this step since"))
    started_on = models.DateField(_("first contact"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    ended_because = models.CharField(_("why it ended"), max_length=300, blank=True)
    next_step = models.CharField(_("next step"), max_length=300, blank=True)
    next_step_due = models.DateField(pgettext_lazy("deadline", "by"), null=True, blank=True)
    responsible = models.ForeignKey(
        "accounts.User",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("who follows it"),
    )
    last_activity_on = models.DateField(_("last activity"), null=True, blank=True, db_index=True)
    summary = models.TextField(_("public summary"), blank=True)
    source_url = models.CharField(_("source"), max_length=500, blank=True)
    seen_text = models.CharField(_("words seen"), max_length=300, blank=True)
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.PERSON, editable=False)
    key = models.SlugField(max_length=120, blank=True, editable=False, db_index=True)  # of a bundled case
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["-last_activity_on", "-pk"]
        verbose_name = _("cooperation")
        verbose_name_plural = _("cooperations")
        indexes = [models.Index(fields=["owner", "status", "stage"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("cooperations:cooperation", args=[self.pk])


class PartyRole(models.TextChoices):
    LEAD = "lead", pgettext_lazy("role", "lead")
    LEAD_GROUP = "lead_group", _("lead group: a company of world size")
    PARTNER = "partner", _("partner")
    MEDIATOR = "mediator", _("network in between")
    NEUTRAL = "neutral", _("neutral third party")
    FACILITATOR = "facilitator", _("facilitator")
    SUPPORT = "support", _("support: authority, post, funder")


class Party(models.Model):
    """An organisation that takes part. ``works``: its writers work here too, while it is a named partner."""

    cooperation = models.ForeignKey(Cooperation, on_delete=models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(
        "directory.Organisation", on_delete=models.CASCADE, related_name="takes_part_in", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=12, choices=PartyRole, default=PartyRole.PARTNER)
    works = models.BooleanField(_("works on this record with us"), default=False)
    joined_on = models.DateField(_("since"), null=True, blank=True)
    left_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        unique_together = [("cooperation", "organisation")]

    def __str__(self) -> str:
        return str(self.organisation)
