"""The address book for programs: read, add, note that somebody asked to be left alone."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Router, Schema
from ninja.errors import HttpError
from ninja.pagination import paginate

from intercluster_web.accounts.permissions import may_change
from intercluster_web.api_lists import Part
from intercluster_web.contacts import queries
from intercluster_web.contacts.actions import book
from intercluster_web.contacts.models import Contact, LawfulBasis, Role
from intercluster_web.directory.models import Organisation

router = Router(tags=["contacts"])


class ContactIn(Schema):
    """``owner``: key of the organisation whose address book it is."""

    owner: str
    name: str = Field(min_length=1, max_length=160)
    source: str = Field(min_length=1, max_length=200)
    function: str = Field("", max_length=160)
    organisation_name: str = Field("", max_length=250)
    role: Role = Role.OTHER
    email: str = Field("", max_length=254)
    phone: str = Field("", max_length=40)
    country: str = Field("", max_length=2)
    language: str = Field("en", pattern="^(en|fr)$")
    lawful_basis: LawfulBasis = LawfulBasis.LEGITIMATE_INTEREST
    collected_on: date | None = None


class ContactOut(Schema):
    id: int
    owner: str = Field(alias="owner.key")
    name: str
    function: str
    organisation_name: str = Field(alias="where")
    role: str
    email: str
    phone: str
    country: str
    language: str
    lawful_basis: str
    source: str
    collected_on: date
    last_contact_on: date | None
    opted_out_on: date | None
    review_on: date


@router.get("/", response=list[ContactOut], operation_id="contacts_list")
@paginate(Part)
def contacts(request: HttpRequest, q: str = "", role: str = "", country: str = "", state: str = "") -> Any:
    """Entries of your organisations; ``state``: review, stopped or unreachable."""
    return queries.contacts(request.user, q, role, country, state)


@router.get("/{int:pk}", response=ContactOut, operation_id="contacts_get")
def contact(request: HttpRequest, pk: int) -> Contact:
    return queries.contact_or_404(request.user, pk)


@router.post("/", response={201: ContactOut}, operation_id="contacts_add")
def add(request: HttpRequest, data: ContactIn) -> tuple[int, Contact]:
    """A new entry; an address that asked not to be written to stays so."""
    owner = Organisation.objects.filter(key=data.owner).first()
    if owner is None:
        raise PermissionDenied
    values = data.dict(exclude={"owner"}) | {"collected_on": data.collected_on or timezone.localdate()}
    entry = Contact(owner=owner, **values)
    try:
        entry.full_clean(exclude=["owner", "created_by", "visibility"])
    except ValidationError as error:
        raise HttpError(422, "; ".join(error.messages)) from error
    if entry.email and queries.entries_of(entry.email).filter(owner=owner).exists() and may_change(request.user, entry):
        raise HttpError(409, "This address is in the book already.")
    return 201, book.add(request.user, entry)


@router.post("/{int:pk}/opt-out", response=ContactOut, operation_id="contacts_opt_out")
def opt_out(request: HttpRequest, pk: int) -> Contact:
    """Note that the person asked not to be written to."""
    entry = queries.contact_or_404(request.user, pk)
    book.opt_out(request.user, entry)
    entry.refresh_from_db()
    return entry
