"""Give a manuscript its parts where its file says little: title and authors, headings, items, quotations."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from textwrap import shorten

from ..paper.blocks import (
    Aside,
    Block,
    Figure,
    Form,
    Heading,
    LeftOut,
    MarkKind,
    Reference,
    Table,
    Text,
    Words,
)
from . import front
from .looks import Seen, Weight, examples_of, headings, lined, lines_of, number_of, weight_of
from .reading import Doubt, Harm
from .runs import cut, join, tidy, without
from .signs import dois_in, item_label

_ABSTRACT = re.compile(r"(?:abstract|zusammenfassung|summary|résumé|resumen|key\s?-?words)\b", re.IGNORECASE)
_PLACE = re.compile(
    r"@|orcid|\b(?:universit|institut|department|faculty|school|college|academy|akademie|hochschule|centre|center|laborator)",
    re.IGNORECASE,
)
_BULLET = re.compile(r"[•‣▪●○■□◦∙·–—-]")
HIGHEST_FRONT = 14
"""Paragraphs after the title that may name authors, and where they work."""
LONGEST_FRONT = 250
"""Characters of such a paragraph."""
LONGEST_TITLE = 300
"""Characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a file says of a paragraph besides its words."""

    role: str = ""
    """What its style says that it is: a role of an aside, or `abstract`, `quotation`, `verse`, `reference`, `caption`,
    `contents` (of a table of contents)."""
    outline: int = 0
    """The level of a heading, if its style says that it is one."""
    label: str = ""
    depth: int = 0
    goes_on: bool = False
    """Whether it goes on with an item above."""
    weight: Weight | None = None
    """How it looks; `None` if only its marks say it."""
    no_heading: bool = False
    """Whether it is no heading, whatever it looks like."""


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask about a block, before it is known how many blocks stand before it."""

    harm: Harm
    block: Block
    message: str


def shaped(blocks: Sequence[Block], known: Mapping[int, Known]) -> tuple[list[Block], list[Question]]:
    """Return blocks with their parts, and what is to be asked about them, given what is known of some by their index."""
    facts = [known.get(at, Known()) for at in range(len(blocks))]
    seen = [_seen(block, fact) for block, fact in zip(blocks, facts, strict=True)]
    levels = headings([one or Seen("", alone=False) for one in seen])
    first = min((at for at in levels if isinstance(blocks[at], Text | Heading)), default=len(blocks))
    asides, levels = _front(blocks, facts, seen, levels, first)
    made: list[Block] = []
    questions: list[Question] = []
    captions: set[int] = set()
    for at, (block, fact) in enumerate(zip(blocks, facts, strict=True)):
        if at in asides:
            made += _aside(block, asides[at])
        elif at in levels and isinstance(block, Text | Heading):
            made.append(_heading(block, fact, levels[at]))
            if not fact.outline and not isinstance(block, Heading) and not number_of(_said(block, fact)):
                questions.append(_asked(made[-1]))
        elif isinstance(block, Text):
            made += _text(block, fact, made[-1] if made else None)
            captions |= {id(made[-1])} if fact.role == "caption" else set()
        elif isinstance(block, Table):
            made += examples_of(block)
        else:
            made.append(block)
    return list(lined(_with_captions(made, captions))), questions


def _with_captions(blocks: Sequence[Block], captions: set[int]) -> list[Block]:
    """Return blocks in which texts that are captions by their style, given by identity, belong to what they stand at."""
    made: list[Block] = []
    waiting: Text | None = None
    for block in blocks:
        before = made[-1] if made else None
        if isinstance(block, Text) and id(block) in captions:
            below = isinstance(before, Figure) or (isinstance(before, Table) and block is blocks[-1])
            if isinstance(before, Figure | Table) and below and not before.caption.text:
                made[-1] = replace(before, caption=tidy(block.words.text, block.words.marks))
                continue
            waiting = block
        elif isinstance(block, Table | Figure) and waiting is not None and before is waiting:
            made[-1] = replace(block, caption=tidy(waiting.words.text, waiting.words.marks))
            continue
        made.append(block)
    return made


def doubts_about(questions: Iterable[Question], blocks: Sequence[Block]) -> Iterator[Doubt]:
    """Yield doubts with the index of the block that each is about."""
    places = {id(block): at for at, block in enumerate(blocks)}
    alike = {(type(block), block.where.path): at for at, block in enumerate(blocks) if block.where.path}
    for one in questions:
        at = places.get(id(one.block), alike.get((type(one.block), one.block.where.path)))
        yield Doubt(one.harm, one.block.where, at, one.message)


