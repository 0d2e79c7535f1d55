"""What the columns of a file of participants mean."""

from django.utils.translation import gettext_lazy

from intercluster_web.events.models import Event, ParticipantColumns
from intercluster_web.spreadsheets import Fields
from intercluster_web.table_imports import PERSON

# Fields of the import, and the headings (folded) that mean them without being asked.
FIELDS: Fields = {
    **{name: PERSON[name] for name in ("name", "first_name", "last_name", "function", "organisation_name")},
    "kind": (gettext_lazy("Kind"), {"kind", "type", "categorie", "category", "nature"}),
    "member_of": (
        gettext_lazy("Member of the cluster"),
        {"member of the cluster", "cluster", "pole", "membre du pole", "adherent de"},
    ),
    "country": PERSON["country"],
    "email": PERSON["email"],
    "language": PERSON["language"],
    "state": (
        gettext_lazy("State"),
        {"state", "status", "etat", "statut", "inscription", "registration", "reponse", "answer"},
    ),
    "about": (
        gettext_lazy("What they do"),
        {"what they do", "description", "activite", "presentation", "about", "ce qu ils font"},
    ),
    "offers": (gettext_lazy("Offers"), {"offers", "offer", "offres", "offre", "propose"}),
    "needs": (gettext_lazy("Needs"), {"needs", "need", "besoins", "besoin", "recherche", "cherche"}),
    "most_meetings": (
        gettext_lazy("Most meetings"),
        {"most meetings", "rendez vous au plus", "max meetings", "nombre maximal de rendez vous"},
    ),
}


def remembered(event: Event) -> dict[str, str]:
    """How the organiser's columns were read last time."""
    columns = ParticipantColumns.objects.filter(owner=event.owner).first()
    return columns.mapping if columns else {}
