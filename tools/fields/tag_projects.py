"""Tag the bundled projects with EuroSciVoc codes and fields from their texts, and with their official codes.

    python tools/fields/tag_projects.py DATA [--bundled src/intercluster/bundled] [--sample CONCEPT]

Rewrites the rows of ``project_fields.parquet`` whose method is ``official`` or ``text``; keeps the others.
``--sample`` prints 50 tagged projects of one concept to be judged by eye, and writes nothing.
"""

import argparse
import random
from collections import Counter
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from classifier import EsvClassifier
from raw_texts import ProjectText, coded_projects, coded_topics, official_codes, project_texts
from title_terms import term_tags
from validate import agreement, held_out

from intercluster.evidence.schema import PROJECT_FIELDS
from intercluster.fields.concepts import Match
from intercluster.fields.vocabulary import MATCH_WEIGHTS, Vocabulary, load_vocabulary

BUNDLED = Path(__file__).parents[2] / "src" / "intercluster" / "bundled"
OWN_METHODS = {"official", "text"}
THRESHOLD = 0.20  # chosen on the table of validate.py
MOST_CODES = 5  # a text
# Bundled titles of Horizon 2020 projects are those of their call topics, which are wider than the project; those that
# funded many (the SME instrument) are lists of subjects.
TOPIC_TITLE, WIDE_TOPIC_TITLE, MANY = 0.8, 0.5, 40
LEAST = 0.35  # weaker tags are left out
Tags = dict[tuple[str, str], float]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--bundled", type=Path, default=BUNDLED)
    parser.add_argument("--sample", metavar="CONCEPT")
    options = parser.parse_args()
    vocabulary = load_vocabulary()
    texts = project_texts(options.bundled, options.data)
    projects = pq.read_table(options.bundled / "projects.parquet").to_pylist()
    official = official_tags(vocabulary, projects, options.data)
    tags = text_tags(vocabulary, texts, options.data)
    factors = topic_factors(projects)
    tags = {key: weight * factors.get(key[0], 1.0) for key, weight in tags.items()}
    tags = {key: weight for key, weight in tags.items() if weight >= LEAST and key not in official}
    if options.sample:
        show_sample(options.sample, texts, tags)
        return
    sources = {row["project_id"]: row["source"] for row in projects}
    rows = [_row(key, weight, "official", sources) for key, weight in official.items()]
    rows += [_row(key, weight, "text", sources) for key, weight in tags.items()]
    rewrite(options.bundled / "project_fields.parquet", rows)
    report(rows)


def topic_factors(projects: list[dict]) -> dict[str, float]:
    """By how much tags of a Horizon 2020 project are lowered, its title being that of a call topic."""
    rows = [row for row in projects if row["framework"] == "H2020" and row["title"]]
    funded = Counter(row["title"] for row in rows)
    return {row["project_id"]: WIDE_TOPIC_TITLE if funded[row["title"]] > MANY else TOPIC_TITLE for row in rows}


def official_tags(vocabulary: Vocabulary, projects: list[dict], data: Path) -> Tags:
    """Official codes of Horizon Europe projects (weight 1) and the fields they lie in (weight of the mapping)."""
    codes = official_codes(data)
    tags = {
        (row["project_id"], f"esv:{code}"): 1.0
        for row in projects
        if row["framework"] == "HE"
        for code in codes.get(row["grant_id"], ())
    }
    return with_fields(tags, vocabulary)


def text_tags(vocabulary: Vocabulary, texts: list[ProjectText], data: Path) -> Tags:
    """Codes from the classifier, weighed by their agreement with official codes; fields from codes and from words."""
    tags = classifier_tags(vocabulary, texts, data)
    for key, weight in term_tags(texts).items():
        tags[key] = max(weight, tags.get(key, 0.0))
    return with_fields(tags, vocabulary)


def classifier_tags(vocabulary: Vocabulary, texts: list[ProjectText], data: Path) -> Tags:
    centres, rates = agreement(*held_out(data), THRESHOLD)
    classifier = EsvClassifier(vocabulary, [*coded_topics(data), *coded_projects(data)])
    tags: Tags = {}
    for start in range(0, len(texts), 2000):
        part = texts[start : start + 2000]
        scores = classifier.scores(part)
        for row, column in zip(*np.nonzero(scores >= THRESHOLD), strict=True):
            if (scores[row] > scores[row, column]).sum() < MOST_CODES:
                weight = float(np.interp(scores[row, column], centres, rates))
                tags[part[row].key, f"esv:{classifier.codes[column]}"] = round(weight, 2)
    return tags


def with_fields(tags: Tags, vocabulary: Vocabulary) -> Tags:
    """The tags and, for each code, the fields it surely lies in (exact and narrower matches)."""
    found = dict(tags)
    for field in vocabulary.directory_fields:
        counts = {
            key: weight
            for key, weight in vocabulary.expand([field.key]).items()
            if key.startswith("esv:") and weight >= MATCH_WEIGHTS[Match.NARROW]
        }
        for (project, concept), weight in tags.items():
            if concept in counts:
                key = (project, field.key)
                found[key] = max(found.get(key, 0.0), round(weight * counts[concept], 2))
    return found


def rewrite(path: Path, rows: list[dict]) -> None:
    kept = [row for row in pq.read_table(path, schema=PROJECT_FIELDS).to_pylist() if row["method"] not in OWN_METHODS]
    rows = sorted([*kept, *rows], key=lambda row: (row["project_id"], row["concept"], row["method"]))
    pq.write_table(pa.Table.from_pylist(rows, schema=PROJECT_FIELDS), path, compression="zstd")


def report(rows: list[dict]) -> None:
    print(f"{len(rows)} tags of {len({row['project_id'] for row in rows})} projects")
    for concept, count in Counter(row["concept"] for row in rows if row["concept"].startswith("field:")).most_common():
        print(f"{count:6d}  {concept}")


def show_sample(concept: str, texts: list[ProjectText], tags: Tags) -> None:
    by_key = {text.key: text for text in texts}
    found = sorted((key[0], weight) for key, weight in tags.items() if key[1] == concept)
    print(f"{len(found)} projects")
    for key, weight in random.Random(7).sample(found, min(50, len(found))):
        print(f"{weight:.2f} {key} | {by_key[key].title} | {by_key[key].more[:180]}")


def _row(key: tuple[str, str], weight: float, method: str, sources: dict[str, str]) -> dict[str, object]:
    project, concept = key
    return {
        "project_id": project,
        "concept": concept,
        "weight": weight,
        "method": method,
        "source": sources[project],
    }


if __name__ == "__main__":
    main()
