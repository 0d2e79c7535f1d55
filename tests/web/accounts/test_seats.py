"""Inviting colleagues, roles, and the organisation a person acts for."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from intercluster_web.accounts import actions, post, queries
from intercluster_web.accounts.models import Invitation, User
from tests.web import factories
from tests.web.factories import World

Browse = Callable[..., Client]
ACCOUNT = {"first_name": "New", "last_name": "Colleague", "language": "fr", "password": "a fine long secret"}


def accept_address(invitation: Invitation) -> str:
    return reverse("accounts:accept-invitation", args=[queries.invitation_token(invitation)])


@pytest.fixture
def invitation(world: World) -> Invitation:
    return actions.invite(world.ours, "New@example.org", "editor", world.manager)


def test_an_invitation_goes_by_mail_and_opens_an_account(world: World, browse_as: Browse) -> None:
    manager = browse_as(world.manager)
    manager.post(reverse("accounts:invite", args=["ours"]), {"email": "New@example.org", "role": "editor"})
    post.wait()
    [letter] = mail.outbox
    link = accept_address(Invitation.objects.get())
    assert letter.to == ["new@example.org"]
    assert f"http://testserver{link}" in letter.body
    visitor = Client()
    assert visitor.post(link, ACCOUNT).url == reverse("home")
    seat = User.objects.get(email="new@example.org").seats.get()  # type: ignore[attr-defined]
    assert (seat.organisation, seat.role) == (world.ours, "editor")
    assert '<html lang="fr">' in visitor.get(reverse("home")).text
    assert Client().get(link).status_code == 404


def test_a_weak_password_opens_nothing(invitation: Invitation, client: Client) -> None:
    answer = client.post(accept_address(invitation), ACCOUNT | {"password": "password12"})
    assert answer.status_code == 200
    assert not User.objects.filter(email="new@example.org").exists()


def test_an_invitation_expires(invitation: Invitation, client: Client) -> None:
    Invitation.objects.update(created_at=timezone.now() - timedelta(days=15))
    assert client.post(accept_address(invitation), ACCOUNT).status_code == 404


def test_a_withdrawn_invitation_no_longer_works(invitation: Invitation, world: World, browse_as: Browse) -> None:
    link = accept_address(invitation)
    browse_as(world.manager).post(reverse("accounts:withdraw-invitation", args=["ours", invitation.pk]))
    assert Client().get(link).status_code == 404


def test_inviting_again_replaces_the_first_link(invitation: Invitation, world: World, client: Client) -> None:
    first = accept_address(invitation)
    second = actions.invite(world.ours, "new@example.org", "observer", world.manager)
    assert client.get(first).status_code == 404
    assert client.get(accept_address(second)).status_code == 200


def test_only_the_person_invited_accepts_when_they_have_an_account(world: World, browse_as: Browse) -> None:
    link = accept_address(actions.invite(world.ours, "other@example.org", "observer", world.manager))
    browse_as(world.people["unseated"]).post(link)
    assert not world.ours.seats.filter(user=world.people["unseated"]).exists()
    Client().post(link, ACCOUNT)
    assert not world.ours.seats.filter(user=world.people["other"]).exists()
    browse_as(world.people["other"]).post(link)
    assert world.ours.seats.get(user=world.people["other"]).role == "observer"


def test_somebody_seated_is_not_invited_again(world: World, browse_as: Browse) -> None:
    data = {"email": "Editor@example.org", "role": "manager"}
    answer = browse_as(world.manager).post(reverse("accounts:invite", args=["ours"]), data)
    assert "has a seat already" in answer.text
    assert Invitation.objects.count() == 0


def test_a_manager_of_another_organisation_cannot_reach_our_seats(world: World, browse_as: Browse) -> None:
    seat = world.ours.seats.get(role="observer")
    other = browse_as(world.people["other"])
    address = reverse("accounts:change-seat", args=["theirs", seat.pk])
    assert other.post(address, {"role": "manager"}).status_code == 404
    seat.refresh_from_db()
    assert seat.role == "observer"


@pytest.mark.parametrize("role", ["observer", "remove"])
def test_an_organisation_keeps_a_manager(world: World, browse_as: Browse, role: str) -> None:
    seat = world.ours.seats.get(role="manager")
    address = reverse("accounts:change-seat", args=["ours", seat.pk])
    answer = browse_as(world.manager).post(address, {"role": role}, follow=True)
    assert "at least one manager" in answer.text
    seat.refresh_from_db()
    assert seat.role == "manager"


def test_roles_change_and_seats_go(world: World, browse_as: Browse) -> None:
    manager, seat = browse_as(world.manager), world.ours.seats.get(role="editor")
    address = reverse("accounts:change-seat", args=["ours", seat.pk])
    manager.post(address, {"role": "manager"})
    seat.refresh_from_db()
    assert seat.role == "manager"
    manager.post(address, {"role": "remove"})
    assert not world.ours.seats.filter(pk=seat.pk).exists()


def test_a_person_with_two_seats_chooses_whom_to_act_for(world: World, browse_as: Browse) -> None:
    factories.seat(world.people["editor"], world.theirs, "observer")
    browser = browse_as(world.people["editor"])
    assert browser.get(reverse("home")).context["seat"].organisation == world.ours
    browser.post(reverse("accounts:act-for", args=["theirs"]))
    assert browser.get(reverse("home")).context["seat"].organisation == world.theirs


def test_the_administrator_seats_the_first_person(world: World, browse_as: Browse) -> None:
    empty = factories.organisation("empty")
    data = {"organisation": "empty", "email": "first@example.org", "role": "manager"}
    browse_as(world.people["superuser"]).post(reverse("accounts:installation"), data)
    assert Invitation.objects.get().organisation == empty


def test_inviting_from_the_command_line(world: World, capsys: pytest.CaptureFixture[str], client: Client) -> None:
    call_command("invite", "first@example.org", "ours", address="https://clusters.example")
    link = capsys.readouterr().out.strip()
    assert link == "https://clusters.example" + accept_address(Invitation.objects.get())
    with pytest.raises(CommandError, match="no organisation with the key 'nowhere'"):
        call_command("invite", "first@example.org", "nowhere")


@pytest.mark.parametrize("people", [1, 20])
def test_the_seats_page_costs_the_same_for_one_and_twenty(
    world: World, browse_as: Browse, people: int, django_assert_num_queries: Callable[..., object]
) -> None:
    for number in range(people):
        factories.seated("observer", world.ours)
        actions.invite(world.ours, f"invited{number}@example.org", "editor", world.manager)
    manager = browse_as(world.manager)
    with django_assert_num_queries(8):
        manager.get(reverse("accounts:seats", args=["ours"]))
