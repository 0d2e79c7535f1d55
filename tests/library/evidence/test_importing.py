"""An import brings official data into the base, replaces what is older, and does it once."""

import datetime as dt
from pathlib import Path

import pytest

from intercluster.evidence.importing import ImportOptions, ImportReport, import_evidence, read_imports, reset_evidence
from intercluster.evidence.store import load_evidence

from .cordis_files import (
    ORGANIZATION,
    PROJECT,
    TAG,
    TOPIC,
    bundled_like_base,
    fingerprint,
    read_table,
    write_base,
    write_cordis,
    zipped,
)

UPDATED = dt.date(2023, 3, 10)


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return bundled_like_base(tmp_path / "base")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "data" / "evidence"


def run(paths: list[Path], base: Path, target: Path, **options: object) -> ImportReport:
    return import_evidence(paths, ImportOptions(**options), base_folder=base, target=target)  # type: ignore[arg-type]


def counts(report: ImportReport) -> dict[str, tuple[int, int, int]]:
    return {change.table: (change.new, change.changed, change.removed) for change in report.changes}


def imported(report: ImportReport) -> Path:
    assert (report.outcome, report.errors) == ("written", ())
    assert report.folder is not None
    return report.folder


def test_official_data_is_merged_into_what_is_known(tmp_path: Path, base: Path, target: Path) -> None:
    files = write_cordis(tmp_path / "h2020", euroSciVoc=[TAG], topics=[TOPIC])
    report = run([files], base, target)
    folder = imported(report)
    assert read_table(folder, "projects") == [
        {
            "project_id": "rcn:193159",
            "rcn": "193159",
            "grant_id": "633053",
            "framework": "H2020",
            "programme": "H2020-EU.2.1.1.",
            "acronym": "LIGHT",
            "title": "Light for sensors",
            "start_year": 2015,
            "source": "h2020/project.csv",
            "as_of": UPDATED,
        }
    ]
    assert read_table(folder, "organisations") == [
        {
            "org_id": "pic:999997930",
            "pic": "999997930",
            "name": "Institut de physique",
            "country": "FR",
            "city": "PARIS",
            "zone": "FR101",
            "zone_basis": "declared",
            "activity_type": "REC",
            "sme": False,
            "source": "h2020/organization.csv",
            "as_of": UPDATED,
        }
    ]
    assert read_table(folder, "participations") == [
        {
            "project_id": "rcn:193159",
            "org_id": "pic:999997930",
            "role": "coordinator",
            "contribution_eur": 1_000_000.5,
            "source": "h2020/organization.csv",
        }
    ]
    assert [(row["concept"], row["method"]) for row in read_table(folder, "project_fields")] == [
        ("esv:/23/43", "official"),
        ("h2020:LEIT", "programme"),
    ]
    assert counts(report) == {
        "organisations": (0, 1, 1),
        "projects": (0, 1, 0),
        "participations": (1, 0, 1),
        "project_fields": (2, 0, 1),
        "employment": (0, 0, 0),
    }


def test_a_project_not_known_is_added_under_its_record_number(tmp_path: Path, base: Path, target: Path) -> None:
    other = {
        **PROJECT,
        "id": "101000001",
        "rcn": "230000",
        "frameworkProgramme": "HORIZON",
        "legalBasis": "HORIZON.2.5",
    }
    files = write_cordis(tmp_path / "he", project=[other], organization=[{**ORGANIZATION, "projectID": "101000001"}])
    folder = imported(run([files], base, target))
    assert [(row["project_id"], row["framework"]) for row in read_table(folder, "projects")] == [
        ("rcn:193159", "H2020"),
        ("rcn:230000", "HE"),
    ]
    assert [row["project_id"] for row in read_table(folder, "participations")] == ["rcn:193159", "rcn:230000"]


def test_the_same_import_twice_changes_nothing(tmp_path: Path, base: Path, target: Path) -> None:
    files = write_cordis(tmp_path / "h2020", euroSciVoc=[TAG], topics=[TOPIC])
    first = imported(run([files], base, target))
    before = fingerprint(target)
    second = run([files], first, target)
    assert (second.outcome, second.summary) == ("unchanged", "0 new, 0 changed")
    assert fingerprint(target) == before


