"""Posts abroad for programs: public, as the directory is."""

import datetime as dt
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from intercluster_web.accounts.permissions import ANYONE
from intercluster_web.api_lists import Part, part_of
from intercluster_web.posts import queries
from intercluster_web.posts.models import Post

router = Router(tags=["posts"], auth=ANYONE)


class PostOut(Schema):
    """``country``: of its seat; ``covers``: all countries it works in. ``services`` are codes: partners, watch,
    programmes, delegations, opinion, markets, settling."""

    key: str
    name: str
    kind: str
    country: str
    city: str
    covers: list[str]
    represents: str
    services: list[str]
    languages: list[str]
    page: str
    source: str
    stated_on: dt.date | None


class PostsOut(Schema):
    """``count``: how many there are in all."""

    count: int
    items: list[PostOut]


def _out(post: Post) -> dict[str, Any]:
    return {
        "key": post.organisation.key,
        "name": post.organisation.name,
        "kind": post.kind,
        "country": post.organisation.country,
        "city": post.organisation.city,
        "covers": post.covered,
        "represents": post.represents,
        "services": post.services,
        "languages": post.languages,
        "page": post.page,
        "source": post.source_url,
        "stated_on": post.stated_on,
    }


class Wanted(Part.Input):
    """``country``: where a post sits or works."""

    country: str = ""
    kind: str = ""
    service: str = ""
    q: str = ""


@router.get("", response=PostsOut, operation_id="posts_list")
def posts(request: HttpRequest, wanted: Query[Wanted]) -> Any:  # noqa: ARG001 - ninja gives it
    """Posts in force, by country and name."""
    found = queries.posts(q=wanted.q, kind=wanted.kind, country=wanted.country, service=wanted.service)
    return part_of(found, wanted, lambda some: [_out(post) for post in some])
