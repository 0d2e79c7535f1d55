"""Why no timetable exists, in words: simple shortages first, then a set of rules that cannot hold together."""

from dataclasses import dataclass, field

from intercluster.meetings.bounds import slot_names
from intercluster.meetings.masks import slots_of
from intercluster.meetings.problem import NOWHERE, Problem
from intercluster.meetings.proof.conflicts import Rule, conflicting_rules
from intercluster.meetings.proof.halls import Shortage, shortage


@dataclass(frozen=True, slots=True)
class Reason:
    """Why there is no timetable: a code with its parameters for other languages, and English words.

    ``people`` and ``meetings`` are the numbers of those concerned; ``rules`` are those of a ``rules_conflict``.
    """

    code: str
    text: str
    params: dict[str, str | int] = field(default_factory=dict)
    people: tuple[int, ...] = ()
    meetings: tuple[int, ...] = ()
    rules: tuple[Rule, ...] = ()


def explain(problem: Problem, seconds: float = 10.0) -> tuple[Reason, ...]:
    """Reasons why a problem has no timetable; all simple ones, or else one set of rules in conflict.

    Empty when none was found in so many seconds, which proves nothing.
    """
    return shortages(problem) or _rules(problem, seconds)


def shortages(problem: Problem) -> tuple[Reason, ...]:
    """The simple reasons: a meeting, a person or the tables with too few slots. Empty when there is none of these."""
    return (*_meetings_without_slot(problem), *_short_people(problem), *_short_tables(problem))


def _meetings_without_slot(problem: Problem) -> list[Reason]:
    return [
        Reason(
            "no_slot",
            f"{problem.meeting_name(number)} has no slot left in which its wish, its people and its table allow it.",
            {"meeting": problem.meeting_name(number)},
            people=tuple(person for seat in problem.meetings[number].seats for person in seat),
            meetings=(number,),
        )
        for number, mask in enumerate(problem.allowed)
        if not mask
    ]


def _short_people(problem: Problem) -> list[Reason]:
    reasons = []
    for person, own in enumerate(problem.of_person):
        sure = {
            number: problem.allowed[number]
            for number in own
            if problem.allowed[number] and (person,) in problem.meetings[number].seats
        }
        lack = shortage(sure, [1] * len(problem.slots)) if sure else None
        if lack is not None:
            reasons.append(_person_reason(problem, person, lack))
    return reasons


def _person_reason(problem: Problem, person: int, lack: Shortage) -> Reason:
    who, count = problem.person_name(person), len(lack.meetings)
    slots, session = lack.mask.bit_count(), _session(problem, lack)
    params: dict[str, str | int] = {"person": who, "meetings": count, "slots": slots, "session": session}
    if session:
        text = f"{who} accepted {count} meetings in session {session} and has {slots} slots there."
    else:
        where = slot_names(problem, lack.mask)
        params["where"] = where
        text = f"{who} accepted {count} meetings that can only be held in {slots} slots ({where})."
    return Reason("person_short", text, params, people=(person,), meetings=lack.meetings)


def _session(problem: Problem, lack: Shortage) -> str:
    """The one session all these meetings were wished for, if there is one."""
    labels = {problem.slots[slot].session for slot in slots_of(lack.mask)}
    wishes = {
        problem.slots[slot].session
        for number in lack.meetings
        for slot in slots_of(problem.meetings[number].slots & problem.every_slot)
    }
    every = {slot.session for slot in problem.slots}
    return labels.pop() if len(labels) == 1 and labels == wishes and len(every) > 1 else ""


def _short_tables(problem: Problem) -> list[Reason]:
    reasons = []
    general = {number: mask for number, mask in enumerate(problem.allowed) if mask and problem.needs_table[number]}
    lack = shortage(general, problem.capacity) if general else None
    if lack is not None:
        where = slot_names(problem, lack.mask)
        params: dict[str, str | int] = {"meetings": len(lack.meetings), "places": lack.places, "where": where}
        text = f"{len(lack.meetings)} meetings can only be held in {where}, where the tables hold {lack.places}."
        reasons.append(Reason("tables_short", text, params, meetings=lack.meetings))
    for group in problem.sharing:
        lack = shortage({number: problem.allowed[number] for number in group}, [1] * len(problem.slots))
        if lack is not None:
            table = problem.table_name(problem.fixed_table[group[0]])
            params = {"table": table, "meetings": len(lack.meetings), "slots": lack.places}
            text = f"{len(lack.meetings)} meetings are fixed at {table}, which has {lack.places} slots for them."
            reasons.append(Reason("booth_short", text, params, meetings=lack.meetings))
    return reasons


def _rules(problem: Problem, seconds: float) -> tuple[Reason, ...]:
    rules = conflicting_rules(problem, seconds)
    if not rules:
        return ()
    text = "These cannot all hold: " + "; ".join(rule.text for rule in rules) + "."
    people = tuple(sorted({rule.person for rule in rules if rule.person != NOWHERE}))
    meetings = tuple(sorted({number for rule in rules for number in rule.meetings}))
    return (Reason("rules_conflict", text, {"rules": len(rules)}, people, meetings, rules),)
