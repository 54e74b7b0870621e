"""A paragraph is cut at its marks into pieces that spell it."""

from hypothesis import given
from hypothesis import strategies as st

from build_scripts.paper.paper import Span
from build_scripts.paper.plain_text import read_paper
from build_scripts.read.course import Note, NoteKind
from build_scripts.weave.marks import LinkMark, MarkLink, Marks, NoteMark, Run, marked
from build_scripts.weave.weave import PlacedNote

PAPER = read_paper("The old bridge stands over the river here.")
(PARAGRAPH,) = PAPER.paragraphs
LENGTH = PARAGRAPH.span.end


def note(id_: str, start: int, end: int) -> PlacedNote:
    written = Note.model_construct(kind=NoteKind.CONTEXT, quote=PAPER.text[start:end])
    return PlacedNote(id_, written, Span(start, end), PARAGRAPH.id, 1)


def pieces(links: list[tuple[int, int]], notes: list[tuple[str, int, int]]) -> list[object]:
    """The pieces in short: words, words in a link as a list, the end of a note as `/id`."""
    chosen = Marks(
        tuple(MarkLink(Span(*link), term="t") for link in links),
        tuple(sorted((note(*one) for one in notes), key=lambda one: one.span)),
    )
    told: list[object] = []
    for piece in marked(PAPER, PARAGRAPH, chosen).pieces:
        match piece:
            case Run(text, at):
                told.append((text, *at))
            case LinkMark(runs):
                told.append([(run.text, *run.notes) for run in runs])
            case NoteMark(id_):
                told.append(f"/{id_}")
    return told


def test_a_paragraph_without_marks_is_one_run():
    assert pieces([], []) == [(PAPER.text,)]


def test_notes_may_overlap():
    assert pieces([], [("a", 0, 14), ("b", 8, 21)]) == [
        ("The old ", "a"),
        ("bridge", "a", "b"),
        "/a",
        (" stands", "b"),
        "/b",
        (" over the river here.",),
    ]


def test_a_note_that_ends_inside_a_link_is_marked_after_it():
    assert pieces([(4, 14)], [("a", 0, 7)]) == [
        ("The ", "a"),
        [("old", "a"), (" bridge",)],
        "/a",
        (" stands over the river here.",),
    ]


def test_a_note_that_begins_inside_a_link_does_not_cut_it_in_two():
    assert pieces([(4, 14)], [("a", 8, 21)]) == [
        ("The ",),
        [("old ",), ("bridge", "a")],
        (" stands", "a"),
        "/a",
        (" over the river here.",),
    ]


SPANS = st.tuples(st.integers(0, LENGTH - 1), st.integers(1, 12)).map(
    lambda one: (one[0], min(sum(one), LENGTH))
)


@given(SPANS, st.lists(SPANS, max_size=5))
def test_the_pieces_spell_the_paragraph_and_every_note_ends_once(link, notes):
    named = [(f"n{at}", *one) for at, one in enumerate(notes)]
    told = pieces([link], named)
    runs = [
        run for one in told if not isinstance(one, str) for run in (one if isinstance(one, list) else [one])
    ]
    assert "".join(run[0] for run in runs) == PAPER.text
    assert sorted(one for one in told if isinstance(one, str)) == sorted(f"/{id_}" for id_, *_ in named)
    for id_, start, end in named:
        assert "".join(run[0] for run in runs if id_ in run[1:]) == PAPER.text[start:end]
