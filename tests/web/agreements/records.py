"""Agreements for tests: plain functions, every argument optional."""

from typing import Any

from intercluster.agreements.templates import latest
from intercluster_web.agreements.actions import drafting, sheets, signing
from intercluster_web.agreements.models import (
    Agreement,
    Clause,
    Remark,
    Sheet,
    SheetSignature,
    Signature,
    Term,
    Version,
)
from intercluster_web.cooperations.models import Cooperation
from tests.web import factories
from tests.web.cooperations.records import cooperation

ROW = {"code": "kind", "label": "Kind", "first": "pole", "second": "cluster", "differs": True}
FROZEN = {
    "evidence": "bundled",
    "en": [{"head": "Perimeter", "rows": [ROW]}],
    "fr": [{"head": "Périmètre", "rows": [ROW]}],
    "period": [],
}


def agreement(world: factories.World, within: Cooperation | None = None, **values: Any) -> Agreement:
    """A draft charter of ours with theirs, which both see as far as the cooperation is shared."""
    within = within or cooperation(world)
    defaults = {"title": "Charter of optics", "audience": "shared"}
    draft = Agreement(cooperation=within, owner=world.ours, **(defaults | values))
    parties = [(each, each.name) for each in (world.ours, world.theirs)]
    return drafting.start(world.manager, draft, parties, latest("charter"))


def clause(world: factories.World, of: Agreement | None = None, key: str = "costs") -> Clause:
    return (of or agreement(world)).clauses.get(key=key)


def proposed(world: factories.World, of: Agreement | None = None) -> Agreement:
    found = of or agreement(world)
    signing.propose(world.manager, found, "charter")
    return found


def line(world: factories.World, of: Agreement | None = None) -> Signature:
    """The line of theirs under a charter that is proposed."""
    return (of or proposed(world)).signatures.filter(voided_at=None).get(organisation=world.theirs)


def sign(signature: Signature, name: str = "A. Signer") -> None:
    signing.consent(signature, name, "Director", signature.sealed().sha256)


def in_force(world: factories.World, of: Agreement | None = None) -> Agreement:
    found = of if of is not None and of.status == "proposed" else proposed(world, of)
    for each in found.signatures.filter(voided_at=None):
        sign(each)
    found.refresh_from_db()
    return found


def version(world: factories.World) -> Version:
    return drafting.keep(world.manager, agreement(world))


def term(of: Agreement, **values: Any) -> Term:
    defaults = {"number": 1, "starts_on": "2026-01-01", "ends_on": "2027-12-31", "renewal": "explicit"}
    made = Term.objects.create(agreement=of, **(defaults | values))
    made.refresh_from_db()
    return made


def sheet(world: factories.World, **values: Any) -> Sheet:
    defaults = {"title": "Us and them", "audience": "shared", "frozen": FROZEN}
    draft = Sheet(
        cooperation=cooperation(world), owner=world.ours, first=world.ours, second=world.theirs, **(defaults | values)
    )
    return sheets.take(world.manager, draft)


def remark(world: factories.World, of: Sheet | None = None) -> Remark:
    return Remark.objects.create(sheet=of or sheet(world), organisation=world.ours, kind="synergy", text="Lasers")


def sheet_line(world: factories.World) -> SheetSignature:
    """The line of theirs under a sheet that is ready to be signed off."""
    made = sheet(world)
    sheets.propose(world.manager, made, "sheet.docx", b"the sheet")
    return made.signatures.get(organisation=world.theirs)
