"""What the readers of files with tags share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from laws_of_blocks import broken

from build_scripts.importers import markup
from build_scripts.importers.markup import Cell, Close, Line, NoteMark, Open
from build_scripts.importers.reading import Refused
from build_scripts.paper.blocks import Mark, MarkKind, Words

TOKENS = st.lists(
    st.one_of(
        st.sampled_from([" ", "a", " b ", "c\n", "\u00a0", "[", "]", "12", ",", ""]),
        st.sampled_from([MarkKind.EMPHASIS, MarkKind.CITES, MarkKind.FORMULA, MarkKind.LINK]).map(lambda kind: Open(kind, "k")),
        st.just(Close()),
        st.just(NoteMark("1")),
    ),
    max_size=14,
)  # fmt: skip


@given(TOKENS)
def test_words_of_whatever_tokens_keep_the_laws(tokens):
    words = markup.words(markup.without_note_brackets(tokens))
    assert broken(words) == ""
    assert markup.words([words.text]).text == words.text


@given(
    st.lists(st.one_of(st.sampled_from(["a", " b", "  ", "\n"]), st.integers(0, 3).map(Line)), max_size=10)
)
def test_verse_of_whatever_lines_keeps_the_laws(tokens):
    words = markup.words(tokens)
    assert all(line == line.rstrip() for line in words.text.split("\n")) or words.text.strip() == ""


def test_a_note_within_a_citation_stands_behind_it():
    words = markup.words([Open(MarkKind.CITES, "a"), "Berg", NoteMark("1"), " 2011", Close(), "."])
    assert words == Words("Berg 2011.", (Mark(0, 9, MarkKind.CITES, "a"), Mark(9, 9, MarkKind.NOTE, "1")))


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        (["toll [", NoteMark("1"), "] was"], "toll was"),
        (
            ["toll", Open(MarkKind.SUPERSCRIPT), NoteMark("1"), ",", NoteMark("2"), Close(), " was"],
            "toll was",
        ),
        (["(see", NoteMark("1"), ") was"], "(see) was"),
        (["toll, ", NoteMark("1"), "was"], "toll, was"),
    ],
)
def test_what_only_held_marks_of_notes_goes_with_them(tokens, text):
    assert markup.words(markup.without_note_brackets(tokens)).text == text


@given(
    st.lists(
        st.lists(st.tuples(st.integers(-1, 4), st.integers(-1, 4)), max_size=4),
        max_size=5,
    )
)
def test_rows_of_a_table_are_of_equal_length_and_no_cell_is_lost(rows):
    cells = [
        [Cell(Words(f"{at}.{column}"), *spans) for column, spans in enumerate(row)]
        for at, row in enumerate(rows)
    ]
    made = markup.rows_of(cells)
    assert len({len(row) for row in made}) <= 1
    assert len(made) == len(rows)
    shown = [cell.text for row in made for cell in row if cell.text]
    assert sorted(shown) == sorted(cell.words.text for row in cells for cell in row)


def test_a_table_beyond_all_measure_is_refused():
    with pytest.raises(Refused):
        markup.rows_of([[Cell(Words("x"), 1000, 1000)] for _ in range(1000)])


@pytest.mark.parametrize(
    ("kind", "labels"),
    [
        ("order", ["1.", "2.", "3."]),
        ("alpha-lower", ["a.", "b.", "c."]),
        ("I", ["I.", "II.", "III."]),
        ("roman-lower", ["i.", "ii.", "iii."]),
        ("bullet", ["•", "•", "•"]),
        ("simple", ["", "", ""]),
    ],
)
def test_labels_that_lists_print(kind, labels):
    assert markup.printed_labels(kind, 3) == labels


def test_labels_after_z_and_of_odd_numbers():
    assert markup.printed_labels("A", 2, 26) == ["Z.", "AA."]
    assert markup.printed_labels("i", 1, 1994) == ["mcmxciv."]
    assert markup.printed_labels("a", 1, 0) == ["0."]
