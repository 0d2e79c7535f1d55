"""What every search stands on: the evidence in force, the directory, the vocabulary."""

from dataclasses import dataclass

from intercluster.datafolder import BUNDLED, evidence_folder
from intercluster.directory.types import Directory
from intercluster.evidence.store import EvidenceBase, load_evidence
from intercluster.fields.vocabulary import Vocabulary, load_vocabulary
from intercluster_web.directory.records import current_directory


@dataclass(frozen=True)
class Ground:
    base: EvidenceBase
    directory: Directory
    vocabulary: Vocabulary


def ground() -> Ground:
    """The ground in force; each part is kept in memory by its own room."""
    return Ground(load_evidence(), current_directory(), load_vocabulary())


def evidence_version(base: EvidenceBase) -> str:
    """Which evidence the numbers rest on: the import's stamp or "bundled", and the latest day it stood at."""
    folder = evidence_folder()
    stood_at = max((day for day in base.projects["as_of"].unique().to_pylist() if day), default=None)
    name = "bundled" if folder == BUNDLED else folder.name
    return f"{name} {stood_at.isoformat()}" if stood_at else name
