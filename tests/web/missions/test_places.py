"""Where missions went: the map and its table say the same."""

import datetime as dt
from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from intercluster_web.missions.models import Companion
from tests.web.factories import World
from tests.web.missions import records

Browse = Callable[..., Client]


def test_the_map_counts_missions_by_country_and_leads_to_the_latest(world: World, browse_as: Browse) -> None:
    first = records.mission(world, title="Berlin", country="DE", starts=dt.date(2009, 6, 1), state="done")
    latest = records.mission(world, title="Munich", country="DE", starts=dt.date(2011, 6, 1), state="done")
    records.mission(world, title="Brazil", country="BR", starts=dt.date(2010, 9, 1), state="done")
    records.mission(world, title="To come", country="JP", starts=dt.date(2030, 9, 1))
    Companion.objects.create(mission=first, name="Another cluster")
    page = browse_as(world.manager).get(reverse("missions:history"))
    told = [(place.country, place.missions, place.joint, place.latest) for place in page.context["places"]]
    assert told[0] == ("DE", 2, 1, latest)
    assert [(country, missions) for country, missions, _joint, _latest in told] == [("DE", 2), ("BR", 1)]
    drawn = page.context["map_data"]
    assert [(point["key"], point["size"], point["group"]) for point in drawn["points"]] == [
        ("DE", 2, "EU"),
        ("BR", 1, "SA"),
    ]
    assert [group["key"] for group in drawn["groups"]] == ["EU", "SA"]
    assert drawn["points"][0]["href"] == latest.get_absolute_url()
