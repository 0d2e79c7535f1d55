"""The directory: organisations of any kind and what is known of them (W3C ORG terms).

``Organisation`` holds the value in force; ``Fact`` holds every statement with its source and age.
"""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intercluster.directory.types import Coverage, MemberType, OrganisationKind


class Kind(models.TextChoices):
    POLE = OrganisationKind.POLE.value, _("pôle de compétitivité")
    GRAPPE = OrganisationKind.GRAPPE.value, _("grappe d'entreprises")
    SPL = OrganisationKind.SPL.value, _("local productive system (SPL)")
    REGIONAL_CLUSTER = OrganisationKind.REGIONAL_CLUSTER.value, _("regional cluster")
    SCIENCE_PARK = OrganisationKind.SCIENCE_PARK.value, _("science park")
    NETWORK = OrganisationKind.NETWORK.value, _("network of clusters")
    ASSOCIATION = OrganisationKind.ASSOCIATION.value, _("association")
    UNIVERSITY = OrganisationKind.UNIVERSITY.value, _("university")
    RESEARCH_ORGANISATION = OrganisationKind.RESEARCH_ORGANISATION.value, _("research organisation")
    COMPANY = OrganisationKind.COMPANY.value, _("company")
    TRAINING_CENTRE = OrganisationKind.TRAINING_CENTRE.value, _("training centre")
    FOREIGN_POST = OrganisationKind.FOREIGN_POST.value, _("foreign post")
    BUYER = OrganisationKind.BUYER.value, _("buyer")
    AUTHORITY = OrganisationKind.AUTHORITY.value, _("public authority")


class MemberKind(models.TextChoices):
    SME = MemberType.SME.value, _("SME")
    LARGE_FIRM = MemberType.LARGE_FIRM.value, _("large firm")
    LAB = MemberType.LAB.value, _("laboratory")
    TRAINING = MemberType.TRAINING.value, _("training centre")
    PUBLIC = MemberType.PUBLIC.value, _("public body")
    CLUSTER = MemberType.CLUSTER.value, _("cluster")
    NETWORK = MemberType.NETWORK.value, _("network")
    FEDERATION = MemberType.FEDERATION.value, _("federation")
    TECHNICAL_CENTRE = MemberType.TECHNICAL_CENTRE.value, _("technical centre")
    RELAY = MemberType.RELAY.value, _("regional relay")
    OTHER = MemberType.OTHER.value, _("other")


class Standing(models.TextChoices):
    """How far an organisation's entry, or the organisation itself, has come."""

    DRAFT = "draft", _("draft")
    ACTIVE = "active", _("active")
    EMERGING = "emerging", _("emerging")
    ENDED = "ended", _("ended or merged")


class Origin(models.TextChoices):
    """Who put a row here. A later load of the bundled directory never touches what people wrote."""

    BUNDLED = "bundled", _("bundled directory")
    FILE = "file", _("imported file")
    PERSON = "person", _("entered here")


def _within(degrees: int) -> list[Any]:
    """A map refuses points that are not on the globe, and with them the whole page."""
    return [MinValueValidator(-degrees), MaxValueValidator(degrees)]


class Sourced(models.Model):
    """A statement with its source: ``stated_on`` is the source's own day, ``checked_on`` the day we looked."""

    source_url = models.CharField(_("source"), max_length=500, blank=True)
    seen_text = models.CharField(_("words seen"), max_length=300, blank=True)
    stated_on = models.DateField(_("stated on"), null=True, blank=True)
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    stated_year_only = models.BooleanField(default=False, editable=False)  # the source gives a year, not a day
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.PERSON, editable=False)

    class Meta:
        abstract = True


class Organisation(models.Model):
    """org:Organization. The values in force; their sources are its facts."""

    key = models.SlugField(_("key"), max_length=120, unique=True)
    name = models.CharField(_("name"), max_length=250)
    short_name = models.CharField(_("short name"), max_length=80, blank=True)
    kind = models.CharField(_("kind"), max_length=24, choices=Kind, db_index=True)
    standing = models.CharField(_("standing"), max_length=10, choices=Standing, default=Standing.ACTIVE)
    governed = models.BooleanField(
        _("has a governance"),
        default=True,
        help_text=_("A governed organisation has a strategy and can enter an alliance; a mere space cannot."),
    )
    animation_team = models.BooleanField(_("has an animation team"), null=True, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True, db_index=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    zone = models.CharField(_("region (NUTS 2021 or state)"), max_length=8, blank=True, db_index=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True, validators=_within(90))
    longitude = models.FloatField(_("longitude"), null=True, blank=True, validators=_within(180))
    founded_year = models.PositiveSmallIntegerField(_("founded in"), null=True, blank=True)
    members_count = models.PositiveIntegerField(_("number of members"), null=True, blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)
    missions = models.TextField(_("missions"), blank=True)
    orientations = models.TextField(_("orientations and priorities"), blank=True)
    structure = models.TextField(_("organisation and bodies"), blank=True)
    search_text = models.TextField(editable=False, blank=True, default="")  # written by search.py
    version = models.PositiveIntegerField(default=1, editable=False)  # rises with each change of an attribute
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.short_name or self.name

    def get_absolute_url(self) -> str:
        return reverse("directory:organisation", args=[self.key])

    @property
    def level(self) -> str:
        """The highest class among its labels: world, world_vocation, national, or nothing."""
        classes = {label.level for label in self.labels.all()}
        return next((level for level in ("world", "world_vocation", "national") if level in classes), "")


class Fact(Sourced):
    """One statement about one attribute of an organisation: what, where seen, when."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="facts")
    attribute = models.CharField(_("attribute"), max_length=40)
    value = models.TextField(_("value"))
    recorded_by = models.ForeignKey("accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    in_force = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["attribute", "-recorded_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "attribute"], condition=models.Q(in_force=True), name="one_fact_in_force"
            )
        ]


class OrganisationField(Sourced):
    """A field of the vocabulary that an organisation works in."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="fields")
    concept = models.CharField(_("field"), max_length=80, db_index=True)

    class Meta:
        unique_together = [("organisation", "concept")]


class TerritoryPart(Sourced):
    """A whole or partial region of an organisation's territory (S77)."""

    class CoverageKind(models.TextChoices):
        WHOLE = Coverage.WHOLE.value, _("whole")
        PART = Coverage.PART.value, _("in part")

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="territory")
    zone = models.CharField(_("region"), max_length=8)
    coverage = models.CharField(_("coverage"), max_length=5, choices=CoverageKind, default=CoverageKind.WHOLE)

    class Meta:
        unique_together = [("organisation", "zone")]


