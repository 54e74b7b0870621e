"""The works that a paper cites: every style, linked by its list of references, and rightly read without one."""

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_scripts.inspect import inspect
from build_scripts.paper.citations import Citations, read_citations, without
from build_scripts.paper.paper import Kind, Paper
from build_scripts.paper.paper_md import read_paper_md
from build_scripts.paper.plain_text import read_paper
from build_scripts.paper.structured import structured
from build_scripts.weave.marks import marks

LIST = """
# References

@ Berg, A. (2011). The levy on salt in the upper town and its charter. River Studies, 4(2), 12-30.

@ Berg, A. (2014). Ferries. Upper Town: Mill Press.

@ Berg, A., & Holm, K. (2014). Ferries again. Upper Town: Mill Press.

@ Berg, A. ([1970] 2017). Salt. Mill Press.

@ Council of Ministers (2001). Report.

@ Berg, A., Holm, K. & Lund, P. (1994). Weirs.

@ Holm, K. (1998/2004). Mills.

@ Holm, K., Lund, P. & Berg, A. (2013). Tolls.

@ Berg-Holm, M. van der (2012). Poles.

@ Nguyễn Văn Linh (1991). Rivers.

@ Lund, P. (forthcoming). Bridges.

@ World Health Organization (2020). Salt.

@ May, R. (2001). Spring.

@ Smith, J. (2019a). Beds.

@ Smith, J. (2019b). Banks.

@ 王明 (2019). 桥.

@ García-Márquez, G. (2019). Años.

@ Doe, J. (2005). One.

@ Doe, K. (2005). Two.
"""
NUMBERED = """
# References

@ 1. Berg A, Holm K. Levy and salt. River. 2011;3:4.

@ 2. Holm K. Two towns. 2012.

@ 3. Lund P. Three towns. 2013.

@ 4. Doe J. Four towns. 2014.

@ 5. Roe J. Five towns. 2015.

@ 6. Poe J. Six towns. 2016.

@ 7. Woe J. Seven towns. 2017.
"""
TITLED = """
# Bibliography

@ Berg, Anna. *The Levy on Salt in the Upper Town*. Upper Town: Mill Press, 2011.

@ Berg, Anna. Other Things. Upper Town: Mill Press, 2012.

@ Holm, Karl. “Four Towns and a River.” *River Studies* 4 (2009): 12–30.
"""
F13 = """The levy was old (Council of Ministers 2001; Berg/Holm/Lund 1994) and unpopular (Berg [1970] 2017: 12;
Holm 1998/2004). In Autumn (2013) it rose again (The Mill, 4 March 2014). Holm and others (2013: 4) deny
this, and so does van der Berg-Holm (2012, 14). Nguyễn Văn Linh (1991) agrees [3, 5-7].
(cf. Lund, forthcoming; see Berg 2011, 12; 2014, 3)"""


def paper_with(text: str, listed: str) -> Paper:
    return structured(read_paper_md(f"# One\n\n{text}\n{listed}")[0])


def read(text: str, listed: str = "") -> tuple[Paper, Citations]:
    paper = paper_with(text, listed) if listed else read_paper(f"Introduction\n\n{text}\n")
    return paper, read_citations(paper)


def said(text: str, listed: str = "") -> list[str]:
    """The words of every citation, with its key."""
    paper, found = read(text, listed)
    return [f"{paper.words(one.span)} = {one.key}" for one in found.cited if one.marked]


def doubts(text: str, listed: str) -> list[str]:
    return [doubt.words for doubt in read(text, listed)[1].doubts]


def test_every_form_of_author_and_year_leads_to_its_entry():
    assert said(F13, LIST) == [
        "Council of Ministers 2001 = council-of-ministers-2001",
        "Berg/Holm/Lund 1994 = berg-et-al-1994",
        "Berg [1970] 2017 = berg-2017",
        "Holm 1998/2004 = holm-2004",
        "Holm and others (2013: 4) = holm-et-al-2013",
        "van der Berg-Holm (2012, 14) = berg-holm-2012",
        "Nguyễn Văn Linh (1991) = nguyễn-văn-linh-1991",
        "Lund, forthcoming = lund-forthcoming",
        "Berg 2011 = berg-2011",
        "2014 = berg-2014",
    ]
    assert doubts(F13, LIST) == []


