"""Small turns of text that every stage uses: ids, plural, plain signs, printable letters."""

import re
from collections import Counter
from collections.abc import Iterable

_PLAIN = str.maketrans("‘’‚‛“”„‟«»‐‑‒–—―−\u00a0\u2009\u202f", '\'\'\'\'""""""-------   ')


def plain(text: str) -> str:
    """Return `text` of the same length, with one kind of quotation mark, dash and space."""
    return text.translate(_PLAIN)


def slug(words: str) -> str:
    """Return words as an id: lower-case letters and digits, joined by hyphens."""
    return "-".join(re.findall(r"[^\W_]+", words.lower().replace("’", "").replace("'", "")))


def distinct(ids: Iterable[str]) -> list[str]:
    """Give the second `results` the id `results-2`, and so on: the next that nothing has."""
    given: dict[str, None] = {}
    times = Counter[str]()
    for id_ in ids:
        name = id_
        while name in given:
            times[id_] += 1
            name = f"{id_}-{times[id_] + 1}"
        given[name] = None
    return list(given)


def printable(text: str) -> str:
    """Return a text on one line that a terminal and a log show, and obey in nothing."""
    return "".join(
        letter if letter.isprintable() else " " if letter.isspace() else "\ufffd" for letter in text
    )


def counted(number: int, thing: str) -> str:
    """Things in words: `1 lesson`, `10 lessons`."""
    return f"{number} {thing}{'s' * (number != 1)}"
