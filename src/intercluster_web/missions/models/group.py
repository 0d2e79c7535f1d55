"""Who goes, whom they meet, and what they say of it."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from intercluster_web.accounts.access_links import AccessLink
from intercluster_web.missions.models.mission import Mission, NamedLine


class DelegateKind(models.TextChoices):
    SME = "sme", _("SME")
    LARGE_FIRM = "large_firm", _("large firm")
    LABORATORY = "laboratory", _("laboratory or university")
    CLUSTER = "cluster", _("cluster")
    AUTHORITY = "authority", _("public authority")
    OTHER = "other", _("other")


FIRMS = (DelegateKind.SME, DelegateKind.LARGE_FIRM)


class Delegate(NamedLine, AccessLink):
    """An organisation that goes, alone or as a company with its academic research partner (S162). Its link opens the
    programme and the sheets without an account."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="delegates")
    kind = models.CharField(_("kind"), max_length=10, choices=DelegateKind, default=DelegateKind.SME)
    contact = models.ForeignKey(
        "contacts.Contact",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="missions",
        verbose_name=_("person, of the address book"),
    )
    person = models.CharField(_("or name of the person"), max_length=160, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(
        _("language"), max_length=2, choices=[("en", "English"), ("fr", "Français")], default="fr"
    )
    partner_name = models.CharField(
        _("academic research partner"),
        max_length=250,
        blank=True,
        help_text=_("The laboratory or university that goes with the company: they then count as a pair."),
    )
    partner_organisation = models.ForeignKey(
        "directory.Organisation", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    partner_person = models.CharField(_("person of the research partner"), max_length=160, blank=True)
    looks_for = models.TextField(_("what they look for"), blank=True)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("delegate")
        verbose_name_plural = _("delegates")

    def __str__(self) -> str:
        return f"{self.name} + {self.partner_name}" if self.partner_name else self.name

    @property
    def is_pair(self) -> bool:
        """A company with its academic partner."""
        return self.kind in FIRMS and bool(self.partner_name)

    @property
    def people(self) -> str:
        first = self.contact.name if self.contact else self.person
        return ", ".join(name for name in (first, self.partner_person) if name)

    @property
    def address(self) -> str:
        """Where to write; empty where there is no address, or its person asked not to be written to."""
        if self.email:
            return self.email
        return self.contact.email if self.contact and self.contact.may_be_written_to else ""


class Host(NamedLine):
    """An organisation that receives the group; when a delegation comes to us, one of ours."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="hosts")
    country = models.CharField(_("country"), max_length=2, blank=True)
    person = models.CharField(_("person to meet"), max_length=160, blank=True)
    function = models.CharField(_("function"), max_length=160, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    about = models.TextField(_("why meet them"), blank=True)
    met = models.BooleanField(
        _("was met"), default=False, help_text=_("A host also counts as met when a sheet names a partner.")
    )
    contact = models.ForeignKey(
        "contacts.Contact", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    encounter = models.ForeignKey(
        "scouting.Encounter", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("host")
        verbose_name_plural = _("hosts")


class Rating(models.IntegerChoices):
    NONE = 1, _("1 – no potential seen")
    LITTLE = 2, _("2 – little")
    SOME = 3, _("3 – worth another talk")
    GOOD = 4, _("4 – good: a next step is agreed")
    STRONG = 5, _("5 – strong: work together begins")


_LIMITS = [MinValueValidator(1), MaxValueValidator(5)]


class Sheet(models.Model):
    """What a delegate, or pair, says of a host on the two strands of COOPOL: research and training. Filled in by link
    (``filled_name``) or from a seat (``filled_by``)."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="sheets")
    delegate = models.ForeignKey(Delegate, on_delete=models.CASCADE, related_name="sheets")
    host = models.ForeignKey(Host, on_delete=models.CASCADE, related_name="sheets")
    research_rating = models.PositiveSmallIntegerField(
        _("rating"), choices=Rating, null=True, blank=True, validators=_LIMITS
    )
    research_met = models.CharField(_("partner met (person or team)"), max_length=200, blank=True)
    research_potential = models.TextField(_("potential seen"), blank=True)
    research_next = models.CharField(_("next step"), max_length=300, blank=True)
    training_rating = models.PositiveSmallIntegerField(
        _("rating"), choices=Rating, null=True, blank=True, validators=_LIMITS
    )
    training_met = models.CharField(_("partner met (person or team)"), max_length=200, blank=True)
    training_potential = models.TextField(_("potential seen"), blank=True)
    training_next = models.CharField(_("next step"), max_length=300, blank=True)
    filled_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    filled_name = models.CharField(_("your name"), max_length=160)
    filled_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["host", "delegate"]
        unique_together = [("delegate", "host")]
        verbose_name = _("sheet")
        verbose_name_plural = _("sheets")

    def __str__(self) -> str:
        return f"{self.delegate} – {self.host}"
