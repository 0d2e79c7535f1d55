"""The one place that says who may do what.

Rules, in words
---------------
* A person acts through *seats*: a seat ties a person to an organisation with a role.
* Observers read what their organisation may read; editors and managers also write; managers seat people.
* A record (``visibility.OwnedRecord``) is seen by its owner's people; by the people of named partners, of
  fellow members of a network, or by everybody, as its visibility says. Only the owner's people change it.
* Fellow members are those that the bundled directory, or the network itself, names; see ``_network_mates``.
* A record that a person may not see does not exist for them: pages and API answer 404, never 403.
* What is inside a cooperation (``cooperations.CooperationItem``: a journal entry, a contract, minutes …) belongs to the
  organisation that wrote it. It is seen by that organisation's people and, when its audience is "shared", by the people
  of the cooperation's owner and of its *named* partners; never through networks or the public page.
* Its writers change it; what is shared is also changed by those who *work* in the cooperation: the owner's writers, and
  the writers of named partners that the owner lets work there (``Party.works``).
* A mission's programme is read by its owner's people and named partners; its people, sheets, budget and follow-up by
  its owner's people alone; through networks or in public only its page is open.
* A watch is as private as what it comes from: see ``watches_visible_to``. Who keeps it on the spot is told to its
  owner's people alone.
* A member's need or offer is seen by others while it is published, never with the member's name; an expression of
  interest by the people of the two clusters that relay it. Names pass once both members agree (``outcomes.queries``).
* Directory facts are public to read; people signed in with an editor's or manager's seat may propose and
  change facts of their own organisation, and of organisations that nobody sits at.
* The evidence belongs to the whole installation: managers and superusers import it and decide about double entries.
* Superusers administer the installation (they seat people anywhere); they do not see other people's private records.

For views: ``seat_required``, ``writer_required``, ``superuser_required``, ``evidence_keeper_required``,
``visible_or_404``, ``changeable_or_404``, ``inside_or_404``, ``working_or_404``, ``item_or_404``,
``changeable_item_or_404``, ``named_or_404``, ``kept_or_404``.
For the API: ``PEOPLE`` (session or token) and ``ANYONE`` as ``auth=`` of a router or an operation.
"""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.apps import apps
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja.security import HttpBearer, django_auth

from intercluster_web.accounts.models import ApiToken

WRITING_ROLES = ("manager", "editor")
SEAT_IN_USE = "organisation"  # session key: the organisation a person with several seats acts for

View = Callable[..., HttpResponse]


def organisations_of(user: Any) -> list[int]:
    """Primary keys of the organisations a person sits at."""
    if not user.is_authenticated:
        return []
    return list(user.seats.values_list("organisation_id", flat=True))


def current_seat(request: HttpRequest) -> Any:
    """The seat a person acts from: the one chosen in this session, else the first; None without a seat."""
    if not request.user.is_authenticated:
        return None
    seats = list(request.user.seats.select_related("organisation").order_by("pk"))  # type: ignore[union-attr]
    session = getattr(request, "session", {})
    chosen = [seat for seat in seats if seat.organisation_id == session.get(SEAT_IN_USE)]
    return next(iter(chosen or seats), None)


def visible_to(user: Any, records: "QuerySet[Any]") -> "QuerySet[Any]":
    """The records of a queryset of ``OwnedRecord`` that a person may see.

    Subqueries rather than joins: no record is met twice, and nothing is sorted to find that out.
    """
    public = Q(visibility="public")
    own = organisations_of(user)
    if not own:
        return records.filter(public)
    partners = Q(visibility="partner", pk__in=_shared_with(records.model, own))
    network = Q(visibility="network", owner__in=_network_mates(own))
    return records.filter(public | Q(owner__in=own) | partners | network)


def _shared_with(model: Any, own: list[int]) -> "QuerySet[Any]":
    """Primary keys of the records of a model that name one of these organisations as a partner."""
    named = model.partners.through._default_manager.filter(organisation__in=own)
    return named.values(model.partners.field.m2m_column_name())


def _network_mates(own: list[int]) -> "QuerySet[Any]":
    """The fellow members, in any network, of these organisations.

    Anybody may state a membership in the directory, so what one says of oneself opens nothing: the owner's side
    counts when the owner says so, the reader's side when the network does; the bundled directory counts for both.
    """
    this_year = timezone.localdate().year
    condition = Q(organisation__members__member__in=own)
    for side, agrees in (("", "member_agrees"), ("organisation__members__", "network_agrees")):
        condition &= Q(**{f"{side}origin": "bundled"}) | Q(**{f"{side}{agrees}": True})
        condition &= Q(**{f"{side}until": None}) | Q(**{f"{side}until__gte": this_year})
    return apps.get_model("directory", "Membership").objects.filter(condition).values("member")


