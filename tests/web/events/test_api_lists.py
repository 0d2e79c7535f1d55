"""The lists of the API of events ask the database as often for many as for one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intercluster_web.events.models import Event
from tests.web.contacts.records import contact
from tests.web.events import records
from tests.web.events.program import Program, drafted
from tests.web.factories import World

OF_AN_EVENT = (
    *("needs", "programme", "programme/clashes", "messages", "messages/due?urgent=true", "book", "announcements"),
    *("met", "ways", "pairs"),
)


def _fill(world: World, event: Event, number: int) -> None:
    """More of everything."""
    slot = event.slots.first()
    for _ in range(number):
        buyer, ours = records.participant(event, kind="buyer"), records.participant(event, organisation=world.ours)
        records.need(buyer)
        records.item(event, slot, organisation=world.ours)
        records.notice(records.participant(event))
        table = records.tables(event, 1, f"Room {buyer.pk}")[0]
        one = records.meeting(buyer, ours, slot=slot, table=table)
        one.leads.create(buyer=buyer, supplier=ours, what="Valves", since=event.starts_on)
        records.meeting(buyer, ours, slot=slot, table=table, state="held")
        event.announcements.create(kind="postponed", because="Snow", days=1)
        contact(world.ours, f"Cy {buyer.pk}", organisation=world.theirs)


@pytest.mark.parametrize("what", OF_AN_EVENT)
def test_a_list_of_many_asks_no_more_than_of_one(world: World, ask: Program, what: str) -> None:
    event, _meeting, _draft = drafted(world)
    _fill(world, event, 2)
    ask("GET", f"{event.pk}/{what}")
    with CaptureQueriesContext(connection) as few:
        before = ask("GET", f"{event.pk}/{what}")[1]
    _fill(world, event, 4)
    ask("GET", f"{event.pk}/{what}")  # what is kept of the evidence is kept for those who come
    with CaptureQueriesContext(connection) as many:
        after = ask("GET", f"{event.pk}/{what}")[1]
    assert (len(many), after["count"] > before["count"]) == (len(few), what != "pairs")
    part = ask("GET", f"{event.pk}/{what}{'&' if '?' in what else '?'}limit=1&offset=1")[1]
    assert part["count"] == after["count"]


def test_leads_of_many_events_ask_no_more_than_of_one(world: World, ask: Program) -> None:
    records.lead(records.event(world))
    ask("GET", "leads")
    with CaptureQueriesContext(connection) as few:
        assert ask("GET", "leads")[1]["count"] == 1
    for _ in range(4):
        records.lead(records.event(world))
    with CaptureQueriesContext(connection) as many:
        part = ask("GET", "leads?limit=2&offset=1")[1]
    assert (part["count"], len(part["items"]), len(many)) == (5, 2, len(few))
