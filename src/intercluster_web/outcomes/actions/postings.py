"""Needs and offers: written, reviewed by a second person, published for a time, renewed."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from intercluster.outcomes.anonymity import traces
from intercluster_web.accounts.permissions import WRITING_ROLES
from intercluster_web.outcomes.models import Posting, PostingStatus
from intercluster_web.outcomes.presentation.wording import TRACES
from intercluster_web.records.ownership import change_owned, create_owned, delete_owned, require_change

SHOWN_FOR = timedelta(days=180)
SEEN_BY_OTHERS = ("side", "kind", "title", "text", "market", "countries", "member_kind", "member_country")


def create(user: Any, posting: Posting) -> None:
    """A draft: nobody else sees it yet."""
    create_owned(user, posting)


@transaction.atomic
def change(user: Any, posting: Posting, names: Iterable[str], seen: str) -> None:
    """Save changes. What others read has to be reviewed again once it is different."""
    stored = Posting.objects.get(pk=posting.pk)
    different = any(getattr(stored, name) != getattr(posting, name) for name in SEEN_BY_OTHERS)
    if stored.status == PostingStatus.PUBLISHED and different:
        posting.status, posting.sent_by = PostingStatus.REVIEW, user
        refuse_traces([posting.title, posting.text, posting.market], names_of(posting))
    change_owned(user, posting, names, seen)


def set_concepts(user: Any, posting: Posting, concepts: Iterable[str]) -> None:
    """Replace the confirmed fields, keeping the order given and each field once."""
    require_change(user, posting)
    posting.concepts = list(dict.fromkeys(concepts))
    posting.save(update_fields=["concepts", "updated_at"])


def send_to_review(user: Any, posting: Posting) -> None:
    """Ask a colleague to read it before it is published.

    Raises
    ------
    ValidationError
        Not a draft, without fields, or the text gives the member away.
    """
    require_change(user, posting)
    _must_be(posting, PostingStatus.DRAFT, PostingStatus.WITHDRAWN, PostingStatus.FULFILLED)
    if not posting.concepts:
        raise ValidationError(_("Confirm at least one field first: matching goes by fields."))
    refuse_traces([posting.title, posting.text, posting.market], names_of(posting))
    posting.status, posting.sent_by = PostingStatus.REVIEW, user
    posting.save(update_fields=["status", "sent_by", "updated_at"])


def may_review(user: Any, posting: Posting) -> bool:
    """Whoever sent it does not review it, unless nobody else writes for the cluster."""
    writers = set(posting.owner.seats.filter(role__in=WRITING_ROLES).values_list("user_id", flat=True))
    return user.pk in writers and (posting.sent_by_id != user.pk or writers == {user.pk})


def review(user: Any, posting: Posting, publish: bool, note: str = "") -> None:
    """Publish it, or send it back with a remark.

    Raises
    ------
    ValidationError
        It waits for no review; it was sent by the same person although colleagues could read it; the text gives the
        member away; or it goes back without a word.
    """
    require_change(user, posting)
    _must_be(posting, PostingStatus.REVIEW)
    if not may_review(user, posting):
        raise ValidationError(_("A colleague has to review it: you sent it."))
    if publish:
        refuse_traces([posting.title, posting.text, posting.market], names_of(posting))
    elif not note.strip():
        raise ValidationError(_("Say what to change."))
    posting.status = PostingStatus.PUBLISHED if publish else PostingStatus.DRAFT
    posting.reviewed_by, posting.reviewed_on, posting.review_note = user, timezone.localdate(), note.strip()
    posting.expires_on = max(posting.expires_on, timezone.localdate()) if publish else posting.expires_on
    posting.save()


def renew(user: Any, posting: Posting) -> None:
    """Show it for another half year, counted from today."""
    require_change(user, posting)
    posting.expires_on = timezone.localdate() + SHOWN_FOR
    posting.renewed += 1
    posting.save(update_fields=["expires_on", "renewed", "updated_at"])


def close(user: Any, posting: Posting, fulfilled: bool) -> None:
    """Take it off: it found what it was for, or it is withdrawn."""
    require_change(user, posting)
    posting.status = PostingStatus.FULFILLED if fulfilled else PostingStatus.WITHDRAWN
    posting.save(update_fields=["status", "updated_at"])


def delete(user: Any, posting: Posting) -> None:
    """Delete a posting nobody asked about.

    Raises
    ------
    ValidationError
        Interest was relayed in it: the other cluster's record stays, so it is withdrawn instead.
    """
    require_change(user, posting)
    if posting.interests.exists():
        raise ValidationError(_("Interest was relayed in it: withdraw it instead of deleting it."))
    delete_owned(user, posting)


@transaction.atomic
def add_all(user: Any, postings: Iterable[Posting]) -> int:
    """Save the postings of a file as drafts: all of them or none."""
    made = 0
    for posting in postings:
        create_owned(user, posting)
        made += 1
    return made


def names_of(posting: Posting) -> list[str]:
    """What a member is called, here and in the directory."""
    known = [posting.member_name]
    if posting.member is not None:
        known += [posting.member.name, posting.member.short_name]
    return [name for name in known if name]


def refuse_traces(texts: Iterable[str], names: Iterable[str]) -> None:
    """Raise ``ValidationError`` where a text others will read leads to the member."""
    found = traces("\n".join(texts), names)
    if found:
        said = ", ".join(f"“{words}” ({TRACES[trace]})" for trace, words in found)
        raise ValidationError(
            _("Others will read this text, and it leads to the member: %(found)s. Write it without.") % {"found": said}
        )


def _must_be(posting: Posting, *allowed: PostingStatus) -> None:
    if posting.status not in allowed:
        raise ValidationError(
            _("This is “%(status)s”: load the page again to see what can be done.")
            % {"status": posting.get_status_display()}
        )
