"""Law 13: an edit by form changes the value that was edited, and no other byte; the file then says what the form said."""

import random
import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from yaml_styles import Writer, a_lesson, a_note, a_text, an_option

from build_scripts.edit.change import Made, added, changed, deleted, moved, same, values_at
from build_scripts.edit.forms import manners_of
from build_scripts.read.yaml_values import read_yaml

MANNERS = manners_of("content/lessons/any.yml")
Lesson = dict[str, Any]
Edit = Callable[[random.Random, str, Lesson], tuple[Made, Lesson, bool]]
"""Makes an edit of a text that says something; returns what the text should say then, and whether comments may go."""


def with_note(lesson: Lesson, at: int, note: Lesson | None) -> Lesson:
    notes = lesson["notes"]
    return {**lesson, "notes": [*notes[:at], *([note] if note else []), *notes[at + 1 :]]}


def change_a_field(chance: random.Random, text: str, lesson: Lesson) -> tuple[Made, Lesson, bool]:
    at = chance.randrange(len(lesson["notes"]))
    note = lesson["notes"][at]
    name = chance.choice(list(note))
    value = a_text(chance) if name != "sources" else ["x-1", "y, z"][: chance.randint(1, 2)]
    made = changed(text, ("notes", at), {name: value}, MANNERS)
    return made, with_note(lesson, at, {**note, name: value}), name == "sources"


def add_fields(chance: random.Random, text: str, lesson: Lesson) -> tuple[Made, Lesson, bool]:
    at = chance.randrange(len(lesson["notes"]))
    values = {"prefix": a_text(chance, lines=False), "see": ["p1", "p2"], "note": a_text(chance)}
    made = changed(text, ("notes", at), values, MANNERS)
    return made, with_note(lesson, at, lesson["notes"][at] | values), False


def take_a_field_out(chance: random.Random, text: str, lesson: Lesson) -> tuple[Made, Lesson, bool]:
    at = chance.randrange(len(lesson["notes"]))
    note = lesson["notes"][at]
    name = chance.choice(list(note)) if len(note) > 1 else "prefix"
    made = changed(text, ("notes", at), {name: None}, MANNERS)
    return made, with_note(lesson, at, {key: one for key, one in note.items() if key != name}), True


def add_a_note(chance: random.Random, text: str, lesson: Lesson) -> tuple[Made, Lesson, bool]:
    notes, at = lesson["notes"], chance.randint(0, len(lesson["notes"]))
    note = a_note(chance)
    made = added(text, ("notes",), at, note, MANNERS)
    return made, {**lesson, "notes": [*notes[:at], note, *notes[at:]]}, False


def delete_a_note(chance: random.Random, text: str, lesson: Lesson) -> tuple[Made, Lesson, bool]:
    if len(lesson["notes"]) < 2:
        return add_a_note(chance, text, lesson)
    at = chance.randrange(len(lesson["notes"]))
    return deleted(text, ("notes", at), MANNERS), with_note(lesson, at, None), True


def move_a_note(chance: random.Random, text: str, lesson: Lesson) -> tuple[Made, Lesson, bool]:
    notes = lesson["notes"]
    at, to = chance.randrange(len(notes)), chance.randrange(len(notes))
    rest = [*notes[:at], *notes[at + 1 :]]
    made = moved(text, ("notes", at), to, MANNERS)
    return made, {**lesson, "notes": [*rest[:to], notes[at], *rest[to:]]}, False


def change_a_list(chance: random.Random, text: str, lesson: Lesson) -> tuple[Made, Lesson, bool]:
    objectives = list(lesson["objectives"])
    match chance.randrange(4):
        case 0:
            objectives.append(a_text(chance, lines=False))
        case 1 if len(objectives) > 1:
            objectives.pop(chance.randrange(len(objectives)))
        case 2:
            chance.shuffle(objectives)
        case _:
            objectives[chance.randrange(len(objectives))] = a_text(chance, lines=False)
    made = changed(text, (), {"objectives": objectives}, MANNERS)
    return made, {**lesson, "objectives": objectives}, True


