"""The directory as linked data: schema.org for pages, W3C ORG in Turtle, DCAT for the catalogue."""

from collections.abc import Callable
from typing import Any

from django.utils.encoding import iri_to_uri
from rdflib import DCTERMS, FOAF, ORG, RDF, RDFS, SDO, SKOS, XSD, Graph, Literal, Namespace, URIRef

from intercluster_web.directory import models
from intercluster_web.directory.models import FORMER_KEY, Kind, Organisation

PROV = Namespace("http://www.w3.org/ns/prov#")
_SCHEMA_TYPES = {
    Kind.UNIVERSITY: "CollegeOrUniversity",
    Kind.RESEARCH_ORGANISATION: "ResearchOrganization",
    Kind.COMPANY: "Corporation",
    Kind.AUTHORITY: "GovernmentOrganization",
    Kind.TRAINING_CENTRE: "EducationalOrganization",
}
_IDENTIFIER_ADDRESSES = {"ROR": "https://ror.org/{}", "WIKIDATA": "https://www.wikidata.org/entity/{}"}
Absolute = Callable[[str], str]


def json_ld(organisation: Organisation, absolute: Absolute) -> dict[str, Any]:
    """schema.org and ORG terms of one organisation; only what is known appears."""
    address = absolute(organisation.get_absolute_url())
    described: dict[str, Any] = {
        "@context": {"@vocab": "https://schema.org/", "org": "http://www.w3.org/ns/org#"},
        "@type": [_SCHEMA_TYPES.get(Kind(organisation.kind), "Organization"), "org:FormalOrganization"],
        "@id": address,
        "name": organisation.name,
        "alternateName": organisation.short_name,
        "url": organisation.website,
        "foundingDate": str(organisation.founded_year or ""),
        "description": organisation.missions,
        "address": _postal_address(organisation),
        "geo": _geo(organisation),
        "areaServed": [part.zone for part in organisation.territory.order_by("zone")],
        "knowsAbout": [row.concept for row in organisation.fields.order_by("concept")],
        "memberOf": [_named(row.organisation, absolute) for row in _memberships(organisation)],
        "identifier": [
            {"@type": "PropertyValue", "propertyID": row.scheme, "value": row.value}
            for row in organisation.identifiers.exclude(scheme=FORMER_KEY).order_by("scheme", "value")
        ],
        "dateModified": organisation.updated_at.isoformat(),
    }
    return {name: value for name, value in described.items() if value}


def _memberships(organisation: Organisation) -> Any:
    return organisation.memberships.select_related("organisation").order_by("organisation__name")


def _named(organisation: Organisation, absolute: Absolute) -> dict[str, str]:
    return {"@type": "Organization", "@id": absolute(organisation.get_absolute_url()), "name": organisation.name}


def _postal_address(organisation: Organisation) -> dict[str, str]:
    parts = {"addressLocality": organisation.city, "addressCountry": organisation.country}
    known = {name: value for name, value in parts.items() if value}
    return {"@type": "PostalAddress"} | known if known else {}


def _geo(organisation: Organisation) -> dict[str, Any]:
    if organisation.latitude is None or organisation.longitude is None:
        return {}
    return {"@type": "GeoCoordinates", "latitude": organisation.latitude, "longitude": organisation.longitude}


def directory_graph(absolute: Absolute) -> Graph:
    """The whole directory in ORG terms: organisations, memberships, collaborations, change events, with sources."""
    graph = Graph()
    for prefix, namespace in (("org", ORG), ("skos", SKOS), ("dcterms", DCTERMS), ("schema", SDO), ("prov", PROV)):
        graph.bind(prefix, namespace)
    for organisation in Organisation.objects.prefetch_related("fields", "territory", "identifiers").order_by("key"):
        _add_organisation(graph, organisation, absolute)
    for membership in models.Membership.objects.select_related("organisation", "member").order_by("pk"):
        node = _node(graph, absolute, "membership", membership, ORG.Membership)
        graph.add((node, ORG.organization, _uri(membership.organisation, absolute)))
        graph.add((node, ORG.member, _uri(membership.member, absolute)))
        _add_year(graph, node, SDO.startDate, membership.since)
        _add_year(graph, node, SDO.endDate, membership.until)
    for row in models.KnownCooperation.objects.select_related("a", "b").order_by("pk"):
        node = _node(graph, absolute, "cooperation", row, ORG.OrganizationalCollaboration)
        graph.add((node, ORG.hasMember, _uri(row.a, absolute)))
        graph.add((node, ORG.hasMember, _uri(row.b, absolute)))
        if row.topic:
            graph.add((node, ORG.purpose, Literal(row.topic)))
        _add_year(graph, node, SDO.startDate, row.started)
    for change in models.Succession.objects.select_related("predecessor", "successor").order_by("pk"):
        node = _node(graph, absolute, "change", change, ORG.ChangeEvent)
        graph.add((node, ORG.originalOrganization, _uri(change.predecessor, absolute)))
        graph.add((node, ORG.resultingOrganization, _uri(change.successor, absolute)))
        _add_year(graph, node, PROV.startedAtTime, change.year)
    return graph


