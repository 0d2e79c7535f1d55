"""Time zones of countries and places."""

from datetime import date

import pytest

from intercluster.territory.time_zones import time_zone_at, time_zones_of

MAY = date(2026, 5, 4)


@pytest.mark.parametrize(
    ("code", "place", "zone"),
    [
        ("GB", "Southampton", "Europe/London"),
        ("UK", "", "Europe/London"),
        ("DE", "", "Europe/Berlin"),  # Büsingen shows the same time
        ("CN", "Wuhan", None),  # Urumqi does not
        ("CN", " shanghai ", "Asia/Shanghai"),
        ("BR", "Sao Paulo", "America/Sao_Paulo"),
        ("BR", "Recife", "America/Recife"),
        ("BR", "Campinas", None),
        ("QQ", "Nowhere", None),
    ],
)
def test_a_place_has_the_time_of_its_country_or_its_own(code: str, place: str, zone: str | None) -> None:
    assert time_zone_at(code, place, MAY) == zone


def test_every_time_zone_of_a_country_in_order() -> None:
    assert time_zones_of("DE") == ("Europe/Berlin", "Europe/Busingen")
    assert time_zones_of("QQ") == ()
