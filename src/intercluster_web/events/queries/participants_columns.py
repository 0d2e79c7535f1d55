"""What the columns of a file of participants mean."""

from django.utils.translation import gettext_lazy

from intercluster_web.events.models import Event, ParticipantColumns
from intercluster_web.spreadsheets import Fields

# Fields of the import, and the headings (folded) that mean them without being asked.
FIELDS: Fields = {
    "name": (
        gettext_lazy("Name"),
        {"name", "nom complet", "full name", "nom et prenom", "prenom nom", "contact", "participant"},
    ),
    "first_name": (gettext_lazy("First name"), {"first name", "prenom", "given name"}),
    "last_name": (gettext_lazy("Last name"), {"last name", "nom", "nom de famille", "family name", "surname"}),
    "function": (gettext_lazy("Function"), {"function", "fonction", "poste", "job title", "title", "titre"}),
    "organisation_name": (
        gettext_lazy("Organisation"),
        {"organisation", "organization", "entreprise", "societe", "company", "structure", "raison sociale"},
    ),
    "kind": (gettext_lazy("Kind"), {"kind", "type", "categorie", "category", "nature"}),
    "member_of": (
        gettext_lazy("Member of the cluster"),
        {"member of the cluster", "cluster", "pole", "membre du pole", "adherent de"},
    ),
    "country": (gettext_lazy("Country"), {"country", "pays", "code pays"}),
    "email": (
        gettext_lazy("E-mail address"),
        {"e mail", "email", "mail", "courriel", "e mail address", "adresse e mail", "adresse mail"},
    ),
    "language": (gettext_lazy("Language"), {"language", "langue"}),
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
