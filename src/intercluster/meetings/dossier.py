"""The files of a certificate: what is claimed, the formula with what its variables say, the proof, the tables."""

from collections.abc import Iterator
from itertools import pairwise

from intercluster.export import Cell, Column, Table, to_csv
from intercluster.meetings.checker import check
from intercluster.meetings.layouts.tables import problem_tables, timetable_table
from intercluster.meetings.masks import slots_of
from intercluster.meetings.problem import Problem, Schedule
from intercluster.meetings.proof.certificate import Certificate
from intercluster.meetings.proof.encoding import Encoding

_Row = dict[str, Cell]
_LONGEST = 200  # characters of a comment: some programs read lines of a fixed length

_README = {
    "people": """\
people.csv is the proof: the fewest gaps of everybody, whatever the others do, add up to that number. Each row can be
checked by itself: of the open slots of a person, choose as many as they have meetings, those that must be among them
included; no choice has fewer gaps.""",
    "shortage": "That needs no formula:\n{reasons}",
    "proved": """\
formula.cnf says in DIMACS that a timetable exists that {wanted};
variables.csv says which variable means what.
proof.drat refutes the formula in {lines} lines (0: setting what single literals are left in its clauses is enough).
The checker of intercluster has checked them all: by reverse unit propagation, in code that it does not share with the
solver that found them (src/intercluster/meetings/proof/rup.py).
To check them with the program of somebody else (not run here): drat-trim formula.cnf proof.drat

{reading}""",
    "open": """\
This is NOT proved: no refutation that the checker accepts was found in the time given.
formula.cnf says in DIMACS that a timetable exists that {wanted};
variables.csv says which variable means what. Any SAT solver may be tried on it.

{reading}""",
    "refuted": "That is WRONG: timetable.csv keeps every rule and has {better}. No tables are chosen in it.",
}
_READING = """\
To check that the formula says what it should: its first lines tell what each group of clauses is for. Those not marked
"implied" are the rules of the problem (the problem-….csv files) and the counting of gaps. Those marked "implied" follow
from the rules and are there to make the proof short; the proof takes them as given:
- as many busy slots as meetings: one meeting at a time, each in one slot;
- seats of a slot: so many tables, so many people at each;
- there for n slots or more, or n slots on end at most: n meetings on one day, without a gap they follow each other;
- at least so many gaps: the row of the person in people.csv, which can be checked by itself."""


def summary(certificate: Certificate) -> str:
    """What is proved, in one English sentence."""
    claim = _claim(certificate)
    checked = certificate.checked
    match certificate.answer:
        case "people":
            return f"Proved by what each person can have at best: {claim}."
        case "shortage":
            return f"Proved: {claim}. {certificate.reasons[0].text}"
        case "proved":
            return f"Proved: {claim}. The proof of {checked.lines if checked else 0} lines was checked."
        case "refuted":
            return f"Wrong that {claim}: there is a timetable with {_gaps(certificate)} gaps."
        case _:
            return f"Not proved in the time given that {claim}."


def dossier(certificate: Certificate, schedule: Schedule | None = None) -> dict[str, bytes]:
    """Names and contents of the files. ``schedule``: a timetable with as many gaps, which shows the other direction."""
    problem, encoding = certificate.problem, certificate.encoding
    files = {f"problem-{table.title}.csv": to_csv(table) for table in problem_tables(problem)}
    files["people.csv"] = to_csv(_people_table(certificate))
    if encoding is not None and certificate.answer != "refuted":
        files["formula.cnf"] = "\n".join(_dimacs(certificate, encoding)).encode()
        files["variables.csv"] = to_csv(_variables_table(problem, encoding))
    if certificate.answer == "proved":
        files["proof.drat"] = "".join(f"{line}\n" for line in certificate.proof).encode()
    shown = certificate.better or schedule
    if shown is not None:
        files["timetable.csv"] = to_csv(timetable_table(problem, shown))
    files["README.txt"] = _readme(certificate, schedule).encode()
    return files


