"""A joint position from its text to its signatures, with and without an account."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from intercluster_web.accounts import post
from intercluster_web.cooperations.models import JournalEntry
from intercluster_web.operations.models import CoSignature, SealedPosition
from tests.web.factories import World
from tests.web.operations import records

Browse = Callable[..., Client]


def _sign(browser: Client, signature: CoSignature, name: str = "Ann Example") -> int:
    sent = {"name": name, "function": "Chair", "agree": "on", "seen": signature.document.sha256}
    return int(browser.post(reverse("operations:consent", args=[signature.token()]), sent).status_code)


def test_from_the_text_to_a_signature_without_an_account(world: World, browse_as: Browse) -> None:
    position = records.operation(world, "position", title="A pact for clusters", text="We ask …")
    browser = browse_as(world.manager)
    browser.post(reverse("operations:seal", args=[position.pk]))
    sealed = SealedPosition.objects.get()
    asked = {"name": "theirs", "email": "chair@example.org", "language": "fr", "send": "1"}
    browser.post(reverse("operations:ask", args=[position.pk]), asked)
    post.wait()
    signature = CoSignature.objects.get()
    assert signature.organisation == world.theirs
    assert signature.token() in mail.outbox[0].body
    assert mail.outbox[0].subject == "Votre signature sous « A pact for clusters »"
    visitor = browse_as(None)
    file = visitor.get(reverse("operations:consent-file", args=[signature.token()]))
    assert file.content == bytes(sealed.content)
    assert _sign(visitor, signature) == 302
    signature.refresh_from_db()
    assert (signature.state, signature.name, signature.document_sha256) == ("signed", "Ann Example", sealed.sha256)
    assert list(JournalEntry.objects.order_by("pk").values_list("code", flat=True)) == [
        "position_sealed",
        "position_signed",
    ]
    assert "Ann Example" not in str(list(JournalEntry.objects.values()))


def test_a_link_signs_once(world: World, browse_as: Browse) -> None:
    signature, visitor = records.signature(world), browse_as(None)
    assert [_sign(visitor, signature, name) for name in ("First", "Second")] == [302, 410]
    signature.refresh_from_db()
    assert signature.name == "First"


@pytest.mark.parametrize(("how", "status"), [("expired", 410), ("withdrawn", 410), ("another file", 422)])
def test_a_link_that_no_longer_counts_signs_nothing(world: World, browse_as: Browse, how: str, status: int) -> None:
    signature = records.signature(world)
    token = signature.token()
    seen = signature.document.sha256
    if how == "expired":
        CoSignature.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    elif how == "withdrawn":
        browse_as(world.manager).post(reverse("operations:renew", args=[signature.document.operation_id, signature.pk]))
    else:
        seen = "0" * 64
    sent = {"name": "Late", "function": "Chair", "agree": "on", "seen": seen}
    answer = browse_as(None).post(reverse("operations:consent", args=[token]), sent)
    signature.refresh_from_db()
    assert (answer.status_code, signature.name) == (status, "")


def test_a_new_text_voids_what_was_signed_and_says_so(world: World, browse_as: Browse) -> None:
    signature = records.signature(world)
    _sign(browse_as(None), signature)
    position = signature.document.operation
    browse_as(world.manager).post(reverse("operations:seal", args=[position.pk]))
    signature.refresh_from_db()
    assert (signature.state, signature.voided_because) == (
        "voided",
        "The text changed: there is a new file to sign.",
    )
    old = browse_as(world.manager).get(reverse("operations:sealed-file", args=[position.pk, signature.document_id]))
    assert old.content == b"the text"


def test_saying_no_is_kept_with_the_reason(world: World, browse_as: Browse) -> None:
    signature = records.signature(world)
    answer = browse_as(None).post(
        reverse("operations:decline", args=[signature.token()]), {"because": "our board meets in June"}
    )
    signature.refresh_from_db()
    assert (answer.status_code, signature.state, signature.refused_because) == (
        302,
        "refused",
        "our board meets in June",
    )


def test_a_signature_on_paper_is_noted(world: World, browse_as: Browse) -> None:
    signature = records.signature(world)
    address = reverse("operations:record", args=[signature.document.operation_id, signature.pk])
    sent = {"name": "Ann", "function": "Chair", "signed_on": "2026-01-10", "level": "paper"}
    assert browse_as(world.manager).post(address, sent).status_code == 302
    signature.refresh_from_db()
    assert (signature.state, signature.level, signature.by_link) == ("signed", "paper", False)
    assert timezone.localdate(signature.signed_at).isoformat() == "2026-01-10"
    unproved = browse_as(world.manager).post(address, {**sent, "level": "qualified"})
    assert unproved.status_code == 422


def test_the_draft_is_for_ones_own_mail_program(world: World, browse_as: Browse) -> None:
    signature = records.signature(world)
    address = reverse("operations:letter", args=[signature.document.operation_id, signature.pk])
    text = browse_as(world.manager).get(address).text
    assert "X-Unsent: 1" in text


def test_a_file_that_changed_is_neither_given_out_nor_signed(world: World, browse_as: Browse) -> None:
    signature, visitor = records.signature(world), browse_as(None)
    SealedPosition.objects.update(content=b"another text")
    assert visitor.get(reverse("operations:consent-file", args=[signature.token()])).status_code == 409
    assert _sign(visitor, signature) == 422
    signature.refresh_from_db()
    assert signature.state == "asked"
