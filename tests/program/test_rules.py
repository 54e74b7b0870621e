"""The catalogue of rules holds just the rules that the code can give out."""

import re
from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

import pytest
from projects import ROOT, run

from build_scripts.check.catalogue import CATALOGUE, RULES, catalogue, explain
from build_scripts.shared.place import Place, Problem, Rule, at_words

PROGRAM = ROOT / "build_scripts"


def rules_in(value: object) -> Iterator[Rule]:
    """The rules that a name of a module stands for."""
    if isinstance(value, Rule):
        yield value
    elif isinstance(value, dict):
        yield from (one for one in value.values() if isinstance(one, Rule))


def test_the_catalogue_has_every_rule_of_every_module():
    names = [name for _, name, _ in walk_packages([str(PROGRAM)], "build_scripts.") if "__main__" not in name]
    modules = [import_module(name) for name in names]
    defined = {rule for module in modules for value in vars(module).values() for rule in rules_in(value)}
    assert set(RULES) == defined


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
    (found,) = at_words([problem], {"a.yml": "notes:\nnote: a note\n"})
    assert found.place == Place("a.yml", 2, 9)
