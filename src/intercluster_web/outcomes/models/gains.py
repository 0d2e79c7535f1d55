"""What a cooperation costs and brings, at its three levels (S30, S112, S138), and people exchanged (S29, S59)."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from intercluster_web.cooperations.models import Beneficiary, CooperationItem


class OutcomeTag(models.TextChoices):
    """Aims of the policy (S10), so that reports can count outcomes by them."""

    COMPETITIVENESS = "competitiveness", _("competitiveness")
    ACTIVITY = "activity", _("high-tech or creative activity anchored here")
    ATTRACTIVENESS = "attractiveness", _("attractiveness")
    GROWTH = "growth", _("growth")
    JOBS = "jobs", _("jobs")


class Unit(models.TextChoices):
    EUROS = "euros", _("euros")
    JOBS = "jobs", _("jobs")
    PERSONS = "persons", _("persons")
    COMPANIES = "companies", _("companies")
    PROJECTS = "projects", _("projects")
    PATENTS = "patents", _("patents")
    DAYS = "days", _("days")
    PERCENT = "percent", _("per cent")
    OTHER = "other", _("other unit (say which)")


class Benefit(CooperationItem):
    """Expected and obtained of one measure, each with who said so. ``member_name`` at the level of companies."""

    level = models.CharField(_("who benefits"), max_length=10, choices=Beneficiary, default=Beneficiary.SME)
    member = models.ForeignKey(
        "directory.Organisation", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    member_name = models.CharField(_("member, at the level of companies"), max_length=250, blank=True)
    named = models.BooleanField(_("partners see the name"), default=False)
    measure = models.CharField(_("benefit"), max_length=200)
    unit = models.CharField(_("unit"), max_length=10, choices=Unit, default=Unit.EUROS)
    unit_name = models.CharField(_("name of the other unit"), max_length=60, blank=True)
    period_from = models.DateField(_("period from"))
    period_to = models.DateField(_("period to"))
    expected = models.DecimalField(_("expected"), max_digits=16, decimal_places=2, null=True, blank=True)
    expected_said_by = models.CharField(_("who expects it"), max_length=160, blank=True)
    expected_source = models.CharField(_("source of what is expected"), max_length=300, blank=True)
    obtained = models.DecimalField(_("obtained"), max_digits=16, decimal_places=2, null=True, blank=True)
    obtained_said_by = models.CharField(_("who says it was obtained"), max_length=160, blank=True)
    obtained_source = models.CharField(_("source of what was obtained"), max_length=300, blank=True)
    tags = models.JSONField(_("aims of the policy it serves"), default=list, blank=True)

    class Meta:
        ordering = ["level", "measure", "period_from", "pk"]
        verbose_name = _("benefit")
        verbose_name_plural = _("benefits")

    def __str__(self) -> str:
        return self.measure

    @property
    def unit_label(self) -> str:
        return self.unit_name if self.unit == Unit.OTHER else str(self.get_unit_display())


class Cost(CooperationItem):
    """Time and money a member put into the cooperation, as it says itself."""

    member = models.ForeignKey(
        "directory.Organisation", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    member_name = models.CharField(_("member"), max_length=250)
    named = models.BooleanField(_("partners see the name"), default=False)
    what = models.CharField(_("what for"), max_length=200)
    spent_on = models.DateField(_("date"))
    hours = models.DecimalField(
        _("working hours"), max_digits=8, decimal_places=1, default=0, validators=[MinValueValidator(0)]
    )
    travel = models.DecimalField(
        _("travel, euros"), max_digits=12, decimal_places=2, default=0, validators=[MinValueValidator(0)]
    )
    other = models.DecimalField(
        _("other costs, euros"), max_digits=12, decimal_places=2, default=0, validators=[MinValueValidator(0)]
    )
    said_by = models.CharField(_("who says so"), max_length=160)

    class Meta:
        ordering = ["-spent_on", "-pk"]
        verbose_name = _("cost")
        verbose_name_plural = _("costs")

    def __str__(self) -> str:
        return self.what


class Direction(models.TextChoices):
    INBOUND = "inbound", _("to us")
    OUTBOUND = "outbound", _("from us")


class Mover(models.TextChoices):
    STUDENTS = "students", _("students")
    RESEARCHERS = "researchers", _("researchers")
    ENGINEERS = "engineers", _("engineers")


class Exchange(CooperationItem):
    """People who came or went; nobody is named."""

    direction = models.CharField(_("direction"), max_length=8, choices=Direction)
    who = models.CharField(_("who"), max_length=11, choices=Mover)
    persons = models.PositiveIntegerField(_("number of persons"), validators=[MinValueValidator(1)])
    home = models.CharField(_("home institution"), max_length=250)
    host = models.CharField(_("host institution"), max_length=250)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    subject = models.CharField(_("subject"), max_length=300, blank=True)
    contract = models.ForeignKey(
        "outcomes.Contract",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="exchanges",
        verbose_name=_("under the agreement"),
    )

    class Meta:
        ordering = ["-starts_on", "-pk"]
        verbose_name = _("exchange of people")
        verbose_name_plural = _("exchanges of people")

    def __str__(self) -> str:
        return f"{self.persons} {self.get_who_display()}"