def cited(blocks: Iterable[Block], said: Mapping[str, object], language: str) -> dict[str, object]:
    """Return the paper as CSL-JSON: what its first page says, and what is said elsewhere of what it does not say."""
    asides: dict[str, list[str]] = {}
    for block in blocks:
        if isinstance(block, Aside):
            asides.setdefault(block.role, []).append(block.words.text)
    title = ": ".join(
        part.rstrip(":") for part in asides.get("title", [])[:1] + asides.get("subtitle", [])[:1]
    )
    found = {
        "type": "article",
        "title": title,
        "author": [one for line in asides.get("author", []) for one in front.people(line)],
        "issued": next((date for line in asides.get("date", []) if (date := front.issued(line))), None),
        "DOI": next((doi for lines in asides.values() for line in lines for doi in dois_in(line)), ""),
        "language": language,
    }
    return front.without_empty({**said, **front.without_empty(found), **_kept(said)})


def _kept(said: Mapping[str, object]) -> dict[str, object]:
    """Return what a file says in parts, which is better than what can be read from a line."""
    return {name: said[name] for name in ("author", "type", "issued") if said.get(name)}


def _said(block: Text | Heading, fact: Known) -> str:
    label = fact.label or (block.label if isinstance(block, Text) else "")
    return f"{label} {' '.join(block.words.text.split())}".strip()


def _seen(block: Block, fact: Known) -> Seen | None:
    if isinstance(block, Heading):
        return Seen(_said(block, fact), outline=block.level)
    if not isinstance(block, Text):
        return None
    bullet = bool(_BULLET.match(fact.label or block.label))
    alone = not (
        bullet or fact.no_heading or fact.role or block.form in (Form.QUOTATION, Form.VERSE, Form.GLOSS)
    )
    weight = fact.weight if fact.weight is not None else weight_of(block.words)
    label = fact.label or block.label
    if label and not weight.bold and not (len(number_of(f"{label} X")) > 1):
        alone = False
    return Seen(_said(block, fact), weight, fact.outline, bool(label), alone or bool(fact.outline))


def _front(
    blocks: Sequence[Block],
    facts: Sequence[Known],
    seen: Sequence[Seen | None],
    levels: Mapping[int, int],
    first: int,
) -> tuple[dict[int, str], dict[int, int]]:
    """Return the roles of what stands before the text, and the levels of the headings that are left."""
    asides = {at: fact.role for at, fact in enumerate(facts) if fact.role in front.ROLES}
    asides |= {at: block.role for at, block in enumerate(blocks) if isinstance(block, Aside)}
    left = {at: level for at, level in levels.items() if at not in asides}
    title = next((at for at, role in asides.items() if role == "title"), None)
    if title is None:
        title = _title(blocks, facts, seen, left)
        if title is None:
            return asides, left
        asides[title] = "title"
        if (
            left.pop(title, 0) == 1
            and _outlined(seen, title)
            and not any(level == 1 for level in left.values())
        ):
            left = {at: max(level - 1, 1) for at, level in left.items()}
    asides |= _authors(blocks, facts, seen, left, title)
    return asides, {at: level for at, level in left.items() if at not in asides}


def _outlined(seen: Sequence[Seen | None], at: int) -> bool:
    one = seen[at]
    return one is not None and one.outline > 0


def _title(
    blocks: Sequence[Block], facts: Sequence[Known], seen: Sequence[Seen | None], levels: Mapping[int, int]
) -> int | None:
    """Return which block is the title: the first one, if it looks like one and sections follow."""
    at = next(
        (
            at
            for at, block in enumerate(blocks)
            if isinstance(block, Text | Heading) and facts[at].role != "contents"
        ),
        None,
    )
    one = seen[at] if at is not None else None
    if (
        at is None
        or one is None
        or len(one.text) > LONGEST_TITLE
        or _ABSTRACT.match(one.text)
        or number_of(one.text)
    ):
        return None
    others = [other for other in levels if other != at]
    if one.outline and (not others or any(levels[other] <= levels[at] for other in others)):
        return None
    after = next((seen[next_] for next_ in range(at + 1, len(seen)) if seen[next_] is not None), None)
    if one.outline and after and not after.outline and _role(after.text, named=False) is None:
        return at if _ABSTRACT.match(after.text) else None
    if at not in levels and (facts[at].no_heading or one.text.endswith((".", ",", ";")) or not others):
        return None
    return at


