"""What a Python developer would pick: CP-SAT of ortools with the plain model of the paper.

Booleans for meeting in slot; one meeting a person and slot; tables; order; a gap counted where somebody is busy, was
not just before, and was earlier; fairness on the counts. ``python -m bench.meetings.cpsat FILE FAIRNESS SECONDS
WORKERS`` prints what it found: it runs in a process of its own, because ortools and HiGHS cannot be loaded together.
"""

import json
import sys
from itertools import pairwise
from pathlib import Path

from ortools.sat.python import cp_model

from intercluster.meetings.checker import check
from intercluster.meetings.layouts.dzn import read_dzn
from intercluster.meetings.masks import slots_of
from intercluster.meetings.problem import Problem, schedule_of

_WORDS = {cp_model.OPTIMAL: "optimal", cp_model.INFEASIBLE: "infeasible", cp_model.FEASIBLE: "within"}


def plain_model(problem: Problem) -> tuple[cp_model.CpModel, list[dict[int, cp_model.IntVar]]]:
    """The model and its variables: ``at[m][t]``."""
    model = cp_model.CpModel()
    at = [
        {slot: model.new_bool_var(f"x{number}_{slot}") for slot in slots_of(mask)}
        for number, mask in enumerate(problem.allowed)
    ]
    for own in at:
        model.add_exactly_one(own.values())
    for slot, capacity in enumerate(problem.capacity):
        model.add(sum(own[slot] for own in at if slot in own) <= capacity)
    for earlier, later in problem.precedences:
        when = [sum(slot * literal for slot, literal in at[number].items()) for number in (earlier, later)]
        model.add(when[0] + 1 <= when[1])
    counts = [_gaps(model, problem, at, person) for person in range(len(problem.people))]
    if problem.fairness is not None and counts:
        most, least = model.new_int_var(0, 64, "most"), model.new_int_var(0, 64, "least")
        model.add_max_equality(most, counts)
        model.add_min_equality(least, counts)
        model.add(most - least <= problem.fairness)
    model.minimize(sum(counts))
    return model, at


def _gaps(
    model: cp_model.CpModel, problem: Problem, at: list[dict[int, cp_model.IntVar]], person: int
) -> cp_model.IntVar:
    slots = range(len(problem.slots))
    busy = [model.new_bool_var(f"u{person}_{slot}") for slot in slots]
    started = [model.new_bool_var(f"z{person}_{slot}") for slot in slots]
    ends = []
    for slot in slots:
        model.add(sum(at[number][slot] for number in problem.of_person[person] if slot in at[number]) == busy[slot])
        model.add_implication(busy[slot], started[slot])
    for before, slot in pairwise(slots):
        model.add_implication(started[before], started[slot])
        model.add_bool_or(~started[slot], started[before], busy[slot])
        end = model.new_bool_var(f"h{person}_{slot}")
        model.add_bool_or(~busy[slot], busy[before], ~started[before], end)
        for needed in (busy[slot], ~busy[before], started[before]):
            model.add_implication(end, needed)
        ends.append(end)
    count = model.new_int_var(0, 64, f"gaps{person}")
    model.add(count == sum(ends))
    return count


def main() -> None:
    file, fairness, seconds, workers = sys.argv[1:5]
    problem = read_dzn(Path(file), int(fairness))
    model, at = plain_model(problem)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = float(seconds)
    solver.parameters.num_workers = int(workers)
    status = solver.solve(model)
    answer = {"status": _WORDS.get(status, "unknown"), "gaps": None, "sound": None, "seconds": solver.wall_time}
    if status in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        slot_of = [next(slot for slot, literal in own.items() if solver.boolean_value(literal)) for own in at]
        verdict = check(problem, schedule_of(problem, slot_of))
        answer |= {"gaps": verdict.gaps, "sound": verdict.sound}
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
