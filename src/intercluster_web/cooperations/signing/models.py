"""The exact file that is signed, and one line for each who is asked to sign it."""

import hashlib
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import Any
from uuid import uuid4

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intercluster_web.accounts.access_links import AccessLink

DAYS_OF_A_LINK = 30


def link_end(now: datetime | None = None) -> datetime:
    """Until when a link sent now works."""
    return (now or timezone.now()) + timedelta(days=DAYS_OF_A_LINK)


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


class SignatureLevel(models.TextChoices):
    """The levels of Regulation (EU) 910/2014, article 3 (10) to (12)."""

    SIMPLE = "simple", _("simple electronic signature")
    ADVANCED = "advanced", _("advanced electronic signature, as the signer’s tool states")
    QUALIFIED = "qualified", _("qualified electronic signature, as the signer’s tool states")
    PAPER = "paper", _("by hand, on paper")


class TamperedError(Exception):
    """The stored file is no longer the one that was sealed."""


class SealedDocument(models.Model):
    """A file kept byte for byte. It is in the database, so that it is there whenever the record is."""

    name = models.CharField(_("file name"), max_length=200)
    media_type = models.CharField(max_length=120)
    content = models.BinaryField()
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    sealed_at = models.DateTimeField(_("sealed"), default=timezone.now)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def exact(self) -> bytes:
        """The bytes as they were sealed.

        Raises
        ------
        TamperedError
            They have another hash by now.
        """
        content = bytes(self.content)
        if sha256(content) != self.sha256:
            raise TamperedError(self.name)
        return content


def _stored_as(signature: "SignatureBase", name: str) -> str:
    """The stored name keeps only the suffix: what people call a file never becomes a path."""
    return f"{signature._meta.app_label}/signatures/{uuid4().hex}{PurePath(name).suffix.lower()[:10]}"


class SignatureBase(AccessLink):
    """One who is asked to sign, and what they signed. ``name`` is typed by the signer: it is part of the document's
    record, not of an address book. ``document_sha256``: hash of the file they had before their eyes."""

    organisation = models.ForeignKey(
        "directory.Organisation",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("organisation"),
    )
    organisation_name = models.CharField(_("organisation"), max_length=250)
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(
        _("language"), max_length=2, choices=[("en", "English"), ("fr", "Français")], default="en"
    )
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    name = models.CharField(_("name of who signs"), max_length=160, blank=True)
    function = models.CharField(_("function"), max_length=160, blank=True)
    signed_at = models.DateTimeField(_("signed"), null=True, blank=True)
    level = models.CharField(_("level"), max_length=9, choices=SignatureLevel, blank=True)
    tool = models.CharField(_("tool or provider used"), max_length=160, blank=True)
    by_link = models.BooleanField(default=False)
    document_sha256 = models.CharField(_("SHA-256 of the document"), max_length=64, blank=True)
    file = models.FileField(_("scanned or signed file"), upload_to=_stored_as, max_length=200, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    file_sha256 = models.CharField(_("SHA-256 of the scanned or signed file"), max_length=64, blank=True)
    refused_at = models.DateTimeField(_("refused"), null=True, blank=True)
    refused_because = models.CharField(_("why"), max_length=300, blank=True)
    voided_at = models.DateTimeField(_("no longer counts since"), null=True, blank=True)
    voided_because = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.organisation_name

    def sealed(self) -> SealedDocument:
        """The file this line is about; each room says which."""
        raise NotImplementedError

    def about(self) -> Any:
        """The record that is signed, which has a ``cooperation`` and a ``title``; each room says which."""
        raise NotImplementedError

    @property
    def state(self) -> str:
        """voided, signed, refused, expired or asked."""
        if self.voided_at:
            return "voided"
        if self.signed_at:
            return "signed"
        if self.refused_at:
            return "refused"
        return "expired" if self.expires_at <= timezone.now() else "asked"

    @property
    def counts(self) -> bool:
        return self.state == "signed"
