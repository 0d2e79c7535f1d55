"""Codes of matching, clauses and states in the reader's language."""

from django.utils.translation import gettext_lazy as _

from intercluster.outcomes.anonymity import Trace
from intercluster.outcomes.fit import Relation
from intercluster.outcomes.matching import WhyNot
from intercluster.outcomes.postings import EenProfile

EEN = {
    EenProfile.BUSINESS_OFFER: _("business offer"),
    EenProfile.BUSINESS_REQUEST: _("business request"),
    EenProfile.TECHNOLOGY_OFFER: _("technology offer"),
    EenProfile.TECHNOLOGY_REQUEST: _("technology request"),
    EenProfile.RESEARCH_REQUEST: _("research and development request"),
}
RELATIONS = {
    Relation.SAME: _("the same field"),
    Relation.NARROWER: _("inside the field needed"),
    Relation.BROADER: _("a wider field"),
    Relation.NEIGHBOUR: _("a neighbouring field"),
    Relation.APART: _("another field"),
}
WHY_NOT = {
    WhyNot.NO_FIELDS: _("Confirm its fields first: without them nothing can be compared."),
    WhyNot.NO_COUNTERPART: _("Nothing of this kind on their side yet. Ask them to collect it from their members."),
    WhyNot.COUNTRY: _("Counterparts in the field, but in other countries than those named. Widen the countries?"),
    WhyNot.FIELDS_APART: _("Counterparts of this kind, in other fields."),
}
TRACES = {
    Trace.NAME: _("a name"),
    Trace.EMAIL: _("an e-mail address"),
    Trace.WEB: _("a web address"),
    Trace.PHONE: _("a telephone number"),
}
STATES = {
    "waiting": _("waiting for answers"),
    "agreed": _("both agreed"),
    "refused": _("refused"),
    "expired": _("expired"),
}
TONES = {"waiting": "warn", "agreed": "good", "refused": "bad", "expired": ""}
CLAUSES = {
    "parties": _("Who signs for whom, and with what power"),
    "scope": _("What is to be done or delivered, and what is not"),
    "confidentiality": _("What stays confidential, for how long; was an agreement signed before the first talks?"),
    "term": _("From when, until when, renewed how, ended how"),
    "liability": _("Who answers for what, up to how much, insured by whom"),
    "dispute": _("Disputes: talk first, then mediation by the two clusters, then court or arbitration"),
    "law_and_language": _("Which law, which court, which language prevails"),
    "price": _("Price, currency, when paid, who bears bank and exchange costs"),
    "delivery": _("Delivery: place, Incoterm, customs, who bears the risk of transport"),
    "acceptance": _("How delivery is tested and accepted"),
    "warranty": _("Warranty, service and spare parts at a distance"),
    "exclusivity": _("Exclusive or not: territory, sector, minimum volume, duration"),
    "reference_use": _("May the supplier show the site and name the customer as a reference?"),
    "export": _("Export control and dual-use goods checked"),
    "background": _("What each brings and keeps: knowledge, patents, software"),
    "territory": _("For which countries and uses the licence holds; sub-licences"),
    "royalties": _("Entry fee, royalties, minimum, when reported"),
    "improvements": _("Who owns improvements, and who may use them"),
    "audit": _("Right to look at the accounts on which royalties rest"),
    "results": _("Who owns the results, also what is made together"),
    "exploitation": _("Who may use results, where, on what terms"),
    "cost_sharing": _("Who pays what; public funding and its rules"),
    "governance": _("Who decides together, how often they meet, who reports"),
    "exit": _("What happens when one side leaves or is bought"),
    "publication": _("Who reads a text before it is published, within how many days"),
    "ethics": _("Ethics, personal data, biological material, authorisations"),
    "hosting": _("Where they work, under whom, with what access"),
    "insurance": _("Health, accident and liability insurance abroad"),
    "recognition": _("How the stay counts for the degree"),
    "funding": _("Who pays travel, stay and grant"),
    "welcome": _("Visa, housing, language"),
    "employer": _("Who stays the employer; social security"),
    "return": _("What awaits them on their return"),
}
