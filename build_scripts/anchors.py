"""A quote and a paper in; out come the places that say it, or the nearest words.

Matching follows the W3C's TextQuoteSelector: the exact words, with optional words before
(`prefix`) and after (`suffix`). Kinds of quotation mark, dash and space do not matter.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from .paper import Paper, Span, plain

_AROUND = re.compile(r"""^(?:["'“”‘’«»…]|\.\.\.)+\s*|\s*(?:["'“”‘’«»…]|\.\.\.)+$""")
"""What people put around a quote: quotation marks, and dots for what they left out."""
_WIDE = {"…": "...", "ﬁ": "fi", "ﬂ": "fl", "\u00ad": ""}
_TOKEN = re.compile(r"\s+|-+|[^\s-]+")


@dataclass(frozen=True, slots=True)
class Near:
    """The words of the paper most like a quote that it does not say."""

    words: str
    paragraph: str
    differs: str
    """What the quote has otherwise, such as `“too” for “to”`."""


def find_quote(
    paper: Paper, quote: str, prefix: str = "", suffix: str = "", within: Iterable[Span] | None = None
) -> tuple[Span, ...]:
    """Return every span that says `quote` between `prefix` and `suffix`.

    Where the paper does not say it as it stands, quotation marks and dots around it do not count.
    `within`: the stretches of the paper to look in; none given, all of it.
    """
    stretches = [Span(0, len(paper.text))] if within is None else list(within)
    found = _find(paper, quote, prefix, suffix, stretches)
    bare = _AROUND.sub("", quote)
    return found if found or bare in (quote, "") else _find(paper, bare, prefix, suffix, stretches)


def _find(paper: Paper, quote: str, prefix: str, suffix: str, stretches: list[Span]) -> tuple[Span, ...]:
    if not prefix and not suffix:
        exact = tuple(span for stretch in stretches for span in _as_it_stands(paper, quote, stretch))
        if exact:  # Nearly every quote: and a search is twenty times as quick as a pattern.
            return exact
    before = _pattern(prefix) + r"\W*" if prefix else r"(?<!\w)" if quote[:1].isalnum() else ""
    after = r"\W*" + _pattern(suffix) if suffix else r"(?!\w)" if quote[-1:].isalnum() else ""
    pattern = re.compile(f"{before}({_pattern(quote)}){after}")
    return tuple(
        Span(*match.span(1))
        for stretch in stretches
        for match in pattern.finditer(paper.plain, stretch.start, stretch.end)
    )


def nearest_words(paper: Paper, quote: str) -> Near | None:
    """Return the stretch of one paragraph most like `quote`, if any is like it at all."""
    wanted = plain(quote)
    scored = [
        (fuzz.partial_ratio_alignment(wanted, paper.plain[p.span.start : p.span.end], score_cutoff=60), p)
        for p in paper.paragraphs
    ]
    likely = [(alignment, p) for alignment, p in scored if alignment]
    if not likely:
        return None
    best, paragraph = max(likely, key=lambda found: found[0].score)
    words = _whole_words(paper.words(paragraph.span), best.dest_start, best.dest_end)
    return Near(words, paragraph.id, _difference(quote, words))


def _difference(quote: str, words: str) -> str:
    """The words of a quote that are not the paper's, each beside what the paper has there."""
    mine, theirs = quote.split(), words.split()
    changes = SequenceMatcher(None, plain(quote).split(), plain(words).split(), autojunk=False).get_opcodes()
    told = [
        f"“{' '.join(mine[a:b])}” for “{' '.join(theirs[c:d])}”"
        for kind, a, b, c, d in changes
        if kind != "equal"
    ]
    return ", ".join(told[:3])


def _as_it_stands(paper: Paper, quote: str, stretch: Span) -> Iterator[Span]:
    words = plain(" ".join(quote.split()))
    start = paper.plain.find(words, stretch.start, stretch.end)
    while start >= 0:
        end = start + len(words)
        if not paper.splits_word(start) and not paper.splits_word(end):
            yield Span(start, end)
        start = paper.plain.find(words, end, stretch.end)


def _pattern(words: str) -> str:
    """The words as a pattern in which runs of white space and of dashes are all alike."""
    text = plain("".join(_WIDE.get(letter, letter) for letter in words)).strip()
    parts = [
        r"\s*-+\s*" if token[0] == "-" else r"\s+" if token.isspace() else re.escape(token)
        for token in _TOKEN.findall(re.sub(r"\s*(-+)\s*", r"\1", text))
    ]
    return "".join(parts)


def _whole_words(text: str, start: int, end: int) -> str:
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return text[start:end].strip()
