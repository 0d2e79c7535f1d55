"""Names of the directory, offered while people type."""

from intercluster_web.directory.models import Organisation


def organisation_names() -> list[str]:
    """All names of the directory, for a datalist."""
    return list(Organisation.objects.order_by("name").values_list("name", flat=True))
