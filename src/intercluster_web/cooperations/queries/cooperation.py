"""What the pages of one cooperation show, each part as far as the person sees it."""

import json
from collections.abc import Iterable
from typing import Any

from django.db.models import F, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from intercluster_web.accounts.models import User
from intercluster_web.accounts.permissions import items_visible_to, named_in, visible_to
from intercluster_web.contacts.models import Contact
from intercluster_web.cooperations.models import (
    Cooperation,
    Document,
    JournalEntry,
    MirrorContact,
    Party,
    Task,
)
from intercluster_web.directory.models import KnownCooperation, Membership, Organisation, Origin
from intercluster_web.scouting.models import Objective, ShortlistLine

CARDS = Cooperation.objects.select_related("owner", "mediated_by", "responsible")


def on_public_page(user: Any) -> "QuerySet[Cooperation]":
    """The cooperations whose public summary a person may read."""
    seen = visible_to(user, Cooperation.objects.filter(visibility__in=["network", "public"]))
    return CARDS.filter(Q(pk__in=seen.values("pk")) | named_in(user)).distinct()


def parties(cooperation: Cooperation) -> list[Party]:
    """Those who take part and those who left, the owner first."""
    found = cooperation.parties.select_related("organisation").order_by("pk")
    return sorted(found, key=lambda party: (party.left_on is not None, party.organisation_id != cooperation.owner_id))


def readers(cooperation: Cooperation) -> set[int]:
    """Primary keys of the organisations that read the card as named partners."""
    return set(cooperation.partners.values_list("pk", flat=True)) if cooperation.visibility == "partner" else set()


def tasks(user: Any, cooperation: Cooperation) -> "QuerySet[Task]":
    """Open ones first, by date."""
    return items_visible_to(user, Task.objects.filter(cooperation=cooperation).select_related("owner", "cooperation"))


def documents(user: Any, cooperation: Cooperation) -> "QuerySet[Document]":
    return items_visible_to(user, Document.objects.filter(cooperation=cooperation).select_related("owner"))


def mirrors(user: Any, cooperation: Cooperation) -> list[MirrorContact]:
    """Contacts at the mirror organisation; ``address_seen`` says whether the reader sees the address book entry."""
    found = MirrorContact.objects.filter(cooperation=cooperation).select_related("owner", "contact__organisation")
    mirrored = list(items_visible_to(user, found))
    open_to = set(visible_to(user, Contact.objects.filter(mirrors__in=mirrored)).values_list("pk", flat=True))
    for mirror in mirrored:
        mirror.address_seen = mirror.contact_id in open_to  # type: ignore[attr-defined]
    return mirrored


def may_be_written_to(mirror: MirrorContact) -> bool:
    """Whether the reader sees the address, and the person has not asked to be left alone."""
    contact = mirror.contact
    return bool(mirror.address_seen and contact.email and not contact.opted_out_on)  # type: ignore[attr-defined]


def entries(user: Any, cooperation: Cooperation, filters: dict[str, Any] | None = None) -> "QuerySet[JournalEntry]":
    """The journal, latest first. Filters: kind (ActivityStreams type), year, proof, q (words of the note)."""
    found = JournalEntry.objects.filter(cooperation=cooperation).select_related("owner", "created_by", "corrects")
    asked = filters or {}
    for name, condition in (
        ("kind", "activity"),
        ("year", "happened_on__year"),
        ("proof", "proof"),
    ):
        if asked.get(name):
            found = found.filter(**{condition: asked[name]})
    if asked.get("q"):
        stored_as = json.dumps(asked["q"])[1:-1]  # JSON writes accents as escapes
        found = found.annotate(said=Cast("params", TextField()))
        found = found.filter(Q(note__icontains=asked["q"]) | Q(said__icontains=stored_as))
    return items_visible_to(user, found).prefetch_related("corrections", "documents")


def years(user: Any, cooperation: Cooperation) -> list[int]:
    """The years the journal has entries of, latest first."""
    found = items_visible_to(user, JournalEntry.objects.filter(cooperation=cooperation))
    return sorted({day.year for day in found.order_by().dates("happened_on", "year")}, reverse=True)


def sharing_members(network: Organisation | None) -> list[Organisation]:
    """The members of the network a cooperation goes through: they share its rights and benefits (S38)."""
    if network is None:
        return []
    today = timezone.localdate().year
    now = Q(until=None) | Q(until__gte=today)
    memberships = Membership.objects.filter(now, organisation=network).select_related("member")
    return sorted((membership.member for membership in memberships), key=str)


def objective_of(user: Any, cooperation: Cooperation) -> Objective | None:
    """The objective it serves, for those who may read it."""
    if cooperation.objective_id is None:
        return None
    return visible_to(user, Objective.objects.filter(pk=cooperation.objective_id)).first()


def line_of(user: Any, cooperation: Cooperation) -> ShortlistLine | None:
    """The line of the shortlist it comes from, for those who may read the shortlist."""
    line = ShortlistLine.objects.filter(pk=cooperation.shortlist_line_id).select_related("shortlist").first()
    if line is None:
        return None
    return (
        line if visible_to(user, type(line.shortlist)._default_manager.filter(pk=line.shortlist_id)).exists() else None
    )


def colleagues(organisations: Iterable[Organisation]) -> "QuerySet[User]":
    """Who can be responsible: the people of some organisations."""
    return (
        User.objects.filter(seats__organisation__in=list(organisations)).distinct().order_by("last_name", "first_name")
    )


def contacts_to_choose(user: Any) -> "QuerySet[Contact]":
    """The address book entries a person can name as contacts."""
    return visible_to(user, Contact.objects.select_related("organisation")).order_by("name", "pk")


def told(cooperation: Cooperation) -> "QuerySet[JournalEntry]":
    """What a published source tells of a cooperation, for everybody: it was published before it came here."""
    published = JournalEntry.objects.filter(cooperation=cooperation, cooperation__origin=Origin.BUNDLED, code="told")
    return published.order_by("happened_on", "pk")


def cases() -> "QuerySet[Cooperation]":
    """The cooperations that published sources tell of, with who took part."""
    told_of = Cooperation.objects.filter(origin=Origin.BUNDLED, visibility="public").select_related("owner")
    return told_of.prefetch_related("parties__organisation").order_by("started_on", "title")


def known_cooperations(q: str) -> "QuerySet[KnownCooperation]":
    """Those the directory knows, each with its source, the latest first; ``q``: part of a name or of the topic."""
    found = KnownCooperation.objects.select_related("a", "b").order_by(F("started").desc(nulls_last=True), "a__name")
    if not q:
        return found
    names = Q(a__name__icontains=q) | Q(b__name__icontains=q) | Q(a__short_name__icontains=q)
    return found.filter(names | Q(b__short_name__icontains=q) | Q(topic__icontains=q) | Q(programme__icontains=q))
