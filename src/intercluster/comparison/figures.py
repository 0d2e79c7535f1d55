"""What the evidence says of each subject: projects, partners, fields, and what they have in common."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from intercluster.comparison.types import Item, Subject
from intercluster.evidence.store import EvidenceBase

LEAST_PROJECTS = 5  # below this a location quotient says more about chance than about the cluster
TOP = 8


@dataclass(frozen=True)
class Footprint:
    """One subject in the evidence. ``projects`` and ``members`` are row numbers of the evidence base."""

    members: NDArray[np.int64]
    projects: NDArray[np.int64]
    partners: NDArray[np.int64]


def footprint(base: EvidenceBase, subject: Subject) -> Footprint:
    """Its organisations, its projects, and the other organisations in them."""
    members = np.array(sorted(base.org_index[key] for key in subject.organisations if key in base.org_index), np.int64)
    wanted = set(subject.projects)
    projects = np.flatnonzero([key in wanted for key in base.project_ids])
    everyone = np.unique(base.took_part[projects].indices).astype(np.int64)
    return Footprint(members, projects.astype(np.int64), np.setdiff1d(everyone, members))


def top_fields(base: EvidenceBase, found: Footprint, scheme: str, language: str) -> list[Item]:
    """Fields of the vocabulary ``scheme`` where the subject is most concentrated.

    The value is the location quotient ``(x_sf / x_s) / (x_f / x)`` on projects weighted by the confidence that
    they are in the field (scouting methods, 1.1), ``n`` the subject's projects in the field; fields with fewer than
    ``LEAST_PROJECTS`` projects are left out.
    """
    columns = np.flatnonzero([key.startswith(f"{scheme}:") for key in base.concept_keys])
    if not found.projects.size or not columns.size:
        return []
    tags = base.in_field[found.projects][:, columns]
    ours, all_ours = tags.sum(axis=0), float(tags.sum())
    world = base.in_field.sum(axis=0)[columns]
    counts = np.diff(tags.tocsc().indptr)
    with np.errstate(divide="ignore", invalid="ignore"):
        quotients = np.where(world > 0, (ours / all_ours) / (world / world.sum()), 0.0)
    order = sorted(
        (i for i in range(columns.size) if counts[i] >= LEAST_PROJECTS and quotients[i] > 1),
        key=lambda i: (-quotients[i], -counts[i]),
    )
    return [
        Item(
            key=str(base.concept_keys[columns[i]]),
            label=concept_label(base, int(columns[i]), language),
            value=round(float(quotients[i]), 1),
            n=int(counts[i]),
        )
        for i in order[:TOP]
    ]


def concept_label(base: EvidenceBase, row: int, language: str) -> str:
    """The label of a concept in a language, in English where it has none."""
    column = f"label_{language}"
    translated = base.concepts[column][row].as_py() if column in base.concepts.column_names else None
    return str(translated or base.concepts["label_en"][row].as_py())


def common_partners(base: EvidenceBase, found: Sequence[Footprint]) -> list[Item]:
    """Organisations that worked with every subject, by the smallest number of projects with one of them."""
    if len(found) < 2:
        return []
    together = np.vstack([np.asarray(base.took_part[each.projects].sum(axis=0)).ravel() for each in found])
    together[:, np.unique(np.concatenate([each.members for each in found]))] = 0
    weakest = together.min(axis=0)
    order = sorted(np.flatnonzero(weakest), key=lambda column: (-weakest[column], str(base.org_names[column])))
    return [
        Item(
            key=str(base.org_ids[column]),
            label=str(base.org_names[column] or base.org_ids[column]),
            n=int(weakest[column]),
            shared=True,
        )
        for column in order[:TOP]
    ]


def joint_projects(base: EvidenceBase, found: Sequence[Footprint], subject: int) -> NDArray[np.int64]:
    """Projects of any subject where an organisation of this one worked with a different one of another.

    An organisation that belongs to both does not make a joint project by itself.
    """
    ours = found[subject].members
    others = np.setdiff1d(_united(each.members for i, each in enumerate(found) if i != subject), ours)
    projects = _united(each.projects for each in found)
    took_part = base.took_part[projects]
    return projects[(took_part @ _marked(base, ours) > 0) & (took_part @ _marked(base, others) > 0)]


def _united(rows: Iterable[NDArray[np.int64]]) -> NDArray[np.int64]:
    return np.unique(np.concatenate([np.empty(0, dtype=np.int64), *rows]))


def _marked(base: EvidenceBase, members: NDArray[np.int64]) -> NDArray[np.float32]:
    """1 for each of the organisations."""
    marks = np.zeros(base.took_part.shape[1], dtype=np.float32)
    marks[members] = 1
    return marks
