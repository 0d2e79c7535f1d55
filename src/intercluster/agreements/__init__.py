"""Agreements between clusters and between members: templates, wording, what changed, what is missing, terms.

Notions: governance shared, rotating or by a neutral third party (Observatoire des Pôles de compétitivité, 2010);
charters "très diverses" between Pôles (survey 2008-2011); everything here is a starting point, not legal advice.
"""

from intercluster.agreements.clauses import ClauseText
from intercluster.agreements.templates import Template, latest, template, templates

__all__ = ["ClauseText", "Template", "latest", "template", "templates"]
