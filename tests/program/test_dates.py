"""Dates: what they span, how sure they are, and the words that readers see."""

import calendar
import re

import pytest
from edtf import text_to_edtf
from edtf.parser.grammar import level0Expression, level1Expression
from hypothesis import example, given
from hypothesis import strategies as st
from pyparsing import ParseException

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
        ("c. May 1850", "1850-05~"),
        ("1850 ca.", "1850~"),
        ("c. 850", "0850~"),
        ("May 1850~", "1850-05~"),
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
        "3-5-1850",
        "3 5 1850",
        "3rd 1850",
        "1850, 1850",
        "31 April 1850",
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


day_names = st.integers(1, 31).flatmap(lambda day: st.sampled_from([f"{day}", f"{day}{nth(day)}"]))
month_names = st.integers(1, 12).flatmap(
    lambda month: st.sampled_from(
        [calendar.month_name[month], calendar.month_abbr[month], f"{calendar.month_abbr[month]}.".lower()]
    )
)
FORMS = (
    "{year}",
    "{month} {year}",
    "{month}, {year}",
    "{year} {month}",
    "{day} {month} {year}",
    "{day}-{month}-{year}",
    "the {day} of {month}, {year}",
    "{month} {day}, {year}",
    "{month} {day} {year}",
    "{year} {month} {day}",
    "{year}-{number}",
    "{year}-{number}-{number}",
    "{number}-{year}",
)
phrases = st.builds(
    lambda form, about, year, month, number, day: (
        about + form.format(year=year, month=month, number=number, day=day)
    ),
    st.sampled_from(FORMS),
    st.sampled_from(["", "about ", "around ", "circa ", "approximately "]),
    st.integers(1000, 2100),
    month_names,
    st.integers(1, 31),
    day_names,
)


def nth(day: int) -> str:
    return {1: "st", 2: "nd", 3: "rd"}.get(day % 10 if day // 10 != 1 else 0, "th")


def meant_by_edtf(words: str) -> str | None:
    """What the `edtf` package makes of words, if that is a date that holds all of their numbers."""
    meant = text_to_edtf(words)
    numbers = [{int(digits) for digits in re.findall(r"\d+", text)} for text in (words, meant or "")]
    return meant if meant and read_date(meant) and numbers[0] <= numbers[1] else None


@given(phrases)
@example("3 May 1850")
@example("circa 29 February 1900")
def test_words_mean_what_the_edtf_package_makes_of_them(words):
    """But for these, where the package is wrong or guesses: see the tests above.

    - It overlooks “c.” before a month, and “ca.” and “~” after a year; so only longer words are generated here.
    - It takes the first of two numbers before a year as the month, which only some people mean.
    - It does not know 29 February in years such as 1900, which had one in the Julian calendar.
    """
    if re.search(r"\b29\D", words) and re.search(r"(?i)feb|-2\b", words):
        assert read_date(likely_date(words) or "1")
    else:
        assert likely_date(words) == meant_by_edtf(words)


@pytest.mark.parametrize("season", ["1850-21", "1850-24", "2001-21~"])
def test_a_season_is_not_read(season):
    assert read_date(season) is None


def by_edtf(text: str) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    """The first and last day of a date by the `edtf` package, of the kinds of date that this program reads."""
    if "u" in text or "X" in text or "T" in text:
        return None
    for grammar in (level0Expression, level1Expression):
        try:
            parsed = grammar.parse_string(text, parse_all=True)[0]
            first, last = parsed.lower_strict()[:3], parsed.upper_strict()[:3]
        except (ParseException, ValueError, AttributeError, TypeError):
            continue
        return (tuple(first), tuple(last)) if first <= last else None
    return None


numbers = st.integers(0, 34).map("{:02}".format)
points = st.builds(
    lambda year, rest, sure: "-".join([f"{year:04}", *rest]) + sure,
    st.one_of(st.sampled_from([0, 1, 4, 100, 1700, 1900, 2000, 9999]), st.integers(0, 9999)),
    st.lists(numbers, max_size=3),
    st.sampled_from(["", "", "~", "?", "%", "?~", "~~"]),
)


def has_a_season(text: str) -> bool:
    return any(part[5:7] in {"21", "22", "23", "24"} for part in text.split("/"))


@given(st.lists(points, min_size=1, max_size=3).map("/".join))
@example("1900-02-29")
@example("2000-02-29")
@example("1950-01~/1951?")
@example("1951/1950")
def test_what_is_valid_and_what_it_spans_is_as_the_edtf_package_has_it(text):
    if has_a_season(text):
        assert read_date(text) is None
        return
    when = read_date(text)
    assert (when and (when.first, when.last)) == by_edtf(text)


@given(st.text(alphabet="0123456789-/~?% ١²", max_size=12))
def test_no_text_breaks_the_reading_of_a_date(text):
    when = read_date(text)
    if when:
        assert when.first <= when.last
        assert all(
            1 <= day <= calendar.monthrange(year, month)[1] for year, month, day in (when.first, when.last)
        )
