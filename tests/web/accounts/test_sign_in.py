"""Signing in, pausing whoever guesses, and choosing a new password."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from intercluster_web.accounts import post
from intercluster_web.accounts.models import SignInFailure, User
from tests.web import factories

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def somebody() -> User:
    return factories.person("Ana@Example.org", password=PASSWORD, language="fr")


def sign_in(client: Client, email: str = "ana@example.org", password: str = PASSWORD) -> Any:
    return client.post(reverse("accounts:sign-in"), {"username": email, "password": password})


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("typed", ["ana@example.org", "ANA@EXAMPLE.ORG", "Ana@Example.org "])
def test_capitals_do_not_matter(client: Client, typed: str) -> None:
    sign_in(client, typed)
    assert signed_in(client)


def test_two_accounts_cannot_differ_by_capitals_only() -> None:
    with pytest.raises(Exception, match="UNIQUE"):
        factories.person("ANA@example.org")


def test_the_pages_speak_the_language_of_the_person(client: Client) -> None:
    assert sign_in(client).cookies["django_language"].value == "fr"
    assert '<html lang="fr">' in client.get(reverse("home")).text


def test_signing_out_needs_a_post(client: Client) -> None:
    sign_in(client)
    assert client.get(reverse("accounts:sign-out")).status_code == 405
    client.post(reverse("accounts:sign-out"))
    assert not signed_in(client)


def test_a_link_elsewhere_is_not_followed_after_signing_in(client: Client) -> None:
    data = {"username": "ana@example.org", "password": PASSWORD, "next": "https://elsewhere.example/"}
    assert client.post(reverse("accounts:sign-in"), data).url == reverse("home")


def test_five_failures_bring_a_pause_that_ends(client: Client) -> None:
    for _ in range(5):
        sign_in(client, password="wrong")
    assert "Too many failures" in sign_in(client).text
    assert not signed_in(client)
    SignInFailure.objects.update(at=timezone.now() - timedelta(minutes=16))
    sign_in(client)
    assert signed_in(client)


def test_failures_from_elsewhere_do_not_pause_the_person(client: Client) -> None:
    for _ in range(6):
        sign_in(Client(REMOTE_ADDR="198.51.100.7"), password="wrong")
    sign_in(client)
    assert signed_in(client)


def test_one_place_trying_many_addresses_is_paused(client: Client) -> None:
    for number in range(30):
        sign_in(client, f"guess{number}@example.org", "wrong")
    sign_in(client)
    assert not signed_in(client)


def test_a_success_forgets_the_failures(client: Client) -> None:
    for _ in range(4):
        sign_in(client, password="wrong")
    sign_in(client)
    assert SignInFailure.objects.count() == 0


def test_addresses_typed_are_not_kept(client: Client) -> None:
    sign_in(client, password="wrong")
    kept = SignInFailure.objects.get()
    assert re.fullmatch("[0-9a-f]{64}", kept.address)
    assert re.fullmatch("[0-9a-f]{64}", kept.client)


def test_an_unknown_and_a_known_address_get_the_same_words(client: Client) -> None:
    def said(email: str) -> str:
        return re.sub(
            "csrfmiddlewaretoken.*|X-CSRFToken.*", "", sign_in(client, email, "wrong").text.replace(email, "")
        )

    assert said("ana@example.org") == said("nobody@example.org")


def ask_for_password(client: Client, email: str) -> Any:
    answer = client.post(reverse("accounts:forgotten-password"), {"email": email})
    post.wait()
    return answer


def test_a_new_password_by_mail(client: Client) -> None:
    ask_for_password(client, "ANA@example.org")
    [letter] = mail.outbox
    assert letter.to == ["ana@example.org"]
    link = re.search(r"http://testserver(\S+)", letter.body).group(1)  # type: ignore[union-attr]
    page = client.get(link, follow=True)
    client.post(page.redirect_chain[-1][0], {"new_password1": "another fine one", "new_password2": "another fine one"})
    sign_in(client, password="another fine one")
    assert signed_in(client)
    assert "no longer works" in Client().get(link).text


def test_asking_says_the_same_for_unknown_addresses(client: Client) -> None:
    known, unknown = ask_for_password(client, "ana@example.org"), ask_for_password(client, "nobody@example.org")
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert len(mail.outbox) == 1


def test_nobodys_letter_box_is_filled(client: Client) -> None:
    for _ in range(8):
        ask_for_password(client, "ana@example.org")
    assert len(mail.outbox) == 5


def test_changing_the_password_keeps_the_person_signed_in(client: Client) -> None:
    sign_in(client)
    new = {"old_password": PASSWORD, "new_password1": "a longer secret", "new_password2": "a longer secret"}
    assert client.post(reverse("accounts:change-password"), new).url == reverse("accounts:profile")
    assert signed_in(client)
    assert User.objects.get().check_password("a longer secret")


def test_the_proxys_word_is_taken_only_behind_a_proxy(client: Client, settings: Any) -> None:
    for number in range(6):
        sign_in(Client(headers={"x-forwarded-for": f"198.51.100.{number}"}), password="wrong")
    sign_in(client)
    assert not signed_in(client)
    settings.BEHIND_PROXY = True
    sign_in(Client(headers={"x-forwarded-for": "203.0.113.9"}))
    other = Client(headers={"x-forwarded-for": "203.0.113.9"})
    sign_in(other)
    assert signed_in(other)
