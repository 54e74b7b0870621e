"""Small questions that the reader of PDFs asks: of hyphens, numbers of headings, names, languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.importers.languages import is_rubbish, language_of
from build_scripts.importers.pdf.front import split_names
from build_scripts.importers.pdf.furniture import furniture
from build_scripts.importers.pdf.headings import Look, levels, number_of
from build_scripts.importers.pdf.letters import Face, Letter
from build_scripts.importers.pdf.lines import Line, Piece, Strip
from build_scripts.importers.pdf.words import vocabulary, words_of_lines
from build_scripts.paper.blocks import Mark, MarkKind

PLAIN, BOLD, ITALIC = Face("Serif"), Face("Serif-Bold", bold=True), Face("Serif-Italic", italic=True)


def line(*pieces: str | Piece, page: int = 1) -> Line:
    made = tuple(piece if isinstance(piece, Piece) else Piece(piece, PLAIN, 10) for piece in pieces)
    text = "".join(piece.text for piece in made)
    return Line(page, 0, 72, 100, 500, 110, 108, 10, PLAIN, made, 20, text.endswith("-"))


def joined(*lines: str, known: str = "", language: str = "en") -> str:
    made = [line(text) for text in lines]
    return words_of_lines(made, vocabulary([line("x " + known), *made], language))[0].text


@pytest.mark.parametrize(
    ("lines", "known", "language", "right"),
    [
        (("the govern-", "ment of it"), "government", "en", "the government of it"),
        (("the well-", "known one"), "well-known", "en", "the well-known one"),
        (("the pre-", "and post-war years"), "", "en", "the pre- and post-war years"),
        (("die Ein-", "und Ausfuhr"), "", "de", "die Ein- und Ausfuhr"),
        (("die Zeit-", "genossen"), "Zeit Genossen", "de", "die Zeitgenossen"),
        (("much-", "discussed"), "much discussed", "en", "much-discussed"),
        (("an interro-", "gation"), "", "en", "an interrogation"),
        (("the Anglo-", "Saxon laws"), "", "en", "the Anglo-Saxon laws"),
        (("the self-", "governing towns"), "", "en", "the self-governing towns"),
        (("state-of-", "the-art"), "state of the art", "en", "state-of-the-art"),
        (("in 1945–", "1948 they"), "", "en", "in 1945–1948 they"),
        (("the bridge —", "and the mill"), "", "en", "the bridge — and the mill"),
        (("the bridge—", "and the mill"), "", "en", "the bridge—and the mill"),
        (("at https://a.org/b-", "c/d and"), "", "en", "at https://a.org/b-c/d and"),
        (("at https://a.org/b", "and so on"), "", "en", "at https://a.org/b and so on"),
        (("那条河", "很宽"), "", "zh", "那条河很宽"),
    ],
)
def test_ends_of_lines(lines, known, language, right):
    assert joined(*lines, known=known, language=language) == right


def test_a_hyphen_that_is_in_doubt_is_told():
    made = [line("x much discussed"), line("much-"), line("discussed")]
    assert words_of_lines(made[1:], vocabulary(made))[1] == ["much-discussed"]


def test_two_adjectives_keep_their_hyphen_and_it_is_told():
    made = [line("a political matter"), line("of three ideological-"), line("political types")]
    words, doubtful = words_of_lines(made[1:], vocabulary(made))
    assert words.text == "of three ideological-political types"
    assert doubtful == ["ideological-political"]


def test_styles_that_cross_are_cut():
    both = Face("Serif-BoldItalic", bold=True, italic=True)
    words, _ = words_of_lines(
        [line(Piece("aa", BOLD, 10), Piece("bb", both, 10), Piece("cc", ITALIC, 10))], vocabulary([])
    )
    assert words.text == "aabbcc"
    assert words.marks == (
        Mark(0, 4, MarkKind.STRONG),
        Mark(2, 4, MarkKind.EMPHASIS),
        Mark(4, 6, MarkKind.EMPHASIS),
    )


def test_the_mark_of_a_note_covers_no_words():
    raised = Piece(" 1", PLAIN, 6, rise=1)
    words, _ = words_of_lines([line("salt,", raised, " and")], vocabulary([]), lambda _line, _piece: ["1"])
    assert (words.text, words.marks) == ("salt, and", (Mark(5, 5, MarkKind.NOTE, "1"),))


def test_addresses_are_links():
    words, _ = words_of_lines([line("see (https://a.org/b_(c)).")], vocabulary([]))
    assert [mark.value for mark in words.marks] == ["https://a.org/b_(c)"]


@pytest.mark.parametrize(
    ("heading", "number"),
    [
        ("1 The levy", "1"),
        ("2.1. Data", "2.1"),
        ("IV. The vote", "IV"),
        ("A. Who", "A"),
        ("b) Which", "b)"),
        ("1990 was dry", ""),
        ("Which", ""),
    ],
)
def test_numbers_of_headings(heading, number):
    assert number_of(heading) == number


LARGE, SMALL, SLANTED = (
    Look(14, True, False, False, "Sans"),
    Look(11, True, False, False, "Sans"),
    Look(10, False, True, False, "Serif"),
)


@pytest.mark.parametrize(
    ("headings", "right"),
    [
        (
            [("I. A", LARGE), ("A. B", SMALL), ("1. C", SLANTED), ("B. D", SMALL), ("II. E", LARGE)],
            [1, 2, 3, 2, 1],
        ),
        ([("1 A", LARGE), ("1.1 B", SMALL), ("References", LARGE)], [1, 2, 1]),
        ([("The levy", LARGE), ("The vote", SMALL), ("The salt", SLANTED), ("The end", LARGE)], [1, 2, 3, 1]),
        ([("Deep", SLANTED), ("High", LARGE)], [1, 1]),
    ],
)
def test_levels(headings, right):
    assert levels(headings) == right


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["1 A", "1.1 B", "IV. C", "a) D", "E", "Notes"]),
            st.sampled_from([LARGE, SMALL, SLANTED]),
        )
    )
)
def test_no_level_is_left_out(headings):
    found = levels(headings)
    assert all(1 <= level <= before + 1 for before, level in zip([0, *found], found, strict=False))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Markéta Ševčíková 1,* and Kaarle Nordenstreng 2", ["Markéta Ševčíková", "Kaarle Nordenstreng"]),
        ("By Anna Berg", ["Anna Berg"]),
        ("Teresa Weber∗, Vienna", ["Teresa Weber"]),
        ("Gunther Teubner* Translated by Jacob Watson", ["Gunther Teubner"]),
        ("Plato", ["Plato"]),
    ],
)
def test_names_of_authors(text, names):
    assert split_names(text) == names


def test_languages():
    english = "the levy on salt was old and in the lower town nobody had been asked about it " * 4
    german = "der Zoll auf das Salz war alt und in der unteren Stadt ist niemand nach ihm gefragt worden " * 4
    assert (
        language_of([english]),
        language_of([german]),
        language_of(["salt " * 99]),
        language_of(["the"]),
    ) == ("en", "de", "", "")


def test_rubbish():
    assert is_rubbish("\ue000\ue001 \ue002 a" * 50)
    assert not is_rubbish("the levy on salt was old " * 50)
    assert not is_rubbish("نمک پر محصول پرانا تھا " * 50)
    assert not is_rubbish("那条河很宽" * 50)


def strip(text: str, base: float, size: float = 10) -> Strip:
    letter = Letter(text, 72, base - size, 400, base, base, size, PLAIN, False, True)
    return Strip((letter,), 72, base - size, 400, base, base, size)


def test_numbers_that_rise_are_those_of_pages_wherever_else_they_stand():
    pages = [
        [strip("44", 800), strip("a", 300)],
        [strip("45", 800), strip("2", 760)],
        [strip("46", 800), strip("3", 300)],
    ]
    assert furniture(pages, [842] * 3) == {(0, 0), (1, 0), (2, 0)}


@given(
    st.lists(
        st.lists(
            st.tuples(
                st.sampled_from(["Anna Berg", "44", "Id. at 5.", "A line of text"]), st.floats(130, 700)
            ),
            max_size=6,
        ),
        min_size=1,
        max_size=5,
    )
)
def test_nothing_away_from_the_edges_is_furniture(pages):
    assert not furniture([[strip(text, base) for text, base in page] for page in pages], [842] * len(pages))
