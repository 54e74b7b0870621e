"""The catalogue of rules holds just the rules that the code can give out."""

import ast
import re

import pytest
from projects import ROOT, run

from build_scripts.check.catalogue import CATALOGUE, RULES, catalogue, explain
from build_scripts.read.validate import _RULES as FORMAT_RULES
from build_scripts.shared.place import Place, Problem, at_words

PROGRAM = ROOT / "build_scripts"
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def given_out() -> set[str]:
    """The rules in the program's own text: the second argument of a problem, the first of `_unknown`."""
    names = {"format-value"} | {f"format-{name}" for name in FORMAT_RULES.values()}
    for path in PROGRAM.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call):
                continue
            function = getattr(call.func, "id", getattr(call.func, "attr", ""))
            index = {"Problem": 1, "problem": 1, "_unknown": 0}.get(function)
            if index is None or len(call.args) <= index or not isinstance(call.args[index], ast.Constant):
                continue
            word = call.args[index].value
            names.add(f"{word}-unknown" if function == "_unknown" else word)
    return {name for name in names if SLUG.fullmatch(name)}


def test_the_catalogue_and_the_code_name_the_same_rules():
    assert {rule.name for rule in RULES} == given_out()


def test_the_catalogue_is_in_order_and_names_no_rule_twice():
    names = [rule.name for rule in RULES]
    assert names == sorted(set(names))


def test_every_rule_can_be_explained():
    for rule in RULES:
        told = explain(rule.name)
        assert told is not None
        assert rule.means in told
        assert rule.remedy in told


def test_an_unknown_rule_is_not_explained():
    assert explain("no-such-rule") is None


def test_the_catalogue_in_the_repository_is_made_from_the_rules():
    assert (PROGRAM.parent / CATALOGUE).read_text(encoding="utf-8") == catalogue(), "run: course schema"
    assert re.findall("^## (.*)", catalogue(), re.MULTILINE) == [rule.name for rule in RULES]


@pytest.mark.slow
def test_a_terminal_that_lacks_a_letter_shows_the_rest(monkeypatch):
    monkeypatch.setenv("PYTHONIOENCODING", "cp1252")
    done = run(ROOT, "build_scripts", "explain", "no-glyph")
    assert done.returncode == 0
    assert "note: ?" in done.stdout


def test_words_at_fault_are_looked_for_from_the_place_on():
    problem = Problem(Place("a.yml", 2, 7), "x", "x", words="note")
    assert at_words(problem, "notes:\nnote: a note\n").place == Place("a.yml", 2, 9)
