"""Agreements between organisations: their clauses, versions, signatures, terms; the sheet of differences."""

from intercluster_web.agreements.models.agreement import (
    Agreement,
    AgreementParty,
    Between,
    Clause,
    Kind,
    Status,
    TextLanguage,
)
from intercluster_web.agreements.models.sheets import Remark, RemarkKind, SealedSheet, Sheet, SheetSignature, SheetState
from intercluster_web.agreements.models.signing import SealedAgreement, Signature, Version
from intercluster_web.agreements.models.terms import RenewalKind, Term

__all__ = [
    "Agreement",
    "AgreementParty",
    "Between",
    "Clause",
    "Kind",
    "Remark",
    "RemarkKind",
    "RenewalKind",
    "SealedAgreement",
    "SealedSheet",
    "Sheet",
    "SheetSignature",
    "SheetState",
    "Signature",
    "Status",
    "Term",
    "TextLanguage",
    "Version",
]
