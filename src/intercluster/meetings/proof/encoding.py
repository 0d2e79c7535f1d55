"""A problem as a formula whose models are its timetables, and the literals that count gaps or idle slots."""

from collections.abc import Sequence

from intercluster.meetings.bounds import IMPOSSIBLE, PersonBound, person_bounds
from intercluster.meetings.problem import NOWHERE, Problem, Schedule
from intercluster.meetings.proof.formula import Formula
from intercluster.meetings.proof.placing import Placing
from intercluster.meetings.proof.waiting import Waiting

_MOST_GAPS = 32  # half of the slots a timetable can have: nobody has more


class Encoding:
    """``floor``: gaps nobody can avoid; ``counted``: at least one of these holds for each gap beyond it.

    ``known``: gaps of a timetable, where one is known; worse ones need not be told apart.
    """

    def __init__(self, problem: Problem, known: int | None = None) -> None:
        self.problem = problem
        self.formula = Formula()
        self.counted: list[int] = []
        self.waiting: dict[int, Waiting] = {}  # of the people who may have gaps
        self.more: dict[int, list[int]] = {}  # of each: the literal at k must hold when they have more than k gaps
        self.bounds = person_bounds(problem)
        self.floor = sum(bound.gaps for bound in self.bounds)
        if self.floor >= IMPOSSIBLE or not all(problem.allowed):
            self.formula.impossible = True
            return
        spare = None if known is None else known - self.floor
        self.placing = Placing(problem, self.formula)
        waits = [bound for bound in self.bounds if self._may_wait(bound)]
        # Where somebody has no gap whatever the timetable, fairness is a limit on the gaps of everybody else.
        limited = problem.fairness is not None and len(waits) < len(problem.people)
        most = problem.fairness if problem.fairness is not None and limited else _MOST_GAPS
        for bound in waits:
            self.more[bound.person] = self._count_gaps(bound, most, spare)
        if problem.fairness is not None and not limited:
            self._keep_fair(problem.fairness)

    def _may_wait(self, bound: PersonBound) -> bool:
        busy = self.placing.busy[bound.person]
        own = self.problem.of_person[bound.person]
        always_busy = bound.meetings == len(own) == len(busy)
        return len(own) > 1 and len(busy) > 1 and not (always_busy and bound.gaps == 0)

    def _count_gaps(self, bound: PersonBound, most: int, spare: int | None) -> list[int]:
        """The literals of ``more`` for this person. More than ``most`` gaps is forbidden."""
        who = self.problem.person_name(bound.person)
        self.formula.note(f"{who}: when they have come, when they stay, when a gap ends")
        waiting = Waiting(
            self.formula,
            self.placing.busy[bound.person],
            self.problem.days,
            bound.meetings,
            len(self.problem.of_person[bound.person]),
        )
        self.waiting[bound.person] = waiting
        if bound.meetings:
            self.formula.note(f"implied: {who} is there for {bound.meetings} slots or more")
            waiting.imply_span()
        self.formula.note(f"{who}: how many gaps")
        up_to = most if spare is None else min(most, bound.gaps + spare)
        outputs = self.formula.more_than(waiting.gap_ends, up_to)
        if outputs and bound.gaps == 0:
            self.formula.note(f"implied: without a gap {who} is there for {waiting.most} slots on end at most")
            waiting.imply_one_block(outputs[0])
        if bound.gaps:
            self.formula.note(f"implied: {who} has {bound.gaps} gaps at least (people.csv)")
            self.formula.clauses.extend([literal] for literal in outputs[: bound.gaps])
        if outputs[most:]:
            why = "as somebody always has none (fairness)" if most < _MOST_GAPS else "as slots do not allow more"
            self.formula.note(f"{who} has {most} gaps at most, {why}")
            self.formula.clauses.extend([-literal] for literal in outputs[most:])
        self.counted.extend(outputs[bound.gaps : most])
        return outputs

    def _keep_fair(self, difference: int) -> None:
        """Nobody has ``difference`` gaps more than anybody else, who may all have some."""
        self.formula.note(f"nobody has more than {difference} gaps more than anybody else (fairness)")
        for waiting in self.waiting.values():
            waiting.force_gap_ends()
        for least in range(_MOST_GAPS - difference):
            over = [outputs[difference + least] for outputs in self.more.values() if difference + least < len(outputs)]
            if not over:
                break
            everybody = self.formula.variable()  # everybody has more than ``least`` gaps
            self.formula.clauses.extend([-literal, everybody] for literal in over)
            for waiting in self.waiting.values():
                self.formula.at_least(waiting.gap_ends, least + 1, guard=[-everybody])

    def count_idle(self, gaps: int) -> None:
        """Count idle slots from now on, in timetables with no more gaps than this; ``known`` must not be less."""
        self.limit(gaps)
        self.floor = 0
        self.counted = [literal for waiting in self.waiting.values() for literal in waiting.idle_literals()]

    def limit(self, gaps: int) -> None:
        """Allow timetables with no more gaps than this; ``known`` must not be less, nor this than ``floor``."""
        self.formula.note(f"no more than {gaps} gaps in all: {gaps - self.floor} beyond those nobody can avoid")
        outputs = self.formula.more_than(self.counted, gaps - self.floor)
        self.formula.clauses.extend([-literal] for literal in outputs[gaps - self.floor :])

    def schedule(self, model: Sequence[int]) -> Schedule:
        """The timetable of a model; no meeting has a table yet, unless it is fixed to one."""
        true = {literal for literal in model if literal > 0}
        slot_of = tuple(next(slot for slot, literal in own.items() if literal in true) for own in self.placing.at)
        attendees = tuple(
            tuple(
                next(person for person in seat if len(seat) == 1 or self.placing.attends[number, person] in true)
                for seat in meeting.seats
            )
            for number, meeting in enumerate(self.problem.meetings)
        )
        return Schedule(slot_of, self.problem.fixed_table, attendees)

    def literals(self, schedule: Schedule) -> list[int]:
        """Which way each placing variable points in a timetable: a hint for the solver."""
        hints: list[int] = []
        for number, own in enumerate(self.placing.at):
            chosen = schedule.slot_of[number]
            hints.extend(literal if slot == chosen else -literal for slot, literal in own.items())
        for (number, person), literal in self.placing.attends.items():
            hints.append(literal if person in schedule.attendees[number] else -literal)
        for person, used in enumerate(self.placing.busy):
            taken = {
                schedule.slot_of[meeting]
                for meeting in self.problem.of_person[person]
                if person in schedule.attendees[meeting] and schedule.slot_of[meeting] != NOWHERE
            }
            hints.extend(literal if slot in taken else -literal for slot, literal in used.items())
        return hints