def change_a_self_check(chance: random.Random, text: str, lesson: Lesson) -> tuple[Made, Lesson, bool]:
    at = chance.randrange(len(lesson["checks"]))
    options = [dict(one) for one in lesson["checks"][at]["options"]]
    match chance.randrange(3):
        case 0:
            options[chance.randrange(len(options))]["why"] = a_text(chance, lines=False)
        case 1 if len(options) > 1:
            options.pop(chance.randrange(len(options)))
        case _:
            options.append(an_option(chance))
    checks = [{**one, "options": options} if n == at else one for n, one in enumerate(lesson["checks"])]
    return changed(text, ("checks", at), {"options": options}, MANNERS), {**lesson, "checks": checks}, True


EDITS: tuple[Edit, ...] = (
    change_a_field,
    add_fields,
    take_a_field_out,
    add_a_note,
    delete_a_note,
    move_a_note,
    change_a_list,
    change_a_self_check,
)


def comments(text: str) -> Counter[str]:
    return Counter(re.findall(r"# c\d+\.", text))


def line_ends(text: str) -> set[str]:
    return set(re.findall(r"\r\n|\r|\n", text))


def lines_that_go(before: str, after: str) -> list[str]:
    """The lines from the first to the last that differ."""
    old, new = before.splitlines(), after.splitlines()
    while old and new and old[0] == new[0]:
        old, new = old[1:], new[1:]
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    return old


@settings(max_examples=40)
@given(st.randoms(use_true_random=True))
def test_any_edits_leave_all_else_and_the_file_says_what_the_form_said(chance):
    lesson = a_lesson(chance)
    text = Writer(chance).file(lesson)
    if not same(read_yaml("", text)[0], lesson):
        return  # a text that YAML itself does not keep, such as one with a line of spaces
    refused = 0
    for _ in range(6):
        lesson = values_at(text, ())
        made, wanted, comments_may_go = chance.choice(EDITS)(chance, text, lesson)
        if made.text is None:
            assert made.why
            refused += 1
            continue
        assert same(values_at(made.text, ()), wanted)
        assert comments_may_go or comments(made.text) >= comments(text)
        assert made.text.startswith("\ufeff") == text.startswith("\ufeff")
        assert line_ends(made.text) <= (line_ends(text) or {"\n"})
        text = made.text
    assert refused < 6


@settings(max_examples=40)
@given(st.randoms(use_true_random=True))
def test_a_new_note_touches_no_line_that_is_there(chance):
    lesson = a_lesson(chance)
    text = Writer(chance).file(lesson)
    made, _, _ = add_a_note(chance, text, lesson)
    if made.text is not None:
        assert len(lines_that_go(text, made.text)) < 2  # one, if it goes into brackets, or behind a last line


STYLED = """\
# The first line.
title: 'A bridge'   # its name
summary: >-
  One
  two.
objectives: ["See", 'say', do]
notes:
  # Read these first.

  - quote: the cost
    kind: claim # sure?
    note: |
      Who paid?

      Nobody.
    sources: [mason-2016]
  # On the king.
  - {quote: the king, kind: slip, note: "Which?"}
  -
    quote: a plain text
      on two lines
    kind: context
    note: Short.
"""


@pytest.mark.parametrize(
    ("path", "values", "gone", "new"),
    [
        ((), {"title": "It's, a: toll"}, "'A bridge'", "'It''s, a: toll'"),
        ((), {"summary": "One, two and three."}, "  One\n  two.", "  One, two and three."),
        ((), {"objectives": ["See", "say", "do", "a, b"]}, "do]", 'do, "a, b"]'),
        ((), {"objectives": ["say", "do"]}, '"See", ', ""),
        (("notes", 0), {"note": "Who paid?\n\nThe king."}, "Nobody.", "The king."),
        (("notes", 0), {"sources": ["mason-2016", "mason-2016, p. 4"]}, "2016]", '2016, "mason-2016, p. 4"]'),
        (("notes", 0), {"kind": "slip"}, "claim", "slip"),
        (("notes", 0), {"sources": None}, "    sources: [mason-2016]\n", ""),
        (("notes", 1), {"note": "Which one?"}, '"Which?"', '"Which one?"'),
        (("notes", 1), {"see": ["p4"]}, '"Which?"}', '"Which?", see: [p4]}'),
        (("notes", 2), {"note": "One.\nTwo."}, "Short.", "|\n      One.\n      Two."),
        (("notes", 2), {"key": True}, "    note: Short.", "    key: true\n    note: Short."),
        (("notes", 2), {"quote": "another text"}, "a plain text\n      on two lines", "another text"),
    ],
)
def test_a_value_keeps_its_style(path, values, gone, new):
    made = changed(STYLED, path, values, MANNERS)
    assert made.text == STYLED.replace(gone, new), made.why


