"""A paper's text becomes paragraphs, counted through, each below its heading."""

from hypothesis import given
from hypothesis import strategies as st

from build_scripts.paper.plain_text import read_paper

WORDS = st.sampled_from(
    ["One bridge stands here.", "It carries the road.", "Bridges", "What they promise", "12"]
)


def shape(text: str, **options: object) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """The sections of a paper: id, heading, and each paragraph's id with its words."""
    paper = read_paper(text, **options)  # type: ignore[arg-type]
    return [
        (section.id, section.heading, [(one.id, paper.words(one.span)) for one in section.paragraphs])
        for section in paper.sections
    ]


def test_paragraphs_are_counted_through_all_sections():
    text = "Bridges\n\nOne stands.\n\nAnother stands.\n\nRoads\n\nOne leads on."
    assert shape(text, headings=["Bridges", "Roads"]) == [
        ("bridges", "Bridges", [("p1", "One stands."), ("p2", "Another stands.")]),
        ("roads", "Roads", [("p3", "One leads on.")]),
    ]


def test_what_stands_before_the_first_heading_has_a_section_without_one():
    assert shape("One stands.\n\nRoads\n\nOne leads on.", headings=["Roads"]) == [
        ("opening", "", [("p1", "One stands.")]),
        ("roads", "Roads", [("p2", "One leads on.")]),
    ]


def test_a_heading_may_have_no_text_and_a_name_that_another_has():
    assert shape("Roads\n\nRoads\n\nOne leads on.", headings=["Roads"]) == [
        ("roads", "Roads", []),
        ("roads-2", "Roads", [("p1", "One leads on.")]),
    ]


def test_a_paper_without_words_has_no_paragraphs():
    assert shape("") == [("opening", "", [])]


@given(st.lists(WORDS, max_size=12), st.sets(WORDS))
def test_the_paragraphs_and_headings_spell_the_text_in_order(blocks, headings):
    paper = read_paper("\n\n".join(blocks), headings=headings)
    starts = [one.span.start for one in paper.paragraphs]
    assert starts == sorted(starts)
    assert [one.id for one in paper.paragraphs] == [f"p{n}" for n in range(1, len(paper.paragraphs) + 1)]
    told = [
        words
        for section in paper.sections
        for words in (section.heading, *(paper.words(one.span) for one in section.paragraphs))
        if words
    ]
    assert "\n\n".join(told) == paper.text
