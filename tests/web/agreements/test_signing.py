"""Signing: what counts, what does not, what is kept."""

import datetime as dt
import hashlib
import io
from collections.abc import Callable
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from intercluster_web.agreements.actions import drafting, signing
from intercluster_web.agreements.actions.ground import WrongStateError
from intercluster_web.agreements.models import Agreement, SealedAgreement, Signature
from intercluster_web.cooperations.models import JournalEntry
from intercluster_web.cooperations.signing.actions import SpentError
from intercluster_web.cooperations.signing.models import TamperedError
from tests.web.agreements import records
from tests.web.factories import World

Browse = Callable[..., Client]


def _give(line: Signature, **more: Any) -> dict[str, Any]:
    return {"name": "Ann Signer", "function": "Director", "agree": "on", "seen": line.sealed().sha256, **more}


def _page(line: Signature) -> str:
    return reverse("agreements:sign", args=["agreement", line.token()])


def test_what_was_proposed_is_given_out_again_byte_for_byte(world: World, browse_as: Browse) -> None:
    found = records.proposed(world)
    sealed = SealedAgreement.objects.get()
    answer = browse_as(world.manager).get(reverse("agreements:version-file", args=[found.pk, found.number]))
    assert hashlib.sha256(answer.content).hexdigest() == sealed.sha256
    text = "\n".join(cell.text for table in docx.Document(io.BytesIO(answer.content)).tables for cell in table._cells)
    assert "Les parties décident ensemble" in text
    assert "The parties decide together" in text


def test_a_changed_file_is_not_given_out_and_cannot_be_signed(world: World, browse_as: Browse) -> None:
    line = records.line(world)
    SealedAgreement.objects.update(content=b"another text")
    address = reverse("agreements:version-file", args=[line.agreement_id, line.version.number])
    assert browse_as(world.manager).get(address).status_code == 409
    with pytest.raises(TamperedError):
        signing.consent(line, "Ann", "Director", line.sealed().sha256)
    assert Signature.objects.filter(signed_at__isnull=False).count() == 0


def test_who_read_another_text_does_not_sign(world: World, client: Client) -> None:
    line = records.line(world)
    answer = client.post(_page(line), _give(line, seen="0" * 64))
    assert (answer.status_code, Signature.objects.filter(signed_at__isnull=False).count()) == (422, 0)


def test_signing_behind_a_link_once(world: World, client: Client) -> None:
    line = records.line(world)
    page = _page(line)
    assert client.post(page, _give(line)).status_code == 302
    assert "Ann Signer" in client.get(page).text
    assert client.post(page, _give(line, name="Somebody else")).status_code == 410
    line.refresh_from_db()
    assert (line.name, line.by_link, line.level) == ("Ann Signer", True, "simple")


def test_links_end(world: World, client: Client) -> None:
    line = records.line(world)
    page = _page(line)
    Signature.objects.filter(pk=line.pk).update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    assert (client.get(page).status_code, client.post(page, _give(line)).status_code) == (410, 410)


def test_a_new_link_kills_the_old_one(world: World, client: Client) -> None:
    line = records.line(world)
    old = _page(line)
    signing.set_address(world.manager, line, "ann@example.org", "fr")
    assert client.get(old).status_code == 410
    assert client.get(_page(line)).status_code == 200


def test_of_two_at_once_the_second_is_told(world: World) -> None:
    line = records.line(world)
    other = Signature.objects.select_related("agreement", "version").get(pk=line.pk)
    records.sign(line)
    with pytest.raises(SpentError):
        records.sign(other, "Late")
    assert Signature.objects.get(pk=line.pk).name == "A. Signer"


def test_the_last_signature_brings_it_into_force(world: World) -> None:
    found = records.proposed(world)
    first, last = found.signatures.all()
    records.sign(first)
    found.refresh_from_db()
    assert found.status == "proposed"
    records.sign(last)
    found.refresh_from_db()
    entry = JournalEntry.objects.get(code="agreement_signed")
    assert (found.status, found.in_force_on) == ("in_force", timezone.localdate())
    assert (entry.proof, entry.audience, entry.url) == ("agreement_signed", "shared", found.get_absolute_url())
    assert "A. Signer" not in str(entry.params)