def _add_organisation(graph: Graph, organisation: Organisation, absolute: Absolute) -> None:
    node = _uri(organisation, absolute)
    graph.add((node, RDF.type, ORG.FormalOrganization if organisation.governed else ORG.OrganizationalUnit))
    graph.add((node, SKOS.prefLabel, Literal(organisation.name)))
    graph.add((node, ORG.classification, Literal(organisation.kind)))
    if organisation.short_name:
        graph.add((node, SKOS.altLabel, Literal(organisation.short_name)))
    if organisation.website:
        graph.add((node, FOAF.homepage, URIRef(iri_to_uri(organisation.website))))
    if organisation.country:
        graph.add((node, SDO.addressCountry, Literal(organisation.country)))
    if organisation.city:
        graph.add((node, SDO.addressLocality, Literal(organisation.city)))
    for row in organisation.fields.all():
        graph.add((node, SDO.knowsAbout, Literal(row.concept)))
    for part in organisation.territory.all():
        graph.add((node, SDO.areaServed, Literal(part.zone)))
    for identifier in organisation.identifiers.all():
        pattern = _IDENTIFIER_ADDRESSES.get(identifier.scheme)
        graph.add((node, ORG.identifier, Literal(f"{identifier.scheme}:{identifier.value}")))
        if pattern:
            graph.add((node, SKOS.exactMatch, URIRef(pattern.format(identifier.value))))


def _uri(organisation: Organisation, absolute: Absolute) -> URIRef:
    return URIRef(absolute(organisation.get_absolute_url()))


def _node(graph: Graph, absolute: Absolute, kind: str, row: models.Sourced, rdf_type: URIRef) -> URIRef:
    node = URIRef(f"{absolute('/directory/')}#{kind}-{row.pk}")
    graph.add((node, RDF.type, rdf_type))
    if row.source_url:
        graph.add((node, DCTERMS.source, Literal(row.source_url)))
    if row.seen_text:
        graph.add((node, RDFS.comment, Literal(row.seen_text)))
    return node


def _add_year(graph: Graph, node: URIRef, term: URIRef, year: int | None) -> None:
    if year:
        graph.add((node, term, Literal(str(year), datatype=XSD.gYear)))


def catalogue(absolute: Absolute, paths: dict[str, tuple[str, str]], modified: str, total: int) -> dict[str, Any]:
    """A DCAT catalogue of one data set. ``paths``: title -> (path, media type)."""
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
        },
        "@type": "dcat:Catalog",
        "@id": absolute("/directory/open-data/"),
        "dct:title": "intercluster",
        "dcat:dataset": {
            "@type": "dcat:Dataset",
            "@id": absolute("/directory/open-data/#directory"),
            "dct:title": [
                {"@language": "en", "@value": "Directory of innovation clusters"},
                {"@language": "fr", "@value": "Annuaire des clusters d’innovation"},
            ],
            "dct:description": f"{total} organisations with their networks, cooperations and sources",
            "dct:modified": modified,
            "dcat:keyword": ["cluster", "pôle de compétitivité", "innovation", "network"],
            "dcat:distribution": [
                {
                    "@type": "dcat:Distribution",
                    "dct:title": title,
                    "dcat:downloadURL": {"@id": absolute(path)},
                    "dcat:mediaType": media_type,
                }
                for title, (path, media_type) in paths.items()
            ],
        },
    }
