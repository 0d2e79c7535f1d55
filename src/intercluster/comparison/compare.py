"""The comparison of clusters: one pure function from what is known to rows and questions."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from intercluster.comparison.figures import (
    Footprint,
    common_partners,
    concept_label,
    footprint,
    joint_projects,
    top_fields,
)
from intercluster.comparison.types import Cell, Comparison, Head, Item, Question, Row, Subject
from intercluster.directory.types import Directory, OrganisationKind
from intercluster.evidence.store import EvidenceBase

MOST_SUBJECTS = 4


# Pôles stand for collaborative research, grappes and regional clusters for the economic development of a territory: the
# two complete each other (survey of the evaluators of the policy, 2008-2011).
POSITIONING = {
    OrganisationKind.POLE: "research",
    OrganisationKind.UNIVERSITY: "research",
    OrganisationKind.RESEARCH_ORGANISATION: "research",
    OrganisationKind.GRAPPE: "territory",
    OrganisationKind.SPL: "territory",
    OrganisationKind.REGIONAL_CLUSTER: "territory",
    OrganisationKind.SCIENCE_PARK: "territory",
}


def compare(
    base: EvidenceBase,
    directory: Directory,
    subjects: Sequence[Subject],
    *,
    this_year: int,
    language: str = "en",
    scheme: str = "esv",
) -> Comparison:
    """Put two to four organisations side by side.

    Parameters
    ----------
    this_year
        The year ages are counted to.
    language
        Language of the concept labels: en, fr, de, es or it.
    scheme
        Vocabulary whose fields are ranked for each subject.

    Raises
    ------
    ValueError
        Fewer than two subjects, more than ``MOST_SUBJECTS``, or one named twice.
    """
    keys = [subject.record.key for subject in subjects]
    if not 2 <= len(keys) <= MOST_SUBJECTS:
        raise ValueError(f"compare two to {MOST_SUBJECTS} organisations, not {len(keys)}")
    if len(set(keys)) < len(keys):
        raise ValueError("an organisation cannot be compared with itself")
    found = [footprint(base, subject) for subject in subjects]
    rows = [
        *_perimeter(base, subjects, language),
        Row(Head.ORIENTATIONS, "orientations", "Orientations and priorities", _texts(s.orientations for s in subjects)),
        Row(Head.MISSIONS, "missions", "Missions", _texts(s.missions for s in subjects)),
        *_organisation(directory, subjects, this_year),
        *_figures(base, subjects, found, language, scheme),
    ]
    return Comparison(tuple(subjects), tuple(rows), _questions(subjects, rows), _period(base, found))


def _perimeter(base: EvidenceBase, subjects: Sequence[Subject], language: str) -> list[Row]:
    zone_labels = dict(zip(base.zones["zone"].to_pylist(), base.zones["label"].to_pylist(), strict=True))
    fields = [[Item(key, _concept(base, key, language)) for key in subject.record.fields] for subject in subjects]
    territories = [
        [
            Item(part.zone, zone_labels.get(part.zone, part.zone), note=part.coverage.value)
            for part in s.record.territory
        ]
        or [Item(zone, zone_labels.get(zone, zone), note="seat") for zone in [s.record.zone] if zone]
        for s in subjects
    ]
    return [
        Row(Head.PERIMETER, "kind", "Kind", _texts(s.record.kind.value for s in subjects), askable=False),
        Row(
            Head.PERIMETER,
            "positioning",
            "Positioning",
            _texts(POSITIONING.get(s.record.kind, "") for s in subjects),
            askable=False,
        ),
        Row(Head.PERIMETER, "country", "Country", _texts(s.record.country or "" for s in subjects)),
        Row(Head.PERIMETER, "territory", "Territory", _lists(territories)),
        Row(Head.PERIMETER, "fields", "Fields", _lists(fields)),
        Row(Head.PERIMETER, "members", "Members", _numbers(s.record.members_count for s in subjects), unit="members"),
    ]


def _organisation(directory: Directory, subjects: Sequence[Subject], this_year: int) -> list[Row]:
    networks = [
        [
            Item(held.organisation, _name(directory, held.organisation))
            for held in directory.memberships
            if held.member == subject.record.key and held.until is None
        ]
        for subject in subjects
    ]
    ages = [this_year - s.founded_year if s.founded_year else None for s in subjects]
    return [
        Row(Head.ORGANISATION, "structure", "Organisation and bodies", _texts(s.structure for s in subjects)),
        Row(Head.ORGANISATION, "governed", "Has a governance", _texts(_yes_no(s.governed) for s in subjects)),
        Row(
            Head.ORGANISATION,
            "animation_team",
            "Has an animation team",
            _texts(_yes_no(s.animation_team) for s in subjects),
        ),
        Row(Head.ORGANISATION, "labels", "Labels", _lists([[Item(held, held) for held in s.labels] for s in subjects])),
        Row(Head.ORGANISATION, "age", "Age", _numbers(ages), unit="years"),
        Row(Head.ORGANISATION, "networks", "Networks it belongs to", _lists(networks)),
    ]


def _figures(
    base: EvidenceBase, subjects: Sequence[Subject], found: Sequence[Footprint], language: str, scheme: str
) -> list[Row]:
    def count(code: str, label: str, numbers: Sequence[int], unit: str) -> Row:
        cells = tuple(
            Cell(number=float(number), note=subject.basis) if subject.organisations else Cell()
            for number, subject in zip(numbers, subjects, strict=True)
        )
        return Row(Head.FIGURES, code, label, cells, unit, askable=False)

    joint = [int(joint_projects(base, found, i).size) for i in range(len(found))]
    partners = common_partners(base, found)
    return [
        count("organisations", "Organisations with projects", [f.members.size for f in found], "organisations"),
        count("projects", "Projects", [f.projects.size for f in found], "projects"),
        count("partners", "Partners in these projects", [f.partners.size for f in found], "organisations"),
        count("joint_projects", "Projects together", joint, "projects"),
        Row(
            Head.FIGURES,
            "top_fields",
            "Fields where it is most concentrated",
            _lists([top_fields(base, each, scheme, language) for each in found]),
            unit="location_quotient",
            askable=False,
        ),
        Row(
            Head.FIGURES,
            "common_partners",
            "Partners in common",
            tuple(Cell(items=tuple(partners)) for _ in subjects),
            unit="projects",
            askable=False,
        ),
    ]


def _questions(subjects: Sequence[Subject], rows: Sequence[Row]) -> tuple[Question, ...]:
    """One question for every cell with nothing in it that the organisation itself could fill."""
    return tuple(
        Question(subject.record.key, subject.record.name, row.code, f"{subject.record.name}: {row.label.lower()}?")
        for i, subject in enumerate(subjects)
        for row in rows
        if row.askable and row.cells[i].missing
    )


def _texts(values: Iterable[str]) -> tuple[Cell, ...]:
    return tuple(Cell(text=value) for value in values)


def _numbers(values: Iterable[int | None]) -> tuple[Cell, ...]:
    return tuple(Cell(number=None if value is None else float(value)) for value in values)


def _lists(lists: Sequence[Sequence[Item]]) -> tuple[Cell, ...]:
    """List cells, with what all of them hold marked as shared."""
    held = Counter(key for items in lists for key in {item.key for item in items})
    return tuple(
        Cell(items=tuple(replace(item, shared=held[item.key] == len(lists)) for item in items)) for items in lists
    )


def _yes_no(value: bool | None) -> str:
    return "" if value is None else "yes" if value else "no"


def _name(directory: Directory, key: str) -> str:
    record = directory.by_key.get(key)
    return record.name if record else key


def _concept(base: EvidenceBase, key: str, language: str) -> str:
    row = base.concept_index.get(key)
    return key if row is None else concept_label(base, row, language)


def _period(base: EvidenceBase, found: Sequence[Footprint]) -> tuple[int, int] | None:
    years = base.project_years[np.unique(np.concatenate([each.projects for each in found]))]
    years = years[years > 0]
    return (int(years.min()), int(years.max())) if years.size else None
