"""Laws that hold for any input, as properties."""

import os
import re
import string
import subprocess
import sys
import textwrap

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from projects import ROOT, TINY

from build_scripts.build import build
from build_scripts.paper.citations import read_citations
from build_scripts.paper.paper import Span
from build_scripts.paper.plain_text import read_paper
from build_scripts.paper.quotes import find_quote
from build_scripts.paper.terms import find_terms, spellings
from build_scripts.read.course import Note, Term
from build_scripts.read.project import read_project
from build_scripts.read.yaml_values import read_yaml
from build_scripts.shared.words import distinct, plain
from build_scripts.shells.disk import read_files
from build_scripts.weave.marks import LinkMark, Marked, Marks, NoteMark, Run, marked, marks
from build_scripts.weave.weave import PlacedNote, weave

WORD = st.text(string.ascii_lowercase, min_size=1, max_size=9)
SENTENCE = st.lists(WORD, min_size=6, max_size=30).map(lambda words: " ".join(words).capitalize() + ".")
PARAGRAPH = st.lists(SENTENCE, min_size=3, max_size=6).map(" ".join)

# Law 1: nothing of the paper is lost or altered


@given(st.lists(PARAGRAPH, min_size=1, max_size=5), st.booleans(), st.integers(60, 100))
def test_every_word_is_kept_once_and_in_order(paragraphs, double, width):
    lines = [line for paragraph in paragraphs for line in [*textwrap.wrap(paragraph, width), ""]]
    text = ("\n\n" if double else "\n").join(line for line in lines if line or not double)
    paper = read_paper(text)
    assert paper.text.split() == text.split()


@given(st.lists(PARAGRAPH, min_size=1, max_size=4), st.integers(1, 99), st.data())
def test_furniture_is_left_out_and_listed_and_nothing_else(paragraphs, number, data):
    lines = [line for paragraph in paragraphs for line in [*textwrap.wrap(paragraph, 70), ""]]
    at = data.draw(st.integers(0, len(lines)))
    header = [f"THE JOURNAL   {number}", str(number)]
    paper = read_paper("\n".join([*lines[:at], *header, *lines[at:]]), ["THE JOURNAL #", "#"])
    assert paper.text.split() == " ".join(lines).split()
    assert [line.line for line in paper.omitted] == [at + 1, at + 2]


@given(WORD.filter(lambda word: len(word) > 1), WORD)
def test_a_word_broken_at_its_hyphen_keeps_it(first, second):
    paper = read_paper(f"It is a {first}-\n{second} thing that goes on and on.\n")
    assert f" {first}-{second} thing" in paper.text


@given(st.lists(PARAGRAPH, min_size=1, max_size=4))
def test_paragraphs_and_headings_are_all_of_the_text(paragraphs):
    paper = read_paper("\n\n".join(paragraphs))
    headings = [section.heading for section in paper.sections if section.heading]
    assert len(paper.paragraphs) + len(headings) == len(paper.text.split("\n\n"))
    assert all(paper.words(paragraph.span) in paper.text.split("\n\n") for paragraph in paper.paragraphs)


# Pieces spell the paragraph, whatever overlaps


def spelled(cut):
    runs = [
        run
        for piece in cut
        for run in (piece.runs if isinstance(piece, LinkMark) else (piece,))
        if isinstance(run, Run)
    ]
    return "".join(run.text for run in runs)


@given(
    st.lists(st.tuples(st.integers(0, 120), st.integers(1, 40)), max_size=6),
    st.lists(st.sampled_from(["toll", "toll bridge", "bridge", "old"]), max_size=4, unique=True),
)
def test_pieces_spell_the_paragraph_and_mark_every_note_once(notes, aliases):
    text = "The old toll bridge (Adler, 2019) asks a toll, says Brook (2020), and no bridge; the toll bridge is old and toll (Cole, 2021)."
    paper = read_paper(text)
    spans = sorted(
        Span(start, min(start + length, len(text))) for start, length in notes if start < len(text)
    )
    note = Note(quote="x", kind="context", note="x")
    placed = tuple(PlacedNote(f"n{number}", note, span, "p1", number) for number, span in enumerate(spans))
    terms = tuple(
        Term(id=alias.replace(" ", "-"), term=alias, definition="x", aliases=(alias,)) for alias in aliases
    )
    chosen = marks(
        read_citations(paper).cited, find_terms(paper, spellings(terms)), placed, [paper.paragraphs]
    )
    cut = marked(paper, paper.paragraphs[0], chosen).pieces
    assert spelled(cut) == text
    assert sorted(piece.note for piece in cut if isinstance(piece, NoteMark)) == sorted(
        one.id for one in placed
    )
    linked = [piece for piece in cut if isinstance(piece, LinkMark)]
    assert [mark.link.cited for mark in linked if mark.link.cited] == [
        "adler-2019",
        "brook-2020",
        "cole-2021",
    ]
    for one in placed:
        covered = "".join(
            run.text
            for piece in cut
            for run in (piece.runs if isinstance(piece, LinkMark) else (piece,))
            if isinstance(run, Run) and one.id in run.notes
        )
        assert covered == text[one.span.start : one.span.end]


def test_no_mark_gives_one_run():
    paper = read_paper("One paragraph of text that stands alone.")
    assert marked(paper, paper.paragraphs[0], Marks((), ())) == Marked((Run(paper.text),))


# Quotes, terms


