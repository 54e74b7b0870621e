"""Write texts as YAML: plain, in quotation marks, or as a block."""

import json
import re
from textwrap import wrap

_FIRST = re.compile(r"[^\W_]|[“‘«„(/.…$€£§]")
"""What a plain text may begin with here: more is allowed, but this is never anything else."""
_NOT_PLAIN = re.compile(r"[\r\n\t]|\s#|:(?:\s|$)|^\s|\s$|^(?:---|\.\.\.)")
_NOT_IN_BRACKETS = re.compile(r"[,\[\]{}:#]")
_NOTHING = {"", "~", "null"}
_UNPRINTABLE = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010fffd]")
"""What no YAML file can hold as it is."""
_WIDTHLESS = re.compile("[\u200b\u2060\ufeff]")
_UNSEEN = re.compile("[\x0b\x0c\x85\u2028\u2029]")
WIDTH = 100
"""The length of a line of text that is folded anew."""


def cleaned(text: str) -> str:
    """Return a text as a file can hold it: with one kind of line end, and without what nobody sees."""
    seen = _UNSEEN.sub(" ", _WIDTHLESS.sub("", text)).replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(line if line.strip() else "" for line in seen.strip().split("\n"))


def unprintable(text: str) -> str:
    """Return the first sign that no file can hold, such as `U+0007`; empty if there is none."""
    found = _UNPRINTABLE.search(text)
    return f"U+{ord(found[0]):04X}" if found else ""


def is_plain(text: str, flow: bool) -> bool:
    """Return whether a text needs no quotation marks; `flow`: inside brackets."""
    return bool(
        text not in _NOTHING
        and _FIRST.match(text)
        and not _NOT_PLAIN.search(text)
        and not (flow and _NOT_IN_BRACKETS.search(text))
    )


def in_line(text: str, style: str, flow: bool) -> str:
    """Return a text on one line: in its `style` (`"`, `'` or plain), if it can be written so."""
    if style == "'" and "\n" not in text and "\t" not in text:
        return "'" + text.replace("'", "''") + "'"
    if style != '"' and is_plain(text, flow):
        return text
    return json.dumps(text, ensure_ascii=False)


def literal(text: str, indent: int) -> list[str]:
    """Return the lines of a block of text, without the `|` before it. Blank lines have no spaces."""
    return [" " * indent + line if line else "" for line in text.split("\n")]


def folded(text: str, indent: int) -> list[str] | None:
    """Return the lines of a folded block, without the `>` before it; `None` if it cannot be written so."""
    lines: list[str] = []
    for line in text.split("\n"):
        if line.startswith(" ") or line != line.rstrip() or "  " in line or "\t" in line:
            return None
        lines += [""] * bool(lines) + (_wrapped(line, indent) if line else [])
    return [" " * indent + line if line else "" for line in lines]


def plain_lines(text: str, indent: int) -> list[str] | None:
    """Return a plain text on several lines; `None` if it cannot be written so. The first line is not indented."""
    if not is_plain(text, flow=False) or "  " in text:
        return None
    first, *others = _wrapped(text, indent)
    return [first, *(" " * indent + line for line in others)]


def _wrapped(text: str, indent: int) -> list[str]:
    return wrap(text, max(WIDTH - indent, 20), break_long_words=False, break_on_hyphens=False) or [""]
