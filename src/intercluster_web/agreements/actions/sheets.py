"""The sheet of differences and synergies: taken, remarked on, signed off by both sides."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from intercluster.cooperations.ladder import Proof
from intercluster_web.accounts.permissions import may_write
from intercluster_web.accounts.visibility import Audience
from intercluster_web.agreements.actions.ground import WrongStateError, require_change, tell
from intercluster_web.agreements.models import Remark, SealedSheet, Sheet, SheetSignature, SheetState
from intercluster_web.cooperations.signing import actions as signing
from intercluster_web.cooperations.signing.models import link_end
from intercluster_web.downloads import DOCX
from intercluster_web.records.together import just_now, twin_of

REOPENED = "opened again"


@transaction.atomic
def take(user: Any, sheet: Sheet) -> Sheet:
    """Freeze a comparison into a sheet; a second click finds the first one's."""
    if not may_write(user, sheet.owner):
        require_change(user, sheet)
    sheet.created_by = user
    mine = Sheet.objects.filter(cooperation=sheet.cooperation, created_by=user, created_at__gte=just_now())
    if twin := twin_of(sheet, mine):
        return twin  # type: ignore[no-any-return]
    sheet.save()
    params = {"first": sheet.first.name, "second": sheet.second.name}
    proof = Proof.COMPARISON.value if sheet.audience == Audience.SHARED else ""
    tell(user, sheet, "sheet_taken", params=params, proof=proof)
    return sheet


@transaction.atomic
def change_audience(user: Any, sheet: Sheet, audience: str) -> None:
    """Share the sheet with the partners of the cooperation, which is what makes it a comparison shared."""
    require_change(user, sheet)
    was, sheet.audience = sheet.audience, audience
    sheet.save(update_fields=["audience", "updated_at"])
    if was != audience and audience == Audience.SHARED:
        params = {"first": sheet.first.name, "second": sheet.second.name}
        tell(user, sheet, "sheet_taken", params=params, proof=Proof.COMPARISON.value)


@transaction.atomic
def say(user: Any, sheet: Sheet, remark: Remark) -> None:
    """A remark of one side: by its own writers, or noted by those who keep the sheet."""
    if not may_write(user, remark.organisation):
        require_change(user, sheet)
    _refuse_unless_open(sheet)
    remark.sheet, remark.created_by = sheet, user
    same = {"organisation": remark.organisation, "kind": remark.kind, "about": remark.about, "text": remark.text}
    if not sheet.remarks.filter(**same).exists():
        remark.save()


@transaction.atomic
def unsay(user: Any, remark: Remark) -> None:
    if not may_write(user, remark.organisation):
        require_change(user, remark.sheet)
    _refuse_unless_open(remark.sheet)
    remark.delete()


@transaction.atomic
def propose(user: Any, sheet: Sheet, name: str, content: bytes) -> None:
    """Keep the exact file both sides sign off, and open a line for each."""
    require_change(user, sheet)
    _refuse_unless_open(sheet)
    sheet.round += 1
    sheet.state = SheetState.PROPOSED
    sheet.save(update_fields=["round", "state", "updated_at"])
    sealed = signing.seal(SealedSheet(sheet=sheet, round=sheet.round, name=name, media_type=DOCX), content)
    for organisation in (sheet.first, sheet.second):
        SheetSignature.objects.create(
            sheet=sheet,
            document=sealed,
            organisation=organisation,
            organisation_name=organisation.name,
            expires_at=link_end(),
        )
    tell(user, sheet, "sheet_proposed", params={"sha256": sealed.sha256[:12]})


@transaction.atomic
def reopen(user: Any, sheet: Sheet) -> None:
    """Open for remarks again; sign-offs given so far no longer count."""
    require_change(user, sheet)
    if sheet.state != SheetState.PROPOSED:
        raise WrongStateError(sheet.state)
    for line in lines(sheet):
        signing.void(line, REOPENED)
    sheet.state = SheetState.OPEN
    sheet.save(update_fields=["state", "updated_at"])
    tell(user, sheet, "sheet_reopened")


@transaction.atomic
def set_address(user: Any, signature: SheetSignature, email: str, language: str) -> None:
    require_change(user, signature.sheet)
    signing.set_address(signature, email, language)


@transaction.atomic
def sign_by_seat(user: Any, signature: SheetSignature, name: str, function: str, seen: str) -> None:
    """Sign off for an organisation the person writes for."""
    if signature.organisation is None or not may_write(user, signature.organisation):
        raise PermissionDenied
    signing.give(signature, name=name, function=function, seen=seen)
    _signed(user, signature)


@transaction.atomic
def consent(signature: SheetSignature, name: str, function: str, seen: str) -> None:
    """Sign off behind a link; raises as ``cooperations.signing.actions.give``."""
    signing.give(signature, name=name, function=function, seen=seen, by_link=True)
    _signed(None, signature)


@transaction.atomic
def refuse(signature: SheetSignature, because: str) -> None:
    signing.refuse(signature, because)
    tell(None, signature.sheet, "sheet_side_refused", params={"party": signature.organisation_name}, note=because)


@transaction.atomic
def delete(user: Any, sheet: Sheet) -> None:
    """Take away a sheet that nobody has signed off."""
    require_change(user, sheet)
    if sheet.signatures.filter(signed_at__isnull=False).exists():
        raise WrongStateError("signed")
    tell(user, sheet, "sheet_removed", url="")
    sheet.delete()


def lines(sheet: Sheet) -> list[SheetSignature]:
    """The lines of the present round."""
    found = sheet.signatures.filter(document__round=sheet.round, voided_at=None)
    return list(found.select_related("document", "organisation"))


def _refuse_unless_open(sheet: Sheet) -> None:
    state = Sheet.objects.values_list("state", flat=True).get(pk=sheet.pk)
    if state != SheetState.OPEN:
        raise WrongStateError(state)


def _signed(user: Any, signature: SheetSignature) -> None:
    sheet = signature.sheet
    tell(user, sheet, "sheet_side_signed", params={"party": signature.organisation_name})
    if all(line.counts for line in lines(sheet)) and sheet.state == SheetState.PROPOSED:
        sheet.state = SheetState.SIGNED
        sheet.save(update_fields=["state", "updated_at"])
        tell(user, sheet, "sheet_signed", proof=Proof.COMPLEMENTARITY.value)
