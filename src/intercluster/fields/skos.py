"""The vocabulary as SKOS in Turtle, out and in (W3C SKOS Reference, 2009)."""

from collections import defaultdict
from pathlib import Path
from urllib.parse import quote, unquote

from rdflib import RDF, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

from intercluster.fields.concepts import Concept, ConceptMapping, Match
from intercluster.fields.vocabulary import Vocabulary

BASE = "urn:intercluster:"
_RELATIONS = {URIRef(SKOS[match.value]): match for match in Match}


def to_graph(vocabulary: Vocabulary) -> Graph:
    """One ``skos:ConceptScheme`` a scheme, with concepts, labels in their languages, and mappings."""
    graph = Graph()
    graph.bind("skos", SKOS)
    for scheme in vocabulary.schemes:
        graph.add((_uri(scheme), RDF.type, SKOS.ConceptScheme))
        graph.add((_uri(scheme), SKOS.notation, Literal(scheme)))
    for concept in vocabulary:
        _add(graph, concept)
    for mapping in vocabulary.mappings:
        graph.add((_uri(mapping.concept), URIRef(SKOS[mapping.relation.value]), _uri(mapping.target)))
    return graph


def from_graph(graph: Graph) -> Vocabulary:
    """The vocabulary in a graph written by ``to_graph``; other labels keep no language.

    Raises
    ------
    ValueError
        A concept has no English label, no scheme or no notation, or an address that is not ours.
    UnknownConceptError
        A broader concept or a mapping leads out of the graph.
    """
    concepts = [_concept(graph, subject) for subject in graph.subjects(RDF.type, SKOS.Concept)]
    mappings = [
        ConceptMapping(_key(source), match, _key(target))
        for relation, match in _RELATIONS.items()
        for source, target in graph.subject_objects(relation)
    ]
    order = sorted(concepts, key=lambda concept: concept.key)
    return Vocabulary(order, sorted(mappings, key=lambda one: (one.concept, one.target, one.relation)))


def export_turtle(vocabulary: Vocabulary, path: Path) -> None:
    path.write_bytes(to_graph(vocabulary).serialize(format="turtle", encoding="utf-8"))


def import_turtle(path: Path) -> Vocabulary:
    """Read a Turtle file; errors as ``from_graph``, and rdflib's own for a file that is not Turtle."""
    return from_graph(Graph().parse(path, format="turtle"))


def _add(graph: Graph, concept: Concept) -> None:
    subject = _uri(concept.key)
    graph.add((subject, RDF.type, SKOS.Concept))
    graph.add((subject, SKOS.inScheme, _uri(concept.scheme)))
    graph.add((subject, SKOS.notation, Literal(concept.notation)))
    if concept.broader is None:
        graph.add((subject, SKOS.topConceptOf, _uri(concept.scheme)))
    else:
        graph.add((subject, SKOS.broader, _uri(concept.broader)))
    for language, label in concept.labels.items():
        graph.add((subject, SKOS.prefLabel, Literal(label, lang=language)))
    for label in concept.alt_labels:
        graph.add((subject, SKOS.altLabel, Literal(label)))


def _concept(graph: Graph, subject: Node) -> Concept:
    labels: dict[str, str] = defaultdict(str)
    for label in graph.objects(subject, SKOS.prefLabel):
        if isinstance(label, Literal) and label.language:
            labels[label.language] = str(label)
    scheme, notation = graph.value(subject, SKOS.inScheme), graph.value(subject, SKOS.notation)
    if scheme is None or notation is None or "en" not in labels:
        raise ValueError(f"{subject}: a concept needs a scheme, a notation and an English label")
    broader = graph.value(subject, SKOS.broader)
    return Concept(
        key=_key(subject),
        scheme=_key(scheme),
        notation=str(notation),
        broader=None if broader is None else _key(broader),
        labels=dict(sorted(labels.items())),
        alt_labels=tuple(sorted(str(label) for label in graph.objects(subject, SKOS.altLabel))),
    )


def _uri(key: str) -> URIRef:
    return URIRef(BASE + quote(key, safe=":/"))


def _key(node: Node) -> str:
    address = str(node)
    if not address.startswith(BASE):
        raise ValueError(f"{address}: not an address of this vocabulary ({BASE}…)")
    return unquote(address.removeprefix(BASE))