def test_a_new_entry_is_written_as_its_neighbours_are():
    text = "notes:\n-   quote: 'one'\n    note: |\n        Long.\n\n-   quote: 'two'\n    note: |\n        Short.\n"
    made = added(text, ("notes",), 1, {"note": "New.", "quote": "three"}, MANNERS)
    new = "-   quote: 'three'\n    note: |\n      New.\n\n"
    assert made.text == text.replace("-   quote: 'two'", f"{new}-   quote: 'two'")
    alone = added(STYLED, ("notes",), 3, {"quote": "x", "note": "y"}, MANNERS)
    assert alone.text == STYLED + "  -\n    quote: x\n    note: |\n      y\n"


def test_a_comment_goes_where_its_entry_goes_and_the_heading_of_a_group_stays():
    made = moved(STYLED, ("notes", 1), 2, MANNERS)
    assert made.text is not None
    assert made.text.endswith('  # On the king.\n  - {quote: the king, kind: slip, note: "Which?"}\n')
    assert made.text.index("# Read these first.") < made.text.index("the cost")
    gone = deleted(STYLED, ("notes", 0), MANNERS)
    assert gone.text is not None
    assert "# Read these first." in gone.text


def test_the_headings_of_groups_stay_when_entries_between_them_go():
    text = "terms:\n  - {id: a}\n\n  # Roads\n\n  - {id: b}\n\n  # Rivers\n  - {id: c}\n  - {id: d}\n"
    made = deleted(text, ("terms", 1), MANNERS)
    assert made.text is not None
    assert made.text == text.replace("  - {id: b}\n", "")
    again = deleted(made.text, ("terms", 1), MANNERS)
    assert again.text is not None
    assert "  # Rivers\n  - {id: d}\n" in again.text


def test_what_would_change_something_else_is_not_written():
    """Blank lines below the first text count, so it would be longer if those between the others came to stand there."""
    kept = "- quote: a\n  note: |+\n    x\n"
    text = f"notes:\n{kept}- {{quote: b}}\n\n\n- {{quote: c}}\n"
    made = moved(text, ("notes", 2), 0, MANNERS)
    assert made.text is None
    assert "nothing was saved" in made.why


def test_a_list_that_is_emptied_can_be_filled_again():
    text = "notes:\n  - quote: one # c\nquestions: []\nminutes: 4\n"
    made = deleted(text, ("notes", 0), MANNERS)
    assert made.text == "notes: []\nquestions: []\nminutes: 4\n"
    again = added(made.text, ("notes",), 0, {"quote": "two"}, MANNERS)
    assert again.text == "notes:\n  - quote: two\nquestions: []\nminutes: 4\n"


@pytest.mark.parametrize(
    ("text", "path", "values", "why"),
    [
        ("notes:\n  - quote: [a\n", ("notes", 0), {"quote": "b"}, "cannot be read now"),
        ("- a\n- b\n", (), {"title": "b"}, "does not consist of fields"),
        ("title: a\n", (), {"title": "b\x07"}, "U+0007"),
        ("title: a\n", ("notes", 4), {"quote": "b"}, "not there any more"),
        ("title: a\n", (), {"title": "half \ud83d"}, "U+D83D"),
    ],
)
def test_what_cannot_be_written_is_refused_in_words(text, path, values, why):
    made = changed(text, path, values, MANNERS)
    assert made.text is None
    assert why in made.why


@pytest.mark.parametrize("text", ["*a", "&b c", "- d", "? e", "null", "~", "a: b", "c #d", "'", '"', "%e", "@f", "`g`", "!h", "|", ">", "{", "[i", "yes", "01", "---", "...", "#", ":", "=", "<<", "\t x", "e\tf"])  # fmt: skip
def test_every_text_is_read_back(text):
    for before in (
        "title: a\n",
        "title: 'a'\n",
        'title: "a"\n',
        "title: |\n  a\n",
        "title: >-\n  a\n",
        "{title: a}\n",
    ):
        made = changed(before, (), {"title": text}, MANNERS)
        assert made.text is not None, (before, made.why)
        assert values_at(made.text, ()) == {"title": text} or same(values_at(made.text, ()), {"title": text})
