"""The bundled directory as records: keys, sources, territories and ties."""

import json
import re
from collections import Counter
from itertools import pairwise

import pyarrow.parquet as pq

from intercluster.datafolder import BUNDLED
from intercluster.directory.bundled import (
    bundled_actors,
    bundled_identifiers,
    bundled_labels,
    bundled_profiles,
    bundled_programmes,
    bundled_successions,
    bundled_territories,
    load_bundled_directory,
)
from intercluster.directory.types import Coverage, MemberType, OrganisationKind, TerritoryPart
from intercluster.territory.zones import zones

DIRECTORY = load_bundled_directory()
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def test_keys_are_unique_slugs_across_clusters_and_actors() -> None:
    keys = [cluster.key for cluster in DIRECTORY.clusters] + [actor.key for actor in bundled_actors()]
    assert [key for key, times in Counter(keys).items() if times > 1] == []
    assert [key for key in keys if not SLUG.fullmatch(key) or len(key) > 120] == []


def test_the_directory_is_read_once() -> None:
    assert load_bundled_directory() is DIRECTORY


def test_no_cluster_of_the_source_is_lost() -> None:
    assert len(DIRECTORY.clusters) >= 444
    assert Counter(cluster.kind for cluster in DIRECTORY.clusters)[OrganisationKind.POLE] == 95


def test_every_tie_joins_two_known_organisations() -> None:
    known = DIRECTORY.by_key.keys()
    ends = [(tie.organisation, tie.member) for tie in DIRECTORY.memberships]
    ends += [(tie.a, tie.b) for tie in DIRECTORY.cooperations]
    ends += [(change.predecessor, change.successor) for change in bundled_successions()]
    assert [pair for pair in ends if not set(pair) <= known or pair[0] == pair[1]] == []


def test_every_record_says_where_it_was_seen_and_when_it_was_read() -> None:
    sources = [record.source for record in (*DIRECTORY.clusters, *DIRECTORY.memberships, *DIRECTORY.cooperations)]
    sources += [row.source for row in (*bundled_actors(), *bundled_programmes(), *bundled_labels())]
    sources += [row.source for row in (*bundled_territories(), *bundled_successions(), *bundled_identifiers())]
    assert [source for source in sources if source is None or not source.url or source.checked_on is None] == []
    assert [source for source in sources if source.stated_on and source.stated_on > source.checked_on] == []


def test_seats_and_territories_are_known_zones() -> None:
    seats = {cluster.zone for cluster in DIRECTORY.clusters if cluster.zone}
    parts = {part.zone for cluster in DIRECTORY.clusters for part in cluster.territory}
    assert (seats | parts) - zones().keys() == set()
    countries = {cluster.country for cluster in DIRECTORY.clusters if cluster.country}
    assert countries - {code for code, zone in zones().items() if zone.level == 0} == set()


def test_viameca_covers_three_regions_whole_and_three_in_part() -> None:
    assert set(DIRECTORY.by_key["viameca"].territory) == {
        TerritoryPart("FRK2"),
        TerritoryPart("FRK1"),
        TerritoryPart("FRI2"),
        TerritoryPart("FRB0", Coverage.PART),
        TerritoryPart("FRJ2", Coverage.PART),
        TerritoryPart("FRJ1", Coverage.PART),
    }


def test_poles_of_the_paris_region_cover_it_whole() -> None:
    for key in ("advancity", "astech-paris-region", "cap-digital", "finance-innovation", "medicen-paris-region"):
        assert DIRECTORY.by_key[key].territory == (TerritoryPart("FR10"),)
    assert DIRECTORY.by_key["opticsvalley"].territory == (TerritoryPart("FR10"),)


def test_partners_named_by_the_sources_are_there() -> None:
    found = {(tie.a, tie.b): tie.started for tie in DIRECTORY.cooperations}
    assert found["opticsvalley", "south-east-photonics-network"] == 2010
    assert found["viameca", "inplas"] == 2010
    assert DIRECTORY.by_key["inplas"].zone == "DE91"
    assert DIRECTORY.by_key["south-east-photonics-network"].zone == "UKJ3"


