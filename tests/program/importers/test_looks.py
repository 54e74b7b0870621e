"""Headings, verse and glosses by how they look."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.importers.looks import Seen, Weight, examples_of, headings, lined, number_of
from build_scripts.importers.runs import plain
from build_scripts.paper.blocks import Form, Table, Text, Words

BOLD, ITALIC, LARGE = Weight(bold=True), Weight(italic=True), Weight(size=2, bold=True)
BODY = Seen("The levy on salt was old, and nobody had been asked about it.")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2.1 Data", (2, 1)),
        ("3. The levy", (3,)),
        ("IV. The levy", (0,)),
        ("A. Data", (0,)),
        ("2011 was a year", ()),
        ("A town", ()),
        ("12.5 %", ()),
    ],
)
def test_numbers_of_headings(text, number):
    assert number_of(text) == number


def test_levels_by_number_and_by_look():
    seen = [
        *(Seen("Summary", BOLD), BODY, Seen("1 The levy", BOLD), BODY, Seen("1.1 Its age", BOLD), BODY),
        *(Seen("What was asked", ITALIC), BODY, Seen("1.1.1 The vote"), BODY, Seen("Conclusion", BOLD)),
    ]
    assert headings(seen) == {0: 1, 2: 1, 4: 2, 6: 2, 8: 3, 10: 1}


def test_larger_letters_weigh_more():
    seen = [
        Seen("Part one", LARGE),
        BODY,
        Seen("The levy", BOLD),
        BODY,
        Seen("Its age", ITALIC),
        BODY,
        Seen("Part two", LARGE),
    ]
    assert headings(seen) == {0: 1, 2: 2, 4: 3, 6: 1}


def test_bold_below_a_styled_heading_is_one_deeper():
    seen = [Seen("The levy", outline=2), BODY, Seen("Its age", BOLD), BODY]
    assert headings(seen) == {0: 2, 2: 3}


@pytest.mark.parametrize(
    "one",
    [
        Seen("Nobody was asked.", BOLD),
        Seen("Table 1. Bridges", BOLD),
        Seen("(4) Where they paid", BOLD),
        Seen("2.1 of the towns paid, and the others never did so at all."),
        Seen("7.2 Salt alone"),
        Seen("never, she said", ITALIC),
        Seen("— 7 —", BOLD),
        Seen("Salt", BOLD, alone=False),
        Seen("salt " * 40, BOLD),
    ],
)
def test_what_is_no_heading(one):
    assert headings([BODY, one, BODY]) == {}


@given(
    st.lists(
        st.builds(
            Seen,
            st.sampled_from(["1 A", "1.1 B", "Salt", "SALT", "x."]),
            st.sampled_from([BOLD, ITALIC, Weight()]),
            st.integers(0, 7),
        )
    )
)
def test_levels_are_within_bounds_and_styles_win(seen):
    levels = headings(seen)
    assert all(1 <= level <= 6 for level in levels.values())
    assert {at for at, one in enumerate(seen) if one.outline} <= set(levels)


def text(said: str, **more: object) -> Text:
    return Text(words=Words(said), **more)


def test_short_lines_are_verse_and_long_ones_prose():
    assert [block.form for block in lined([text("one\ntwo"), text("one\n" + "long " * 20)])] == [
        Form.VERSE,
        Form.PARAGRAPH,
    ]


def test_lines_of_an_item_are_its_words():
    (block,) = lined([text("one\ntwo", form=Form.ITEM, label="•")])
    assert block.words.text == "one two"


def test_a_gloss_by_tabs_with_its_translation():
    (block,) = lined([text("(1)\tHo\tsentito\tieri"), text("\thave\theard\tyesterday"), text("\t‘I heard’")])
    assert block.form is Form.GLOSS
    assert block.words.text == "(1)\nHo\tsentito\tieri\nhave\theard\tyesterday\n‘I heard’"


def test_a_table_of_numbers_is_no_gloss():
    rows = tuple(tuple(map(plain, row)) for row in (("Town", "1901", "1902"), ("Upper", "12", "13")))
    assert examples_of(Table(rows=rows)) == (Table(rows=rows),)


def test_an_example_in_a_table_that_is_no_gloss_has_no_header():
    rows = tuple(tuple(map(plain, row)) for row in (("(8)", "Context: " + "salt " * 20), ("", "Choice")))
    (table,) = examples_of(Table(rows=rows))
    assert table.heads == 0


def test_the_title_of_a_gloss_is_a_paragraph_before_it():
    rows = tuple(
        tuple(map(plain, row))
        for row in (("In Eaton", "", ""), ("(5)", "", ""), ("", "sei", "tu"), ("", "is", "you"))
    )
    assert examples_of(Table(rows=rows))[0] == Table(rows=rows, heads=0)  # two columns only
    wide = tuple((*row, plain(more)) for row, more in zip(rows, ("", "", "che", "that"), strict=True))
    title, gloss = examples_of(Table(rows=wide))
    assert title == text("In Eaton", where=gloss.where)
    assert gloss == Text(words=Words("(5)\nsei\ttu\tche\nis\tyou\tthat"), form=Form.GLOSS)


def test_speakers_in_a_gloss_have_lines_of_their_own():
    table = (
        ("(1)", "Italian", "", ""),
        ("", "A:", "sei", "tu", "che"),
        ("", "", "is", "you", "that"),
        ("", "", "‘It is you’", "", ""),
    )
    rows = tuple(tuple(map(plain, (*row, "", "")))[:5] for row in table)
    (gloss,) = examples_of(Table(rows=rows))
    assert gloss.words.text == "(1) Italian\nA:\nsei\ttu\tche\nis\tyou\tthat\n‘It is you’"


def test_a_gloss_with_empty_cells_between_words_stays_a_table():
    rows = tuple(tuple(map(plain, row)) for row in (("(5)", "sei", "tu", "che"), ("", "is", "", "that")))
    assert examples_of(Table(rows=rows)) == (Table(rows=rows, heads=0),)
