"""Find where the paper says a quote, or else the words most like it.

Matching follows the W3C's TextQuoteSelector: the exact words, with optional words before
(`prefix`) and after (`suffix`). Kinds of quotation mark, dash and space do not matter.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from ..shared.words import plain
from .paper import Paper, Span

_AROUND = re.compile(r"""^(?:["'“”‘’«»…]|\.\.\.)+\s*|\s*(?:["'“”‘’«»…]|\.\.\.)+$""")
"""What people put around a quote: quotation marks, and dots for what they left out."""
_NO_WORD = re.compile(r"\W+$")
_WIDE = {"…": "...", "ﬁ": "fi", "ﬂ": "fl", "\u00ad": ""}
_TOKEN = re.compile(r"\s+|-+|[^\s-]+")


@dataclass(frozen=True, slots=True)
class Near:
    """The words of the paper that are most like a quote, if it does not say the quote itself."""

    words: str
    paragraph: str
    differs: str
    """How the quote differs, such as `“too” instead of “to”`."""


def leaves_out(quote: str) -> bool:
    """Return whether a quote has dots for words that it leaves out, with words on both sides."""
    return sum(bool(re.search(r"\w", part)) for part in re.split(r"\[?(?:…|\.{3,})\]?", quote)) > 1


def find_quote(
    paper: Paper, quote: str, prefix: str = "", suffix: str = "", within: Iterable[Span] | None = None
) -> tuple[Span, ...]:
    """Return every span that says `quote` between `prefix` and `suffix`.

    If there is none, look again without the quotation marks and dots around the quote.
    `within`: the spans of the paper to look in; `None` means all of it.
    """
    quote = " ".join(quote.split())
    stretches = [Span(0, len(paper.text))] if within is None else list(within)
    found = _find(paper, quote, prefix, suffix, stretches)
    bare = _AROUND.sub("", quote)
    return found if found or bare in (quote, "") else _find(paper, bare, prefix, suffix, stretches)


def _find(paper: Paper, quote: str, prefix: str, suffix: str, stretches: list[Span]) -> tuple[Span, ...]:
    if not prefix and not suffix:
        exact = tuple(span for stretch in stretches for span in _as_it_stands(paper, quote, stretch))
        if exact:  # It finds nearly every quote, twenty times as fast as a pattern.
            return exact
    words = _pattern(quote)
    if not words:
        return ()
    pattern = re.compile(f"{_before(quote, prefix)}({words}){_after(quote, suffix)}")
    return tuple(
        Span(*match.span(1))
        for stretch in stretches
        for match in pattern.finditer(paper.plain, stretch.start, stretch.end)
    )


def _before(quote: str, prefix: str) -> str:
    """Return a pattern for what comes before a quote: its prefix, or else the beginning of a word."""
    if prefix:
        return _pattern(prefix) + r"\W*"
    return r"(?<!\w)" if quote[:1].isalnum() else ""


def _after(quote: str, suffix: str) -> str:
    """Return a pattern for what comes after a quote: its suffix, or else the end of a word."""
    if suffix:
        return r"\W*" + _pattern(suffix)
    return r"(?!\w)" if quote[-1:].isalnum() else ""


def nearest_words(paper: Paper, quote: str) -> Near | None:
    """Return the words of one paragraph that are most like `quote`, or `None` if no words are like it."""
    wanted = plain(quote)
    scored = [
        (fuzz.partial_ratio_alignment(wanted, paper.plain[p.span.start : p.span.end], score_cutoff=60), p)
        for p in paper.paragraphs
    ]
    likely = [(alignment, p) for alignment, p in scored if alignment]
    if not likely:
        return None
    best, paragraph = max(likely, key=lambda found: found[0].score)
    words = _in_step(quote, paper.words(paragraph.span), best.dest_start, best.dest_end)
    words = _NO_WORD.sub("", words) if not _NO_WORD.search(quote) else words
    return Near(words, paragraph.id, _difference(quote, words))


def _difference(quote: str, words: str) -> str:
    """Return, in words, the first three differences between a quote and what the paper says."""
    mine, theirs = quote.split(), words.split()
    changes = SequenceMatcher(None, plain(quote).split(), plain(words).split(), autojunk=False).get_opcodes()
    told = [
        _change(kind, " ".join(mine[a:b]), " ".join(theirs[c:d]))
        for kind, a, b, c, d in changes
        if kind != "equal"
    ]
    return ", ".join(told[:3])


def _change(kind: str, mine: str, theirs: str) -> str:
    match kind:
        case "delete":
            return f"added “{mine}”"
        case "insert":
            return f"left out “{theirs}”"
        case _:
            return f"“{mine}” instead of “{theirs}”"


def _in_step(quote: str, text: str, start: int, end: int) -> str:
    """Return the words of `text` that correspond to the whole quote, near the offsets `start` to `end`.

    Some words there agree with words of the quote. The result has as many words before the first and after the
    last of these as the quote has.
    """
    mine = plain(quote).split()
    words = list(re.finditer(r"\S+", text))
    first = next((n for n, word in enumerate(words) if word.end() > start), 0)
    last = next((n for n, word in enumerate(words) if word.start() >= end), len(words))
    low, high = max(first - len(mine), 0), last + len(mine)
    theirs = [plain(word[0]) for word in words[low:high]]
    agreeing = SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks()[:-1]
    if agreeing:
        one, other = agreeing[0], agreeing[-1]
        before, after = one.a, len(mine) - other.a - other.size
        first = max(low + one.b - before, 0)
        last = min(low + other.b + other.size + after, len(words))
    return text[words[first].start() : words[last - 1].end()]


def _as_it_stands(paper: Paper, quote: str, stretch: Span) -> Iterator[Span]:
    words = plain(" ".join(quote.split()))
    start = paper.plain.find(words, stretch.start, stretch.end)
    while start >= 0:
        end = start + len(words)
        if not paper.splits_word(start) and not paper.splits_word(end):
            yield Span(start, end)
        start = paper.plain.find(words, end, stretch.end)


def _pattern(words: str) -> str:
    """Return a pattern for the words, in which any white space, dash or quotation mark matches any other of its kind."""
    text = plain("".join(_WIDE.get(letter, letter) for letter in words)).strip()
    parts = [
        r"\s*-+\s*"
        if token[0] == "-"
        else r"\s+"
        if token.isspace()
        else re.sub("[\"']", "[\"']", re.escape(token))
        for token in _TOKEN.findall(re.sub(r"\s*(-+)\s*", r"\1", text))
    ]
    return "".join(parts)
