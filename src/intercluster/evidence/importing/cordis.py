"""CORDIS rows, checked, told as evidence: projects, organisations, participations and fields.

Everything happens in one DuckDB connection that holds the files' rows as ``project``, ``organization``,
``euroSciVoc`` and ``topics``, and the evidence in force as ``base_<table>``; the result is ``merged_<table>``.
"""

from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from intercluster.datafolder import BUNDLED
from intercluster.evidence.importing.checks import MACROS, bad_points
from intercluster.evidence.importing.layouts import CORDIS
from intercluster.evidence.importing.places import nearest_zones, nuts_table
from intercluster.evidence.importing.problems import Problem
from intercluster.evidence.importing.programmes import programme_parts
from intercluster.territory.countries import known_countries, normalise_country

_PLACED: Final = [("line", pa.int32()), ("file", pa.string()), ("origin", pa.string()), ("row", pa.int32())]

_PROJECTS: Final = r"""
CREATE OR REPLACE TEMP TABLE new_projects AS
SELECT coalesce(by_record.project_id, by_grant.project_id, 'rcn:' || said(p.rcn), 'grant:' || trim(p.id)) AS project_id,
       said(p.rcn) AS rcn, trim(p.id) AS grant_id, framework(p.frameworkProgramme) AS framework,
       coalesce(said(p.legalBasis), said(p.topics), topic.topic) AS programme, said(p.acronym) AS acronym,
       regexp_replace(trim(p.title), '\s+', ' ', 'g') AS title, CAST(year(day(p.startDate)) AS SMALLINT) AS start_year,
       p.origin AS source, day(p.contentUpdateDate) AS as_of,
       coalesce(coalesce(by_record.as_of, by_grant.as_of) > day(p.contentUpdateDate), false) AS older
FROM project p
LEFT JOIN base_projects by_record ON by_record.rcn = said(p.rcn)
LEFT JOIN base_projects by_grant ON by_grant.grant_id = trim(p.id)
LEFT JOIN (SELECT trim(projectID) AS id, min(trim(topic)) AS topic FROM topics GROUP BY 1) topic
       ON topic.id = trim(p.id);

CREATE OR REPLACE TEMP TABLE grants AS
SELECT grant_id AS id, project_id, older FROM new_projects
UNION ALL
SELECT grant_id, project_id, false FROM base_projects WHERE grant_id NOT IN (SELECT grant_id FROM new_projects);
"""

_ORGANISATIONS: Final = """
SELECT 'pic:' || pic AS org_id, pic, arg_max(name, latest) AS name, arg_max(iso, latest) AS country,
       arg_max(city, latest) AS city, arg_max(place, latest) AS place, arg_max(geolocation, latest) AS geolocation,
       arg_max(activity_type, latest) AS activity_type, arg_max(sme, latest) AS sme,
       arg_max(source, latest) AS source, max(as_of) AS as_of
FROM (
    SELECT trim(o.organisationID) AS pic, regexp_replace(trim(o.name), '\\s+', ' ', 'g') AS name, iso,
           said(o.city) AS city, said(o.geolocation) AS geolocation, upper(said(o.activityType)) AS activity_type,
           CASE WHEN nuts.zone_country = iso AND nuts.zone IS NOT NULL
                THEN {'zone': nuts.zone, 'basis': nuts.basis} END AS place,
           lower(said(o.SME)) IN ('true', '1', 'y', 'yes') AS sme, o.origin AS source,
           day(o.contentUpdateDate) AS as_of,
           row_number() OVER (ORDER BY day(o.contentUpdateDate) NULLS FIRST, o.row) AS latest
    FROM organization o
    JOIN countries ON countries.code = said(o.country)
    LEFT JOIN nuts ON nuts.code = said(o.nutsCode)
) GROUP BY pic ORDER BY pic
"""

# CORDIS lists all participants of a project in one file, so its list replaces ours; a shorter list is a part of
# the file only, and then what it does not name is kept.
_PARTICIPATIONS: Final = """
CREATE OR REPLACE TEMP TABLE new_participations AS
SELECT grants.project_id, 'pic:' || trim(o.organisationID) AS org_id, arg_min(trim(o.role), o.row) AS role,
       round(sum(amount(o.ecContribution)), 2) AS contribution_eur, min(o.origin) AS source
FROM organization o JOIN grants ON grants.id = trim(o.projectID)
WHERE NOT grants.older GROUP BY ALL;

CREATE OR REPLACE TEMP TABLE incomplete AS
SELECT project_id FROM (SELECT project_id, count(*) AS now FROM new_participations GROUP BY ALL)
JOIN (SELECT project_id, count(*) AS before FROM base_participations GROUP BY ALL) USING (project_id)
WHERE now < before;
"""

