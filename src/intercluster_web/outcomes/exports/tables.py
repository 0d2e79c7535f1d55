"""Postings, matches, introductions, contracts, benefits, costs and exchanges as tables."""

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intercluster.export import Column, Table
from intercluster_web.outcomes.models import Exchange
from intercluster_web.outcomes.presentation.matches import MatchView
from intercluster_web.outcomes.presentation.sight import (
    ContractView,
    CostView,
    GainView,
    IntroductionView,
    PostingView,
)

SEEN = gettext_lazy("Names of members are those you may read; a member of another cluster is told by kind and country.")


def postings_table(rows: Sequence[PostingView]) -> Table:
    """The columns are those the import reads; the first ones say whose it is and are not read."""
    columns = [
        Column("reference", _("Reference")),
        Column("owner", _("Cluster")),
        Column("status", _("Status")),
        Column("side", _("Need or offer")),
        Column("kind", _("Kind"), definition=_("What is needed; an offer is the same seen from the other side.")),
        Column("member", _("Member"), definition=str(SEEN)),
        Column("member_kind", _("Kind of member")),
        Column("country", _("Country of the member")),
        Column("title", _("Title")),
        Column("text", _("Description without names")),
        Column("market", _("Market")),
        Column(
            "countries",
            _("Countries aimed at"),
            definition=_("Need: where the partner or its market is. Offer: where it holds."),
        ),
        Column("fields", _("Fields"), definition=_("Concepts of the vocabulary, by label, with ; between them.")),
        Column("expires_on", _("Shown until"), "date"),
        Column("een", _("Profile type, Enterprise Europe Network"), definition=_("By the way the money goes.")),
        Column("note", _("Note for your own team")),
    ]
    lines = [
        {
            "reference": row.reference,
            "owner": row.owner,
            "status": row.status_label or _("published"),
            "side": row.side_label,
            "kind": row.kind_label,
            "member": row.member,
            "member_kind": row.member_kind,
            "country": row.country,
            "title": row.title,
            "text": row.text,
            "market": row.market,
            "countries": "; ".join(row.countries),
            "fields": "; ".join(label for _key, label in row.fields),
            "expires_on": row.expires_on,
            "een": row.een,
            "note": row.note,
        }
        for row in rows
    ]
    return Table(_("Needs and offers"), columns, lines, notes=[str(SEEN)])


def matches_table(rows: Sequence[MatchView]) -> Table:
    columns = [
        Column("score", _("Score"), "percent", _("Kind × fields. A rule of thumb, not a probability.")),
        Column(
            "kind_weight",
            _("Kind"),
            "percent",
            _("In full for the same kind, 70 for a neighbour."),
        ),
        Column("field_fit", _("Fields"), "percent", _("Mean over the fields needed of how far the offer meets them.")),
        Column("need", _("Need")),
        Column("need_title", _("What is needed")),
        Column("need_of", _("Member who needs")),
        Column("offer", _("Offer")),
        Column("offer_title", _("What is offered")),
        Column("offer_of", _("Member who offers")),
        Column("reasons", _("Why")),
    ]
    lines = [
        {
            "score": row.score,
            "kind_weight": row.kind_weight,
            "field_fit": row.field_fit,
            "need": row.need.reference,
            "need_title": row.need.title,
            "need_of": row.need.whose,
            "offer": row.offer.reference,
            "offer_title": row.offer.title,
            "offer_of": row.offer.whose,
            "reasons": "\n".join(row.reasons),
        }
        for row in rows
    ]
    return Table(_("Matches"), columns, lines, notes=[str(SEEN)])


def introductions_table(rows: Sequence[IntroductionView]) -> Table:
    columns = [
        Column("a", _("First member")),
        Column("b", _("Second member")),
        Column("owner", _("Introduced by")),
        Column("subject", _("About")),
        Column("status_label", _("Status")),
        Column("sent_on", _("Letter sent on"), "date"),
        Column("met_on", _("Met on"), "date"),
        Column("outcome", _("What came of it")),
    ]
    return _table(_("Introductions"), columns, rows)


def contracts_table(rows: Sequence[ContractView]) -> Table:
    columns = [
        Column("kind_label", _("Kind of contract")),
        Column("a", _("First member")),
        Column("b", _("Second member")),
        Column("owner", _("Logged by")),
        Column("introduced", _("After our introduction")),
        Column("subject", _("About")),
        Column("status_label", _("Status")),
        Column("signed_on", _("Signed on"), "date"),
        Column("starts_on", _("In force from"), "date"),
        Column("ends_on", _("Until"), "date"),
        Column(
            "amount",
            _("Amount in euros"),
            "money",
            _("As the parties told; empty where it is not known or not shared."),
        ),
        Column("audience_label", _("Visible to")),
        Column("note", _("Note")),
    ]
    return _table(_("Contracts between members"), columns, rows)


def benefits_table(rows: Sequence[GainView]) -> Table:
    said = _("Who said so, and the source; with the member's name only.")
    columns = [
        Column("level_label", _("Who benefits")),
        Column("member", _("Member")),
        Column("what", _("Benefit")),
        Column("unit", _("Unit")),
        Column("period_from", _("Period from"), "date"),
        Column("period_to", _("Period to"), "date"),
        Column("expected", _("Expected"), "number", said),
        Column("expected_by", _("Who expects it")),
        Column("obtained", _("Obtained"), "number", said),
        Column("obtained_by", _("Who says it was obtained")),
        Column("tags", _("Aims of the policy")),
        Column("owner", _("Logged by")),
    ]
    return _table(_("Benefits expected and obtained"), columns, rows)


def costs_table(rows: Sequence[CostView]) -> Table:
    columns = [
        Column("member", _("Member")),
        Column("what", _("What for")),
        Column("spent_on", _("Date"), "date"),
        Column("hours", _("Working hours"), "number"),
        Column("travel", _("Travel, euros"), "money"),
        Column("other", _("Other costs, euros"), "money"),
        Column("said_by", _("Who says so")),
        Column("owner", _("Logged by")),
    ]
    return _table(_("Costs for members"), columns, rows)


def exchanges_table(rows: Sequence[Exchange]) -> Table:
    columns = [
        Column("direction", _("Direction"), definition=_("As seen by the organisation that logged it.")),
        Column("who", _("Who")),
        Column("persons", _("Persons"), "integer"),
        Column("home", _("Home institution")),
        Column("host", _("Host institution")),
        Column("starts_on", _("From"), "date"),
        Column("ends_on", _("Until"), "date"),
        Column("subject", _("Subject")),
        Column("owner", _("Logged by")),
    ]
    lines = [
        {
            **{name: getattr(row, name) for name in ("persons", "home", "host", "starts_on", "ends_on", "subject")},
            "direction": str(row.get_direction_display()),
            "who": str(row.get_who_display()),
            "owner": str(row.owner),
        }
        for row in rows
    ]
    return Table(_("Exchanges of people"), columns, lines)


def _table(title: str, columns: list[Column], rows: Sequence[Any]) -> Table:
    lines = [{column.key: _cell(getattr(row, column.key)) for column in columns} for row in rows]
    return Table(title, columns, lines, notes=[str(SEEN)])


def _cell(value: Any) -> Any:
    if isinstance(value, tuple):
        return ", ".join(value)
    return float(value) if hasattr(value, "as_tuple") else value


TABLES: dict[str, Callable[[Sequence[Any]], Table]] = {
    "introductions": introductions_table,
    "contracts": contracts_table,
    "benefits": benefits_table,
    "costs": costs_table,
    "exchanges": exchanges_table,
}