def _readme(certificate: Certificate, schedule: Schedule | None) -> str:
    text = _README[certificate.answer].format(
        reasons="\n".join(f"- {reason.text}" for reason in certificate.reasons),
        wanted=_wanted(certificate),
        lines=certificate.checked.lines if certificate.checked else 0,
        better=f"{_gaps(certificate)} gaps",
        reading=_READING,
    )
    other = ""
    if schedule is not None:
        gaps = check(certificate.problem, schedule).gaps
        other = f"\n\nThe other direction: timetable.csv keeps every rule and has {gaps} gaps (count them)."
    return f"Claim: {_claim(certificate)}.\n\n{text}{other}\n"


def _claim(certificate: Certificate) -> str:
    if certificate.gaps is None:
        return "no timetable keeps every rule"
    return f"no timetable that keeps every rule has fewer than {certificate.gaps} gaps"


def _wanted(certificate: Certificate) -> str:
    rules = "keeps every rule"
    return rules if certificate.gaps is None else f"{rules} and has at most {certificate.gaps - 1} gaps"


def _gaps(certificate: Certificate) -> int:
    return check(certificate.problem, certificate.better).gaps if certificate.better else 0


def _dimacs(certificate: Certificate, encoding: Encoding) -> Iterator[str]:
    formula = encoding.formula
    yield _comment(f"A timetable that {_wanted(certificate)}.")
    yield "c Variables: variables.csv; all others are counters."
    for (first, text), (after, _) in pairwise([*formula.notes, (len(formula.clauses), "")]):
        if after > first:
            yield _comment(f"clauses {first + 1} to {after}: {text}")
    yield f"p cnf {formula.top} {len(formula.clauses)}"
    for clause in formula.clauses:
        yield " ".join(map(str, clause)) + " 0"
    yield ""


def _comment(text: str) -> str:
    return " ".join(f"c {text}".split())[:_LONGEST]


def _variables_table(problem: Problem, encoding: Encoding) -> Table:
    columns = [Column(name, name) for name in ("variable", "says", "meeting", "person", "slot", "number")]
    people = range(len(problem.people))
    rows = [*_of_meetings(problem, encoding), *(row for person in people for row in _of_person(encoding, person))]
    return Table("variables", columns, rows)


def _of_meetings(problem: Problem, encoding: Encoding) -> Iterator[_Row]:
    for number, own in enumerate(encoding.placing.at):
        for slot, variable in own.items():
            names = {"meeting": problem.meeting_name(number), "slot": problem.slot_name(slot)}
            yield {"variable": variable, "says": "is in the slot", **names}
    for (number, person), variable in encoding.placing.attends.items():
        names = {"meeting": problem.meeting_name(number), "person": problem.person_name(person)}
        yield {"variable": variable, "says": "is attended by", **names}


def _of_person(encoding: Encoding, person: int) -> Iterator[_Row]:
    found = [("has a meeting", slot, variable) for slot, variable in encoding.placing.busy[person].items()]
    if person in encoding.waiting:
        waiting = encoding.waiting[person]
        for day in waiting.days:
            found += [("has come by then", slot, variable) for slot, variable in day.started.items()]
            found += [("meets then or later", slot, variable) for slot, variable in day.staying.items()]
        found += [("must hold when a gap ends", slot, variable) for slot, _, variable in waiting.ends()]
    who = encoding.problem.person_name(person)
    for says, slot, variable in found:
        yield {"variable": variable, "says": says, "person": who, "slot": encoding.problem.slot_name(slot)}
    for number, variable in enumerate(encoding.more.get(person, ())):
        yield {"variable": variable, "says": "must hold with more gaps than", "person": who, "number": number}


def _people_table(certificate: Certificate) -> Table:
    problem = certificate.problem
    columns = [
        Column("person", "person"),
        Column("least", "meetings at least"),
        Column("most", "meetings at most"),
        Column("opens", "open slots"),
        Column("forced", "those that must be among them"),
        Column("gaps", "fewest gaps"),
    ]
    rows: list[_Row] = [
        {
            "person": problem.person_name(bound.person),
            "least": bound.meetings,
            "most": bound.most,
            "opens": _slots(problem, bound.opens),
            "forced": _slots(problem, bound.forced),
            "gaps": bound.gaps,
        }
        for bound in certificate.people
    ]
    return Table("people", columns, rows)


def _slots(problem: Problem, mask: int) -> str:
    return "; ".join(problem.slot_name(slot) for slot in slots_of(mask & problem.every_slot))
