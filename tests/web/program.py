"""A program that speaks to the API with somebody's token."""

import json
from typing import Any

from django.test import Client

from intercluster_web.accounts.actions import create_token


class Program:
    """``room``: what its addresses begin with, such as events/ or posts."""

    def __init__(self, user: Any, room: str = "events/") -> None:
        self.room = room
        self.browser = Client(headers={"authorization": f"Bearer {create_token(user, 'a program')}"})

    def __call__(self, method: str, address: str, sent: Any = None) -> tuple[int, Any]:
        data = "" if sent is None else json.dumps(sent)
        answer = self.browser.generic(method, f"/api/{self.room}{address}", data, content_type="application/json")
        return answer.status_code, json.loads(answer.content) if answer.content else None


def told(answer: tuple[int, Any]) -> tuple[int, list[tuple[Any, ...]]]:
    """Status, and where something is wrong."""
    status, said = answer
    return status, [tuple(one["loc"][2:]) for one in said["detail"]]