def may_write(user: Any, organisation: Model) -> bool:
    """Whether a person writes for an organisation."""
    if not user.is_authenticated:
        return False
    return bool(user.seats.filter(organisation=organisation, role__in=WRITING_ROLES).exists())


def may_write_somewhere(user: Any) -> bool:
    """Whether a person has any seat they can write from."""
    return bool(user.is_authenticated and user.seats.filter(role__in=WRITING_ROLES).exists())


def may_add_to_directory(user: Any) -> bool:
    """Whether a person enters organisations that the directory does not have yet."""
    return may_write_somewhere(user)


def may_change(user: Any, record: Any) -> bool:
    """Whether a person changes an ``OwnedRecord``: only its owner's writers do."""
    return may_write(user, record.owner)


def may_manage(user: Any, organisation: Model) -> bool:
    """Whether a person seats others at an organisation: its managers do, and who administers the installation."""
    if not user.is_authenticated:
        return False
    return bool(user.is_superuser or user.seats.filter(organisation=organisation, role="manager").exists())


def may_keep_evidence(user: Any) -> bool:
    """Whether a person imports evidence and decides which identifiers are one organisation."""
    if not user.is_authenticated:
        return False
    return bool(user.is_superuser or user.seats.filter(role="manager").exists())


def may_see_seats(user: Any, organisation: Model) -> bool:
    """Whether a person sees who sits at an organisation: its own people do, and who administers the installation."""
    if not user.is_authenticated:
        return False
    return bool(user.is_superuser or user.seats.filter(organisation=organisation).exists())


def may_edit_directory(user: Any, organisation: Any) -> bool:
    """Whether a person edits the directory entry of an organisation."""
    if not may_write_somewhere(user):
        return False
    return may_write(user, organisation) or not organisation.seats.exists()


def kept_for(user: Any, records: "QuerySet[Any]") -> "QuerySet[Any]":
    """The records of a person's own organisations, whatever their visibility: an address book is never shared."""
    return records.filter(owner__in=organisations_of(user))


def visible_or_404(user: Any, records: "QuerySet[Any]", **lookup: Any) -> Any:
    """One record that a person may see.

    Raises
    ------
    Http404
        There is none, or the person may not see it: the two are not told apart.
    """
    return get_object_or_404(visible_to(user, records), **lookup)


def named_or_404(user: Any, records: "QuerySet[Any]", **lookup: Any) -> Any:
    """One record whose inside a person may read: its owner's people and those of named partners do, whoever sees it
    through a network or in public does not; raises as ``visible_or_404`` does."""
    inside = Q(owner__in=organisations_of(user)) | Q(visibility="partner")
    return get_object_or_404(visible_to(user, records).filter(inside), **lookup)


def kept_or_404(user: Any, records: "QuerySet[Any]", **lookup: Any) -> Any:
    """One record of a person's own organisations, whoever else sees it; raises Http404 for anybody else."""
    return get_object_or_404(kept_for(user, records), **lookup)


def changeable_or_404(user: Any, records: "QuerySet[Any]", **lookup: Any) -> Any:
    """One record that a person may change.

    Raises
    ------
    Http404
        There is none, or the person may not see it.
    PermissionDenied
        The person sees it but does not write for its owner.
    """
    record = visible_or_404(user, records, **lookup)
    if not may_change(user, record):
        raise PermissionDenied
    return record


def _required(test: Callable[[Any], bool]) -> Callable[[View], View]:
    """A decorator: send visitors to sign in, refuse the signed-in who fail the test (403)."""

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not test(request.user):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return checked

    return decorate


def named_in(user: Any, prefix: str = "", at: Model | None = None) -> Q:
    """Whether a person's organisations own a cooperation or are its named partners; ``prefix`` leads to it.

    ``at`` looks at one of these organisations alone: its portfolio.
    """
    own = [pk for pk in organisations_of(user) if at is None or pk == at.pk]
    shared = _shared_with(apps.get_model("cooperations", "Cooperation"), own)
    named = Q(**{f"{prefix}visibility": "partner", f"{prefix}pk__in": shared})
    return Q(**{f"{prefix}owner__in": own}) | named


def items_visible_to(user: Any, items: "QuerySet[Any]") -> "QuerySet[Any]":
    """The things inside cooperations, of a queryset of ``CooperationItem``, that a person may see."""
    own = organisations_of(user)
    if not own:
        return items.none()
    allowed = Q(owner__in=own) | Q(audience="shared")
    return items.filter(allowed & named_in(user, "cooperation__"))


