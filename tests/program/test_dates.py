"""Dates: what they span, how sure they are, and the words that readers see."""

import calendar
import re

import pytest
from edtf import text_to_edtf
from edtf.parser.grammar import level0Expression, level1Expression
from hypothesis import example, given
from hypothesis import strategies as st
from pyparsing import ParseException

from build_scripts.shared.dates import EARLIEST, LATEST, likely_date, read_date


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
        ("-0043-03-15", "15 March 44 BCE", (-43, 3, 15), (-43, 3, 15)),
        ("-0099/0014", "100 BCE to 14 CE", (-99, 1, 1), (14, 12, 31)),
        ("0000", "1 BCE", (0, 1, 1), (0, 12, 31)),
        ("0800-12-25", "25 December 800", (800, 12, 25), (800, 12, 25)),
        ("2013/..", "since 2013", (2013, 1, 1), LATEST),
        ("../1955-06~", "until about June 1955", EARLIEST, (1955, 6, 30)),
        ("1955/", "from 1955, until when is not known", (1955, 1, 1), (1955, 12, 31)),
        ("/1955", "until 1955, since when is not known", (1955, 1, 1), (1955, 12, 31)),
        ("195X", "1950s", (1950, 1, 1), (1959, 12, 31)),
        ("18XX?", "perhaps 19th century", (1800, 1, 1), (1899, 12, 31)),
        ("20XX", "21st century", (2000, 1, 1), (2099, 12, 31)),
        ("1950-21", "spring 1950", (1950, 3, 1), (1950, 5, 31)),
        ("2017-23/2017-24", "autumn 2017 to winter 2017", (2017, 9, 1), (2017, 12, 31)),
        ("1957-XX", "1957", (1957, 1, 1), (1957, 12, 31)),
        ("1957-05-XX", "May 1957", (1957, 5, 1), (1957, 5, 31)),
    ],
)
def test_a_date_is_read(edtf, words, first, last):
    when = read_date(edtf)
    assert when is not None
    assert (when.words, when.first, when.last) == (words, first, last)


@pytest.mark.parametrize(
    "text",
    [
        "May 1850",
        "1850-13",
        "1850-02-30",
        "1850-00",
        "1850-XX-05",
        "",
        "yesterday",
        "18.5.1850",
        "1950/x",
        "../..",
        "/",
        "198u",
        "-0000",
        "1950-21-03",
        "19x0",
        "1X50",
        "1990/1980",
    ],
)
def test_what_is_not_edtf_is_refused(text):
    assert read_date(text) is None


