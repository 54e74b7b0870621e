"""Signs by which every reader knows things."""

import pytest

from build_scripts.importers.signs import heads_contents, heads_notes, roman, source_label
from build_scripts.importers.text.join import join


@pytest.mark.parametrize(
    ("numeral", "value"), [("i", 1), ("iv", 4), ("XIX", 19), ("lxii", 62), ("", 0), ("•", 0), ("ix.", 0)]
)
def test_roman_numerals(numeral, value):
    assert roman(numeral) == value


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Source: our own.", "Source:"),
        ("Quelle: Archiv", "Quelle:"),
        ("* p < .05", "* p <"),
        ("Sources of salt", ""),
    ],
)
def test_words_below_a_table(text, label):
    assert source_label(text) == label


def test_heads_of_notes_and_contents():
    assert all(map(heads_notes, ["Notes", "Anmerkungen:", "注释"]))
    assert all(map(heads_contents, ["Contents", "Table des matières", "目次"]))
    assert not heads_notes("Notes on salt")
    assert not heads_contents("Contents of the barn")


@pytest.mark.parametrize(
    ("lines", "known", "text", "told"),
    [
        (["a pro-", "cedure"], (), "a procedure", ()),
        (["to ex-", "plain"], (), "to explain", ()),
        (["the ex-", "minister"], ("minister",), "the ex-minister", ("ex-minister",)),
        (["a self-", "cure"], (), "a self-cure", ()),
    ],
)
def test_hyphens_after_what_may_be_a_word_by_itself(lines, known, text, told):
    joined = join(lines, frozenset(known))
    assert (joined.text, joined.unsure) == (text, told)
