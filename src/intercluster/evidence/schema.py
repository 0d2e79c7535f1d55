"""The tables of evidence: one Parquet file each, in one folder.

Identifiers
-----------
``org_id``      ``pic:<PIC>`` where the participant identification code is known, else ``fp7:<hash>``.
``project_id``  ``rcn:<CORDIS record number>`` where known, else ``grant:<grant agreement number>``.
``concept``     a key of the vocabulary, ``<scheme>:<notation>`` (see ``intercluster.fields``).
``zone``        a NUTS 2021 code, a country (ISO 3166-1 alpha-2, GB and GR), or a US state (``US-CA``).

Every row says its ``source`` (a key of ``SOURCES.csv`` beside the bundled files, or the name of an
imported file) and ``as_of``, the day the source stood at.
"""

import pyarrow as pa

_SOURCE = [pa.field("source", pa.string(), nullable=False), pa.field("as_of", pa.date32())]

ORGANISATIONS = pa.schema(
    [
        pa.field("org_id", pa.string(), nullable=False),
        pa.field("pic", pa.string()),
        pa.field("name", pa.string()),
        pa.field("country", pa.string()),  # ISO 3166-1 alpha-2: GB and GR, never UK and EL
        pa.field("city", pa.string()),
        pa.field("zone", pa.string()),  # finest zone known: NUTS 3 (2021), else NUTS 2, US state, country
        pa.field("zone_basis", pa.string()),  # declared | converted | city | centroid | country
        pa.field("activity_type", pa.string()),  # HES | PRC | REC | OTH | PUB
        pa.field("sme", pa.bool_()),
        *_SOURCE,
    ]
)

PROJECTS = pa.schema(
    [
        pa.field("project_id", pa.string(), nullable=False),
        pa.field("rcn", pa.string()),
        pa.field("grant_id", pa.string()),
        pa.field("framework", pa.string(), nullable=False),  # FP7 | H2020 | HE
        pa.field("programme", pa.string()),
        pa.field("acronym", pa.string()),
        pa.field("title", pa.string()),
        pa.field("start_year", pa.int16()),
        *_SOURCE,
    ]
)

PARTICIPATIONS = pa.schema(
    [
        pa.field("project_id", pa.string(), nullable=False),
        pa.field("org_id", pa.string(), nullable=False),
        pa.field("role", pa.string()),  # coordinator | participant | partner | ...
        pa.field("contribution_eur", pa.float64()),
        pa.field("source", pa.string(), nullable=False),
    ]
)

PROJECT_FIELDS = pa.schema(
    [
        pa.field("project_id", pa.string(), nullable=False),
        pa.field("concept", pa.string(), nullable=False),
        pa.field("weight", pa.float32(), nullable=False),  # 0..1, confidence that the project is in the field
        pa.field("method", pa.string(), nullable=False),  # official | programme | text
        pa.field("source", pa.string(), nullable=False),
    ]
)

EMPLOYMENT = pa.schema(
    [
        pa.field("zone", pa.string(), nullable=False),  # NUTS 2 (2021) or US state
        pa.field("concept", pa.string(), nullable=False),  # nace:<division>
        pa.field("year", pa.int16(), nullable=False),
        pa.field("persons", pa.float64()),
        *_SOURCE,
    ]
)

CONCEPTS = pa.schema(
    [
        pa.field("concept", pa.string(), nullable=False),
        pa.field("scheme", pa.string(), nullable=False),  # field | esv | nace | h2020
        pa.field("notation", pa.string(), nullable=False),
        pa.field("broader", pa.string()),
        pa.field("label_en", pa.string(), nullable=False),
        pa.field("label_fr", pa.string()),
        pa.field("label_de", pa.string()),
        pa.field("label_es", pa.string()),
        pa.field("label_it", pa.string()),
        pa.field("alt_labels", pa.list_(pa.string())),
    ]
)

MAPPINGS = pa.schema(
    [
        pa.field("concept", pa.string(), nullable=False),
        pa.field("relation", pa.string(), nullable=False),  # exactMatch | closeMatch | broadMatch | narrowMatch
        pa.field("target", pa.string(), nullable=False),
    ]
)

ZONES = pa.schema(
    [
        pa.field("zone", pa.string(), nullable=False),
        pa.field("level", pa.int8(), nullable=False),  # 0 country, 1-3 NUTS level; US states are level 2
        pa.field("parent", pa.string()),
        pa.field("label", pa.string(), nullable=False),
        pa.field("country", pa.string(), nullable=False),
        pa.field("latitude", pa.float64()),
        pa.field("longitude", pa.float64()),
    ]
)

NUTS_CROSSWALK = pa.schema(
    [
        pa.field("from_version", pa.int16(), nullable=False),  # 2006 | 2010 | 2013 | 2016 | 2024
        pa.field("from_code", pa.string(), nullable=False),
        pa.field("to_code", pa.string(), nullable=False),  # NUTS 2021
        pa.field("weight", pa.float64(), nullable=False),  # share of the old zone's population, sums to 1
    ]
)

EVIDENCE_TABLES: dict[str, pa.Schema] = {
    "organisations": ORGANISATIONS,
    "projects": PROJECTS,
    "participations": PARTICIPATIONS,
    "project_fields": PROJECT_FIELDS,
    "employment": EMPLOYMENT,
}
REFERENCE_TABLES: dict[str, pa.Schema] = {
    "concepts": CONCEPTS,
    "mappings": MAPPINGS,
    "zones": ZONES,
    "nuts_crosswalk": NUTS_CROSSWALK,
}
