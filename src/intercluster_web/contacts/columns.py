"""What the columns of a file of contacts mean."""

from django.utils.translation import gettext_lazy

from intercluster_web.spreadsheets import Fields
from intercluster_web.table_imports import PERSON

# Fields of the import, and the headings (folded) that mean them without being asked.
FIELDS: Fields = {
    **{name: PERSON[name] for name in ("name", "first_name", "last_name", "function", "organisation_name")},
    "role": (gettext_lazy("What they are to us"), {"role", "type", "categorie", "category", "what they are to us"}),
    "email": PERSON["email"],
    "phone": (gettext_lazy("Telephone"), {"phone", "telephone", "tel", "mobile", "portable", "business phone"}),
    "country": PERSON["country"],
    "language": PERSON["language"],
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
