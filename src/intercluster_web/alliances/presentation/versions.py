"""Two versions of a text, line by line."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple


class Line(NamedTuple):
    mark: str  # "", "added" or "removed"
    text: str


def differences(before: str, after: str) -> list[Line]:
    """The lines of ``after``, with those that came and went marked."""
    return list(_compared(before, after))


def _compared(before: str, after: str) -> Iterator[Line]:
    old, new = before.splitlines(), after.splitlines()
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from (Line("", text) for text in new[j1:j2])
            continue
        yield from (Line("removed", text) for text in old[i1:i2])
        yield from (Line("added", text) for text in new[j1:j2])
