"""What the entries of a list of references say, and their keys, which are permanent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from papers import sources

from build_scripts.paper.blocks import MarkKind, Reference, Words
from build_scripts.paper.entries import doi_links, read_entry, with_keys
from build_scripts.paper.paper import Span
from build_scripts.paper.paper_md import read_paper_md
from build_scripts.paper.structured import structured


def keys(*texts: str, written: tuple[str, ...] = ()) -> list[str]:
    """The keys of entries; the first ones have those that are written."""
    padded = [*written, *[""] * (len(texts) - len(written))]
    blocks = [Reference(words=Words(text), key=key) for text, key in zip(texts, padded, strict=True)]
    return [block.key for block in with_keys(blocks) if isinstance(block, Reference)]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Berg, A. (2011). The levy on salt in the upper town. River Studies, 4(2), 12-30.", "berg-2011"),
        ("Berg, A., & Holm, K. (2014). Ferries. Upper Town: Mill Press.", "berg-holm-2014"),
        ("Holm, K. (2009). A bridge. In P. Lund (Ed.), Towns (pp. 1-20). Mill Press.", "holm-2009"),
        ("Berg, Anna, Karl Holm, and Peter Lund. 2014. Ferries of 1912. Mill Press.", "berg-et-al-2014"),
        ("Berg, Anna/Holm, Karl/Lund, Peter (1994): Die Brücke. In: Fluss 3, S. 1-4.", "berg-et-al-1994"),
        ("Holm, K., et al. (2013). Weirs.", "holm-et-al-2013"),
        ("World Health Organization [WHO] (2020). Salt.", "world-health-organization-2020"),
        ("Ministry of Trade and Industry (2010). Plan.", "ministry-of-trade-and-industry-2010"),
        ("World Bank. n.d. Data.", "world-bank-nd"),
        ("Lund, P. (in press). On rivers.", "lund-in-press"),
        ("van der Berg-Holm, M. (2012). Salt.", "van-der-berg-holm-2012"),
        ("d’Ancona, M. (2017). Salt.", "dancona-2017"),
        ("Doe, Jane, Jr. (1999). Salt.", "doe-1999"),
        ("García-Márquez, G. (2019). Años.", "garcía-márquez-2019"),
        ("Nguyễn Văn Linh (1991). Salt.", "nguyễn-văn-linh-1991"),
        ("王明 (2019). 桥. 北京.", "王明-2019"),
        ("Marx, K. ([1867] 1990). Capital.", "marx-1990"),
        ("Berg, Anna. The Levy of 1902. Upper Town: Mill Press, 2011.", "berg-2011"),
        ("Berg A, Holm K, Lund P. Ferries and salt. River Med. 2014;12(3):1990-9.", "berg-et-al-2014"),
        ("[12] A. Berg and K. Holm, “Ferries in 1990,” River J., pp. 1998-2004, 2014.", "12"),
        ("3. Berg A, Holm K. Ferries and salt. River Med. 2014;12(3):1990-9.", "3"),
        ("12 Berg A. Ferries and salt. River Med 2014; 12: 3.", "12"),
        ("[Ber11] Berg, A. Ferries. 2011.", "ber11"),
        ("?!", "entry"),
    ],
)
def test_a_key_is_made_of_names_and_year_or_of_the_number(text, key):
    assert keys(text) == [key]


def test_an_entry_tells_its_authors_its_years_and_its_doi():
    facts = read_entry("[12] A. Berg and K. Holm, “Ferries in 1990,” River J., 2014. doi:10.1000/abc(12)3.")
    assert (facts.names, facts.number, facts.doi) == (("Berg", "Holm"), "12", "10.1000/abc(12)3")
    assert facts.years == ("2014", "1990")
    assert facts.label == "Berg and Holm, 2014"


def test_doubles_have_letters_and_keep_those_that_are_printed():
    assert keys("Berg, A. (2011). Salt.", "Berg, A. (2011). Ferries.") == ["berg-2011a", "berg-2011b"]
    printed = ("Berg, A. (2011b). Salt.", "Berg, A. (2011). Weirs.", "Berg, A. (2011). Ferries.")
    assert keys(*printed) == ["berg-2011b", "berg-2011a", "berg-2011c"]


def test_a_dash_stands_for_the_names_above():
    assert keys("Berg, A. (2011). Salt.", "———. 2012. Ferries.", "—— (2013) Weirs.") == [
        "berg-2011",
        "berg-2012",
        "berg-2013",
    ]


def test_a_key_that_is_written_stays_and_is_not_given_again():
    texts = ("Berg, A. (2011). Salt.", "Berg, A. (2011). Ferries.")
    assert keys(*texts, written=("berg-2011",)) == ["berg-2011", "berg-2011a"]
    assert keys(*texts, written=("Doe1994Bridges",)) == ["Doe1994Bridges", "berg-2011"]


@given(sources())
def test_every_reference_has_a_key_of_its_own_that_stays(source):
    blocks = with_keys(source.blocks)
    assert with_keys(blocks) == blocks
    before = [block.key for block in source.blocks if isinstance(block, Reference)]
    after = [block.key for block in blocks if isinstance(block, Reference)]
    assert all(after)
    assert all(new == old for old, new in zip(before, after, strict=True) if old)
    fresh = [new for old, new in zip(before, after, strict=True) if not old]
    assert len(set(fresh)) == len(fresh)
    assert not set(fresh) & set(before)


ENTRIES = st.lists(
    st.text(alphabet="Ab, .&()[]/-–—12090’“王é@{}\\:;", max_size=60) | st.text(max_size=40), max_size=6
)


@given(ENTRIES)
def test_any_entries_have_keys_that_can_be_written(texts):
    made = keys(*texts)
    assert len(set(made)) == len(made)
    for key in made:
        assert key
        assert not set(key) & set(" \t\n@{}[]()#")


@pytest.mark.parametrize(
    ("printed", "words", "address"),
    [
        ("A. https://doi.org/10.1000/xyz.", "https://doi.org/10.1000/xyz", "https://doi.org/10.1000/xyz"),
        ("doi: 10.1000/a(b)c.", "doi: 10.1000/a(b)c", "https://doi.org/10.1000/a(b)c"),
        ("(http://dx.doi.org/10.1000/182)", "http://dx.doi.org/10.1000/182", "https://doi.org/10.1000/182"),
    ],
)
def test_a_printed_doi_is_a_link(printed, words, address):
    assert [(printed[span.start : span.end], to) for span, to in doi_links(printed)] == [(words, address)]


def test_a_doi_that_is_linked_already_has_one_link():
    text = "# References\n\n@ Berg, A. (2011). [10.1000/a](https://example.org/a) and 10.1000/b.\n"
    paper = structured(read_paper_md(text)[0])
    links = [style for style in paper.styles if style.kind is MarkKind.LINK]
    assert [style.value for style in links] == ["https://example.org/a", "https://doi.org/10.1000/b"]
    assert paper.words(links[1].span) == "10.1000/b"
    assert isinstance(links[1].span, Span)
