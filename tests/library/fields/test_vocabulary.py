import csv

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intercluster.datafolder import BUNDLED
from intercluster.fields.concepts import LANGUAGES, ConceptMapping, Match, UnknownConceptError
from intercluster.fields.vocabulary import MATCH_WEIGHTS, Vocabulary, load_vocabulary

KEYS = sorted(concept.key for concept in load_vocabulary())


def test_a_field_counts_itself_and_what_is_mapped_to_it(small: Vocabulary) -> None:
    assert small.expand(["field:photonics"]) == {
        "field:photonics": 1.0,
        "esv:lasers": 0.9,
        "esv:pulsed": 0.9,  # narrower than a narrower match
        "esv:physics": 0.7,  # a close match counts for itself only: optics does not come along
        "h2020:LEIT": 0.03,
    }


def test_a_group_counts_its_fields(small: Vocabulary) -> None:
    expanded = small.expand(["field:digital"])
    assert expanded["field:ict"] == expanded["field:photonics"] == 1.0
    assert expanded["esv:lasers"] == 0.9


def test_a_precise_concept_counts_a_whole_field_only_when_they_are_the_same(small: Vocabulary) -> None:
    assert small.expand(["esv:lasers"]) == {"esv:lasers": 1.0, "esv:pulsed": 1.0}
    assert small.expand(["esv:vines"]) == {"esv:vines": 1.0, "field:wine": 1.0}


@given(st.lists(st.sampled_from(KEYS), max_size=3), st.lists(st.sampled_from(KEYS), max_size=3))
def test_choosing_more_adds_and_never_lowers(one: list[str], other: list[str]) -> None:
    vocabulary = load_vocabulary()
    first, second, both = vocabulary.expand(one), vocabulary.expand(other), vocabulary.expand(one + other)
    assert both == {key: max(first.get(key, 0), second.get(key, 0)) for key in {*first, *second}}


@given(st.sampled_from(KEYS))
def test_everything_narrower_weighs_one_and_nothing_more(key: str) -> None:
    vocabulary = load_vocabulary()
    expanded = vocabulary.expand([key])
    assert {expanded[narrower] for narrower in vocabulary.narrower(key)} == {1.0}
    assert set(expanded.values()) <= {1.0, *MATCH_WEIGHTS.values()}


def test_the_tree_is_walked_up_and_down(small: Vocabulary) -> None:
    assert small.ancestors("esv:pulsed") == ("esv:lasers", "esv:physics")
    assert small.narrower("esv:physics") == ("esv:physics", "esv:optics", "esv:lasers", "esv:pulsed")
    assert small.depth("esv:pulsed") == 2
    assert small.path_label("field:photonics", "fr") == "digital › Photonique"


def test_mappings_are_read_from_both_sides(small: Vocabulary) -> None:
    assert small.mapped("esv:lasers") == (ConceptMapping("esv:lasers", Match.BROAD, "field:photonics"),)
    assert small.mapped("esv:vines") == (ConceptMapping("esv:vines", Match.EXACT, "field:wine"),)


def test_an_unknown_key_is_named(small: Vocabulary) -> None:
    with pytest.raises(UnknownConceptError, match="not in the vocabulary: field:magic"):
        small.expand(["field:magic"])
    with pytest.raises(UnknownConceptError, match="esv:nowhere"):
        Vocabulary(small, [ConceptMapping("field:wine", Match.EXACT, "esv:nowhere")])


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("ingenierie des s", "esv:/25/63/391"),
        ("Énergies ren", "field:renewable_energy"),
        ("PHOTONI", "field:photonics"),
        ("Erneuer", "field:renewable_energy"),
        ("fotónica", "field:photonics"),
        ("macchin", None),
    ],
)
def test_search_needs_no_accents_and_reads_every_language(bundled: Vocabulary, typed: str, key: str | None) -> None:
    found = [concept.key for concept, _ in bundled.search(typed)]
    assert (key in found) if key else found == []


def test_search_says_which_label_matched_and_puts_the_field_first(small: Vocabulary) -> None:
    assert [(one.key, label) for one, label in small.search("optiq")] == [("field:photonics", "optique")]
    assert small.search("  ") == ()
    assert small.search("photonics", schemes=["esv"]) == ()


def test_every_field_of_the_directory_is_a_concept_in_five_languages(bundled: Vocabulary) -> None:
    with (BUNDLED / "clusters.csv").open(encoding="utf-8", newline="") as lines:
        used = {field for row in csv.DictReader(lines) for field in row["fields"].split(";") if field}
    assert used == {concept.key for concept in bundled.directory_fields}
    assert [concept.key for concept in bundled.scheme("field") if set(concept.labels) != set(LANGUAGES)] == []


def test_every_mapped_code_and_the_top_of_euroscivoc_speak_five_languages(bundled: Vocabulary) -> None:
    mapped = {mapping.target for mapping in bundled.mappings if mapping.target.startswith("esv:")}
    top = {concept.key for concept in bundled.scheme("esv") if bundled.depth(concept.key) < 2}
    assert [key for key in sorted(mapped | top) if set(bundled.get(key).labels) != set(LANGUAGES)] == []


def test_every_field_reaches_euroscivoc(bundled: Vocabulary) -> None:
    alone = [
        field.key
        for field in bundled.directory_fields
        if not any(mapping.target.startswith("esv:") for mapping in bundled.mapped(field.key))
    ]
    assert alone == []


@pytest.mark.parametrize("table", ["project_fields", "employment"])
def test_the_bundled_evidence_speaks_the_vocabulary(bundled: Vocabulary, table: str) -> None:
    used = set(pq.read_table(BUNDLED / f"{table}.parquet", columns=["concept"])["concept"].to_pylist())
    assert [key for key in sorted(used) if key not in bundled] == []


def test_a_project_is_tagged_once_with_a_concept_and_with_a_weight_up_to_one() -> None:
    tags = pq.read_table(BUNDLED / "project_fields.parquet")
    pairs = list(zip(tags["project_id"].to_pylist(), tags["concept"].to_pylist(), strict=True))
    weights = tags["weight"].to_numpy()
    assert len(set(pairs)) == len(pairs)
    assert weights.min() > 0
    assert weights.max() <= 1
    assert set(tags["method"].to_pylist()) == {"official", "programme", "text"}
