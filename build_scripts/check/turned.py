"""Report signs that nobody sees and that turn the order of the letters after them, so that a text reads as another."""

import re
from collections.abc import Iterator, Mapping

from ..read.project import FREE_PAGES_FOLDER
from ..shared.keep import ONCE, Keep
from ..shared.place import Place, Problem, Rule, Severity

TURNED = Rule(
    "turned",
    "a text has a sign that is not seen, and shows letters in another order than they are written",
    "title: The \\u202Eegdirb",
    "Take the sign out. Letters of right-to-left scripts find their order without it.",
    Severity.WARNING,
)
RULES = (TURNED,)

_NAMES = {
    "\u202a": "left-to-right embedding",
    "\u202b": "right-to-left embedding",
    "\u202d": "left-to-right override",
    "\u202e": "right-to-left override",
    "\u2066": "left-to-right isolate",
    "\u2067": "right-to-left isolate",
    "\u2068": "isolate",
}
_SIGN = re.compile(r"[\u202a-\u202e\u2066-\u2069]|\\u(?:202[a-eA-E]|206[6-9])")
_BEGINS, _ENDS = "\u2066\u2067\u2068", "\u202c\u2069"


def letters_are_in_order(files: Mapping[str, str], keep: Keep = ONCE) -> tuple[Problem, ...]:
    """Return a warning for each line of what instructors wrote that has such a sign.

    Isolates that end on their line keep what is around them as it is: they are left alone.
    """
    return tuple(
        problem
        for path, text in files.items()
        if path.endswith((".yml", ".yaml")) or path.startswith(FREE_PAGES_FOLDER)
        for problem in (keep(_in_file, path, text) if _SIGN.search(text) else ())
    )


def _in_file(path: str, text: str) -> tuple[Problem, ...]:
    return tuple(_turned(path, text))


def _turned(path: str, text: str) -> Iterator[Problem]:
    for number, line in enumerate(text.split("\n"), 1):
        open_at: list[tuple[int, str]] = []
        for found in _SIGN.finditer(line):
            sign = chr(int(found[0][2:], 16)) if len(found[0]) > 1 else found[0]
            if sign in _ENDS:  # alone it changes nothing
                open_at = open_at[:-1]
            elif sign in _BEGINS:
                open_at.append((found.start(), sign))
            else:
                yield _told(Place(path, number, found.start() + 1), sign)
                break
        else:
            for at, sign in open_at[:1]:
                yield _told(Place(path, number, at + 1), sign)


def _told(place: Place, sign: str) -> Problem:
    return TURNED.at(
        place,
        f"a sign that is not seen ({_NAMES[sign]}): the letters after it are shown in another order",
        "delete it: put the cursor after it, and press backspace once",
    )
