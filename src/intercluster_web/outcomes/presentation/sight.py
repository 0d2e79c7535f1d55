"""Lines on members as one reader may see them.

Pages, files and the API are made of these views, never of the records: a name that is not in the view cannot leak.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from intercluster.outcomes.postings import PostingKind, Side, een_profile
from intercluster_web.accounts.permissions import organisations_of
from intercluster_web.directory.wording import country_label, field_label
from intercluster_web.outcomes.models import Benefit, Contract, Cost, Interest, InterestSide, Introduction, Posting
from intercluster_web.outcomes.presentation.wording import EEN


class Reader:
    """Whose lines are read with names: those of the organisations a person sits at, or of ``own``."""

    def __init__(self, user: Any = None, own: Iterable[int] = ()) -> None:
        self.own = frozenset(own if user is None else organisations_of(user))

    def knows(self, owner_id: int, named: bool = False) -> bool:
        return named or owner_id in self.own


@dataclass(frozen=True)
class PostingView:
    """``member`` and ``note`` are empty for other organisations' people, ``status`` too."""

    pk: int
    reference: str
    ours: bool
    side: str
    side_label: str
    kind: str
    kind_label: str
    een: str
    title: str
    text: str
    owner: str
    owner_key: str
    member: str
    member_kind: str
    country: str
    country_label: str
    fields: tuple[tuple[str, str], ...]
    countries: tuple[str, ...]
    country_names: str
    market: str
    expires_on: date
    expired: bool
    status: str
    status_label: str
    note: str
    review_note: str

    @property
    def whose(self) -> str:
        """The member where the reader may know it, else what may be said of it."""
        return self.member or describe(self.member_kind, self.country_label)


def describe(kind: str, country: str) -> str:
    """``SME, France``: a member without its name."""
    return ", ".join(part for part in (kind, country) if part)


def posting_view(posting: Posting, reader: Reader) -> PostingView:
    ours = reader.knows(posting.owner_id)
    profile = een_profile(Side(posting.side), PostingKind(posting.kind))
    return PostingView(
        pk=posting.pk,
        reference=posting.reference,
        ours=ours,
        side=posting.side,
        side_label=str(posting.get_side_display()),
        kind=posting.kind,
        kind_label=str(posting.get_kind_display()),
        een=str(EEN[profile]),
        title=posting.title,
        text=posting.text,
        owner=str(posting.owner),
        owner_key=posting.owner.key,
        member=posting.member_name if ours else "",
        member_kind=str(posting.get_member_kind_display()),
        country=posting.member_country,
        country_label=country_label(posting.member_country),
        fields=tuple((concept, field_label(concept)) for concept in posting.concepts),
        countries=tuple(posting.countries),
        country_names=", ".join(country_label(code) for code in posting.countries),
        market=posting.market,
        expires_on=posting.expires_on,
        expired=posting.expires_on < timezone.localdate(),
        status=posting.status if ours else "",
        status_label=str(posting.get_status_display()) if ours else "",
        note=posting.note if ours else "",
        review_note=posting.review_note if ours else "",
    )


@dataclass(frozen=True)
class InterestView:
    """``asking`` and ``posting_member`` are names where the reader may know them, else empty."""

    pk: int
    state: str
    reference: str
    asked_by: str
    posted_by: str
    asking: str
    posting_member: str
    member_kind: str
    about: str
    why: str
    brings: str
    expects: str
    expires_on: date
    sent_on: date
    sides: tuple[str, ...]
    posting: PostingView


def interest_view(interest: Interest, reader: Reader) -> InterestView:
    agreed = interest.state == "agreed"
    sides = {InterestSide.ASKING: interest.owner_id, InterestSide.POSTING: interest.posting.owner_id}
    return InterestView(
        pk=interest.pk,
        state=interest.state,
        reference=interest.posting.reference,
        asked_by=str(interest.owner),
        posted_by=str(interest.posting.owner),
        asking=interest.member_name if reader.knows(interest.owner_id, agreed) else "",
        posting_member=interest.posting.member_name if reader.knows(interest.posting.owner_id, agreed) else "",
        member_kind=str(interest.get_member_kind_display()),
        about=interest.about,
        why=interest.why,
        brings=interest.brings,
        expects=interest.expects,
        expires_on=interest.expires_on,
        sent_on=timezone.localdate(interest.created_at),
        sides=tuple(str(side.value) for side, owner in sides.items() if owner in reader.own),
        posting=posting_view(interest.posting, reader),
    )


