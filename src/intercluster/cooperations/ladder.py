"""The ladder a cooperation climbs, and what counts as proof on it.

Sources: J.-L. Dethier's ladder (exchange of experience → sector events → contacts between animators → company meetings
and visits → partnerships on existing projects → joint events → calls opened to the members of the other networks) and
the Observatoire des Pôles (prudent beginnings, confirmation, governed alliance).
"""

from enum import StrEnum


class Stage(StrEnum):
    """The steps of the ladder, in order."""

    EXCHANGE = "exchange"
    EVENTS = "events"
    CONTACT = "contact"
    MEETINGS = "meetings"
    PROJECTS = "projects"
    JOINT_EVENTS = "joint_events"
    CALLS = "calls"
    ALLIANCE = "alliance"


LADDER = tuple(Stage)


class Proof(StrEnum):
    """What an entry of the journal proves; gates ask for these."""

    EXPERIENCE_EXCHANGED = "experience_exchanged"
    EVENT_ATTENDED = "event_attended"
    MIRROR_CONTACT = "mirror_contact"
    COMPARISON = "comparison"
    MEMBER_DEMAND = "member_demand"
    COMPANY_MEETING = "company_meeting"
    VISIT = "visit"
    GAINS_NAMED = "gains_named"
    TRUST = "trust"
    COMPLEMENTARITY = "complementarity"
    SCOPE = "scope"
    MEMBER_AGREEMENT = "member_agreement"
    PROJECT_TOGETHER = "project_together"
    JOINT_EVENT = "joint_event"
    CALL_OPENED = "call_opened"
    AGREEMENT_SIGNED = "agreement_signed"
    GOVERNANCE_CHOSEN = "governance_chosen"


class Purpose(StrEnum):
    """The three kinds of purposes of the Observatoire; each has the level that benefits first."""

    MEMBERS = "members"
    COLLECTIVE = "collective"
    TERRITORY = "territory"


class Level(StrEnum):
    """The three levels of beneficiaries."""

    SME = "sme"
    CLUSTER = "cluster"
    TERRITORY = "territory"
