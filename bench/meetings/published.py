"""The published problems (JAIR 74, 2022) of a folder: every file, and d = 0, 1, 3 on the originals.

The folder holds the .dzn files and, where there is one, ``published_jair2022.csv`` with the published optima. The files
have no licence, so the project does not hold them.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from intercluster.meetings.layouts.dzn import read_dzn
from intercluster.meetings.problem import Problem

PUBLISHED = "published_jair2022.csv"


@dataclass(frozen=True, slots=True)
class Instance:
    """``optimum``: the published one, ``UNSAT`` when none exists, empty when not known."""

    name: str
    variant: str
    fairness: int
    problem: Problem
    optimum: str

    @property
    def label(self) -> str:
        """Name, variant and, when it is not 2, the fairness."""
        return f"{self.name}.{self.variant}" + (f" d={self.fairness}" if self.fairness != 2 else "")


def instances(folder: Path) -> Iterator[Instance]:
    """The problems of a folder, by name."""
    optima = _optima(folder / PUBLISHED)
    for path in sorted(folder.glob("*.dzn")):
        name, variant = path.stem.split(".", 1) if "." in path.stem else (path.stem, "original")
        for fairness in (2, 0, 1, 3) if variant == "original" else (2,):
            known = optima.get((name, variant, fairness), "")
            yield Instance(name, variant, fairness, read_dzn(path, fairness), known)


def _optima(path: Path) -> dict[tuple[str, str, int], str]:
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {
            (row["instance"], row["variant"], int(row["fairness_d"])): row["published_optimum"]
            for row in csv.DictReader(file)
        }
