"""Contracts between members, and what the cluster does when their execution goes wrong (S22, S58)."""

from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intercluster.outcomes.contracts import ContractKind, clauses
from intercluster_web.accounts.visibility import Audience
from intercluster_web.cooperations.models import CooperationItem
from intercluster_web.outcomes.models.pairs import Pair


class ContractType(models.TextChoices):
    COMMERCIAL = ContractKind.COMMERCIAL.value, _("commercial contract")
    LICENCE = ContractKind.LICENCE.value, _("licence agreement")
    TECHNOLOGY = ContractKind.TECHNOLOGY.value, _("technology partnership")
    RESEARCH = ContractKind.RESEARCH.value, _("research agreement")
    STUDENTS = ContractKind.STUDENTS.value, _("exchange of students")
    RESEARCHERS = ContractKind.RESEARCHERS.value, _("exchange of researchers")


class ContractStatus(models.TextChoices):
    NEGOTIATED = "negotiated", _("being negotiated")
    SIGNED = "signed", _("signed")
    COMPLETED = "completed", _("completed")
    ENDED = "ended", _("ended early")
    ABANDONED = "abandoned", _("not concluded")


class ClauseState(models.TextChoices):
    OPEN = "", _("to settle")
    SETTLED = "settled", _("settled")
    NOT_NEEDED = "not_needed", _("not needed")


class Contract(Pair):
    """``subject`` and ``note`` are for the owner's people; ``clause_states`` says by clause code how far it is."""

    kind = models.CharField(_("kind of contract"), max_length=12, choices=ContractType)
    subject = models.CharField(_("what it is about"), max_length=300, blank=True)
    status = models.CharField(_("status"), max_length=12, choices=ContractStatus, default=ContractStatus.NEGOTIATED)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    starts_on = models.DateField(_("in force from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    amount = models.DecimalField(
        _("amount in euros"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    amount_shared = models.BooleanField(_("partners see the amount"), default=False)
    introduction = models.ForeignKey(
        "outcomes.Introduction",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="contracts",
        verbose_name=_("introduced by us"),
    )
    note = models.TextField(_("note for your own team"), blank=True)
    clause_states = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        ordering = ["-signed_on", "-pk"]
        verbose_name = _("contract")
        verbose_name_plural = _("contracts")

    def __str__(self) -> str:
        return str(self.get_kind_display())

    def get_absolute_url(self) -> str:
        return reverse("outcomes:contract", args=[self.cooperation_id, self.pk])

    @property
    def clauses(self) -> list[tuple[str, str]]:
        """Code and state of each clause to think of."""
        return [(code, self.clause_states.get(code, "")) for code in clauses(ContractKind(self.kind))]


class Milestone(models.Model):
    """A date of a contract. ``sequence`` rises with each change, so that calendars replace what they have; one that is
    ``removed`` is kept for them alone."""

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(_("milestone"), max_length=200)
    due = models.DateField(pgettext_lazy("deadline", "by"))
    done_on = models.DateField(_("done on"), null=True, blank=True)
    removed = models.BooleanField(default=False, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["due", "pk"]

    def __str__(self) -> str:
        return self.title


class Severity(models.TextChoices):
    LOW = "low", _("minor")
    MEDIUM = "medium", _("serious")
    HIGH = "high", _("puts the contract at risk")


class IncidentStatus(models.TextChoices):
    OPEN = "open", _("open")
    MEDIATION = "mediation", _("in mediation")
    SETTLED = "settled", _("settled")
    ENDED = "ended", _("ended without settlement")


class Raiser(models.TextChoices):
    A = "a", _("our member")
    B = "b", _("their member")
    CLUSTER = "cluster", _("the cluster")


class Incident(CooperationItem):
    """Something that went wrong. Seen by the owner's people alone until both members agree to share it."""

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="incidents")
    what = models.TextField(_("what happened"))
    happened_on = models.DateField(_("when"))
    severity = models.CharField(_("severity"), max_length=6, choices=Severity, default=Severity.MEDIUM)
    raised_by = models.CharField(_("raised by"), max_length=7, choices=Raiser, default=Raiser.A)
    status = models.CharField(max_length=9, choices=IncidentStatus, default=IncidentStatus.OPEN, editable=False)
    a_shares_on = models.DateField(_("our member agreed to share it on"), null=True, blank=True)
    b_shares_on = models.DateField(_("their member agreed to share it on"), null=True, blank=True)
    settlement = models.TextField(_("settlement"), blank=True, editable=False)
    closed_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-happened_on", "-pk"]
        verbose_name = _("incident")
        constraints = [
            models.CheckConstraint(
                name="shared_incident_has_both_agreements",
                condition=models.Q(audience=Audience.OWN)
                | models.Q(a_shares_on__isnull=False, b_shares_on__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return str(_("incident"))

    @property
    def is_closed(self) -> bool:
        return self.status in (IncidentStatus.SETTLED, IncidentStatus.ENDED)


class MediationKind(models.TextChoices):
    TALK = "talk", _("talk with one side")
    SESSION = "session", _("session with both sides")
    PROPOSAL = "proposal", _("proposal")
    COUNTER = "counter", _("counter-proposal")
    SETTLED = "settled", _("settlement accepted by both")
    ENDED = "ended", _("ended without settlement")


class MediationStep(models.Model):
    """One step of a mediation, in the order it was noted."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="steps")
    happened_on = models.DateField(_("date"))
    kind = models.CharField(_("step of the mediation"), max_length=8, choices=MediationKind)
    text = models.TextField(_("what was said or proposed"))
    created_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["happened_on", "pk"]
