from pathlib import Path

import pytest
from rdflib import RDF, SKOS, Graph, URIRef

from intercluster.fields.skos import BASE, export_turtle, from_graph, import_turtle, to_graph
from intercluster.fields.vocabulary import Vocabulary


def test_out_and_in_gives_the_same_vocabulary(tmp_path: Path, small: Vocabulary) -> None:
    export_turtle(small, tmp_path / "fields.ttl")
    again = import_turtle(tmp_path / "fields.ttl")
    assert {concept.key: concept for concept in again} == {concept.key: concept for concept in small}
    assert set(again.mappings) == set(small.mappings)


def test_the_bundled_vocabulary_keeps_every_concept_and_mapping(bundled: Vocabulary) -> None:
    graph = to_graph(bundled)
    again = from_graph(graph)
    assert [one.key for one in again] == sorted(one.key for one in bundled)
    assert all(again.get(one.key).labels == dict(one.labels) for one in bundled)
    assert set(again.mappings) == set(bundled.mappings)
    assert len(list(graph.subjects(RDF.type, SKOS.ConceptScheme))) == len(bundled.schemes)


def test_a_concept_without_an_english_label_is_refused(small: Vocabulary) -> None:
    graph = to_graph(small)
    graph.remove((URIRef(BASE + "esv:lasers"), SKOS.prefLabel, None))
    with pytest.raises(ValueError, match="esv:lasers: a concept needs a scheme, a notation and an English label"):
        from_graph(graph)


def test_addresses_of_another_vocabulary_are_refused() -> None:
    graph = Graph().parse(
        data="""
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        <urn:other:x> a skos:Concept ; skos:inScheme <urn:other:s> ; skos:notation "x" ; skos:prefLabel "x"@en .
        """,
        format="turtle",
    )
    with pytest.raises(ValueError, match="not an address of this vocabulary"):
        from_graph(graph)
