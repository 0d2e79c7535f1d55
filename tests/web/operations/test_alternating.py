"""Alternating events and whose turn is next, on the pages of events and missions."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from intercluster_web.operations.models import Series
from tests.web import factories
from tests.web.factories import World
from tests.web.operations import records

Browse = Callable[..., Client]
PAGES = ("events:list", "missions:all", "missions:history")


@pytest.mark.parametrize("name", PAGES)
def test_the_next_host_is_found_where_events_and_missions_are(world: World, browse_as: Browse, name: str) -> None:
    series = records.series(world)
    address = reverse("operations:operation", args=["series", series.pk])
    page = browse_as(world.manager).get(reverse(name)).text
    assert address in page
    assert "next: " in page
    assert address not in browse_as(world.people["other"]).get(reverse(name)).text


def test_a_series_that_is_over_is_not_announced(world: World, browse_as: Browse) -> None:
    series = records.series(world)
    Series.objects.filter(pk=series.pk).update(state="done")
    assert "Alternating events" not in browse_as(world.manager).get(reverse("missions:all")).text


def test_named_partners_find_what_is_shared(db: None, browse_as: Browse) -> None:
    world = factories.world("partner")
    series = records.series(world)
    Series.objects.filter(pk=series.pk).update(audience="shared")
    assert series.title in browse_as(world.people["other"]).get(reverse("missions:all")).text
