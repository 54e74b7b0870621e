"""Quotes find whole words, in the stretch that is asked for, by their neighbours."""

import pytest

from build_scripts.paper.paper_md import read_paper_md
from build_scripts.paper.plain_text import read_paper
from build_scripts.paper.quotes import find_quote, nearest_words
from build_scripts.paper.structured import structured

PAPER = read_paper("The art of the party is old.\n\nArt for the old, and the art of toll: old bridges.")


def found(quote: str, **options: object) -> list[str]:
    return [PAPER.text[span.start - 4 : span.end] for span in find_quote(PAPER, quote, **options)]  # type: ignore[arg-type]


def test_a_quote_is_not_found_inside_a_word():
    assert found("art") == ["The art", "the art"]
    assert found("art-") == []
    assert found("the part") == []


def test_capitals_are_part_of_the_words():
    assert len(found("Art")) == 1


def test_prefix_and_suffix_choose_between_places():
    assert found("old", prefix="is") == [" is old"]
    assert found("old", suffix="bridges") == ["ll: old"]
    assert found("old", prefix="party") == []


def test_only_the_stretch_that_is_asked_for_is_searched():
    assert len(found("old")) == 3
    assert len(found("old", within=[PAPER.paragraphs[0].span])) == 1


def test_the_nearest_words_are_whole_and_say_what_differs():
    near = nearest_words(PAPER, "the part is old")
    assert near is not None
    assert near.paragraph == "p1"
    assert near.words.endswith("is old")
    assert "“part”" in near.differs


def differs(quote):
    near = nearest_words(PAPER, quote)
    assert near is not None
    return near.words, near.differs


def test_what_differs_is_said_as_added_left_out_or_exchanged():
    said = PAPER.words(PAPER.paragraphs[0].span).split()
    assert differs(" ".join([*said[:3], "really", *said[3:6]])) == (
        " ".join(said[:6]),
        "added “really”",
    )
    assert differs(" ".join([*said[:2], *said[3:7]])) == (" ".join(said[:7]), f"left out “{said[2]}”")
    assert differs(" ".join([*said[:2], "never", *said[3:7]])) == (
        " ".join(said[:7]),
        f"“never” instead of “{said[2]}”",
    )


def test_where_there_is_nothing_to_read_nothing_is_found():
    assert find_quote(PAPER, "old", within=[]) == ()


SENTENCE = read_paper(
    "A bridge joins two banks, and both must keep it in good repair for as long as it stands."
)


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
    near = nearest_words(SENTENCE, quote)
    assert near is not None
    assert (near.words, near.paragraph) == (words, "p1")
    assert near.differs.rstrip(".") == differs


def test_a_short_stretch_is_not_most_like_a_long_quote():
    """A cell of one word that stands in the quote is wholly like a part of it."""
    source, _ = read_paper_md(
        "[1] surveys\n\n[2] The towns that failed the second survey were on the lower river.\n"
    )
    paper = structured(source)
    near = nearest_words(paper, "those towns which had failed second surveys lie on the river")
    assert near is not None
    assert near.paragraph == "p2"


def test_words_like_nothing_in_the_paper_have_no_nearest_ones():
    assert nearest_words(SENTENCE, "zzzz qqqq xxxx") is None


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
    assert [SENTENCE.words(span) for span in find_quote(SENTENCE, quote, prefix, suffix)] == found
