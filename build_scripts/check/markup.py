"""Report Markdown that pages do not support, since readers would see it as it was typed."""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import unquote

from ..read.kinds import KINDS
from ..read.project import FREE_PAGES_FOLDER
from ..read.record import Written, prose, records
from ..read.yaml_values import TOO_DEEP
from ..shared.markdown import DEEPEST, FILES, Markdown, Prose, is_too_deep
from ..shared.place import Place, Problem, Rule, Severity

MARKUP = Rule(
    "markup",
    "a text has markup that pages do not support: HTML, footnotes outside free pages, incomplete pictures, tables and links",
    "note: a <b>bold</b> word",
    "Write it without; readers would see the markup as it was typed.",
    Severity.WARNING,
)
RULES = (MARKUP,)

_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]+\]")
_PICTURE = re.compile(r"!\[[^\[\]]*\]\(([^()\s]*)(?:\s+\"[^\"\n]*\"|\s+'[^'\n]*')?\s*\)")
_SPACED = re.compile(r"!\[[^\[\]\n]*\]\((?!<)[^()\s\"']+ +[^()\s\"'][^()\n]{0,200}\)")
_RULE = re.compile(r"(?m)^(?=[ :|-]*\|)(?=[ :|-]*--)[ :|-]+$")
"""The line of hyphens below the head of a table."""
_FRONT_MATTER = re.compile(r"\s*---\r?\n([\w-]+:[^\n]*)")
_CODE = re.compile(r"`[^`]*`")
_TAGS = (
    "a|abbr|b|big|blockquote|br|center|cite|code|dd|del|div|dl|dt|em|font|h[1-6]|hr|i|img|ins|li|mark|ol|p|q|s|small"
    "|span|strike|strong|sub|sup|table|td|th|tr|tt|u|ul"
)
_UNREAD = (
    (
        re.compile(rf"</?(?:{_TAGS})(?:\s[^<>]*)?/?>", re.IGNORECASE),
        "HTML",
        "write *…* for emphasis and **…** for strong emphasis; begin a new paragraph after an empty line",
    ),
    (
        re.compile(r"\]\((?:javascript|data|file|vbscript):[^)\s]{0,200}", re.IGNORECASE),
        "a link that no page may have",
        "link to https://…; what lies on your computer, readers cannot open",
    ),
    (
        re.compile(r"\[\[[^\[\]\n]{1,100}\]\]"),
        "a link as wikis have it",
        "write [words](term:…), [words](lesson:…) or [words](page:…)",
    ),
    (
        re.compile(r"(?m)^(?:!!!|\?\?\?|:::) ?\w+"),
        "a box as other programs have it",
        "write its words as a paragraph of their own, or as a quotation after `> `",
    ),
    (
        re.compile(r"(?<![\w$\\])\$(?=[^$\n]{0,100}[\\^_=])[^$\n\s][^$\n]{0,100}\$(?![\w$])"),
        "a formula",
        "write it in words, or with the signs of the keyboard",
    ),
    (
        re.compile(
            rf"\[[^\[\]\n]*\]\s+\((?:https?|mailto|lesson|paragraph|page|{'|'.join(kind.name for kind in KINDS)}):[^)\s]*\)"
        ),
        "a link with a space in the middle",
        "write [words](address) without a space between the brackets",
    ),
    (
        re.compile(r"\[[^\[\]\n]*\]\((?![^)\n]{0,1000}\))\S*"),
        "a link without its end",
        "close the address with )",
    ),
)
"""What it looks like, what it is called, and what to do. No pattern looks far from where it begins, so that no
hostile text makes it slow."""


def markup_is_read(file: Written) -> Iterator[Problem]:
    """Report markup that readers would see as it was typed."""
    for record in records(file):
        for place, text in prose(record):
            yield from _unread(place, text)
            if found := _FOOTNOTE.search(_bare(text)):
                yield _as_typed(
                    place, "a footnote", "write it in brackets, or make it a note of its own", found
                )


def markup_of_page_is_read(path: str, page: Prose) -> Iterator[Problem]:
    """Report markup of a page of the instructors that readers would see as it was typed."""
    place = Place(FREE_PAGES_FOLDER + path)
    if (front := _FRONT_MATTER.match(page.text)) and not front[1].lower().startswith("edition"):
        fix = "delete these lines: the title of a page is its first heading"
        yield MARKUP.at(
            place, f"fields above the text, which readers see as they were typed: “{front[1][:60]}”", fix
        )
    yield from _unread(place, page)
    named = Counter(found[0] for found in _FOOTNOTE.finditer(_bare(page)))
    for words, times in named.items():
        written = re.search(rf"(?m)^{re.escape(words)}:", page.text)
        if times == 1 or not written:
            found = f"“{words[:60]}” stands here alone" if written else f"“{words[:60]}” has no footnote"
            fix = f"write `{words}` where it belongs, and `{words}: …` on a line of its own below"
            yield MARKUP.at(place, found, fix, words)


def _bare(text: Markdown) -> str:
    """Return a text without its code."""
    return _CODE.sub(lambda code: " " * len(code[0]), text.text)


def _as_typed(place: Place, what: str, fix: str, found: re.Match[str]) -> Problem:
    words = found[0].strip()
    return MARKUP.at(place, f"{what}, which readers see as it was typed: “{words[:60]}”", fix, words)


def _unread(place: Place, text: Markdown) -> Iterator[Problem]:
    if is_too_deep(text.text):
        yield TOO_DEEP.at(
            place,
            f"emphasis nested {DEEPEST} deep, so that the innermost is not shown",
            "use fewer levels; to show a star or an underscore itself, write \\ before it",
        )
    bare = _bare(text)
    yield from _pictures(place, text, bare)
    yield from _tables(place, text, bare)
    for look, what, fix in _UNREAD:
        if found := look.search(bare):
            yield _as_typed(place, what, fix, found)


def _pictures(place: Place, text: Markdown, bare: str) -> Iterator[Problem]:
    """Yield what is wrong with pictures of other sites, with pictures where only a line is, and with incomplete ones."""
    there = {figure.target for figure in text.figures}
    for found in _PICTURE.finditer(bare):
        target, words = found[1], found[0]
        if unquote(target) in there:
            continue
        if target.startswith(FILES):
            told, fix = "a picture where there is no room for one", "put it into a longer text"
        else:
            told = "a picture that is not one of content/files, so readers do not see it"
            fix = f"save it there, and write ![…]({FILES}name.jpg)"
        yield MARKUP.at(place, f"{told}: “{words[:60]}”", fix, words)
    if spaced := _SPACED.search(bare):
        yield _as_typed(
            place,
            "a picture with a space in its address",
            'call the file by a name without spaces: ![What it shows](files/name.jpg "Who made it")',
            spaced,
        )


def _tables(place: Place, text: Markdown, bare: str) -> Iterator[Problem]:
    rules = list(_RULE.finditer(bare))
    if len(rules) > text.tables:
        yield _as_typed(
            place,
            "a table",
            "put an empty line above it, and as many columns into the line of hyphens as into the line above that"
            if isinstance(text, Prose)
            else "write a list, or sentences: there is no room for a table here",
            rules[-1],
        )
