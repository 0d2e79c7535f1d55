"""docs/mission.md stays honest: every requirement once, named pages resolve, named tests exist."""

import ast
import re
from pathlib import Path

import pytest
from django.urls import get_resolver

ROOT = Path(__file__).parents[2]
MISSION = ROOT / "docs" / "mission.md"
ROW = re.compile(r"^\| S(?P<number>\d+) \| (?P<duty>.+?) \| (?P<pages>.+?) \| (?P<tests>.+?) \|$")
NOT_YET = "not yet"


def rows() -> list[re.Match[str]]:
    return [match for line in MISSION.read_text(encoding="utf-8").splitlines() if (match := ROW.match(line))]


def quoted(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def url_names() -> set[str]:
    names: set[str] = set()

    def collect(resolver, prefix=""):
        for pattern in resolver.url_patterns:
            if hasattr(pattern, "url_patterns"):
                space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
                collect(pattern, space)
            elif pattern.name:
                names.add(prefix + pattern.name)

    collect(get_resolver())
    return names


def test_every_requirement_has_one_row():
    assert [int(row["number"]) for row in rows()] == list(range(1, 166))


def test_named_pages_resolve():
    named = {page for row in rows() for page in quoted(row["pages"])}
    assert named - url_names() == set()


def test_a_row_that_names_a_page_names_a_test_and_the_reverse():
    halves = [row["number"] for row in rows() if (row["pages"] == NOT_YET) != (row["tests"] == NOT_YET)]
    assert halves == []


def test_rows_name_something_or_say_not_yet():
    empty = [
        row["number"]
        for row in rows()
        if row["pages"] != NOT_YET and not (quoted(row["pages"]) and quoted(row["tests"]))
    ]
    assert empty == []


def functions_of(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"S{row['number']}")
def test_named_tests_exist(row):
    for name in quoted(row["tests"]):
        file, _, function = name.partition("::")
        path = ROOT / "tests" / file
        assert path.is_file(), f"tests/{file} is named by S{row['number']} and does not exist"
        assert function in functions_of(path), f"{function} is not in tests/{file}"
