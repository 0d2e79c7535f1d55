"""The rules each row must meet, as SQL conditions over the tables of text (DuckDB); every hit keeps its place.

The tables are named as the files of CORDIS. Beside them stand ``base_projects`` (already loaded), ``known_grants``
(grant numbers of both), ``countries``, ``nuts``, ``bad_points`` and ``euroscivoc_codes``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import pyarrow as pa

from intercluster.evidence.importing.places import point
from intercluster.evidence.importing.problems import Problem, shorten

MACROS: Final = r"""
CREATE OR REPLACE MACRO said(x) AS nullif(trim(x), '');
CREATE OR REPLACE MACRO digits(x) AS regexp_full_match(trim(x), '[0-9]{1,12}');
CREATE OR REPLACE MACRO day(x) AS coalesce(
    TRY_CAST(left(trim(x), 10) AS DATE), CAST(try_strptime(left(trim(x), 10), '%d/%m/%Y') AS DATE));
CREATE OR REPLACE MACRO no_day(x) AS said(x) IS NOT NULL AND day(x) IS NULL;
CREATE OR REPLACE MACRO no_number(x) AS NOT regexp_full_match(said(x), '-?[0-9]+([.,][0-9]+)?([eE][+]?[0-9]+)?');
CREATE OR REPLACE MACRO amount(x) AS TRY_CAST(replace(trim(x), ',', '.') AS DOUBLE);
CREATE OR REPLACE MACRO framework(x) AS CASE upper(trim(x))
    WHEN 'FP7' THEN 'FP7' WHEN 'H2020' THEN 'H2020' WHEN 'HORIZON 2020' THEN 'H2020'
    WHEN 'HORIZON' THEN 'HE' WHEN 'HE' THEN 'HE' WHEN 'HORIZON EUROPE' THEN 'HE' END;
CREATE OR REPLACE VIEW known_grants AS
    SELECT trim(id) AS id FROM project UNION SELECT grant_id FROM base_projects WHERE grant_id IS NOT NULL;
