"""Rules of the house that no linter knows."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
OURS = ("intercluster", "intercluster_web")


def test_requirement_files_name_no_host():
    named = [
        path.name
        for path in ROOT.glob("**/requirements*.txt")
        if ".venv" not in path.parts and "://" in path.read_text()
    ]
    assert named == []


def test_every_requirement_has_a_hash():
    unhashed = [
        f"{path.name}: {requirement}"
        for path in ROOT.glob("requirements*.txt")
        for requirement in re.findall(r"^[a-zA-Z][^\n]*==[^\n\\]*$", path.read_text(), re.MULTILINE)
    ]
    assert unhashed == []


def test_npm_lock_records_no_address():
    assert '"resolved"' not in (ROOT / "frontend" / "package-lock.json").read_text()


def test_no_own_import_inside_a_function():
    found = []
    for path in SOURCES:
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            for node in ast.walk(function):
                names = (
                    [alias.name for alias in node.names]
                    if isinstance(node, ast.Import)
                    else [node.module or ""]
                    if isinstance(node, ast.ImportFrom)
                    else []
                )
                found += [f"{path.relative_to(ROOT)}:{node.lineno}" for name in names if name.split(".")[0] in OURS]
    assert found == []


def test_files_fit_in_a_head():
    long = {
        str(path.relative_to(ROOT)): length
        for path in SOURCES
        if "migrations" not in path.parts and (length := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long == {}


def test_documents_link_to_files_that_exist():
    broken = []
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        prose = re.sub(
            r"```.*?```|`[^`]*`|^ {4}.*?$", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE
        )
        targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", prose)
        broken += [
            f"{page.relative_to(ROOT)} -> {target}"
            for target in targets
            if "://" not in target and not target.startswith("mailto:") and not (page.parent / target).exists()
        ]
    assert broken == []