@given(st.data())
def test_quotes_are_found_whatever_their_quotation_marks_dashes_and_spaces(data):
    text = "The “old” bridge – it’s long-term – asks a toll, and nobody’s ‘fair’ share is paid here today."
    paper = read_paper(text)
    words = text.split(" ")
    start = data.draw(st.integers(0, len(words) - 4))
    quote = " ".join(words[start : start + 4])
    loose = quote.translate(str.maketrans("“”‘’–", "\"\"''-")).replace(
        " ", data.draw(st.sampled_from([" ", "  ", "\n", " \n "]))
    )
    spans = find_quote(paper, loose)
    assert plain(quote).strip("-, ") in [plain(paper.words(span)).strip("-, ") for span in spans]


@given(
    st.lists(
        st.sampled_from(["toll", "bridge", "toll bridge", "old toll", "dge", "OLD"]),
        min_size=1,
        max_size=6,
        unique=True,
    )
)
def test_terms_are_found_as_a_naive_search_finds_them(aliases):
    text = "An old toll bridge. The OLD Toll bridges no gap: bridge, toll; toll bridge, Old."
    paper = read_paper(text)
    terms = tuple(
        Term(id=f"t{number}", term="x", definition="x", aliases=(alias,))
        for number, alias in enumerate(aliases)
    )
    hits = []
    for number, alias in enumerate(aliases):
        flags = 0 if alias.isupper() else re.IGNORECASE
        hits += [
            (m.start(), -m.end(), f"t{number}")
            for m in re.finditer(rf"(?<![^\W_]){alias}(?![^\W_])", text, flags)
        ]
    naive, end = [], 0
    for start, minus_end, term in sorted(hits):
        if start >= end:
            naive.append((start, -minus_end, term))
            end = -minus_end
    found = [(one.span.start, one.span.end, one.term) for one in find_terms(paper, spellings(terms))]
    assert [(start, end) for start, end, _ in found] == [(start, end) for start, end, _ in naive]


# Law 2: every note is placed or reported


@given(
    st.lists(
        st.sampled_from(
            [
                "It joins two banks",
                "the bridge",
                "asks a toll",
                "moves. Whoever built",
                "rivers *move*",
                "bridge",
            ]
        ),
        max_size=4,
    )
)
def test_every_note_is_placed_or_reported(quotes):
    files, _ = read_files(TINY)
    lesson = files["content/lessons/no-passage.yml"].replace(
        "minutes: 10", "minutes: 10\npassages: [of-bridges]\nnotes:"
    )
    entries = "".join(f'\n  - {{quote: "{quote}", kind: context, note: x, basis: text}}' for quote in quotes)
    files["content/lessons/no-passage.yml"] = lesson.replace("notes:", f"notes:{entries or ' []'}")
    project, problems = read_project(files)
    assert project is not None
    assert not problems
    woven, problems = weave(project)
    notes = project.lessons["no-passage"].notes
    placed = {note.note.place("quote") for lesson in woven.lessons for note in lesson.notes}
    reported = {problem.place for problem in problems}
    assert len(notes) == len(quotes)
    for note in notes:
        assert (note.place("quote") in placed) != (note.place("quote") in reported)


# Law 7 and law 11


def test_the_order_of_files_does_not_matter(tiny):
    backwards = dict(reversed(list(tiny.items())))
    assert build(tiny).pages == build(backwards).pages


@pytest.mark.slow
def test_hashing_does_not_matter():
    code = (
        "import sys; sys.path[:0] = ['tests']\n"
        "from synthetic import course\nfrom build_scripts.build import build\nfrom build_scripts.shells.disk import read_files\n"
        "from pathlib import Path\nfrom hashlib import sha256\n"
        "files = dict(read_files(Path())[0]) | course(3)\n"
        "print(sha256(repr([one.text for one in build({k: v for k, v in files.items() if k.startswith('overrides')} | course(3)).pages]).encode()).hexdigest())"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(seen) == 1


@given(st.text(max_size=200) | st.binary(max_size=200).map(lambda data: data.decode("latin-1")))
@example("~")
def test_any_text_is_read_or_reported(text):
    value, problems = read_yaml("content/glossary.yml", text)
    if value is None and not problems:  # the file says nothing, or null: that is told of the course
        files = read_files(TINY)[0] | {"content/glossary.yml": text}
        assert "not-fields" in {problem.rule for problem in read_project(files)[1]}


@given(st.lists(st.sampled_from(["a", "a-2", "a-2-2", "b", "b-2"]), max_size=12))
def test_distinct_ids_are_distinct_and_first_ones_stay(ids):
    given_out = distinct(ids)
    assert len(given_out) == len(set(given_out)) == len(ids)
    for index, (id_, name) in enumerate(zip(ids, given_out, strict=True)):
        assert name == id_ or id_ in given_out[:index]


def test_a_page_break_parts_paragraphs_as_an_empty_line_does():
    said = ["One is said.", "Two is said.", "Three is said.", "Four is said."]
    paper = read_paper(f"{said[0]}\n\n{said[1]}\n\f{said[2]}\n\n{said[3]}")
    assert [paper.words(one.span) for one in paper.paragraphs] == said


def test_a_term_within_a_citation_is_not_marked(tiny):
    tiny["content/glossary.yml"] += (
        "  - {id: author, term: Author, definition: One., aliases: [Adler, Dale], basis: text}\n"
    )
    woven = weave(read_project(tiny)[0])[0]
    chosen = marks(woven.citations, woven.occurrences, (), [(one,) for one in woven.paper.paragraphs])
    assert "author" not in chosen.terms
