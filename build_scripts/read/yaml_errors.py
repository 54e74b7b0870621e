"""Find the line that makes a file invalid YAML, and say how to fix it.

A parser complains where it gives up, often below the mistake, and in words for programmers.
So this module looks first for the line, then for a common mistake on it, and last at the parser's words.
"""

import re
from dataclasses import dataclass
from itertools import takewhile

import yaml

from ..shared.place import Place, Problem, Rule

_START = r"^\s*(?:[-–] +)*(?:[\w-]+:\s+)?"
"""Matches what may come before the text of a line: dashes, and the name of a field."""
_QUOTE_OR_LINES = "put all of the text in double quotes, or on lines of its own after `|`"

YAML_SYNTAX = Rule(
    "yaml-syntax",
    "a line is not YAML",
    "note: he said: yes",
    "Follow the message: spaces, colons, quotation marks.",
)
RULES = (YAML_SYNTAX,)


@dataclass(frozen=True, slots=True)
class _Look:
    """A common mistake: what the line looks like, what the mistake is, and what to do."""

    like: re.Pattern[str]
    found: str
    fix: str
    told_later: bool = False
    """Whether the parser may report it only on a later line."""


_LOOKS = (
    _Look(
        re.compile(r"^\s*(?:`{3,}|~{3,})"),
        "a mark that begins or ends an example in Markdown",
        "delete this line, and the other one that begins so",
        told_later=True,
    ),
    _Look(
        re.compile(r"^(?:-{4,}|={4,6}|={8,}|\*{3,})\s*$"),
        "a line that only parts what is above it from what is below",
        "delete it: a file needs no lines between its parts",
        told_later=True,
    ),
    _Look(
        re.compile(
            r"^\s*(?:- +)*(?:\*{1,2}|_{1,2}|`)[\w-]+(?::(?:\*{1,2}|_{1,2}|`)|(?:\*{1,2}|_{1,2}|`)\s*:)"
        ),
        "a field whose name is in bold or italics, as a word processor or a chat has it",
        "write its name without these signs, then the colon: `quote: …`",
        told_later=True,
    ),
    _Look(
        re.compile(r"^[ ]*\t"),
        "a tab at the beginning of the line",
        "delete it and type spaces, as many as in the lines beside it",
    ),
    _Look(
        re.compile(r"^(?:<{7}|={7}|>{7})(?: |$)"),
        "a mark of git where two versions of the file were not merged",
        "keep what you want of the two, and delete the lines with <<<<<<<, ======= and >>>>>>>",
        told_later=True,
    ),
    _Look(
        re.compile(
            r"^[ ]*[\u00a0\u2000-\u200b\u202f\u3000\ufeff]|^\s*(?:- +)*[\w-]+:[\u00a0\u2000-\u200b\u202f\u3000]"
        ),
        "a character that looks like a space but is not one, often copied from a web page or a word processor",
        "delete the spaces at the beginning of the line and after the colon, and type them again",
        told_later=True,
    ),
    _Look(
        re.compile(r"^\s*(?:- +)*[\w-]+\s*："),
        "a wide colon, which YAML does not know",
        "type a plain colon and a space",
        told_later=True,
    ),
    _Look(
        re.compile(r"^\s*-\w[\w-]*:\s"),
        "no space after the dash",
        "write `- ` and then the field",
        told_later=True,
    ),
    _Look(
        re.compile(r"^\s*[–—•*]\s"),
        "a long dash or a bullet in place of a hyphen",
        "begin each entry with a hyphen and a space",
        told_later=True,
    ),
    _Look(
        re.compile(r"^\s*(?:- +)*[\w-]+:[^\s/:][^:]*$"),
        "no space after the colon",
        "write `field: text`",
    ),
    _Look(
        re.compile(r"^\s*(?:- +)*[\w-]+:\s+[|>][+-]?\s*[^\s#]"),
        "text on the same line as the `|` or `>`",
        "begin the text on the next line, indented",
    ),
    _Look(
        re.compile(_START + r"""(?:"[^"]*"|'[^']*')\s*[^\s:#,}\]]"""),
        "text that continues after its closing quotation mark",
        _QUOTE_OR_LINES,
    ),
    _Look(
        re.compile(_START + r"[\[{].*[\]}]\s*[^\s,#\]}:]"),
        "text that begins with a bracket, which YAML reads as a list",
        _QUOTE_OR_LINES,
    ),
    _Look(re.compile(_START + r"[*&!]"), "text that begins with *, & or !", _QUOTE_OR_LINES),
    _Look(re.compile(_START + r"[@`%]"), "text that begins with @, ` or %", _QUOTE_OR_LINES),
    _Look(
        re.compile(r"^\s*(?:- +)*[\w-]+:\s+[-?]\s"),
        "text that begins with a dash or a question mark",
        _QUOTE_OR_LINES,
    ),
)
"""The first that matches a line is reported."""

