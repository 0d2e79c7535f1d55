"""Rounds by name: changed until the last day, two windows, replies noted by us, what others may see."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from intercluster.validation.box import Vote
from intercluster_web.accounts import post
from intercluster_web.contacts.actions import book
from intercluster_web.contacts.models import Contact
from intercluster_web.contacts.queries import everything_about
from intercluster_web.cooperations.models import JournalEntry
from intercluster_web.scouting.models import ShortlistLine
from intercluster_web.validation import queries
from intercluster_web.validation.actions import answers
from intercluster_web.validation.actions import rounds as actions
from intercluster_web.validation.models import Answer, Option, Round
from tests.web.contacts.records import contact
from tests.web.cooperations import records as cooperations
from tests.web.factories import World
from tests.web.scouting import records as scouting
from tests.web.validation.records import a_round, invitations, marks, opened, vote

pytestmark = pytest.mark.django_db


def _data(found: Any, vote: str, revision: int = 0, **more: str) -> dict[str, Any]:
    votes = {f"vote_{option.pk}": vote for option in found.options.all()}
    return {"revision": revision, **votes, **more}


def test_an_answer_is_changed_by_the_same_link(world: World, browse_as: Callable[..., Client]) -> None:
    found = opened(world, 1, anonymous=False)
    address = reverse("validation:answer", args=[invitations(found)[0].token()])
    assert browse_as().post(address, _data(found, "yes")).status_code == 302
    assert browse_as().post(address, _data(found, "no", revision=1)).status_code == 302
    assert set(Answer.objects.values_list("vote", flat=True)) == {"no"}


def test_the_same_answer_twice_is_one(world: World, browse_as: Callable[..., Client]) -> None:
    found = opened(world, 1, anonymous=False)
    address = reverse("validation:answer", args=[invitations(found)[0].token()])
    assert [browse_as().post(address, _data(found, "yes")).status_code for _click in range(2)] == [302, 302]
    assert Answer.objects.count() == 2  # one an option


def test_the_second_window_is_told_and_loses_nothing(world: World, browse_as: Callable[..., Client]) -> None:
    found = opened(world, 1, anonymous=False)
    address = reverse("validation:answer", args=[invitations(found)[0].token()])
    browse_as().post(address, _data(found, "yes"))
    option = found.options.first()
    assert option is not None
    told = browse_as().post(address, _data(found, "no", **{f"comment_{option.pk}": "my words"}))
    assert told.status_code == 409
    assert "my words" in told.text
    assert 'name="revision" value="1"' in told.text
    assert set(Answer.objects.values_list("vote", flat=True)) == {"yes"}


def test_a_condition_is_asked_for(world: World, browse_as: Callable[..., Client]) -> None:
    found = opened(world, 1, anonymous=False)
    address = reverse("validation:answer", args=[invitations(found)[0].token()])
    assert browse_as().post(address, _data(found, "yes_if")).status_code == 422


def test_the_page_speaks_the_language_of_the_person(world: World, browse_as: Callable[..., Client]) -> None:
    found = opened(world, 1, anonymous=False)
    invitation = invitations(found)[0]
    assert invitation.contact is not None
    type(invitation.contact).objects.update(language="fr")
    page = browse_as().get(reverse("validation:answer", args=[invitation.token()]))
    assert "Envoyer ma réponse" in page.text


def test_a_post_abroad_replies_by_telephone(world: World, browse_as: Callable[..., Client]) -> None:
    found = opened(world, 1, role="post", audience="posts", anonymous=False)
    invitation = invitations(found)[0]
    address = reverse("validation:reply", args=[found.pk, invitation.pk])
    assert browse_as(world.manager).post(address, _data(found, "yes")).status_code == 302
    invitation.refresh_from_db()
    assert (invitation.answered, invitation.recorded_by_us) == (True, True)


def test_others_see_no_name_and_no_small_group(world: World, browse_as: Callable[..., Client]) -> None:
    found = opened(world, 4, anonymous=False, visibility="public")
    for invitation in invitations(found):
        vote(invitation)
    found.invitations.filter(pk=invitations(found)[0].pk).update(group="Lonely group")
    theirs = browse_as(world.people["other"]).get(found.get_absolute_url()).text
    ours = browse_as(world.manager).get(found.get_absolute_url()).text
    assert (f"Asked {found.pk}" in theirs, "Lonely" in theirs) == (False, False)
    assert (f"Asked {found.pk}" in ours, "Lonely" in ours) == (True, True)


def test_messages_go_to_who_may_be_written_to_once(world: World, browse_as: Callable[..., Client]) -> None:
    found = opened(world, 3, anonymous=False)
    first, second, _third = invitations(found)
    found.invitations.update(sent_on=None)
    assert first.contact is not None
    book.opt_out(world.manager, first.contact)
    vote(second)
    address = reverse("validation:send", args=[found.pk])
    for _click in range(2):
        browse_as(world.manager).post(address, {"do": "send"})
    post.wait()
    assert len(mail.outbox) == 1
    assert "/contacts/stop/" in mail.outbox[0].body
    assert "a fair" in mail.outbox[0].body


def test_one_reminder_names_every_round_that_waits(world: World, browse_as: Callable[..., Client]) -> None:
    first = opened(world, 1, anonymous=False, title="First")
    person = invitations(first)[0].contact
    assert person is not None
    second = a_round(world.ours, anonymous=False, title="Second")
    actions.ask(world.manager, second, [person])
    actions.open_round(world.manager, second)
    second.invitations.update(sent_on="2026-01-01")
    for found in (first, second):
        browse_as(world.manager).post(reverse("validation:send", args=[found.pk]), {"do": "remind"})
    post.wait()
    assert len(mail.outbox) == 1
    assert ("First" in mail.outbox[0].body, "Second" in mail.outbox[0].body) == (True, True)


def test_who_opted_out_cannot_be_asked(world: World) -> None:
    person = contact(world.ours, opted_out_on="2026-01-06")
    with pytest.raises(ValidationError):
        actions.ask(world.manager, a_round(world.ours), [person])


def test_closing_proves_demand_and_gains_on_the_cooperation(world: World) -> None:
    about = cooperations.cooperation(world)
    found = opened(world, 3, cooperation=about, quorum=2)
    for invitation in invitations(found):
        vote(invitation, Vote.YES, gains="a market in Brazil")
    actions.close(world.manager, found)
    actions.close(world.manager, found)
    entries = JournalEntry.objects.filter(cooperation=about, code__startswith="round_").order_by("pk")
    assert list(entries.values_list("code", "proof", "audience")) == [
        ("round_opened", "", "own"),
        ("round_closed", "member_demand", "own"),
        ("round_gains", "gains_named", "own"),
    ]


def test_a_round_under_its_quorum_proves_nothing(world: World) -> None:
    found = opened(world, 3, cooperation=cooperations.cooperation(world), quorum=3)
    for invitation in invitations(found)[:2]:
        vote(invitation)
    actions.close(world.manager, found)
    assert set(JournalEntry.objects.values_list("proof", flat=True)) == {""}


def test_results_are_applied_to_the_shortlist(world: World, browse_as: Callable[..., Client]) -> None:
    line = scouting.line(scouting.shortlist(scouting.objective(world.ours)))
    found = a_round(world.ours, options=0, shortlist=line.shortlist)
    option = Option.objects.create(round=found, label=line.label, line=line)
    people = [contact(world.ours, f"Person {number}") for number in range(3)]
    actions.ask(world.manager, found, people)
    actions.open_round(world.manager, found)
    for invitation in invitations(found):
        answers.cast(invitation, marks(found, Vote.NO))
    actions.close(world.manager, found)
    page = browse_as(world.manager).get(reverse("validation:apply", args=[found.pk]))
    reason = "Validation: refused; 3 answers: 0 yes, 0 on a condition, 3 no"
    assert reason in page.text
    data = {f"status_{option.pk}": "set_aside", f"reason_{option.pk}": reason}
    browse_as(world.manager).post(reverse("validation:apply", args=[found.pk]), data)
    marked = ShortlistLine.objects.get(pk=line.pk)
    assert (marked.status, marked.set_aside_because) == ("set_aside", reason)


def test_lists_cost_the_same_for_many_as_for_one(world: World, browse_as: Callable[..., Client]) -> None:
    found = opened(world, 3, anonymous=False)
    browser = browse_as(world.manager)
    scouting.same_cost(browser, reverse("validation:rounds"), lambda: opened(world, 1, anonymous=False))
    scouting.same_cost(browser, found.get_absolute_url(), lambda: _one_more(world, found))


def _one_more(world: World, found: Round) -> None:
    (added,) = actions.ask(world.manager, found, [contact(world.ours, f"Another {Contact.objects.count()}")])
    vote(added)


def test_erasing_a_person_keeps_the_vote_and_not_the_words(world: World) -> None:
    found = opened(world, 3, anonymous=False)
    invitation = invitations(found)[0]
    vote(invitation, Vote.YES, comment="my own words")
    token, person = invitation.token(), invitation.contact
    assert person is not None
    kept = queries.outcome_by_name(found).options[0].counts
    assert "my own words" in str(everything_about([person]))
    book.erase(world.manager, [person], never_again=True)
    assert queries.outcome_by_name(found).options[0].counts == kept
    assert set(Answer.objects.values_list("comment", flat=True)) == {""}
    assert queries.invitation_of(token) is None
