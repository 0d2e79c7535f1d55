"""The steps of the build that decide what a row says."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from raw import iso_country, repaired
from seventh_framework import programme_of_topic, years_by_rank
from slugs import slug, unique_slugs


@pytest.mark.parametrize(
    ("topic", "programme"),
    [
        ("NMP-2007-3.4-1", "FP7-NMP"),
        ("FP7-PEOPLE-IAPP-2008", "FP7-PEOPLE"),
        ("SP1-JTI-FCH.2010.1.1", "FP7-JTI"),
        ("SiS-2007-3.0.6.1", "FP7-SIS"),
        ("SST-2007-2.1-01", "FP7-TRANSPORT"),
        ("FoF.NMP.2012-7", "FP7-NMP"),
        ("OCEAN.2011-1", None),
    ],
)
def test_programme_of_an_fp7_topic(topic: str, programme: str | None) -> None:
    assert programme_of_topic(topic) == programme


def test_record_numbers_take_the_years_of_the_start_days_in_order() -> None:
    records = pd.Series([300, 100, 200, 400])
    starts = pd.to_datetime(pd.Series(["2012-06-01", "2008-06-01", "2013-06-01", "2010-06-01"]))
    assert years_by_rank(records, starts).tolist() == [2012, 2008, 2010, 2013]


@given(st.lists(st.integers(1, 10**6), min_size=2, max_size=60, unique=True))
def test_estimated_years_never_fall_as_record_numbers_grow(numbers: list[int]) -> None:
    starts = pd.to_datetime(pd.Series([f"{2007 + number % 8}-0{1 + number % 9}-11" for number in numbers]))
    years = pd.Series(years_by_rank(pd.Series(numbers), starts), index=numbers).sort_index()
    assert years.is_monotonic_increasing
    assert years.between(starts.dt.year.min(), starts.dt.year.max()).all()


def test_texts_read_in_the_wrong_alphabet_are_repaired() -> None:
    texts = pd.Series(["D√ºsseldorf", "LOGROÃ‘O", "Lyon", "√ alone", "SÃO PAULO"])
    assert repaired(texts).tolist() == ["Düsseldorf", "LOGROÑO", "Lyon", "√ alone", "SÃO PAULO"]


def test_countries_of_cordis_become_iso() -> None:
    assert iso_country(pd.Series(["UK", "EL", "fr ", "KO"])).tolist() == ["GB", "GR", "FR", "XK"]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Pôle Mer PACA (puis Pôle Mer Méditerranée)", "pole-mer-paca"),
        ("Świętokrzysko-Podkarpacki Klaster", "swietokrzysko-podkarpacki-klaster"),
        ("(only brackets)", "only-brackets"),
        ("EMC2", "emc2"),
    ],
)
def test_keys_are_readable(name: str, key: str) -> None:
    assert slug(name) == key


def test_names_that_differ_in_brackets_get_keys_that_differ() -> None:
    assert unique_slugs(["Cluster AEC (Portugal)", "Cluster AEC (Spain)", "Other (x)"]) == {
        "Cluster AEC (Portugal)": "cluster-aec-portugal",
        "Cluster AEC (Spain)": "cluster-aec-spain",
        "Other (x)": "other",
    }


def test_names_that_give_one_key_are_refused() -> None:
    with pytest.raises(ValueError, match="one key"):
        unique_slugs(["Pôle", "Pole"])
