"""Versions that were kept, the exact file of what was proposed, and who signed it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intercluster_web.agreements.models.agreement import Agreement, AgreementParty, TextLanguage
from intercluster_web.cooperations.signing.models import SealedDocument, SignatureBase


class Version(models.Model):
    """The text as it stood: ``clauses`` (key, headings and texts with their blanks filled), ``parties`` as named."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    kept_at = models.DateTimeField(_("kept"), default=timezone.now)
    kept_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("by")
    )
    note = models.CharField(_("what is new"), max_length=300, blank=True)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=10)
    language = models.CharField(max_length=4, choices=TextLanguage)
    clauses = models.JSONField(default=list)
    parties = models.JSONField(default=list)

    class Meta:
        ordering = ["-number"]
        unique_together = [("agreement", "number")]

    def __str__(self) -> str:
        return f"{self.title} · {self.number}"


class SealedAgreement(SealedDocument):
    """The file that is signed: made from a version, or brought by the parties (``brought``)."""

    version = models.OneToOneField(Version, on_delete=models.CASCADE, related_name="sealed_file")
    brought = models.BooleanField(default=False)


class Signature(SignatureBase):
    """A party's signature under one version."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="signatures")
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="signatures")
    party = models.ForeignKey(AgreementParty, on_delete=models.CASCADE, related_name="signatures")

    class Meta(SignatureBase.Meta):
        constraints = [models.UniqueConstraint(fields=["version", "party"], name="one_signature_per_party_and_version")]

    def sealed(self) -> SealedDocument:
        return self.version.sealed_file

    def about(self) -> Agreement:
        return self.agreement
