"""Address books in and out."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intercluster.export.vcard import Card, NotAnAddressBookError, from_vcards, to_vcards

STAMP = datetime(2026, 1, 2, tzinfo=UTC)
words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=120).map(str.strip)


@given(words, words, st.lists(words, max_size=3).map("\n".join).map(str.strip))
def test_what_is_written_is_read_back(name: str, function: str, note: str) -> None:
    card = Card(name or "x", function, email="a@example.org", country="FR", language="fr", note=note, uid="urn:x:1")
    assert from_vcards(to_vcards([card], STAMP)) == [card]


def test_the_form_of_rfc_6350() -> None:
    card = Card("A; B", "Chef, R&D", "Pôle", "a@example.org", "+33 1", "FR", "fr", "un\ndeux", "urn:x:1", "member")
    assert to_vcards([card], STAMP).decode() == "\r\n".join(
        [
            "BEGIN:VCARD",
            "VERSION:4.0",
            "PRODID:-//intercluster//intercluster//EN",
            "FN:A\\; B",
            "UID:urn:x:1",
            "ORG:Pôle",
            "TITLE:Chef\\, R&D",
            "EMAIL:a@example.org",
            "TEL:+33 1",
            "ADR:;;;;;;FR",
            "LANG:fr",
            "CATEGORIES:member",
            "NOTE:un\\ndeux",
            "REV:20260102T000000Z",
            "END:VCARD",
            "",
        ]
    )


def test_what_outlook_writes() -> None:
    """vCard 2.1, cp1252, quoted-printable with a soft break."""
    written = (
        b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;LANGUAGE=fr:Test;Personne\r\nORG:P\xf4le;Service\r\n"
        b"TITLE;ENCODING=QUOTED-PRINTABLE;CHARSET=utf-8:Charg=C3=A9e de =\r\nmission\r\n"
        b"TEL;WORK;VOICE:+33 4\r\nEMAIL;PREF;INTERNET:p@example.org\r\nEND:VCARD\r\n"
    )
    assert from_vcards(written) == [Card("Personne Test", "Chargée de mission", "Pôle", "p@example.org", "+33 4")]


def test_no_address_book() -> None:
    with pytest.raises(NotAnAddressBookError):
        from_vcards(b"name;mail\r\n")
