"""Expression of interest: relayed by the two clusters, names told once both members have agreed."""

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intercluster_web.accounts.access_links import AccessLink
from intercluster_web.directory.models import MemberKind


class InterestSide(models.TextChoices):
    ASKING = "asking", _("the member who asks")
    POSTING = "posting", _("the member who posted")


class Answer(models.TextChoices):
    NONE = "", _("no answer yet")
    AGREES = "agrees", _("agrees to be named")
    REFUSES = "refuses", _("refuses")


class Interest(models.Model):
    """``owner`` is the cluster of the member who asks; the other cluster is the posting's owner.

    People of these two clusters see it, each without the name of the other's member until both releases agree.
    """

    posting = models.ForeignKey("outcomes.Posting", on_delete=models.CASCADE, related_name="interests")
    owner = models.ForeignKey(
        "directory.Organisation", on_delete=models.CASCADE, related_name="interests_sent", verbose_name=_("relayed by")
    )
    cooperation = models.ForeignKey(
        "cooperations.Cooperation",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="interests",
        verbose_name=_("as part of the cooperation"),
    )
    member = models.ForeignKey(
        "directory.Organisation", null=True, blank=True, on_delete=models.SET_NULL, related_name="interests"
    )
    member_name = models.CharField(_("your member"), max_length=250)
    member_kind = models.CharField(_("kind of member"), max_length=16, choices=MemberKind, default=MemberKind.SME)
    about = models.TextField(_("who they are, without names"))
    why = models.TextField(_("What interests them in this profile?"))
    brings = models.TextField(_("What do they bring?"))
    expects = models.TextField(_("What do they expect next, and when?"))
    expires_on = models.DateField(_("answer wanted by"))
    created_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    created_at = models.DateTimeField(_("sent"), auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("expression of interest")
        verbose_name_plural = _("expressions of interest")

    def __str__(self) -> str:
        return f"{self.posting.reference} / {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("outcomes:interest", args=[self.pk])

    @property
    def state(self) -> str:
        """agreed | refused | expired | waiting."""
        answers = [release.answer for release in self.releases.all()]
        if Answer.REFUSES in answers:
            return "refused"
        if answers and all(answer == Answer.AGREES for answer in answers):
            return "agreed"
        return "expired" if self.expires_on < timezone.localdate() else "waiting"


class Release(AccessLink):
    """Whether one side lets its member be named: its own answer by the link, or the cluster's on its behalf."""

    interest = models.ForeignKey(Interest, on_delete=models.CASCADE, related_name="releases")
    side = models.CharField(max_length=8, choices=InterestSide)
    answer = models.CharField(_("answer"), max_length=8, choices=Answer, default=Answer.NONE, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    by_member = models.BooleanField(default=False)
    recorded_by = models.ForeignKey("accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    note = models.CharField(_("remark"), max_length=500, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["interest", "side"], name="one_release_a_side")]
