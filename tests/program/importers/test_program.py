"""Pandoc is bound in time, memory and what it may answer, and sees no file but its input."""

import json

import pytest

from build_scripts.importers import program
from build_scripts.importers.pandoc import tree_of
from build_scripts.importers.program import pandoc
from build_scripts.importers.reading import Refused

pytestmark = pytest.mark.slow
SLOW = b"[" * 3000 + b"x" + b"](y)" * 3000
MUCH = b"salt *and* bread " * 400_000


def test_it_answers():
    answer, messages = pandoc(b"*salt*", "--from", "markdown", "--to", "html")
    assert (answer.strip(), messages) == (b"<p><em>salt</em></p>", "")


def test_it_is_stopped_after_a_while(monkeypatch):
    monkeypatch.setattr(program, "LONGEST", 0.5)
    with pytest.raises(Refused, match="longer than"):
        pandoc(SLOW, "--from", "markdown", "--to", "json")


def test_it_is_stopped_when_it_needs_much_memory(monkeypatch):
    monkeypatch.setattr(program, "LARGEST_HEAP", "64m")
    with pytest.raises(Refused, match="more memory"):
        pandoc(MUCH, "--from", "markdown", "--to", "json")


def test_it_is_stopped_when_it_answers_much(monkeypatch):
    monkeypatch.setattr(program, "LARGEST_ANSWER", 1000)
    with pytest.raises(Refused, match="too large"):
        pandoc(b"salt " * 1000, "--from", "markdown", "--to", "json")


def test_it_says_why_it_gave_up():
    with pytest.raises(Refused, match="pandoc says"):
        pandoc(b"---\ntitle: [\n---\n", "--from", "markdown", "--to", "json")


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("latex", r"\input{/etc/passwd}"),
        ("latex", r"\include{/etc/passwd}"),
        ("rst", ".. include:: /etc/passwd"),
        ("org", '#+INCLUDE: "/etc/passwd"'),
    ],
)
def test_it_reads_no_other_file(form, text):
    try:
        answer, _ = pandoc(f"text {text}\n\n{text}\n".encode(), "--from", form, "--to", "json")
    except Refused:
        return
    assert b"root:" not in answer


def test_what_is_nested_too_deep_is_refused():
    with pytest.raises(Refused, match="too deep"):
        tree_of(b"> " * 200 + b"deep", "markdown")


def test_what_it_says_is_a_tree():
    tree = tree_of(b"salt", "markdown")
    assert json.loads(json.dumps(tree.blocks)) == [{"t": "Para", "c": [{"t": "Str", "c": "salt"}]}]
