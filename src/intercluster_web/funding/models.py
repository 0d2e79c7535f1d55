"""Cards of support programmes: what they pay, who may take part, and where that is said (S159)."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intercluster.funding import cards, conditions
from intercluster_web.directory.models import Programme, Sourced


class Level(models.TextChoices):
    MOBILITY = cards.Level.MOBILITY.value, _("mobility of people")
    RESEARCH = cards.Level.RESEARCH.value, _("research")
    REGIONAL = cards.Level.REGIONAL.value, _("cooperation between regions")
    MISSION = cards.Level.MISSION.value, _("missions and first contacts")
    CLUSTERS = cards.Level.CLUSTERS.value, _("clusters themselves")


class Status(models.TextChoices):
    CURRENT = cards.Status.CURRENT.value, pgettext_lazy("a programme", "in force")
    TO_CHECK = cards.Status.TO_CHECK.value, _("to check")
    ENDED = cards.Status.ENDED.value, pgettext_lazy("a programme", "ended")


class Cost(models.TextChoices):
    TRAVEL = cards.Cost.TRAVEL.value, _("travel")
    STAYS = cards.Cost.STAYS.value, _("stays")
    MISSION = cards.Cost.MISSION.value, _("a mission on the spot")
    CONSULTANTS = cards.Cost.CONSULTANTS.value, _("consultants")
    EVENTS = cards.Cost.EVENTS.value, _("seminars and events")
    STAFF = cards.Cost.STAFF.value, _("salaries")
    EQUIPMENT = cards.Cost.EQUIPMENT.value, _("equipment")
    RESEARCH = cards.Cost.RESEARCH.value, _("other costs of the research")
    OVERHEADS = cards.Cost.OVERHEADS.value, _("overheads")


class PartnerKind(models.TextChoices):
    SME = conditions.PartnerKind.SME.value, _("SME")
    LARGE_FIRM = conditions.PartnerKind.LARGE_FIRM.value, _("large firm")
    RESEARCH = conditions.PartnerKind.RESEARCH.value, _("laboratory or research organisation")
    HIGHER_EDUCATION = conditions.PartnerKind.HIGHER_EDUCATION.value, _("university or school")
    CLUSTER = conditions.PartnerKind.CLUSTER.value, _("cluster")
    PARK = conditions.PartnerKind.PARK.value, _("science or technology park")
    PUBLIC = conditions.PartnerKind.PUBLIC.value, _("public body")
    OTHER = conditions.PartnerKind.OTHER.value, pgettext_lazy("kind of partner", "other")


class ConditionKind(models.TextChoices):
    BOTH_SIDES = conditions.ConditionKind.BOTH_SIDES.value, _("a partner on each of two sides")
    ONLY_COUNTRIES = conditions.ConditionKind.ONLY_COUNTRIES.value, _("only these countries")
    IN_ZONE = conditions.ConditionKind.IN_ZONE.value, _("a partner in this region")
    PARTNERS = conditions.ConditionKind.PARTNERS.value, _("a number of partners")
    COUNTRY_COUNT = conditions.ConditionKind.COUNTRY_COUNT.value, _("a number of countries")
    INCLUDES = conditions.ConditionKind.INCLUDES.value, _("a partner of one of these kinds")
    INCLUDES_EACH = conditions.ConditionKind.INCLUDES_EACH.value, _("a partner of each of these kinds")
    EACH_SIDE = conditions.ConditionKind.EACH_SIDE.value, _("one of these kinds in each country")


class Card(Sourced):
    """What is known of a programme. The directory names it; the card says what it pays and for whom."""

    programme = models.OneToOneField(Programme, on_delete=models.CASCADE, related_name="card")
    level = models.CharField(_("level"), max_length=8, choices=Level, default=Level.MOBILITY)
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.CURRENT)
    about = models.TextField(_("in short"), blank=True)
    about_fr = models.TextField(_("in short, in French"), blank=True)
    pays = models.JSONField(_("what it pays"), default=list, blank=True)
    pays_not = models.JSONField(_("what it does not pay"), default=list, blank=True)
    deadlines = models.TextField(_("when to apply"), blank=True)
    deadlines_fr = models.TextField(_("when to apply, in French"), blank=True)
    next_deadline = models.DateField(_("next deadline"), null=True, blank=True)
    page = models.URLField(_("address of its page"), max_length=300, blank=True)
    contact = models.ForeignKey(
        "directory.Organisation",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("whom to ask"),
    )
    recorded_by = models.ForeignKey("accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["programme__name"]
        verbose_name = _("programme card")
        verbose_name_plural = _("programme cards")

    def __str__(self) -> str:
        return self.programme.name

    def get_absolute_url(self) -> str:
        return reverse("funding:card", args=[self.programme.key])

    def cost_labels(self, column: str) -> list[Any]:
        return [cost.label for cost in Cost if cost.value in getattr(self, column)]


class Requirement(Sourced):
    """One condition of a card; what its columns mean is in ``intercluster.funding.conditions``."""

    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="requirements")
    kind = models.CharField(_("condition"), max_length=14, choices=ConditionKind)
    countries = models.JSONField(_("countries"), default=list, blank=True)
    others = models.JSONField(_("countries of the other side"), default=list, blank=True)
    kinds = models.JSONField(_("kinds of partners"), default=list, blank=True)
    number = models.PositiveSmallIntegerField(_("number"), default=0, blank=True)
    zone = models.CharField(_("region"), max_length=8, blank=True)
    closed = models.BooleanField(
        _("no other country takes part"),
        default=True,
        help_text=_("Leave it out where the list may be longer: another country is then a question, not a refusal."),
    )
    recorded_by = models.ForeignKey("accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("condition")

    def __str__(self) -> str:
        return str(self.get_kind_display())

    def rule(self) -> conditions.Condition:
        """The condition as the library checks it."""
        return conditions.Condition(
            kind=conditions.ConditionKind(self.kind),
            countries=tuple(self.countries),
            others=tuple(self.others),
            kinds=tuple(conditions.PartnerKind(kind) for kind in self.kinds),
            number=self.number,
            zone=self.zone,
            closed=self.closed,
        )


class Correction(Sourced):
    """What a card said before somebody changed it, and from what source: nothing that was said is lost."""

    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="corrections")
    attribute = models.CharField(_("what"), max_length=40)
    before = models.TextField(_("before"), blank=True)
    after = models.TextField(_("after"), blank=True)
    recorded_by = models.ForeignKey("accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-recorded_at", "-pk"]
