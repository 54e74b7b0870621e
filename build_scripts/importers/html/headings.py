"""The title page of a web page, its headings and their levels: pure functions over what was found in it."""

import re
from dataclasses import replace
from itertools import groupby

from lxml import etree

from ...paper.blocks import Aside, Form, Heading, LeftOut, MarkKind, Note, Text, Words
from ..finish import entry
from ..reading import Harm
from ..signs import heads_references
from ..tags import markup
from ..tags.markup import Found, Unsure
from . import document

ONLY_IN_FRONT = {"title", "subtitle", "date"}
"""Below the first paragraph the classes of these roles mean something else."""
_LONGEST_HEADING = 120
"""Characters."""
_SECTION = re.compile(r"(\d{1,2}(?:\.\d{1,2})*\.?)\s+\S")


def with_front(found: list[Found], citation: dict[str, object], root: etree._Element) -> list[Found]:
    """Return the blocks with the title, and what else stands on a title page, as asides."""
    start = next((at for at, one in enumerate(found) if isinstance(one, Text)), len(found))
    heads = [at for at, one in enumerate(found[:start]) if isinstance(one, Heading)]
    levels = [found[at].level for at in heads]  # type: ignore[union-attr]
    kept = len(heads) - 1
    while kept > 0 and levels[kept - 1] < levels[kept]:
        kept -= 1
    title = _title_at(found, heads[kept:], citation, root)
    before = set(heads[:kept])
    made: list[Found] = []
    for at, one in enumerate(found):
        if isinstance(one, Heading) and (at in before or at == title):
            made.append(_of_title_page(one, title=at == title or one.level == 1))
        elif at > start and isinstance(one, Aside) and one.role in ONLY_IN_FRONT:
            made.append(Text(words=one.words, language=one.language, where=one.where))
        else:
            made.append(one)
    if not any(isinstance(one, Aside) and one.role == "title" for one in made) and citation.get("title"):
        made.insert(0, Aside(words=markup.words([str(citation["title"])]), role="title"))
    return made


def _title_at(
    found: list[Found], heads: list[int], citation: dict[str, object], root: etree._Element
) -> int | None:
    """Return which heading is the title: the only one of the highest level, if it stands first or the page is called so."""
    if not heads:
        return None
    first = found[heads[0]]
    assert isinstance(first, Heading)  # noqa: S101  # by how `heads` is made
    levels = [one.level for one in found if isinstance(one, Heading)]
    named = [str(citation.get("title", "")), *(markup.close_text(one) for one in root.iter("title"))]
    called = any(name and _same(first.words.text, name) for name in named)
    alone = levels.count(first.level) == 1 and first.level == min(levels) and first.level == 1
    has_title = any(isinstance(one, Aside) and one.role == "title" for one in found[: heads[-1]])
    return heads[0] if (called or alone) and not has_title else None


def _same(heading: str, name: str) -> bool:
    one, other = ("".join(filter(str.isalnum, text.casefold())) for text in (heading, name))
    return len(one) > 3 and (one == other or (len(one) > 15 and one in other))


def _of_title_page(one: Heading, *, title: bool) -> Found:
    if document.is_gutenberg_preface(one.words.text):
        return LeftOut(text=one.words.text, where=one.where)
    role = "author" if re.match(r"by\s", one.words.text, re.IGNORECASE) else "title" if title else ""
    return Aside(words=one.words, role=role, language=one.language, where=one.where)


def with_guessed_headings(found: list[Found]) -> list[Found]:
    """Return the blocks of a page without headings with those paragraphs as headings that are all bold, or in capitals.

    If they are numbered, their numbers give their levels, and one without a number before all text is the title.
    """
    if any(isinstance(one, Heading) for one in found):
        return found
    guessed = {at: one for at, one in enumerate(found) if isinstance(one, Text) and _heads_text(found, at)}
    numbered = sum(1 for one in guessed.values() if _SECTION.match(one.words.text))
    texts = [at for at, one in enumerate(found) if isinstance(one, Text)]
    titled = any(isinstance(one, Aside) and one.role == "title" for one in found)
    made: list[Found] = []
    entries = False
    for at, one in enumerate(found):
        if at not in guessed:
            made.append(entry(one) if entries and isinstance(one, Text) else one)
            continue
        block = guessed[at]
        words = Words(
            block.words.text, tuple(mark for mark in block.words.marks if mark.kind is not MarkKind.STRONG)
        )
        number = _SECTION.match(words.text)
        entries = heads_references(words.text)
        title = numbered > 1 and not number and at == texts[0] and not titled
        if title:
            made.append(Aside(words=words, role="title", language=block.language, where=block.where))
        else:
            level = 1 + number[1].rstrip(".").count(".") if number else 1
            made.append(Heading(words=words, level=min(level, 6), language=block.language, where=block.where))
        made.append(
            Unsure(Harm.HEADING, f"taken for {'the title' if title else 'a heading'}: “{words.text}”")
        )
    return made


def _heads_text(found: list[Found], at: int) -> bool:
    """Return whether a paragraph looks like a heading, and text follows."""
    block = found[at]
    if not isinstance(block, Text) or not _looks_like_heading(block):
        return False
    following = (found[place] for place in range(at + 1, len(found)))
    return isinstance(
        next((one for one in following if not isinstance(one, Unsure | Aside | LeftOut)), None), Text
    )


def _looks_like_heading(block: Text) -> bool:
    text = block.words.text
    if (
        block.form is not Form.PARAGRAPH
        or not 0 < len(text) <= _LONGEST_HEADING
        or text.endswith((",", ";", ":"))
    ):
        return False
    bold = any(
        mark.kind is MarkKind.STRONG and mark.end - mark.start >= len(text) - 1 for mark in block.words.marks
    )
    if bold or heads_references(text):
        return True
    italic = any(
        mark.kind is MarkKind.EMPHASIS and mark.end - mark.start >= len(text) - 8
        for mark in block.words.marks
    )
    if italic and (number := _SECTION.match(text)) and "." in number[1].rstrip("."):
        return True
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) > 2 and text == text.upper() and text != text.lower()


def with_levels(found: list[Found]) -> list[Found]:
    """Return headings with levels from 1, without gaps."""
    opened: list[int] = []
    made: list[Found] = []
    for one in found:
        if isinstance(one, Heading):
            while opened and opened[-1] >= one.level:
                opened.pop()
            opened.append(one.level)
            one = replace(one, level=min(len(opened), 6))
        made.append(one)
    return made


def merged(found: list[Found]) -> list[Found]:
    """Return the blocks with those that are left out one after the other as one; headings of nothing but notes are such."""
    made: list[Found] = [
        LeftOut(text=one.words.text, where=one.where)
        if isinstance(one, Heading) and _heads_only_notes(found, at)
        else one
        for at, one in enumerate(found)
    ]
    merged: list[Found] = []
    for left, group in groupby(made, lambda one: isinstance(one, LeftOut)):
        ones = list(group)
        if left and isinstance(ones[0], LeftOut):
            merged.append(
                replace(ones[0], text=" ".join(one.text for one in ones if isinstance(one, LeftOut)))
            )
        else:
            merged += ones
    return merged


def _heads_only_notes(found: list[Found], at: int) -> bool:
    inside: list[Found] = []
    for place in range(at + 1, len(found)):
        one = found[place]
        if isinstance(one, Heading) or (len(inside) > 2 and not isinstance(one, Note | LeftOut | Unsure)):
            break
        inside.append(one)
    shown = [one for one in inside if not isinstance(one, LeftOut | Unsure)]
    return bool(shown) and all(isinstance(one, Note) for one in shown)