def test_the_same_forms_are_found_without_a_list():
    assert said(F13) == [
        "Council of Ministers 2001 = council-of-ministers-2001",
        "Berg/Holm/Lund 1994 = berg-holm-lund-1994",
        "Berg [1970] 2017 = berg-2017",
        "Holm 1998/2004 = holm-2004",
        "Holm and others (2013: 4) = holm-and-others-2013",
        "van der Berg-Holm (2012, 14) = van-der-berg-holm-2012",
        "Nguyễn Văn Linh (1991) = nguyễn-văn-linh-1991",
        "Lund, forthcoming = lund-forthcoming",
        "Berg 2011 = berg-2011",
        "2014 = berg-2014",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Berg thinks so, as everyone knows (2011, p. 110).", ["2011 = berg-2011"]),
        ("The WHO (2020) said so.", ["WHO (2020) = world-health-organization-2020"]),
        (
            "World Health Organization [WHO], 2020",
            ["World Health Organization [WHO], 2020 = world-health-organization-2020"],
        ),
        ("May (2001) came in May 2014.", ["May (2001) = may-2001"]),
        ("(Smith’s 2019a, b)", ["Smith’s 2019a = smith-2019a", "b = smith-2019b"]),
        ("Berg’s (2011) view", ["Berg’s (2011) = berg-2011"]),
        ("(Smith, J., 2019a) and [Berg, 2011]", ["Smith, J., 2019a = smith-2019a", "Berg, 2011 = berg-2011"]),
        ("Anna Berg (2011) and A. Berg 2014", ["Anna Berg (2011) = berg-2011", "A. Berg 2014 = berg-2014"]),
        ("正如王明(2019)指出", ["王明(2019) = 王明-2019"]),
        ("(Garcia-Marquez 2019)", ["Garcia-Marquez 2019 = garcía-márquez-2019"]),
        ("Berg and Holm (2014)", ["Berg and Holm (2014) = berg-holm-2014"]),
        ("Berg et al. (1994)", ["Berg et al. (1994) = berg-et-al-1994"]),
        ("In contrast to Smith, Berg (2011) agrees.", ["Berg (2011) = berg-2011"]),
        ("As J. Doe (2005) says", ["J. Doe (2005) = doe-2005a"]),
        ("Berg (2014: 3–5; see also Holm 2004)", ["Berg (2014 = berg-2014", "Holm 2004 = holm-2004"]),
    ],
)
def test_the_list_tells_who_is_meant(text, expected):
    assert said(text, LIST) == expected
    assert doubts(text, LIST) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Australia (2013) paid (Ghost, 1999; Berg 2011).", ["Australia (2013)", "Ghost, 1999"]),
        ("Smith (2019) may be either.", ["Smith (2019)"]),
        ("Doe (2005) too.", ["Doe (2005)"]),
        ("Lund and Berg (2011) did not write together.", ["Lund and Berg (2011)"]),
        (
            "It rose (in January 2019; March, 2014) in Autumn (2013), on 4 March 2014, and in Spring (2011).",
            [],
        ),
        ("Nothing happened (1991).", []),
        ("The Committee (1945–1990; NC) led the union (UCJ, 1968–1972).", []),
    ],
)
def test_what_the_list_does_not_have_is_a_doubt_and_no_link(text, expected):
    assert doubts(text, LIST) == expected
    linked = {words.split(" = ")[0] for words in said(text, LIST)}
    assert not linked & set(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("agrees [3, 5-7].", ["3", "5", "(6)", "7"]),
        ("agrees [3–5].", ["3", "(4)", "5"]),
        ("agrees [1]–[3].", ["1", "(2)", "3"]),
        ("agrees [see 2: 12] and [3, p. 5].", ["2", "3"]),
        ("the world.^3,5^ It ended^1-3^ here.", ["3", "5", "1", "(2)", "3"]),
        ("in 2011^5^ and x^2^, m^2^, 10^3^, the 1^st^.", ["5"]),
        ("[1970] and [sic] and [a, 3] and (3).", []),
        ("Berg (2011) agrees.", ["1"]),
    ],
)
def test_numbers_lead_to_the_entries_of_a_numbered_list(text, expected):
    _, found = read(text, NUMBERED)
    assert [one.key if one.marked else f"({one.key})" for one in found.cited] == expected
    numbers = [one.number for one in found.cited if one.marked]
    assert numbers == list(range(1, len(numbers) + 1))
    for one in found.cited:
        assert one.marked == (one.span.start < one.span.end)


def test_a_page_marks_the_ends_of_a_range_and_counts_what_is_between():
    paper, found = read("agrees [3–5].", NUMBERED)
    text = next(one for one in paper.paragraphs if one.id == "p1")
    chosen = marks(found.cited, (), (), [(text,)])
    assert [(paper.words(link.span), link.cited, link.number) for link in chosen.links] == [
        ("3", "3", 1),
        ("5", "5", 2),
    ]
    assert [(one.key, one.number) for one in found.cited] == [("3", 1), ("4", 1), ("5", 2)]


