"""Posts abroad as people use them: find, add, correct, bring in, ask."""

from collections.abc import Callable
from typing import Any

from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from intercluster.directory.posts import load_posts
from intercluster_web.accounts import post as outgoing
from intercluster_web.contacts.models import Contact
from intercluster_web.directory.loading import load_bundled_directory
from intercluster_web.directory.models import Fact, Organisation
from intercluster_web.posts.loading import enter_posts
from intercluster_web.posts.models import Post
from intercluster_web.scouting.models import Shortlist
from intercluster_web.validation.models import Round
from tests.web import factories
from tests.web.contacts.records import contact
from tests.web.cooperations.records import cooperation
from tests.web.factories import World
from tests.web.posts import records
from tests.web.scouting import records as scouting

Browse = Callable[..., Client]
LIST = "posts:list"


def _entry(**more: Any) -> dict[str, Any]:
    return {"name": "Service scientifique, Tokyo", "country": "JP", "city": "Tokyo", "kind": "science"} | more


def test_the_posts_of_the_sources_are_entered_once_and_stay_out_when_taken_out(db: None) -> None:
    load_bundled_directory()
    assert enter_posts() == len(load_posts())
    assert enter_posts() == 0
    named = Post.objects.get(organisation__country="CN")
    assert "COOPOL" in named.seen_text
    assert str(named.stated_on) == "2012-08-09"
    named.delete()
    assert enter_posts() == 0


def test_a_post_is_found_where_it_sits_and_where_it_works(client: Client, db: None) -> None:
    berlin = records.post(countries=["AT"])
    records.post("somewhere-else", country="JP")
    for country in ("DE", "AT"):
        page = client.get(reverse("posts:country", args=[country]))
        assert [post for post, _age in page.context["posts"]] == [berlin]
    assert [post.pk for post in client.get(reverse(LIST), {"country": "AT"}).context["page"]] == [berlin.pk]
    assert client.get(reverse(LIST), {"service": "settling"}).context["page"].paginator.count == 0


def test_a_post_without_a_place_stands_at_the_capital_of_its_country(client: Client, db: None) -> None:
    records.post()
    drawn = client.get(reverse(LIST)).context["map_data"]
    assert [round(point["latitude"]) for point in drawn["points"]] == [53]
    assert [group["key"] for group in drawn["groups"]] == ["science"]


def test_a_new_post_has_its_entry_in_the_directory_with_the_same_source(world: World, browse_as: Browse) -> None:
    sent = _entry(services=["watch"], languages=["ja"], source_url="their page", stated_on="2026-05-04")
    for _click in range(2):
        browse_as(world.manager).post(reverse("posts:new"), sent)
    made = Post.objects.get()
    assert (made.organisation.kind, made.services, made.recorded_by) == ("foreign_post", ["watch"], world.manager)
    assert {fact.source_url for fact in Fact.objects.filter(organisation=made.organisation)} == {"their page"}


def test_a_post_without_a_source_is_refused(world: World, browse_as: Browse) -> None:
    answer = browse_as(world.manager).post(reverse("posts:new"), _entry())
    assert answer.status_code == 422
    assert "source_url" in answer.context["form"].errors
    assert not Organisation.objects.filter(name__contains="Tokyo").exists()


def test_who_saves_second_is_told(world: World, browse_as: Browse) -> None:
    address = reverse("posts:edit", args=[records.post().organisation.key])
    browser = browse_as(world.manager)
    seen = browser.get(address).context["form"]["seen"].value()
    first = {"kind": "science", "services": ["watch"], "source_url": "their page", "seen": seen}
    assert browser.post(address, first).status_code == 302
    answer = browser.post(address, first | {"services": ["settling"]})
    assert "Somebody saved this" in answer.text
    assert Post.objects.get().services == ["watch"]


def test_its_own_people_keep_their_entry(world: World, browse_as: Browse) -> None:
    found = records.post()
    factories.seated(at=found.organisation)
    assert browse_as(world.manager).get(reverse("posts:edit", args=[found.organisation.key])).status_code == 403


def _upload(browser: Client, text: str) -> Any:
    file = SimpleUploadedFile("posts.csv", text.encode())
    return browser.post(reverse("posts:import"), {"file": file})


def _mapping(answer: Any) -> dict[str, str]:
    return {f"column-{place}": use for place, _heading, use, _example in answer.context["columns"]}


def test_a_file_is_looked_through_before_it_is_written(world: World, browse_as: Browse) -> None:
    browser = browse_as(world.manager)
    table = (
        "Nom;Type;Pays;Ville;Services;Langues;Source\n"
        "Bureau de Milan;CCI;Italie;Milan;marchés, implantation;it;annuaire 2026\n"
    )
    preview = _upload(browser, table)
    assert (preview.context["plan"].counts["new"], Post.objects.count()) == (1, 0)
    browser.post(reverse("posts:import"), {"token": preview.context["token"], "write": "1"} | _mapping(preview))
    made = Post.objects.get()
    assert (made.kind, made.services, made.languages) == ("chamber", ["markets", "settling"], ["it"])
    assert (made.organisation.country, made.origin) == ("IT", "file")
    assert _upload(browser, table).context["plan"].counts["same"] == 1


