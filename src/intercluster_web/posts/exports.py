"""Posts as a table: the columns are those the import reads, so that a file sent back unchanged changes nothing."""

from collections.abc import Iterable

from intercluster.export import Column, Table
from intercluster_web.directory.wording import country_label
from intercluster_web.posts.columns import FIELDS
from intercluster_web.posts.models import Post, PostKind

_KINDS = {"latitude": "number", "longitude": "number", "stated_on": "date", "page": "link"}


def posts_table(posts: Iterable[Post]) -> Table:
    columns = [Column(name, str(label), _KINDS.get(name, "text")) for name, (label, _words) in FIELDS.items()]
    rows = [
        {
            "name": post.organisation.name,
            "kind": str(PostKind(post.kind).label),
            "country": country_label(post.organisation.country),
            "city": post.organisation.city,
            "countries": ", ".join(country_label(code) for code in post.countries),
            "represents": post.represents,
            "services": "; ".join(map(str, post.service_labels())),
            "languages": ", ".join(post.languages),
            "page": post.page,
            "latitude": post.organisation.latitude,
            "longitude": post.organisation.longitude,
            "source_url": post.source_url,
            "stated_on": post.stated_on,
            "note": post.note,
        }
        for post in posts
    ]
    return Table(str(Post._meta.verbose_name_plural).capitalize(), columns, rows)
