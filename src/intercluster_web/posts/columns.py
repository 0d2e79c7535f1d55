"""What the columns of a file of posts mean."""

from django.utils.translation import gettext_lazy

from intercluster_web.spreadsheets import Fields

FIELDS: Fields = {
    "name": (gettext_lazy("Name"), {"name", "nom", "poste", "post", "organisation"}),
    "kind": (gettext_lazy("Kind of post"), {"kind of post", "kind", "type", "type de poste", "nature"}),
    "country": (gettext_lazy("Country"), {"country", "pays", "code pays"}),
    "city": (gettext_lazy("City"), {"city", "ville"}),
    "countries": (
        gettext_lazy("Other countries covered"),
        {"other countries covered", "autres pays couverts", "countries covered", "pays couverts", "zone couverte"},
    ),
    "represents": (gettext_lazy("On behalf of"), {"on behalf of", "pour le compte de", "au nom de", "tutelle"}),
    "services": (gettext_lazy("Services"), {"services", "missions", "offre de services"}),
    "languages": (gettext_lazy("Languages"), {"languages", "langues", "langue", "language"}),
    "page": (
        gettext_lazy("Address of its page"),
        {"address of its page", "adresse de sa page", "page", "site", "site web", "site internet", "url", "website"},
    ),
    "latitude": (gettext_lazy("Latitude"), {"latitude", "lat"}),
    "longitude": (gettext_lazy("Longitude"), {"longitude", "lon", "lng"}),
    "source_url": (gettext_lazy("Source"), {"source", "origine"}),
    "stated_on": (
        gettext_lazy("Date of the information"),
        {"date", "date of the information", "date de l information", "mise a jour"},
    ),
    "note": (gettext_lazy("Note"), {"note", "notes", "remarque", "remarques"}),
}
