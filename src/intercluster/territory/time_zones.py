"""Time zones of countries: the times a programme on the spot is written in."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from babel.core import get_global

from intercluster.territory.countries import normalise_country


def time_zones_of(code: str) -> tuple[str, ...]:
    """The time zones of a country in the order of their names, such as ``("Europe/Berlin", "Europe/Busingen")``; none
    for a code that CLDR (through Babel) does not know."""
    return tuple(sorted(get_global("territory_zones").get(normalise_country(code), ())))


def time_zone_at(code: str, place: str, day: date) -> str | None:
    """The time zone of a place in a country: the one named after the place, else the country's where the clocks of all
    its parts show the same at noon of the day; None where that cannot be told."""
    names = time_zones_of(code)
    for name in names:
        if name.rpartition("/")[2].replace("_", " ").casefold() == place.strip().casefold():
            return name
    noon = datetime.combine(day, time(12))
    times = {noon.replace(tzinfo=ZoneInfo(name)).utcoffset() for name in names}
    return names[0] if len(times) == 1 else None
