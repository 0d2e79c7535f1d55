"""How well text tags agree with the official EuroSciVoc codes of Horizon Europe projects.

    python tools/fields/validate.py DATA [--titles-only]

Five folds by call topic: no topic is in both the texts learned from and the projects judged.
"""

import argparse
import zlib
from pathlib import Path

import numpy as np
from classifier import EsvClassifier
from raw_texts import CodedText, ProjectText, coded_projects, coded_topics

from intercluster.fields.vocabulary import load_vocabulary

FOLDS = 5
THRESHOLDS = (0.12, 0.16, 0.20, 0.24, 0.28, 0.32, 0.40)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--titles-only", action="store_true", help="judge titles without the objective")
    options = parser.parse_args()
    scores, truth, codes = held_out(options.data, titles_only=options.titles_only)
    print(f"{len(truth)} projects, {truth.sum() / len(truth):.2f} official codes a project")
    print("threshold  tags  | level 2: P    R   | level 3: P    R   | code itself: P    R")
    for threshold in THRESHOLDS:
        cells = [f"{threshold:9.2f}  {(scores >= threshold).sum():5d}"]
        for level in (2, 3, None):
            found, official = at_level(scores >= threshold, codes, level), at_level(truth, codes, level)
            right = (found & official).sum()
            cells.append(f"{right / max(found.sum(), 1):12.2f} {right / official.sum():6.2f}")
        print(" | ".join(cells))


def held_out(data: Path, *, titles_only: bool = False) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """Scores and official codes of the coded projects, each (projects, codes), and the codes."""
    vocabulary = load_vocabulary()
    projects, topics = coded_projects(data), coded_topics(data)
    codes = [concept.notation for concept in vocabulary.scheme("esv")]
    scores = np.zeros((len(projects), len(codes)), np.float32)
    fold_of = np.array([fold(project) for project in projects])
    for number in range(FOLDS):
        learn = [one for one in (*topics, *projects) if fold(one) != number]
        judged = [projects[row].text for row in np.flatnonzero(fold_of == number)]
        if titles_only:
            judged = [ProjectText(text.key, text.title) for text in judged]
        scores[fold_of == number] = EsvClassifier(vocabulary, learn).scores(judged)
    truth = np.array([[code in project.codes for code in codes] for project in projects])
    return scores, truth, codes


def fold(example: CodedText) -> int:
    return zlib.crc32((example.topic or example.text.key).encode()) % FOLDS


def at_level(flags: np.ndarray, codes: list[str], level: int | None) -> np.ndarray:
    """Flags of the branches ``level`` steps down the tree instead of the codes themselves."""
    if level is None:
        return flags
    branch = ["/".join(code.split("/")[: level + 1]) for code in codes]
    deep = [name for name in dict.fromkeys(branch) if name.count("/") == level]
    return np.stack([flags[:, [place for place, name in enumerate(branch) if name == one]].any(1) for one in deep], 1)


def agreement(scores: np.ndarray, truth: np.ndarray, codes: list[str], floor: float) -> tuple[np.ndarray, np.ndarray]:
    """Score to the share of tags with that score whose official codes lie in the same branch (level 3), rising."""
    same = at_level(truth, codes, 3)
    branch = ["/".join(code.split("/")[:4]) for code in codes]
    deep = {name: place for place, name in enumerate(n for n in dict.fromkeys(branch) if n.count("/") == 3)}
    rows, columns = np.nonzero(scores >= floor)
    right = np.array(
        [_agrees(truth, same, row, column, deep.get(branch[column])) for row, column in zip(rows, columns, strict=True)]
    )
    order = np.argsort(scores[rows, columns])
    parts = np.array_split(order, 12)
    centres = np.array([scores[rows, columns][part].mean() for part in parts])
    return centres, np.maximum.accumulate([right[part].mean() for part in parts])


def _agrees(truth: np.ndarray, same: np.ndarray, row: int, column: int, branch: int | None) -> bool:
    return bool(truth[row, column] or (branch is not None and same[row, branch]))


if __name__ == "__main__":
    main()
