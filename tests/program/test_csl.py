"""Works as reference managers really export them are read, and shown rightly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.inspect import inspect
from build_scripts.read.course import CSL_TYPES, Work
from build_scripts.read.csl import language_tag, read_csl_date, untagged, work_id
from build_scripts.show.bibliography import label, references
from build_scripts.weave.addresses import link_to_page
from build_scripts.web.html import html

EXPORT = """---
references:
- id: River_2001
  type: book
  title: Rivers
- id: Doe1994Bridges
  citation-key: Doe1994Bridges
  type: article-journal
  author:
    - family: Doe
      given: Jane
      suffix: Jr.
      parse-names: true
  title: The <span class="nocase">Bridge</span> and *its* toll
  title-short: Bridge
  container-title: Journal of Bridges
  container-title-short: J. Bridges
  collection-title: Old Bridges
  edition: '2'
  genre: PhD thesis
  volume: '3'
  issued:
    - year: 1994
      season: 2
  accessed:
    - year: 2020
      month: 10
      day: 2
  URL: https://example.org/bridges
  language: English
  source: JSTOR
  number-of-pages: '139'
  custom: {a: [b]}
...
"""
"""The shape of an export by Better BibTeX; the works are invented."""


def shown(**fields: object) -> str:
    """The reference of a work, as HTML."""
    work = Work.model_validate({"id": "a", "type": "book", "title": "T"} | fields)
    return str(html(references([work])["a"], "references.md", {}, link_to_page))


def test_an_export_is_read_with_one_note(tiny):
    tiny["content/sources.yml"] = EXPORT
    inspected = inspect(tiny)
    told = [one for one in inspected.problems if one.place.path == "content/sources.yml"]
    assert [one.rule for one in told] == ["field-unused"]
    assert told[0].found == (
        "references show nothing of citation-key, title-short, container-title-short, source, number-of-pages, custom"
    )
    assert told[0].place.line == 7
    assert inspected.woven is not None
    river, doe = inspected.woven.project.works
    assert (river.id, doe.id, doe.language, doe.name) == (
        "river-2001",
        "doe1994bridges",
        "en",
        "The Bridge and its toll",
    )
    assert doe.issued is not None
    assert doe.issued.words == "summer 1994"
    assert doe.accessed is not None
    assert doe.accessed.words == "2 October 2020"


def test_statements_cite_works_by_the_id_that_was_exported(tiny):
    tiny["content/sources.yml"] = EXPORT
    lesson = tiny["content/lessons/bridges.yml"]
    tiny["content/lessons/bridges.yml"] = lesson.replace('"river-2001, p. 3"', '"Doe1994Bridges, p. 3"')
    assert [one for one in inspect(tiny).problems if one.rule == "source-unknown"] == []


def test_a_misspelled_field_is_still_a_mistake(tiny):
    tiny["content/sources.yml"] = EXPORT.replace("genre:", "gerne:")
    told = [one.rule for one in inspect(tiny).problems if one.place.path == "content/sources.yml"]
    assert told == ["format-unknown-field"]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("1994", "1994"),
        ("1994-05-02", "2 May 1994"),
        ("1850~", "about 1850"),
        ("2019/2021", "2019 to 2021"),
        ("2017-21", "spring 2017"),
        ({"date-parts": [["1994", 10, 2]]}, "2 October 1994"),
        ({"date-parts": [[1994]], "season": "3"}, "autumn 1994"),
        ({"date-parts": [[1994], [1996]]}, "1994 to 1996"),
        ({"date-parts": [[1994]], "circa": True}, "about 1994"),
        ({"date-parts": [[1994]], "circa": 0}, "1994"),
        ({"year": "1994", "month": "10"}, "October 1994"),
        ({"year": "1994", "season": 21}, "spring 1994"),
        ({"raw": "c. May 1850"}, "about May 1850"),
        ({"literal": "12 May 1850"}, "12 May 1850"),
        ([{"year": 2014, "month": 12, "day": 31}, {"year": 2015}], "31 December 2014 to 2015"),
        ([{"year": 2017, "season": 3}, {"year": 2017, "season": 4}], "autumn 2017 to winter 2017"),
        ([{"literal": "2017-14/2017-15"}], "summer 2017 to autumn 2017"),
    ],
)
def test_dates_are_read_in_every_form(written, words):
    read = read_csl_date(written)
    assert read is not None
    assert read.words == words


@pytest.mark.parametrize(
    "written",
    [
        "",
        "soon",
        [],
        {},
        [[1]],
        {"date-parts": []},
        {"date-parts": [[]]},
        {"date-parts": "x"},
        [{"year": 1994}] * 3,
        {"date-parts": [[1994, 2, 30]]},
        {"literal": "2017-14/2017-99"},
        [{"year": 2015}, {"year": 2014}],
    ],
)
def test_what_is_no_date_is_told(written):
    assert read_csl_date(written) is None


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 3000)
    | st.text(max_size=8)
    | st.sampled_from(["1994", "2017-14"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["year", "month", "day", "season", "date-parts", "literal", "circa"]), inner
        )
    ),
    max_leaves=8,
)


@given(VALUES)
def test_any_value_is_a_date_or_none(value):
    read = read_csl_date(value)
    assert read is None or (read.words and read.first <= read.last)


DATES = st.sampled_from(
    ["2013/2015", "2013-05-01/2013-06-02", "1850~", "1850-05?", "2013-05-02", "2013-05/2014-06~", None]
)
NAMED = st.sampled_from(
    [
        (),
        ({"family": "Abe", "given": "B", "suffix": "Jr."},),
        ({"given": "B"},),
        ({"literal": "Bank"},),
        ({"family": "Cruz", "non-dropping-particle": "de la"},),
    ]
)


@given(
    type_=st.sampled_from(CSL_TYPES),
    issued=DATES,
    author=NAMED,
    editor=NAMED,
    translator=NAMED,
    fields=st.sets(
        st.sampled_from(
            [
                "edition",
                "genre",
                "medium",
                "event-title",
                "collection-title",
                "number-of-volumes",
                "container-title",
                "volume",
                "issue",
                "page",
                "publisher",
                "number",
                "DOI",
            ]
        )
    ),
)
def test_any_work_has_a_reference(type_, issued, author, editor, translator, fields):
    text = shown(
        type=type_,
        author=author,
        editor=editor,
        translator=translator,
        **({"issued": issued} if issued else {}),
        **dict.fromkeys(fields, "2"),
    )
    assert ".." not in text.replace("...", "")
    assert text


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"author": [{"literal": "World Bank"}]}, "World Bank (no date) <i>T</i>."),
        ({"author": [{"family": "Doe"}], "issued": "1850~"}, "Doe (c. 1850) <i>T</i>."),
        ({"author": [{"family": "Doe"}], "issued": "2019/2021"}, "Doe (2019–2021) <i>T</i>."),
        ({"author": [{"family": "Doe", "given": "J.", "suffix": "Jr."}]}, "Doe, J., Jr. (no date) <i>T</i>."),
        (
            {"author": [{"family": "Cruz", "given": "J.", "non-dropping-particle": "de la"}]},
            "de la Cruz, J. (no date) <i>T</i>.",
        ),
        ({"author": [{"family": "Doe"}], "title": "Who?"}, "Doe (no date) <i>Who?</i>"),
        ({"author": [{"family": "Doe"}], "title": "A & <b"}, "Doe (no date) <i>A &amp; &lt;b</i>."),
        ({"author": [{"family": "Doe"}], "title": "On <i>Emma</i>"}, "Doe (no date) <i>On </i>Emma."),
        (
            {"author": [{"family": "Doe"}], "title": 'H~2~O, **now** <span class="nocase">iX</span>'},
            "Doe (no date) <i>H<sub>2</sub>O, <b>now</b> iX</i>.",
        ),
        (
            {"author": [{"family": "Doe"}], "edition": "2", "publisher": "P"},
            "Doe (no date) <i>T</i>. 2nd ed. P.",
        ),
        (
            {"author": [{"family": "Doe"}], "type": "thesis", "genre": "PhD thesis"},
            "Doe (no date) <i>T</i>. PhD thesis.",
        ),
        ({"author": [{"family": str(n)} for n in range(11)]}, "0 <i>et al.</i> (no date) <i>T</i>."),
    ],
)
def test_references_say_what_their_works_say(fields, expected):
    assert shown(**fields) == expected


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ('The <span class="nocase">Bridge</span> and *its* toll', "The Bridge and its toll"),
        ("2 * 3 * 4 and a_b_c <tag>", "2 * 3 * 4 and a_b_c <tag>"),
        ('A <span style="font-variant: small-caps;">b</span><sup>2</sup> &amp; c', "A b2 & c"),
        ("g~1~ and x^2^", "g1 and x2"),
    ],
)
def test_a_title_without_markup_is_plain_words(title, words):
    assert untagged(title) == words
    assert label(Work.model_validate({"id": "a", "type": "book", "title": title})) == f"{words} (no date)"


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("English", "en"),
        ("eng", "en"),
        ("en_US", "en-US"),
        ("EN", "en"),
        ("fre", "fr"),
        ("ur", "ur"),
        ("zh-Hans", "zh-Hans"),
        ("Klingon", None),
    ],
)
def test_languages_are_understood_by_name(written, tag):
    assert language_tag(written) == tag


def test_an_id_of_ours_stays_as_it_is():
    assert work_id("mason-2016") == "mason-2016"
    assert work_id("vogel_cinema_2016") == "vogel-cinema-2016"
    assert work_id("García2019") == "garcia2019"
    assert work_id("http://zotero.org/users/1/items/AB") == "http-zotero-org-users-1-items-ab"