class Label(Sourced):
    """A label with its class and dates (S6)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="labels")
    name = models.CharField(_("label"), max_length=120)
    level = models.CharField(_("class"), max_length=40, blank=True)
    awarded = models.CharField(_("awarded"), max_length=10, blank=True, help_text=_("year or date"))
    expires = models.CharField(_("expires"), max_length=10, blank=True)


FORMER_KEY = "KEY"  # scheme of an identifier that is an address the organisation used to have


class Identifier(Sourced):
    """The same organisation elsewhere: PIC, ROR, SIRET, VAT, Wikidata."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(_("register"), max_length=12)
    value = models.CharField(_("number"), max_length=60)

    class Meta:
        unique_together = [("scheme", "value")]


class Membership(Sourced):
    """org:Membership: ``member`` belongs to ``organisation``, which may itself belong to others.

    ``network_agrees`` and ``member_agrees``: people of that side wrote or kept the row. What is shared with "our
    networks" opens only where it counts (``accounts.permissions``).
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="members")
    member = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    member_type = models.CharField(_("member type"), max_length=16, choices=MemberKind, default=MemberKind.OTHER)
    since = models.PositiveSmallIntegerField(_("since"), null=True, blank=True)
    until = models.PositiveSmallIntegerField(pgettext_lazy("year", "until"), null=True, blank=True)
    network_agrees = models.BooleanField(default=False, editable=False)
    member_agrees = models.BooleanField(default=False, editable=False)

    class Meta:
        unique_together = [("organisation", "member")]


class Succession(Sourced):
    """org:ChangeEvent: one organisation followed another."""

    predecessor = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="successions")
    successor = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="predecessions")
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)

    class Meta:
        unique_together = [("predecessor", "successor")]


class KnownCooperation(Sourced):
    """org:OrganizationalCollaboration between two organisations, as publicly known."""

    a = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="cooperations_a")
    b = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="cooperations_b")
    kind = models.CharField(_("kind"), max_length=60, blank=True)
    started = models.PositiveSmallIntegerField(_("started"), null=True, blank=True)
    topic = models.CharField(_("topic"), max_length=200, blank=True)
    programme = models.CharField(_("support programme"), max_length=120, blank=True)
    programme_record = models.ForeignKey(
        "Programme",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="cooperations",
        verbose_name=_("support programme in the directory"),
    )


class Programme(Sourced):
    """A support programme for cooperation (S11, S49)."""

    key = models.SlugField(_("key"), max_length=120, unique=True)
    name = models.CharField(_("name"), max_length=200)
    owner = models.CharField(_("owner"), max_length=200, blank=True)
    level = models.CharField(_("level"), max_length=40, blank=True)
    countries = models.CharField(_("countries"), max_length=200, blank=True)
    min_partners = models.PositiveSmallIntegerField(_("minimum partners"), null=True, blank=True)
    min_countries = models.PositiveSmallIntegerField(_("minimum countries"), null=True, blank=True)
    funding_rate_pct = models.CharField(_("funding rate, %"), max_length=40, blank=True)
    eligible_costs = models.CharField(_("eligible costs"), max_length=300, blank=True)
    opened = models.CharField(_("opened"), max_length=20, blank=True)
    closed = models.CharField(pgettext_lazy("year", "closed"), max_length=20, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("directory:programme", args=[self.key])


class ProgrammeTie(Sourced):
    """What an organisation is to a programme: it runs it, or it was supported by it (S11)."""

    class Role(models.TextChoices):
        OWNER = "owner", _("runs the programme")
        SUPPORTED = "supported", _("was supported by the programme")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="ties")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="programme_ties")
    role = models.CharField(_("role"), max_length=10, choices=Role)

    class Meta:
        unique_together = [("programme", "organisation", "role")]


class Seat(models.Model):
    """A person at an organisation, with a role."""

    class Role(models.TextChoices):
        MANAGER = "manager", _("manager")
        EDITOR = "editor", _("editor")
        OBSERVER = "observer", _("observer")

    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="seats")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="seats")
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.EDITOR)

    class Meta:
        unique_together = [("user", "organisation")]


class BundledRow(models.Model):
    """A row of the bundled directory that was loaded once.

    A later load skips it while its fingerprint stays the same, so that a row people changed or
    deleted here does not come back.
    """

    key = models.CharField(max_length=400, unique=True)
    fingerprint = models.CharField(max_length=32)


class MemberColumns(models.Model):
    """How the columns of an organisation's member file were read last time."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="member_columns")
    mapping = models.JSONField(default=dict)  # column heading -> field of the import
    updated_at = models.DateTimeField(auto_now=True)


class Revision(models.Model):
    """One row: a mark that is new after every change of the directory, for caches to compare."""

    stamp = models.CharField(max_length=32, default="")
