"""What a bench measured, and the one report of all of them."""

import json
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure: the median of its runs, with the least and the most. A target is a limit not to be crossed."""

    what: str
    median: float
    least: float
    most: float
    runs: int
    unit: str
    at_most: float | None = None
    at_least: float | None = None

    @property
    def met(self) -> bool | None:
        """Whether the target is met; ``None`` without one."""
        if self.at_most is None and self.at_least is None:
            return None
        low = self.at_least is None or self.median >= self.at_least
        return low and (self.at_most is None or self.median <= self.at_most)


def measure(
    what: str, values: Sequence[float], unit: str = "s", *, at_most: float | None = None, at_least: float | None = None
) -> Measure:
    """Put runs together."""
    return Measure(what, statistics.median(values), min(values), max(values), len(values), unit, at_most, at_least)


def timed(work: Callable[[], object], runs: int) -> list[float]:
    """Wall seconds of each run, after one that is not counted."""
    return _runs(work, runs, time.perf_counter)


def worked(work: Callable[[], object], runs: int) -> list[float]:
    """Processor seconds of this process in each run: the same on a busy machine as on an idle one."""
    return _runs(work, runs, time.process_time)


def _runs(work: Callable[[], object], runs: int, clock: Callable[[], float]) -> list[float]:
    work()
    seconds = []
    for _ in range(runs):
        start = clock()
        work()
        seconds.append(clock() - start)
    return seconds


def machine() -> str:
    """Processor, cores, memory, system and Python, in one line."""
    cpu = platform.processor() or platform.machine()
    told = Path("/proc/cpuinfo")
    if told.exists():
        names = [line.split(":", 1)[1] for line in told.read_text().splitlines() if line.startswith("model name")]
        cpu = names[0].strip() if names else cpu
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    python = platform.python_version()
    return f"{cpu}; {os.cpu_count()} cores; {memory:.0f} GiB; {platform.system()}; Python {python}; load {load}"


def show(results: dict[str, list[Measure]], on: str) -> None:
    """Print the report as a table."""
    console = Console(width=None if sys.stdout.isatty() else 130)
    console.print(on, soft_wrap=True, highlight=False)
    table = Table("Bench", "Measured", "Median", "Least – most (runs)", "Target", "")
    for name, measures in results.items():
        for one in measures:
            spread = f"{_shown(one.least)} – {_shown(one.most)} ({one.runs})"
            verdict = {True: "[green]met[/]", False: "[red]missed[/]", None: ""}[one.met]
            table.add_row(name, one.what, f"{_shown(one.median)} {one.unit}", spread, _target(one), verdict)
        table.add_section()
    console.print(table)


def as_json(results: dict[str, list[Measure]], on: str) -> str:
    """The same for programs."""
    benches = {name: [asdict(one) | {"met": one.met} for one in measures] for name, measures in results.items()}
    return json.dumps({"machine": on, "benches": benches}, indent=2)


def _shown(value: float) -> str:
    return f"{value:.2e}" if 0 < abs(value) < 0.001 else f"{value:,.3g}" if value < 1000 else f"{value:,.0f}"


def _target(one: Measure) -> str:
    limits = [f"≤ {one.at_most:g}" if one.at_most is not None else "", f"≥ {one.at_least:g}" if one.at_least else ""]
    return f"{' '.join(filter(None, limits))} {one.unit}".strip() if any(limits) else ""
