"""Files between their upload and the moment somebody says yes: kept a day, named at random, known to one session."""

import time
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest

_KEPT = 24 * 3600  # seconds


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "imports"


def keep(content: bytes) -> str:
    """Store a file; returns its token. Files of another day are deleted."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        if old.stat().st_mtime < time.time() - _KEPT:
            old.unlink(missing_ok=True)
    token = uuid4().hex
    (folder / token).write_bytes(content)
    return token


def kept(token: str) -> bytes | None:
    """The file of a token, or nothing once it is gone."""
    path = _folder() / token
    return path.read_bytes() if token.isalnum() and path.is_file() else None


def drop(token: str) -> None:
    if token.isalnum():
        (_folder() / token).unlink(missing_ok=True)


def hold(request: HttpRequest, kind: str, content: bytes, name: str, owner: Any, **more: Any) -> dict[str, Any]:
    """Keep a file for this session until it is written; ``more`` is what was said with it. One file of a kind."""
    held = {"token": keep(content), "name": name, "for": owner, **more}
    request.session[kind] = held
    return held


def held(request: HttpRequest, kind: str) -> tuple[dict[str, Any], bytes] | None:
    """What was said with the file whose token is posted, and the file; nothing once it is gone."""
    said = request.session.get(kind) or {}
    if not said or said["token"] != request.POST.get("token"):
        return None
    content = kept(said["token"])
    return None if content is None else (said, content)


def let_go(request: HttpRequest, kind: str) -> None:
    drop(request.session.pop(kind)["token"])
