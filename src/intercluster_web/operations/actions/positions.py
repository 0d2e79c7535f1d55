"""Signing a joint position: the text is sealed, clusters are asked, each signs once."""

from typing import Any

from django.db import transaction

from intercluster_web.cooperations.actions.working import require_item
from intercluster_web.cooperations.signing import actions as signing
from intercluster_web.cooperations.signing.models import link_end
from intercluster_web.directory.models import Organisation
from intercluster_web.operations.actions.operations import tell
from intercluster_web.operations.models import CoSignature, Position, SealedPosition


@transaction.atomic
def seal(user: Any, position: Position, *, name: str, content: bytes, media_type: str, because: str) -> SealedPosition:
    """Fix the text for signing. Signatures under an earlier file no longer count, and say ``because``."""
    require_item(user, position)
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
    require_item(user, sealed.operation)
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
def note(user: Any, signature: CoSignature, given: dict[str, Any]) -> None:
    """Keep a signature given on paper or with another tool; raises as ``signing.record``."""
    position = signature.document.operation
    require_item(user, position)
    signing.record(signature, given)
    tell(user, position, "position_signed", party=signature.organisation_name)


@transaction.atomic
def consent(signature: CoSignature, name: str, function: str, seen: str) -> None:
    """Sign behind a link, without an account; raises as ``signing.give``."""
    signing.give(signature, name=name, function=function, seen=seen, by_link=True)
    tell(None, signature.document.operation, "position_signed", party=signature.organisation_name)


@transaction.atomic
def refuse(signature: CoSignature, because: str) -> None:
    """The cluster says that it does not sign."""
    signing.refuse(signature, because)
    tell(None, signature.document.operation, "position_refused", party=signature.organisation_name)


@transaction.atomic
def renew(user: Any, signature: CoSignature) -> None:
    """A new link for a line that is open."""
    require_item(user, signature.document.operation)
    signing.renew_link(signature)
