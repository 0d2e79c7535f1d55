"""Who comes to an event, and what they offer and need."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from intercluster_web.accounts.access_links import AccessLink


class ParticipantKind(models.TextChoices):
    CLUSTER = "cluster", _("cluster")
    SME = "sme", _("SME")
    LARGE_FIRM = "large_firm", _("large firm")
    LABORATORY = "laboratory", _("laboratory or university")
    BUYER = "buyer", _("buyer (donneur d’ordres)")
    AUTHORITY = "authority", _("public authority")
    OTHER = "other", _("other")


class ParticipantState(models.TextChoices):
    INVITED = "invited", _("invited")
    REGISTERED = "registered", _("registered")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Participant(AccessLink):
    """A person at an event, with the link to their own page (no account needed). ``shown``: others see the name before
    both sides agree to meet; else only organisation kind, country and profile. ``away``: slots they cannot; ``made_up``
    marks people of a demonstration."""

    event = models.ForeignKey("events.Event", on_delete=models.CASCADE, related_name="participants")
    name = models.CharField(_("name"), max_length=160)
    function = models.CharField(_("function"), max_length=160, blank=True)
    organisation = models.ForeignKey(
        "directory.Organisation",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="participations",
        verbose_name=_("organisation of the directory"),
    )
    organisation_name = models.CharField(_("organisation"), max_length=250)
    member_of = models.CharField(_("member of the cluster"), max_length=250, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=ParticipantKind, default=ParticipantKind.SME)
    country = models.CharField(_("country"), max_length=2, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(
        _("language"), max_length=2, choices=[("en", "English"), ("fr", "Français")], default="en"
    )
    contact = models.ForeignKey(
        "contacts.Contact",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="participations",
        verbose_name=_("entry of the address book"),
    )
    about = models.TextField(_("what they do"), blank=True)
    shown = models.BooleanField(_("others see my name before I agree to meet"), default=True)
    state = models.CharField(
        _("state"), max_length=10, choices=ParticipantState, default=ParticipantState.INVITED, db_index=True
    )
    most_meetings = models.PositiveSmallIntegerField(_("most meetings"), null=True, blank=True)
    booth = models.ForeignKey(
        "events.Table",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("stays at the table"),
    )
    away = models.ManyToManyField("events.Slot", blank=True, related_name="+", verbose_name=_("cannot come at"))
    made_up = models.BooleanField(default=False, editable=False)
    invited_at = models.DateTimeField(null=True, blank=True, editable=False)  # their link was sent or taken as a draft
    revision = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["organisation_name", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "email"], condition=~models.Q(email=""), name="one_participant_per_address"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.organisation_name})"


class Side(models.TextChoices):
    OFFER = "offer", _("offers")
    NEED = "need", _("needs")


class ProfileKind(models.TextChoices):
    """The kinds of bilateral cooperation the Observatoire names."""

    REFERENCE_CUSTOMER = "reference", _("reference customer, demonstration site")
    PRIME = "prime", _("prime contractor (donneur d’ordres)")
    DISTRIBUTOR = "distributor", _("distributor")
    LICENCE = "licence", _("licence")
    CO_DEVELOPMENT = "codevelopment", _("technology partnership, co-development")
    RESEARCH = "research", _("upstream research")


class ProfileLine(models.Model):
    """One thing a participant offers or needs.

    A need of a buyer is ``published_at`` a moment to those who come; ``anonymous``: without the buyer's name until
    both agree to meet.
    """

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="lines")
    side = models.CharField(_("side"), max_length=5, choices=Side)
    kind = models.CharField(_("kind"), max_length=13, choices=ProfileKind)
    text = models.CharField(_("in a sentence"), max_length=300)
    concepts = models.JSONField(_("fields"), default=list, blank=True)
    details = models.TextField(_("quantities, requirements, dates"), blank=True)
    wanted_by = models.DateField(_("proposals until"), null=True, blank=True)
    anonymous = models.BooleanField(_("without the buyer’s name until both agree to meet"), default=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["side", "pk"]

    def __str__(self) -> str:
        return self.text


class ParticipantColumns(models.Model):
    """How the columns of an organiser's file of participants were read last time."""

    owner = models.OneToOneField("directory.Organisation", on_delete=models.CASCADE, related_name="participant_columns")
    mapping = models.JSONField(default=dict)  # column heading -> field of the import
    updated_at = models.DateTimeField(auto_now=True)
