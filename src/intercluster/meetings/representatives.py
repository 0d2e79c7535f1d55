"""A first choice of who attends where an organisation may send one of several people."""

from intercluster.meetings.masks import slots_of
from intercluster.meetings.problem import Problem


def choose_representatives(problem: Problem) -> tuple[tuple[int, ...], ...]:
    """The attending people of each meeting: for an open seat the colleague with the largest share of slots left.

    Meetings with the fewest slots choose first. The provers may choose otherwise.
    """
    load = [0] * len(problem.people)
    for meeting in problem.meetings:
        for seat in meeting.seats:
            if len(seat) == 1:
                load[seat[0]] += 1
    chosen: list[tuple[int, ...]] = [()] * len(problem.meetings)
    for number in sorted(range(len(chosen)), key=lambda number: problem.allowed[number].bit_count()):
        people = []
        for seat in problem.meetings[number].seats:
            best = min(seat, key=lambda person: _strain(problem, person, number, load[person]))
            load[best] += len(seat) > 1
            people.append(best)
        chosen[number] = tuple(people)
    return tuple(chosen)


def _strain(problem: Problem, person: int, meeting: int, load: int) -> tuple[bool, float]:
    """Whether the person cannot come at all, and the share of their slots that would be taken."""
    opens = problem.people[person].open & problem.every_slot
    possible = len(list(slots_of(opens & problem.allowed[meeting])))
    return (not possible, (load + 1) / max(opens.bit_count(), 1))
