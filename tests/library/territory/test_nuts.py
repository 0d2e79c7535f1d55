"""NUTS codes of any version come out as NUTS 2021, weighted, or with a clear error."""

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intercluster.datafolder import BUNDLED
from intercluster.territory.nuts import (
    Share,
    UnknownNutsCodeError,
    normalise_nuts,
    nuts_ancestors,
    nuts_converter,
    nuts_country,
    nuts_level,
    nuts_parent,
)
from intercluster.territory.zones import zones

_CROSSWALK = pq.read_table(BUNDLED / "nuts_crosswalk.parquet").to_pylist()
OLD_CODES = sorted({(row["from_version"], row["from_code"]) for row in _CROSSWALK})
CURRENT = sorted(code for code in zones() if len(code) > 2 and "-" not in code)
old_codes = st.sampled_from(OLD_CODES)
current_codes = st.sampled_from(CURRENT)


@given(old_codes)
def test_weights_sum_to_one_and_parts_are_current_zones_of_the_same_level(old: tuple[int, str]) -> None:
    version, code = old
    parts = nuts_converter().convert(code, version)
    assert sum(part.weight for part in parts) == pytest.approx(1, abs=1e-9)
    assert {nuts_level(part.zone) for part in parts} == {nuts_level(code)}
    assert {part.zone for part in parts} <= set(CURRENT)
    assert list(parts) == sorted(parts, key=lambda part: -part.weight)


@given(current_codes)
def test_a_current_code_stays_as_it_is(code: str) -> None:
    assert nuts_converter().convert(code) == (Share(code, 1.0),)
    assert nuts_converter().settle(code) == code


@given(old_codes)
def test_settling_gives_the_main_part_or_a_zone_around_it(old: tuple[int, str]) -> None:
    version, code = old
    settled = nuts_converter().settle(code, version)
    parts = nuts_converter().convert(code, version)
    inside = sum(part.weight for part in parts if settled in (part.zone, *nuts_ancestors(part.zone)))
    assert inside >= 0.8 or len(settled) == 2


@given(current_codes)
def test_ancestors_lead_to_the_country(code: str) -> None:
    ancestors = nuts_ancestors(code)
    assert ancestors[-1] == nuts_country(code) == zones()[code].country
    assert ancestors[0] == nuts_parent(code) == zones()[code].parent
    assert [nuts_level(zone) for zone in ancestors] == list(range(nuts_level(code) - 1, -1, -1))


@given(current_codes)
def test_spelling_is_settled_once(code: str) -> None:
    iso = {"EL": "GR", "UK": "GB"}.get(code[:2], code[:2]) + code[2:]
    assert normalise_nuts(f" {iso.lower()} ") == code
    assert normalise_nuts(normalise_nuts(code)) == code


@pytest.mark.parametrize(
    ("code", "version", "expected"),
    [
        ("FR715", 2013, "FRK25"),  # Loire, before the regions were numbered anew
        ("FR71", 2010, "FRK2"),
        ("UKI11", 2010, "UKI3"),  # Inner London West was split: told by its NUTS 2
        ("GR300", 2006, "EL30"),  # Attica was split in seven
        ("NL36", 2024, "NL33"),
        ("PT1A0", 2024, "PT170"),
        ("UK", None, "GB"),
        ("EL", None, "GR"),
    ],
)
def test_known_changes(code: str, version: int | None, expected: str) -> None:
    assert nuts_converter().settle(code, version) == expected


def test_the_tagus_valley_of_2024_lies_in_two_regions_of_2021() -> None:
    parts = nuts_converter().convert("PT1D", 2024)
    assert [part.zone for part in parts] == ["PT16", "PT18"]


@pytest.mark.parametrize("code", ["ZZ999", "XX1", "FRK2525", "F", ""])
def test_an_unknown_code_is_named_in_the_error(code: str) -> None:
    with pytest.raises(UnknownNutsCodeError, match=f"^'{code}' is not a code of any NUTS version"):
        nuts_converter().convert(code)


def test_extra_regio_is_explained() -> None:
    with pytest.raises(UnknownNutsCodeError, match="extra-regio"):
        nuts_converter().convert("FRZZZ")


def test_a_code_of_another_version_is_refused() -> None:
    with pytest.raises(UnknownNutsCodeError, match="NUTS 2016"):
        nuts_converter().convert("FR715", 2016)
    assert nuts_converter().known("FR715", 2013)
    assert not nuts_converter().known("FR715", 2021)


@pytest.mark.parametrize("code", ["", "F", "FRK252"])
def test_level_of_what_is_no_code(code: str) -> None:
    with pytest.raises(UnknownNutsCodeError):
        nuts_level(code)
