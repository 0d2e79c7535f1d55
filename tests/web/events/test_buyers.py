"""Buyers: needs published, with a name or without; members propose themselves; leads followed to the order."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from openpyxl import load_workbook

from intercluster_web.calendar import occasions_of
from intercluster_web.events.actions import buyers as lead_actions
from intercluster_web.events.actions import needs as actions
from intercluster_web.events.actions import requests as request_actions
from intercluster_web.events.models import Event, Lead, LeadState, Participant, ProfileLine, Request
from intercluster_web.events.queries import buyers as buyer_queries
from intercluster_web.events.queries import leads as queries
from intercluster_web.events.queries.follow import figures
from intercluster_web.events.queries.needs import open_needs, sought
from intercluster_web.events.queries.requests import others
from intercluster_web.outcomes.models import Contract
from tests.web.cooperations.records import cooperation
from tests.web.events import records
from tests.web.factories import World
from tests.web.factories import world as make_world
from tests.web.scouting.records import PHOTONICS, same_cost

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def event(world: World) -> Event:
    return records.event(world)


@pytest.fixture
def buyer(event: Event) -> Participant:
    return records.participant(
        event, kind="buyer", organisation_name="Big Pharma", name="Buyer in person", country="CH"
    )


@pytest.fixture
def member(event: Event) -> Participant:
    return records.participant(event)


def published(buyer: Participant, **values) -> ProfileLine:
    return records.need(buyer, **({"published_at": timezone.now()} | values))


def test_open_is_what_is_published_and_not_past(event, buyer):
    today = timezone.localdate()
    kept = [published(buyer, text=f"{n}", wanted_by=day) for n, day in enumerate((None, today))]
    published(buyer, text="past", wanted_by=today - dt.timedelta(days=1))
    records.need(buyer, text="draft")
    gone = records.participant(event, kind="buyer", state="withdrawn")
    published(gone)
    assert set(open_needs(event)) == set(kept)


def test_needs_nearest_to_ones_own_offers_come_first(buyer, member):
    published(buyer, text="far")
    near = published(buyer, text="near", concepts=[PHOTONICS])
    offer = member.lines.create(side="offer", kind="prime", text="Lasers", concepts=[PHOTONICS])
    found = sought(member)
    assert [(one.need.text, one.fit, one.offer) for one in found] == [("near", 1.0, offer), ("far", 0.0, None)]
    assert found[0].need == near


def test_a_proposal_is_a_request_to_the_buyer_and_becomes_a_meeting(buyer, member, client):
    need = published(buyer)
    client.post(f"/events/me/{member.token()}/needs/{need.pk}/propose/", {"message": "We make them"})
    asked = Request.objects.get()
    assert (asked.asks, asked.asked, asked.message, list(asked.needs.all())) == (member, buyer, "We make them", [need])
    page = client.get(f"/events/me/{buyer.token()}/").content.decode()
    assert "answers your need" in page
    assert need.text in page
    assert request_actions.accept(asked, buyer) is not None


def test_a_buyer_without_a_name_has_none_on_any_page_until_both_agree(buyer, member, client):
    buyer.lines.create(side="need", kind="licence", text="Something under our name")
    need = published(buyer, anonymous=True)
    actions.propose(member, need)
    for page in ("", "needs/"):
        content = client.get(f"/events/me/{member.token()}/{page}").content.decode()
        assert need.text in content
        for secret in ("Big Pharma", "Buyer in person", "Switzerland", "Something under our name"):
            assert secret not in content
    assert buyer in others(member)  # who is left out of the list of names would be told by it
    people = client.get(f"/events/me/{member.token()}/people/").content.decode()
    assert "Big Pharma" in people
    assert need.text not in people
    client.post(f"/events/me/{buyer.token()}/requests/{Request.objects.get().pk}/", {"do": "accept"})
    assert "Big Pharma" in client.get(f"/events/me/{member.token()}/").content.decode()


def test_asked_by_name_before_a_proposal_to_an_anonymous_need_links_nothing(buyer, member, client):
    request_actions.ask(member, buyer)
    actions.propose(member, need := published(buyer, anonymous=True))
    page = client.get(f"/events/me/{member.token()}/").content.decode()
    assert "Big Pharma" in page
    assert need.text not in page


def test_nobody_proposes_to_a_closed_need_nor_to_their_own(buyer, member):
    for need, who in ((records.need(buyer), member), (published(buyer, text="Other"), buyer)):
        with pytest.raises(ValidationError):
            actions.propose(who, need)
    assert not Request.objects.exists()


def test_a_buyer_publishes_by_the_own_link_and_takes_it_back(buyer, client):
    sent = {"kind": "prime", "text": "Laser welding of steel", "details": "200 a month", "anonymous": "on"}
    for _double_click in range(2):
        client.post(f"/events/me/{buyer.token()}/needs/add/", sent)
    need = buyer.lines.get()
    assert (need.side, need.anonymous, need.details, need.published_at is None) == ("need", True, "200 a month", False)
    assert need.concepts
    client.post(f"/events/me/{buyer.token()}/needs/{need.pk}/", {"do": "hide"})
    need.refresh_from_db()
    assert need.published_at is None
    client.post(f"/events/me/{buyer.token()}/needs/{need.pk}/", {"do": "remove"})
    assert not ProfileLine.objects.exists()


def test_who_is_no_buyer_publishes_nothing_and_touches_no_need_of_others(buyer, member, client):
    answer = client.post(f"/events/me/{member.token()}/needs/add/", {"kind": "prime", "text": "Something"})
    assert answer.status_code == 422
    need = published(buyer)
    assert client.post(f"/events/me/{member.token()}/needs/{need.pk}/", {"do": "remove"}).status_code == 404
    assert list(ProfileLine.objects.all()) == [need]


def test_the_organiser_writes_a_need_for_a_buyer_and_publishes_it(world, event, buyer, client):
    client.force_login(world.manager)
    sent = {"buyer": buyer.pk, "kind": "prime", "text": "Valves"}
    client.post(f"/events/{event.pk}/buyers/needs/new/", sent)
    need = buyer.lines.get()
    client.post(f"/events/{event.pk}/buyers/needs/{need.pk}/step/", {"do": "publish"})
    assert list(open_needs(event)) == [need]
    seen = client.get(f"/events/{event.pk}/buyers/needs/{need.pk}/").context["form"]["seen"].value()
    ProfileLine.objects.filter(pk=need.pk).update(text="Changed meanwhile")
    answer = client.post(f"/events/{event.pk}/buyers/needs/{need.pk}/", sent | {"text": "Pumps", "seen": seen})
    assert answer.status_code == 422
    need.refresh_from_db()
    assert need.text == "Changed meanwhile"


def test_the_page_of_buyers_costs_the_same_for_many(world, event, client):
    client.force_login(world.manager)

    def make() -> None:
        published(records.participant(event, kind="buyer"))
        records.lead(event)

    same_cost(client, f"/events/{event.pk}/buyers/", make)


def lead_form(lead: Lead, **values) -> dict[str, str]:
    chosen = f"{lead.meeting_id}-{lead.buyer_id}-{lead.supplier_id}"
    fields = {"chosen": chosen, "what": "Valves", "state": "lead", "since": "2026-05-30"}
    return fields | values


def test_a_lead_keeps_when_it_came_to_each_state(world, event, client):
    client.force_login(world.manager)
    lead = records.lead(event)
    address = f"/events/{event.pk}/buyers/leads/{lead.pk}/"
    client.post(address, lead_form(lead))
    client.post(address, lead_form(lead, state="trial", amount="1200.50"))
    client.post(address, lead_form(lead, state="trial", amount="1300"))
    today = timezone.localdate()
    client.post(address, lead_form(lead, state="order", amount="1300", ordered_on=today.isoformat()))
    assert list(lead.steps.values_list("state", "on")) == [
        ("lead", dt.date(2026, 5, 30)),
        ("trial", today),
        ("order", today),
    ]
    lead.refresh_from_db()
    assert lead.sequence == 4


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"state": "order"}, "ordered_on"),
        ({"state": "order", "ordered_on": "2026-01-01"}, "ordered_on"),
        ({"amount": "-1"}, "amount"),
        ({"next_on": "2026-09-01"}, "next_step"),
        ({"chosen": "1-2-3"}, "chosen"),
    ],
)
def test_what_a_lead_cannot_say_is_told_at_its_field(world, event, client, values, field):
    client.force_login(world.manager)
    answer = client.post(f"/events/{event.pk}/buyers/leads/new/", lead_form(records.lead(event), **values))
    assert list(answer.context["form"].errors) == [field]
    assert Lead.objects.count() == 1


def test_a_lead_answers_a_need_of_its_own_buyer_only(world, event, client):
    client.force_login(world.manager)
    lead = records.lead(event)
    address = f"/events/{event.pk}/buyers/leads/{lead.pk}/"
    foreign, own = records.need(records.participant(event, kind="buyer")), records.need(lead.buyer)
    assert client.post(address, lead_form(lead, need=str(foreign.pk))).status_code == 422
    assert client.post(address, lead_form(lead, need=str(own.pk))).status_code == 302
    lead.refresh_from_db()
    assert lead.need == own


def test_leads_of_all_events_add_up_with_their_number_and_period(world, event):
    other = records.event(world, title="Another")
    records.lead(event, since=dt.date(2025, 5, 30), amount=100)
    for made, year, amount in ((event, 2025, 250), (other, 2026, None), (other, 2026, 50)):
        records.lead(made, since=dt.date(2025, 6, 1), state="order", ordered_on=dt.date(year, 9, 1), amount=amount)
    records.lead(other, since=dt.date(2025, 6, 2), state="lost")
    found = queries.totals(queries.leads(world.manager))
    assert [(row.key, row.leads, row.known, row.euros) for row in found.states] == [
        ("lead", 1, 1, Decimal(100)),
        ("order", 3, 2, Decimal(300)),
        ("lost", 1, 0, Decimal(0)),
    ]
    assert [(row.key, row.leads, row.euros) for row in found.years] == [
        ("2025", 1, Decimal(250)),
        ("2026", 2, Decimal(50)),
    ]
    assert (found.since, found.until, found.rate) == (dt.date(2025, 5, 30), dt.date(2026, 9, 1), 0.75)
    assert queries.totals(queries.leads(world.manager, event=str(event.pk))).leads == 2
    assert queries.totals(queries.leads(world.people["other"])).leads == 0
    assert queries.totals(queries.leads(world.manager, event=str(other.pk), state="open")).rate is None


def test_the_overview_filters_and_its_workbook_has_what_it_has(world, event, client):
    client.force_login(world.manager)
    soon = timezone.localdate() + dt.timedelta(days=3)
    records.lead(event, what="Pumps", next_step="Call", next_on=soon)
    records.lead(event, what="Valves", next_step="Call", next_on=soon + dt.timedelta(days=60))
    page = client.get("/events/leads/?due=on").content.decode()
    assert "Pumps" in page
    assert "Valves" not in page
    book = load_workbook(io.BytesIO(client.get("/events/leads/?file=xlsx&q=valves").content))
    cells = [cell for row in book.worksheets[0].iter_rows(values_only=True) for cell in row]
    assert "Valves" in cells
    assert "Pumps" not in cells
    same_cost(client, "/events/leads/", lambda: records.lead(event))


def test_the_next_step_of_an_open_lead_stands_in_the_calendar(world, event):
    day = timezone.localdate() + dt.timedelta(days=5)
    lead = records.lead(event, next_step="Send the quote", next_on=day)
    records.lead(event, next_step="Never mind", next_on=day, state=LeadState.LOST)

    def steps(user) -> list[tuple[str, dt.date]]:
        return [(one.url, one.starts) for one in occasions_of(user, day) if one.uid.startswith("lead-")]

    assert steps(world.manager) == [(lead.get_absolute_url(), day)]
    assert steps(world.people["other"]) == []


@pytest.fixture
def order(world: World) -> Lead:
    event = records.event(world, cooperation=cooperation(world))
    since, ordered = dt.date(2026, 5, 30), dt.date(2026, 7, 1)
    return records.lead(event, state="order", since=since, ordered_on=ordered, amount=900)


def test_an_order_is_counted_once_as_a_contract_of_the_cooperation(world, order):
    contract = lead_actions.count_order(world.manager, order)
    assert lead_actions.count_order(world.manager, order) == contract
    kept = Contract.objects.get()
    assert (kept.amount, kept.signed_on, kept.a_name, kept.b_name) == (
        Decimal(900),
        dt.date(2026, 7, 1),
        order.supplier.organisation_name,
        order.buyer.organisation_name,
    )
    Contract.objects.update(amount=1000, signed_on=dt.date(2027, 1, 5))
    assert queries.totals(queries.leads(world.manager)).years[0].euros == Decimal(1000)
    assert queries.totals(queries.leads(world.manager)).years[0].key == "2027"
    assert buyer_queries.totals(order.meeting.event).ordered == Decimal(1000)
    assert figures(order.meeting.event).ordered == Decimal(1000)


def test_a_counted_order_leaves_amount_and_day_to_its_contract(world, order, client):
    client.force_login(world.manager)
    event = order.meeting.event
    client.post(f"/events/{event.pk}/buyers/leads/{order.pk}/count/")
    sent = lead_form(order, state="lost", amount="1", note="Thanks", since=order.since.isoformat())
    client.post(f"/events/{event.pk}/buyers/leads/{order.pk}/", sent)
    order.refresh_from_db()
    assert (order.state, order.amount, order.note) == ("order", Decimal(900), "Thanks")


def test_only_orders_of_an_event_with_a_cooperation_are_counted_there(world, event, order):
    with pytest.raises(ValidationError):
        lead_actions.count_order(world.manager, records.lead(event, state="order", ordered_on=dt.date(2026, 7, 1)))
    with pytest.raises(ValidationError):
        lead_actions.count_order(world.manager, records.lead(order.meeting.event))
    with pytest.raises(PermissionDenied):
        lead_actions.count_order(world.people["other"], order)
    assert not Contract.objects.exists()
