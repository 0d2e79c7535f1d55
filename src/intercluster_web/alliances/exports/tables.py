"""Governance in workbooks."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from intercluster.export import Column, Table
from intercluster_web.alliances.models import Decision, Governance, MergerStudy, Rotation, Turn
from intercluster_web.alliances.presentation.votes import option_label
from intercluster_web.cooperations.models import Cooperation


def register_table(cooperation: Cooperation, decisions: Iterable[Decision]) -> Table:
    """The register of decisions, with the count of each vote."""
    columns = [
        Column("decided", _("Decided on"), "date"),
        Column("body", _("Body")),
        Column("title", _("Decision")),
        Column("proposal", _("Proposal")),
        Column("outcome", _("Outcome")),
        Column("chosen", _("Chosen")),
        Column("ballot", _("Ballot")),
        Column("votes", _("Votes"), definition=_("Votes for each option, by weight where the body votes by weight.")),
        Column("abstained", _("Abstentions"), "integer"),
        Column("entitled", _("Votes there are"), "integer", _("Votes of all who could vote, the day it was opened.")),
        Column("effect", _("Takes effect on"), "date"),
        Column("meeting", pgettext("of a body", "Meeting")),
    ]
    rows = [
        {
            "decided": each.decided_on,
            "body": str(each.body),
            "title": each.title,
            "proposal": each.proposal,
            "outcome": str(each.get_outcome_display()),
            "chosen": each.winner,
            "ballot": _("consensus") if each.by_consensus else str(each.get_ballot_display()),
            "votes": "; ".join(f"{option_label(key)}: {n}" for key, n in each.result.get("votes", {}).items()),
            "abstained": each.result.get("abstained"),
            "entitled": each.result.get("entitled"),
            "effect": each.effect_on,
            "meeting": str(each.meeting) if each.meeting else "",
        }
        for each in decisions
    ]
    return Table(_("Register of decisions: %(title)s") % {"title": cooperation.title}, columns, rows)


def turns_table(rotation: Rotation, turns: Iterable[Turn]) -> Table:
    columns = [
        Column("number", _("Turn"), "integer"),
        Column("organisation", _("Organisation")),
        Column("starts", _("From"), "date"),
        Column("ends", _("Until"), "date"),
        Column("given", _("Handed over on"), "date"),
        Column("taken", _("Taken over on"), "date"),
    ]
    rows = [
        {
            "number": turn.number,
            "organisation": str(turn.organisation),
            "starts": turn.starts_on,
            "ends": turn.ends_on,
            "given": turn.given_on,
            "taken": turn.taken_on,
        }
        for turn in turns
    ]
    return Table(rotation.subject, columns, rows)


def support_table(study: MergerStudy) -> Table:
    columns = [
        Column("year", _("Year"), "integer"),
        Column("party", _("Party")),
        Column("funder", _("Funder")),
        Column("scheme", _("Scheme")),
        Column("now", _("As things are"), "money"),
        Column("merged", _("After a merger"), "money", _("This party’s share; empty: not known.")),
        Column("allied", _("In an alliance"), "money", _("Empty: not known.")),
        Column("source", _("Source")),
    ]
    rows = [
        {
            "year": line.year,
            "party": str(line.organisation),
            "funder": line.funder,
            "scheme": line.scheme,
            "now": line.now,
            "merged": line.merged,
            "allied": line.allied,
            "source": line.source,
        }
        for line in study.lines.select_related("organisation")
    ]
    return Table(study.title, columns, rows)


def alliances_table(alliances: Iterable[Governance]) -> Table:
    """What ``queries.overview.alliances`` gives."""
    columns = [
        Column("cooperation", _("Cooperation")),
        Column("form", _("Form of governance")),
        Column("third", _("Neutral third party")),
        Column("parties", _("Parties"), "integer", _("Organisations taking part today.")),
        Column("since", _("Since"), "date"),
        Column("until", _("Until"), "date"),
        Column("years", _("Years"), "number", _("Years since the form was chosen, to today.")),
        Column("meeting", _("Next meeting"), "date"),
    ]
    today = timezone.localdate()
    rows = [
        {
            "cooperation": each.cooperation.title,
            "form": str(each.get_form_display()),
            "third": str(each.third_party or ""),
            "parties": getattr(each, "parties_count", None),
            "since": each.since,
            "until": each.until,
            "years": round((today - each.since).days / 365.25, 1),
            "meeting": timezone.localtime(found).date() if (found := getattr(each, "next_meeting", None)) else None,
        }
        for each in alliances
    ]
    return Table(_("Forms of governance"), columns, rows)