def test_the_same_tables_come_out_byte_for_byte(tmp_path: Path, base: Path, target: Path) -> None:
    files = write_cordis(tmp_path / "h2020", euroSciVoc=[TAG], topics=[TOPIC])
    first = imported(run([files], base, target))
    again = imported(run([files], base, tmp_path / "elsewhere"))
    tables = [path.name for path in first.glob("*.parquet")]
    assert {name: (first / name).read_bytes() for name in tables} == {
        name: (again / name).read_bytes() for name in tables
    }


def test_a_zip_a_folder_and_single_files_give_the_same(tmp_path: Path, base: Path, target: Path) -> None:
    files = write_cordis(tmp_path / "h2020", euroSciVoc=[TAG])
    reports = [
        run(paths, base, target, dry_run=True)
        for paths in ([files], [zipped(files, tmp_path / "h2020.zip")], sorted(files.iterdir()))
    ]
    assert [(report.outcome, counts(report)) for report in reports] == [("dry_run", counts(reports[0]))] * 3


def test_a_dry_run_writes_nothing(tmp_path: Path, base: Path, target: Path) -> None:
    report = run([write_cordis(tmp_path / "h2020")], base, target, dry_run=True)
    assert (report.outcome, target.exists()) == ("dry_run", False)
    assert counts(report)["participations"] == (1, 0, 1)


def test_other_official_files_are_left_aside(tmp_path: Path, base: Path, target: Path) -> None:
    files = write_cordis(tmp_path / "h2020", webLink=[{"physUrl": "https://a.example/", "projectID": "633053"}])
    report = run([files], base, target)
    assert [str(remark) for remark in report.remarks] == [
        "h2020/webLink.csv: The file is not needed and was left aside. Nothing to do."
    ]


@pytest.mark.parametrize(
    ("country", "code", "place", "expected"),
    [
        ("FR", "FR101", "", ("FR", "FR101", "declared")),
        ("UK", "UKI11", "", ("GB", "UKI3", "converted")),
        ("EL", "EL30", "", ("GR", "EL30", "declared")),
        ("FR", "FR711", "", ("FR", "FRK21", "converted")),
        ("FR", "", "48.85,2.35", ("FR", "FR101", "centroid")),
        ("FR", "FRZZZ", "", ("FR", "FR", "country")),
        ("FR", "", "", ("FR", "FR", "country")),
        ("IL", "", "52.2,0.12", ("IL", "IL", "country")),
    ],
)
def test_places_are_told_in_nuts_2021_and_iso_countries(  # noqa: PLR0917
    tmp_path: Path, base: Path, target: Path, country: str, code: str, place: str, expected: tuple[str, str, str]
) -> None:
    row = {**ORGANIZATION, "organisationID": "1", "country": country, "nutsCode": code, "geolocation": place}
    folder = imported(run([write_cordis(tmp_path / "h2020", organization=[row])], base, target))
    (found,) = (row for row in read_table(folder, "organisations") if row["org_id"] == "pic:1")
    assert (found["country"], found["zone"], found["zone_basis"]) == expected


def test_a_zone_of_another_country_is_told_and_left_out(tmp_path: Path, base: Path, target: Path) -> None:
    row = {**ORGANIZATION, "organisationID": "1", "country": "DE", "geolocation": ""}
    report = run([write_cordis(tmp_path / "h2020", organization=[row])], base, target)
    assert [str(remark) for remark in report.remarks] == [
        "h2020/organization.csv, line 2, column nutsCode: The NUTS code lies in FR, the organisation in DE: only the "
        "country is kept. Found: 'FR101'. Correct the code in your file if you can."
    ]
    (found,) = (row for row in read_table(imported(report), "organisations") if row["org_id"] == "pic:1")
    assert (found["zone"], found["zone_basis"]) == ("DE", "country")


def test_a_finer_place_known_before_is_kept(tmp_path: Path, target: Path) -> None:
    known = {
        "org_id": "pic:999997930",
        "name": "Old",
        "country": "FR",
        "zone": "FR101",
        "zone_basis": "city",
        "source": "s",
    }
    base = write_base(tmp_path / "base", organisations=[known])
    row = {**ORGANIZATION, "nutsCode": "", "geolocation": ""}
    folder = imported(run([write_cordis(tmp_path / "h2020", organization=[row])], base, target))
    (found,) = read_table(folder, "organisations")
    assert (found["name"], found["zone"], found["zone_basis"]) == ("Institut de physique", "FR101", "city")


