"""Words that place a project in a field: ``title_terms.csv``, ``*`` standing for any ending."""

import csv
import re
from pathlib import Path

from raw_texts import ProjectText

# Read by eye on samples of 50, docs/methods/fields.md: how often such a project is in the field.
IN_TITLE, IN_TEASER = 0.9, 0.6


def term_patterns() -> dict[str, re.Pattern[str]]:
    with (Path(__file__).parent / "title_terms.csv").open(encoding="utf-8", newline="") as lines:
        return {row["concept"]: _pattern(row["terms"]) for row in csv.DictReader(lines, delimiter="|")}


def term_tags(texts: list[ProjectText]) -> dict[tuple[str, str], float]:
    """(project, concept) to weight."""
    tags: dict[tuple[str, str], float] = {}
    for concept, pattern in term_patterns().items():
        for text in texts:
            if pattern.search(text.title.casefold()):
                tags[text.key, concept] = IN_TITLE
            elif pattern.search(text.more.casefold()):
                tags[text.key, concept] = IN_TEASER
    return tags


def _pattern(terms: str) -> re.Pattern[str]:
    choices = []
    for term in filter(None, (term.strip() for term in terms.split(";"))):
        words = re.escape(term.removesuffix("*")).replace(r"\ ", r"[\s-]+")
        choices.append(words + (r"\w*" if term.endswith("*") else ""))
    return re.compile(rf"(?<!\w)(?:{'|'.join(choices)})(?!\w)")
