"""An agreement, who makes it, and the clauses it has while it is written."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intercluster_web.cooperations.models import CooperationItem


class Kind(models.TextChoices):
    CHARTER = "charter", _("cooperation charter")
    MEMORANDUM = "memorandum", _("memorandum of understanding")
    CONTRACT = "contract", _("cooperation contract")
    NDA = "nda", _("confidentiality agreement")
    INTENT = "intent", _("letter of intent")
    OTHER = "other", _("other agreement")


class Between(models.TextChoices):
    """Who commits. Agreements between members are not counted as agreements between clusters (S143)."""

    CLUSTERS = "clusters", _("clusters and networks")
    MEMBERS = "members", _("members")


class TextLanguage(models.TextChoices):
    EN = "en", _("English")
    FR = "fr", _("French")
    BOTH = "both", _("French and English side by side")


class Status(models.TextChoices):
    """``PROPOSED``: the text stands and is being signed."""

    DRAFT = "draft", pgettext_lazy("agreement", "draft")
    PROPOSED = "proposed", _("proposed for signature")
    IN_FORCE = "in_force", _("in force")
    EXPIRED = "expired", _("expired")
    TERMINATED = "terminated", _("terminated")


class Agreement(CooperationItem):
    """``template``/``template_version``: what it began from, empty for a text of somebody's own. ``values``: what was
    filled into the blanks. ``number``: the newest kept version. ``replaces``: the agreement it amends."""

    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.CHARTER, db_index=True)
    between = models.CharField(_("between"), max_length=8, choices=Between, default=Between.CLUSTERS)
    template = models.CharField(max_length=40, blank=True, editable=False)
    template_version = models.PositiveIntegerField(null=True, blank=True, editable=False)
    language = models.CharField(
        _("language of the text"), max_length=4, choices=TextLanguage, default=TextLanguage.BOTH
    )
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT, db_index=True)
    number = models.PositiveIntegerField(_("version"), default=0, editable=False)
    values = models.JSONField(default=dict, blank=True)
    in_force_on = models.DateField(_("in force since"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    ended_because = models.CharField(_("why it ended"), max_length=300, blank=True)
    replaces = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="replaced_by",
        verbose_name=_("takes the place of"),
    )
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["-updated_at", "-pk"]
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("agreements:agreement", args=[self.pk])


class AgreementParty(models.Model):
    """Who signs: an organisation of the directory or, for members, one that is only named. ``described_as``: how the
    text names it (legal form, seat)."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(
        "directory.Organisation",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("organisation"),
    )
    name = models.CharField(_("name"), max_length=250)
    described_as = models.CharField(_("as named in the text"), max_length=400, blank=True)

    class Meta:
        ordering = ["pk"]
        unique_together = [("agreement", "name")]

    def __str__(self) -> str:
        return self.name

    @property
    def in_text(self) -> str:
        return self.described_as or self.name


class Clause(models.Model):
    """``key``: the clause of the template, empty for one's own; ``option``: the wording chosen where there are several.
    ``edited``: the text is no longer that of the template."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="clauses")
    position = models.PositiveIntegerField()
    key = models.CharField(max_length=40, blank=True)
    key_version = models.PositiveIntegerField(null=True, blank=True)
    option = models.CharField(_("wording"), max_length=40, blank=True)
    mandatory = models.BooleanField(default=False)
    included = models.BooleanField(_("in the text"), default=True)
    edited = models.BooleanField(default=False)
    heading_en = models.CharField(_("heading in English"), max_length=200, blank=True)
    heading_fr = models.CharField(_("heading in French"), max_length=200, blank=True)
    text_en = models.TextField(_("text in English"), blank=True)
    text_fr = models.TextField(_("text in French"), blank=True)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.heading_en or self.heading_fr