def test_entries_cite_nothing_whatever_their_heading_is():
    listed = "\n# What we read\n\n@ Berg, A. (2011). Salt.\n\n@ Holm, K. (2012). On Berg (2011) and (Berg, 2011).\n"
    assert said("Text.", listed) == []
    assert doubts("Text.", listed) == []


def test_a_number_that_the_list_has_not_is_a_doubt():
    assert doubts("agrees [12] and [2, 9].", NUMBERED) == ["[12]", "9"]


def test_a_paper_that_cites_by_number_without_a_list_is_told():
    text = "It is so [1]. And so [2, 3]. And so [4–6]. And so [7]."
    assert read(text)[1].numbers == 4
    assert said(text) == []
    assert read("So [1] it was [2].")[1].numbers == 0


def test_notes_cite_by_title():
    text = (
        "Text.[^1] More.[^2]\n\n"
        "[^1]: Anna Berg, *The Levy on Salt in the Upper Town* (Upper Town: Mill Press, 2011), 12; "
        "and Holm, “Four Towns,” 15.\n\n"
        "[^2]: Ibid., 13. Berg, Levy on Salt, 3. Berg was right about the town. See Holm 2009.\n"
    )
    assert said(text, TITLED) == [
        "Berg, The Levy on Salt in the Upper Town = berg-2011",
        "Holm, “Four Towns = holm-2009",
        "Berg, Levy on Salt = berg-2011",
        "Holm 2009 = holm-2009",
    ]
    assert doubts(text, TITLED) == []


def test_what_the_file_links_is_linked_each_key_at_its_own_words():
    text = "A [Mason 2016; 3]{@2 @3}, [3–5]{@3 @4 @5}, [all]{@1 @2}, [Berg (2011)]{@7}, [x]{@ghost}."
    paper, found = read(text, NUMBERED)
    assert [(paper.words(one.span), one.key) for one in found.cited if one.marked] == [
        ("Mason 2016", "2"),
        ("3", "3"),
        ("3", "3"),
        ("5", "5"),
        ("all", "1"),
        ("Berg (2011)", "7"),
        ("x", "ghost"),
    ]
    assert [one.key for one in found.cited if not one.marked] == ["4", "2"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Smith (2019; see also Jones, 2020)", ["smith-2019", "jones-2020"]),
        ("(Smith 2019 and Jones 2020)", ["smith-2019", "jones-2020"]),
        ("Smith et al. (2019a, b)", ["smith-et-al-2019a", "smith-et-al-2019b"]),
        ("(Smith, 2019a; 2020)", ["smith-2019a", "smith-2020"]),
        ("(Smith, 1949/2013)  (Marx [1867] 1990)", ["smith-2013", "marx-1990"]),
        ("(World Bank, n.d.)  (Jones, in press)", ["world-bank-nd", "jones-in-press"]),
        ("(Smith, J., 2019)   [Smith, 2019]", ["smith-2019", "smith-2019"]),
        ("(Smith, c. 1850)    (Plato, 380 BCE)", ["smith-1850", "plato-380-bce"]),
        ("[12]  [3–5]  (ibid., p. 3)", []),
        ("Smith’s (2019) view, and Smith (2019, p. 4)", ["smith-2019", "smith-2019"]),
        ("(van der Berg, 2019; de la Cruz, 2018)", ["van-der-berg-2019", "de-la-cruz-2018"]),
        ("(d’Ancona, 2017; Xi Jinping, 2017)", ["dancona-2017", "xi-jinping-2017"]),
        ("(Ministry of Foreign Affairs, 2016)", ["ministry-of-foreign-affairs-2016"]),
        ("(World Health Organization [WHO], 2020)", ["world-health-organization-2020"]),
        ("Council on Physical Fitness and Sports (1999)", ["council-on-physical-fitness-and-sports-1999"]),
        ("(see Creswell, 2014, p. 3)", ["creswell-2014"]),
        ("(Waldhoff/Fürst/Böcker 1994; Weber 1986 [1934])", ["waldhoff-fürst-böcker-1994", "weber-1986"]),
        ("(in January 2019) (July, 2015) (Lahore, 12 May 2019)", []),
        ("The Treaty of Rome (1957); Brown v. Board of Education (1954)", []),
        ("(New York: Norton, 1997); the Government of India Act (1935)", []),
        ("As Dale (2018) saw; In Khan (2020); Later Ali (2021).", ["dale-2018", "khan-2020", "ali-2021"]),
    ],
)
def test_forms_are_read_without_a_list(text, expected):
    assert [one.key for one in read(text)[1].cited] == expected


def test_a_torn_citation_is_found_and_marked():
    _, found = read("Rare tolls, Eaton, 2021) said.")
    assert [(one.key, one.torn) for one in found.cited] == [("eaton-2021", True)]