def test_newer_evidence_is_not_replaced_by_an_older_file(tmp_path: Path, target: Path) -> None:
    day = dt.date(2025, 1, 1)
    base = write_base(
        tmp_path / "base",
        projects=[
            {
                "project_id": "rcn:193159",
                "rcn": "193159",
                "framework": "H2020",
                "title": "New",
                "source": "s",
                "as_of": day,
            }
        ],
        organisations=[
            {"org_id": "pic:999997930", "name": "New name", "country": "FR", "source": "s", "as_of": day},
        ],
    )
    report = run([write_cordis(tmp_path / "h2020")], base, target)
    assert [str(remark) for remark in report.remarks] == [
        "project.csv: 1 projects were left as they are: the evidence loaded is newer than the file. Nothing to do."
    ]
    folder = imported(report)
    assert [row["title"] for row in read_table(folder, "projects")] == ["New"]
    assert [(row["name"], row["activity_type"]) for row in read_table(folder, "organisations")] == [("New name", "REC")]


def test_a_shorter_list_of_participants_does_not_remove_the_others(tmp_path: Path, target: Path) -> None:
    base = write_base(
        tmp_path / "base",
        projects=[{"project_id": "rcn:193159", "rcn": "193159", "framework": "H2020", "source": "s"}],
        organisations=[{"org_id": f"pic:{n}", "source": "s"} for n in (1, 2)],
        participations=[{"project_id": "rcn:193159", "org_id": f"pic:{n}", "source": "s"} for n in (1, 2)],
    )
    report = run([write_cordis(tmp_path / "h2020")], base, target)
    assert [remark.code for remark in report.remarks] == ["kept_missing"]
    assert [row["org_id"] for row in read_table(imported(report), "participations")] == [
        "pic:1",
        "pic:2",
        "pic:999997930",
    ]


def test_two_rows_of_an_organisation_in_a_project_are_one_participation(
    tmp_path: Path, base: Path, target: Path
) -> None:
    second = {**ORGANIZATION, "order": "2", "role": "thirdParty", "ecContribution": "0,5"}
    folder = imported(run([write_cordis(tmp_path / "h2020", organization=[ORGANIZATION, second])], base, target))
    assert [(row["role"], row["contribution_eur"]) for row in read_table(folder, "participations")] == [
        ("coordinator", 1_000_001.0)
    ]


def test_the_framework_can_be_named_where_the_file_does_not(tmp_path: Path, base: Path, target: Path) -> None:
    row = {**PROJECT, "frameworkProgramme": "", "legalBasis": "FP7-ICT", "rcn": "90000"}
    folder = imported(run([write_cordis(tmp_path / "fp7", project=[row])], base, target, framework="FP7"))
    assert [row["framework"] for row in read_table(folder, "projects")] == ["H2020", "FP7"]


def test_bad_rows_can_be_left_out_on_request(tmp_path: Path, base: Path, target: Path) -> None:
    rows = [
        ORGANIZATION,
        {**ORGANIZATION, "organisationID": "2", "ecContribution": "much"},
        {**ORGANIZATION, "organisationID": "3", "nutsCode": "XX999", "country": "DE", "geolocation": ""},
    ]
    report = run([write_cordis(tmp_path / "h2020", organization=rows)], base, target, skip_bad=True)
    assert (report.outcome, report.left_out) == ("written", 2)
    assert report.folder is not None
    assert [(row["org_id"], row["zone"]) for row in read_table(report.folder, "organisations")] == [
        ("pic:3", "DE"),
        ("pic:999997930", "FR101"),
    ]


def test_rows_that_name_a_row_left_out_are_left_out_too(tmp_path: Path, base: Path, target: Path) -> None:
    bad = {**PROJECT, "id": "7", "rcn": "8", "startDate": "soon"}
    rows = [ORGANIZATION, {**ORGANIZATION, "projectID": "7", "organisationID": "2"}]
    files = write_cordis(tmp_path / "h2020", project=[PROJECT, bad], organization=rows)
    report = run([files], base, target, skip_bad=True)
    assert [(problem.line, problem.code) for problem in report.errors] == [(4, "not_a_date"), (3, "unknown_project")]
    assert report.folder is not None
    assert [row["org_id"] for row in read_table(report.folder, "participations")] == ["pic:999997930"]


