"""The gates between the steps: what each asks, what is there, what is missing, and which small step would bring it.

A move up is asked for everything the steps between ask, so nothing is gained by jumping. Moving back asks nothing.
What a person decides against is not blocked: the caller may override a gate with a reason.

Sources, as the requirements say them: the Observatoire des Pôles (dossier of Mines ParisTech) and J.-L. Dethier in it;
Voccitanie Eco for the phases.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from intercluster.cooperations.ladder import LADDER, Proof, Stage
from intercluster.fields.scope import Verdict

OBSERVATOIRE = "Observatoire des Pôles de Compétitivité"
DETHIER = "J.-L. Dethier"
OCCITANIE = "Voccitanie Eco"


class Phase(StrEnum):
    """Structuring comes first, the market after it (S132)."""

    STRUCTURE = "structure"
    MARKET = "market"


class Check(StrEnum):
    """What is not shown by an entry of the journal but read from the card."""

    SMALL_STEPS = "small_steps"
    TWO_PARTIES = "two_parties"
    STRUCTURED = "structured"


@dataclass(frozen=True, slots=True)
class Requirement:
    """Something a step asks. One entry that proves any of ``proofs`` meets it; without proofs it is a ``Check``."""

    code: str
    words: str
    source: str
    proofs: frozenset[Proof] = frozenset()


def _asks(code: str, words: str, source: str, *proofs: Proof) -> Requirement:
    return Requirement(code, words, source, frozenset(proofs))


DEMAND = _asks(
    "member_demand",
    "Members ask for it: a cooperation is not decreed, it meets expectations and priorities of firms",
    DETHIER,
    Proof.MEMBER_DEMAND,
)
SCOPE = _asks(
    "scope", "The field is neither too broad (a whole sector) nor too narrow (one product)", DETHIER, Proof.SCOPE
)
SMALL_STEPS = _asks(Check.SMALL_STEPS, "One step at a time: beginnings are prudent and modest", OBSERVATOIRE)
TWO_PARTIES = _asks(Check.TWO_PARTIES, "At least two organisations take part", OBSERVATOIRE)
STRUCTURED = _asks(
    Check.STRUCTURED, "Each cluster is structured (it has a governance): the market phase comes after", OCCITANIE
)

# What must be there to enter a step. The first asks nothing: one only has to begin.
GATES: Mapping[Stage, tuple[Requirement, ...]] = {
    Stage.EXCHANGE: (),
    Stage.EVENTS: (
        TWO_PARTIES,
        _asks(
            "experience_exchanged", "Both teams have told each other how they work", DETHIER, Proof.EXPERIENCE_EXCHANGED
        ),
    ),
    Stage.CONTACT: (
        _asks("event_attended", "The teams have met at an event of the sector", DETHIER, Proof.EVENT_ATTENDED),
    ),
    Stage.MEETINGS: (
        _asks(
            "mirror_contact",
            "Each function has its contact at the mirror organisation",
            OBSERVATOIRE,
            Proof.MIRROR_CONTACT,
        ),
        _asks("comparison", "Both sides have seen the comparison of the clusters", OBSERVATOIRE, Proof.COMPARISON),
        DEMAND,
        STRUCTURED,
    ),
    Stage.PROJECTS: (
        _asks(
            "company_meeting",
            "Member companies have met or visited each other",
            DETHIER,
            Proof.COMPANY_MEETING,
            Proof.VISIT,
        ),
        _asks("gains_named", "A company names what it gains: the gains are very visible", DETHIER, Proof.GAINS_NAMED),
        _asks("trust", "A climate of trust has been checked", DETHIER, Proof.TRUST),
        _asks("complementarity", "The complementarities have been confirmed", DETHIER, Proof.COMPLEMENTARITY),
        SCOPE,
    ),
    Stage.JOINT_EVENTS: (
        _asks(
            "confirmed",
            "The potential is confirmed: an agreement between members, or work together on a project",
            OBSERVATOIRE,
            Proof.MEMBER_AGREEMENT,
            Proof.PROJECT_TOGETHER,
        ),
    ),
    Stage.CALLS: (_asks("joint_event", "An event has been organised together", DETHIER, Proof.JOINT_EVENT),),
    Stage.ALLIANCE: (
        _asks("call_opened", "A call has been opened to the other’s members", DETHIER, Proof.CALL_OPENED),
        _asks("agreement_signed", "The clusters have signed an agreement", OBSERVATOIRE, Proof.AGREEMENT_SIGNED),
        _asks("governance_chosen", "The form of governance has been chosen", OBSERVATOIRE, Proof.GOVERNANCE_CHOSEN),
    ),
}

# The small step that would bring a proof (S55), in the order of the ladder.
SMALL_STEP: Mapping[str, str] = {
    "experience_exchanged": "A call of one hour: each team tells how it works with its members, and what it is after.",
    "event_attended": "Meet at the next fair or congress of the sector; hold a seminar for clusters on its margin.",
    "mirror_contact": "Name one person for each function: projects, events, Europe, communication.",
    "comparison": "Send the comparison of both clusters and go through it together.",
    "member_demand": "Ask members in a validation round whether they want it, and for what.",
    "structured": "Ask their authority or network who speaks for it, or go through the network.",
    "company_meeting": "Take two or three member companies along to a visit.",
    "gains_named": "Ask a company that came along what it gained, in one sentence it would sign.",
    "trust": "Go through past promises together: what was kept, what was not, what is still unsaid.",
    "complementarity": "Put the links of both value chains side by side and name what one has and the other lacks.",
    "scope": "Confirm two or three fields that lie between a whole sector and one product.",
    "confirmed": "Choose an existing project and let one partner of the other side join it.",
    "joint_event": "Organise half a day together: half business, half scientific; next year at the other’s place.",
    "call_opened": "Open one call, or one workshop of members, to the members of the other.",
    "agreement_signed": "Draft a charter of one page before anything longer.",
    "governance_chosen": "Agree on who decides what, and where it is written down.",
    "two_parties": "Add the organisation you want to work with.",
    "small_steps": "Move to the next step only; go on from there.",
}

# What a new cooperation may begin with, without engaging anybody (S55).
FIRST_STEPS = ("experience_exchanged", "mirror_contact", "event_attended", "comparison", "member_demand")

_BEGINNINGS = LADDER.index(Stage.MEETINGS)  # until here one does not jump


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a cooperation. ``proofs``: how many entries of its journal prove each; ``scope``: the breadth of
    its fields, None without any; ``unstructured``: names of parties without a governance; ``top_down``: the initiative
    came from public authorities."""

    stage: Stage
    proofs: Mapping[Proof, int] = field(default_factory=dict)
    parties: int = 2
    unstructured: tuple[str, ...] = ()
    scope: Verdict | None = None
    top_down: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One requirement, and whether it is met. ``why`` is a code: ``proved``, ``card``, ``no_entry``, ``names``,
    ``jump``, or a ``Verdict`` of the fields; ``names`` are the parties it is about."""

    requirement: Requirement
    step: Stage
    met: bool
    why: str
    count: int = 0
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assessment:
    """Whether a cooperation may enter ``target``, with every requirement on the way."""

    target: Stage
    findings: tuple[Finding, ...]

    @property
    def missing(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if not finding.met)

    @property
    def passed(self) -> bool:
        return not self.missing


def phase_of(stage: Stage) -> Phase:
    """Structuring lasts until companies meet."""
    return Phase.STRUCTURE if LADDER.index(stage) < LADDER.index(Stage.MEETINGS) else Phase.MARKET


def next_stage(stage: Stage) -> Stage | None:
    """The step after this one; None at the top."""
    place = LADDER.index(stage) + 1
    return LADDER[place] if place < len(LADDER) else None


def requirements(target: Stage, *, top_down: bool = False) -> tuple[Requirement, ...]:
    """What one step asks. Where public authorities began, members are asked one step earlier, before teams are bound to
    each other (S104, S105)."""
    asked = GATES[target]
    if top_down and target is Stage.CONTACT:
        return (*asked, DEMAND)
    if top_down and target is Stage.MEETINGS:
        return tuple(one for one in asked if one is not DEMAND)
    return asked


def assess(facts: Facts, target: Stage) -> Assessment:
    """Whether the cooperation may move to ``target``: every requirement of the steps it would enter.

    A target at or below the present step asks nothing.
    """
    here, there = LADDER.index(facts.stage), LADDER.index(target)
    findings = [
        _finding(requirement, step, facts)
        for step in LADDER[here + 1 : there + 1]
        for requirement in requirements(step, top_down=facts.top_down)
    ]
    if there > here + 1 and here < _BEGINNINGS:
        findings.insert(0, Finding(SMALL_STEPS, target, False, "jump"))
    return Assessment(target, tuple(findings))


def advice(facts: Facts) -> tuple[str, ...]:
    """Codes of ``SMALL_STEP``: what would bring the next step nearer, in the order it is asked."""
    target = next_stage(facts.stage)
    return () if target is None else tuple(finding.requirement.code for finding in assess(facts, target).missing)


def counted(proofs: Iterable[str]) -> dict[Proof, int]:
    """How many entries prove each, from the codes the journal holds; an empty code proves nothing."""
    return dict(Counter(Proof(code) for code in proofs if code))


def _finding(requirement: Requirement, step: Stage, facts: Facts) -> Finding:
    if requirement is TWO_PARTIES:
        return Finding(requirement, step, facts.parties >= 2, "card", facts.parties)
    if requirement is STRUCTURED:
        return Finding(requirement, step, not facts.unstructured, "names", 0, facts.unstructured)
    count = sum(facts.proofs.get(proof, 0) for proof in requirement.proofs)
    if count:
        return Finding(requirement, step, True, "proved", count)
    if requirement is SCOPE and facts.scope is not None:
        return Finding(requirement, step, facts.scope is Verdict.FITS, facts.scope.value)
    return Finding(requirement, step, False, "no_entry")
