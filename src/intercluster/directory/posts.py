"""Posts abroad that published sources name (``posts.toml``)."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from intercluster.directory.types import Source

_FILE = Path(__file__).with_name("posts.toml")


@dataclass(frozen=True, slots=True)
class PostRecord:
    """``organisation``: key of the bundled directory; ``kind`` and ``services``: codes of the posts app; ``languages``:
    ISO 639-1, empty where no source says them."""

    organisation: str
    kind: str
    represents: str
    services: tuple[str, ...]
    languages: tuple[str, ...]
    source: Source


@lru_cache(maxsize=1)
def load_posts() -> tuple[PostRecord, ...]:
    """Every post, in the order of the file; KeyError where the file is wrong."""
    read = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    said = read["source"]
    return tuple(_post(row, said) for row in read["post"])


def _post(row: dict[str, Any], said: dict[str, Any]) -> PostRecord:
    return PostRecord(
        organisation=row["organisation"],
        kind=row["kind"],
        represents=row["represents"],
        services=tuple(row["services"]),
        languages=tuple(row["languages"]),
        source=Source(f"{said['text']} {said['url']}", row["seen"], said["stated_on"], said["checked_on"]),
    )
