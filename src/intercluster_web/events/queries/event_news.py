"""What people last heard of an event itself: its title, its days and its place; and what is different now."""

from collections.abc import Mapping

from intercluster_web.events.models import Event

DAYS = ("starts_on", "ends_on")
TOLD = ("title", "place", "time_zone", *DAYS)
IN_CALENDARS = ("title", "place", "time_zone")
"""What each entry of a calendar says of its event: when one changes, all of them are newer than what people have."""


def told_of(event: Event) -> dict[str, str]:
    """What a message says of the event today, to be kept with it."""
    return {name: str(getattr(event, name)) for name in TOLD}


def outdated(heard: Mapping[str, str], event: Event, *, days_said: bool = False) -> dict[str, str]:
    """What somebody heard that holds no longer, as it was. ``days_said``: the new days are told as a postponement."""
    now = told_of(event)
    changed = {name: was for name, was in heard.items() if name in now and was != now[name]}
    return {name: was for name, was in changed.items() if not (days_said and name in DAYS)}