def _authors(
    blocks: Sequence[Block],
    facts: Sequence[Known],
    seen: Sequence[Seen | None],
    levels: Mapping[int, int],
    title: int,
) -> dict[int, str]:
    """Return the roles of the paragraphs after the title, as long as they are short and no sentences."""
    roles: dict[int, str] = {}
    for at in range(title + 1, min(title + 1 + HIGHEST_FRONT, len(blocks))):
        one, block = seen[at], blocks[at]
        if isinstance(block, Aside) or facts[at].role in front.ROLES:
            continue
        if facts[at].role:
            break
        if (
            one is None
            or not isinstance(block, Text)
            or one.outline
            or _ABSTRACT.match(one.text)
            or number_of(one.text)
        ):
            break
        follows = blocks[at + 1] if at + 1 < len(blocks) else None
        if at in levels and isinstance(follows, Text) and len(follows.words.text) > LONGEST_FRONT:
            break
        role = _role(next(lines_of(block.words), block.words).text, named="author" in roles.values())
        if role is None:
            break
        roles[at] = role
    return roles


def _role(text: str, *, named: bool) -> str | None:
    """Return the role of a line before the text; `None` if it is of the text."""
    if len(text) > LONGEST_FRONT:
        return None
    if dois_in(text):
        return "doi"
    if _PLACE.search(text):
        return "affiliation"
    if front.names_people(text):
        return "affiliation" if named and "," in text and not front.people(text)[1:] else "author"
    if len(text) <= 60 and front.issued(text):
        return "date"
    return None if text.endswith((".", "?", "!", ":")) else "affiliation" if named else ""


def _aside(block: Block, role: str) -> Iterator[Block]:
    """Yield a paragraph that stands before the text. Lines below an author's name are where that author works."""
    if isinstance(block, Aside) or not isinstance(block, Text | Heading):
        yield block
        return
    words = without(block.words, MarkKind.STRONG)
    lines = [words] if role in ("title", "keywords") else list(lines_of(words))
    for at, line in enumerate(lines):
        below = "affiliation" if role == "author" else role
        own = role if at == 0 else "doi" if dois_in(line.text) else below
        yield Aside(words=tidy(line.text, line.marks), role=own, where=block.where, language=block.language)


def _heading(block: Text | Heading, fact: Known, level: int) -> Heading:
    label = fact.label or (block.label if isinstance(block, Text) else "")
    words = tidy(block.words.text, block.words.marks)
    whole = [mark for mark in words.marks if mark.kind in (MarkKind.STRONG, MarkKind.EMPHASIS)]
    said = "".join(sign for sign in words.text if sign.isalnum())
    for mark in whole:  # what all of a heading has, is how headings look
        if "".join(sign for sign in words.text[mark.start : mark.end] if sign.isalnum()) == said:
            words = Words(words.text, tuple(other for other in words.marks if other != mark))
    if weight_of(words).bold:
        words = without(words, MarkKind.STRONG)
    return Heading(words=join((Words(label), words)), level=level, where=block.where, language=block.language)


def _asked(block: Block) -> Question:
    assert isinstance(block, Heading)  # noqa: S101
    said = shorten(block.words.text, 90, placeholder=" …")
    return Question(Harm.HEADING, block, f"taken for a heading, since it looks like one: “{said}”")


def _text(block: Text, fact: Known, before: Block | None) -> Iterator[Block]:
    """Yield a text as what its style, its label or its indent says that it is."""
    item = isinstance(before, Text) and before.form is Form.ITEM
    match fact.role:
        case "contents":
            yield LeftOut(text=tidy(block.words.text, block.words.marks).text, where=block.where)
            return
        case "abstract":
            if not isinstance(before, Heading) and not (isinstance(before, Text)):
                yield Heading(words=Words("Abstract"), where=block.where)
            yield block
            return
        case "reference":
            yield Reference(words=tidy(block.words.text, block.words.marks), where=block.where)
            return
        case "verse":
            yield replace(block, form=Form.VERSE)
            return
    if fact.label:
        yield replace(block, form=Form.ITEM, label=fact.label, depth=fact.depth)
    elif fact.goes_on and item:
        assert isinstance(before, Text)  # noqa: S101
        yield replace(block, form=Form.ITEM, depth=before.depth)
    elif block.form is Form.PARAGRAPH and (label := _typed_label(block.words.text)):
        yield replace(block, form=Form.ITEM, label=label, words=_rest(block.words, len(label)))
    elif fact.role == "quotation" and block.form is Form.PARAGRAPH:
        yield replace(block, form=Form.QUOTATION)
    else:
        yield block


def _rest(words: Words, start: int) -> Words:
    rest = cut(words, start, len(words.text))
    return tidy(rest.text, rest.marks)


def _typed_label(text: str) -> str:
    """Return the label that somebody typed before an item: a bullet, or a number or letter before a tab."""
    label = item_label(text)
    if not label or len(text) <= len(label) + 1 or text.count("\t") > 1 or "\n" in text:
        return ""
    if label in "–—-*" or _BULLET.fullmatch(label):
        return label if text[len(label)] == "\t" or label in "•‣▪●○■□◦∙" else ""
    return label if text[len(label)] == "\t" else ""
