"""Signing a joint position: the text is sealed, clusters are asked, each signs once."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from intercluster_web.accounts.permissions import may_change_item
from intercluster_web.cooperations.signing import actions as signing
from intercluster_web.cooperations.signing.models import link_end
from intercluster_web.directory.models import Organisation
from intercluster_web.operations.actions.operations import require_change, tell
from intercluster_web.operations.models import CoSignature, Position, SealedPosition


@transaction.atomic
def seal(user: Any, position: Position, *, name: str, content: bytes, media_type: str, because: str) -> SealedPosition:
    """Fix the text for signing. Signatures under an earlier file no longer count, and say ``because``."""
    require_change(user, position)
    for before in CoSignature.objects.filter(document__operation=position, voided_at=None):
        signing.void(before, because)
    sealed = signing.seal(SealedPosition(operation=position, name=name, media_type=media_type), content)
    tell(user, position, "position_sealed", sha256=sealed.sha256[:12])
    return sealed


@transaction.atomic
def ask(
    user: Any, sealed: SealedPosition, *, organisation: Organisation | None, name: str, email: str, language: str
) -> CoSignature:
    """Ask a cluster to sign; one that is asked already is found again."""
    require_change(user, sealed.operation)
    open_lines = sealed.signatures.filter(organisation_name=name, email=email, voided_at=None, refused_at=None)
    if already := open_lines.first():
        return already
    return CoSignature.objects.create(
        document=sealed,
        organisation=organisation,
        organisation_name=name,
        email=email,
        language=language,
        expires_at=link_end(),
    )


@transaction.atomic
def sign(user: Any, signature: CoSignature, *, scan: UploadedFile | None = None, **given: Any) -> None:
    """Sign by link (``user`` is None) or note a signature given elsewhere; raises as ``signing.give`` does."""
    position = signature.document.operation
    if user is not None:
        require_change(user, position)
    signing.give(signature, by_link=user is None, file=scan, **given)
    writer = user if user is not None and may_change_item(user, position) else None
    tell(writer, position, "position_signed", party=signature.organisation_name)


@transaction.atomic
def refuse(signature: CoSignature, because: str) -> None:
    """The cluster says that it does not sign."""
    signing.refuse(signature, because)
    tell(None, signature.document.operation, "position_refused", party=signature.organisation_name)


@transaction.atomic
def renew(user: Any, signature: CoSignature) -> None:
    """A new link for a line that is open."""
    require_change(user, signature.document.operation)
    signing.renew_link(signature)
