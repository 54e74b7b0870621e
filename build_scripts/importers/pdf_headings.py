"""Which groups of lines of a PDF are headings, and how deep they lie."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .pdf_groups import bare, bold, ends_sentence, italic, label_of_item
from .pdf_lines import Line
from .pdf_measure import Measure
from .signs import caption_label, heads_references

_LONGEST = 220
"""Letters of a heading."""
_NUMBER = re.compile(
    r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,4}\.?|[IVX]{1,5}\.|[A-Z]\.(?:\d{1,2}\.?)*|[a-z]\)|§\s?\d+\.?)(?:\s+|$)(?P<rest>.*)"
)
_NAMED = re.compile(
    r"(?:abstract|summary|introduction|conclusions?|discussion|methods?|results|acknowledge?ments?|keywords|notes?|endnotes|"
    r"appendix(?: \w)?|about the authors?|funding|conflicts? of interests?|data availability(?: statement)?|contents|"
    r"table of contents|zusammenfassung|einleitung|einführung|schluss|fazit|anmerkungen|danksagung|anhang|inhalt|"
    r"schlagw[oö]rter|inhaltsverzeichnis|résumé|mots-clés|remerciements|conclusión|resumen|palabras clave|introducción|sommaire)"
    r"[:.]?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Look:
    """How a heading is set."""

    size: float
    bold: bool
    italic: bool
    capitals: bool
    family: str


@dataclass(frozen=True, slots=True)
class Around:
    """What stands round a group of lines."""

    gap_before: bool
    gap_after: bool
    measured: Measure
    common: frozenset[str]
    """Families of fonts in which running text is set."""
    heads_text: bool = False
    """Lines of running text follow."""


def look(lines: Sequence[Line]) -> Look:
    """Return how lines are set."""
    return Look(
        round(max(line.size for line in lines)),
        all(bold(line) for line in lines),
        all(italic(line) for line in lines),
        _capitals(" ".join(bare(line) for line in lines)),
        lines[0].face.family,
    )


def _capitals(text: str) -> bool:
    letters = [sign for sign in text if sign.isalpha()]
    return len(letters) > 3 and sum(sign.isupper() for sign in letters) > 0.9 * len(letters)


def named(text: str) -> bool:
    """Return whether a line is a usual heading, such as “Abstract”."""
    return _NAMED.fullmatch(text.strip()) is not None or heads_references(text)


def is_heading(lines: Sequence[Line], around: Around) -> bool:
    """Return whether lines are a heading, by all that sets them apart from running text."""
    text = " ".join(bare(line) for line in lines).strip()
    if not 0 < len(text) <= _LONGEST or len(lines) > 5 or not any(sign.isalpha() for sign in text):
        return False
    measured = around.measured
    size = max(line.size for line in lines)
    numbered = _NUMBER.match(text)
    begins = numbered["rest"] if numbered else text
    if numbered and not begins:
        return around.gap_before and _centred(lines[0], measured)
    if (
        caption_label(text)
        or text[-1] in ",;"
        or size < 0.86 * measured.size
        or re.search(r"\.{5,}|@|https?://", text)
    ):
        return False
    if begins[:1].islower() or re.search(r"[=∑∫√≤≥±]", text):
        return False
    if sum(sign.isalpha() for sign in text) < 0.5 * len(text.replace(" ", "")):
        return False
    seen = look(lines)
    if any(piece.gap for line in lines for piece in line.pieces[2:]):
        return False
    alone = around.gap_before or around.gap_after
    if named(text) and alone:
        return True
    sentence = ends_sentence(lines[-1]) and not text.endswith(("?", "!", ":", "”", "“", ")"))
    words = len(text.split())
    if size >= 1.08 * measured.size and words <= 40:
        return True
    if seen.bold and not measured.face.bold:
        return (
            words <= 30
            and (alone or not sentence)
            and not (label_of_item(lines[0]) in "•–-*" and label_of_item(lines[0]))
        )
    if seen.capitals and words <= 25 and size > 0.93 * measured.size:
        return alone or bool(numbered)
    if seen.family not in around.common and size > 0.93 * measured.size and words <= 25:
        return alone
    if sentence or words > 22:
        return False
    if seen.italic and not measured.face.italic and size > 0.93 * measured.size:
        return around.gap_before or (around.gap_after and bool(numbered))
    if (
        numbered
        and numbered["rest"]
        and around.gap_before
        and around.gap_after
        and size > 0.93 * measured.size
    ):
        return numbered["rest"][0].isupper() and not text.endswith(":")
    if not (around.gap_before and around.gap_after) or words > 14 or text.endswith(":"):
        return False
    if _centred(lines[0], measured):
        return True
    # Nothing but white and the lack of a full stop sets it apart: so it must stand like a heading, and head something.
    at_margin = abs(lines[0].left - measured.margins(lines[0]).left) < 0.4 * size
    alike = (
        abs(size - measured.size) < 0.3
        and len(lines) == 1
        and re.fullmatch(r"[^.:;]*[^\W\d_?!]['’]?[?!]?", text)
    )
    return at_margin and words <= 10 and around.heads_text and alike is not None


def _centred(line: Line, measured: Measure) -> bool:
    margin = measured.margins(line)
    before, after = line.left - margin.left, margin.right - line.right
    slack = max(1.5 * line.size, 0.07 * (margin.right - margin.left))
    return before > 2 * line.size and abs(before - after) < slack


def number_of(text: str) -> str:
    """Return the number with which a heading begins, without a last full stop; empty if there is none."""
    found = _NUMBER.match(text)
    return found["number"].rstrip(".") if found else ""


def levels(headings: Sequence[tuple[str, Look]]) -> list[int]:
    """Return how deep headings lie: by their numbers, and by what is set like those that have numbers; then by size."""
    kinds = [_kind(number_of(text)) for text, _ in headings]
    order = _order(kinds)
    depths = [_depth(number_of(text), kind, order) for (text, _), kind in zip(headings, kinds, strict=True)]
    votes: dict[Look, Counter[int]] = {}
    for (_, seen), depth in zip(headings, depths, strict=True):
        if depth:
            votes.setdefault(seen, Counter())[depth] += 1
    ranks = _ranks(headings, votes)
    found: list[int] = []
    for (text, seen), depth in zip(headings, depths, strict=True):
        level = depth or ranks[seen]
        if named(text) and not depth and seen not in votes:
            level = 1
        deepest = (found[-1] if found else 0) + 1
        found.append(max(1, min(level, deepest, 6)))
    return found


def _kind(number: str) -> str:
    if not number:
        return ""
    if number[0].isdigit() or number[0] == "§":
        return "1"
    if re.fullmatch(r"[a-z]\)", number):
        return "a"
    return "I" if re.fullmatch(r"[IVX]+", number) else "A"


def _order(kinds: Sequence[str]) -> Mapping[str, int]:
    """Return how deep each kind of number lies: the one that comes first lies highest."""
    return {kind: at for at, kind in enumerate(dict.fromkeys(kind for kind in kinds if kind))}


def _depth(number: str, kind: str, order: Mapping[str, int]) -> int:
    if not number:
        return 0
    return order[kind] + 1 + number.count(".")


def _ranks(headings: Sequence[tuple[str, Look]], votes: Mapping[Look, Counter[int]]) -> dict[Look, int]:
    """Return the level of each look: that of numbered ones set alike, else by how much it stands out."""
    looks = list(dict.fromkeys(seen for _, seen in headings))
    free = [seen for seen in looks if seen not in votes]
    strength = sorted(
        {(seen.size, seen.bold, seen.capitals, not seen.italic) for seen in free if seen.size}, reverse=True
    )
    deepest = max((max(depths) for depths in votes.values()), default=0)
    found = {seen: depths.most_common(1)[0][0] for seen, depths in votes.items()}
    for seen in free:
        near = [
            (
                abs(other.size - seen.size)
                + (other.bold != seen.bold) * 2
                + (other.italic != seen.italic) * 2,
                level,
            )
            for other, level in found.items()
            if other in votes and other.bold == seen.bold and other.italic == seen.italic
        ]
        place = strength.index((seen.size, seen.bold, seen.capitals, not seen.italic))
        found[seen] = min(near)[1] if near else min(place + 1, 6) if not votes else min(deepest + 1, 6)
    return found
