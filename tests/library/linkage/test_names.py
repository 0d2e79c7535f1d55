"""Two spellings of one name come out alike."""

import pytest

from intercluster.linkage.names import acronym, folded, rare_words, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Université d'Évry", "UNIVERSITE D EVRY"),
        ("Universität Köln", "UNIVERSITAET KOELN"),
        ("INOFEA AG", "Inofea GmbH"),
        ("3SUN S.R.L.", "3SUN SRL"),
        ("CENTRE NATIONAL DE LA RECHERCHE SCIENTIFIQUE (CNRS)", "Centre national de la recherche scientifique"),
        ("MARKS & SPENCER PLC", "Marks and Spencer"),
    ],
)
def test_spellings_of_one_name_have_the_same_words(one: str, other: str) -> None:
    assert words(one) == words(other)


def test_a_name_of_legal_forms_only_keeps_its_words() -> None:
    assert words("AS GmbH") == ("as", "gmbh")


def test_folding_keeps_letters_of_other_scripts() -> None:
    assert folded("Εθνικό Κέντρο") == "εθνικο κεντρο"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Commissariat à l'énergie atomique (CEA)", "cea"),
        ("NATIONAL INSTITUTE OF AGRICULTURAL BOTANY", "niab"),
        ("NIAB", "niab"),
        ("Bayer Pharma AG", None),
        ("Institut Lekow (in liquidation)", None),
    ],
)
def test_acronyms_are_found_where_a_name_shows_one(name: str, expected: str | None) -> None:
    assert acronym(name) == expected


def test_a_word_is_rare_within_its_country_and_shared_by_two() -> None:
    names = [("acme", "works"), ("acme", "paris"), ("acme", "berlin")]
    assert rare_words(names, ["FR", "FR", "DE"]) == [["acme"], ["acme"], []]
