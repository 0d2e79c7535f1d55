"""The posts of the sources. Only what is not there yet is written; one that was taken out stays out."""

from django.db import transaction

from intercluster.directory.posts import load_posts
from intercluster_web.directory.models import BundledRow, Organisation, Origin
from intercluster_web.posts.models import Post


@transaction.atomic
def enter_posts() -> int:
    """Enter the posts that were never entered; how many were. One whose organisation the directory lacks waits."""
    known = set(BundledRow.objects.filter(key__startswith="post:").values_list("key", flat=True))
    entered = 0
    for record in load_posts():
        organisation = Organisation.objects.filter(key=record.organisation, post=None).first()
        if f"post:{record.organisation}" in known or organisation is None:
            continue
        Post.objects.create(
            organisation=organisation,
            kind=record.kind,
            represents=record.represents,
            services=list(record.services),
            languages=list(record.languages),
            source_url=record.source.url,
            seen_text=record.source.seen_text[:300],
            stated_on=record.source.stated_on,
            checked_on=record.source.checked_on,
            origin=Origin.BUNDLED,
        )
        BundledRow.objects.create(key=f"post:{record.organisation}", fingerprint="entered")
        entered += 1
    return entered
