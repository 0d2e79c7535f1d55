"""What the journal can say: one line an event, worded in the reader's language.

A new event of any app gets its line here, under its room: code, activity (ActivityStreams), sentence. ``%(name)s`` is
filled from the entry's ``params``; ``words`` says how a param that is a code is put into words. A param that is an ISO
date is written as the reader writes dates.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from intercluster_web.accounts.visibility import Visibility
from intercluster_web.cooperations.models import Activity, Cooperation, JournalEntry, Ladder, PartyRole, Status

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def _choice(choices: Any) -> Callable[[Any], str]:
    return lambda code: str(dict(choices.choices).get(code, code))


def columns(names: Any) -> str:
    """Columns of a cooperation in words: what was changed on its card."""
    return ", ".join(str(Cooperation._meta.get_field(name).verbose_name) for name in names)


_STEPS: Mapping[str, Callable[[Any], str]] = {"from": _choice(Ladder), "to": _choice(Ladder)}


def _word(words: Mapping[str, Any]) -> Callable[[Any], str]:
    return lambda code: str(words.get(code, code))


_FORMS = {
    "light": _("light"),
    "shared": _("shared"),
    "rotating": _("rotating"),
    "neutral": _("neutral third party"),
}
_GOVERNANCE: Mapping[str, Callable[[Any], str]] = {"form": _word(_FORMS), "advised": _word(_FORMS)}
_OUTCOMES = {
    "adopted": _("adopted"),
    "rejected": _("rejected"),
    "tied": _("votes level"),
    "no_quorum": _("no quorum"),
}


class Event(NamedTuple):
    activity: Activity
    sentence: Any
    words: Mapping[str, Callable[[Any], str]] = {}


EVENTS: dict[str, Event] = {
    # Cooperation
    "opened": Event(Activity.CREATE, _("The cooperation was opened: %(title)s")),
    "opened_under_way": Event(
        Activity.CREATE, _("Entered here already under way, on the step “%(to)s”: %(title)s"), _STEPS
    ),
    "changed": Event(Activity.UPDATE, _("Changed: %(what)s"), {"what": columns}),
    "next_step": Event(Activity.UPDATE, _("Next step: %(what)s")),
    "moved": Event(Activity.MOVE, _("From “%(from)s” to “%(to)s”"), _STEPS),
    "moved_back": Event(Activity.MOVE, _("Back from “%(from)s” to “%(to)s”"), _STEPS),
    "moved_overridden": Event(Activity.MOVE, _("From “%(from)s” to “%(to)s”, without all the proofs"), _STEPS),
    "status": Event(Activity.UPDATE, _("Now %(status)s"), {"status": _choice(Status)}),
    "party_joined": Event(Activity.JOIN, _("%(party)s takes part")),
    "party_changed": Event(Activity.UPDATE, _("%(party)s is now: %(role)s"), {"role": _choice(PartyRole)}),
    "party_left": Event(Activity.LEAVE, _("%(party)s left")),
    "shared": Event(Activity.ANNOUNCE, _("Visible to: %(who)s"), {"who": _choice(Visibility)}),
    "works": Event(Activity.ANNOUNCE, _("%(party)s now works on this record with us")),
    "reads": Event(Activity.ANNOUNCE, _("%(party)s now only reads this record")),
    "met": Event(Activity.NOTE, _("Met %(party)s: %(occasion)s")),
    "noted": Event(Activity.NOTE, _("Noted")),
    "talked": Event(Activity.NOTE, _("Call or online meeting")),
    "teams_met": Event(Activity.NOTE, _("Meeting of the teams")),
    "event": Event(Activity.JOIN, _("At an event together")),
    "visited": Event(Activity.TRAVEL, _("Visit or mission")),
    "companies_met": Event(Activity.NOTE, _("Companies met")),
    "compared": Event(Activity.OFFER, _("Comparison shared")),
    "asked": Event(Activity.QUESTION, _("Asked of the partner")),
    "promised": Event(Activity.OFFER, _("Promised")),
    "agreed": Event(Activity.ACCEPT, _("Agreed")),
    "checked": Event(Activity.NOTE, _("Checked")),
    "corrected": Event(Activity.UNDO, _("Correction of the entry of %(day)s: %(what)s")),
    "task_added": Event(Activity.ADD, _("Task: %(what)s")),
    "task_done": Event(Activity.UPDATE, _("Task done: %(what)s")),
    "task_reopened": Event(Activity.UPDATE, _("Task open again: %(what)s")),
    "task_removed": Event(Activity.REMOVE, _("Task taken away: %(what)s")),
    "document_added": Event(Activity.ADD, _("Document: %(name)s")),
    "document_removed": Event(Activity.REMOVE, _("Document taken away: %(name)s")),
    "mirror_named": Event(Activity.ADD, _("Contact named for: %(function)s")),
    # Members: nothing here names a member
    "interest_sent": Event(Activity.OFFER, _("Expression of interest in %(reference)s relayed")),
    "interest_agreed": Event(Activity.ACCEPT, _("Interest in %(reference)s: both members agreed to be named")),
    "interest_refused": Event(Activity.REJECT, _("Interest in %(reference)s: refused")),
    "introduction_prepared": Event(Activity.INVITE, _("Introduction of two members prepared")),
    "introduction_sent": Event(Activity.INVITE, _("Two members introduced under the cluster’s name")),
    "members_met": Event(Activity.JOIN, _("Two members we introduced met")),
    "introduction_agreed": Event(Activity.ACCEPT, _("Two members we introduced came to an agreement")),
    "introduction_closed": Event(Activity.NOTE, _("Nothing followed an introduction")),
    "contract_opened": Event(Activity.ADD, _("Contract between two members being negotiated")),
    "contract_commercial": Event(Activity.ACCEPT, _("Commercial contract between two members signed")),
    "contract_licence": Event(Activity.ACCEPT, _("Licence agreement between two members signed")),
    "contract_technology": Event(Activity.ACCEPT, _("Technology partnership between two members signed")),
    "contract_research": Event(Activity.ACCEPT, _("Research agreement between two members signed")),
    "contract_students": Event(Activity.ACCEPT, _("Agreement on exchanges of students signed")),
    "contract_researchers": Event(Activity.ACCEPT, _("Agreement on exchanges of researchers signed")),
    "contract_closed": Event(Activity.UPDATE, _("Contract between two members completed")),
    "contract_ended": Event(Activity.UNDO, _("Contract between two members ended early or not concluded")),
    "milestone_reached": Event(Activity.UPDATE, _("Milestone of a contract reached")),
    "incident_raised": Event(Activity.QUESTION, _("Incident noted on a contract between two members")),
    "mediation_step": Event(Activity.UPDATE, _("Mediation on a contract between two members: a step")),
    "incident_settled": Event(Activity.ACCEPT, _("Incident on a contract settled by mediation")),
    "incident_ended": Event(Activity.REJECT, _("Mediation on a contract ended without settlement")),
    "incident_shared": Event(Activity.ANNOUNCE, _("Both members agreed to share the record of an incident")),
    "gain_expected": Event(Activity.ADD, _("Benefit expected: %(measure)s")),
    "gain_obtained": Event(Activity.ADD, _("Benefit obtained: %(measure)s")),
    "cost_noted": Event(Activity.ADD, _("Cost of the cooperation for a member noted")),
    "people_exchanged": Event(Activity.TRAVEL, _("People exchanged: %(persons)s")),
    "member_line_removed": Event(Activity.REMOVE, _("A line on members taken away")),
    "mirror_removed": Event(Activity.REMOVE, _("Contact taken away for: %(function)s")),
    # History: the cases of the sources, in both languages
    "told": Event(Activity.NOTE, _("%(when)s: %(words)s")),
    # Joint operations
    "operation_added": Event(Activity.ADD, _("Joint operation: %(title)s")),
    "operation_removed": Event(Activity.REMOVE, _("Joint operation taken away: %(title)s")),
    "operation_under_way": Event(Activity.UPDATE, _("Under way: %(title)s")),
    "operation_done": Event(Activity.UPDATE, _("Done: %(title)s")),
    "operation_abandoned": Event(Activity.UPDATE, _("Abandoned: %(title)s")),
    "bid_submitted": Event(Activity.OFFER, _("Bid submitted: %(title)s")),
    "bid_won": Event(Activity.ACCEPT, _("Bid won: %(title)s")),
    "bid_reserve": Event(Activity.TENTATIVE_ACCEPT, _("Bid on the reserve list: %(title)s")),
    "bid_lost": Event(Activity.REJECT, _("Bid not retained: %(title)s")),
    "project_labelled": Event(Activity.ACCEPT, _("%(party)s labelled the project %(title)s")),
    "project_retained": Event(Activity.ACCEPT, _("Project retained by its funder: %(title)s")),
    "edition_held": Event(Activity.ANNOUNCE, _("%(title)s %(year)s was held, host: %(host)s")),
    "call_opened": Event(Activity.OFFER, _("Call opened to the partners’ members: %(title)s")),
    "threshold_reached": Event(Activity.ANNOUNCE, _("Threshold reached: %(title)s")),
    "position_sealed": Event(Activity.UPDATE, _("Text ready to sign: %(title)s (SHA-256 %(sha256)s…)")),
    "position_signed": Event(Activity.ACCEPT, _("%(party)s signed %(title)s")),
    "position_refused": Event(Activity.REJECT, _("%(party)s does not sign %(title)s")),
    # Missions
    "mission_done": Event(Activity.TRAVEL, _("Mission that took place: %(title)s")),
    "mission_companies_met": Event(Activity.TRAVEL, _("Companies of the mission met their hosts: %(title)s")),
    "mission_result": Event(Activity.NOTE, _("Followed from the mission %(title)s: %(what)s")),
    # Agreements
    "agreement_drafted": Event(Activity.CREATE, _("Agreement in preparation: %(title)s")),
    "agreement_kept": Event(Activity.UPDATE, _("%(title)s: version %(number)s kept")),
    "agreement_proposed": Event(
        Activity.OFFER, _("%(title)s: version %(number)s proposed for signature (SHA-256 %(sha256)s…)")
    ),
    "agreement_reopened": Event(
        Activity.UNDO, _("%(title)s: opened again for changes; signatures given so far no longer count: %(voided)s")
    ),
    "agreement_party_signed": Event(Activity.ACCEPT, _("%(party)s signed %(title)s (%(signed)s of %(of)s)")),
    "agreement_party_refused": Event(Activity.REJECT, _("%(party)s does not sign %(title)s")),
    "agreement_signed": Event(Activity.ACCEPT, _("%(title)s is signed by all and in force: %(parties)s")),
    "agreement_renewed": Event(Activity.UPDATE, _("%(title)s: renewed until %(until)s")),
    "agreement_term_set": Event(Activity.UPDATE, _("%(title)s: runs from %(since)s to %(until)s")),
    "agreement_ended": Event(Activity.DELETE, _("%(title)s ended: %(because)s")),
    "agreement_removed": Event(Activity.REMOVE, _("Draft taken away: %(title)s")),
    "sheet_taken": Event(Activity.CREATE, _("Sheet of differences and synergies: %(first)s and %(second)s")),
    "sheet_proposed": Event(Activity.OFFER, _("%(title)s: ready to be signed off (SHA-256 %(sha256)s…)")),
    "sheet_reopened": Event(Activity.UNDO, _("%(title)s: open for remarks again, sign-offs no longer count")),
    "sheet_side_signed": Event(Activity.ACCEPT, _("%(party)s signed off %(title)s")),
    "sheet_side_refused": Event(Activity.REJECT, _("%(party)s does not sign off %(title)s")),
    "sheet_signed": Event(Activity.ACCEPT, _("%(title)s is signed off by both sides")),
    "sheet_removed": Event(Activity.REMOVE, _("Sheet taken away: %(title)s")),
    # Governance
    "governance_chosen": Event(Activity.ACCEPT, _("Form of governance: %(form)s"), _GOVERNANCE),
    "governance_chosen_otherwise": Event(
        Activity.ACCEPT, _("Form of governance: %(form)s, where the rule of thumb says %(advised)s"), _GOVERNANCE
    ),
    "body_set_up": Event(Activity.CREATE, _("Body set up: %(body)s")),
    "body_changed": Event(Activity.UPDATE, _("Body changed: %(body)s")),
    "mandate_given": Event(Activity.JOIN, _("%(party)s has a mandate in %(body)s")),
    "mandate_changed": Event(Activity.UPDATE, _("Mandate of %(party)s in %(body)s changed")),
    "rotation_planned": Event(Activity.UPDATE, _("Turns planned: %(subject)s")),
    "turn_given": Event(Activity.OFFER, _("%(subject)s: %(party)s handed over")),
    "turn_taken": Event(Activity.ACCEPT, _("%(subject)s: %(party)s took over")),
    "meeting_planned": Event(Activity.INVITE, _("Meeting on %(day)s: %(title)s")),
    "meeting_moved": Event(Activity.UPDATE, _("Meeting now on %(day)s: %(title)s")),
    "meeting_held": Event(Activity.NOTE, _("Meeting of %(day)s held: %(title)s")),
    "meeting_cancelled": Event(Activity.UNDO, _("Meeting of %(day)s called off: %(title)s")),
    "minutes_approved": Event(Activity.ACCEPT, _("Minutes of %(day)s approved: %(title)s")),
    "proposal_written": Event(Activity.OFFER, _("Proposal: %(title)s")),
    "proposal_withdrawn": Event(Activity.UNDO, _("Proposal withdrawn: %(title)s")),
    "vote_opened": Event(Activity.QUESTION, _("Vote until %(day)s: %(title)s")),
    "vote_closed": Event(Activity.ANNOUNCE, _("Vote closed, %(outcome)s: %(title)s"), {"outcome": _word(_OUTCOMES)}),
    "decided_by_consensus": Event(Activity.ANNOUNCE, _("Decided by consensus: %(title)s")),
    "merger_studied": Event(Activity.CREATE, _("Study of support before and after a merger: %(title)s")),
    # Validation rounds
    "round_opened": Event(Activity.QUESTION, _("Round “%(title)s”: %(asked)s people asked, until %(until)s")),
    "round_extended": Event(Activity.UPDATE, _("Round “%(title)s”: more time, until %(until)s")),
    "round_closed": Event(Activity.ANNOUNCE, _("Round “%(title)s” closed: %(answered)s of %(asked)s answered")),
    "round_gains": Event(Activity.ADD, _("Round “%(title)s”: gains named by companies: %(gains)s")),
}


# What people note by hand.
NOTED = (
    "talked",
    "teams_met",
    "event",
    "visited",
    "companies_met",
    "compared",
    "asked",
    "promised",
    "agreed",
    "checked",
    "noted",
)


def sentence(entry: JournalEntry) -> str:
    """What an entry says, in the reader's language."""
    event = EVENTS.get(entry.code)
    if event is None:
        return entry.code
    return str(event.sentence) % {name: _worded(event, name, value) for name, value in _spoken(entry.params).items()}


def _spoken(params: dict[str, Any]) -> dict[str, Any]:
    """Parameters, those kept in each language (``words_en``, ``words_fr``) under their bare name in the reader's."""
    ending = f"_{(get_language() or 'en')[:2]}"
    return {name.removesuffix(ending): value for name, value in params.items()}


def _worded(event: Event, name: str, value: Any) -> Any:
    if name in event.words:
        return event.words[name](value)
    if isinstance(value, str) and _ISO_DATE.fullmatch(value):
        return date_format(date.fromisoformat(value), "SHORT_DATE_FORMAT")
    return value


def kind_choices() -> list[tuple[str, Any]]:
    """The kinds of entries for a filter: activities, in the order of their model."""
    return [(activity.value, capfirst(str(activity.label))) for activity in Activity]