_FIELDS: Final = """
CREATE OR REPLACE TEMP TABLE new_project_fields AS
SELECT grants.project_id, 'esv:' || trim(e.euroSciVocCode) AS concept, CAST(1 AS FLOAT) AS weight,
       'official' AS method, min(e.origin) AS source
FROM euroSciVoc e JOIN grants ON grants.id = trim(e.projectID)
WHERE NOT grants.older AND trim(e.euroSciVocCode) IN (SELECT code FROM euroscivoc_codes) GROUP BY ALL
UNION ALL
SELECT project_id, parts.concept, parts.weight, 'programme', source
FROM new_projects JOIN parts USING (programme) WHERE NOT older;
"""

_MERGED: Final = """
CREATE OR REPLACE TEMP TABLE merged_projects AS
SELECT project_id, coalesce(n.rcn, b.rcn) AS rcn, coalesce(n.grant_id, b.grant_id) AS grant_id,
       coalesce(n.framework, b.framework) AS framework, coalesce(n.programme, b.programme) AS programme,
       coalesce(n.acronym, b.acronym) AS acronym, coalesce(n.title, b.title) AS title,
       coalesce(n.start_year, b.start_year) AS start_year, coalesce(n.source, b.source) AS source,
       coalesce(n.as_of, b.as_of) AS as_of
FROM base_projects b FULL JOIN (FROM new_projects WHERE NOT older) n USING (project_id);

CREATE OR REPLACE TEMP TABLE kept_participations AS
FROM base_participations b
WHERE (project_id IN (SELECT project_id FROM incomplete)
       OR project_id NOT IN (SELECT project_id FROM new_participations))
  AND NOT EXISTS (FROM new_participations n WHERE n.project_id = b.project_id AND n.org_id = b.org_id);
CREATE OR REPLACE TEMP TABLE merged_participations AS
FROM kept_participations UNION ALL BY NAME FROM new_participations;

CREATE OR REPLACE TEMP TABLE merged_project_fields AS
FROM base_project_fields b
WHERE NOT (method IN ('official', 'text')
           AND project_id IN (SELECT project_id FROM new_project_fields WHERE method = 'official'))
UNION ALL BY NAME
FROM new_project_fields n
WHERE method = 'official'
   OR NOT EXISTS (FROM base_project_fields b
                  WHERE b.project_id = n.project_id AND b.concept = n.concept AND b.method = n.method);

CREATE OR REPLACE MACRO rank(basis) AS
    CASE basis WHEN 'declared' THEN 3 WHEN 'converted' THEN 3 WHEN 'city' THEN 2 WHEN 'centroid' THEN 2 WHEN 'country'
    THEN 1 ELSE 0 END;
CREATE OR REPLACE TEMP TABLE merged_organisations AS
SELECT org_id, coalesce(n.pic, b.pic) AS pic,
       CASE WHEN older THEN coalesce(b.name, n.name) ELSE coalesce(n.name, b.name) END AS name,
       CASE WHEN older THEN coalesce(b.country, n.country) ELSE coalesce(n.country, b.country) END AS country,
       CASE WHEN older THEN coalesce(b.city, n.city) ELSE coalesce(n.city, b.city) END AS city,
       CASE WHEN keep THEN b.zone ELSE n.zone END AS zone,
       CASE WHEN keep THEN b.zone_basis ELSE n.zone_basis END AS zone_basis,
       CASE WHEN older THEN coalesce(b.activity_type, n.activity_type)
            ELSE coalesce(n.activity_type, b.activity_type) END AS activity_type,
       CASE WHEN older THEN coalesce(b.sme, n.sme) ELSE coalesce(n.sme, b.sme) END AS sme,
       CASE WHEN older OR n.source IS NULL THEN b.source ELSE n.source END AS source,
       CASE WHEN older THEN b.as_of ELSE coalesce(n.as_of, b.as_of) END AS as_of
FROM (
    SELECT org_id, b, n, coalesce(b.as_of > n.as_of, n.org_id IS NULL) AS older,
           n.org_id IS NULL OR (b.org_id IS NOT NULL AND CASE
               WHEN b.country IS DISTINCT FROM n.country THEN coalesce(b.as_of > n.as_of, false)
               WHEN rank(n.zone_basis) <> rank(b.zone_basis) THEN rank(n.zone_basis) < rank(b.zone_basis)
               ELSE coalesce(b.as_of > n.as_of, false) END) AS keep
    FROM base_organisations b FULL JOIN new_organisations n USING (org_id)
)
WHERE NOT (starts_with(org_id, 'fp7:')
           AND org_id IN (SELECT org_id FROM base_participations)
           AND org_id NOT IN (SELECT org_id FROM merged_participations));
"""