def test_mistakes_of_a_file_have_row_and_column_and_nothing_is_written(world: World, browse_as: Browse) -> None:
    answer = _upload(
        browse_as(world.manager),
        "Nom;Type;Pays;Source\nA post;castle;IT;a list\n;CCI;IT;a list\nAnother;CCI;IT;\n",
    )
    assert [(error.line, error.column) for error in answer.context["plan"].errors] == [
        (2, "Type"),
        (3, "Name"),
        (4, "Source"),
    ]
    assert Post.objects.count() == 0


def test_the_list_is_sent_back_unchanged_and_changes_nothing(world: World, browse_as: Browse) -> None:
    records.post(countries=["AT"], represents="A ministry")
    browser = browse_as(world.manager)
    file = browser.get(reverse(LIST), {"file": "xlsx"})
    content = b"".join(file) if file.streaming else file.content
    preview = browser.post(reverse("posts:import"), {"file": SimpleUploadedFile("posts.xlsx", content)})
    assert preview.context["plan"].errors == []
    assert preview.context["plan"].counts["same"] == 1


def _asked(**more: Any) -> dict[str, Any]:
    values = {"title": "Partners in Berlin", "question": "Whom do you know?", "deadline": "2030-01-01"}
    return values | {"purpose": "delegation", "points": "Name hosts\nTake part", "send": "1"} | more


def test_a_post_is_asked_by_mail_and_its_answer_is_kept_with_the_cooperation(world: World, browse_as: Browse) -> None:
    found, about = records.post(), cooperation(world)
    address = reverse("validation:ask-post", args=[found.organisation.key]) + f"?cooperation={about.pk}"
    sent = _asked(owner=world.ours.pk, name="Test Attaché", email="attache@example.org", source="their page")
    browser = browse_as(world.manager)
    browser.post(address, sent | {"language": "fr"})
    outgoing.wait()
    made = Round.objects.get()
    assert (made.cooperation, made.anonymous, made.state) == (about, False, "open")
    assert (made.post_request.post, made.post_request.purpose) == (found.organisation, "delegation")
    person = Contact.objects.get()
    assert (person.role, person.organisation, person.owner) == ("post", found.organisation, world.ours)
    assert [message.to for message in mail.outbox] == [["attache@example.org"]]
    link = reverse("validation:answer", args=[made.invitations.get().token()])
    assert link in mail.outbox[0].body
    options = list(made.options.all())
    answers = {f"vote_{option.pk}": "yes" for option in options} | {f"comment_{options[0].pk}": "In May only"}
    browse_as().post(link, answers | {"revision": 0})
    assert "In May only" in browser.get(made.get_absolute_url()).text
    assert made.title in browser.get(reverse("validation:cooperation", args=[about.pk])).text
    assert made.title in browser.get(found.get_absolute_url()).text
    assert made.title not in browse_as(world.people["other"]).get(found.get_absolute_url()).text


def test_the_lines_of_a_shortlist_are_put_to_a_post(world: World, browse_as: Browse) -> None:
    found = records.post()
    line = scouting.line(scouting.shortlist(scouting.objective(world.ours)))
    person = contact(world.ours, role="post", organisation=found.organisation)
    address = reverse("validation:ask-post", args=[found.organisation.key]) + f"?shortlist={line.shortlist_id}"
    browser = browse_as(world.manager)
    form = browser.get(address).context["form"]
    assert form.fields["contact"].initial == person
    sent = _asked(purpose="opinion", points="", with_lines="on", contact=person.pk, owner=world.ours.pk)
    sent.pop("send")
    browser.post(address, sent)
    made = Round.objects.get()
    assert [option.line for option in made.options.all()] == [line]
    assert mail.outbox == []
    shortlist = Shortlist.objects.get()
    assert made.title in browser.get(reverse("scouting:shortlist", args=[shortlist.pk])).text


def test_whoever_asked_to_be_left_alone_is_not_asked(world: World, browse_as: Browse) -> None:
    found = records.post()
    person = contact(world.ours, role="post", opted_out_on="2026-01-06")
    address = reverse("validation:ask-post", args=[found.organisation.key])
    answer = browse_as(world.manager).post(address, _asked(owner=world.ours.pk, contact=person.pk))
    assert answer.status_code == 422
    again = _asked(owner=world.ours.pk, name="The same", email=person.email, source="elsewhere")
    assert "asked not to be written to" in browse_as(world.manager).post(address, again).text
    assert Round.objects.count() == 0


def test_a_list_costs_the_same_for_many(client: Client, db: None) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(reverse(LIST))
        return len(found)

    records.post()
    asked()
    one = asked()
    for number in range(5):
        records.post(f"post-{number}")
    assert asked() == one


def test_programs_read_posts_by_country(client: Client, db: None) -> None:
    records.post(countries=["AT"])
    records.post("somewhere-else", country="JP")
    told = client.get("/api/posts", {"country": "AT"}).json()
    assert (told["count"], told["items"][0]["covers"]) == (1, ["DE", "AT"])
