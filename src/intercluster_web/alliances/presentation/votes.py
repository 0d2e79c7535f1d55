"""What a vote decided, in words with the count."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intercluster.alliances.votes import AGAINST, FOR
from intercluster_web.alliances.models import BallotKind, Decision, MajorityOf

STEPS: dict[str, Any] = {
    "quorum_met": gettext_lazy("Quorum met: %(cast)s of %(entitled)s votes cast, %(quorum)s %% needed."),
    "quorum_missed": gettext_lazy("No quorum: %(cast)s of %(entitled)s votes cast, %(quorum)s %% needed."),
    "counted": gettext_lazy("Expressed: %(expressed)s; abstentions: %(abstained)s."),
    "nobody_for": gettext_lazy("Nobody voted for it."),
    "tie_chair": gettext_lazy("Votes are level; the chair’s own vote decides: %(option)s."),
    "tie_status_quo": gettext_lazy("Votes are level, so nothing changes."),
    "simple_reached": gettext_lazy("Simple majority: %(option)s has %(votes)s, the next option %(others)s."),
    "simple_missed": gettext_lazy("No simple majority: %(option)s has %(votes)s, another option %(others)s."),
    "absolute_reached": gettext_lazy("Absolute majority: %(option)s has %(votes)s of %(base)s, more than half."),
    "absolute_missed": gettext_lazy("No absolute majority: %(option)s has %(votes)s of %(base)s, half or less."),
    "two_thirds_reached": gettext_lazy("Two thirds reached: %(option)s has %(votes)s of %(base)s."),
    "two_thirds_missed": gettext_lazy("Two thirds missed: %(option)s has %(votes)s of %(base)s."),
    "unanimity_reached": gettext_lazy("Unanimous: %(option)s has all %(base)s votes."),
    "unanimity_missed": gettext_lazy("Not unanimous: %(option)s has %(votes)s of %(base)s."),
}


class Bar(NamedTuple):
    label: str
    votes: int
    share: float  # of all entitled


def option_label(option: str) -> str:
    """An option as people read it."""
    return {FOR: _("for"), AGAINST: _("against"), "": _("abstention")}.get(option, option)


def explained(decision: Decision) -> list[str]:
    """How the result came about, a sentence a step."""
    if decision.by_consensus:
        return [_("Taken by consensus, without a vote.")]
    return [_sentence(step) for step in decision.result.get("steps", [])]


def _sentence(step: dict[str, Any]) -> str:
    words = {**step, "option": option_label(step["option"])} if "option" in step else step
    return str(STEPS[step["code"]]) % words


def bars(decision: Decision) -> list[Bar]:
    """The count of a closed vote, an option a line, then abstentions and who stayed away."""
    if not decision.result:
        return []
    result = decision.result
    entitled = result["entitled"]
    cast = [(option_label(option), votes) for option, votes in result["votes"].items()]
    away = entitled - sum(result["votes"].values()) - result["abstained"]
    rows = [*cast, (_("abstentions"), result["abstained"]), (_("did not vote"), away)]
    return [Bar(label, votes, votes / entitled) for label, votes in rows]


def rules(decision_or_body: Any) -> Sequence[str]:
    """The rules of a body or vote, a sentence each."""
    said = decision_or_body
    found = [
        str(said.get_voting_display()),
        _("Quorum: %(percent)s %% of the votes there are") % {"percent": said.quorum}
        if said.quorum
        else _("No quorum"),
        _("Majority: %(majority)s") % {"majority": said.get_majority_display()},
    ]
    if said.majority != "simple":
        found.append(_("Counted of: %(base)s") % {"base": MajorityOf(said.base).label})
    found.append(_("Votes level: %(tie)s") % {"tie": said.get_tie_display()})
    if getattr(said, "ballot", None) == BallotKind.SECRET and said.tie == "chair":
        found.append(_("In a secret ballot the chair’s vote is unknown: votes level change nothing"))
    return found
