"""Past and future of the evidence, and the questions the future answers."""

from collections import defaultdict
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from intercluster.evidence.relevance import IN_FIELD
from intercluster.evidence.store import EvidenceBase
from intercluster.scouting.matrices import columns_of, crossed, present
from intercluster.scouting.question import tying_projects

FEWEST_PROJECTS = 3  # earlier projects of an organisation that takes part, as seeker or candidate
FIELD_SCHEME = "h2020"


@dataclass(frozen=True, eq=False)
class Asked:
    """One query: rows of the seeker, of its candidates, and which of these became partners."""

    seeker: int
    concept: str
    candidates: NDArray[np.int64]
    true: NDArray[np.bool_]


def history(base: EvidenceBase, before: int) -> EvidenceBase:
    """The base as it stood: projects that start in the year or later, or at an unknown time, have nobody in them."""
    years = base.project_years
    known = ((years > 0) & (years < before)).astype(np.float32)
    took_part: sparse.csr_array = (sparse.diags_array(known) @ base.took_part).tocsr()
    took_part.eliminate_zeros()
    return replace(base, took_part=took_part)


def questions(base: EvidenceBase, past: EvidenceBase, years: tuple[int, int], count: int, seed: int) -> list[Asked]:
    """A sample of the queries that the years answer, both years included; the same seed gives the same sample."""
    earlier = np.bincount(past.took_part.indices, minlength=len(base.org_ids))
    taking_part = np.flatnonzero(earlier >= FEWEST_PROJECTS)
    small = past.took_part[tying_projects(past)]
    linked = present(crossed(small, small))
    countries = base.org_countries
    pairs = [
        (concept, seeker, new)
        for concept in sorted(key for key in base.concept_keys if key.startswith(f"{FIELD_SCHEME}:"))
        for seeker, new in _new_partners(base, concept, years, taking_part, linked)
    ]
    rng = np.random.default_rng(seed)
    chosen = sorted(rng.choice(len(pairs), size=min(count, len(pairs)), replace=False)) if pairs else []
    asked = []
    for concept, seeker, new in (pairs[at] for at in chosen):
        strangers = taking_part[countries[taking_part] != countries[seeker]]
        candidates = np.setdiff1d(strangers, columns_of(linked, seeker))
        asked.append(Asked(seeker, concept, candidates, np.isin(candidates, new)))
    return asked


def _new_partners(
    base: EvidenceBase,
    concept: str,
    years: tuple[int, int],
    taking_part: NDArray[np.int64],
    linked: sparse.csr_array,
) -> list[tuple[int, NDArray[np.int64]]]:
    """For every organisation, whom it first worked with in the field in these years, abroad."""
    started = (base.project_years >= years[0]) & (base.project_years <= years[1])
    tags = base.projects_by_concept
    column = base.concept_index[concept]
    tagged = slice(tags.indptr[column], tags.indptr[column + 1])
    in_field = np.zeros(len(started), dtype=np.bool_)
    in_field[tags.indices[tagged][tags.data[tagged] >= IN_FIELD]] = True
    took_part = base.took_part[started & in_field & tying_projects(base)]
    together = present(crossed(took_part, took_part))
    new = present(together - together.multiply(linked)).tocoo()
    takes_part = np.zeros(len(base.org_ids), dtype=np.bool_)
    takes_part[taking_part] = True
    one, other = new.coords
    kept = takes_part[one] & takes_part[other] & (base.org_countries[one] != base.org_countries[other])
    partners: dict[int, list[int]] = defaultdict(list)
    for seeker, partner in zip(one[kept].tolist(), other[kept].tolist(), strict=True):
        partners[seeker].append(partner)
    return [(seeker, np.array(found, dtype=np.int64)) for seeker, found in sorted(partners.items())]
