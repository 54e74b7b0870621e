"""Names and dates that stand before a text."""

import pytest

from build_scripts.importers.front import issued, names_people, people, person, person_in_print


@pytest.mark.parametrize(
    ("name", "family", "given"),
    [
        ("Anna Berg", "Berg", "Anna"),
        ("Berg, Anna M.", "Berg", "Anna M."),
        ("Ludwig van der Berg-Holm", "van der Berg-Holm", "Ludwig"),
        ("Juan de la Cruz Berg", "de la Cruz Berg", "Juan"),
        ("Robert De Holm", "De Holm", "Robert"),
        ("Ma Jian", "Jian", "Ma"),
        ("Prof. Dr. Karl Holm¹*", "Holm", "Karl"),
    ],
)
def test_a_name_has_two_parts(name, family, given):
    assert person(name) == {"family": family, "given": given}


@pytest.mark.parametrize("name", ["Plato", "University of Eaton", "孔子"])
def test_other_names_are_whole(name):
    assert person(name) == {"literal": name}


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("Karl van der Holm", {"family": "van der Holm", "given": "Karl"}),
        ("CRAIG A. STERN", {"family": "Stern", "given": "Craig A."}),
        ("ANNA VAN DER BERG", {"family": "van der Berg", "given": "Anna"}),
        ("JRR HOLM", {"family": "Holm", "given": "JRR"}),
        ("Plato", {"literal": "Plato"}),
    ],
)
def test_names_in_capitals_are_written_in_small_letters(name, right):
    assert person_in_print(name) == right


def test_several_people_in_a_line():
    assert [one["family"] for one in people("Anna Berg¹, Karl Holm², and Ida Lund")] == [
        "Berg",
        "Holm",
        "Lund",
    ]
    assert [one["family"] for one in people("Berg, Anna; Holm, Karl")] == ["Berg", "Holm"]
    assert [one["family"] for one in people("Anna Berg und Karl Holm")] == ["Berg", "Holm"]


@pytest.mark.parametrize("line", ["Anna Berg", "Anna Berg & Karl Holm", "J. R. van Holm"])
def test_names_are_known(line):
    assert names_people(line)


@pytest.mark.parametrize(
    "line",
    [
        "This essay asks who paid.",
        "University of Eaton",
        "The levy was old",
        "Who Paid?",
        "12 May 2014",
        "Salt",
    ],
)
def test_other_lines_are_no_names(line):
    assert not names_people(line)


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("2014-03-05", [2014, 3, 5]),
        ("5 March 2014", [2014, 3, 5]),
        ("March 5th, 2014", [2014, 3, 5]),
        ("März 2014", [2014, 3]),
        ("Received 2014", [2014]),
    ],
)
def test_dates(said, parts):
    assert issued(said) == {"date-parts": [parts]}


def test_no_date():
    assert issued("some day") is None
