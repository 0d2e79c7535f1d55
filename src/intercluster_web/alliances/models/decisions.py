"""Decisions and the votes they come from.

A secret ballot leaves no trace of who chose what: a voter is ticked off, without a time, and a sum rises; no row stands
for one ballot. An open ballot keeps each voter's choice.
"""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from intercluster.alliances.votes import Outcome
from intercluster_web.accounts.access_links import AccessLink
from intercluster_web.alliances.models.bodies import Body, Mandate, VotingRules
from intercluster_web.alliances.models.meetings import Meeting
from intercluster_web.alliances.models.shared import CommonItem, new_uid


class BallotKind(models.TextChoices):
    OPEN = "open", _("open: the members see who chose what")
    SECRET = "secret", _("secret: nobody can find out who chose what")


class DecisionState(models.TextChoices):
    DRAFT = "draft", _("being prepared")
    OPEN = "open", _("vote under way")
    CLOSED = "closed", _("decided")
    WITHDRAWN = "withdrawn", _("withdrawn")


class OutcomeKind(models.TextChoices):
    ADOPTED = Outcome.ADOPTED.value, _("adopted")
    REJECTED = Outcome.REJECTED.value, _("rejected")
    TIED = Outcome.TIED.value, _("level, nothing changes")
    NO_QUORUM = Outcome.NO_QUORUM.value, _("no quorum")


class Decision(CommonItem, VotingRules):
    """A proposal and what became of it. ``options``: [] for a motion (for, against), else what is chosen among.
    ``by_consensus``: taken without a vote. ``result``: what was counted, as ``presentation.votes`` reads it."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="decisions", verbose_name=_("body"))
    meeting = models.ForeignKey(
        Meeting,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="decisions",
        verbose_name=_("at the meeting"),
    )
    title = models.CharField(_("title"), max_length=200)
    proposal = models.TextField(_("proposal"))
    options = models.JSONField(_("options"), default=list, blank=True)
    ballot = models.CharField(_("ballot"), max_length=6, choices=BallotKind, default=BallotKind.OPEN)
    deadline = models.DateTimeField(_("votes until"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=DecisionState, default=DecisionState.DRAFT)
    by_consensus = models.BooleanField(_("by consensus, without a vote"), default=False)
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=9, choices=OutcomeKind, blank=True)
    winner = models.CharField(_("chosen"), max_length=200, blank=True)
    result = models.JSONField(default=dict, blank=True, editable=False)
    effect_on = models.DateField(_("takes effect on"), null=True, blank=True)
    uid = models.CharField(max_length=60, default=new_uid, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["-decided_on", "-pk"]
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("alliances:decision", args=[self.pk])


class Voter(AccessLink):
    """An organisation that may vote on a decision, through the link or an account. No time is kept here."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="voters")
    organisation = models.ForeignKey("directory.Organisation", on_delete=models.CASCADE, related_name="+")
    mandate = models.ForeignKey(Mandate, null=True, on_delete=models.SET_NULL, related_name="+")
    weight = models.PositiveSmallIntegerField(default=1)
    chairs = models.BooleanField(default=False)
    voted = models.BooleanField(default=False)

    class Meta:
        ordering = ["organisation__name"]
        unique_together = [("decision", "organisation")]


class Ballot(models.Model):
    """A choice in an open ballot; ``choice`` "" is an abstention."""

    voter = models.OneToOneField(Voter, on_delete=models.CASCADE, related_name="ballot")
    choice = models.CharField(max_length=200, blank=True)
    comment = models.CharField(_("comment"), max_length=500, blank=True)


class Tally(models.Model):
    """The sum of a secret ballot for one option; ``choice`` "" is the abstentions."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="tallies")
    choice = models.CharField(max_length=200, blank=True)
    weight = models.PositiveIntegerField(default=0)

    class Meta:
        unique_together = [("decision", "choice")]
