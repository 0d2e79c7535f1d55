"""What a person of another organisation tries in order to read or change what is ours."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from intercluster_web.accounts import actions as account_actions
from intercluster_web.accounts import permissions
from intercluster_web.directory import actions
from intercluster_web.directory.models import Identifier, Membership, Organisation, Origin
from intercluster_web.directory.provenance import Provenance
from intercluster_web.evidence.models import Job
from intercluster_web.scouting.models import Objective, SavedComparison
from tests.web import factories
from tests.web.factories import World
from tests.web.scouting import records

Browse = Callable[..., Client]
SAID = {"source_url": "a letter", "stated_on": "2026-01-02", "member_type": "cluster"}


@pytest.fixture
def network(world: World) -> Organisation:
    """A network nobody sits at, which the bundled directory says we belong to."""
    found = factories.organisation("network", kind="network_of_clusters")
    Membership.objects.create(organisation=found, member=world.ours, origin=Origin.BUNDLED)
    return found


def sees(user: Any, record: Objective) -> bool:
    return permissions.visible_to(user, Objective.objects.filter(pk=record.pk)).exists()


@pytest.mark.parametrize(("of", "tie", "other"), [("theirs", "network", "network"), ("network", "member", "theirs")])
def test_joining_a_network_by_ones_own_word_opens_nothing(  # noqa: PLR0917
    world: World, network: Organisation, browse_as: Browse, of: str, tie: str, other: str
) -> None:
    shared, spy = records.objective(world.ours, visibility="network"), world.people["other"]
    column = "organisation" if tie == "network" else "member"
    answer = browse_as(spy).post(reverse("directory:tie-create", args=[of, tie]), SAID | {column: other})
    assert answer.status_code == 302
    assert network.members.filter(member=world.theirs).exists()
    assert not sees(spy, shared)


def test_a_network_opens_for_those_it_names_itself(world: World, network: Organisation, browse_as: Browse) -> None:
    shared, host = records.objective(world.ours, visibility="network"), factories.seated(at=network)
    answer = browse_as(host).post(
        reverse("directory:tie-create", args=["network", "member"]), SAID | {"member": "theirs"}
    )
    assert answer.status_code == 302
    assert sees(world.people["other"], shared)


def test_naming_us_a_member_of_a_network_of_ones_own_opens_nothing(world: World) -> None:
    shared, spy = records.objective(world.ours, visibility="network"), world.people["other"]
    trap = factories.organisation("trap", kind="network_of_clusters")
    factories.seat(spy, trap)
    for member in (world.ours, world.theirs):
        actions.save_tie(Membership(organisation=trap, member=member), Provenance("a letter", user=spy))
    assert not sees(spy, shared)
    tie = Membership.objects.get(organisation=trap, member=world.ours)
    actions.save_tie(tie, Provenance("a letter", user=world.manager))
    assert sees(spy, shared)


def test_a_membership_that_has_ended_opens_nothing(world: World, network: Organisation) -> None:
    shared = records.objective(world.ours, visibility="network")
    Membership.objects.create(organisation=network, member=world.theirs, origin=Origin.BUNDLED, until=2020)
    assert not sees(world.people["other"], shared)


def test_taking_a_member_over_does_not_take_over_what_it_may_see(world: World, network: Organisation) -> None:
    shared, spy = records.objective(world.ours, visibility="network"), world.people["other"]
    member = factories.organisation("member")
    Membership.objects.create(organisation=network, member=member, origin=Origin.BUNDLED)
    actions.merge_organisations(world.theirs, member, Provenance("a letter", user=spy))
    assert network.members.filter(member=world.theirs).exists()
    assert not sees(spy, shared)


def _owned(organisation: Organisation, world: World) -> None:
    records.objective(organisation)


def _shared(organisation: Organisation, world: World) -> None:
    records.objective(world.ours, visibility="partner").partners.add(organisation)


def _invited(organisation: Organisation, world: World) -> None:
    account_actions.invite(organisation, "new@example.org", "manager", world.manager)


@pytest.mark.parametrize("private", [_owned, _shared, _invited])
def test_an_entry_with_something_private_is_neither_merged_away_nor_deleted(
    world: World, private: Callable[[Organisation, World], None]
) -> None:
    left = factories.organisation("left")  # its last person has gone
    private(left, world)
    with pytest.raises(ValidationError):
        actions.merge_organisations(world.theirs, left, Provenance("a letter", user=world.people["other"]))
    with pytest.raises(ValidationError):
        actions.delete_organisation(left)
    assert Organisation.objects.filter(key="left").exists()


def test_a_shared_objective_does_not_tell_whom_we_met(world: World, browse_as: Browse) -> None:
    met = records.in_photonics(factories.organisation("met-in-secret", country="GB"), "UKJ3")
    objective = records.objective(records.in_photonics(world.ours), visibility="public")
    records.encounter(world.ours, organisation=met, name=met.name)
    address = reverse("scouting:search", args=[objective.pk]) + "?way=encounters"
    assert met.name in browse_as(world.people["observer"]).get(address).content.decode()
    assert met.name not in browse_as(world.people["other"]).get(address).content.decode()
    reasons = reverse("scouting:candidate", args=[objective.pk, "cluster", met.key])
    ours, theirs = (
        {
            term.text
            for axis in browse_as(world.people[role]).get(reasons).context["explained"].axes
            for term in axis.terms
        }
        for role in ("observer", "other")
    )
    assert [text for text in ours - theirs if "met" in text]
    assert not [text for text in theirs - ours if "met" in text]


def test_a_shared_objective_does_not_tell_of_the_strategy_behind_it(world: World, browse_as: Browse) -> None:
    strategy = records.strategy(world.ours, title="Secret plan")
    objective = records.objective(
        world.ours, visibility="public", strategy=strategy, lock=records.lock(strategy, "Secret lock")
    )
    address = reverse("scouting:objective", args=[objective.pk])
    ours, theirs = (browse_as(world.people[role]).get(address).content.decode() for role in ("observer", "other"))
    assert ("Secret plan" in ours, "Secret lock" in ours) == (True, True)
    assert ("Secret plan" in theirs, "Secret lock" in theirs) == (False, False)


def test_a_file_of_members_does_not_change_the_numbers_of_an_entry_others_look_after(
    world: World, browse_as: Browse
) -> None:
    Identifier.objects.create(organisation=world.ours, scheme="PIC", value="111111111")
    content = f"Nom;Ville;Pays;PIC\n{world.ours.name};;FR;222222222\n".encode()
    browser, address = browse_as(world.people["other"]), reverse("directory:members-import", args=["theirs"])
    preview = browser.post(address, {"file": SimpleUploadedFile("members.csv", content)})
    columns = {f"column-{place}": name for place, name in enumerate(("name", "city", "country", "pic"))}
    answer = browser.post(address, {"token": preview.context["token"], "write": "1"} | columns)
    assert answer.status_code == 302
    assert Membership.objects.filter(organisation=world.theirs, member=world.ours).exists()
    assert Identifier.objects.get(organisation=world.ours).value == "111111111"


@pytest.mark.parametrize("kind", ["objective", "shortlist", "strategy", "encounter", "comparison"])
def test_what_is_ours_cannot_be_created_or_given_away_by_a_field_of_a_form(
    world: World, browse_as: Browse, kind: str
) -> None:
    """``owner``, ``visibility``, ``created_by`` and ``partners`` smuggled into the forms of a record change nothing."""
    record: Any = {
        "objective": lambda: records.objective(world.ours),
        "shortlist": lambda: records.shortlist(records.objective(world.ours)),
        "strategy": lambda: records.strategy(world.ours),
        "encounter": lambda: records.encounter(world.ours),
        "comparison": lambda: records.comparison(world.ours),
    }[kind]()
    smuggled = {"owner": world.theirs.pk, "visibility": "public", "created_by": 1, "partners": world.theirs.pk}
    if kind != "comparison":
        address = reverse(f"scouting:{kind}-edit", args=[record.pk])
        form = browse_as(world.manager).get(address).context["form"]
        sent = {name: value for name, value in form.initial.items() if value is not None} | {"name": "New name"}
        answer = browse_as(world.manager).post(address, sent | smuggled)
        assert answer.status_code == 302, answer.context["form"].errors
    else:
        sent = {"name": "Mine", "key": ["ours", "theirs"]}
        browse_as(world.manager).post(reverse("scouting:compare-save"), sent | smuggled)
    for found in type(record).objects.all():
        assert (found.owner, found.visibility, list(found.partners.all())) == (world.ours, "own", [])


def test_the_api_does_not_take_a_session_without_its_csrf_token(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.manager)
    shortlist = records.shortlist(records.objective(world.ours))
    assert client.delete(f"/api/scouting/shortlists/{shortlist.pk}").status_code == 403


def test_a_made_up_token_does_not_open_the_door_to_large_requests(client: Client) -> None:
    large = b"x" * (5 * 1024 * 1024 + 1)
    address = reverse("accounts:sign-in")
    answer = client.post(address, large, content_type="text/plain", headers={"Authorization": "Bearer made-up"})
    assert answer.status_code == 413


@pytest.mark.parametrize("keys", [["ours"], ["ours", "nowhere"], ["ours", "x&a=theirs\r\nX: y"]])
def test_only_organisations_of_the_directory_are_kept_in_a_comparison(
    world: World, browse_as: Browse, keys: list[str]
) -> None:
    answer = browse_as(world.manager).post(reverse("scouting:compare-save"), {"name": "Odd", "key": keys})
    assert (answer.status_code, SavedComparison.objects.count()) == (404, 0)


def test_two_files_of_one_name_are_not_taken_for_one(world: World, browse_as: Browse) -> None:
    files = [SimpleUploadedFile("project.csv", content) for content in (b"one", b"two")]
    answer = browse_as(world.manager).post(reverse("evidence:imports"), {"files": files, "framework": ""})
    assert list(answer.context["form"].errors) == ["files"]
    assert not Job.objects.exists()
