"""How wide texts are, and where they are broken, before any font is known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.timeline.text_width import balanced, width, wrapped


def squeezed(lines):
    return "".join("".join(lines).split())


@given(st.text(), st.integers(1, 4))
def test_balanced_lines_keep_every_letter_in_order(text, lines):
    broken = balanced(text, lines)
    assert squeezed(broken) == squeezed(text)
    assert 1 <= len(broken) <= lines


@given(st.text(), st.floats(2, 20))
def test_no_line_is_wider_than_asked(text, most):
    broken = wrapped(text, most)
    assert squeezed(broken) == squeezed(text)
    assert all(width(line) <= most or len(line) == 1 for line in broken if line.isalpha())


@given(st.text(alphabet="abc WM", max_size=60), st.floats(8, 20))
def test_words_that_fit_are_not_broken(text, most):
    assert set(" ".join(wrapped(text, 60)).split()) == set(text.split())


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("One bridge", ("One", "bridge")),
        ("The second bridge over the river is opened", ("The second bridge over", "the river is opened")),
        ("河上的第一座桥在十八世纪建成通车", ("河上的第一座桥在十八世纪建成通车",)),
        ("河上的第一座桥在十八世纪建成，两年后通车", ("河上的第一座桥在十八", "世纪建成，两年后通车")),
        ("", ("",)),
    ],
)
def test_two_lines_are_as_even_as_their_words_allow(text, lines):
    assert balanced(text, 2) == lines
