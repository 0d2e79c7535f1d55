# ruff: noqa: E501 (messages are quoted in one piece)
"""Eurostat structural business statistics, in the three layouts Eurostat gives them."""

import datetime as dt
from pathlib import Path

import pytest

from intercluster.evidence.importing import ImportReport, import_evidence

from .cordis_files import read_table, write_base

OLD = "nace_r2,indic_sb,geo\\time\t2015 \t2014 \n"
PRESENT = "freq,nace_r2,indic_sb,geo\\TIME_PERIOD\t2014 \t2015 \n"
SDMX = "DATAFLOW,LAST UPDATE,freq,nace_r2,indic_sb,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n"


def run(tmp_path: Path, text: str, name: str = "sbs.tsv") -> ImportReport:
    (tmp_path / name).write_text(text, encoding="utf-8")
    base = write_base(tmp_path / "base")
    return import_evidence([tmp_path / name], base_folder=base, target=tmp_path / "data")


def figures(report: ImportReport) -> list[tuple[object, ...]]:
    assert report.folder is not None, report.problems
    keys = ("zone", "concept", "year", "persons", "as_of")
    return [tuple(row[key] for key in keys) for row in read_table(report.folder, "employment")]


@pytest.mark.parametrize(
    ("name", "text", "day"),
    [
        ("sbs.tsv", OLD + "C10,V16110,AT11\t708 b\t: c\nC10,V11210,AT11\t1 \t2 \n", dt.date(2015, 12, 31)),
        ("sbs.tsv", PRESENT + "A,C10,V16110,AT11\t: \t708 bp\n", dt.date(2015, 12, 31)),
        (
            "sbs.csv",
            SDMX + "ESTAT:X(1.0),28/08/23 23:00:00,A,C10,V16110,AT11,2015,708,b\n"
            "ESTAT:X(1.0),28/08/23 23:00:00,A,C10,V16110,AT11,2014,,c\n",
            dt.date(2023, 8, 28),
        ),
    ],
)
def test_the_layouts_of_eurostat_say_the_same(tmp_path: Path, name: str, text: str, day: dt.date) -> None:
    assert figures(run(tmp_path, text, name)) == [("AT11", "nace:10", 2015, 708.0, day)]


def test_only_divisions_and_nuts_2_regions_are_read(tmp_path: Path) -> None:
    rows = ["C,V16110,AT11\t1 \t1 ", "C10,V16110,AT1\t1 \t1 ", "C10,V16110,EU28\t1 \t1 ", "C10,V16110,AT11\t5 \t6 "]
    report = run(tmp_path, OLD + "\n".join(rows) + "\n")
    assert [row[3] for row in figures(report)] == [6.0, 5.0]


def test_a_new_region_needs_all_its_pieces(tmp_path: Path) -> None:
    """UKM2 and UKM3 of NUTS 2013 were redrawn: some of the new regions lie in both."""
    half = run(tmp_path, OLD + "C10,V16110,UKM3\t100 \t: \n")
    both = run(tmp_path, OLD + "C10,V16110,UKM2\t100 \t: \nC10,V16110,UKM3\t100 \t: \n")
    assert sum(row[3] for row in figures(half)) == pytest.approx(100, abs=3)  # type: ignore[misc]
    assert sum(row[3] for row in figures(both)) == pytest.approx(200, abs=6)  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            OLD + "C10,V16110,AT11\tmany \t1 \n",
            "sbs.tsv, line 2, column 2015: This is not a number. Found: 'many'. Write digits and at most one decimal "
            "mark: 1234.5 or 1234,5",
        ),
        (
            OLD + "C10,V16110,QQ11\t5 \t1 \n",
            "sbs.tsv, line 2, column geo: This is no NUTS code of any version from 2006 to 2024. Found: 'QQ11'. Correct "
            "the code, or leave the cell empty: the place is then taken from the geolocation or the country.",
        ),
        (
            OLD + "C10,V16110,AT11\t5 \n",
            "sbs.tsv, line 2: The row has 2 cells, the header 3. Found: 'C10,V16110,AT11'. Look for a separator or a "
            "quotation mark too many or too few.",
        ),
        (
            OLD + "C10,V16110,AT11\t5 \t1 \nC10,V16110,AT11\t5 \t: \n",
            "sbs.tsv, line 3, column geo: The same nace_r2, geo and year is already on line 2. Found: 'AT11'. Keep one "
            "of the two rows.",
        ),
        (OLD, "sbs.tsv: The file has a header and no rows. Download it again."),
        (
            "nace_r2,geo\\time\t2015 \nC10,AT11\t5 \n",
            "sbs.tsv, line 1: Columns are missing: indic_sb. Use the official layout of CORDIS; the first line must name "
            "the columns.",
        ),
    ],
)
def test_each_fault_is_told_and_nothing_is_written(tmp_path: Path, text: str, message: str) -> None:
    report = run(tmp_path, text)
    assert [str(problem) for problem in report.errors] == [message]
    assert (report.outcome, report.folder) == ("refused", None)
