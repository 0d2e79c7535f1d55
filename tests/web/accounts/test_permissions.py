"""The rules of ``permissions``: who sees a record, and how the API knows who asks."""

from collections.abc import Callable, Iterator

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.test import Client, override_settings
from django.urls import include, path
from ninja import NinjaAPI, Router

from intercluster_web.accounts import actions, permissions
from intercluster_web.accounts.models import ApiToken
from intercluster_web.directory.models import Membership
from intercluster_web.scouting.models import Encounter
from tests.web import factories
from tests.web.factories import World

Browse = Callable[..., Client]


def record(world: World, visibility: str) -> Encounter:
    return Encounter.objects.create(
        owner=world.ours, visibility=visibility, name="Somebody", met_on="2026-01-02", occasion="fair", origin="member"
    )


def readers(world: World, found: Encounter) -> set[str]:
    everybody = world.people.items()
    return {
        role
        for role, user in everybody
        if user is not None and permissions.visible_to(user, Encounter.objects.all()).filter(pk=found.pk).exists()
    }


OWN_PEOPLE = {"observer", "editor", "manager"}


def test_own_records_are_seen_by_our_people_only(world: World) -> None:
    assert readers(world, record(world, "own")) == OWN_PEOPLE


def test_named_partners_see_what_is_shared_with_them(world: World) -> None:
    shared = record(world, "partner")
    assert readers(world, shared) == OWN_PEOPLE
    shared.partners.add(world.theirs)
    assert readers(world, shared) == OWN_PEOPLE | {"other"}


def test_naming_a_partner_shares_nothing_by_itself(world: World) -> None:
    private = record(world, "own")
    private.partners.add(world.theirs)
    assert readers(world, private) == OWN_PEOPLE


def test_fellow_members_of_a_network_see_what_is_shared_with_it(world: World) -> None:
    shared, network = record(world, "network"), factories.organisation("network", kind="network_of_clusters")
    Membership.objects.create(organisation=network, member=world.ours, member_agrees=True)
    assert readers(world, shared) == OWN_PEOPLE
    Membership.objects.create(organisation=network, member=world.theirs, network_agrees=True)
    assert readers(world, shared) == OWN_PEOPLE | {"other"}


def test_public_records_are_seen_by_everybody(world: World) -> None:
    assert readers(world, record(world, "public")) == OWN_PEOPLE | {"other", "unseated", "superuser"}


def test_who_sees_but_may_not_change_is_refused_who_does_not_see_finds_nothing(world: World) -> None:
    private, everything = record(world, "own"), Encounter.objects.all()
    assert permissions.changeable_or_404(world.people["editor"], everything, pk=private.pk) == private
    with pytest.raises(PermissionDenied):
        permissions.changeable_or_404(world.people["observer"], everything, pk=private.pk)
    with pytest.raises(Http404):
        permissions.changeable_or_404(world.people["other"], everything, pk=private.pk)


@pytest.mark.parametrize(
    ("role", "ours", "theirs", "free"),
    [
        ("observer", False, False, False),
        ("editor", True, False, True),
        ("manager", True, False, True),
        ("other", False, True, True),
        ("superuser", False, False, False),
    ],
)
def test_who_edits_which_entry_of_the_directory(world: World, role: str, ours: bool, theirs: bool, free: bool) -> None:
    nobodys = factories.organisation("nobodys")
    entries = [world.ours, world.theirs, nobodys]
    assert [permissions.may_edit_directory(world.people[role], entry) for entry in entries] == [ours, theirs, free]


router = Router()


@router.get("/mine", auth=permissions.PEOPLE)
def mine(request: HttpRequest) -> str:
    return str(request.user)


@router.get("/open", auth=permissions.ANYONE)
@router.post("/open", auth=permissions.ANYONE)
def for_anyone(request: HttpRequest) -> str:
    return str(request.user)


urlpatterns: list[object] = []


@pytest.fixture
def trial_api() -> Iterator[None]:
    api = NinjaAPI(urls_namespace="trial")
    api.add_router("", router)
    urlpatterns[:] = [path("trial/", api.urls), path("", include("intercluster_web.urls"))]
    with override_settings(ROOT_URLCONF=__name__):
        yield


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


@pytest.mark.usefixtures("trial_api", "db")
class TestTheApi:
    def test_a_token_speaks_for_its_person_until_revoked(self, world: World, client: Client) -> None:
        token = actions.create_token(world.manager, "a spreadsheet")
        assert client.get("/trial/mine", headers=bearer(token)).json() == str(world.manager)
        assert ApiToken.objects.get().used_on is not None
        ApiToken.objects.all().delete()
        assert client.get("/trial/mine", headers=bearer(token)).status_code == 401

    def test_a_token_of_a_closed_account_is_refused(self, world: World, client: Client) -> None:
        token = actions.create_token(world.manager, "a spreadsheet")
        world.manager.is_active = False
        world.manager.save()
        assert client.get("/trial/mine", headers=bearer(token)).status_code == 401

    def test_the_token_itself_is_not_kept(self, world: World) -> None:
        token = actions.create_token(world.manager, "a spreadsheet")
        kept = ApiToken.objects.get()
        assert token not in {kept.digest, kept.start}
        assert token.startswith(kept.start)

    def test_visitors_read_what_is_open_and_nothing_else(self, client: Client) -> None:
        assert client.get("/trial/open").json() == "AnonymousUser"
        assert client.post("/trial/open").status_code == 401
        assert client.get("/trial/mine").status_code == 401

    def test_a_wrong_token_is_refused_even_where_it_is_not_needed(self, client: Client) -> None:
        assert client.get("/trial/open", headers=bearer("wrong")).status_code == 401

    def test_writing_with_a_session_needs_the_forms_protection(self, world: World) -> None:
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(world.manager)
        assert browser.get("/trial/mine").status_code == 200
        assert browser.post("/trial/open").status_code == 403
