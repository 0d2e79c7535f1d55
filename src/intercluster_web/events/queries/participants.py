"""Who comes to an event, filtered; one participant with what others may read of them."""

from django.db.models import Count, Q, QuerySet

from intercluster_web.events.models import Event, Participant


def participants(
    event: Event, *, q: str = "", kind: str = "", state: str = "", country: str = ""
) -> "QuerySet[Participant]":
    """Those of an event that meet the filters, with ``agreed``: their meetings that are not cancelled."""
    found = event.participants.select_related("organisation", "booth")
    if q:
        words = (
            Q(name__icontains=q) | Q(organisation_name__icontains=q) | Q(member_of__icontains=q) | Q(email__iexact=q)
        )
        found = found.filter(words | Q(lines__text__icontains=q)).distinct()
    for name, value in (("kind", kind), ("state", state), ("country", country)):
        if value:
            found = found.filter(**{name: value})
    on = ~Q(seats__meeting__state="cancelled")
    return found.annotate(agreed=Count("seats", filter=on, distinct=True))


def countries(event: Event) -> list[str]:
    """Countries the participants come from."""
    found = event.participants.exclude(country="").order_by("country")
    return list(found.values_list("country", flat=True).distinct())