def prepare(connection: Any, tables: dict[str, pa.Table]) -> dict[str, pa.Table]:
    """Register the rows (an empty table for a file not given) and what the checks look things up in.

    Returns the tables as registered, with ``row`` counting from 0.
    """
    complete = {}
    for layout in CORDIS:
        table = tables.get(layout.name)
        if table is None:
            empty = pa.schema([(name, pa.string()) for name in layout.columns] + _PLACED[:-1])
            table = empty.empty_table()
        complete[layout.name] = table.append_column("row", pa.array(range(table.num_rows), pa.int32()))
    register(connection, complete)
    rows = complete["organization"]
    countries = [
        {"code": code, "iso": normalise_country(code)}
        for code in _distinct(rows, "country")
        if normalise_country(code) in known_countries()
    ]
    concepts = pq.read_table(BUNDLED / "concepts.parquet", columns=["scheme", "notation"])
    register(
        connection,
        {
            "countries": pa.Table.from_pylist(countries, pa.schema([("code", pa.string()), ("iso", pa.string())])),
            "nuts": nuts_table(_distinct(rows, "nutsCode")),
            "bad_points": bad_points(_distinct(rows, "geolocation")),
            "euroscivoc_codes": pa.table(
                {"code": concepts.filter(pc.equal(concepts["scheme"], "esv"))["notation"].combine_chunks()}
            ),
        },
    )
    connection.execute(MACROS)
    return complete


def register(connection: Any, tables: dict[str, pa.Table]) -> None:
    """Make the tables known to DuckDB under their names."""
    for name, table in tables.items():
        connection.register(name, table)


def merge(connection: Any) -> None:
    """Tell the rows as evidence and merge them into the base: fills ``merged_<table>`` for the four CORDIS tables."""
    connection.execute(_PROJECTS)
    _register_parts(connection)
    connection.register("new_organisations", _with_zones(connection.sql(_ORGANISATIONS).to_arrow_table()))
    connection.execute(_PARTICIPATIONS)
    connection.execute(_FIELDS)
    connection.execute(_MERGED)


def merge_notices(connection: Any) -> list[Problem]:
    """What of the base was kept although the files say otherwise."""
    ((older,),) = connection.table("new_projects").filter("older").aggregate("count(*)").fetchall()
    ((shorter,),) = connection.table("incomplete").aggregate("count(*)").fetchall()
    found = (("project.csv", "kept_newer", older), ("organization.csv", "kept_missing", shorter))
    return [Problem(file, code, params={"count": count}) for file, code, count in found if count]


def _register_parts(connection: Any) -> None:
    known = set(pq.read_table(BUNDLED / "concepts.parquet", columns=["concept"])["concept"].to_pylist())
    programmes = connection.sql("SELECT DISTINCT programme FROM new_projects WHERE programme IS NOT NULL").fetchall()
    parts = [
        {"programme": programme, "concept": concept, "weight": weight}
        for (programme,) in programmes
        for concept, weight in programme_parts(programme)
        if concept in known
    ]
    schema = pa.schema([("programme", pa.string()), ("concept", pa.string()), ("weight", pa.float32())])
    connection.register("parts", pa.Table.from_pylist(parts, schema))


def _with_zones(rows: pa.Table) -> pa.Table:
    """Each organisation's zone and its basis: its NUTS code, else its geolocation, else its country."""
    places, countries = rows["place"].to_pylist(), rows["country"].to_pylist()
    points = [
        text if place is None and text else ""
        for place, text in zip(places, rows["geolocation"].to_pylist(), strict=True)
    ]
    found = [
        (place["zone"], place["basis"]) if place else (near, "centroid") if near else (country, "country")
        for place, near, country in zip(places, nearest_zones(countries, points), countries, strict=True)
    ]
    zones, bases = zip(*found, strict=True) if found else ((), ())
    return (
        rows.drop_columns(["place", "geolocation"])
        .append_column("zone", pa.array(zones, pa.string()))
        .append_column("zone_basis", pa.array(bases, pa.string()))
    )


def _distinct(table: pa.Table, column: str) -> list[str]:
    values = {str(value).strip() for value in pc.unique(table[column]).to_pylist() if value}
    return sorted(values - {""})
