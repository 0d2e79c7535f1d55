"""The journal of a cooperation: what happened, once and for all (ActivityStreams 2.0 terms)."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intercluster.cooperations.ladder import Proof
from intercluster_web.cooperations.models.cooperation import Ladder
from intercluster_web.cooperations.models.items import CooperationItem


class Activity(models.TextChoices):
    """Types of activity of ActivityStreams 2.0 that occur here."""

    CREATE = "Create", pgettext_lazy("journal: what somebody did", "created")
    UPDATE = "Update", pgettext_lazy("journal: what somebody did", "changed")
    DELETE = "Delete", pgettext_lazy("journal: what somebody did", "removed")
    ADD = "Add", pgettext_lazy("journal: what somebody did", "added")
    REMOVE = "Remove", _("taken away")
    MOVE = "Move", _("moved")
    OFFER = "Offer", _("offered")
    INVITE = "Invite", pgettext_lazy("journal: what somebody did", "invited")
    ACCEPT = "Accept", pgettext_lazy("journal: what somebody did", "accepted")
    TENTATIVE_ACCEPT = "TentativeAccept", _("accepted with reservations")
    REJECT = "Reject", pgettext_lazy("journal: what somebody did", "refused")
    JOIN = "Join", _("joined")
    LEAVE = "Leave", _("left")
    ANNOUNCE = "Announce", _("announced")
    QUESTION = "Question", pgettext_lazy("journal: what somebody did", "asked")
    TRAVEL = "Travel", _("travelled")
    UNDO = "Undo", _("undone")
    NOTE = "Note", pgettext_lazy("journal: what somebody did", "noted")


class ProofKind(models.TextChoices):
    """What an entry proves; the gates between the steps ask for it."""

    EXPERIENCE_EXCHANGED = Proof.EXPERIENCE_EXCHANGED.value, _("experience exchanged")
    EVENT_ATTENDED = Proof.EVENT_ATTENDED.value, _("sector event attended together")
    MIRROR_CONTACT = Proof.MIRROR_CONTACT.value, _("contact with the mirror organisation")
    COMPARISON = Proof.COMPARISON.value, _("comparison shared")
    MEMBER_DEMAND = Proof.MEMBER_DEMAND.value, _("demand from members")
    COMPANY_MEETING = Proof.COMPANY_MEETING.value, _("meeting between companies")
    VISIT = Proof.VISIT.value, _("visit")
    GAINS_NAMED = Proof.GAINS_NAMED.value, _("gains named by a company")
    TRUST = Proof.TRUST.value, _("climate of trust checked")
    COMPLEMENTARITY = Proof.COMPLEMENTARITY.value, _("complementarity checked")
    SCOPE = Proof.SCOPE.value, _("scope checked: neither too broad nor too narrow")
    MEMBER_AGREEMENT = Proof.MEMBER_AGREEMENT.value, _("agreement signed between members")
    PROJECT_TOGETHER = Proof.PROJECT_TOGETHER.value, _("work together on a project")
    JOINT_EVENT = Proof.JOINT_EVENT.value, _("event organised together")
    CALL_OPENED = Proof.CALL_OPENED.value, _("call opened to the other’s members")
    AGREEMENT_SIGNED = Proof.AGREEMENT_SIGNED.value, _("agreement between the clusters signed")
    GOVERNANCE_CHOSEN = Proof.GOVERNANCE_CHOSEN.value, _("form of governance chosen")


class AppendOnlyError(Exception):
    """An entry of a journal is neither changed nor removed."""


class AppendOnlyQuerySet(models.QuerySet["JournalEntry"]):
    """Bulk ways to change or remove entries are closed as well."""

    def update(self, **values: Any) -> int:
        if set(values) <= {"created_by", "created_by_id"}:  # erasing a person takes their name out of it
            return super().update(**values)
        raise AppendOnlyError

    def delete(self) -> Any:
        raise AppendOnlyError


class JournalEntry(CooperationItem):
    """Something that happened. ``code`` and ``params`` say what, in any language (``presentation.journal``);
    ``note`` is what a person wrote. Written by ``actions.journal.record`` only."""

    activity = models.CharField(_("what kind"), max_length=16, choices=Activity)
    code = models.CharField(max_length=40, db_index=True)
    params = models.JSONField(default=dict, blank=True)
    note = models.TextField(_("note"), blank=True)
    happened_on = models.DateField(_("date"))
    proof = models.CharField(_("what it proves"), max_length=24, choices=ProofKind, blank=True)
    url = models.CharField(max_length=300, blank=True)
    corrects = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.CASCADE, related_name="corrections"
    )  # both stay; what the corrected entry proved no longer counts

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_on", "-pk"]
        indexes = [
            models.Index(fields=["cooperation", "-happened_on", "-id"]),
            models.Index(fields=["cooperation", "proof"], condition=~models.Q(proof=""), name="journal_proofs"),
        ]
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise AppendOnlyError
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> Any:
        raise AppendOnlyError


class Passage(models.Model):
    """The time a cooperation spent on a step; statistics of duration are made of these (S116, S123)."""

    cooperation = models.ForeignKey("cooperations.Cooperation", on_delete=models.CASCADE, related_name="passages")
    stage = models.CharField(_("step"), max_length=12, choices=Ladder)
    entered_on = models.DateField(_("from"))
    left_on = models.DateField(_("until"), null=True, blank=True)
    overridden_because = models.CharField(_("entered without the proofs because"), max_length=300, blank=True)

    class Meta:
        ordering = ["entered_on", "pk"]
