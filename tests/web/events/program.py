"""A program that speaks to the API of events."""

import json
from typing import Any

from django.test import Client

from intercluster_web.accounts.actions import create_token
from intercluster_web.events.models import Event, Meeting, Timetable
from tests.web.events import records
from tests.web.factories import World


class Program:
    """A program with somebody's token."""

    def __init__(self, user: Any) -> None:
        self.browser = Client(headers={"authorization": f"Bearer {create_token(user, 'a program')}"})

    def __call__(self, method: str, address: str, sent: Any = None) -> tuple[int, Any]:
        data = "" if sent is None else json.dumps(sent)
        answer = self.browser.generic(method, f"/api/events/{address}", data, content_type="application/json")
        return answer.status_code, json.loads(answer.content) if answer.content else None


def drafted(world: World) -> tuple[Event, Meeting, Timetable]:
    event = records.event(world)
    slots, tables = records.slots(event), records.tables(event)
    one = records.meeting(records.participant(event), records.participant(event), slot=slots[0], table=tables[0])
    return event, one, records.timetable(one)


def told(answer: tuple[int, Any]) -> tuple[int, list[tuple[Any, ...]]]:
    """Status, and where something is wrong."""
    status, said = answer
    return status, [tuple(one["loc"][2:]) for one in said["detail"]]
