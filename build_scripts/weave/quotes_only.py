"""Remove from a course all words of the paper that it does not quote.

This is for a paper that may not be published. As many blank signs take the place of the words, so
that notes, questions, terms and citations keep their offsets. Words that are not there cannot leak
from any page, index or handout. Headings stay.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace

from ..paper.citations import Cited
from ..paper.paper import Kind, Paper, Paragraph, Span
from ..paper.terms import Occurrence
from ..shared.keep import ONCE, Keep
from .marks import marks
from .weave import Woven

_BLANK = "█"
_LONGEST_ENTRY = 600
"""Characters of an entry of the list of references that holds only facts."""
_PAIRS = ("()", "[]", "“”", "«»")


def quoted_only(woven: Woven, keep: Keep = ONCE) -> Woven:
    """Return the course with only a part of the paper's words.

    These are what the home page, notes and questions quote, each term once in a paragraph, authors and years of citations, and the
    entries that they mean: who wrote what, when and where are facts. The list as a whole is a selection of the
    authors', and a long entry may say more than facts: entries that nothing cites, and long ones, are not kept.
    """
    marked = keep(_marked, woven.paper, woven.citations, woven.occurrences)
    paper = keep(_excerpts, woven.paper, marked, keep.same(tuple(_quotes(woven))))
    project = replace(woven.project, paper_text="", imported_text="")
    return replace(woven, paper=paper, source=None, project=project)


def _excerpts(paper: Paper, marked: tuple[Span, ...], quotes: tuple[Span, ...]) -> Paper:
    spans = sorted((*quotes, *marked))
    left = tuple(span for paragraph in paper.paragraphs for span in _left(paper, paragraph, spans))
    exhibits = {id_: replace(one, picture="", alternative="") for id_, one in paper.exhibits.items()}
    shown = tuple(mark for mark in paper.note_marks if any(one.start < mark.at <= one.end for one in left))
    excerpts = replace(paper, quoted=left, omitted=(), exhibits=exhibits, note_marks=shown)
    text = "".join(
        paper.words(part) if is_left else _BLANK * (part.end - part.start)
        for part, is_left in excerpts.parts(Span(0, len(paper.text)))
    )
    return replace(excerpts, text=text)


def _quotes(woven: Woven) -> Iterator[Span]:
    if woven.epigraph:
        yield woven.epigraph
    for lesson in woven.lessons:
        yield from (note.span for note in lesson.notes)
        yield from (question.span for question in lesson.questions if question.span)


def _marked(
    paper: Paper, citations: tuple[Cited, ...], occurrences: tuple[Occurrence, ...]
) -> tuple[Span, ...]:
    """Return the terms and citations that a page marks if every paragraph stands alone, and the entries cited."""
    alone = [(paragraph,) for paragraph in paper.paragraphs]
    cited = {one.key for one in citations}
    entries = (one.span for one in paper.paragraphs if one.kind is Kind.REFERENCE and one.part_of in cited)
    return (
        *(link.span for link in marks(citations, occurrences, (), alone).links),
        *(span for span in entries if span.end - span.start <= _LONGEST_ENTRY),
    )


def _left(paper: Paper, paragraph: Paragraph, spans: list[Span]) -> list[Span]:
    """Return the spans of a paragraph that are quoted, with the punctuation between and around them."""
    start, end = (Span(edge, edge) for edge in (paragraph.span.start, paragraph.span.end))
    near = spans[bisect_left(spans, start) : bisect_right(spans, end)]
    inside = [span for span in near if paragraph.span.holds(span)]
    joined = _joined(paper.text, [start, *inside, end])
    bracketed = _joined(paper.text, [_with_brackets(paper.text, span) for span in joined])
    return [span for span in bracketed if span.start < span.end]


def _joined(text: str, spans: list[Span]) -> list[Span]:
    """Join spans if no word is between them; they are in the order of the text."""
    joined: list[Span] = []
    for span in spans:
        if joined and not any(letter.isalnum() for letter in text[joined[-1].end : span.start]):
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def _with_brackets(text: str, span: Span) -> Span:
    """Widen a span by brackets or quotation marks beside it, if it then has both of the pair."""
    while span.start < span.end:
        before, words = text[span.start - 1 : span.start], text[span.start : span.end]
        after = text[span.end : span.end + 1]
        if before + after in _PAIRS:
            span = Span(span.start - 1, span.end + 1)
        elif any(after == pair[1] and words.count(pair[0]) > words.count(after) for pair in _PAIRS):
            span = Span(span.start, span.end + 1)
        elif any(before == pair[0] and words.count(pair[1]) > words.count(before) for pair in _PAIRS):
            span = Span(span.start - 1, span.end)
        else:
            break
    return span
