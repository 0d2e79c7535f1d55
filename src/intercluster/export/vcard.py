"""Address books: vCard 4.0 (RFC 6350) out; 2.1, 3.0 and 4.0 in, as Outlook, Google and Thunderbird write them."""

import quopri
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

_PRODUCT = "-//intercluster//intercluster//EN"
_LONGEST = 75  # octets of a line (RFC 6350, 3.2)
_LINE = re.compile(r'(?:[\w-]+\.)?([\w-]+)((?:;(?:[^":;]|"[^"]*")*)*):(.*)', re.DOTALL)
_SOFT_BREAK = re.compile(rb"=\r?\n[ \t]?")
# Only a line that says so is quoted-printable; in any other, a "=" at its end is what somebody wrote.
_QUOTED = re.compile(rb"(?im)^[^:\r\n]*QUOTED-PRINTABLE[^:\r\n]*:(?:[^\r\n]*=\r?\n)+")


class NotAnAddressBookError(ValueError):
    """The file holds no vCard."""


@dataclass(frozen=True)
class Card:
    """One person. ``country`` is what the address says, in whatever words; ``language`` a tag such as ``fr``."""

    name: str
    function: str = ""
    organisation: str = ""
    email: str = ""
    phone: str = ""
    country: str = ""
    language: str = ""
    note: str = ""
    uid: str = ""
    category: str = ""


def to_vcards(cards: Iterable[Card], stamp: datetime | None = None) -> bytes:
    """A file with one vCard 4.0 a person, UTF-8, lines folded at 75 octets."""
    moment = (stamp or datetime.now(UTC)).strftime("%Y%m%dT%H%M%SZ")
    return b"".join(_written(card, moment) for card in cards)


def _written(card: Card, moment: str) -> bytes:
    lines = [("BEGIN", "VCARD"), ("VERSION", "4.0"), ("PRODID", _PRODUCT), ("FN", _text(card.name))]
    optional = [
        ("UID", card.uid),
        ("ORG", _text(card.organisation)),
        ("TITLE", _text(card.function)),
        ("EMAIL", card.email),
        ("TEL", _text(card.phone)),
        ("ADR", f";;;;;;{_text(card.country)}" if card.country else ""),
        ("LANG", card.language),
        ("CATEGORIES", _text(card.category)),
        ("NOTE", _text(card.note)),
    ]
    lines += [(name, value) for name, value in optional if value]
    lines += [("REV", moment), ("END", "VCARD")]
    return b"".join(_folded(f"{name}:{value}") for name, value in lines)


def _folded(line: str) -> bytes:
    """A line cut where it is too long, never inside a character."""
    pieces = [b""]
    for letter in line:
        octets = letter.encode()
        if len(pieces[-1]) + len(octets) > _LONGEST:
            pieces.append(b" ")
        pieces[-1] += octets
    return b"\r\n".join(pieces) + b"\r\n"


def _text(value: str) -> str:
    plain = "\n".join(value.splitlines())
    for letter, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        plain = plain.replace(letter, escaped)
    return plain


def from_vcards(content: bytes) -> list[Card]:
    """The people of a file, in its order; the first e-mail address and telephone of each.

    Raises
    ------
    NotAnAddressBookError
        No vCard in it.
    """
    content = _QUOTED.sub(lambda found: _SOFT_BREAK.sub(b"", found[0]), content)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    cards: list[Card] = []
    values: dict[str, str] = {}
    for name, parameters, value in _lines(text):
        if name == "BEGIN":
            values = {}
        elif name == "END" and value.strip().upper() == "VCARD":
            cards.append(_card(values))
        else:
            values.setdefault(name, _decoded(value, parameters))
    if not cards:
        raise NotAnAddressBookError
    return cards


def _lines(text: str) -> Iterable[tuple[str, str, str]]:
    """Name, parameters and value of each line; one that no reader knows does not cost the rest of the book."""
    for line in re.sub(r"\r?\n[ \t]", "", text).replace("\r\n", "\n").split("\n"):
        if found := _LINE.fullmatch(line):
            yield found[1].upper(), found[2].upper(), found[3]


def _decoded(value: str, parameters: str) -> str:
    if "QUOTED-PRINTABLE" not in parameters:
        return value
    charset = re.search(r"CHARSET=([^;:]+)", parameters)
    octets = quopri.decodestring(value.encode())
    try:
        return octets.decode(charset[1] if charset else "utf-8", errors="replace")
    except LookupError:
        return octets.decode("cp1252", errors="replace")


def _plain(value: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value).strip()


def _parts(value: str) -> list[str]:
    """The components of a structured value."""
    return [_plain(part) for part in re.split(r"(?<!\\);", value)]


def _card(values: dict[str, str]) -> Card:
    family, given = (*_parts(values.get("N", "")), "", "")[:2]
    address = _parts(values.get("ADR", ""))
    plain = {name: _plain(value) for name, value in values.items()}
    return Card(
        name=plain.get("FN") or f"{given} {family}".strip(),
        function=plain.get("TITLE") or plain.get("ROLE", ""),
        organisation=_parts(values.get("ORG", ""))[0],
        email=plain.get("EMAIL", "").removeprefix("mailto:"),
        phone=plain.get("TEL", "").removeprefix("tel:"),
        country=address[6] if len(address) > 6 else "",
        language=plain.get("LANG", ""),
        note=plain.get("NOTE", ""),
        uid=plain.get("UID", ""),
        category=plain.get("CATEGORIES", ""),
    )
