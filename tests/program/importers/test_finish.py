"""What is done when a file was read: captions, sources, lists of references, abstracts, keywords."""

from hypothesis import given
from hypothesis import strategies as st

from build_scripts.importers.finish import finish
from build_scripts.importers.runs import plain
from build_scripts.paper.blocks import (
    Aside,
    Figure,
    Form,
    Formula,
    Heading,
    Mark,
    MarkKind,
    Reference,
    Table,
    Text,
    Words,
    words_of,
)

CELLS = ((Words("Upper"), Words("12")),)


def text(said: str, **more: object) -> Text:
    return Text(words=plain(said), **more)


def heading(said: str, level: int = 1) -> Heading:
    return Heading(words=plain(said), level=level)


def test_a_caption_above_a_table_is_its_own():
    (table,) = finish([text("Table 1. Bridges by town"), Table(rows=CELLS)])
    assert (table.number, table.caption.text) == ("1", "Bridges by town")


def test_a_caption_below_a_table_is_its_own_if_none_stands_above():
    blocks = finish([text("As Table 1 shows, all paid."), Table(rows=CELLS), text("Tabelle 2: Brücken")])
    assert [type(block) for block in blocks] == [Text, Table]
    assert blocks[1].number == "2"


def test_two_tables_keep_their_captions_apart():
    blocks = finish(
        [
            text("Table 1. Upper"),
            Table(rows=CELLS),
            text("Table 2. Lower"),
            Table(rows=CELLS),
            text("They differ."),
        ]
    )
    assert [block.caption.text for block in blocks[:2]] == ["Upper", "Lower"]
    assert blocks[2] == text("They differ.")


def test_a_figure_has_its_caption_below():
    blocks = finish([text("Figure 1. The mill"), Figure(), text("Figure 2. The weir"), Figure()])
    assert [block.caption.text for block in blocks] == ["The mill", "The weir"]
    blocks = finish([Figure(), text("Figure 1. The mill"), Figure(), text("Fig. 2 The weir")])
    assert [(block.number, block.caption.text) for block in blocks] == [("1", "The mill"), ("2", "The weir")]


def test_a_sentence_about_a_table_is_no_caption():
    blocks = finish([text("Table 2 shows what the towns paid."), Table(rows=CELLS)])
    assert blocks[0] == text("Table 2 shows what the towns paid.")
    assert blocks[1].number == ""


def test_what_stands_below_a_table_is_its_source():
    (table,) = finish(
        [text("Table 1. Bridges"), Table(rows=CELLS), text("Source: town book."), text("Note. In pence.")]
    )
    assert table.source.text == "Source: town book. Note. In pence."


def test_a_word_that_says_more_than_figure_stays():
    (figure,) = finish([Figure(), text("Map 3. The river")])
    assert (figure.number, figure.caption.text) == ("3", "Map 3. The river")


def test_the_title_of_a_numbered_example_is_a_figures_caption():
    (figure,) = finish([Text(words=Words("Where they paid"), form=Form.ITEM, label="(4)"), Figure()])
    assert (figure.number, figure.caption.text) == ("4", "Where they paid")


def test_entries_are_entries_until_the_next_section():
    blocks = finish(
        [
            heading("6. References"),
            heading("Sources that were printed", 2),
            text("Berg, A. (2011). The levy."),
            Text(words=Words("Holm, K. Ferries."), form=Form.ITEM, label="[2]"),
            Text(words=Words("Lund, P. Towns."), form=Form.ITEM, label="•"),
            heading("Appendix"),
            text("More."),
        ]
    )
    assert [block.words.text for block in blocks if isinstance(block, Reference)] == [
        "Berg, A. (2011). The levy.",
        "[2] Holm, K. Ferries.",
        "Lund, P. Towns.",
    ]
    assert blocks[-1] == text("More.")


def test_an_abstract_that_begins_in_its_line_gets_a_heading():
    words = Words(
        "Abstract. This essay asks who paid.", (Mark(0, 8, MarkKind.STRONG), Mark(10, 14, MarkKind.EMPHASIS))
    )
    head, body = finish([Text(words=words, form=Form.QUOTATION)])
    assert head == Heading(words=Words("Abstract"))
    assert body == Text(words=Words("This essay asks who paid.", (Mark(0, 4, MarkKind.EMPHASIS),)))


def test_an_abstract_by_itself_is_a_heading():
    assert finish([text("Zusammenfassung"), text("Wer zahlte?")])[0] == heading("Zusammenfassung")


def test_a_summary_after_the_first_chapter_is_text():
    blocks = [heading("1 The levy"), text("Summary: nobody paid.")]
    assert list(finish(blocks)) == blocks


def test_keywords_stand_aside():
    (aside,) = finish([text("Keywords: salt, bridges")])
    assert aside == Aside(words=Words("Keywords: salt, bridges"), role="keywords")


def test_a_formula_alone_in_its_paragraph_stands_apart_with_its_number():
    formula = Mark(0, 5, MarkKind.FORMULA)
    assert finish([Text(words=Words("x = 8 (2)", (formula,)))]) == (Formula(tex="x = 8", number="2"),)
    assert finish([Text(words=Words("x = 8", (formula,))), text("(3.1)")]) == (
        Formula(tex="x = 8", number="3.1"),
    )
    assert finish([Text(words=Words("x = 8.", (formula,)))]) == (Formula(tex="x = 8."),)


def test_a_formula_among_words_stays_there():
    blocks = [Text(words=Words("x = 8 holds", (Mark(0, 5, MarkKind.FORMULA),))), text("(3)")]
    assert list(finish(blocks)) == blocks


WORDS = st.sampled_from(
    [
        "Table 1. Salt",
        "Figure 2: Mill",
        "Source: book",
        "References",
        "Abstract. Who",
        "Keywords: salt",
        "They paid.",
        "",
    ]
).map(Words)
BLOCKS = st.lists(
    st.one_of(
        st.builds(lambda words, form: Text(words=words, form=form), WORDS, st.sampled_from(Form)),
        st.builds(lambda words, level: Heading(words=words, level=level), WORDS, st.integers(1, 3)),
        st.builds(lambda words: Table(caption=words, rows=CELLS), WORDS),
        st.builds(lambda words: Figure(caption=words), WORDS),
    ),
    max_size=8,
)


def letters(blocks: object) -> str:
    """All letters in order of the alphabet, without the names and numbers of tables and figures, which move."""
    said = "".join(words.text for block in blocks for words in words_of(block))
    for name in ("Table 1. ", "Figure 2: ", ". "):
        said = said.replace(name, "")
    return "".join(sorted(sign for sign in said if sign.isalpha()))


@given(BLOCKS)
def test_no_word_is_lost(blocks):
    assert letters(finish(blocks)) == letters(blocks)


@given(BLOCKS)
def test_what_is_finished_keeps_its_headings_and_entries(blocks):
    once = finish(blocks)
    assert [block for block in finish(once) if isinstance(block, Reference | Aside)] == [
        block for block in once if isinstance(block, Reference | Aside)
    ]
