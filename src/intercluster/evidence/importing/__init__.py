"""Reading the user's own evidence: CORDIS exports and Eurostat structural business statistics."""

from intercluster.evidence.importing.problems import Problem
from intercluster.evidence.importing.report import FileRead, ImportReport, TableChange, problems_table
from intercluster.evidence.importing.run import ImportOptions, import_evidence
from intercluster.evidence.importing.writing import read_imports, reset_evidence

__all__ = [
    "FileRead",
    "ImportOptions",
    "ImportReport",
    "Problem",
    "TableChange",
    "import_evidence",
    "problems_table",
    "read_imports",
    "reset_evidence",
]
