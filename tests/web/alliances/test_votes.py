"""Votes: once each, by link or account; a secret ballot leaves no trace."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from intercluster_web.accounts import post
from intercluster_web.alliances.actions import decisions as actions
from intercluster_web.alliances.models import Ballot, Body, Decision, Tally, Voter
from intercluster_web.contacts.models import Contact
from intercluster_web.cooperations.models import JournalEntry
from tests.web import factories
from tests.web.alliances import records
from tests.web.factories import World


def body_of_four(world: World) -> Body:
    body = records.body(world)
    for key in ("sepnet", "inplas"):
        records.mandate(body, factories.organisation(key))
    return body


def by_link(voter: Voter, choice: str, browser: Client | None = None) -> int:
    address = reverse("alliances:vote-by-link", args=[voter.token()])
    return (browser or Client()).post(address, {"choice": choice or "_abstain"}).status_code


def test_a_member_without_an_account_votes_once(world: World) -> None:
    decision = records.vote(world)
    voter = decision.voters.get(organisation=world.theirs)
    address = reverse("alliances:vote-by-link", args=[voter.token()])
    assert decision.proposal in Client().get(address).text
    assert [by_link(voter, "for"), by_link(voter, "against")] == [302, 409]
    assert Ballot.objects.get().choice == "for"


def test_the_second_tab_of_a_person_is_told(world: World, client: Client) -> None:
    decision = records.vote(world)
    voter = decision.voters.get(organisation=world.ours)
    client.force_login(world.manager)
    said = [
        client.post(
            reverse("alliances:vote", args=[decision.pk]), {"voter": voter.pk, "choice": choice}, follow=True
        ).text
        for choice in ("for", "against")
    ]
    assert "has voted already" in said[1]
    assert actions.counted(decision).votes == {"for": 1, "against": 0}


def test_nobody_votes_for_others(world: World, client: Client) -> None:
    decision = records.vote(world)
    voter = decision.voters.get(organisation=world.theirs)
    client.force_login(world.manager)
    answer = client.post(reverse("alliances:vote", args=[decision.pk]), {"voter": voter.pk, "choice": "for"})
    assert (answer.status_code, Voter.objects.filter(voted=True).count()) == (403, 0)


def test_a_vote_needs_a_choice(world: World) -> None:
    voter = records.vote(world).voters.first()
    assert voter is not None
    address = reverse("alliances:vote-by-link", args=[voter.token()])
    assert "checked" not in Client().get(address).text
    assert Client().post(address, {}).status_code == 422
    assert by_link(voter, "neither") == 422
    assert by_link(voter, "") == 302  # abstains


def everything_kept() -> dict[str, list[tuple[object, ...]]]:
    with connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names(cursor) if name.startswith("alliances_")]
        kept = {}
        for table in tables:
            cursor.execute(f"SELECT rowid, * FROM {table} ORDER BY rowid")  # noqa: S608 (names of our own tables)
            kept[table] = cursor.fetchall()
    return kept


def test_a_secret_ballot_leaves_no_trace(world: World) -> None:
    """Whoever votes what and in whatever order: the database says the same."""
    decision = records.vote(world, body_of_four(world), ballot="secret")
    before = JournalEntry.objects.count()
    voters = list(decision.voters.all())
    ways = []
    cast = {(0, 1, 2, 3): ("for", "for", "against", ""), (3, 1, 0, 2): ("for", "against", "", "for")}
    for order, choices in cast.items():
        for place, choice in zip(order, choices, strict=True):
            assert by_link(voters[place], choice) == 302
        ways.append(everything_kept())
        Voter.objects.update(voted=False)
        Tally.objects.update(weight=0)
    assert ways[0] == ways[1]
    assert (Ballot.objects.count(), JournalEntry.objects.count()) == (0, before)


def test_the_sums_of_a_secret_ballot_stay_hidden_while_it_runs(world: World, client: Client) -> None:
    decision = records.vote(world, body_of_four(world), ballot="secret")
    voter = decision.voters.first()
    assert voter is not None
    by_link(voter, "for")
    client.force_login(world.manager)
    page = client.get(decision.get_absolute_url())
    assert (page.context["bars"], page.context["voted"]) == ([], 1)


@pytest.mark.parametrize("weights", [(1, 1), (1, 1, 2)])
def test_a_secret_ballot_that_could_be_seen_through_is_refused(world: World, weights: tuple[int, ...]) -> None:
    body = records.body(world, voting="weighted")
    body.mandates.all().delete()
    for number, weight in enumerate(weights):
        records.mandate(body, factories.organisation(f"party-{number}"), weight=weight)
    with pytest.raises(ValidationError):
        records.vote(world, body, ballot="secret")
    assert (Decision.objects.get().state, Tally.objects.count(), Voter.objects.count()) == ("draft", 0, 0)


def test_the_count_is_explained_and_registered(world: World, client: Client) -> None:
    decision = records.vote(world, body_of_four(world))
    for voter, choice in zip(decision.voters.all(), ("for", "for", "against", ""), strict=True):
        by_link(voter, choice)
    client.force_login(world.manager)
    client.post(reverse("alliances:decision-state", args=[decision.pk]), {"do": "close"})
    page = client.get(decision.get_absolute_url())
    assert page.context["explained"] == [
        "Quorum met: 4 of 4 votes cast, 50 % needed.",
        "Expressed: 3; abstentions: 1.",
        "Simple majority: for has 2, the next option 1.",
    ]
    register = client.get(reverse("alliances:register-file", args=[decision.cooperation_id, "csv"]))
    assert "for: 2; against: 1" in register.content.decode()
    assert JournalEntry.objects.filter(code="vote_closed").get().params["outcome"] == "adopted"


def test_a_vote_closes_when_all_voted_or_time_is_over(world: World) -> None:
    decision = records.vote(world)
    with pytest.raises(ValidationError):
        actions.close_vote(world.manager, decision)
    Decision.objects.update(deadline=timezone.now() - dt.timedelta(minutes=1))
    voter = decision.voters.first()
    assert voter is not None
    with pytest.raises(actions.VoteClosedError):
        actions.vote(voter, "for")
    actions.close_vote(world.manager, decision)
    actions.close_vote(world.manager, decision)
    assert (decision.outcome, JournalEntry.objects.filter(code="vote_closed").count()) == ("no_quorum", 1)


def test_links_go_to_the_address_book_of_who_sends(world: World, client: Client, mailoutbox: list[object]) -> None:
    body = records.body(world)
    said = {"organisation_name": "x", "source": "card", "collected_on": "2026-01-01", "language": "fr"}
    ours = Contact.objects.create(owner=world.ours, name="A B", email="a@example.org", **said)
    foreign = Contact.objects.create(owner=world.theirs, name="C D", email="c@example.org", **said)
    body.mandates.filter(organisation=world.theirs).update(contact=ours)
    body.mandates.filter(organisation=world.ours).update(contact=foreign)
    decision = records.vote(world, body)
    client.force_login(world.manager)
    client.post(reverse("alliances:links-send", args=[decision.pk]))
    post.wait()
    token = decision.voters.get(organisation=world.theirs).token()
    assert [(m.to, token in m.body, m.subject[:10]) for m in mailoutbox] == [  # type: ignore[attr-defined]
        (["a@example.org"], True, "Votre vote")
    ]


def test_a_withdrawn_vote_takes_no_more(world: World) -> None:
    decision = records.vote(world)
    voter = decision.voters.first()
    assert voter is not None
    actions.withdraw(world.manager, decision)
    assert by_link(voter, "for") == 404


def test_two_at_the_same_moment_are_one_vote(world: World) -> None:
    """Both read the ballot before either sends it: the database lets one through."""
    decision = records.vote(world, body_of_four(world), ballot="secret")
    first, second = (decision.voters.get(organisation=world.ours) for _tab in range(2))
    actions.vote(first, "for")
    with pytest.raises(actions.AlreadyVotedError):
        actions.vote(second, "against")
    assert actions.counted(decision).votes == {"for": 1, "against": 0}
