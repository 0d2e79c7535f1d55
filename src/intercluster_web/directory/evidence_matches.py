"""Members that the evidence seems to know, for somebody to confirm: by name and country, never linked silently."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.db import transaction

from intercluster.evidence.store import EvidenceBase, load_evidence
from intercluster_web.directory import actions
from intercluster_web.directory.models import Identifier, Organisation
from intercluster_web.directory.provenance import Provenance
from intercluster_web.directory.records import EVIDENCE_SCHEMES
from intercluster_web.directory.search import fold

_LEGAL_FORMS = re.compile(
    r"\b(sa|sas|sasu|sarl|eurl|scop|gmbh|ag|kg|ug|ltd|limited|plc|llp|inc|corp|srl|spa|sl|slu|bv|nv|oy|ab|as|aps|"
    r"s a|s a s|s r l|s p a|s l|b v|n v|gie|societe anonyme|societe par actions simplifiee)$"
)


@dataclass(frozen=True)
class Match:
    """An organisation of the evidence that may be a member."""

    member: Organisation
    org_id: str
    name: str
    city: str
    projects: int


def proposed_matches(cluster: Organisation) -> list[Match]:
    """Matches for members not linked to the evidence yet: same name up to accents and legal form, same country.

    Members whose own people sit here link themselves.
    """
    try:
        base = load_evidence()
    except FileNotFoundError:
        return []
    linked = Identifier.objects.filter(scheme__in=EVIDENCE_SCHEMES).values("organisation")
    members = Organisation.objects.filter(memberships__organisation=cluster, seats=None).exclude(pk__in=linked)
    taken = set(Identifier.objects.filter(scheme__in=EVIDENCE_SCHEMES).values_list("scheme", "value"))
    index, cities = _names(base), base.organisations["city"]
    found = []
    for member in members.order_by("name"):
        for row in index.get((_bare(member.name), member.country), ()):
            org_id = str(base.org_ids[row])
            if _identifier(org_id) in taken:
                continue
            projects = int(base.project_counts[row])
            found.append(Match(member, org_id, str(base.org_names[row]), cities[row].as_py() or "", projects))
    return found


@transaction.atomic
def confirm_matches(matches: Iterable[Match], provenance: Provenance) -> int:
    """Link members to the evidence; returns how many."""
    linked = list(matches)
    for match in linked:
        actions.set_identifier(match.member, *_identifier(match.org_id), provenance)
    return len(linked)


def _identifier(org_id: str) -> tuple[str, str]:
    prefix, _, value = org_id.partition(":")
    return next(scheme for scheme, known in EVIDENCE_SCHEMES.items() if known == prefix), value


def _bare(name: str) -> str:
    folded = fold(name)
    return _LEGAL_FORMS.sub("", folded).strip() or folded


@lru_cache(maxsize=1)
def _names(base: EvidenceBase) -> dict[tuple[str, str], list[int]]:
    index: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row, (name, country) in enumerate(zip(base.org_names, base.org_countries, strict=True)):
        if name:
            index[_bare(name), country or ""].append(row)
    return index
