"""Writing sealed files and signatures. Who may is asked by the action of the room that calls these, or by the link."""

from datetime import datetime, time
from typing import Any, TypeVar

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from intercluster_web.cooperations.signing.models import (
    SealedDocument,
    SignatureBase,
    SignatureLevel,
    TamperedError,
    link_end,
    sha256,
)

Sealed = TypeVar("Sealed", bound=SealedDocument)


class SpentError(Exception):
    """The line was signed, refused or voided already, or its time is over; ``state`` says which."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


def seal(document: Sealed, content: bytes) -> Sealed:
    """Keep a file byte for byte with its hash."""
    document.content = content
    document.sha256 = sha256(content)
    document.save()
    return document


@transaction.atomic
def give(
    signature: SignatureBase,
    *,
    name: str,
    function: str,
    seen: str,
    level: str = SignatureLevel.SIMPLE,
    tool: str = "",
    by_link: bool = False,
    signed_at: datetime | None = None,
    file: "File[bytes] | None" = None,
) -> None:
    """Sign a line, once. ``seen``: the hash of the file the signer had before their eyes.

    Raises
    ------
    TamperedError
        The file that was read is not the one that is stored, or the stored one has changed; nothing is written.
    SpentError
        The line is signed, refused, voided or, with a link, expired; nothing is written.
    """
    sealed = signature.sealed()
    sealed.exact()
    if seen != sealed.sha256:
        raise TamperedError(sealed.name)
    values: dict[str, Any] = {
        "name": name,
        "function": function,
        "level": level,
        "tool": tool,
        "by_link": by_link,
        "signed_at": signed_at or timezone.now(),
        "document_sha256": sealed.sha256,
    }
    if by_link:
        _spend(signature, values, expires_at__gt=timezone.now())
    else:
        _spend(signature, values)
    if file is not None:
        attach(signature, file)


def record(signature: SignatureBase, given: dict[str, Any]) -> None:
    """Note a signature given elsewhere, as a valid ``RecordedSignatureForm`` says; raises as ``give``."""
    noon = timezone.make_aware(datetime.combine(given["signed_on"], time(12)))
    give(
        signature,
        name=given["name"],
        function=given["function"],
        seen=signature.sealed().sha256,
        level=given["level"],
        tool=given["tool"],
        signed_at=min(noon, timezone.now()),
        file=given["file"],
    )


def attach(signature: SignatureBase, file: "File[bytes]") -> None:
    """Keep the scanned or signed file of a line with its own hash."""
    content = file.read()
    file.seek(0)
    signature.file_name = (file.name or "")[-200:]
    signature.file_sha256 = sha256(content)
    signature.file.save(signature.file_name, file, save=False)
    signature.save(update_fields=["file", "file_name", "file_sha256"])


@transaction.atomic
def refuse(signature: SignatureBase, because: str) -> None:
    """Keep that they do not sign, and why.

    Raises
    ------
    SpentError
        As in ``give``.
    """
    _spend(signature, {"refused_at": timezone.now(), "refused_because": because}, expires_at__gt=timezone.now())


@transaction.atomic
def void(signature: SignatureBase, because: str) -> None:
    """The line no longer counts: what was signed stays to be read, its link is dead."""
    if signature.voided_at is None:
        signature.withdraw()
        signature.voided_at = timezone.now()
        signature.voided_because = because
        signature.save(update_fields=["nonce", "voided_at", "voided_because"])


@transaction.atomic
def set_address(signature: SignatureBase, email: str, language: str) -> None:
    """To whom the link of an open line goes, and in which language; raises as ``renew_link``."""
    renew_link(signature)
    signature.email, signature.language = email, language
    signature.save(update_fields=["email", "language"])


@transaction.atomic
def renew_link(signature: SignatureBase) -> None:
    """A new link for an open line; those sent before are dead.

    Raises
    ------
    SpentError
        The line is signed, refused or voided.
    """
    if signature.state not in {"asked", "expired"}:
        raise SpentError(signature.state)
    signature.withdraw()
    signature.expires_at = link_end()
    signature.save(update_fields=["nonce", "expires_at"])


def _spend(signature: SignatureBase, values: dict[str, Any], **only: Any) -> None:
    """Write to a line that is still open, in one statement: of two at once, one finds it spent."""
    lines: Any = type(signature)._default_manager
    open_line = lines.filter(pk=signature.pk, signed_at=None, refused_at=None, voided_at=None, **only)
    if not open_line.update(**values):
        signature.refresh_from_db()
        raise SpentError(signature.state)
    signature.refresh_from_db()
