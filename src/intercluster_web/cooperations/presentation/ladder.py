"""The ladder and its gates in the reader's words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intercluster.cooperations.gates import Assessment, Finding, Phase, phase_of
from intercluster.cooperations.ladder import LADDER, Stage
from intercluster_web.cooperations.models import Cooperation, JournalEntry, Ladder, Passage, Status

REQUIREMENTS = {
    "small_steps": gettext_lazy("One step at a time: beginnings are prudent and modest"),
    "two_parties": gettext_lazy("At least two organisations take part"),
    "experience_exchanged": gettext_lazy("Both teams have told each other how they work"),
    "event_attended": gettext_lazy("The teams have met at an event of the sector"),
    "mirror_contact": gettext_lazy("Each function has its contact at the mirror organisation"),
    "comparison": gettext_lazy("Both sides have seen the comparison of the clusters"),
    "member_demand": gettext_lazy(
        "Members ask for it: a cooperation is not decreed, it meets expectations and priorities of firms"
    ),
    "structured": gettext_lazy("Each cluster is structured (it has a governance): the market phase comes after"),
    "company_meeting": gettext_lazy("Member companies have met or visited each other"),
    "gains_named": gettext_lazy("A company names what it gains: the gains are very visible"),
    "trust": gettext_lazy("A climate of trust has been checked"),
    "complementarity": gettext_lazy("The complementarities have been confirmed"),
    "scope": gettext_lazy("The field is neither too broad (a whole sector) nor too narrow (one product)"),
    "confirmed": gettext_lazy(
        "The potential is confirmed: an agreement between members, or work together on a project"
    ),
    "joint_event": gettext_lazy("An event has been organised together"),
    "call_opened": gettext_lazy("A call has been opened to the other’s members"),
    "agreement_signed": gettext_lazy("The clusters have signed an agreement"),
    "governance_chosen": gettext_lazy("The form of governance has been chosen"),
}
SMALL_STEPS = {
    "small_steps": gettext_lazy("Move to the next step only; go on from there."),
    "two_parties": gettext_lazy("Add the organisation you want to work with."),
    "experience_exchanged": gettext_lazy(
        "A call of one hour: each team tells how it works with its members, and what it is after."
    ),
    "event_attended": gettext_lazy(
        "Meet at the next fair or congress of the sector; hold a seminar for clusters on its margin."
    ),
    "mirror_contact": gettext_lazy("Name one person for each function: projects, events, Europe, communication."),
    "comparison": gettext_lazy("Send the comparison of both clusters and go through it together."),
    "member_demand": gettext_lazy("Ask members in a validation round whether they want it, and for what."),
    "structured": gettext_lazy("Ask their authority or network who speaks for it, or go through the network."),
    "company_meeting": gettext_lazy("Take two or three member companies along to a visit."),
    "gains_named": gettext_lazy("Ask a company that came along what it gained, in one sentence it would sign."),
    "trust": gettext_lazy("Go through past promises together: what was kept, what was not, what is still unsaid."),
    "complementarity": gettext_lazy(
        "Put the links of both value chains side by side and name what one has and the other lacks."
    ),
    "scope": gettext_lazy("Confirm two or three fields that lie between a whole sector and one product."),
    "confirmed": gettext_lazy("Choose an existing project and let one partner of the other side join it."),
    "joint_event": gettext_lazy(
        "Organise half a day together: half business, half scientific; next year at the other’s place."
    ),
    "call_opened": gettext_lazy("Open one call, or one workshop of members, to the members of the other."),
    "agreement_signed": gettext_lazy("Draft a charter of one page before anything longer."),
    "governance_chosen": gettext_lazy("Agree on who decides what, and where it is written down."),
}


@dataclass(frozen=True)
class StepView:
    """One step of the ladder: ``state`` is done, here, skipped or ahead; ``spells`` are the times spent on it."""

    number: int
    code: str
    label: str
    state: str
    spells: tuple[Passage, ...]


@dataclass(frozen=True)
class RequirementView:
    """``entries``: those that prove it."""

    code: str
    words: str
    source: str
    met: bool
    why: str
    advice: str
    proof: str
    entries: tuple[JournalEntry, ...]


@dataclass(frozen=True)
class GateView:
    target: str
    label: str
    passed: bool
    missing: int
    rows: tuple[RequirementView, ...]


def steps(cooperation: Cooperation, passages: Iterable[Passage]) -> list[StepView]:
    """The whole ladder, from the first step up."""
    spells: dict[str, list[Passage]] = {}
    for passage in passages:
        spells.setdefault(passage.stage, []).append(passage)
    here = LADDER.index(Stage(cooperation.stage))
    ended = cooperation.status == Status.ENDED
    return [
        StepView(
            number=place + 1,
            code=stage.value,
            label=str(Ladder(stage.value).label),
            state=_state(place, here, bool(spells.get(stage.value)), ended=ended),
            spells=tuple(spells.get(stage.value, ())),
        )
        for place, stage in enumerate(LADDER)
    ]


def _state(place: int, here: int, passed: bool, *, ended: bool) -> str:
    if place == here:
        return "done" if ended else "here"
    if place > here:
        return "ahead"
    return "done" if passed else "skipped"


def gate_view(assessment: Assessment, entries: Sequence[JournalEntry]) -> GateView:
    """What a gate asks, each with the entries that prove it."""
    return GateView(
        target=assessment.target.value,
        label=str(Ladder(assessment.target.value).label),
        passed=assessment.passed,
        missing=len(assessment.missing),
        rows=tuple(_row(finding, entries) for finding in assessment.findings),
    )


def _row(finding: Finding, entries: Sequence[JournalEntry]) -> RequirementView:
    asked = finding.requirement
    return RequirementView(
        code=asked.code,
        words=str(REQUIREMENTS[asked.code]),
        source=asked.source,
        met=finding.met,
        why=why(finding),
        advice="" if finding.met else str(SMALL_STEPS[asked.code]),
        proof=next(iter(sorted(asked.proofs)), ""),
        entries=tuple(entry for entry in entries if entry.proof in asked.proofs),
    )


def why(finding: Finding) -> str:
    """Why a requirement is met or not, where its own words do not say it."""
    return {
        "jump": _("Steps would be passed over."),
        "no_entry": _("No entry of the journal shows it."),
        "names": _("Without a governance in the directory: %(names)s.") % {"names": ", ".join(finding.names)}
        if finding.names
        else "",
        "fits": _("The breadth of the fields on the card fits."),
        "too_broad": _("The fields on the card are close to a whole sector."),
        "too_narrow": _("The fields on the card are close to one product."),
        "scattered": _("The fields on the card have little in common."),
    }.get(finding.why, "")


def lacking(assessment: Assessment) -> str:
    """What is missing, in one line."""
    return "; ".join(str(REQUIREMENTS[finding.requirement.code]) for finding in assessment.missing)


def in_structure(cooperation: Cooperation) -> bool:
    """Whether it is in the phase of structuring; the market comes after (S132)."""
    return phase_of(Stage(cooperation.stage)) is Phase.STRUCTURE


def days_on_step(cooperation: Cooperation, today: date) -> int:
    return (today - cooperation.stage_since).days


def first_step_choices(codes: Iterable[str]) -> list[tuple[str, Any]]:
    return [(code, SMALL_STEPS[code]) for code in codes]
