"""What a JATS file has and no block says: words, other articles, signs, headings."""

from collections.abc import Iterator

from lxml import etree

from ..reading import Harm
from ..tags import markup
from ..tags.markup import Found, Unsure, local
from .references import is_said_again
from .words import children

_LONG_TEXT = 10
"""Paragraphs: a text of so many should have headings."""
_OTHERWISE = {"math", "date", "pub-date", "object-id", "alt-text", "long-desc", "tex-math"}
"""What is in these is said in another way than the file has it."""


def unread(other: etree._Element) -> Unsure:
    """Return a doubt about a sign that the file does not explain, or about an article beside the one that is read."""
    if isinstance(other, etree._Entity):
        return Unsure(Harm.LOST, f"a sign is missing: the file does not say what {other.text} means")
    return Unsure(
        Harm.LOST, f"the file has another article, which was not read: “{markup.close_text(other)[:60]}…”"
    )


def lost(article: etree._Element, found: list[Found]) -> Iterator[Found]:
    """Yield a doubt that names words of the file that are in no block: a net below all that this reader knows."""
    shown = [text for one in found if not isinstance(one, Unsure) for text in markup.texts_of(one)]
    if lost := markup.lost_words(shown, _texts_to_show(article)):
        yield Unsure(Harm.LOST, f"words of the file are in no block: “{lost}”")


def _texts_to_show(article: etree._Element) -> Iterator[str]:
    """Yield the texts of an article that must be in a block."""
    otherwise: set[etree._Element] = set()
    for one in article.iter():
        above = one.getparent()
        name = local(one)
        if above in otherwise or name in _OTHERWISE or _is_printed_anew(one):
            otherwise.add(one)
        elif name:
            yield one.text or ""
        if above not in otherwise and one is not article:
            yield one.tail or ""


def _is_printed_anew(element: etree._Element) -> bool:
    """Return whether an element is the label of a figure, one of several forms of a formula, or the mark of a note."""
    above = element.getparent()
    holder = local(above) if above is not None else ""
    match local(element):
        case "label":
            return holder in {"fig", "table-wrap"}
        case "alternatives":
            return holder in {"inline-formula", "disp-formula"}
        case "xref":
            return markup.is_note_mark(markup.close_text(element))
        case "element-citation" | "nlm-citation":
            return is_said_again(element)
    return False


def doubts_about_headings(article: etree._Element) -> Iterator[Found]:
    """Yield a doubt if a text of some length has no section: programs that convert to JATS lose headings."""
    names = [local(one) for body in children(article, "body") for one in body.iter()]
    if "sec" not in names and names.count("p") >= _LONG_TEXT:
        yield Unsure(Harm.HEADING, "the file has no headings: look for short paragraphs that are some")
