"""Posts abroad for tests."""

from typing import Any

from intercluster_web.directory.models import Kind
from intercluster_web.posts.models import Post
from tests.web import factories


def post(key: str = "science-service-berlin", country: str = "DE", **values: Any) -> Post:
    """The scientific service of an embassy, with its entry of the directory."""
    organisation = factories.organisation(key, kind=Kind.FOREIGN_POST, country=country)
    defaults = {"services": ["partners", "watch"], "languages": ["fr", "de"], "source_url": "a leaflet"}
    return Post.objects.create(organisation=organisation, **(defaults | values))
