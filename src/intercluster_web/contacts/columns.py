"""What the columns of a file of contacts mean."""

from django.utils.translation import gettext_lazy

from intercluster_web.spreadsheets import Fields

# Fields of the import, and the headings (folded) that mean them without being asked.
FIELDS: Fields = {
    "name": (gettext_lazy("Name"), {"name", "nom complet", "full name", "nom et prenom", "prenom nom", "contact"}),
    "first_name": (gettext_lazy("First name"), {"first name", "prenom", "given name"}),
    "last_name": (gettext_lazy("Last name"), {"last name", "nom", "nom de famille", "family name", "surname"}),
    "function": (gettext_lazy("Function"), {"function", "fonction", "poste", "job title", "title", "titre"}),
    "organisation_name": (
        gettext_lazy("Organisation"),
        {"organisation", "organization", "entreprise", "societe", "company", "structure", "raison sociale"},
    ),
    "role": (gettext_lazy("What they are to us"), {"role", "type", "categorie", "category", "what they are to us"}),
    "email": (
        gettext_lazy("E-mail address"),
        {"e mail", "email", "mail", "courriel", "e mail address", "adresse e mail", "adresse mail", "e mail 1 value"},
    ),
    "phone": (gettext_lazy("Telephone"), {"phone", "telephone", "tel", "mobile", "portable", "business phone"}),
    "country": (gettext_lazy("Country"), {"country", "pays", "code pays", "business country region"}),
    "language": (gettext_lazy("Language"), {"language", "langue"}),
    "source": (gettext_lazy("Where the details come from"), {"source", "origine", "where the details come from"}),
    "collected_on": (gettext_lazy("Collected on"), {"collected on", "date de collecte", "collecte le", "recueilli le"}),
    "last_contact_on": (
        gettext_lazy("Last contact from them"),
        {"last contact from them", "dernier contact", "last contact", "dernier contact de leur part"},
    ),
    "opted_out_on": (
        gettext_lazy("Asked not to be written to on"),
        {"asked not to be written to on", "desinscrit le", "ne pas contacter depuis le", "opt out", "unsubscribed"},
    ),
    "note": (gettext_lazy("Note"), {"note", "notes", "remarque", "remarques", "commentaire", "comments"}),
}
