"""``python -m bench.meetings [FOLDER] [--events] [--against-cpsat PATH]``: a line an instance, then the targets.

FOLDER holds published .dzn files. A line gives status, gaps, bound, wall and CPU seconds, and what the checker says.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.meetings.generated import events
from bench.meetings.published import Instance, instances
from intercluster.meetings.plan import Plan, Status, plan
from intercluster.meetings.problem import Problem
from intercluster.meetings.warming import warm_up

LIMIT = 60.0
# People: most gaps above the bound after 60 s that are allowed; 0: the optimum is to be proved.
EVENT_TARGETS = {200: 0, 500: 10, 1000: 50, 2000: 300}


@dataclass(frozen=True, slots=True)
class Run:
    """A plan with what it cost."""

    label: str
    plan: Plan
    wall: float
    cpu: float

    @property
    def answer(self) -> str:
        """In the words of the published table."""
        if self.plan.status == Status.INFEASIBLE:
            return "UNSAT"
        return str(self.plan.gaps) if self.plan.status == Status.OPTIMAL else "?"

    def line(self, more: str = "") -> str:
        """One line of the report."""
        found = self.plan
        verdict = "proved none" if found.status == Status.INFEASIBLE else "sound" if found.verdict.sound else "FAULTS"
        gaps = "-" if found.status == Status.INFEASIBLE else str(found.gaps)
        return (
            f"{self.label:32} {found.status.value:10} gaps {gaps:>5} bound {found.bound:>4} "
            f"wall {self.wall:6.2f} s  CPU {self.cpu:6.2f} s  checker: {verdict}  {more}"
        )


def run(label: str, problem: Problem, seconds: float) -> Run:
    """Plan one problem."""
    wall, cpu = time.perf_counter(), _cpu()
    result = plan(problem, seconds)
    return Run(label, result, time.perf_counter() - wall, _cpu() - cpu)


def _cpu() -> float:
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in both)


def published(folder: Path, only: str) -> list[str]:
    """Every published problem of a folder; returns the targets missed."""
    runs, wrong = [], []
    for instance in instances(folder):
        if only in instance.label:
            one = run(instance.label, instance.problem, LIMIT)
            right = not instance.optimum or one.answer == instance.optimum
            print(one.line(f"published {instance.optimum or 'not known'}{'' if right else '  MISSED'}"), flush=True)
            runs.append(one)
            wrong += [] if right else [one.label]
    if not runs:
        return [f"no .dzn file in {folder}"]
    proved = sum(one.answer != "?" for one in runs)
    walls = [one.wall for one in runs]
    middle, slowest = statistics.median(walls), max(walls)
    print(f"{proved} of {len(runs)} proved; wall: median {middle:.2f} s, slowest {slowest:.1f} s")
    missed = [f"{label}: not the published answer" for label in wrong]
    missed += [f"{one.label}: not proved" for one in runs if one.answer == "?"]
    return missed + ([f"median {middle:.2f} s is not under 1 s"] if middle >= 1 else [])


def against_cpsat(folder: Path, installed: Path, only: str) -> None:
    """The originals with d = 2, ours and CP-SAT one after the other, the same limit and workers.

    ``installed``: the folder ortools is installed in.
    """
    ours, theirs = [], []
    for instance in instances(folder):
        if instance.variant == "original" and instance.fairness == 2 and only in instance.label:
            mine = run(instance.label, instance.problem, LIMIT)
            other = _cpsat(folder, installed, instance)
            print(f"{instance.label:32} ours {mine.answer:>5} {mine.wall:6.2f} s   CP-SAT {other['status']:10} "
                  f"{other['gaps']!s:>5} {other['seconds']:6.2f} s", flush=True)  # fmt: skip
            ours.append((mine.answer != "?", mine.wall))
            theirs.append((other["status"] in {"optimal", "infeasible"}, float(other["seconds"])))
    both = [b / a for (mine, a), (other, b) in zip(ours, theirs, strict=True) if mine and other]
    times = sum(seconds for _, seconds in theirs) / max(sum(seconds for _, seconds in ours), 1e-9)
    print(f"proved: ours {sum(ok for ok, _ in ours)}, CP-SAT {sum(ok for ok, _ in theirs)} of {len(ours)}; "
          f"time of CP-SAT over ours: {times:.1f} in all (limit {LIMIT:.0f} s counted where not proved), "
          f"median {statistics.median(both) if both else float('nan'):.1f} where both proved")  # fmt: skip


def _cpsat(folder: Path, installed: Path, instance: Instance) -> dict[str, object]:
    file = folder / f"{instance.name}.{instance.variant}.dzn"
    asked = [sys.executable, "-m", "bench.meetings.cpsat", str(file), str(instance.fairness), str(LIMIT), "2"]
    path = {**os.environ, "PYTHONPATH": str(installed)}
    done = subprocess.run(asked, capture_output=True, text=True, check=False, env=path)
    if done.returncode:
        raise SystemExit(f"CP-SAT did not run: {done.stderr.strip().splitlines()[-1:]}")
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


def generated(least: int, most: int, only: str) -> list[str]:
    """Generated events; returns the targets missed."""
    missed = []
    for label, problem in events(least, most):
        if only in label:
            one = run(label, problem, LIMIT)
            above = one.plan.gaps - one.plan.bound
            complete = next((step.seconds for step in one.plan.steps if step.gaps is not None), None)
            first = "never complete" if complete is None else f"complete after {complete:.1f} s"
            print(one.line(f"{above} above the bound, {first}"), flush=True)
            if not one.plan.verdict.sound or above > EVENT_TARGETS[len(problem.people)]:
                missed.append(f"{label}: {above} above the bound, {EVENT_TARGETS[len(problem.people)]} allowed")
            if len(problem.people) == 2000 and (complete is None or complete > 10):
                missed.append(f"{label}: {first}, 10 s allowed")
    return missed


def main(asked: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.meetings", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", help="published .dzn files")
    parser.add_argument("--events", action="store_true", help="generated events as well")
    parser.add_argument("--least", type=int, default=0, help="events of so many people and more")
    parser.add_argument("--most", type=int, default=2000, help="events of so many people and fewer")
    parser.add_argument("--against-cpsat", type=Path, metavar="PATH", help="the originals against the ortools in PATH")
    parser.add_argument("--only", default="", help="only labels with this text")
    given = parser.parse_args(asked)
    warm_up()
    missed = published(given.folder, given.only) if given.folder else []
    if given.folder and given.against_cpsat:
        against_cpsat(given.folder, given.against_cpsat, given.only)
    if given.events:
        missed += generated(given.least, given.most, given.only)
    for words in missed:
        print(f"missed: {words}")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
