"""The fewest changes of table that the slots of a timetable allow.

Meetings of one slot are at different tables. So of the steps that people take from the meetings of one slot to those of
another, the ones without a change of table form a matching; a heaviest matching bounds them. Where everybody's meetings
follow each other without a gap and no table is fixed or closed, tables for all these matchings exist: the kept tables
form chains over consecutive slots, and intervals need no more tables than the fullest slot has meetings.
"""

from collections import Counter, defaultdict
from itertools import pairwise

import numpy as np
from scipy.optimize import linear_sum_assignment

from intercluster.meetings.problem import NOWHERE, Problem, Schedule

_Step = tuple[int, int]  # from one meeting to the next of the same person on the same day


def fewest_table_changes(problem: Problem, schedule: Schedule) -> int:
    """A number of table changes that no choice of tables for these slots undercuts."""
    steps = _steps(problem, schedule)
    between: dict[_Step, dict[_Step, int]] = defaultdict(dict)  # two slots: their steps that may keep the table
    tables = [_tables(problem, number, slot) for number, slot in enumerate(schedule.slot_of)]
    for (before, after), people in steps.items():
        if tables[before] & tables[after]:
            between[schedule.slot_of[before], schedule.slot_of[after]][before, after] = people
    return steps.total() - sum(_heaviest_matching(weights) for weights in between.values())


def _steps(problem: Problem, schedule: Schedule) -> Counter[_Step]:
    """How many people go from one meeting straight to another on the same day."""
    diaries: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, slot in enumerate(schedule.slot_of):
        for person in schedule.attendees[number] if slot != NOWHERE else ():
            diaries[person, problem.slots[slot].day].append(number)
    for diary in diaries.values():
        diary.sort(key=lambda number: schedule.slot_of[number])
    return Counter(step for diary in diaries.values() for step in pairwise(diary))


def _tables(problem: Problem, meeting: int, slot: int) -> int:
    """The mask of tables this meeting may be held at in this slot."""
    fixed = problem.fixed_table[meeting]
    if fixed != NOWHERE:
        return 1 << fixed
    if slot == NOWHERE:
        return 0
    open_tables = (table.open >> slot & 1 and not table.reserved for table in problem.tables)
    return sum(1 << number for number, can in enumerate(open_tables) if can)


def _heaviest_matching(weights: dict[_Step, int]) -> int:
    """Most people of these steps who keep their table, when every meeting is at a table of its own."""
    rows = {meeting: row for row, meeting in enumerate(sorted({before for before, _ in weights}))}
    columns = {meeting: column for column, meeting in enumerate(sorted({after for _, after in weights}))}
    people = np.zeros((len(rows), len(columns)), dtype=np.int64)
    for (before, after), count in weights.items():
        people[rows[before], columns[after]] = count
    return int(people[linear_sum_assignment(people, maximize=True)].sum())
