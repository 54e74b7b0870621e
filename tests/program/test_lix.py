"""How hard a text is, counted by hand on small ones."""

import pytest

from build_scripts.check.lix import in_words, lix
from build_scripts.shared.markdown import read_prose

EASY = "The cat sat on the mat and saw the dog. " * 4
"""40 words, 4 sentences, no long word: 10 + 0."""
HARD = "Interdependence notwithstanding, governments of small islands rarely negotiate. " * 4
"""32 words, 4 sentences, 5 of 8 words long: 8 + 62.5."""


def test_words_in_a_sentence_plus_percentage_of_long_words():
    assert lix([EASY]) == 10
    assert lix([HARD]) == 70


def test_texts_are_taken_together():
    assert lix([EASY, HARD]) == round(72 / 8 + 100 * 20 / 72)


def test_a_text_without_a_full_stop_is_a_sentence():
    assert lix(["one two three four five six"] * 5) == 6


@pytest.mark.parametrize(
    ("text", "words"),
    [("The U.S. is at sea. ", 6), ("He said (Adler, 2019) so. ", 4), ("“Is it so?” asked one. ", 5)],
)
def test_a_stop_before_a_small_letter_ends_nothing(text, words):
    assert lix([text * 10]) == words


def test_too_little_text_says_nothing():
    assert lix(["Five words are not enough."]) is None
    assert lix([]) is None
    assert in_words(None) == "too short to tell"


@pytest.mark.parametrize(
    ("figure", "words"), [(0, "very easy"), (30, "easy"), (49, "medium"), (59, "hard"), (60, "very hard")]
)
def test_the_scale(figure, words):
    assert in_words(figure).startswith(words)


def test_a_line_break_parts_words():
    assert read_prose("one\\\ntwo").words == "one two"
