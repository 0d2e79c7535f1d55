"""Build the bundled vocabulary: ``concepts.parquet``, ``mappings.parquet`` and ``concept_vectors.npz``.

    python tools/fields/build_vocabulary.py DATA [--out src/intercluster/bundled]

``DATA`` is the folder of raw files. The tables written by hand stand beside this script: the fields of the
cluster directory, the labels of EuroSciVoc in four more languages, the mappings, NACE and the programmes.
"""

import argparse
import csv
import gzip
import warnings
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

from intercluster.evidence.schema import CONCEPTS, MAPPINGS
from intercluster.fields.encoder import VECTORS_FILE, concept_vectors, save_vectors
from intercluster.fields.vocabulary import load_vocabulary

HERE = Path(__file__).parent
LANGUAGES = ("en", "fr", "de", "es", "it")
Row = dict[str, object]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, default=HERE.parents[1] / "src" / "intercluster" / "bundled")
    options = parser.parse_args()
    tree = euroscivoc_tree(options.data / "cordis" / "euroSciVoc_2026-04.xlsx")
    concepts = [*fields(), *euroscivoc(tree), *nace(), *programmes(options.data), *us_clusters()]
    mappings = sorted(
        {*field_mappings(tree), *nace_mappings(), *programme_mappings(), *us_mappings()},
        key=lambda row: row[0] + row[2],
    )
    check(concepts, mappings)
    write(concepts, CONCEPTS, options.out / "concepts.parquet")
    write([dict(zip(MAPPINGS.names, row, strict=True)) for row in mappings], MAPPINGS, options.out / "mappings.parquet")
    save_vectors(*concept_vectors(load_vocabulary(options.out)), options.out / VECTORS_FILE)
    print(f"{len(concepts)} concepts, {len(mappings)} mappings")


def table(name: str) -> Iterator[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter="|")


def split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def concept(scheme: str, notation: str, broader: str | None, row: dict[str, str]) -> Row:
    labels = {f"label_{language}": row.get(language) or None for language in LANGUAGES}
    known = {str(label) for label in labels.values()}
    alternatives = [label for label in dict.fromkeys(split(row.get("alt") or "")) if label not in known]
    return {
        "concept": f"{scheme}:{notation}",
        "scheme": scheme,
        "notation": notation,
        "broader": f"{scheme}:{broader}" if broader else None,
        "alt_labels": alternatives,
        **labels,
    }


def fields() -> list[Row]:
    return [concept("field", row["key"], row["broader"], row) for row in table("fields.csv")]


def euroscivoc_tree(path: Path) -> dict[str, str]:
    """Code path to English label; the levels above a code are read from its own path."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # the file has no default style
        sheet = openpyxl.load_workbook(path, read_only=True).active
    tree: dict[str, str] = {}
    for _, code, labels, *_ in sheet.iter_rows(values_only=True, min_row=2):
        steps = [step.strip() for step in labels.strip("/").split("/")]
        numbers = code.strip("/").split("/")
        for depth, label in enumerate(steps[: len(numbers)], start=1):
            tree["/" + "/".join(numbers[:depth])] = label
    return dict(sorted(tree.items()))


def euroscivoc(tree: dict[str, str]) -> list[Row]:
    translated = {row["en"]: row for row in table("esv_labels.csv")}
    return [
        concept("esv", code, code.rpartition("/")[0], translated.get(label, {}) | {"en": label})
        for code, label in tree.items()
    ]


def nace() -> list[Row]:
    return [concept("nace", row["code"], row["section"], row) for row in table("nace.csv")]


def programmes(data: Path) -> list[Row]:
    official = fp7_titles(data / "cordis" / "reference" / "cordisref-FP7programmes.csv.gz")
    rows = []
    for row in table("programmes.csv"):
        scheme, _, notation = row["key"].partition(":")
        rows.append(concept(scheme, notation, None, row | official.get(notation, {})))
    return rows


def fp7_titles(path: Path) -> dict[str, dict[str, str]]:
    titles: dict[str, dict[str, str]] = {}
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines, delimiter=";"):
            if row["Language"] in LANGUAGES:
                titles.setdefault(row["Code"], {})[row["Language"]] = row["ShortTitle"] or row["Title"]
    return titles


def us_clusters() -> list[Row]:
    return [concept("uscm", row["key"], None, {"en": row["label"]}) for row in us_rows()]


def us_rows() -> list[dict[str, str]]:
    path = HERE.parent / "bundle" / "uscm_concepts.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def field_mappings(tree: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    code_of = {label: code for code, label in tree.items()}
    for row in table("field_esv.csv"):
        for label in split(row["esv"]):
            yield f"field:{row['field']}", row["relation"], f"esv:{code_of[label]}"


def nace_mappings() -> Iterator[tuple[str, str, str]]:
    for row in table("nace.csv"):
        for column, relation in (("exact", "exactMatch"), ("narrow", "narrowMatch"), ("close", "closeMatch")):
            for field in split(row[column] or ""):
                yield f"field:{field}", relation, f"nace:{row['code']}"


def programme_mappings() -> Iterator[tuple[str, str, str]]:
    for row in table("programmes.csv"):
        for column, relation in (("exact", "exactMatch"), ("close", "closeMatch"), ("broad", "broadMatch")):
            for field in split(row[column] or ""):
                yield f"field:{field}", relation, row["key"]


def us_mappings() -> Iterator[tuple[str, str, str]]:
    for row in us_rows():
        for field in split(row["fields"] or ""):
            yield f"field:{field}", "closeMatch", f"uscm:{row['key']}"


def check(concepts: list[Row], mappings: list[tuple[str, str, str]]) -> None:
    keys = [str(row["concept"]) for row in concepts]
    if len(set(keys)) != len(keys):
        raise SystemExit("a concept stands twice")
    known = set(keys)
    unknown = {key for source, _, target in mappings for key in (source, target) if key not in known}
    unknown |= {str(row["broader"]) for row in concepts if row["broader"] and row["broader"] not in known}
    if unknown:
        raise SystemExit(f"not in the vocabulary: {', '.join(sorted(unknown))}")


def write(rows: list[Row], schema: pa.Schema, path: Path) -> None:
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), path, compression="zstd")


if __name__ == "__main__":
    main()