@dataclass(frozen=True)
class PairView:
    """A line on two members; ``hidden`` where names, subject and notes are not for this reader."""

    pk: int
    owner: str
    ours: bool
    hidden: bool
    audience: str
    audience_label: str
    a: str
    b: str
    subject: str
    status: str
    status_label: str


def _pair(item: Any, reader: Reader) -> dict[str, Any]:
    hidden = not reader.knows(item.owner_id, item.named)
    return {
        "pk": item.pk,
        "owner": str(item.owner),
        "ours": reader.knows(item.owner_id),
        "hidden": hidden,
        "audience": item.audience,
        "audience_label": str(item.get_audience_display()),
        "a": str(item.get_a_kind_display()) if hidden else item.a_name,
        "b": str(item.get_b_kind_display()) if hidden else item.b_name,
        "subject": "" if hidden else item.subject,
        "status": item.status,
        "status_label": str(item.get_status_display()),
    }


@dataclass(frozen=True)
class IntroductionView(PairView):
    presentation: str
    sent_on: date | None
    met_on: date | None
    outcome: str


def introduction_view(item: Introduction, reader: Reader) -> IntroductionView:
    known = _pair(item, reader)
    hidden = known["hidden"]
    return IntroductionView(
        **known,
        presentation="" if hidden else item.presentation,
        sent_on=item.sent_on,
        met_on=item.met_on,
        outcome="" if hidden else item.outcome,
    )


@dataclass(frozen=True)
class ContractView(PairView):
    kind: str
    kind_label: str
    signed_on: date | None
    starts_on: date | None
    ends_on: date | None
    amount: Decimal | None
    amount_hidden: bool
    introduced: bool
    note: str


def contract_view(item: Contract, reader: Reader) -> ContractView:
    known = _pair(item, reader)
    sees_amount = reader.knows(item.owner_id, item.amount_shared)
    return ContractView(
        **known,
        kind=item.kind,
        kind_label=str(item.get_kind_display()),
        signed_on=item.signed_on,
        starts_on=item.starts_on,
        ends_on=item.ends_on,
        amount=item.amount if sees_amount else None,
        amount_hidden=not sees_amount,
        introduced=item.introduction_id is not None,
        note=item.note if known["ours"] else "",
    )


@dataclass(frozen=True)
class GainView:
    """A benefit or a cost; who said so and where are told with the member's name only."""

    pk: int
    owner: str
    ours: bool
    audience: str
    member: str
    level_label: str
    what: str
    unit: str
    period_from: date
    period_to: date
    expected: Decimal | None
    expected_by: str
    obtained: Decimal | None
    obtained_by: str
    tags: tuple[str, ...]


def benefit_view(item: Benefit, reader: Reader, tags: dict[str, Any]) -> GainView:
    known = reader.knows(item.owner_id, item.named)
    member = item.member_name if known else (_("a member") if item.member_name else "")
    return GainView(
        pk=item.pk,
        owner=str(item.owner),
        ours=reader.knows(item.owner_id),
        audience=item.audience,
        member=member,
        level_label=str(item.get_level_display()),
        what=item.measure,
        unit=item.unit_label,
        period_from=item.period_from,
        period_to=item.period_to,
        expected=item.expected,
        expected_by=_said(item.expected_said_by, item.expected_source) if known else "",
        obtained=item.obtained,
        obtained_by=_said(item.obtained_said_by, item.obtained_source) if known else "",
        tags=tuple(str(tags.get(tag, tag)) for tag in item.tags),
    )


@dataclass(frozen=True)
class CostView:
    pk: int
    owner: str
    ours: bool
    audience: str
    member: str
    what: str
    spent_on: date
    hours: Decimal
    travel: Decimal
    other: Decimal
    said_by: str


def cost_view(item: Cost, reader: Reader) -> CostView:
    known = reader.knows(item.owner_id, item.named)
    return CostView(
        pk=item.pk,
        owner=str(item.owner),
        ours=reader.knows(item.owner_id),
        audience=item.audience,
        member=item.member_name if known else _("a member"),
        what=item.what,
        spent_on=item.spent_on,
        hours=item.hours,
        travel=item.travel,
        other=item.other,
        said_by=item.said_by if known else "",
    )


def _said(who: str, source: str) -> str:
    return " – ".join(part for part in (who, source) if part)


def views(found: Iterable[Any], make: Any, reader: Reader) -> list[Any]:
    return [make(each, reader) for each in found]
