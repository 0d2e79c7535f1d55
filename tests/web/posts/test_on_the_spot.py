"""Who is on the spot, on the pages of zones, clusters, cooperations and missions."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from tests.web.cooperations.records import cooperation
from tests.web.factories import World
from tests.web.missions.records import mission
from tests.web.posts import records

Browse = Callable[..., Client]


def test_a_zone_and_a_cluster_of_it_name_the_posts_of_the_country(client: Client, world: World) -> None:
    found = records.post("post-london", "GB").get_absolute_url()
    for address in (
        reverse("evidence:zone", args=["UKJ3"]),
        reverse("evidence:zone", args=["GB"]),
        world.theirs.get_absolute_url(),
    ):
        assert found in client.get(address).text
    assert found not in client.get(world.ours.get_absolute_url()).text


def test_a_cooperation_leads_to_asking_about_it_for_who_works_there(world: World, browse_as: Browse) -> None:
    found = records.post("post-london", "GB")
    about = cooperation(world, countries=["JP"])
    ask = reverse("validation:ask-post", args=[found.organisation.key]) + f"?cooperation={about.pk}"
    page = browse_as(world.manager).get(about.get_absolute_url()).text
    assert ask in page
    assert reverse("posts:country", args=["JP"]) in page  # nobody is known there yet
    reader = browse_as(world.people["observer"]).get(about.get_absolute_url()).text
    assert found.get_absolute_url() in reader
    assert ask not in reader


def test_a_mission_leads_to_asking_for_help_kept_with_its_cooperation(world: World, browse_as: Browse) -> None:
    found = records.post("post-london", "GB")
    within = cooperation(world)
    made = mission(world, cooperation=within, title="To Southampton & back")
    page = browse_as(world.manager).get(made.get_absolute_url()).text
    ask = reverse("validation:ask-post", args=[found.organisation.key])
    assert f"{ask}?purpose=delegation&amp;title=To+Southampton+%26+back&amp;cooperation={within.pk}" in page
    address = page.split(f'href="{ask}', 1)[1].split('"', 1)[0].replace("&amp;", "&")
    form = browse_as(world.manager).get(ask + address).context["form"]
    assert form["purpose"].value() == "delegation"


def test_the_entry_of_a_post_leads_to_what_it_can_be_asked_for(client: Client, db: None) -> None:
    found = records.post()
    assert found.get_absolute_url() in client.get(found.organisation.get_absolute_url()).text