def test_lines_are_counted_as_an_editor_counts_them(tmp_path: Path, base: Path, target: Path) -> None:
    tall = {**PROJECT, "objective": "one\ntwo\r\nthree\n\nfive"}
    bad = {**PROJECT, "id": "7", "rcn": "8", "startDate": "2015-02-30"}
    files = write_cordis(tmp_path / "h2020", project=[tall, bad])
    line = 1 + next(
        number
        for number, text in enumerate((files / "project.csv").read_text("utf-8-sig").split("\n"))
        if '"7"' in text
    )
    assert [(problem.line, problem.column) for problem in run([files], base, target).errors] == [(line, "startDate")]


def test_codes_the_vocabulary_lacks_are_told_and_left_out(tmp_path: Path, base: Path, target: Path) -> None:
    files = write_cordis(tmp_path / "h2020", euroSciVoc=[TAG, {**TAG, "euroSciVocCode": "/99/1"}])
    report = run([files], base, target)
    assert [str(remark) for remark in report.remarks] == [
        "h2020/euroSciVoc.csv, line 3, column euroSciVocCode: The vocabulary has no such EuroSciVoc code (1 rows): "
        "these tags are left out. Found: '/99/1'. Nothing to do."
    ]
    assert [row["concept"] for row in read_table(imported(report), "project_fields")] == ["esv:/23/43", "h2020:LEIT"]


def test_cp1252_is_read_without_losing_a_letter_and_told(tmp_path: Path, base: Path, target: Path) -> None:
    row = {**ORGANIZATION, "name": "Universität – “Łódź” excluded, œuvre €".replace("Ł", "L").replace("ź", "z")}
    files = write_cordis(tmp_path / "h2020", organization=[row])
    path = files / "organization.csv"
    path.write_bytes(path.read_text("utf-8-sig").encode("cp1252"))
    report = run([files], base, target)
    assert [str(remark) for remark in report.remarks] == [
        "h2020/organization.csv: The file is not UTF-8; it was read as cp1252, which lost nothing. Nothing to do."
    ]
    (found,) = read_table(imported(report), "organisations")
    assert found["name"] == row["name"]


def test_a_comma_separated_file_is_read_when_asked_for(tmp_path: Path, base: Path, target: Path) -> None:
    files = write_cordis(tmp_path / "h2020")
    for path in files.iterdir():
        path.write_text(path.read_text("utf-8-sig").replace('";"', '","'), encoding="utf-8")
    assert run([files], base, target, delimiter=",").outcome == "written"


def test_the_history_of_imports_is_kept_and_a_reset_goes_back(tmp_path: Path, base: Path, target: Path) -> None:
    first = imported(run([write_cordis(tmp_path / "h2020")], base, target))
    more = write_cordis(tmp_path / "more", organization=[ORGANIZATION, {**ORGANIZATION, "organisationID": "2"}])
    second = imported(run([more], first, target))
    assert [row["file"] for row in read_imports(second)] == [
        "h2020/organization.csv",
        "h2020/project.csv",
        "more/organization.csv",
        "more/project.csv",
    ]
    assert (target / "current").read_text().strip() == second.name
    assert [reset_evidence(target), reset_evidence(target)] == [True, False]
    assert fingerprint(target) == {}


def test_the_imported_folder_loads(tmp_path: Path, base: Path, target: Path) -> None:
    folder = imported(run([write_cordis(tmp_path / "h2020", euroSciVoc=[TAG])], base, target))
    evidence = load_evidence(folder)
    assert (evidence.took_part.nnz, evidence.in_field.nnz) == (1, 2)


def test_progress_goes_forward_through_the_stages(tmp_path: Path, base: Path, target: Path) -> None:
    told: list[str] = []
    import_evidence(
        [write_cordis(tmp_path / "h2020")],
        base_folder=base,
        target=target,
        progress=lambda stage, _: told.append(stage),
    )
    assert list(dict.fromkeys(told)) == ["reading", "checking", "merging", "writing"]