_SAID = (
    (
        "mapping values are not allowed",
        "a colon where none is allowed",
        "if the text itself contains a colon, put it in double quotes or on lines of its own after `|`",
    ),
    (
        "found unexpected end of stream",
        "a quotation mark that is never closed",
        "close the text with the same mark, or write it on lines of its own after `|`",
    ),
    (
        "unknown escape character",
        r"a \ in double quotes, where it has a special meaning",
        r"write it twice, as \\, or put the text on lines of its own after `|`",
    ),
    (
        "expected <block end>",
        "a line that does not fit the lines above",
        "line it up with its neighbours",
    ),
    (
        "could not find expected ':'",
        "a line without the colon that separates a field from its text",
        "write `field: text`, or indent the line so that it belongs to the text above",
    ),
    (
        "did not find expected key",
        "a line that does not fit the list or the fields around it",
        "line it up with its neighbours; if text contains quotation marks, put it after `|`",
    ),
    (
        "expected '-' indicator",
        "a line whose indent fits neither the entry above it nor a new entry",
        "line it up with the other fields of its entry, or begin a new entry with `- `",
    ),
    (
        "expected ',' or",
        "a bracket that is not closed, or a comma that is missing",
        "close it with ] or }; or write each entry on a line of its own after `- `",
    ),
    (
        "characters are not allowed",
        "a control character that no text needs",
        "delete it and type the text again",
    ),
    (
        "sequence entries are not allowed",
        "a dash where no list is allowed",
        "begin the list on a line of its own, or put the text in double quotes",
    ),
)
"""Words of the parser, what they mean, and what to do."""

_BLAMES_ITS_BEGINNING = (
    "could not find expected ':'",
    "found unexpected end of stream",
    "expected ',' or",
)
"""Complaints made at the end of a text, list or entry whose beginning is the mistake."""
_LINE_END = re.compile(r"\r\n|\r|\n")


def syntax_problem(path: str, text: str, error: yaml.YAMLError) -> Problem:
    """Return the parser's error as a problem in plain words, with the line as its author typed it."""
    said = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    lines = _LINE_END.split(text)
    place, unclosed = _place(path, text, said, error)
    for suspect in dict.fromkeys((place, *_around(place, error, lines))):
        line = _at(lines, suspect.line)
        looks = (look for look in _LOOKS if suspect == place or look.told_later)
        if look := next((look for look in looks if look.like.search(line)), None):
            return YAML_SYNTAX.at(suspect, f"{look.found}: {_shown(line)}", look.fix)
    if entry := _entry_apart(path, lines, place, said):
        return entry
    if unclosed:
        said = "found unexpected end of stream"
    line = _at(lines, place.line)
    found, fix = _meaning(said, line[: place.column - 1])
    return YAML_SYNTAX.at(place, f"{found}: {_shown(line)}", fix)


_DASH = re.compile(r"(?P<indent> *)- ")
_MISFITS = ("did not find expected key", "expected <block end>", "sequence entries are not allowed")


