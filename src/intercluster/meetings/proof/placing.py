"""Clauses that place meetings: one slot each, nobody in two places, tables, booths, order.

The implied constraints of JAIR 74 (2022) are what makes proofs quick: everybody is busy in exactly as many slots as
they have meetings (43), the busy people of a slot fill at most its tables (44), and meetings are counted by groups that
exclude each other (47) rather than one by one.
"""

from intercluster.meetings.masks import slots_of
from intercluster.meetings.problem import Problem
from intercluster.meetings.proof.formula import Formula


class Placing:
    """``at[m][t]``: meeting m is in slot t. ``attends[m, p]``: p takes the seat that p and colleagues may take.

    ``busy[p][t]``: p has a meeting in slot t; slots in which p never can are left out.
    """

    def __init__(self, problem: Problem, formula: Formula) -> None:
        self.problem = problem
        self.formula = formula
        self.at = [{slot: formula.variable() for slot in slots_of(mask)} for mask in problem.allowed]
        self.attends: dict[tuple[int, int], int] = {}
        self.busy: list[dict[int, int]] = []
        for number, own in enumerate(self.at):
            formula.note(f"{problem.meeting_name(number)} has one slot")
            formula.add(*own.values())
            formula.at_most(list(own.values()), 1)
        self._seat_representatives()
        for person in range(len(problem.people)):
            self.busy.append(self._person(person))
        self._tables()
        self._order()

    def _seat_representatives(self) -> None:
        for number, meeting in enumerate(self.problem.meetings):
            for seat in meeting.seats:
                if len(seat) > 1:
                    self.formula.note(f"{self.problem.meeting_name(number)}: one person takes the seat")
                    for person in seat:
                        self.attends[number, person] = self.formula.variable()
                    self.formula.exactly([self.attends[number, person] for person in seat], 1)

    def _person(self, person: int) -> dict[int, int]:
        formula, own = self.formula, self.problem.of_person[person]
        busy: dict[int, int] = {}
        formula.note(f"{self.problem.person_name(person)} has one meeting at a time")
        for slot in range(len(self.problem.slots)):
            here = [literal for meeting in own if (literal := self._presence(meeting, person, slot))]
            if here:
                formula.at_most(here, 1)
                busy[slot] = formula.new_any_of(here)
        if len(own) > 1 and not any((meeting, person) in self.attends for meeting in own):
            formula.note(f"implied: {self.problem.person_name(person)} is busy in as many slots as they have meetings")
            formula.exactly(list(busy.values()), len(own)) if len(own) <= len(busy) else formula.add()
        return busy

    def _presence(self, meeting: int, person: int, slot: int) -> int:
        """A literal that holds when this person attends this meeting in this slot; 0 when they cannot."""
        formula, at = self.formula, self.at[meeting].get(slot)
        seated = self.attends.get((meeting, person))
        if at is None:
            return 0
        if seated is None:
            return at
        if not self.problem.people[person].open >> slot & 1:
            formula.add(-at, -seated)
            return 0
        both = formula.variable()
        formula.clauses.extend([[-both, at], [-both, seated], [both, -at, -seated]])
        return both

    def _tables(self) -> None:
        problem, formula = self.problem, self.formula
        cover = self._cover()
        largest = max((len(meeting.seats) for meeting in problem.meetings), default=0)
        booths = [table.open for table in problem.tables if table.reserved]
        for slot, capacity in enumerate(problem.capacity):
            held = []
            for person, group in cover:
                here = [self.at[meeting][slot] for meeting in group if slot in self.at[meeting]]
                if here:
                    everything = group == problem.of_person[person]
                    held.append(self.busy[person][slot] if everything else formula.any_of(here))
            formula.note(f"{problem.slot_name(slot)}: at most {capacity} meetings at the tables, counted by groups")
            formula.at_most(held, capacity)
            everywhere = capacity + sum(mask >> slot & 1 for mask in booths)
            formula.note(f"implied: {problem.slot_name(slot)} has seats for {largest * everywhere} people")
            formula.at_most([own[slot] for own in self.busy if slot in own], largest * everywhere)
            for sharing in problem.sharing:
                formula.note(f"{problem.slot_name(slot)}: one meeting at a time at a table that meetings are fixed to")
                formula.at_most([self.at[meeting][slot] for meeting in sharing if slot in self.at[meeting]], 1)

    def _cover(self) -> list[tuple[int, tuple[int, ...]]]:
        """The meetings that need a table in groups, each with a person they share: a slot holds one of a group."""
        left = {number for number, needs in enumerate(self.problem.needs_table) if needs}
        stars = [
            {meeting for meeting in own if (meeting, person) not in self.attends}
            for person, own in enumerate(self.problem.of_person)
        ]
        groups = []
        while left:
            person = max(range(len(stars)), key=lambda person: len(stars[person] & left))
            group = stars[person] & left or {min(left)}
            groups.append((person, tuple(sorted(group))))
            left -= group
        return groups

    def _order(self) -> None:
        for earlier, later in self.problem.precedences:
            names = self.problem.meeting_name(earlier), self.problem.meeting_name(later)
            self.formula.note(f"{names[0]} comes before {names[1]}")
            for slot, literal in self.at[later].items():
                self.formula.add(-literal, *(own for other, own in self.at[earlier].items() if other < slot))
            for slot, literal in self.at[earlier].items():
                self.formula.add(-literal, *(own for other, own in self.at[later].items() if other > slot))
