"""What a message shows of the paper where a quote is not in it."""

import pytest

from build_scripts.paper.paper import read_paper
from build_scripts.paper.quotes import find_quote, nearest_words

PAPER = read_paper("A bridge joins two banks, and both must keep it in good repair for as long as it stands.")


@pytest.mark.parametrize(
    ("quote", "words", "differs"),
    [
        ("two banks, and both most keep it", "two banks, and both must keep it", "“most” instead of “must”"),
        ("A brigde joins two banks", "A bridge joins two banks", "“brigde” instead of “bridge”"),
        ("keep it in very good repair", "keep it in good repair", "added “very”"),
        ("both must it in good repair", "both must keep it in good repair", "left out “keep”"),
        ("for as long as it stood", "for as long as it stands", "“stood” instead of “stands”"),
    ],
)
def test_the_nearest_words_are_as_many_as_the_quote_has(quote, words, differs):
    near = nearest_words(PAPER, quote)
    assert near is not None
    assert (near.words, near.paragraph) == (words, "p1")
    assert near.differs.rstrip(".") == differs


def test_words_like_nothing_in_the_paper_have_no_nearest_ones():
    assert nearest_words(PAPER, "zzzz qqqq xxxx") is None


@pytest.mark.parametrize(
    ("quote", "prefix", "suffix", "found"),
    [
        ("it", "keep", "", ["it"]),
        ("it", "", "stands", ["it"]),
        ("it", "", "", ["it", "it"]),
        ("ridge joins", "", "", []),
        ("ridge joins", "A b", "", ["ridge joins"]),
        ("—", "", "", []),
    ],
)
def test_a_prefix_or_a_suffix_stands_for_the_edge_of_a_word(quote, prefix, suffix, found):
    assert [PAPER.words(span) for span in find_quote(PAPER, quote, prefix, suffix)] == found
