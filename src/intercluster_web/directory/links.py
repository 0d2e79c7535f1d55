"""Where the page of an organisation leads: into scouting, and to the evidence behind it."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from intercluster_web.directory.evidence_box import EvidenceBox
from intercluster_web.directory.models import Organisation
from intercluster_web.directory.wording import field_label


def links_of(organisation: Organisation, user: Any) -> dict[str, str]:
    """The next steps from an organisation, prepared for the person who looks at it."""
    seats = list(user.seats.select_related("organisation").order_by("pk")) if user.is_authenticated else []
    own = next((seat.organisation.key for seat in seats), "")
    pair = {"a": own, "b": organisation.key} if own and own != organisation.key else {"a": organisation.key}
    fields = ", ".join(field_label(row.concept) for row in organisation.fields.order_by("concept"))
    return {
        "compare": f"{reverse('scouting:compare')}?{urlencode(pair)}",
        "search": f"{reverse('scouting:quick-start')}?{urlencode({'text': fields} if fields else {})}",
        "encounter": f"{reverse('scouting:encounter-new')}?{urlencode({'name': organisation.name})}",
        "zone": evidence_page("zone", organisation.zone) if organisation.zone else "",
    }


def most_active(box: EvidenceBox | None) -> list[dict[str, Any]]:
    """The most active organisations behind an organisation, each with its page."""
    found = box.most_active if box else ()
    return [
        {"name": one.name, "projects": one.projects, "url": evidence_page("organisation", one.org_id)} for one in found
    ]


def evidence_page(kind: str, code: str) -> str:
    """The evidence page of a ``zone`` or an ``organisation``."""
    return reverse(f"evidence:{kind}", args=[code])
