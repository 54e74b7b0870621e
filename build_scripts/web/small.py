"""Take comments and white space out of scripts and style sheets, and nothing else.

Names stay as they are, so that an error can be found; so does a comment that begins with `!`, such as a licence. A text
that is not understood to its end stays whole.
"""

import re
from collections.abc import Iterator

_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"[\w$\u0080-\U0010ffff]")
_STYLE_TOKEN = re.compile(
    r"""(?s)(?P<comment>/\*.*?\*/)|(?P<string>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|url\([^)"']*\))"""
    r"""|(?P<space>\s+)|(?P<other>[^\s"'/u]+|.)"""
)
_SCRIPT_TOKEN = re.compile(
    r"""(?s)(?P<comment>//[^\n]*|/\*.*?\*/)|(?P<string>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')"""
    r"""|(?P<space>\s+)|(?P<word>[\w$\u0080-\U0010ffff]+)|(?P<other>[^"'])"""
)
_PATTERN = re.compile(r"/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+/\w*")
"""A regular expression, where a value may stand; elsewhere a stroke divides."""
_TEMPLATE = re.compile(r"(?s)(?:\\.|\$(?!\{)|[^`\\$])*(?:`|\$\{)")
"""What follows in a text between backticks, up to its end or to a value in it."""
_BEFORE_VALUES = frozenset(
    [
        "return",
        "typeof",
        "case",
        "in",
        "of",
        "delete",
        "void",
        "instanceof",
        "new",
        "do",
        "else",
        "throw",
        "yield",
        "await",
    ]
)
_ENDS_VALUE = frozenset(")]}")
_ALONE = frozenset("(){}[];,:=?&|")
"""Signs beside which a space says nothing in a script."""
_GOES_ON = frozenset("([{,;")
"""Signs after which a new line ends no statement."""
_OF_STYLE = frozenset("{};,")


def small_style(text: str) -> str:
    """Return a style sheet without comments and without the white space that says nothing."""
    made: list[str] = []
    for part in _STYLE_TOKEN.finditer(text):
        if part["comment"] and not part[0].startswith("/*!"):
            if (
                made
                and made[-1] != " "
                and made[-1][-1] not in _OF_STYLE
                and text[part.end() : part.end() + 1].strip()
            ):
                made.append("/**/")  # it may part two words, and a space would make a selector another
            continue
        if part["space"]:
            if made and made[-1] != " " and made[-1][-1] not in _OF_STYLE and made[-1][-1] != ":":
                made.append(" ")
            continue
        if made and made[-1] == " " and part[0][0] in _OF_STYLE:
            made.pop()
        made.append(part[0])
    return "".join(made)


def small_script(text: str) -> str:
    """Return a script without comments and without the white space that says nothing; lines end where they matter."""
    try:
        parts = list(_parts(text))
    except _NotUnderstoodError:
        return text
    made: list[str] = []
    gap = ""
    for part in parts:
        if part.isspace():
            gap = "\n" if "\n" in gap + part else " "
            continue
        if made and gap and _matters(gap, made[-1][-1], part[0]):
            made.append(gap)
        made.append(part)
        gap = ""
    return "".join(made)


class _NotUnderstoodError(Exception):
    """A text ends within a string or a comment."""


def _matters(gap: str, before: str, after: str) -> bool:
    if gap == "\n":
        return before not in _GOES_ON
    return before not in _ALONE and after not in _ALONE


def _parts(text: str) -> Iterator[str]:
    """Yield what a script says, and the gaps: a comment is one, as long as its lines."""
    at, last = 0, ""
    depths: list[int] = []  # of braces that are open within each value in a text between backticks
    while at < len(text):
        if text[at] == "/" and not text.startswith(("//", "/*"), at) and _begins_value(last):
            part, kind = _whole(_PATTERN, text, at), "other"
        elif text[at] == "`" or (text[at] == "}" and depths and not depths[-1]):
            part, kind = text[at] + _whole(_TEMPLATE, text, at + 1), "string"
            if text[at] == "}":
                depths.pop()
            if part.endswith("${"):
                depths.append(0)
        else:
            found = _SCRIPT_TOKEN.match(text, at)
            if found is None:
                raise _NotUnderstoodError
            part, kind = found[0], str(found.lastgroup)
            if part == "/" and text.startswith("/*", at):
                raise _NotUnderstoodError
            if depths and part in ("{", "}"):
                depths[-1] += 1 if part == "{" else -1
        at += len(part)
        if kind == "comment" and not part.startswith("/*!"):
            yield "\n" if "\n" in part else " "
        else:
            yield part
        if kind not in ("comment", "space"):
            last = part
    if depths:
        raise _NotUnderstoodError


def _begins_value(last: str) -> bool:
    """Return whether a value may follow this part, and no operator."""
    if last.endswith("${") or last in _BEFORE_VALUES:
        return True
    return not (_WORD.match(last[-1:]) or last[-1:] in _ENDS_VALUE or last[-1:] in "\"'`/")


def _whole(pattern: re.Pattern[str], text: str, at: int) -> str:
    found = pattern.match(text, at)
    if found is None:
        raise _NotUnderstoodError
    return found[0]