def test_what_is_ours_alone_stays_so_in_the_journal(world: World) -> None:
    records.in_force(world, records.agreement(world, audience="own"))
    assert set(JournalEntry.objects.values_list("audience", flat=True)) == {"own"}


def test_a_change_after_a_signature_voids_it_and_says_so(world: World, client: Client) -> None:
    line = records.line(world)
    page = _page(line)
    records.sign(line)
    found = line.agreement
    assert signing.reopen(world.manager, found) == 1
    assert JournalEntry.objects.get(code="agreement_reopened").params["voided"] == 1
    assert client.get(page).status_code == 410
    again = signing.propose(world.manager, found, "charter")
    assert (again.number, found.signatures.filter(voided_at=None, signed_at__isnull=False).count()) == (2, 0)
    assert SealedAgreement.objects.count() == 2


def test_a_text_that_is_proposed_is_not_edited(world: World) -> None:
    found = records.proposed(world)
    with pytest.raises(WrongStateError):
        drafting.include(world.manager, found.clauses.get(key="costs"), False)


def test_refusing_says_why_and_spends_the_link(world: World, client: Client) -> None:
    line = records.line(world)
    client.post(reverse("agreements:sign-refuse", args=["agreement", line.token()]), {"because": "Ask our board"})
    assert client.post(_page(line), _give(line)).status_code == 410
    assert JournalEntry.objects.get(code="agreement_party_refused").note == "Ask our board"


def test_a_signature_given_elsewhere_with_its_file(world: World, browse_as: Browse) -> None:
    line = records.line(world)
    browser = browse_as(world.manager)
    address = reverse("agreements:signature-note", args=[line.agreement_id, line.pk])
    data = {"name": "Ann", "function": "Chair", "signed_on": "2026-03-01", "level": "qualified", "tool": "A provider"}
    assert browser.post(address, data).status_code == 422  # nothing shows the level
    scan = SimpleUploadedFile("signed.pdf", b"%PDF-1.7 signed")
    assert browser.post(address, {**data, "file": scan}).status_code == 302
    line.refresh_from_db()
    assert line.file_sha256 == hashlib.sha256(b"%PDF-1.7 signed").hexdigest()
    kept = reverse("agreements:signature-file", args=[line.agreement_id, line.pk])
    assert browser.get(kept).content == b"%PDF-1.7 signed"
    with line.file.storage.open(line.file.name, "wb") as stored:
        stored.write(b"another file")
    assert browser.get(kept).status_code == 409


def test_an_agreement_signed_elsewhere_is_sealed_as_it_was_brought(world: World) -> None:
    found = records.agreement(world)
    signing.propose(world.manager, found, "charter", SimpleUploadedFile("charter.pdf", b"%PDF-1.7 as signed"))
    assert bytes(SealedAgreement.objects.get().content) == b"%PDF-1.7 as signed"


def test_an_amended_agreement_takes_the_place_of_the_old_one(world: World) -> None:
    old = records.in_force(world)
    new = drafting.amend(world.manager, old)
    assert drafting.amend(world.manager, old) == new
    records.in_force(world, new)
    old.refresh_from_db()
    assert (old.status, Agreement.objects.get(pk=new.pk).status) == ("terminated", "in_force")


def test_the_draft_mail_holds_the_link_in_the_language_of_who_signs(world: World, browse_as: Browse) -> None:
    line = records.line(world)
    signing.set_address(world.manager, line, "ann@example.org", "fr")
    address = reverse("agreements:ask-draft", args=["agreement", line.agreement_id, line.pk])
    message = browse_as(world.manager).get(address).content.decode()
    assert "X-Unsent: 1" in message
    assert "To: ann@example.org" in message
