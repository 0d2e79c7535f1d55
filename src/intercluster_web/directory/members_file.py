"""What the columns of a file of members mean."""

from django.utils.translation import gettext_lazy

from intercluster_web.spreadsheets import Fields

# Fields of the import, and the headings (folded) that mean them without being asked.
FIELDS: Fields = {
    "name": (gettext_lazy("Name"), {"name", "nom", "raison sociale", "organisation", "adherent", "membre", "member"}),
    "member_type": (gettext_lazy("Member type"), {"type", "categorie", "member type", "type de membre", "category"}),
    "pic": ("PIC", {"pic", "participant identification code"}),
    "siret": ("SIRET", {"siret", "n siret"}),
    "vat": (
        gettext_lazy("VAT number"),
        {"vat", "tva", "vat number", "n tva", "numero de tva", "tva intracommunautaire"},
    ),
    "country": (gettext_lazy("Country"), {"country", "pays", "code pays"}),
    "city": (gettext_lazy("City"), {"city", "ville", "commune"}),
    "website": (gettext_lazy("Website"), {"website", "site", "site web", "site internet", "url", "web"}),
    "latitude": (gettext_lazy("Latitude"), {"latitude", "lat"}),
    "longitude": (gettext_lazy("Longitude"), {"longitude", "lon", "lng"}),
    "since": (
        gettext_lazy("Member since"),
        {"since", "depuis", "member since", "date d adhesion", "adhesion", "membre depuis", "adherent depuis"},
    ),
    "until": (
        gettext_lazy("Member until"),
        {"until", "jusqu a", "member until", "date de sortie", "fin", "membre jusqu a"},
    ),
    "stated_on": (
        gettext_lazy("Date of the information"),
        {"date", "date of the information", "date de l information", "mise a jour"},
    ),
}
