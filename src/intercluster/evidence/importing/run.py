"""The import from end to end: read, check, merge, and write all or nothing."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from intercluster.datafolder import data_folder, evidence_folder
from intercluster.evidence.importing.changes import count_changes
from intercluster.evidence.importing.checks import REMARKS, RULES, TWO_PROJECTS, Hit, run_checks
from intercluster.evidence.importing.cordis import merge, merge_notices, prepare
from intercluster.evidence.importing.employment import employment_table, is_employment, read_employment
from intercluster.evidence.importing.problems import FileProblemError, Problem
from intercluster.evidence.importing.reading import Dialect, peek, read_file, recognise
from intercluster.evidence.importing.report import FileRead, ImportReport, Progress
from intercluster.evidence.importing.sources import SourceFile, find_sources
from intercluster.evidence.importing.writing import import_rows, only_writer, read_imports, write_evidence
from intercluster.evidence.schema import EMPLOYMENT, EVIDENCE_TABLES

_MOST_ROUNDS = 5  # of leaving rows out because the rows they name were left out


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """``framework`` (FP7, H2020, HE) fills in where the files do not name theirs."""

    framework: str | None = None
    encoding: str | None = None
    delimiter: str = ";"
    dry_run: bool = False
    skip_bad: bool = False


@dataclass
class _Gathered:
    """Everything read so far."""

    files: list[FileRead] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    tables: dict[str, list[pa.Table]] = field(default_factory=dict)
    employment: list[pa.Table] = field(default_factory=list)


def import_evidence(
    paths: Iterable[Path],
    options: ImportOptions | None = None,
    *,
    base_folder: Path | None = None,
    target: Path | None = None,
    progress: Progress | None = None,
) -> ImportReport:
    """Import CORDIS files and Eurostat structural business statistics into a folder of evidence.

    ``base_folder`` is what the files are merged into (the evidence in force when none is named); the result goes
    to a new folder under ``target`` (``evidence`` of the data folder). Nothing is written when a row is bad,
    unless ``options.skip_bad`` leaves bad rows out; nothing either when nothing would change.
    Never raises for what is wrong with the files or the disk: the report says it.
    """
    options, tell = options or ImportOptions(), progress or (lambda _stage, _share: None)
    target = target or data_folder() / "evidence"
    gathered = _Gathered()
    try:
        _gather(list(paths), options, gathered, tell)
        if options.dry_run:
            return _merge(gathered, options, base_folder, None, tell)
        with only_writer(target):
            return _merge(gathered, options, base_folder, target, tell)
    except FileProblemError as error:
        problems = (*gathered.problems, error.problem)
        return ImportReport("refused", tuple(gathered.files), (), problems)


def _merge(
    gathered: _Gathered, options: ImportOptions, base: Path | None, target: Path | None, tell: Progress
) -> ImportReport:
    tell("checking", 0.0)
    base = base or evidence_folder()
    with duckdb.connect() as connection:
        for name, schema in EVIDENCE_TABLES.items():
            connection.register(f"base_{name}", pq.read_table(base / f"{name}.parquet", schema=schema))
        left_out = _check(connection, gathered, options)
        files, problems = tuple(gathered.files), tuple(gathered.problems)
        if any(problem.severity in _stopping(options) for problem in problems):
            return ImportReport("refused", files, (), problems)
        tell("merging", 0.0)
        merge(connection)
        connection.register("new_employment", pa.concat_tables([EMPLOYMENT.empty_table(), *gathered.employment]))
        connection.execute(_MERGED_EMPLOYMENT)
        problems = (*problems, *merge_notices(connection))
        changes = tuple(count_changes(connection, name) for name in EVIDENCE_TABLES)
        report = ImportReport("dry_run", files, changes, problems, left_out)
        if not any(change.new or change.changed or change.removed for change in changes):
            return replace(report, outcome="unchanged")
        if target is None:
            return report
        tell("writing", 0.0)
        tables = {name: connection.table(f"merged_{name}").to_arrow_table() for name in EVIDENCE_TABLES}
        folder = write_evidence(target, tables, [*read_imports(base), *import_rows(files)])
        tell("writing", 1.0)
        return replace(report, outcome="written", folder=folder)


def _stopping(options: ImportOptions) -> tuple[str, ...]:
    return ("file",) if options.skip_bad else ("file", "row", "cell")


_MERGED_EMPLOYMENT = """
CREATE OR REPLACE TEMP TABLE merged_employment AS
FROM base_employment b WHERE NOT EXISTS (
    FROM new_employment n WHERE n.zone = b.zone AND n.concept = b.concept AND n.year = b.year)
