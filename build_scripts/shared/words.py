"""Convert small texts: ids, plurals, plain punctuation, printable characters."""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from itertools import count
from unicodedata import normalize

_PLAIN = str.maketrans("‘’‚‛“”„‟«»‐‑‒–—―−\u00a0\u2009\u202f", '\'\'\'\'""""""-------   ')


def plain(text: str) -> str:
    """Return `text` with plain quotation marks, dashes and spaces. Its length stays the same."""
    return text.translate(_PLAIN)


def slug(words: str) -> str:
    """Return words as an id: lower-case letters and digits, joined by hyphens."""
    return "-".join(re.findall(r"[^\W_]+", words.lower().replace("’", "").replace("'", "")))


_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i"}
)
"""Letters that no accent can be taken from."""


def ascii_slug(words: str) -> str:
    """Return words as an id in Latin letters without accents: `debacle` for `Débâcle`. Other letters are left out."""
    bare = normalize("NFKD", words.casefold()).translate(_LETTERS)
    return slug(bare.encode("ascii", "ignore").decode())


def distinct(ids: Iterable[str]) -> list[str]:
    """Return the ids with numbers where they repeat: the second `results` becomes `results-2`, or the next free one."""
    given: dict[str, None] = {}
    times = Counter[str]()
    for id_ in ids:
        name = id_
        while name in given:
            times[id_] += 1
            name = f"{id_}-{times[id_] + 1}"
        given[name] = None
    return list(given)


def heading_id(words: str, taken: Collection[str]) -> str:
    """Return an id for a heading: the one that Python-Markdown gives it, since readers may have links to it."""
    letters = normalize("NFKD", words).encode("ascii", "ignore").decode("ascii")
    id_ = re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", letters).strip().lower())
    if id_ and id_ not in taken:
        return id_
    numbered = re.fullmatch(r"(.*)_([0-9]+)", id_)
    base, last = (numbered[1], int(numbered[2])) if numbered else (id_, 0)
    return next(name for number in count(last + 1) if (name := f"{base}_{number}") not in taken)


def printable(text: str) -> str:
    """Return `text` on one line without control characters, so that no terminal or log obeys it."""
    return "".join(
        letter if letter.isprintable() else " " if letter.isspace() else "\ufffd" for letter in text
    )


def counted(number: int, thing: str) -> str:
    """Return a number with its noun: `1 lesson`, `10 lessons`."""
    return f"{number} {thing}{'s' * (number != 1)}"