@pytest.mark.parametrize("edtf", ["-0043", "0000", "195X", "19XX~"])
def test_what_html_has_no_date_for_gets_none(edtf):
    when = read_date(edtf)
    assert when is not None
    assert when.points[0].iso == ""


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
        ("1850s", "185X"),
        ("1850 - 1860", "1850/1860"),
        ("3 May 1850", "1850-05-03"),
        ("May 3rd, 1850", "1850-05-03"),
        ("1850-5-3", "1850-05-03"),
        ("perhaps 1850", "1850?"),
        ("perhaps c. 1850", "1850?"),
        ("May 1850 (?)", "1850-05?"),
        ("1850'S", "185X"),
        ("early 1950s", "195X"),
        ("late 1963", "1963"),
        ("mid-1850", "1850"),
        ("early in March 1963", "1963-03"),
        ("late spring 1950", "1950-21"),
        ("early 1963 to late 1965", "1963/1965"),
        ("Anfang der 1950er", "195X"),
        ("1950s–1960s", "195X/196X"),
        ("1960s?", "196X?"),
        ("800s", "08XX"),
        ("198u", "198X"),
        ("19th century", "18XX"),
        ("the late nineteenth century", "18XX"),
        ("c. 20th c.", "19XX~"),
        ("12th-13th century", "11XX/12XX"),
        ("19. Jahrhundert", "18XX"),
        ("XIXe siècle", "18XX"),
        ("siglo XIX", "18XX"),
        ("5th century BC", "-0499/-0400"),
        ("spring 1950", "1950-21"),
        ("fall of 2001", "2001-23"),
        ("Sommer 1950", "1950-22"),
        ("44 BC", "-0043"),
        ("15 March 44 B.C.E.", "-0043-03-15"),
        ("500-400 BCE", "-0499/-0399"),
        ("100 BCE – 14 CE", "-0099/0014"),
        ("AD 500", "0500"),
        ("44 v. Chr.", "-0043"),
        ("3.3.1892", "1892-03-03"),
        ("13/4/1892", "1892-04-13"),
        ("3/3/1892", "1892-03-03"),
        ("1892/3/13", "1892-03-13"),
        ("3. März 1892", "1892-03-03"),
        ("5 août 1914", "1914-08-05"),
        ("12 de octubre de 1492", "1492-10-12"),
        ("1963年5月3日", "1963-05-03"),
        ("since 2013", "2013/.."),
        ("2013 to present", "2013/.."),
        ("2013–", "2013/.."),
        ("until May 1950", "../1950-05"),
        ("1914–18", "1914/1918"),
        ("from 1914 to June 1918", "1914/1918-06"),
        ("between 1914 and 1918", "1914/1918"),
        ("June-July 1950", "1950-06/1950-07"),
        ("1-3 May 1950", "1950-05-01/1950-05-03"),
        ("300-450", "0300/0450"),
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
        "1850 or 1851",
        "1990-1980",
        "44",
        "Easter 1916",
        "after 1850",
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
@example("21-1850")
def test_words_mean_what_the_edtf_package_makes_of_them(words):
    """But for these, where the package is wrong or guesses: see the tests above.

    - It overlooks “c.” before a month, and “ca.” and “~” after a year; so only longer words are generated here.
    - It takes the first of two numbers before a year as the month, which only some people mean.
    - It does not know 29 February in years such as 1900, which had one in the Julian calendar.
    - It overlooks years of which only the end is written: “1014-18”, and seasons that are numbers: “1850-21”.
    """
    if re.fullmatch(r"(?:\D+ )?\d{4}-(?:1[3-9]|[2-9]\d)", words):
        assert read_date(likely_date(words) or "1850")
    elif re.search(r"\b29\D", words) and re.search(r"(?i)feb|-2\b", words):
        assert read_date(likely_date(words) or "1")
    else:
        assert likely_date(words) == meant_by_edtf(words)


SAID = st.lists(
    st.sampled_from([*"0123456789-/.?~ ", "18", "1950", "44", "s", "BC", "AD", "c. ", "early ", "May ", "spring ", " to ", "th century", "X", "–", "seit "]),
    max_size=7,
).map("".join)  # fmt: skip


@given(SAID | st.text(max_size=20))
def test_every_suggestion_is_read(words):
    likely = likely_date(words)
    assert likely is None or read_date(likely)


def by_edtf(text: str) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    """The first and last day of a date by the `edtf` package, of the kinds of date that this program reads."""
    text = re.sub(r"(?<=-2[1-4])[~?%]", "", text)  # it knows no season that is not sure
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


@given(st.lists(points, min_size=1, max_size=3).map("/".join))
@example("1850-21/1850-24")
@example("1850-21~")
@example("1957-XX")
@example("1957-05-XX")
@example("195X")
@example("19XX?")
@example("1900-02-29")
@example("2000-02-29")
@example("1950-01~/1951?")
@example("1951/1950")
def test_what_is_valid_and_what_it_spans_is_as_the_edtf_package_has_it(text):
    when = read_date(text)
    assert (when and (when.first, when.last)) == by_edtf(text)


@given(st.text(alphabet="0123456789-/~?%X. ١²", max_size=12))
def test_no_text_breaks_the_reading_of_a_date(text):
    when = read_date(text)
    if when:
        assert when.first <= when.last
        assert all(
            1 <= day <= calendar.monthrange(year, month)[1] for year, month, day in (when.first, when.last)
        )
