"""Handouts of large courses take little memory, and are the same as those of others."""

import json
from dataclasses import replace

import pytest
from projects import ROOT, TOWNS, texts_of

from build_scripts.build import plan
from build_scripts.print import sheets
from build_scripts.shells import typst
from build_scripts.shells.typst import Press, PrintError, how_many_workers
from build_scripts.weave.handouts import FORMATS, HandoutKind


def laid_out():
    """The sheets of a course, by the kinds of those of the whole course."""
    return {one.handout.kind: one for one in plan(texts_of(TOWNS)).lay_out() if not one.handout.lesson}


@pytest.mark.slow
def test_a_large_sheet_is_printed_in_a_process_of_its_own_to_the_same_bytes(monkeypatch):
    sheet = laid_out()[HandoutKind.GLOSSARY]
    (usual,) = Press(ROOT).print([sheet], FORMATS[:1])
    monkeypatch.setattr(typst, "_ALONE", 10)
    press = Press(ROOT)
    monkeypatch.setattr(type(press), "_typst", None)  # nothing is printed in this process
    (alone,) = press.print([sheet], FORMATS[:1])
    assert alone.pdf == usual.pdf
    assert press.children == set()
    with pytest.raises(PrintError) as caught:
        list(press.print([replace(sheet, data='{"head": 1, "shown": {}}   ')], FORMATS[:1]))
    assert "cannot access fields on type integer" in caught.value.problem.found
    assert "base.typ" in caught.value.problem.fix


def test_what_is_too_long_for_the_reader_is_printed_by_itself_and_the_reader_says_so(monkeypatch):
    before = json.loads(laid_out()[HandoutKind.READER].data)["shown"]
    assert before["apart"] == []
    assert before["glossary"]["terms"]
    assert before["timeline"]["periods"]
    monkeypatch.setattr(sheets, "_MOST_IN_READER", 1)
    after = json.loads(laid_out()[HandoutKind.READER].data)["shown"]
    assert after["apart"] == ["Timeline", "Glossary"]
    assert not after["glossary"]["terms"]
    assert after["timeline"]["events"] == 0
    assert after["lessons"] == before["lessons"]


def test_workers_are_bounded_by_memory(monkeypatch):
    monkeypatch.setattr(typst.os, "cpu_count", lambda: 64)
    monkeypatch.setattr(
        typst.os, "sysconf", lambda name: {"SC_PAGE_SIZE": 4096, "SC_PHYS_PAGES": 500_000}[name]
    )
    how_many_workers.cache_clear()
    assert how_many_workers() <= 3  # of two gigabytes
    how_many_workers.cache_clear()