"""


@dataclass(frozen=True, slots=True)
class Rule:
    """A row breaks it where ``broken`` holds; ``params`` are SQL expressions for the message."""

    table: str
    column: str
    code: str
    broken: str
    params: Mapping[str, str] = field(default_factory=dict)

    def hits(self, connection: Any) -> Any:
        """Relation of ``row``, the cell and the parameters."""
        return _project(connection.table(self.table).filter(self.broken), self.column, self.params)


@dataclass(frozen=True, slots=True)
class Unique:
    """No two rows may agree in all of the columns."""

    table: str
    columns: tuple[str, ...]
    code: str = "duplicate_key"

    @property
    def column(self) -> str:
        return self.columns[-1]

    def hits(self, connection: Any) -> Any:
        """Relation of ``row``, the cell and the parameters."""
        same = "OVER (PARTITION BY " + ", ".join(f'said("{name}")' for name in self.columns) + " ORDER BY row)"
        numbered = (
            connection.table(self.table)
            .filter(f'said("{self.column}") IS NOT NULL')
            .project(f"*, first_value(line) {same} AS first_line, row_number() {same} AS number")
        )
        label = "'" + " and ".join(self.columns) + "'"
        return _project(numbered.filter("number > 1"), self.column, {"key": label, "first": "first_line"})


def _project(relation: Any, column: str, params: Mapping[str, str]) -> Any:
    return relation.project(", ".join(["row", f'"{column}"', *(f'{sql} AS "{name}"' for name, sql in params.items())]))


_NO_PROJECT = "coalesce(trim(projectID), '') NOT IN (SELECT id FROM known_grants)"
# NULL NOT IN (nothing) holds in SQL, so emptiness is asked first.
_NO_COUNTRY = "said(country) IS NOT NULL AND said(country) NOT IN (SELECT code FROM countries)"
_NO_NUTS = "said(nutsCode) IS NOT NULL AND said(nutsCode) NOT IN (SELECT code FROM nuts)"
_YES_NO = "('true', 'false', '1', '0', 'y', 'n', 'yes', 'no')"
_ACTIVITIES = "('HES', 'PRC', 'REC', 'OTH', 'PUB')"

RULES: Final[tuple[Rule | Unique, ...]] = (
    Rule("project", "id", "bad_identifier", "NOT digits(id)"),
    Rule("project", "rcn", "bad_identifier", "NOT digits(said(rcn))"),
    Rule("project", "title", "missing_value", "said(title) IS NULL"),
    Rule("project", "startDate", "not_a_date", "no_day(startDate)"),
    Rule("project", "endDate", "not_a_date", "no_day(endDate)"),
    Rule("project", "contentUpdateDate", "not_a_date", "no_day(contentUpdateDate)"),
    Rule("project", "frameworkProgramme", "unknown_framework", "framework(frameworkProgramme) IS NULL"),
    Unique("project", ("id",)),
    Unique("project", ("rcn",)),
    Rule("organization", "organisationID", "bad_identifier", "NOT digits(organisationID)"),
    Rule("organization", "name", "missing_value", "said(name) IS NULL"),
    Rule("organization", "role", "missing_value", "said(role) IS NULL"),
    Rule("organization", "country", "missing_value", "said(country) IS NULL"),
    Rule("organization", "country", "unknown_country", _NO_COUNTRY),
    Rule("organization", "SME", "bad_choice", f"lower(said(SME)) NOT IN {_YES_NO}", {"choices": "'true, false'"}),
    Rule(
        "organization",
        "activityType",
        "bad_choice",
        f"upper(said(activityType)) NOT IN {_ACTIVITIES}",
        {"choices": "'HES, PRC, REC, OTH, PUB'"},
    ),
    Rule("organization", "ecContribution", "not_a_number", "no_number(ecContribution)"),
    Rule("organization", "contentUpdateDate", "not_a_date", "no_day(contentUpdateDate)"),
    Rule("organization", "nutsCode", "unknown_nuts", _NO_NUTS),
    Rule("organization", "geolocation", "bad_geolocation", "said(geolocation) IN (SELECT text FROM bad_points)"),
    Rule("organization", "projectID", "unknown_project", _NO_PROJECT),
    Unique("organization", ("projectID", "role", "order", "organisationID")),
    Rule("euroSciVoc", "euroSciVocCode", "missing_value", "said(euroSciVocCode) IS NULL"),
    Rule("euroSciVoc", "projectID", "unknown_project", _NO_PROJECT),
    Rule("topics", "topic", "missing_value", "said(topic) IS NULL"),
    Rule("topics", "projectID", "unknown_project", _NO_PROJECT),
)


@dataclass(frozen=True, slots=True)
class Query:
    """A rule that needs a whole query: ``row``, the cell, then the parameters."""

    table: str
    column: str
    code: str
    sql: str

    def hits(self, connection: Any) -> Any:
        """Relation of ``row``, the cell and the parameters."""
        return connection.sql(self.sql)


TWO_PROJECTS: Final = Query(
    "project",
    "rcn",
    "two_projects",
    """
    SELECT row, project.rcn, by_grant.project_id AS "grant", by_record.project_id AS rcn
    FROM project
    JOIN base_projects by_grant ON by_grant.grant_id = trim(project.id)
    JOIN base_projects by_record ON by_record.rcn = trim(project.rcn)
    WHERE by_grant.project_id <> by_record.project_id
    """,
)
REMARKS: Final = (
    Query(
        "organization",
        "nutsCode",
        "zone_elsewhere",
        """
        SELECT min(row), nutsCode, any_value(zone_country) AS zone_country, iso AS country
        FROM organization JOIN nuts ON nuts.code = said(nutsCode) JOIN countries ON countries.code = said(country)
        WHERE zone IS NOT NULL AND zone_country <> iso GROUP BY nutsCode, iso
        """,
    ),
    Query(
        "euroSciVoc",
        "euroSciVocCode",
        "unknown_concept",
        """
        SELECT min(row), euroSciVocCode, count(*) AS count
        FROM euroSciVoc WHERE trim(euroSciVocCode) NOT IN (SELECT code FROM euroscivoc_codes) GROUP BY euroSciVocCode
        """,
    ),
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A problem and the row of the table it stands in."""

    table: str
    row: int
    problem: Problem


def bad_points(texts: list[str]) -> pa.Table:
    """The geolocations that are none."""
    return pa.table({"text": pa.array([text for text in texts if point(text) is None], pa.string())})


def run_checks(connection: Any, tables: Mapping[str, pa.Table], checks: tuple[Rule | Unique | Query, ...]) -> list[Hit]:
    """Every hit of the checks, by table and row."""
    hits = [hit for check in checks for hit in _hits(check, connection, tables[check.table])]
    order = {name: position for position, name in enumerate(tables)}
    return sorted(hits, key=lambda hit: (order[hit.table], hit.row))


def _hits(check: Rule | Unique | Query, connection: Any, table: pa.Table) -> list[Hit]:
    found = check.hits(connection).to_arrow_table()
    rows, values, *params = (column.to_pylist() for column in found.columns)
    if not rows:
        return []
    places = table.select(["line", "file"]).take(pa.array(rows, pa.int64())).to_pylist()
    names = found.column_names[2:]
    return [
        Hit(
            check.table,
            row,
            Problem(
                place["file"],
                check.code,
                place["line"],
                check.column,
                shorten(value),
                dict(zip(names, told, strict=True)),
            ),
        )
        for row, place, value, *told in zip(rows, places, values, *params, strict=True)
    ]
