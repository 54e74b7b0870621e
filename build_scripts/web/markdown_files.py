"""Write pages as Markdown files, for renderers that read files.

A finished page keeps its HTML. Only its headings become Markdown, except those that are in no table of contents, since
renderers make it from the others; the elements around them get the attribute `markdown="block"`, which the extension
`md_in_html` asks for: without its value there is no heading in a `summary`. That extension reads attributes of blocks
around and beside headings twice: if a text itself has a character reference such as `&lt;`, its copy in an attribute has
the character.
A page that editors wrote in Markdown is Markdown again, with each special character as a character reference.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from ..shared.language import ENGLISH, Language
from ..shared.markdown import (
    Block,
    Break,
    Code,
    Figure,
    Footnotes,
    Heading,
    Inline,
    Link,
    Listing,
    Mark,
    Para,
    Quotation,
    Styled,
    Table,
    Words,
)
from ..shared.outside import is_outside
from ..show.base import Page
from ..show.free import FreePage
from ..show.names import file_words
from ..weave.addresses import Addresses, link_to_file, link_to_page
from .headings import HEADING, UNLISTED
from .html import Linker, block_html, href, inline_html

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
"""Spaces that browsers show, and that a renderer would take away at the ends of a heading."""
_SPECIAL = {ord(letter): f"&#{ord(letter)};" for letter in "\\`*_[]{}<>&#\"'~|^$=!" + _SPACES}
_IN_PRE = {ord(letter): f"&#{ord(letter)};" for letter in "\n\t"}
"""What Markdown would change in preformatted text: it makes spaces of tabs, and an empty line ends HTML."""
_READ = {ord(letter): f"&#{ord(letter)};" for letter in "{["}
_IN_TAG = {ord(letter): f"&#{ord(letter)};" for letter in "\\`*_[]{}~^$!\n"}
"""Signs of Markdown that may stand in an attribute of an element in a heading."""
_LIST = re.compile(r"[-+]|\d+[.)]")
_LINE_END = re.compile(r"\r\n|\r|\n")
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)[^>]*>")
_VOID = frozenset(("br", "hr", "img", "input", "link", "meta", "wbr"))


def page_file(page: Page, text: str) -> str:
    """Return a page as a file. `text` is its finished HTML, or Markdown if editors wrote the page in Markdown."""
    blocks = [text.strip("\n")] if isinstance(page, FreePage) else [*filter(None, _blocks(text))]
    return "\n\n".join([_front_matter(page), *blocks]) + "\n"


def free_markdown(
    page: FreePage, addresses: Addresses, linker: Linker = link_to_page, language: Language = ENGLISH
) -> str:
    """Return a page that editors wrote, as Markdown that says exactly that.

    What Markdown has no form for is HTML in it, with the links that `linker` writes: some renderers leave them alone.
    """
    ways = _Ways(page.path, addresses, linker, language)
    told = "*Only the edition for instructors has this page.*\n\n" if page.for_instructors else ""
    return f"# {_escaped(page.title)}\n\n{told}{_markdown(page.body.blocks, ways, page.body.top)}\n"


@dataclass(frozen=True, slots=True)
class _Ways:
    """Leads from a page to what its texts name, and writes what Markdown has no form for."""

    page: str
    addresses: Addresses
    linker: Linker
    language: Language

    def __call__(self, target: str) -> str:
        """Return the link to a target, as Markdown files have it."""
        return _named(self.page, self.addresses, target)

    def block(self, block: Block) -> str:
        """Return a block as HTML on one line, so that no line of it is indented."""
        made = block_html(block, self.page, self.addresses, self.linker, self.language)
        return _kept(made.replace("\n", ""))

    def inline(self, piece: Inline) -> str:
        """Return a piece of a line as HTML."""
        return _kept(inline_html(piece, self.page, self.addresses, self.linker, self.language))


def _front_matter(page: Page) -> str:
    """Return the title and description of a page, and what the frame hides, as YAML between two lines of hyphens."""
    frame = {
        "title": page.title,
        "description": page.description,
        **({"hide": page.hide} if page.hide else {}),
    }
    return "".join(["---\n", *(f"{key}: {_quoted(value)}\n" for key, value in frame.items()), "---\n"])


def _blocks(html: str) -> Iterator[str]:
    """Yield the parts of a page's HTML: headings as Markdown, the tags around them, and all that is between."""
    headings = (one for one in HEADING.finditer(html) if UNLISTED not in one[2])
    cuts = sorted([*_around(html), *((one.start(), one.end(), _heading(one)) for one in headings)])
    at = 0
    for start, end, text in cuts:
        yield _kept(html[at:start])
        yield text
        at = end
    yield _kept(html[at:])


