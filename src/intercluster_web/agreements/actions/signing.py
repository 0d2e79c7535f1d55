"""From a text that stands to an agreement in force: proposing, signing, opening again, ending."""

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from intercluster.agreements.document import agreement_docx
from intercluster.cooperations.ladder import Proof
from intercluster_web.accounts.permissions import may_write
from intercluster_web.agreements.actions.drafting import keep
from intercluster_web.agreements.actions.ground import WrongStateError, require_change, require_draft, tell
from intercluster_web.agreements.models import Agreement, Between, SealedAgreement, Signature, Status, Version
from intercluster_web.agreements.presentation.texts import printed
from intercluster_web.agreements.queries.agreements import newest_version, open_signatures
from intercluster_web.cooperations.signing import actions as signing
from intercluster_web.cooperations.signing.models import link_end
from intercluster_web.downloads import DOCX

NEW_VERSION = "new version"


@transaction.atomic
def propose(
    user: Any, agreement: Agreement, name: str, brought: "UploadedFile | None" = None, audience: str = ""
) -> Version:
    """Freeze the text, keep the exact file that will be signed, and open a line for each party.

    ``name``: of the file, without its suffix; ``brought``: a file of the parties' own instead of the one made here;
    ``audience``: who sees the agreement from now on, where that changes.

    Raises
    ------
    WrongStateError
        It is no draft, has fewer than two parties ("parties") or no text ("empty").
    """
    require_draft(user, agreement)
    parties = list(agreement.parties.all())
    if len(parties) < 2:
        raise WrongStateError("parties")
    if brought is None and not agreement.clauses.filter(included=True).exists():
        raise WrongStateError("empty")
    version = keep(user, agreement)
    if SealedAgreement.objects.filter(version=version).exists():
        version = _again(user, version)
    sealed = _sealed(version, name, brought)
    for party in parties:
        Signature.objects.create(
            agreement=agreement,
            version=version,
            party=party,
            organisation=party.organisation,
            organisation_name=party.name,
            language="fr" if agreement.language == "fr" else "en",
            expires_at=link_end(),
        )
    Agreement.objects.filter(pk=agreement.pk).update(
        status=Status.PROPOSED, number=version.number, audience=audience or agreement.audience
    )
    agreement.refresh_from_db()
    params = {"number": version.number, "sha256": sealed.sha256[:12]}
    tell(user, agreement, "agreement_proposed", params=params)
    return version


@transaction.atomic
def reopen(user: Any, agreement: Agreement) -> int:
    """Open the text for changes again. Signatures given so far no longer count; returns how many there were."""
    require_change(user, agreement)
    if agreement.status != Status.PROPOSED:
        raise WrongStateError(agreement.status)
    lines = open_signatures(agreement)
    voided = sum(line.counts for line in lines)
    for line in lines:
        signing.void(line, NEW_VERSION)
    Agreement.objects.filter(pk=agreement.pk).update(status=Status.DRAFT)
    agreement.refresh_from_db()
    tell(user, agreement, "agreement_reopened", params={"voided": voided})
    return voided


@transaction.atomic
def set_address(user: Any, signature: Signature, email: str, language: str) -> None:
    """To whom the link of a party goes, and in which language; a new link where the old one was spent by time."""
    require_change(user, signature.agreement)
    signing.set_address(signature, email, language)


@transaction.atomic
def note(user: Any, signature: Signature, given: dict[str, Any]) -> None:
    """Keep a signature given on paper or with the signer's own tool; raises as ``signing.record``."""
    require_change(user, signature.agreement)
    signing.record(signature, given)
    _signed(user, signature)


@transaction.atomic
def consent(signature: Signature, name: str, function: str, seen: str) -> None:
    """Sign behind a link, without an account; raises as ``signing.actions.give``."""
    signing.give(signature, name=name, function=function, seen=seen, by_link=True)
    _signed(None, signature)


@transaction.atomic
def sign_by_seat(user: Any, signature: Signature, name: str, function: str, seen: str) -> None:
    """Sign for an organisation the person writes for; raises as ``signing.actions.give``."""
    if signature.organisation is None or not may_write(user, signature.organisation):
        raise PermissionDenied
    signing.give(signature, name=name, function=function, seen=seen)
    _signed(user, signature)


@transaction.atomic
def refuse(signature: Signature, because: str) -> None:
    signing.refuse(signature, because)
    tell(
        None,
        signature.agreement,
        "agreement_party_refused",
        params={"party": signature.organisation_name},
        note=because,
    )


@transaction.atomic
def attach(user: Any, signature: Signature, file: UploadedFile) -> None:
    """Add the scanned or signed file to a signature that has none."""
    require_change(user, signature.agreement)
    if not signature.counts or signature.file:
        raise WrongStateError(signature.state)
    signing.attach(signature, file)


@transaction.atomic
def end(user: Any, agreement: Agreement, day: dt.date, because: str) -> None:
    """Terminate an agreement in force."""
    require_change(user, agreement)
    _end(user, agreement, day, because)


def _end(user: Any, agreement: Agreement, day: dt.date, because: str) -> None:
    if agreement.status != Status.IN_FORCE:
        raise WrongStateError(agreement.status)
    agreement.status, agreement.ended_on, agreement.ended_because = Status.TERMINATED, day, because
    agreement.save(update_fields=["status", "ended_on", "ended_because", "updated_at"])
    tell(
        user,
        agreement,
        "agreement_ended",
        params={"because": because or "–"},
        happened_on=min(day, timezone.localdate()),
    )


def _again(user: Any, version: Version) -> Version:
    """The same text proposed once more: a number of its own, so that what was signed before stays with its file."""
    version.pk = None
    version._state.adding = True
    version.number += 1
    version.kept_at, version.kept_by = timezone.now(), user
    version.save()
    return version


def _sealed(version: Version, name: str, brought: "UploadedFile | None") -> SealedAgreement:
    if brought is not None:
        document = SealedAgreement(
            version=version,
            name=(brought.name or name)[-200:],
            media_type=brought.content_type or "application/octet-stream",
            brought=True,
        )
        return signing.seal(document, brought.read())
    document = SealedAgreement(version=version, name=f"{name}-v{version.number}.docx", media_type=DOCX)
    return signing.seal(document, agreement_docx(printed(version)))


def _signed(user: Any, signature: Signature) -> None:
    """Tell the journal; with the last signature the agreement is in force."""
    agreement = signature.agreement
    lines = open_signatures(agreement)
    signed = [line for line in lines if line.counts]
    params = {"party": signature.organisation_name, "signed": len(signed), "of": len(lines)}
    tell(user, agreement, "agreement_party_signed", params=params)
    if len(signed) < len(lines) or agreement.status != Status.PROPOSED:
        return
    day = max(timezone.localdate(line.signed_at) for line in signed if line.signed_at)
    agreement.status, agreement.in_force_on = Status.IN_FORCE, day
    agreement.save(update_fields=["status", "in_force_on", "updated_at"])
    members = agreement.between == Between.MEMBERS
    version = newest_version(agreement)
    tell(
        user,
        agreement,
        "agreement_signed",
        params={
            "parties": ", ".join(line.organisation_name for line in lines),
            "sha256": version.sealed_file.sha256 if version else "",
        },
        happened_on=day,
        proof=Proof.MEMBER_AGREEMENT.value if members else Proof.AGREEMENT_SIGNED.value,
    )
    if agreement.replaces is not None and agreement.replaces.status == Status.IN_FORCE:
        _end(user, agreement.replaces, day, agreement.title)