def _entry_apart(path: str, lines: list[str], place: Place, said: str) -> Problem | None:
    """Return the problem of an entry that is not in line with its list, where a parser blames its neighbour."""
    dash = _DASH.match(_at(lines, place.line))
    if not dash or not any(words in said for words in _MISFITS):
        return None
    column = len(dash["indent"])
    head = next(
        (
            number
            for number in range(place.line - 1, 0, -1)
            if re.match(r" *(?:- +)*[\w-]+:\s*(?:#.*)?$", line := _at(lines, number))
            and _indent(line) <= column
        ),
        0,
    )
    if not head:
        return None
    first = next(n for n in range(head + 1, place.line + 1) if _at(lines, n).split("#")[0].strip())
    if not _DASH.match(_at(lines, first)):
        where = Place(path, first, _indent(_at(lines, first)) + 1)
        fix = f"write `- ` before it, with {column} spaces before the dash, as in the other entries"
        return YAML_SYNTAX.at(where, f"an entry without its dash: {_shown(_at(lines, first))}", fix)
    own = _indent(_at(lines, first))
    ends = re.compile(rf" {{0,{_indent(_at(lines, head))}}}[\w-]")
    below = list(takewhile(lambda line: not ends.match(line), lines[head:]))
    alone, others = (
        sum(_DASH.match(line) is not None and _indent(line) == at for line in below) for at in (own, column)
    )
    wrong, spaces = (Place(path, first, own + 1), column) if alone <= others else (place, own)
    found = f"a dash that does not stand below those of the other entries: {_shown(_at(lines, wrong.line))}"
    return YAML_SYNTAX.at(wrong, found, f"put {spaces} spaces before it, no more and no less")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _around(place: Place, error: yaml.YAMLError, lines: list[str]) -> list[Place]:
    above = next((n for n in range(place.line - 1, 0, -1) if _at(lines, n).strip()), place.line)
    told = getattr(error, "problem_mark", None)
    numbers = [above, *([told.line + 1] if told else [])]
    return [Place(place.path, number) for number in numbers]


def _place(path: str, text: str, said: str, error: yaml.YAMLError) -> tuple[Place, bool]:
    """Return where the mistake is, and whether it is a quotation mark that is never closed."""
    mark, beginning = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    if mark is None:
        read = text.encode("utf-8")[: max(getattr(error, "position", 0), 0)]  # the position is in bytes
        return _point(path, text, len(read.decode("utf-8", "ignore"))), False
    if beginning and any(words in said for words in _BLAMES_ITS_BEGINNING):
        return Place(path, beginning.line + 1, beginning.column + 1), False
    opened = _never_closed(text, mark.index)
    if opened is not None:
        return _point(path, text, opened), True
    return Place(path, mark.line + 1, mark.column + 1), False


def _never_closed(text: str, stopped: int) -> int | None:
    """Return the offset of the quotation mark that was never closed, or `None`.

    The parser takes the first mark of the next quotation as its end, and stops just after that. Offsets are in
    characters from 0.
    """
    for mark in "\"'":
        closed = text.rfind(mark, 0, stopped + 1)
        opened = text.rfind(mark, 0, max(closed, 0))
        if opened < 0 or "\n" not in text[opened:closed] or text[closed:stopped].strip(f"{mark} "):
            continue
        if re.fullmatch(_START, text[text.rfind("\n", 0, opened) + 1 : opened]):
            return opened
    return None


def _point(path: str, text: str, position: int) -> Place:
    before = text[:position]
    return Place(path, before.count("\n") + 1, len(before) - before.rfind("\n"))


def _meaning(said: str, before: str) -> tuple[str, str]:
    """Return what the parser's words mean and what to do; `before` is the line up to the place."""
    if "mapping values are not allowed" in said and re.fullmatch(r"\s*[\w-]+", before):
        return (
            "a line that is indented further than the fields above it",
            "line it up with them; text of several lines goes after `|`",
        )
    for words, found, fix in _SAID:
        if words in said:
            return found, fix
    return f"not YAML ({said})", "compare the line with the one above it: spaces, colons, quotation marks"


def _at(lines: list[str], number: int) -> str:
    return lines[number - 1] if 0 < number <= len(lines) else ""


def _shown(line: str) -> str:
    """Return the line in quotation marks, shortened and without control characters."""
    shown = re.sub(r"[^ -~\u00a0-\uffff]", "\ufffd", line.strip())
    return f"“{shown[:80]}”" if shown else "the end of the file"
