"""Report Markdown that pages do not support, since readers would see it as it was typed."""

import re
from collections.abc import Iterator

from ..read.kinds import KINDS
from ..read.project import FREE_PAGES_FOLDER
from ..read.record import Written, prose, records
from ..read.yaml_values import TOO_DEEP
from ..shared.markdown import DEEPEST, Prose, is_too_deep
from ..shared.place import Place, Problem, Rule, Severity

MARKUP = Rule(
    "markup",
    "a text has markup that pages do not support: pictures, tables, HTML, footnotes, incomplete links",
    "note: a <b>bold</b> word",
    "Write it without; readers would see the markup as it was typed.",
    Severity.WARNING,
)
RULES = (MARKUP,)

_FRONT_MATTER = re.compile(r"\s*---\r?\n([\w-]+:[^\n]*)")
_CODE = re.compile(r"`[^`]*`")
_TAGS = (
    "a|abbr|b|big|blockquote|br|center|cite|code|dd|del|div|dl|dt|em|font|h[1-6]|hr|i|img|ins|li|mark|ol|p|q|s|small"
    "|span|strike|strong|sub|sup|table|td|th|tr|tt|u|ul"
)
_UNREAD = (
    (
        re.compile(r"!\[[^\[\]]*\]\([^()\s]*(?: [^()\n]*)?\)"),
        "a picture",
        "pages show no pictures: link to it, or say what it shows",
    ),
    (
        re.compile(r"(?m)^(?=[ :|-]*\|)(?=[ :|-]*--)[ :|-]+$"),
        "a table",
        "write a list, or sentences",
    ),
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
    (re.compile(r"\[\^[^\[\]\s]+\]"), "a footnote", "write it in brackets, or make it a note of its own"),
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
            yield from _unread(place, text.text)


def markup_of_page_is_read(path: str, page: Prose) -> Iterator[Problem]:
    """Report markup of a page of the instructors that readers would see as it was typed."""
    place = Place(FREE_PAGES_FOLDER + path)
    if found := _FRONT_MATTER.match(page.text):
        fix = "delete these lines: the title of a page is its first heading"
        yield MARKUP.at(
            place, f"fields above the text, which readers see as they were typed: “{found[1][:60]}”", fix
        )
    yield from _unread(place, page.text)


def _unread(place: Place, text: str) -> Iterator[Problem]:
    if is_too_deep(text):
        yield TOO_DEEP.at(
            place,
            f"emphasis nested {DEEPEST} deep, so that the innermost is not shown",
            "use fewer levels; to show a star or an underscore itself, write \\ before it",
        )
    bare = _CODE.sub(lambda code: " " * len(code[0]), text)
    for look, what, fix in _UNREAD:
        if found := look.search(bare):
            words = found[0].strip()
            yield MARKUP.at(place, f"{what}, which readers see as it was typed: “{words[:60]}”", fix, words)
