"""Join the lines of a paragraph: hyphens at line ends, addresses, scripts without spaces."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..signs import DOUBTFUL_PREFIXES, PREFIXES, SUSPENDED
from .sentences import spaceless, words_in

_BROKEN = re.compile(r"([^\W\d_]+(?:[-‐][^\W\d_]+)*)[-‐]$")
_FIRST = re.compile(r"[^\W\d_]+")
_ADDRESS = re.compile(
    r"(?:https?://|www\.|doi\.org/|\b10\.\d{4,9}/)\S*[/_=?&%#.\-]$|(?:https?://|www\.)\S*/\S{20,}$"
)
_NEXT_OF_ADDRESS = re.compile(r"[\w/_=?&%#.\-]*[\w/]")


@dataclass(frozen=True, slots=True)
class Joined:
    """Lines as one string."""

    text: str
    unsure: tuple[str, ...] = ()
    """Words whose hyphen was kept though it may be only that of the line end."""


def words_known(lines: Iterable[str]) -> frozenset[str]:
    """Return the words of the paper in small letters, without those that a line end cuts."""
    known: set[str] = set()
    cut = False
    for line in lines:
        words = words_in(line)
        begins = 1 if cut else 0
        cut = line.endswith(("-", "‐", "\u00ad", "¬"))
        ends = len(words) - 1 if cut else len(words)
        for word in words[begins:ends]:
            lower = word.lower()
            known.add(lower)
            known.update(re.split("[-‐]", lower))
    return frozenset(known)


def join(lines: Sequence[str], known: frozenset[str]) -> Joined:
    """Return lines as one string with single spaces. `known` are the words of the paper, which decide about hyphens."""
    unsure: list[str] = []
    parts: list[str] = []
    for line in lines:
        line = " ".join(line.split())
        if not line:
            continue
        if parts:
            last, between, doubtful = _between(parts[-1], line, known)
            parts[-1] = last
            parts.append(between)
            unsure += [doubtful] if doubtful else []
        parts.append(line)
    return Joined("".join(parts), tuple(unsure))


def _between(before: str, after: str, known: frozenset[str]) -> tuple[str, str, str]:
    """Return the line before, perhaps without its hyphen; what stands between the lines; a word that is unsure."""
    if before.endswith(("\u00ad", "¬")):
        return before[:-1], "", ""
    if spaceless(before[-1]) and spaceless(after[0]):
        return before, "", ""
    tail = before[-300:].rsplit(" ", 1)[-1]
    if _ADDRESS.search(tail) and _NEXT_OF_ADDRESS.match(after):
        return before, "", ""
    if before.endswith("—") and before[-2:-1].isalnum() and after[0].isalnum():
        return before, "", ""
    broken, first = _BROKEN.search(tail), _FIRST.match(after)
    if not broken or not first:
        glued = tail[-2:-1].isalnum() and tail.endswith(("-", "‐", "–")) and after[0].isdigit()
        return before, "" if glued else " ", ""
    left, right = broken[1], first[0]
    if right.lower() in SUSPENDED and (left + right).lower() not in known:
        return before, " ", ""
    # Only the last part of `self-govern-` is cut by the line end.
    part = re.split("[-‐]", left)[-1]
    whole, hyphened = (part + right).lower(), f"{left}-{right}".lower()
    if hyphened in known and whole not in known:
        return before, "", ""
    if right[0].isupper() and not left.isupper():
        return before, "", ""
    if whole in known:
        return before[:-1], "", ""
    if part.lower() in PREFIXES:
        return before, "", ""
    both = len(part) > 3 and len(right) > 3 and part.lower() in known
    if (both or part.lower() in DOUBTFUL_PREFIXES) and right.lower() in known:
        return before, "", f"{left}-{right}"
    return before[:-1], "", ""
