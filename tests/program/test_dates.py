"""Dates: what they span, how sure they are, and the words that readers see."""

import pytest

from build_scripts.shared.dates import likely_date, read_date


@pytest.mark.parametrize(
    ("edtf", "words", "first", "last"),
    [
        ("1963-03-02", "2 March 1963", (1963, 3, 2), (1963, 3, 2)),
        ("1978", "1978", (1978, 1, 1), (1978, 12, 31)),
        ("1966-02", "February 1966", (1966, 2, 1), (1966, 2, 28)),
        ("1950-01~", "about January 1950", (1950, 1, 1), (1950, 1, 31)),
        ("1950-01-04?", "perhaps 4 January 1950", (1950, 1, 4), (1950, 1, 4)),
        ("1950%", "perhaps about 1950", (1950, 1, 1), (1950, 12, 31)),
        ("1966/1978-06-18", "1966 to 18 June 1978", (1966, 1, 1), (1978, 6, 18)),
        ("1982-08-27?/1986-05-01", "perhaps 27 August 1982 to 1 May 1986", (1982, 8, 27), (1986, 5, 1)),
    ],
)
def test_a_date_is_read(edtf, words, first, last):
    when = read_date(edtf)
    assert when is not None
    assert (when.words, when.first, when.last) == (words, first, last)


@pytest.mark.parametrize(
    "text", ["May 1850", "1850-13", "1850-02-30", "", "yesterday", "18.5.1850", "1950/x", "../1950", "198u"]
)
def test_what_is_not_edtf_is_refused(text):
    assert read_date(text) is None


def test_points_carry_what_html_wants():
    when = read_date("1950-01~/1951")
    assert when is not None
    assert [point.iso for point in when.points] == ["1950-01", "1951"]


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("c. 1850", "1850~"),
        ("about May 1850", "1850-05~"),
        ("1850s", "1850/1859"),
        ("1850 - 1860", "1850/1860"),
        ("3 May 1850", "1850-05-03"),
        ("May 3rd, 1850", "1850-05-03"),
        ("1850-5-3", "1850-05-03"),
        ("perhaps 1850", "1850?"),
        ("perhaps c. 1850", "1850?"),
        ("May 1850 (?)", "1850-05?"),
    ],
)
def test_words_for_a_date_suggest_one(words, edtf):
    assert likely_date(words) == edtf
    assert read_date(edtf)


@pytest.mark.parametrize(
    "words",
    [
        "3/5/1850",
        "before 1850",
        "mid-1850",
        "1850 or 1851",
        "1850/",
        "spring 1850",
        "hello",
        "",
        "-",
        "1850-13-40",
    ],
)
def test_where_a_date_would_be_a_guess_none_is_suggested(words):
    assert likely_date(words) is None


@pytest.mark.parametrize("season", ["1850-21", "1850-24", "2001-21~"])
def test_a_season_is_not_read(season):
    assert read_date(season) is None
