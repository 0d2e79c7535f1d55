"""The lists of the evidence as tables to take away, with the definition of every column."""

from collections.abc import Sequence

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from intercluster.evidence.portraits import OrganisationLine, ProjectLine
from intercluster.export import Column, Table
from intercluster.scouting.profiles import FieldStanding
from intercluster.scouting.zones import ZoneRanking, ZoneStanding
from intercluster_web.directory.wording import country_label, field_label, zone_label
from intercluster_web.evidence.queries import SpaceBeside
from intercluster_web.evidence.wording import activity_label, source_label


def zones_table(ranking: ZoneRanking, field: str) -> Table:
    """The whole ranking, not one page of it."""
    columns = [
        Column("rank", _("Rank"), "integer", _("place in the world, in the order asked for")),
        Column("code", _("Code")),
        Column("zone", _("Zone")),
        Column("country", _("Country")),
        Column("projects", _("Projects"), "integer", _("distinct projects in the field with an organisation there")),
        Column("count", _("Part of projects"), "number", count_definition()),
        Column("share", _("Share of the world"), "percent", _("part of projects over that of the world")),
        Column("organisations", _("Organisations"), "integer", _("with at least one project in the field")),
        *_quotient_columns(ranking.floor),
        Column("earlier", _("Projects, %(years)s") % {"years": _half(ranking, 0)}, "integer"),
        Column("recent", _("Projects, %(years)s") % {"years": _half(ranking, 1)}, "integer"),
        Column("earlier_share", _("Share of the world, %(years)s") % {"years": _half(ranking, 0)}, "percent"),
        Column("recent_share", _("Share of the world, %(years)s") % {"years": _half(ranking, 1)}, "percent"),
        Column("persons", _("Persons employed"), "integer", _("in the industries nearest to the field")),
        Column(
            "employment_quotient",
            _("Employment quotient"),
            "number",
            _("share of those industries in the zone's employment over their share in all zones of the same source"),
        ),
        Column("employment_year", _("Year of employment"), "text"),
        Column("clusters", _("Clusters in the field"), "integer", _("of the directory, seated there or covering it")),
        Column("cluster_names", _("Names of clusters")),
    ]
    title = _("Zones: %(field)s") % {"field": field}
    return Table(title, columns, [_zone_row(standing) for standing in ranking.zones], ranking_notes(ranking))


def _zone_row(standing: ZoneStanding) -> dict[str, str | int | float | None]:
    quotient, trend, employment = standing.quotient, standing.trend, standing.employment
    return {
        "rank": standing.rank,
        "code": standing.zone,
        "zone": zone_label(standing.zone),
        "country": country_label(standing.country),
        "projects": standing.projects,
        "count": standing.count,
        "share": standing.share,
        "organisations": standing.organisations,
        "quotient": quotient.value if quotient else None,
        "low": quotient.low if quotient else None,
        "high": quotient.high if quotient else None,
        "earlier": trend.earlier if trend else None,
        "recent": trend.recent if trend else None,
        "earlier_share": trend.earlier_share if trend else None,
        "recent_share": trend.recent_share if trend else None,
        "persons": round(employment.persons) if employment else None,
        "employment_quotient": employment.quotient if employment else None,
        "employment_year": str(employment.year) if employment else None,
        "clusters": len(standing.clusters),
        "cluster_names": "; ".join(cluster.name for cluster in standing.clusters),
    }


def _half(ranking: ZoneRanking, which: int) -> str:
    if ranking.halves is None:
        return _("half %(n)d of the period") % {"n": which + 1}
    first, last = ranking.halves[which]
    return f"{first}–{last}"


def count_definition() -> str:
    return _(
        "each project counts as far as it is in the field (0 to 1), times the part of its organisations that sit there"
    )


def quotient_definition(floor: int) -> str:
    return _(
        "share of the field in the zone's projects over its share in all projects, 1 is the world average; "
        "not given under %(floor)d projects"
    ) % {"floor": floor}


def _quotient_columns(floor: int) -> list[Column]:
    return [
        Column("quotient", _("Location quotient"), "number", quotient_definition(floor)),
        Column("low", _("Low end"), "number", _("of the interval at nine in ten (Fay and Feuer 1997)")),
        Column("high", _("High end"), "number", _("of the interval at nine in ten (Fay and Feuer 1997)")),
    ]


