"""What a parser makes of HTML, in a form that can be compared: elements, attributes and text, in order."""

import re
from collections.abc import Iterable, Iterator
from html import unescape

from lxml import html

INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "br",
        "button",
        "cite",
        "code",
        "em",
        "i",
        "img",
        "input",
        "kbd",
        "label",
        "mark",
        "q",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "svg",
        "time",
    ]
)
"""Elements beside which a space is part of the text."""
_SPACE = re.compile(r"[ \t\n\r\f]+")

Token = tuple[str, ...]
"""`("<", tag, attribute, value, …)`, `(">", tag)` or `("", text)`; within `pre`, a text is `("pre", text)`."""


def body(text: str) -> html.HtmlElement:
    """The element that holds a piece of HTML."""
    return html.document_fromstring(f"<!doctype html><body><div>{text}</div></body>").xpath("//body/div")[0]


def tokens(element: html.HtmlElement, within: str = "") -> Iterator[Token]:
    """What stands in an element, letter for letter."""
    if element.text:
        yield within, element.text
    for child in element:
        if isinstance(child.tag, str):
            attributes = sorted(child.attrib.items())
            yield "<", child.tag, *(text for one in attributes for text in one)
            yield from tokens(child, "pre" if child.tag == "pre" else within)
            yield ">", child.tag
        else:
            yield "<", "a comment", child.text or ""
        if child.tail:
            yield within, child.tail


def as_shown(found: Iterable[Token]) -> list[Token]:
    """The same without the white space that no reader sees: many spaces count as one, and none beside a block."""
    shown: list[Token] = []
    for token in found:
        if token[0] == "" and shown and shown[-1][0] == "":
            shown[-1] = ("", shown[-1][1] + token[1])
        else:
            shown.append(token)
    for at, token in enumerate(shown):
        if token[0] == "":
            text = _SPACE.sub(" ", token[1])
            text = text.lstrip(" ") if _is_block(shown[at - 1] if at else None) else text
            text = text.rstrip(" ") if _is_block(shown[at + 1] if at + 1 < len(shown) else None) else text
            shown[at] = ("", text)
    return [token for token in shown if token != ("", "")]


def _is_block(token: Token | None) -> bool:
    return token is None or token[0] not in ("<", ">") or token[1] not in INLINE


def shown(text: str) -> list[Token]:
    """What readers get of a piece of HTML."""
    return as_shown(tokens(body(text)))


def settled(found: Iterable[Token]) -> list[Token]:
    """Tokens with attributes without references and white space: `md_in_html` reads some attributes twice."""
    return [(*one[:2], *map(_settled, one[2:])) if one[0] == "<" else one for one in found]


def _settled(value: str) -> str:
    while unescape(value) != value:
        value = unescape(value)
    return " ".join(value.split())
