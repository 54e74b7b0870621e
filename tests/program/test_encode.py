"""Where a page of a handout may end inside a paragraph."""

from hypothesis import given
from hypothesis import strategies as st

from build_scripts.paper.paper import Span
from build_scripts.print.encode import stretches
from build_scripts.read.course import NoteKind
from build_scripts.weave.marks import LinkMark, MarkLink, NoteMark, Run

NOTE = NoteMark("n", 1, NoteKind.CONTEXT)


def link(words: str) -> LinkMark:
    return LinkMark((Run(words),), MarkLink(Span(0, 1), term="t"))


def words(piece: Run | LinkMark | NoteMark) -> str:
    match piece:
        case Run(text):
            return text
        case LinkMark(runs):
            return "".join(run.text for run in runs)
        case _:
            return "^"


def cut(*pieces: Run | LinkMark | NoteMark) -> list[str]:
    return ["".join(map(words, one)) for one in stretches(pieces)]


def test_a_page_may_end_after_a_sentence():
    assert cut(Run("It stands. It holds! Does it?")) == ["It stands. ", "It holds! ", "Does it?"]


def test_a_sentence_may_end_with_the_words_of_a_link_or_a_note_s_mark():
    assert cut(Run("So says "), link("Adler."), NOTE, Run(" It stands.")) == [
        "So says Adler.^ ",
        "It stands.",
    ]


def test_an_omission_ends_a_stretch_and_what_stood_before_it_is_forgotten():
    assert cut(Run("It stands."), Run(" […] ", omitted=True), Run(" and holds.")) == [
        "It stands. […] ",
        " and holds.",
    ]


def test_languages_without_spaces_end_sentences_too():
    assert cut(Run("桥在。路在。")) == ["桥在。", "路在。"]


PIECES = st.lists(
    st.one_of(
        st.text(alphabet="ab .?。”[", min_size=1, max_size=8).map(Run),
        st.text(alphabet="ab .", min_size=1, max_size=4).map(link),
        st.just(NOTE),
        st.just(Run(" […] ", omitted=True)),
    ),
    max_size=8,
)


@given(PIECES)
def test_the_stretches_together_say_the_same(pieces):
    assert "".join(cut(*pieces)) == "".join(map(words, pieces))
    assert all(stretches(tuple(pieces)))
