"""Needs and offers of members, told to others without saying whose they are."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from intercluster.outcomes.postings import PostingKind, Side
from intercluster_web.accounts.visibility import OwnedRecord
from intercluster_web.directory.models import MemberKind


class PostingSide(models.TextChoices):
    NEED = Side.NEED.value, _("need")
    OFFER = Side.OFFER.value, _("offer")


class Kind(models.TextChoices):
    """What is needed; an offer is the same seen from the other side (S14-S19)."""

    REFERENCE_CUSTOMER = PostingKind.REFERENCE_CUSTOMER.value, _("reference customer or demonstration site")
    PRIME_CONTRACTOR = PostingKind.PRIME_CONTRACTOR.value, _("prime contractor")
    DISTRIBUTOR = PostingKind.DISTRIBUTOR.value, _("distributor")
    LICENCE = PostingKind.LICENCE.value, _("licence")
    TECHNOLOGY_PARTNERSHIP = (
        PostingKind.TECHNOLOGY_PARTNERSHIP.value,
        _("technology partnership or co-development"),
    )
    UPSTREAM_RESEARCH = PostingKind.UPSTREAM_RESEARCH.value, _("upstream research")


class PostingStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    REVIEW = "review", _("to be reviewed")
    PUBLISHED = "published", _("published")
    FULFILLED = "fulfilled", _("fulfilled")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Posting(OwnedRecord):
    """``owner`` is the cluster; ``member``, ``member_name`` and ``note`` never leave it (``queries.postings``).

    Others see a posting while it is published and has not expired, as its visibility says.
    """

    side = models.CharField(_("need or offer"), max_length=5, choices=PostingSide, default=PostingSide.NEED)
    kind = models.CharField(_("kind"), max_length=24, choices=Kind)
    member = models.ForeignKey(
        "directory.Organisation",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="postings",
        verbose_name=_("member in the directory"),
    )
    member_name = models.CharField(_("member"), max_length=250)
    member_kind = models.CharField(_("kind of member"), max_length=16, choices=MemberKind, default=MemberKind.SME)
    member_country = models.CharField(_("country of the member"), max_length=2, blank=True)
    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("description without names"))
    note = models.TextField(_("note for your own team"), blank=True)
    concepts = models.JSONField(_("fields"), default=list, blank=True)
    countries = models.JSONField(_("countries"), default=list, blank=True)
    market = models.CharField(_("market"), max_length=160, blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=PostingStatus, default=PostingStatus.DRAFT, editable=False, db_index=True
    )
    expires_on = models.DateField(_("shown until"))
    sent_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    reviewed_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    reviewed_on = models.DateField(_("reviewed on"), null=True, blank=True, editable=False)
    review_note = models.CharField(_("remark of the review"), max_length=300, blank=True, editable=False)
    renewed = models.PositiveSmallIntegerField(_("times renewed"), default=0, editable=False)

    class Meta:
        ordering = ["-updated_at", "-pk"]
        verbose_name = _("need or offer")
        verbose_name_plural = _("needs and offers")
        indexes = [models.Index(fields=["owner", "status", "expires_on"])]

    def __str__(self) -> str:
        return self.title

    @property
    def reference(self) -> str:
        """What two clusters call it without naming the member."""
        return f"{'N' if self.side == PostingSide.NEED else 'O'}-{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("outcomes:posting", args=[self.pk])
