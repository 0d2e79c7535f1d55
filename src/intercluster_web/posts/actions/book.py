"""A post added, corrected, taken out. Its entry in the directory is written with the same source."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from intercluster_web.accounts.permissions import may_add_to_directory, may_edit_directory
from intercluster_web.directory.actions import create_organisation
from intercluster_web.directory.models import Kind, Organisation
from intercluster_web.directory.provenance import Provenance
from intercluster_web.posts.models import Post
from intercluster_web.records.together import refuse_if_changed


def may_edit(user: Any, post: Post) -> bool:
    return may_edit_directory(user, post.organisation)


@transaction.atomic
def add(user: Any, post: Post, entry: Mapping[str, Any], provenance: Provenance) -> Post:
    """A post, with its entry of the directory, made where there is none (``entry``: its values); a second click finds
    the first one's."""
    if not may_add_to_directory(user):
        raise PermissionDenied
    named = Organisation.objects.filter(name__iexact=entry["name"], country=entry["country"]).first()
    if named is not None and (known := Post.objects.filter(organisation=named).first()):
        return known
    if named is not None and not may_edit_directory(user, named):
        raise PermissionDenied
    post.organisation = named or create_organisation({**entry, "kind": Kind.FOREIGN_POST.value}, provenance)
    return _write(user, post, provenance)


@transaction.atomic
def change(user: Any, post: Post, names: Iterable[str], seen: str, provenance: Provenance) -> Post:
    """Correct a post. Raises ``PermissionDenied`` and ``ChangedMeanwhileError``."""
    if not may_edit(user, post):
        raise PermissionDenied
    refuse_if_changed(post, names, seen)
    return _write(user, post, provenance)


def _write(user: Any, post: Post, provenance: Provenance) -> Post:
    for column, value in provenance.columns().items():
        setattr(post, column, value)
    post.recorded_by = user
    post.save()
    return post


@transaction.atomic
def take_out(user: Any, post: Post) -> None:
    """What was written of the post goes; its entry of the directory stays."""
    if not may_edit(user, post):
        raise PermissionDenied
    post.delete()
