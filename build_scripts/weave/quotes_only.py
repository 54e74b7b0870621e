"""The woven course in; out comes the same course, with no more of the paper than it quotes.

For a paper that may not be published. Notes, questions, terms and citations keep their places,
since the words between them give way to as many letters that say nothing: what is not there
cannot leak from any page, index or handout. Headings stay.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace

from ..paper.paper import Paper, Paragraph, Span
from .marks import marks
from .weave import Woven

_BLANK = "█"
_PAIRS = ("()", "[]", "“”", "«»")


def quoted_only(woven: Woven) -> Woven:
    """Leave of the paper the words of notes and questions, each term once in a paragraph, authors and years."""
    paper = woven.paper
    spans = sorted(_quotes(woven))
    left = tuple(span for paragraph in paper.paragraphs for span in _left(paper, paragraph, spans))
    excerpts = replace(paper, quoted=left, omitted=())
    text = "".join(
        paper.words(part) if is_left else _BLANK * (part.end - part.start)
        for part, is_left in excerpts.parts(Span(0, len(paper.text)))
    )
    return replace(woven, paper=replace(excerpts, text=text), project=replace(woven.project, paper_text=""))


def _quotes(woven: Woven) -> Iterator[Span]:
    for lesson in woven.lessons:
        yield from (note.span for note in lesson.notes)
        yield from (question.span for question in lesson.questions if question.span)
    alone = [(paragraph,) for paragraph in woven.paper.paragraphs]
    yield from (link.span for link in marks(woven.citations, woven.occurrences, (), alone).links)


def _left(paper: Paper, paragraph: Paragraph, spans: list[Span]) -> list[Span]:
    """The stretches of a paragraph that are quoted, with the punctuation between and around them."""
    start, end = (Span(edge, edge) for edge in (paragraph.span.start, paragraph.span.end))
    near = spans[bisect_left(spans, start) : bisect_right(spans, end)]
    inside = [span for span in near if paragraph.span.holds(span)]
    joined = _joined(paper.text, [start, *inside, end])
    bracketed = _joined(paper.text, [_with_brackets(paper.text, span) for span in joined])
    return [span for span in bracketed if span.start < span.end]


def _joined(text: str, spans: list[Span]) -> list[Span]:
    """Join spans, which are in order, where no word stands between them."""
    joined: list[Span] = []
    for span in spans:
        if joined and not any(letter.isalnum() for letter in text[joined[-1].end : span.start]):
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def _with_brackets(text: str, span: Span) -> Span:
    """Take in a bracket or quotation mark right beside a span, where the span then has both of the pair."""
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
