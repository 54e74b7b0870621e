"""The mistakes that a line of YAML may look like are told apart, each in words of its own."""

import pytest

from build_scripts.read.yaml_errors import _LOOKS
from build_scripts.read.yaml_values import read_yaml

LINES = {
    "a mark that begins or ends": "```yaml",
    "a line that only parts": "----",
    "a field whose name is in bold": "- **note**: one",
    "a tab at": "\tnote: one",
    "a mark of git": "<<<<<<< ours",
    "a character that looks like a space": "note:\u00a0one",
    "a wide colon": "note：one",
    "no space after the dash": "-note: one",
    "a long dash or a bullet": "• note",
    "no space after the colon": "note:one",
    "text on the same line as": "note: | one",
    "text that continues after": 'note: "one" two',
    "text that begins with a bracket": "note: [one] two",
    "text that begins with *": "note: *one",
    "text that begins with @": "note: @one",
    "text that begins with a dash": "note: - one",
}


@pytest.mark.parametrize("look", _LOOKS, ids=lambda look: look.found[:20])
def test_every_look_is_the_first_that_its_line_has(look):
    (line,) = [line for begins, line in LINES.items() if look.found.startswith(begins)]
    assert next(one for one in _LOOKS if one.like.search(line)) is look


@pytest.mark.parametrize(
    "line", ["note: one", '- note: "one"', "note: |", "- one", "one-two: three # four", ""]
)
def test_a_line_that_is_right_looks_like_no_mistake(line):
    assert [look.found for look in _LOOKS if look.like.search(line)] == []


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ("title: One\nkind：two\nnote: three\n", 2, "a wide colon"),
        ("a: 1\n<<<<<<< ours\nb: 2\n", 2, "a mark of git"),
        ("a: 1\nb: [1, 2\nc: 3\n", 2, "a bracket that is not closed"),
        ("a: |\n  *one\nb: [1, 2\n", 3, "a bracket that is not closed"),
        ('a: "one\nb: two\nc: "three"\n', 1, "a quotation mark that is never closed"),
    ],
)
def test_the_line_at_fault_is_told_and_not_the_one_where_the_parser_gave_up(text, line, found):
    _, (problem,) = read_yaml("a.yml", text)
    assert (problem.rule, problem.place.line) == ("yaml-syntax", line)
    assert problem.found.startswith(found)