def _around(html: str) -> Iterator[tuple[int, int, str]]:
    """Yield the tags of all elements that hold a heading: where each starts and ends, and how it is written."""
    opened: list[re.Match[str]] = []
    holding: set[int] = set()
    for tag in _TAG.finditer(html):
        closes, name = tag.groups()
        if name in _VOID or tag[0].endswith("/>"):
            continue
        if not closes:
            if re.fullmatch("h[1-6]", name) and UNLISTED not in tag[0]:
                holding.update(one.start() for one in opened)
            opened.append(tag)
            continue
        start = opened.pop()
        if start.start() in holding:
            yield start.start(), start.end(), f'{start[0][:-1]} markdown="block">'
            yield tag.start(), tag.end(), tag[0]


def _heading(heading: re.Match[str]) -> str:
    level, attributes, inside = heading.groups()
    given = re.sub(r'\sid="([^"]*)"', r" #\1", attributes).strip().replace("_", "\\_")  # no emphasis
    return f"{'#' * int(level)} {_inside(inside)} {{ {given} }}"


def _inside(html: str) -> str:
    """Return what stands in a heading, so that Markdown leaves it as it is: its text has no special characters left."""
    return "".join(
        part.translate(_IN_TAG) if part.startswith("<") else _escaped(unescape(part))
        for part in re.split(r"(<[^>]*>)", html)
    )


def _kept(html: str) -> str:
    """Return HTML that Markdown leaves as it is.

    It has no blank line, which would end a block: in a `pre` element, line breaks are character references. It has
    no brace, with which the extension `attr_list` begins attributes, and no `[TOC]`, which `toc` takes for the place
    of a table of contents: both look at the text of elements, too.
    """
    lines = re.sub(r"<pre>.*?</pre>", lambda pre: pre[0].translate(_IN_PRE), html, flags=re.DOTALL)
    return re.sub(r"\n[ \t]*\n", "\n", lines.strip("\n")).translate(_READ)


def _quoted(value: object) -> str:
    """Return a value as JSON that is also valid YAML, which JSON's own escapes beyond U+FFFF are not."""
    written = json.dumps(value, ensure_ascii=False)
    return "".join(letter if letter.isprintable() else f"\\U{ord(letter):08x}" for letter in written)


def _escaped(text: str) -> str:
    """Return text as Markdown that shows it letter for letter, on one line."""
    line = _LINE_END.sub(" ", text)
    listed = _LIST.match(line)
    if listed:  # At the start of a block it would begin a list.
        end = listed.end()
        return f"{line[: end - 1]}&#{ord(line[end - 1])};{line[end:].translate(_SPECIAL)}"
    return line.translate(_SPECIAL)


def _named(page: str, addresses: Addresses, target: str) -> str:
    return href(target if is_outside(target) else addresses[target], page, link_to_file)


def _markdown(blocks: tuple[Block, ...], link: _Ways, top: int) -> str:
    return "\n\n".join(_block(block, link, top) for block in blocks)


def _block(block: Block, link: _Ways, top: int) -> str:
    match block:
        case Para(inside):
            return _inlines(inside, link).strip()  # an indent would make it an example of code
        case Heading(level, inside):
            return f"{'#' * min(level + top - 1, 6)} {_inlines(inside, link)}"
        case Listing() | Quotation() if _is_html(block):
            return link.block(block)  # renderers see no HTML behind the signs of an item or a quotation
        case Listing(ordered, items):
            mark = "1.  " if ordered else "-   "
            return "\n\n".join(_indent(_markdown(item, link, top), mark, "    ") for item in items)
        case Quotation(inside):
            return _indent(_markdown(inside, link, top), "> ", "> ")
        case Figure() | Table() | Footnotes():
            return link.block(block)


def _is_html(block: Block) -> bool:
    """Return whether a block has a part that Markdown has no form for."""
    match block:
        case Figure() | Table() | Footnotes():
            return True
        case Quotation(inside):
            return any(map(_is_html, inside))
        case Listing(_, items):
            return any(_is_html(one) for item in items for one in item)
        case _:
            return False


def _indent(text: str, first: str, rest: str) -> str:
    head, *lines = text.split("\n")
    return "\n".join([first + head, *((rest + line).rstrip() for line in lines)])


def _inlines(inside: tuple[Inline, ...], link: _Ways) -> str:
    return "".join(_inline(piece, link) for piece in inside)


def _inline(piece: Inline, link: _Ways) -> str:
    match piece:
        case Words(text):
            return _escaped(text)
        case Code(text):
            return f"<code>{_escaped(text)}</code>"
        case Styled(tag, inside):
            return f"<{tag}>{_inlines(inside, link)}</{tag}>"
        case Link(target, inside):
            told = f" ({_escaped(file_words(piece.file, link.language))})" if piece.file else ""
            return f"[{_inlines(inside, link)}]({link(target)}){told}"
        case Mark():
            return link.inline(piece)
        case Break():
            return "<br>"
