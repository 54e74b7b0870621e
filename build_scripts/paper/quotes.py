"""Find where the paper says a quote, or else the words most like it.

Matching follows the W3C's TextQuoteSelector: the exact words, with optional words before
(`prefix`) and after (`suffix`). What does not matter to words is in `folded`. Only if they stand
nowhere, hyphens inside words do not matter either, and the paper may have numbers of notes at its words.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from ..shared.words import plain
from .folded import Folded, fold, same
from .paper import Paper, Span

_AROUND = re.compile(r"""^(?:["'“”‘’«»…]|\.\.\.)+\s*|\s*(?:["'“”‘’«»…]|\.\.\.)+$""")
"""What people put around a quote: quotation marks, and dots for what they left out."""
_LEAST_OF_QUOTE = 0.5
"""How long a paragraph must be, as a part of the quote, to be most like it: a table's cell is like any long quote."""
_NO_WORD = re.compile(r"\W+$")
_TOKEN = re.compile(r"(?P<word>[^\W\d_]+)|\d+|\s+|.")
NUMBER = r"(?:\[\d{1,3}\]|[\d⁰¹²³⁴-⁹]{1,3})"
"""The number of a note, as it is left at a word of a text without raised numbers."""
_NOTE = f"{NUMBER}?"


_Way = Callable[[Folded, "_Typed", list[Span]], Iterator[Span]]
"""A way to look for a quote."""


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
    """Return every span that says `quote` between `prefix` and `suffix`; if some say it as it is typed, only these.

    If there is none, look again without the quotation marks and dots around the quote, then loosely, and at last without
    what comes along when words are copied from a page, a PDF or an e-reader. `within`: the spans of the paper to look in; `None` means all of it.
    """
    stretches = [Span(0, len(paper.text))] if within is None else list(within)
    prefix, suffix = (" ".join(words.split()) for words in (prefix, suffix))
    for pasted, ways in _as_pasted(quote):
        for find in ways:
            for words in dict.fromkeys((pasted, _AROUND.sub("", pasted))):
                spans = tuple(find(paper.folded, _Typed(words, prefix, suffix), stretches))
                if spans:
                    return spans if len(spans) == 1 else _as_typed(paper, words, spans)
    return ()


# Where a PDF broke a word (some readers copy these signs for its hyphen); the hyphen at the end of a line; numbers of
# lines; a bullet, or the sign of a quotation; the number of the paragraph; who says it, where; emphasis; marks of notes;
# a space before a comma; a letter that was changed, since a sentence begins with it.
_BROUGHT_ALONG = (
    (re.compile(r"[\u00ad\ufffe\x02]\s*"), ""),
    (re.compile(r"(?<=[^\W\d_])[-‐]\s+(?=[^\W\d_])"), "-"),
    (re.compile(r"(?<=\n)\s*\d{1,4}\s+"), ""),
    (re.compile(r"^[>•*–·-]\s+"), ""),
    (re.compile(r"^(?:[p¶§]\s*\d{1,4}|\[\d{1,4}\]|\d{1,4}[.)]?)\s+"), ""),
    (re.compile(r"\s*(?:\([^()]{0,80}\d[^()]{0,20}\)|[—–-]+\s*(?:pp?|S)\.\s*\d+)[.]?$"), ""),
    (re.compile(r"^[*_]+|[*_]+$"), ""),
    (re.compile(rf"\[\d{{1,3}}\]|(?<=[^\W\d_][,.;:!?”’\"')]){NUMBER}(?=\s|$)|[⁰¹²³⁴-⁹]+"), ""),
    (re.compile(r"\s+(?=[,.;:!?»])"), ""),
    (re.compile(r"^\[(\w)\]"), r"\1"),
)
"""What is not the paper's, and comes along when words are copied; it matters only if the words stand nowhere with it."""
_GLUED = re.compile(rf"(?<=[^\W\d_]){NUMBER}(?!\w)")
"""A number at a word, which may be the mark of a note, or a part of the word."""


def _as_pasted(quote: str) -> Iterator[tuple[str, tuple[_Way, ...]]]:
    """Yield a quote as it is typed, then without more and more of what came along, each with the ways to look for it.

    Numbers at words are left out last. Then all else must be as the paper has it: “Covid20” is no “Covid19”.
    """
    cleaned = quote
    tried = {" ".join(quote.split()): None}
    for pattern, new in _BROUGHT_ALONG:
        cleaned = pattern.sub(new, cleaned).strip()
        tried[" ".join(cleaned.split())] = None
    for words in list(tried):
        tried[_other_case(words)] = None
    bare = _GLUED.sub("", cleaned)
    yield from ((words, (_exactly, _loosely)) for words in tried)
    if bare != cleaned:
        yield from ((words, (_exactly,)) for words in (bare, _other_case(bare)))


def _other_case(words: str) -> str:
    return words[:1].swapcase() + words[1:]


def _as_typed(paper: Paper, quote: str, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the spans that say a quote with its own marks and dashes, or all if none does."""
    typed = tuple(span for span in spans if plain(paper.text[span.start : span.end]) == plain(quote))
    return typed or spans


@dataclass(frozen=True, slots=True)
class _Typed:
    """A quote, and the words before and after it, as people typed them."""

    quote: str
    prefix: str
    suffix: str


def _exactly(folded: Folded, typed: _Typed, stretches: list[Span]) -> Iterator[Span]:
    """Yield the places whose folded form is that of the quote."""
    words = same(typed.quote).strip()
    if not words:
        return
    if typed.prefix or typed.suffix:
        prefix, suffix = (re.escape(same(context).strip()) for context in (typed.prefix, typed.suffix))
        yield from _matches(
            folded, typed, _between(prefix, f"(?P<words>{re.escape(words)})", suffix, r"\W*"), stretches
        )
        return
    for stretch in stretches:  # This finds nearly every quote, twenty times as fast as a pattern.
        first, last = folded.stretch(stretch.start, stretch.end)
        start = folded.text.find(words, first, last)
        while start >= 0:
            end = start + len(words)
            if not folded.splits_word(start) and not folded.splits_word(end):
                yield Span(*folded.back(start, end))
            start = folded.text.find(words, end, last)


def _loosely(folded: Folded, typed: _Typed, stretches: list[Span]) -> Iterator[Span]:
    """Yield the places that say the quote but for hyphens inside words, numbers of notes, and ends of paragraphs."""
    quote, prefix, suffix = (
        _pattern(fold(words).joined.text.strip()) for words in (typed.quote, typed.prefix, typed.suffix)
    )
    if not quote:
        return
    words = f"(?P<words>{quote.removesuffix(_NOTE)})" + _NOTE * quote.endswith(_NOTE)
    yield from _matches(
        folded.joined, typed, _between(prefix, words, suffix, rf"\W*(?:{NUMBER}\W*)?"), stretches
    )


def _between(prefix: str, words: str, suffix: str, gap: str) -> re.Pattern[str]:
    """Return a pattern for words after those of `prefix` and before those of `suffix`, with a gap that may be empty."""
    before, after = prefix and prefix + gap, suffix and gap + suffix
    return re.compile(f"{before}(?P<whole>{words}){after}")


def _matches(
    folded: Folded, typed: _Typed, pattern: re.Pattern[str], stretches: list[Span]
) -> Iterator[Span]:
    """Yield the places of a pattern that begin and end with a word, or with a letter where a neighbour is given."""
    cuts_before = folded.cuts_letter if typed.prefix else folded.splits_word
    cuts_after = folded.cuts_letter if typed.suffix else folded.splits_word
    for stretch in stretches:
        for match in pattern.finditer(folded.text, *folded.stretch(stretch.start, stretch.end)):
            if not cuts_before(match.start("whole")) and not cuts_after(match.end("whole")):
                yield Span(*folded.back(*match.span("words")))


def _pattern(words: str) -> str:
    """Return a pattern for words that are folded and joined, any of which may have the number of a note."""
    parts: list[str] = []
    noted = False
    for token in _TOKEN.finditer(words):
        sign = token[0]
        noted = bool(token["word"]) or (noted and not sign.isspace() and not sign[0].isdigit())
        parts += [r"\s+" if sign.isspace() else r"\s*-\s*" if sign == "-" else re.escape(sign), _NOTE * noted]
    return "".join(parts)


def nearest_words(paper: Paper, quote: str) -> Near | None:
    """Return the words of one paragraph that are most like `quote`, or `None` if no words are like it."""
    wanted, folded = (
        same(quote).replace("...", "…"),
        paper.folded,
    )  # Dots for words left out are one difference.
    stretches = [folded.stretch(p.span.start, p.span.end) for p in paper.paragraphs]
    shortest = len(wanted) * _LEAST_OF_QUOTE
    scored = [
        (fuzz.partial_ratio_alignment(wanted, folded.text[start:end], score_cutoff=60), start, p)
        for (start, end), p in zip(stretches, paper.paragraphs, strict=True)
        if end - start >= shortest
    ]
    likely = [(alignment, start, p) for alignment, start, p in scored if alignment]
    if not likely:
        return None
    best, begins, paragraph = max(likely, key=lambda found: found[0].score)
    start, end = folded.back(begins + best.dest_start, begins + best.dest_end)
    words = _in_step(
        quote, paper.words(paragraph.span), start - paragraph.span.start, end - paragraph.span.start
    )
    words = _NO_WORD.sub("", words) if not _NO_WORD.search(quote) else words
    return Near(words, paragraph.id, _difference(quote, words))


def _difference(quote: str, words: str) -> str:
    """Return, in words, the first three differences between a quote and what the paper says."""
    mine, theirs = quote.split(), words.split()
    changes = SequenceMatcher(
        None, [same(word) for word in mine], [same(word) for word in theirs], autojunk=False
    ).get_opcodes()
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
    mine = [same(word) for word in quote.split()]
    words = list(re.finditer(r"\S+", text))
    first = next((n for n, word in enumerate(words) if word.end() > start), 0)
    last = next((n for n, word in enumerate(words) if word.start() >= end), len(words))
    low, high = max(first - len(mine), 0), last + len(mine)
    theirs = [same(word[0]) for word in words[low:high]]
    agreeing = SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks()[:-1]
    if agreeing:
        one, other = agreeing[0], agreeing[-1]
        before, after = one.a, len(mine) - other.a - other.size
        first = max(low + one.b - before, 0)
        last = min(low + other.b + other.size + after, len(words))
    return text[words[first].start() : words[last - 1].end()]
