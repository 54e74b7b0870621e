"""Texts with an empty line after each line, as manuscripts and texts copied from PDF have, become what they were set from."""

import random

import pytest
from outline import outline

from build_scripts.importers.reading import Harm
from build_scripts.importers.text.reader import read_text

WORDS = [
    "the",
    "council",
    "bridge",
    "levy",
    "salt",
    "ferry",
    "river",
    "town",
    "mayor",
    "miller",
    "voted",
    "asked",
    "in",
    "of",
    "and",
    "for",
    "that",
    "was",
    "had",
    "been",
    "by",
    "with",
    "no",
    "spring",
    "winter",
    "charter",
    "burden",
    "tolls",
    "minutes",
    "nobody",
    "denied",
    "letter",
    "attic",
    "upper",
    "lower",
    "which",
    "when",
    "it",
    "a",
    "to",
    "money",
]
HEADINGS = ["The Levy on Salt", "Nobody in the Lower Town", "Tolls and Ferries", "Looking Back", "Votes"]
WIDE = {"i": 0.5, "l": 0.5, "t": 0.6, "f": 0.6, "r": 0.7, "m": 1.5, "w": 1.4, " ": 0.6}
"""How wide letters are in a font whose letters are not all alike; others are 1."""


def width_of(text: str, proportional: bool) -> float:
    return sum(WIDE.get(char, 1.0) if proportional else 1.0 for char in text)


def paragraph(seed: int, sentences: int) -> str:
    chance = random.Random(seed)  # no secret
    made = [" ".join(chance.choices(WORDS, k=chance.randint(8, 30))) for _ in range(sentences)]
    return " ".join(f"{sentence.capitalize()}." for sentence in made)


def set_in_lines(text: str, width: int, proportional: bool = False) -> list[str]:
    """Return a text as lines, each with as many words as have room."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width_of(longer, proportional) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def paragraphs(seed: int, count: int, width: int, proportional: bool) -> list[str]:
    """Return paragraphs whose last lines have room for some words, so that anyone sees where they end."""
    made: list[str] = []
    for number in range(seed * 1000, seed * 1000 + 1000):
        text = paragraph(number, 2 + number % 4)
        lines = set_in_lines(text, width, proportional)
        if len(lines) > 2 and width_of(lines[-1], proportional) < 0.7 * width:
            made.append(text)
        if len(made) == count:
            break
    return made


def double(lines: list[str]) -> str:
    return "\n\n".join(f"{line} " for line in lines) + "\n"


def told(text: str, harm: Harm) -> list[str]:
    return [doubt.message for doubt in read_text(text).doubts if doubt.harm is harm]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("proportional", [False, True])
@pytest.mark.parametrize("width", [34, 60, 92])
def test_what_was_set_is_read(width, proportional, seed):
    lines = ["Introduction"]
    expected = ["# Introduction"]
    for at, text in enumerate(paragraphs(seed, 8, width, proportional)):
        if at % 2 and at // 2 < len(HEADINGS):
            lines.append(HEADINGS[at // 2])
            expected.append(f"# {HEADINGS[at // 2]}")
        lines += set_in_lines(text, width, proportional)
        expected.append(f"p {text}")
    assert outline(read_text(double(lines))) == expected
    assert told(double(lines), Harm.HEADING) == []


BODY = paragraphs(7, 8, 66, proportional=False)
LINES = [set_in_lines(text, 66) for text in BODY]


def test_a_heading_of_two_lines():
    heading = ["The Council of the Upper Town and the Levy on Salt in the Years", "of the Bridge"]
    lines = [*LINES[0], *LINES[1], *heading, *LINES[2], *LINES[3]]
    found = outline(read_text(double(lines)))
    assert found == [f"p {BODY[0]}", f"p {BODY[1]}", f"# {' '.join(heading)}", f"p {BODY[2]}", f"p {BODY[3]}"]


def test_notes_close_together_at_the_end_of_a_page():
    first = [*LINES[0][:-1], f"{LINES[0][-1]}1", *LINES[1]]
    notes = "1 Minutes of the council, leaf 3, where the mayor says that nobody\nin the lower town had been asked.\n"
    text = f"{double(first)}\n{notes}\f{double([*LINES[2], *LINES[3]])}"
    assert outline(read_text(text)) == [
        f"p {BODY[0]}[^1]",
        f"p {BODY[1]}",
        "note 1 Minutes of the council, leaf 3, where the mayor says that nobody in the lower town had been asked.",
        f"p {BODY[2]}",
        f"p {BODY[3]}",
    ]


@pytest.mark.parametrize("cut", range(3))
def test_running_heads_between_lines(cut):
    """A page ends within a paragraph, with a full line at which a sentence may end."""
    lines = [line for own in LINES for line in own]
    pages = [lines[at : at + 9 + cut] for at in range(0, len(lines), 9 + cut)]
    text = "\f".join(
        double([f"Berg: Bridges and Salt {number}", *page]) for number, page in enumerate(pages, 11)
    )
    found = [line for line in outline(read_text(text)) if not line.startswith("out Berg")]
    assert found == [f"p {text}" for text in BODY]


def test_empty_lines_or_indents_that_show_paragraphs_are_believed():
    apart = "\n\n".join(double(lines) for lines in LINES)
    assert outline(read_text(apart)) == [f"p {text}" for text in BODY]
    deep = double([line for own in LINES for line in [f"     {own[0]}", *own[1:]]])
    assert outline(read_text(deep)) == [f"p {text}" for text in BODY]


def test_a_heading_in_plain_words_is_asked_about():
    lines = [*LINES[0], *LINES[1], "What the miller wrote", *LINES[2], *LINES[3]]
    assert "# What the miller wrote" in outline(read_text(double(lines)))
    assert told(double(lines), Harm.HEADING) == ["taken for a heading: “What the miller wrote”"]
