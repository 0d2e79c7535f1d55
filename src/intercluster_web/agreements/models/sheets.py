"""The sheet of differences and synergies between two organisations (S3): frozen figures, remarks, both signatures."""

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intercluster_web.cooperations.models import CooperationItem
from intercluster_web.cooperations.signing.models import SealedDocument, SignatureBase


class SheetState(models.TextChoices):
    OPEN = "open", _("open for remarks")
    PROPOSED = "proposed", _("being signed off")
    SIGNED = "signed", _("signed off by both sides")


class Sheet(CooperationItem):
    """``frozen``: what the comparison said on ``taken_on``, in both languages; ``names``: the two organisations."""

    title = models.CharField(_("title"), max_length=200)
    comparison = models.ForeignKey(
        "scouting.SavedComparison",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("comparison"),
    )
    first = models.ForeignKey("directory.Organisation", on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey("directory.Organisation", on_delete=models.CASCADE, related_name="+")
    taken_on = models.DateField(_("figures of"), default=timezone.localdate)
    frozen = models.JSONField(default=dict)
    state = models.CharField(_("state"), max_length=8, choices=SheetState, default=SheetState.OPEN)
    round = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("sheet of differences and synergies")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("agreements:sheet", args=[self.pk])


class RemarkKind(models.TextChoices):
    DIFFERENCE = "difference", _("difference")
    SYNERGY = "synergy", _("synergy")
    COMMENT = "comment", _("comment")


class Remark(models.Model):
    """What one side says. ``about``: the row of the comparison it is about, or nothing."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="remarks")
    organisation = models.ForeignKey("directory.Organisation", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=10, choices=RemarkKind, default=RemarkKind.SYNERGY)
    about = models.CharField(_("about"), max_length=40, blank=True)
    text = models.TextField(_("text"), max_length=2000)
    created_by = models.ForeignKey("accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(_("written"), auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text


class SealedSheet(SealedDocument):
    """The sheet as it is signed off; one for each round, since a sheet can be opened again."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="sealed_files")
    round = models.PositiveIntegerField()

    class Meta:
        unique_together = [("sheet", "round")]


class SheetSignature(SignatureBase):
    """One side's sign-off."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="signatures")
    document = models.ForeignKey(SealedSheet, on_delete=models.CASCADE, related_name="signatures")

    class Meta(SignatureBase.Meta):
        constraints = [models.UniqueConstraint(fields=["document", "organisation"], name="one_sign_off_per_side")]

    def sealed(self) -> SealedDocument:
        return self.document

    def about(self) -> Sheet:
        return self.sheet