def ranking_notes(ranking: ZoneRanking) -> list[str]:
    """What the figures rest on, in words."""
    notes = [
        _("%(n)s projects in the field, of which %(placed)s %% could be placed in a zone of this level.")
        % {"n": number_format(ranking.projects), "placed": round(100 * ranking.placed)},
        _("The field is %(share)s %% of all counted projects.")
        % {"share": number_format(100 * ranking.world_share, 1)},
    ]
    if ranking.period:
        first, last = ranking.period
        notes.append(_("Projects started from %(first)d to %(last)d.") % {"first": first, "last": last})
    if ranking.undated:
        notes.append(_("%(n)d of them have no known year and are in no half.") % {"n": ranking.undated})
    if ranking.sources:
        notes.append(_("Sources: %(names)s.") % {"names": ", ".join(map(source_label, ranking.sources))})
    return notes


def spaces_table(rows: Sequence[SpaceBeside], floor: int) -> Table:
    columns = [
        Column("field", _("Field")),
        Column("code", _("Code")),
        Column("zone", _("Zone")),
        Column("country", _("Country")),
        Column("rank", _("Rank in the field"), "integer", _("place in the world by part of projects")),
        Column("projects", _("Projects"), "integer"),
        Column("count", _("Part of projects"), "number", count_definition()),
        Column("organisations", _("Organisations"), "integer"),
        *_quotient_columns(floor),
        Column("clusters", _("Governed clusters"), definition=_("of the directory, in the same zone and field")),
    ]
    found = [
        {
            "field": field_label(row.space.concept),
            "code": row.space.zone,
            "zone": zone_label(row.space.zone),
            "country": country_label(row.space.country),
            "rank": row.space.rank,
            "projects": row.space.projects,
            "count": row.space.count,
            "organisations": row.space.organisations,
            "quotient": row.space.quotient.value,
            "low": row.space.quotient.low,
            "high": row.space.quotient.high,
            "clusters": "; ".join(cluster.name for cluster in row.clusters),
        }
        for row in rows
    ]
    return Table(_("Spaces and governed clusters"), columns, found)


def organisations_table(lines: Sequence[OrganisationLine]) -> Table:
    columns = [
        Column("org_id", _("Identifier")),
        Column("name", _("Name")),
        Column("kind", _("Kind")),
        Column("country", _("Country")),
        Column("city", _("City")),
        Column("zone", _("Zone")),
        Column("projects", _("Projects"), "integer", _("in the field where one is chosen, else in all fields")),
    ]
    found = [
        {
            "org_id": line.org_id,
            "name": line.name,
            "kind": activity_label(line.activity_type),
            "country": country_label(line.country or ""),
            "city": line.city,
            "zone": zone_label(line.zone or ""),
            "projects": line.projects,
        }
        for line in lines
    ]
    return Table(_("Organisations of the evidence"), columns, found)


def projects_table(lines: Sequence[ProjectLine], of: str) -> Table:
    columns = [
        Column("project_id", _("Identifier")),
        Column("year", _("Start"), "text"),
        Column("framework", _("Framework")),
        Column("programme", _("Programme")),
        Column("acronym", _("Acronym")),
        Column("title", _("Title")),
        Column("partners", _("Organisations"), "integer"),
        Column("source", _("Source")),
        Column("as_of", _("As of"), "date"),
    ]
    found = [
        {
            "project_id": line.project_id,
            "year": str(line.year or ""),
            "framework": line.framework,
            "programme": line.programme,
            "acronym": line.acronym,
            "title": line.title,
            "partners": line.partners,
            "source": source_label(line.source),
            "as_of": line.as_of,
        }
        for line in lines
    ]
    return Table(_("Projects: %(of)s") % {"of": of}, columns, found)


def profile_table(profile: Sequence[FieldStanding], of: str, floor: int) -> Table:
    columns = [
        Column("field", _("Field")),
        Column("projects", _("Projects"), "integer"),
        Column("count", _("Part of projects"), "number", count_definition()),
        Column("share", _("Share of its fields"), "percent"),
        *_quotient_columns(floor),
    ]
    found = [
        {
            "field": field_label(one.concept),
            "projects": one.projects,
            "count": one.count,
            "share": one.share,
            "quotient": one.quotient.value if one.quotient else None,
            "low": one.quotient.low if one.quotient else None,
            "high": one.quotient.high if one.quotient else None,
        }
        for one in profile
    ]
    return Table(_("Fields: %(of)s") % {"of": of}, columns, found)