def test_mecafuture_has_members_of_several_kinds() -> None:
    members = [tie for tie in DIRECTORY.memberships if tie.organisation == "mecafuture"]
    assert {tie.member_type for tie in members} == {
        MemberType.CLUSTER,
        MemberType.FEDERATION,
        MemberType.TECHNICAL_CENTRE,
    }
    assert "viameca" in {tie.member for tie in members}


def test_spaces_without_a_governance_are_marked() -> None:
    governed = {profile.key: profile.governed for profile in bundled_profiles()}
    assert [governed[key] for key in ("cluster-de-saclay", "silicon-valley", "viameca")] == [False, False, True]
    assert governed.keys() == DIRECTORY.by_key.keys()


def test_numbers_of_members_keep_their_year_and_unit() -> None:
    profile = next(profile for profile in bundled_profiles() if profile.key == "aerospace-valley")
    assert (profile.members_count, profile.members_unit, profile.members_year) == (800, "entreprises", 2015)


def test_labels_tell_class_and_year_only_where_known() -> None:
    labels = {label.cluster: label for label in bundled_labels()}
    assert (labels["viameca"].level, labels["viameca"].awarded) == ("", "2005")
    assert (labels["eau"].level, labels["eau"].awarded) == ("world_vocation", "2010")
    assert labels["materalia"].awarded == ""
    assert {label.awarded for label in labels.values()} == {"", "2005", "2010"}
    assert labels.keys() <= DIRECTORY.by_key.keys()


def test_fields_are_keys_of_the_vocabulary() -> None:
    fields = {field for cluster in DIRECTORY.clusters for field in cluster.fields}
    known = pq.read_table(BUNDLED / "concepts.parquet", columns=["concept"])["concept"].to_pylist()
    assert len(fields) == 39
    assert fields - {concept for concept in known if concept.startswith("field:")} == set()


def test_named_actors_are_there_with_their_kind() -> None:
    kinds = {actor.key: actor.kind for actor in bundled_actors()}
    assert kinds["service-scientifique-de-l-ambassade-de-france-en-chine"] == OrganisationKind.FOREIGN_POST
    assert {"datar", "dgcis", "ubifrance", "oseo", "most", "centre-torch", "commission-europeenne"} <= kinds.keys()


def test_programmes_keep_their_rules() -> None:
    programmes = {programme.key: programme for programme in bundled_programmes()}
    assert programmes["horizon-europe-ria"].min_countries == 3
    assert programmes["innet-financement-oseo-inter-clusters"].funding_rate_pct == "75"


def test_each_code_in_another_register_is_of_one_cluster() -> None:
    rows = list(bundled_identifiers())
    assert len({(row.scheme, row.value) for row in rows}) == len(rows)
    assert {row.cluster for row in rows} <= DIRECTORY.by_key.keys()
    assert {row.cluster: row.value for row in rows}["viameca"] == "953746487"


def test_the_map_of_countries_is_small_and_whole() -> None:
    path = BUNDLED.parents[1] / "intercluster_web" / "static" / "geo" / "countries.geojson"
    assert path.stat().st_size <= 400_000
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    codes = {feature["properties"]["country"] for feature in features}
    assert {"FR", "DE", "GB", "GR", "US", "CN", "BR", "MT", "LU", "SG", "XK"} <= codes
    assert codes - {code for code, zone in zones().items() if zone.level == 0} == set()
    rings = [ring for feature in features for polygon in feature["geometry"]["coordinates"] for ring in polygon]
    assert [ring for ring in rings if ring[0] != ring[-1] or len(ring) < 4] == []
    steps = [abs(there[0] - here[0]) for ring in rings for here, there in pairwise(ring)]
    assert max(steps) < 180  # nothing is drawn across the whole map at the date line


def test_those_that_ended_name_who_followed() -> None:
    viameca = load_bundled_directory().by_key["viameca"]
    assert (viameca.ended, viameca.successors, viameca.ended_in) == (True, ("CIMES",), 2019)
    assert not load_bundled_directory().by_key["cimes"].ended