def watches_visible_to(user: Any, watches: "QuerySet[Any]") -> "QuerySet[Any]":
    """The watches a person may see: those of their organisations, and of others those whose whole source they see (the
    objective and its strategy; the strategy of a lock or a link). One without a source is its owner's alone."""
    strategies = visible_to(user, apps.get_model("scouting", "Strategy").objects.all()).values("pk")
    objectives = visible_to(user, apps.get_model("scouting", "Objective").objects.all()).values("pk")
    whole = Q(objective__strategy=None) | Q(objective__strategy__in=strategies)
    of_objective = Q(comes_from="objective", objective__in=objectives) & whole
    of_strategy = Q(comes_from__in=("lock", "link"), strategy__in=strategies)
    return watches.filter(Q(owner__in=organisations_of(user)) | of_objective | of_strategy)


def relayed_visible_to(user: Any, interests: "QuerySet[Any]") -> "QuerySet[Any]":
    """Expressions of interest relayed between two clusters, as the people of either see them."""
    own = organisations_of(user)
    return interests.filter(Q(owner__in=own) | Q(posting__owner__in=own))


def works_in(user: Any, cooperation: Any) -> Any:
    """The organisation a person writes for in a cooperation: its owner first; None where they only read."""
    if not user.is_authenticated:
        return None
    seats = user.seats.filter(role__in=WRITING_ROLES).select_related("organisation")
    writes_for = {seat.organisation_id: seat.organisation for seat in seats}
    if cooperation.owner_id in writes_for:
        return writes_for[cooperation.owner_id]
    if cooperation.visibility != "partner":
        return None
    working = cooperation.parties.filter(works=True, left_on=None, organisation__in=writes_for)
    named = cooperation.partners.filter(pk__in=working.values("organisation")).order_by("pk").first()
    return named and writes_for[named.pk]


def has_left(cooperation: Any, organisation_id: int | None) -> bool:
    """Whether an organisation took part and does no more: links that were sent to it open nothing then."""
    return bool(cooperation.parties.filter(organisation=organisation_id, left_on__isnull=False).exists())


def may_change_item(user: Any, item: Any) -> bool:
    """Whether a person changes a thing inside a cooperation they see."""
    return may_write(user, item.owner) or (item.audience == "shared" and works_in(user, item.cooperation) is not None)


def working_or_404(user: Any, cooperations: "QuerySet[Any]", **lookup: Any) -> tuple[Any, Any]:
    """One cooperation that a person works in, and the organisation they write for.

    Raises
    ------
    Http404
        There is none, or the person may not see it.
    PermissionDenied
        The person only reads it.
    """
    cooperation = visible_or_404(user, cooperations, **lookup)
    organisation = works_in(user, cooperation)
    if organisation is None:
        raise PermissionDenied
    return cooperation, organisation


def inside_or_404(user: Any, cooperations: "QuerySet[Any]", **lookup: Any) -> Any:
    """One cooperation whose rooms a person may read: its owner's people and those of its named partners.

    Raises
    ------
    Http404
        There is none, or no more than its public page is open to the person.
    """
    return get_object_or_404(cooperations.filter(named_in(user)), **lookup)


def item_or_404(user: Any, items: "QuerySet[Any]", **lookup: Any) -> Any:
    """One thing inside a cooperation that a person may see; raises Http404 as ``visible_or_404`` does."""
    return get_object_or_404(items_visible_to(user, items), **lookup)


def changeable_item_or_404(user: Any, items: "QuerySet[Any]", **lookup: Any) -> Any:
    """One thing inside a cooperation that a person may change; raises as ``changeable_or_404`` does."""
    item = item_or_404(user, items, **lookup)
    if not may_change_item(user, item):
        raise PermissionDenied
    return item


seat_required = _required(lambda user: bool(organisations_of(user)))
writer_required = _required(may_write_somewhere)
superuser_required = _required(lambda user: user.is_superuser)
evidence_keeper_required = _required(may_keep_evidence)


def token_digest(token: str) -> str:
    """What is kept of an API token. Tokens are long and random, so one plain SHA-256 is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


class TokenAuth(HttpBearer):
    """``Authorization: Bearer …`` with a token of the person (page "My account")."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        found = ApiToken.objects.select_related("user").filter(digest=token_digest(token)).first()
        if found is None or not found.user.is_active:
            return None
        if found.used_on != (today := timezone.localdate()):
            found.used_on = today
            found.save(update_fields=["used_on"])
        request.user = found.user
        return found.user


def visitor(request: HttpRequest) -> Any:
    """Lets visitors read; a wrong token is refused rather than taken for nobody."""
    if request.method in ("GET", "HEAD") and "Authorization" not in request.headers:
        return request.user
    return None


PEOPLE: list[Callable[..., Any]] = [TokenAuth(), django_auth]
ANYONE: list[Callable[..., Any]] = [TokenAuth(), django_auth, visitor]