UNION ALL BY NAME FROM new_employment;
"""


def _gather(paths: list[Path], options: ImportOptions, gathered: _Gathered, tell: Progress) -> None:
    sources, notices = find_sources(paths)
    gathered.problems += notices
    total = max(sum(source.size for source in sources), 1)
    done = 0
    dialect = Dialect(options.delimiter, options.encoding)

    def tick(size: int) -> None:
        nonlocal done
        done += size
        tell("reading", min(done / total, 1.0))

    tell("reading", 0.0)
    for source in sources:
        try:
            _read_one(source, dialect, gathered, tick)
        except FileProblemError as error:
            gathered.problems.append(error.problem)
    if not gathered.files and not any(problem.stops for problem in gathered.problems):
        raise FileProblemError(Problem(", ".join(path.name for path in paths), "nothing_known"))


def _read_one(source: SourceFile, dialect: Dialect, gathered: _Gathered, tick: Callable[[int], None]) -> None:
    layout = recognise(source, dialect)
    if layout is not None:
        read = read_file(source, layout, dialect, tick)
        gathered.problems += read.problems
        gathered.tables.setdefault(layout.name, []).append(read.rows)
        gathered.files.append(FileRead(source.name, layout.name, read.rows.num_rows))
    elif is_employment(peek(source, dialect)):
        cells = read_employment(source, tick)
        gathered.employment.append(employment_table(cells, source))
        gathered.problems += cells.problems
        gathered.files.append(FileRead(source.name, "employment", cells.rows))
    else:
        gathered.problems.append(Problem(source.name, "ignored"))


def _check(connection: Any, gathered: _Gathered, options: ImportOptions) -> int:
    """Run the checks; leave bad rows out on request until none is left. Returns how many rows and cells were."""
    tables = {name: pa.concat_tables(parts).combine_chunks() for name, parts in gathered.tables.items()}
    if "project" in tables:
        tables["project"] = _with_framework(tables["project"], options.framework)
    left_out = sum(problem.severity in ("row", "cell") for problem in gathered.problems)
    for _ in range(_MOST_ROUNDS):
        complete = prepare(connection, tables)
        hits = run_checks(connection, complete, (*RULES, TWO_PROJECTS))
        gathered.problems += [hit.problem for hit in hits]
        if not hits or not options.skip_bad:
            break
        left_out += len({(hit.table, hit.row, hit.problem.column) for hit in hits})
        tables = {name: _without(table, [hit for hit in hits if hit.table == name]) for name, table in tables.items()}
    gathered.problems += [hit.problem for hit in run_checks(connection, complete, REMARKS)]
    return left_out


def _with_framework(projects: pa.Table, framework: str | None) -> pa.Table:
    if framework is None:
        return projects
    place = projects.column_names.index("frameworkProgramme")
    column = projects["frameworkProgramme"]
    blank = pc.equal(pc.utf8_trim_whitespace(column.fill_null("")), "")
    return projects.set_column(place, "frameworkProgramme", pc.if_else(blank, framework, column))


def _without(table: pa.Table, hits: list[Hit]) -> pa.Table:
    """The table without its bad rows, and with its bad cells emptied."""
    columns = Counter(hit.problem.column for hit in hits if hit.problem.severity == "cell")
    for name in columns:
        bad = {hit.row for hit in hits if hit.problem.severity == "cell" and hit.problem.column == name}
        mask = pa.array([row in bad for row in range(table.num_rows)])
        place = table.column_names.index(name)
        table = table.set_column(place, name, pc.if_else(mask, pa.scalar(None, pa.string()), table[name]))
    rows = {hit.row for hit in hits if hit.problem.severity == "row"}
    return table.filter(pa.array([row not in rows for row in range(table.num_rows)])) if rows else table
