"""Drafts: in a preview with a mark, in nothing else; and no draft stops a course."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opened import parts
from projects import TINY, texts_of

from build_scripts.build import build, plan, rendered
from build_scripts.exports.formats import exported
from build_scripts.inspect import inspect
from build_scripts.shared.place import Severity
from build_scripts.weave.edition import Edition
from build_scripts.web.assemble import Contents, beside

LESSON, GLOSSARY, TIMELINE = (
    "content/lessons/bridges.yml", "content/glossary.yml", "content/timeline.yml",
)  # fmt: skip
DRAFTS = {
    "note": (LESSON, "    note: Overlaps the first.\n", "    note: Zebranote.\n    draft: true\n"),
    "question": (LESSON, "    ask: Who promised?\n", "    ask: Zebraquestion?\n    draft: true\n"),
    "self-check": (LESSON, "    ask: What is a bridge?\n", "    ask: Zebracheck?\n    draft: true\n"),
    "term": (GLOSSARY, "    definition: A way over.\n", "    definition: Zebraterm.\n    draft: true\n"),
    "event": (TIMELINE, "    title: The first bridge\n", "    title: Zebraevent\n    draft: true\n"),
    "lesson": ("content/lessons/no-passage.yml", "title: ", "draft: true\ntitle: Zebralesson "),
}
"""For each kind: the file, what stands in it, and the draft in its place."""
ZEBRA = re.compile(rb"zebra\w*|no-passage|first-bridge|term:bridge|who-promised|bridge-check", re.IGNORECASE)
"""What drafts say, and their ids."""


def drafted(*kinds):
    files = texts_of(TINY)
    for path, old, new in (DRAFTS[kind] for kind in kinds):
        assert old in files[path]
        files[path] = files[path].replace(old, new, 1)
    return files


def errors(files):
    return [one for one in inspect(files).problems if one.severity is Severity.ERROR]


def said(build_of, files):
    """All that a preview shows."""
    return {one.path: rendered(one.make(), build_of.site, files).text for one in build_of.outline}


@pytest.mark.parametrize("edition", Edition)
def test_no_byte_of_a_build_comes_from_a_draft(edition):
    files = drafted(*DRAFTS)
    made = build(files, edition=edition)
    assert not made.failed
    site = Contents(made.woven, tuple(one.page for one in made.pages), edition, "https://course.example/")
    sheets = [one.data.encode() for one in made.lay_out()]
    cards = [one.encode() for one in made.cards.values()]
    pages = [one.text.encode() for one in made.pages]
    records = [repr((made.woven.project, [one.page for one in made.pages])).encode()]
    for data in (*pages, *beside(site).values(), *sheets, *cards):
        assert not ZEBRA.search(data.replace(b"#id=bridge-check", b"")), ZEBRA.search(data)
    assert not re.search(rb"zebra", records[0], re.IGNORECASE)
    assert sheets
    for way, data in (one for file in exported(made.material).items() for one in parts(*file)):
        assert not ZEBRA.search(way.encode() + data), (way, ZEBRA.search(data))
    assert "timeline.md" not in {one.page.path for one in made.pages}


def test_a_preview_marks_each_draft():
    files = drafted(*DRAFTS)
    shown = said(plan(files, with_drafts=True), files)
    mark = "Draft: only the preview shows it"
    assert {path for path, text in shown.items() if mark in text} == {
        "index.md", "lessons/index.md", "lessons/bridges.md", "lessons/no-passage.md", "timeline.md", "glossary.md",
        "questions.md",
    }  # fmt: skip
    assert shown["lessons/bridges.md"].count(mark) == 3
    plain = texts_of(TINY)
    assert not any(mark in text for text in said(plan(plain, with_drafts=True), plain).values())


def test_handouts_of_a_preview_have_no_drafts():
    made = plan(drafted(*DRAFTS), with_drafts=True)
    assert made.outline
    assert not any("Zebra" in sheet.data for sheet in made.lay_out())
    assert "no-passage" not in {one.lesson for one in made.handouts}


def test_what_names_a_draft_is_told_and_keeps_its_words():
    files = drafted("term", "lesson")
    files["content/pages/about.md"] += "\n[The toll](term:bridge)\n"
    told = [one for one in inspect(files).problems if one.rule == "draft-named"]
    assert {one.place.path for one in told} == {GLOSSARY, LESSON, "content/pages/about.md"}
    assert {one.severity for one in told} == {Severity.WARNING}
    pages = {one.page.path: one.text for one in build(files).pages}
    assert "The toll" in pages["about.md"]
    assert "glossary" not in pages["about.md"]


UNFINISHED = {
    "no definition": (GLOSSARY, "    definition: A way over.\n", "    draft: true\n"),
    "an unknown theme": (TIMELINE, "    theme: works\n", "    theme: ghost\n    draft: true\n"),
    "a wrong date": (TIMELINE, "    date: 1850-05~\n", "    date: sometime\n    draft: true\n"),
    "words that the paper does not say": (LESSON, "  - quote: It joins two banks, and\n", "  - quote: It does not say\n    draft: true\n"),
    "a spelling of another term": (GLOSSARY, "    aliases: [bridge, long-term promise]\n", "    aliases: [toll]\n    draft: true\n"),
    "a link to nothing": (LESSON, "    ask: Who promised?\n", "    ask: Who [promised](term:ghost)?\n    draft: true\n"),
    "a lesson of two lines": ("content/lessons/no-passage.yml", None, "title: Soon\ndraft: true\n"),
    "no field right": (LESSON, "    ask: What is a bridge?\n", "    draft: true\n    aks: What is a bridge?\n"),
}  # fmt: skip


@pytest.mark.parametrize("how", UNFINISHED)
def test_a_draft_with_a_mistake_stops_neither_site_nor_preview(how):
    path, old, new = UNFINISHED[how]
    files = texts_of(TINY)
    assert old is None or old in files[path]
    files[path] = new if old is None else files[path].replace(old, new, 1)
    assert errors({**files, path: files[path].replace("draft: true", "draft: false")})
    assert not errors(files)
    assert any(one.severity is Severity.WARNING for one in inspect(files).problems)
    assert not build(files).failed
    assert said(plan(files, with_drafts=True), files)


@given(st.sets(st.sampled_from(sorted(DRAFTS))))
def test_whatever_is_a_draft_no_error_comes_of_it(kinds):
    assert not errors(drafted(*kinds))


def test_a_course_of_drafts_alone_can_be_published():
    files = drafted(*DRAFTS)
    files[LESSON] = "draft: true\n" + files[LESSON]
    made = build(files)
    assert not made.failed
    assert not [one.page.path for one in made.pages if one.page.path.startswith("lessons/b")]


def test_drafts_are_counted_by_kind():
    assert dict(inspect(drafted(*DRAFTS)).drafts) == dict.fromkeys(DRAFTS, 1)
    assert inspect(texts_of(TINY)).drafts == ()
