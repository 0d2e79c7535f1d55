"""Sending what is in a log of messages: noted first, then handed over; how that went is written down with each."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db import close_old_connections
from django.utils import timezone

from intercluster_web.accounts import post
from intercluster_web.records.messages import Delivery, SentMessage, Way


def begun(way: str) -> dict[str, Any]:
    """The columns of a message that is about to leave."""
    return {"state": Delivery.WAITING, "tried_at": timezone.now()} if way == Way.POST else {"state": Delivery.DRAFT}


def deliver(messages: Iterable[SentMessage], reply_to: str = "") -> None:
    """Hand noted messages to the mail server, beside the page."""
    for one in messages:
        then = partial(delivered, type(one), one.pk)
        post.send_written(one.subject, one.text, one.to, one.files, reply_to, then=then)


def delivered(model: type[SentMessage], pk: int, wrong: str) -> None:
    """Write down that the mail server took a message, or what went wrong."""
    try:
        state = Delivery.FAILED if wrong else Delivery.SENT
        rows: Any = model._default_manager
        rows.filter(pk=pk).update(state=state, error=wrong[:300], tried_at=timezone.now())
    finally:
        close_old_connections()  # the thread of the post has its own


def begin_again(message: SentMessage, address: str) -> None:
    """A message that did not leave is on its way once more, to the address the person has now; not saved."""
    message.to, message.error = address, ""
    message.state, message.tried_at = Delivery.WAITING, timezone.now()


AGAIN = ["to", "state", "error", "tried_at"]
"""The columns ``begin_again`` sets."""
