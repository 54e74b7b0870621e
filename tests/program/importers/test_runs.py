"""Words with marks: single spaces, marks in one another, and no letter lost."""

from hypothesis import given
from hypothesis import strategies as st

from build_scripts.importers.runs import Run, cut, gathered, join, tidy, wholly
from build_scripts.paper.blocks import Mark, MarkKind, Words

KINDS = st.sampled_from([kind for kind in MarkKind if kind is not MarkKind.NOTE])
TEXTS = st.text(alphabet=st.sampled_from("ab ć\u0915\u00a0\t\n  \u2003۔"), max_size=8)
RUNS = st.lists(
    st.one_of(
        st.builds(Run, TEXTS, st.lists(st.tuples(KINDS, st.sampled_from(["", "x"])), max_size=3).map(tuple)),
        st.builds(lambda label: Run("", ((MarkKind.NOTE, label),)), st.sampled_from(["1", "2"])),
    ),
    max_size=8,
)


def letters(text: str) -> str:
    return "".join(text.split())


def well_formed(words: Words) -> bool:
    """Marks are sorted, lie in the words, and hold one another; none but a note's is on nothing or on spaces."""
    assert list(words.marks) == sorted(words.marks)
    for mark in words.marks:
        assert 0 <= mark.start <= mark.end <= len(words.text)
        if mark.kind is MarkKind.NOTE:
            assert mark.start == mark.end
        else:
            assert words.text[mark.start : mark.end].strip(" ") == words.text[mark.start : mark.end] != ""
        for other in words.marks:
            assert not mark.start < other.start < mark.end < other.end
    return True


@given(RUNS)
def test_nothing_is_lost_and_spaces_are_single(runs):
    words = gathered(runs)
    assert letters(words.text) == letters("".join(run.text for run in runs))
    assert words.text == " ".join(words.text.split())
    assert well_formed(words)
    notes = [run.marks[0][1] for run in runs if run.marks and run.marks[0][0] is MarkKind.NOTE]
    assert {mark.value for mark in words.marks if mark.kind is MarkKind.NOTE} == set(notes)


@given(RUNS)
def test_lines_keep_their_indents_and_nothing_else(runs):
    words = gathered(runs, lines=True)
    assert letters(words.text) == letters("".join(run.text for run in runs))
    for line in words.text.split("\n"):
        assert line == line.rstrip(" ")
        assert "  " not in line.strip(" ").strip("\t")


@given(RUNS)
def test_what_is_tidy_stays_as_it_is(runs):
    words = gathered(runs)
    assert tidy(words.text, words.marks) == words


@given(RUNS, st.integers(0, 20))
def test_a_cut_loses_no_letter(runs, at):
    words = gathered(runs)
    at = min(at, len(words.text))
    first, last = cut(words, 0, at), cut(words, at, len(words.text))
    assert letters(first.text + last.text) == letters(words.text)
    assert well_formed(first)
    assert well_formed(last)


@given(st.lists(RUNS, max_size=4))
def test_joined_words_are_words(many):
    joined = join(gathered(runs) for runs in many)
    assert joined.text == " ".join(joined.text.split())
    assert well_formed(joined)


def test_marks_that_touch_are_one():
    italic = ((MarkKind.EMPHASIS, ""),)
    words = gathered([Run("the "), Run("ol", italic), Run("d ", italic), Run("levy")])
    assert words == Words("the old levy", (Mark(4, 7, MarkKind.EMPHASIS),))


def test_a_notes_mark_stands_at_the_word_before_it():
    words = gathered([Run("the levy "), Run("", ((MarkKind.NOTE, "1"),)), Run(" was old")])
    assert words == Words("the levy was old", (Mark(8, 8, MarkKind.NOTE, "1"),))


def test_wholly_looks_at_letters_only():
    assert wholly(Words("“Salt”.", (Mark(1, 5, MarkKind.STRONG),)), MarkKind.STRONG)
    assert not wholly(Words("Salt and", (Mark(0, 4, MarkKind.STRONG),)), MarkKind.STRONG)
    assert not wholly(Words("…", (Mark(0, 1, MarkKind.STRONG),)), MarkKind.STRONG)
