"""Relaying interest: asked by one cluster, answered by both members, names told when both agree."""

from datetime import datetime, time, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from intercluster_web.accounts import post
from intercluster_web.accounts.permissions import WRITING_ROLES, may_write, works_in
from intercluster_web.cooperations.actions.journal import record
from intercluster_web.directory.models import Organisation
from intercluster_web.outcomes.actions.postings import refuse_traces
from intercluster_web.outcomes.models import Answer, Interest, InterestSide, Posting, Release
from intercluster_web.outcomes.queries.postings import postings, shown
from intercluster_web.records.ownership import require_writer

ANSWER_WITHIN = timedelta(days=30)


@transaction.atomic
def express(user: Any, interest: Interest) -> Interest:
    """Relay the interest of a member of ours in a posting of another cluster. A second click finds the first.

    Raises
    ------
    ValidationError
        The posting is not shown to us, is our own, or the text gives our member away.
    """
    require_writer(user, interest.owner)
    posting = interest.posting
    if posting.owner_id == interest.owner_id or not postings(user).filter(shown(), pk=posting.pk).exists():
        raise ValidationError(_("This posting is not open to an expression of interest from you."))
    if interest.cooperation is not None and works_in(user, interest.cooperation) is None:
        raise ValidationError(_("You do not work in this cooperation."))
    names = [interest.member_name, *([interest.member.name] if interest.member else [])]
    refuse_traces([interest.about, interest.why, interest.brings, interest.expects], names)
    for same in Interest.objects.filter(posting=posting, owner=interest.owner, member_name=interest.member_name):
        if same.state in ("waiting", "agreed"):
            return same
    interest.created_by = user
    interest.save()
    until = timezone.make_aware(datetime.combine(interest.expires_on + timedelta(days=1), time.min))
    for side in InterestSide:
        Release.objects.create(interest=interest, side=side, expires_at=until)
    _tell_journal(user, interest, "interest_sent")
    transaction.on_commit(lambda: _notify(posting.owner, "outcomes/mail/interest", interest))
    return interest


@transaction.atomic
def answer(release: Release, agrees: bool, note: str = "", user: Any = None) -> None:
    """Record one side's answer: the member's own (``user`` None, by the link) or the cluster's on its behalf.

    Raises
    ------
    PermissionDenied
        ``user`` does not write for the cluster of that side.
    ValidationError
        Answered before, refused by the other side, or over.
    """
    interest = (
        Interest.objects.select_for_update().select_related("posting__owner", "owner").get(pk=release.interest_id)
    )
    if user is not None and not may_write(user, side_owner(interest, release.side)):
        raise PermissionDenied
    if interest.state != "waiting":
        raise ValidationError(_("This request is closed: nothing more is to be answered."))
    written = Release.objects.filter(pk=release.pk, answer=Answer.NONE).update(
        answer=Answer.AGREES if agrees else Answer.REFUSES,
        answered_at=timezone.now(),
        by_member=user is None,
        recorded_by=user,
        note=note,
    )
    if not written:
        raise ValidationError(_("This was answered already; the first answer stands."))
    interest = (
        Interest.objects.prefetch_related("releases").select_related("posting__owner", "owner").get(pk=interest.pk)
    )
    if interest.state == "waiting":
        return
    _tell_journal(user, interest, f"interest_{interest.state}")
    for owner in (interest.owner, interest.posting.owner):
        transaction.on_commit(lambda to=owner: _notify(to, "outcomes/mail/interest_closed", interest))


@transaction.atomic
def renew_link(user: Any, release: Release) -> Release:
    """Kill the link sent so far and make a new one, while the request is open."""
    owner = side_owner(release.interest, release.side)
    require_writer(user, owner)
    release.withdraw()
    release.save(update_fields=["nonce"])
    return release


def invite(user: Any, release: Release, email: str, address: str) -> None:
    """Send a member the link to its answer; the e-mail address is not kept."""
    owner = side_owner(release.interest, release.side)
    require_writer(user, owner)
    post.send("outcomes/mail/release", {"release": release, "cluster": owner, "address": address}, email)


def side_owner(interest: Interest, side: str) -> Organisation:
    return interest.owner if side == InterestSide.ASKING else interest.posting.owner


def interest_in(posting: Posting, owner: Organisation) -> Interest:
    return Interest(posting=posting, owner=owner, expires_on=timezone.localdate() + ANSWER_WITHIN)


def _tell_journal(user: Any, interest: Interest, code: str) -> None:
    if interest.cooperation is not None:
        params = {"reference": interest.posting.reference}
        record(user, interest.cooperation, interest.owner, code, params=params, url=interest.get_absolute_url())


def _notify(owner: Organisation, template: str, interest: Interest) -> None:
    """Tell a cluster's writers, each in their language; the mail names no member."""
    for seat in owner.seats.filter(role__in=WRITING_ROLES).select_related("user"):
        with override(seat.user.language or "en"):
            context = {"interest": interest, "state": interest.state, "cluster": owner}
            post.send(template, context, seat.user.email)
