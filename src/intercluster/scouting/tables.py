"""A shortlist as a table for a spreadsheet."""

from intercluster.export import Column, Table
from intercluster.export.rows import Cell
from intercluster.fields.vocabulary import Vocabulary
from intercluster.scouting.types import Axis, Candidate, Shortlist

COLUMNS = (
    Column("place", "Place", "integer", "Place in the order of the mode."),
    Column("key", "Key"),
    Column("label", "Candidate"),
    Column("country", "Country", "text", "ISO 3166-1 alpha-2."),
    Column("zone", "Zone", "text", "NUTS 2021, US state or country."),
    Column("basis", "Evidence from", "text", "own: its projects; members: known members; territory: weaker."),
    Column("feasibility", "Feasibility", "number", "Access × relevance. No probability."),
    Column("access", "Access", "number", "Sum over bridging partners, prior ties and a cold contact."),
    Column("relevance", "Relevance", "number", "log(1 + fractional projects in the fields)."),
    Column("projects", "Projects in the fields", "integer", "Distinct projects."),
    Column("gain", "Gain", "number", "Points of readiness (0 to 100) that their capabilities add to ours."),
    Column("gain_for_them", "Gain for them", "number", "The same, the other way round."),
    Column("similarity", "Similarity", "number", "Cosine of the capability profiles, 0 to 1."),
    Column("courted", "Courted", "number", "Percentile of distinct partners in the fields, 0 to 100."),
    Column("known", "Known to us"),
    Column("why", "Reasons", "text", "The reasons with the largest amounts, of relevance, access and gain."),
    Column("route", "First route"),
    Column("conditions", "Conditions"),
)
_REASONS = 6


def shortlist_table(shortlist: Shortlist, vocabulary: Vocabulary) -> Table:
    """One row a candidate, in the order of the shortlist."""
    query = shortlist.query
    fields = ", ".join(vocabulary.label(concept) for concept in query.concepts)
    first, last = shortlist.period
    return Table(
        title=f"{query.seeker.name} {query.units.value}s",
        columns=COLUMNS,
        rows=[_row(place, candidate) for place, candidate in enumerate(shortlist.candidates, start=1)],
        notes=(
            f"Fields: {fields}. Mode: {query.mode.value}. Candidates considered: {shortlist.considered}.",
            f"Projects {first} to {last} from {', '.join(shortlist.sources)}.",
        ),
    )


def _row(place: int, candidate: Candidate) -> dict[str, Cell]:
    scoring = [reason for reason in candidate.reasons if reason.axis in {Axis.RELEVANCE, Axis.ACCESS, Axis.GAIN}]
    strongest = sorted(scoring, key=lambda reason: (list(Axis).index(reason.axis), -reason.amount))[:_REASONS]
    return {
        "place": place,
        "key": candidate.key,
        "label": candidate.label,
        "country": candidate.country,
        "zone": candidate.zone,
        "basis": candidate.basis.value,
        "feasibility": round(candidate.feasibility, 4),
        "access": round(candidate.access, 4),
        "relevance": round(candidate.relevance, 4),
        "projects": candidate.projects,
        "gain": round(100 * candidate.gain, 2),
        "gain_for_them": round(100 * candidate.gain_for_them, 2),
        "similarity": round(candidate.similarity, 4),
        "courted": round(candidate.courted, 1),
        "known": "yes" if candidate.known else "no",
        "why": " · ".join(reason.text for reason in strongest),
        "route": candidate.routes[0].text if candidate.routes else "",
        "conditions": " · ".join(condition.text for condition in candidate.conditions),
    }
