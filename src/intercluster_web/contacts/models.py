"""The address book of an organisation: people it deals with who need no account here.

Business addresses of named people are personal data: each has its lawful basis, its source and the day it was
collected, and is looked at again after three years (CNIL). An opt-out outlives the entry as a fingerprint of the
address, so that nobody is written to again by mistake. Whatever ``visibility`` says, an address book is not shared.
"""

from datetime import date
from typing import Any

from django.core import signing
from django.db import models
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intercluster_web.accounts.access_links import AccessLink
from intercluster_web.accounts.visibility import OwnedRecord

RETENTION_YEARS = 3  # from the collection, or the last contact that came from the person (CNIL)
STOP_SALT = "intercluster.contacts.stop"


class LawfulBasis(models.TextChoices):
    """GDPR article 6."""

    LEGITIMATE_INTEREST = "interest", _("legitimate interest, tied to their function")
    CONSENT = "consent", _("consent")
    CONTRACT = "contract", _("contract or membership")


class Role(models.TextChoices):
    """What they are to us."""

    MIRROR = "mirror", _("partner cluster")
    MEMBER = "member", _("member company")
    LABORATORY = "laboratory", _("laboratory or university")
    POST = "post", _("foreign post")
    AUTHORITY = "authority", _("public authority")
    BUYER = "buyer", _("buyer")
    OTHER = "other", _("other")


class ContactQuerySet(models.QuerySet["Contact"]):
    def living(self) -> "ContactQuerySet":
        """Entries that still name somebody."""
        return self.filter(erased_on=None)


class Contact(OwnedRecord):
    """A person at an organisation, as an entry of the owner's address book.

    An entry that is erased while other records count on it stays without the person: ``erased_on`` says since when.
    """

    name = models.CharField(_("name"), max_length=160)
    function = models.CharField(_("function"), max_length=160, blank=True)
    organisation = models.ForeignKey(
        "directory.Organisation",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="contacts",
        verbose_name=_("organisation of the directory"),
    )
    organisation_name = models.CharField(_("organisation"), max_length=250, blank=True)
    role = models.CharField(_("what they are to us"), max_length=10, choices=Role, default=Role.OTHER)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    language = models.CharField(
        _("language"), max_length=2, choices=[("en", "English"), ("fr", "Français")], default="en"
    )
    lawful_basis = models.CharField(
        _("lawful basis"), max_length=8, choices=LawfulBasis, default=LawfulBasis.LEGITIMATE_INTEREST
    )
    source = models.CharField(_("where the details come from"), max_length=200)
    collected_on = models.DateField(_("collected on"))
    last_contact_on = models.DateField(_("last contact from them"), null=True, blank=True)
    opted_out_on = models.DateField(_("asked not to be written to on"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    reviewed_on = models.DateField(_("kept at the review of"), null=True, blank=True, editable=False)
    kept_because = models.CharField(_("kept because"), max_length=200, blank=True, editable=False)
    erased_on = models.DateField(_("erased on"), null=True, blank=True, editable=False)

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "email"], condition=~models.Q(email=""), name="one_contact_per_address_and_owner"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **options: Any) -> None:
        self.email = self.email.strip().lower()
        super().save(*args, **options)

    def get_absolute_url(self) -> str:
        return reverse("contacts:contact", args=[self.pk])

    @property
    def may_be_written_to(self) -> bool:
        return bool(self.email) and self.opted_out_on is None and self.erased_on is None

    @property
    def where(self) -> str:
        """The organisation, of the directory or as typed."""
        return self.organisation.name if self.organisation else self.organisation_name

    @property
    def review_on(self) -> date:
        """The day the entry is looked at again."""
        days = (self.collected_on, self.last_contact_on, self.reviewed_on)
        return years_after(max(day for day in days if day), RETENTION_YEARS)

    def stop_token(self) -> str:
        """The word of the link by which the person asks not to be written to again; in every message."""
        return signing.Signer(salt=STOP_SALT).sign_object(self.pk)


def years_after(day: date, years: int) -> date:
    """The same day some years later; the first of March for a 29 February without its like."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def address_fingerprint(email: str) -> str:
    """What is kept of an address that asked to be left alone: it can be recognised, not read."""
    return salted_hmac("intercluster.contacts.opt_out", email.strip().lower(), algorithm="sha256").hexdigest()


class OptOut(models.Model):
    """An address an organisation must not write to, kept even when the entry is gone."""

    owner = models.ForeignKey("directory.Organisation", on_delete=models.CASCADE, related_name="opt_outs")
    fingerprint = models.CharField(max_length=64)
    since = models.DateField(_("since"))

    class Meta:
        unique_together = [("owner", "fingerprint")]


class ImportColumns(models.Model):
    """How the columns of an organisation's contact file were read last time."""

    owner = models.OneToOneField("directory.Organisation", on_delete=models.CASCADE, related_name="contact_columns")
    mapping = models.JSONField(default=dict)  # column heading -> field of the import
    updated_at = models.DateTimeField(auto_now=True)


class LogKind(models.TextChoices):
    """What is noted in the log of an address book (GDPR, article 5.2: being able to show it)."""

    EXPORT = "export", _("file taken out")
    IMPORT = "import", _("file brought in")
    ONE = "one", _("everything about one person")
    ERASED = "erased", pgettext_lazy("log", "erased")
    OPTED_OUT = "opted_out", _("asked not to be written to")
    REVIEWED = "reviewed", _("reviewed and kept")


class LogEntry(models.Model):
    """Something done with an address book; names nobody but who did it. ``by`` is None when the person asked."""

    owner = models.ForeignKey("directory.Organisation", on_delete=models.CASCADE, related_name="contact_log")
    kind = models.CharField(_("what"), max_length=10, choices=LogKind)
    entries = models.PositiveIntegerField(_("entries"))
    detail = models.CharField(_("scope"), max_length=300, blank=True)
    by = models.ForeignKey("accounts.User", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at", "-pk"]


class DataRequest(AccessLink):
    """Somebody asked by e-mail what is kept about their address; the link they get is good for a day."""

    email = models.EmailField()
    language = models.CharField(max_length=2, default="en")
    created_at = models.DateTimeField(auto_now_add=True)
