"""A `paper.md` from a stranger is read and compared within a bound, whatever it holds."""

import random

from build_scripts.check import proof
from build_scripts.check.proof import changes
from build_scripts.paper import structured as making
from build_scripts.paper.blocks import Mark, MarkKind, Words, tidy
from build_scripts.paper.paper_md import PaperSource, read_paper_md
from build_scripts.paper.structured import structured


def paper(*paragraphs: str, given: int = 1) -> PaperSource:
    text = "\n\n".join(paragraphs)
    return read_paper_md(f"---\nnext: {given}\n---\n\n{text}\n")[0]


def test_many_marks_of_one_note_take_work_in_proportion(monkeypatch):
    """Counted in comparisons of marks, since a clock says more of the machine."""
    compared = []
    same = Mark.__eq__

    def counting(one: Mark, other: object) -> bool:
        compared.append(1)
        return same(one, other)

    monkeypatch.setattr(Mark, "__eq__", counting)

    def work(many: int) -> int:
        compared.clear()
        marks = tuple(Mark(at, at, MarkKind.NOTE, "1") for at in range(0, 2 * many, 2))
        assert len(tidy(Words("x " * many, marks)).marks) == many
        return len(compared)

    assert work(800) <= 8 * work(100) + 800


def test_a_number_that_was_never_given_makes_no_addresses():
    assert structured(paper("[1] One.", "[999998] Two.", given=2)).gone == {}
    assert structured(paper("[1] One.", "[999998] Two.", given=999_999)).gone == {}
    assert structured(paper("[1] One.", "[4] Two.", given=5)).gone == {"p2": "p1", "p3": "p1"}


def test_as_many_old_addresses_are_kept_as_the_bound_says():
    most = making._MOST_GONE
    assert len(structured(paper("[1] One.", f"[{most + 2}] Two.", given=most + 3)).gone) == most
    assert structured(paper("[1] One.", f"[{most + 3}] Two.", given=most + 4)).gone == {}


def test_texts_too_different_to_compare_in_order_are_compared_by_their_words(monkeypatch):
    words = [random.Random(1).choice("abc") for _ in range(300)]
    one = paper(*(f"[{n + 1}] {' '.join(words[n * 10 : n * 10 + 10])} x{n}" for n in range(30)))
    other = paper(*(f"[{n + 1}] {' '.join(reversed(words[n * 10 : n * 10 + 10]))} y" for n in range(30)))
    monkeypatch.setattr(proof, "_MOST_PAIRS", 100)
    gone, new = changes(one, other)
    assert sorted(gone.was.split()) == sorted(f"x{n}" for n in range(30))
    assert (gone.is_, new.was, set(new.is_.split())) == ("", "", {"y"})
