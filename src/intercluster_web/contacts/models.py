"""The address book of an organisation: people it deals with who need no account here.

Business addresses of named people are personal data: each has its lawful basis, its source and the day it was
collected, and is looked at again after three years (CNIL). An opt-out is kept, so that nobody is written to again by
mistake.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from intercluster_web.accounts.visibility import OwnedRecord


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


class Contact(OwnedRecord):
    """A person at an organisation, as an entry of the owner's address book."""

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