@pytest.mark.parametrize("heading", ["References", "7. Bibliography", "Literaturverzeichnis", "Références"])
def test_a_list_in_plain_text_cites_nothing(heading):
    text = f"As Dale (2018) saw.\n\n{heading}\n\nBuchanan, J. (Tullock, 1962). Consent (Norton, 1997)."
    assert [one.key for one in read(text)[1].cited] == ["dale-2018"]


def test_a_citation_that_is_none_takes_what_depends_on_it_along():
    paper, found = read("agrees [3-5] and [6].", NUMBERED)
    kept = without(paper, found.cited, ("3",))
    assert [(one.key, one.number) for one in kept] == [("5", 1), ("6", 2)]


PARTS = (
    "Berg", "Holm", "and", "&", "(", ")", "[", "]", ",", ";", ":", "/", "–", "-", ".", "2011", "2014a", "b", "et al.",
    "others", "[3]", "[3-5]", "see", "Smith’s", "van", "der", "n.d.", "forthcoming", "’", "Council", "of", "v.", "王明",
    "c.", "p.", "12", "(2011)", "1998/2004", "[1970]", "\n", ", ",
)  # fmt: skip
WRITTEN = st.lists(st.sampled_from(PARTS), max_size=40).map(" ".join)


@given(WRITTEN | st.text(max_size=60), st.sampled_from(["", LIST, NUMBERED, TITLED]))
def test_citations_are_in_order_apart_and_inside_their_paragraphs(text, listed):
    paper, found = read(text, listed)
    keys = {one.part_of for one in paper.paragraphs if one.kind is Kind.REFERENCE}
    spans = {one.id: one for one in paper.paragraphs}
    end = 0
    for number, one in enumerate((one for one in found.cited if one.marked), 1):
        assert end <= one.span.start < one.span.end
        assert spans[one.paragraph].span.holds(one.span)
        assert spans[one.paragraph].kind not in (Kind.REFERENCE, Kind.ASIDE)
        assert one.number == number
        end = one.span.end
    assert not listed or {one.key for one in found.cited} <= keys


HOSTILE = (
    "A, ", "Berg ", "Berg and ", "(", "[", ")", "(2011", "2011, ", "2019a, b, ", "[1, ", "[1]–", "[Berg, ", "A. ", "Berg/",
    "’", "d’", "Berg (2011) ", "10.1000/(", "((2011", "et al. ", "2011–", "van der ", "Levy on Salt ",
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("part", HOSTILE)
@pytest.mark.parametrize("listed", ["", LIST, NUMBERED], ids=["none", "list", "numbered"])
def test_eight_times_the_text_takes_eight_times_the_work(part, listed):
    """Counted in calls, also of what is written in C. A regular expression that explodes would not come back at all."""

    def work(length: int) -> int:
        text = part * (length // len(part))
        paper = paper_with(text, listed) if listed else read_paper(f"Introduction\n\n{text}\n")
        calls = 0

        def count(frame: object, event: str, argument: object) -> None:
            nonlocal calls
            calls += event in ("call", "c_call")

        sys.setprofile(count)
        try:
            read_citations(paper)
        finally:
            sys.setprofile(None)
        return calls

    assert work(16_000) < 10 * work(2_000)
    read(part * (100_000 // len(part)), listed)


@given(
    st.lists(
        st.sampled_from(["Berg, A. (2011). Salt.", "10.1000/", "((((", "Berg, ", "A. ", "& ", "1902 "]),
        max_size=9,
    )
)
@settings(deadline=None)
def test_lists_of_anything_are_read(parts):
    read("Berg (2011)", "\n# References\n\n@ " + "".join(parts) * 40 + "\n")


def test_doubts_are_told_with_their_line(tiny):
    tiny["seeds/paper.md"] = (
        "# One\n\n[1] A bridge.\nIt joins (Ghost 1999).\n\n# References\n\n@ Berg, A. (2011). Salt.\n"
    )
    told = [one for one in inspect(tiny).problems if one.rule == "citation-doubtful"]
    assert [(one.place.path, one.place.line, one.place.column) for one in told] == [("seeds/paper.md", 4, 11)]
    tiny["seeds/paper.yml"] += 'not_citations: ["Ghost 1999"]\n'
    rules = {one.rule for one in inspect(tiny).problems}
    assert not rules & {"citation-doubtful", "citation-unknown"}


def test_numbers_without_a_list_are_told_once(tiny):
    tiny["seeds/paper.md"] = "# One\n\n[1] So [1]. So [2]. So [3]. So [4, 5].\n"
    told = [one for one in inspect(tiny).problems if one.rule == "cited-by-number"]
    assert len(told) == 1
    assert told[0].found.startswith("4 numbers")
