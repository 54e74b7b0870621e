"""Read papers from Word, OpenDocument, RTF and EPUB: what is to be done before and after pandoc."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from ...paper.blocks import Block, Figure, LeftOut, Text, Where, words_of
from ...shared.words import counted
from ..archive import Archive
from ..finish import finish
from ..pictures import with_pictures
from ..reading import Doubt, Harm, Reading, Refused
from . import opendocument, rtf
from .blocks import Converted, converted, some, without_ours
from .looks import Weight
from .manuscript import Known, Question, cited, doubts_about, shaped
from .metadata import front_of
from .tree import Tree, tree_of
from .word import CHART, Facts, Prepared, prepared
from .works import works_of_tree

_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_QUOTES = ("quote", "intense quote", "block text", "quotation", "block quote", "zitat")
_VERSE = ("source code", "html preformatted", "verse", "poetry", "poem")
_ROLES = {
    "title": "title",
    "subtitle": "subtitle",
    "author": "author",
    "authors": "author",
    "affiliation": "affiliation",
    "affiliations": "affiliation",
    "institution": "affiliation",
    "date": "date",
    "keywords": "keywords",
    "abstract": "abstract",
    **dict.fromkeys(("caption", "table caption", "image caption", "figure caption"), "caption"),
    "bibliography": "reference",
    **dict.fromkeys(_QUOTES, "quotation"),
    **dict.fromkeys(_VERSE, "verse"),
}
_INDENT = 280
"""Twips that a quotation is indented by, at both sides: half a centimetre."""
_DEEP_INDENT = 500
"""Twips that are enough at one side, after a colon."""
_LARGER = 0.9
"""Points by which letters are larger than those of the text."""


def read_docx(data: bytes) -> Reading:
    """Return what a Word file says."""
    if data.startswith(_OLD):
        raise Refused(
            "the file is an old Word file (.doc), or protected by a password; open it in Word or LibreOffice, "
            "and save it as .docx without a password"
        )
    archive = Archive(data)
    word = prepared(archive)
    tree = tree_of(word.data, "docx+citations", "--track-changes=all")
    found = converted(tree.blocks, word.language)
    lost = _lost(found, word)
    blocks = [_charted(_spoken(block, word), word) for block in found.blocks]
    known = dict(_known(blocks, word))
    made, questions = shaped(blocks, known)
    made += [*lost, *(LeftOut(text=text) for text in word.furniture)]
    charts = [
        Question(Harm.LOST, block, "a chart that Word draws is not shown; put a picture of it in its place")
        for block in made
        if isinstance(block, Figure) and (fact := _facts(block, word)) is not None and fact.chart
    ]
    reading = _reading(
        made, [*questions, *charts, *_about_lost(lost)], found, tree, word.language, _find(archive)
    )
    return replace(
        reading,
        citation=cited(reading.blocks, _said(word), word.language),
        doubts=(*_missing(made, word), *reading.doubts),
    )


def read_odt(data: bytes) -> Reading:
    """Return what an OpenDocument text says."""
    archive = Archive(data)
    found = opendocument.prepared(archive)
    tree = opendocument.with_formulas(tree_of(found.data, "odt"), found.formulas)
    reading = _read(tree, _find(archive), [LeftOut(text=text) for text in found.furniture], found.language)
    doubts = list(reading.doubts)
    if found.deleted:
        message = f"left out, since somebody deleted it and nobody accepted that yet: {some(found.deleted)}"
        doubts.insert(0, Doubt(Harm.LOST, Where(), None, message))
    if found.objects:
        message = f"{counted(found.objects, 'object')}, such as charts, may be missing; put pictures in their places"
        doubts.insert(0, Doubt(Harm.LOST, Where(), None, message))
    return replace(reading, doubts=tuple(doubts), comments=found.comments)


def read_epub(data: bytes) -> Reading:
    """Return what an EPUB says."""
    archive = Archive(data)
    return _read(_plain(tree_of(archive.with_parts({}), "epub")), _find(archive))


def read_rtf(data: bytes) -> Reading:
    """Return what an RTF file says."""
    pictures = dict(rtf.pictures(data))
    tree = _plain(tree_of(rtf.prepared(data), "rtf"))
    return _read(tree, lambda name: pictures.get(name.rpartition("/")[2].partition(".")[0], b""))


def _plain(tree: Tree) -> Tree:
    """Return a tree in which the signs that readers write for themselves mean nothing: here they come from the file."""
    return replace(tree, blocks=json.loads(without_ours(json.dumps(tree.blocks, ensure_ascii=False))))


def _read(
    tree: Tree, find: Callable[[str], bytes], after: Sequence[Block] = (), language: str = ""
) -> Reading:
    """Return what a tree says, with the pictures that are found by their names."""
    before = front_of(tree.meta)
    language = before.language or language
    found = converted(tree.blocks, language)
    made, questions = shaped([*before.asides_not_in(found.blocks), *found.blocks, *after], {})
    reading = _reading(made, questions, found, tree, language, find)
    return replace(reading, citation=cited(reading.blocks, before.citation, language), licence=before.licence)


def _reading(
    blocks: Sequence[Block],
    questions: Sequence[Question],
    found: Converted,
    tree: Tree,
    language: str,
    find: Callable[[str], bytes],
) -> Reading:
    finished = finish(blocks)
    pictured = with_pictures(finished, find)
    doubts = (*found.doubts, *doubts_about(questions, finished), *pictured.doubts)
    return Reading(
        blocks=pictured.blocks,
        doubts=tuple(sorted(doubts, key=lambda doubt: doubt.harm)),
        language=language,
        pictures=pictured.pictures,
        works=works_of_tree(tree),
        comments=found.comments,
    )


def _find(archive: Archive) -> Callable[[str], bytes]:
    """Return a function from the name of a picture, as pandoc says it, to its bytes."""

    def find(name: str) -> bytes:
        name = name.replace("\\", "/").lstrip("./")
        parts = (part for part in archive if part == name or part.endswith(f"/{name}"))
        found = next(parts, "")
        return archive.part(found) if found else b""

    return find


def _facts(block: Block, word: Prepared) -> Facts | None:
    """Return what Word knows of the paragraph that a block was."""
    number = block.where.path.rpartition(" ")[2]
    return word.facts[int(number) - 1] if number.isdigit() and 0 < int(number) <= len(word.facts) else None


def _spoken(block: Block, word: Prepared) -> Block:
    """Return a block with its language, if it is not that of the paper. `en-US` in a paper in `en-GB` is no other."""
    facts = _facts(block, word)
    if facts is None or not facts.language or not isinstance(block, Text):
        return block
    other = facts.language.partition("-")[0].lower() != word.language.partition("-")[0].lower()
    return replace(block, language=facts.language) if other else block


def _charted(block: Block, word: Prepared) -> Block:
    facts = _facts(block, word)
    if not isinstance(block, Text) or facts is None or not facts.chart or CHART not in block.words.text:
        return block
    return Figure(alternative=facts.chart.strip(), where=block.where)


def _known(blocks: Sequence[Block], word: Prepared) -> Iterator[tuple[int, Known]]:
    """Yield what Word knows of blocks, by their index."""
    sizes = Counter[float]()
    lefts = Counter[int]()
    for fact in word.facts:
        sizes[fact.look.size] += len(fact.text)
        lefts[fact.left] += len(fact.text)
    usual, margin = (counts.most_common(1)[0][0] if counts else 0 for counts in (sizes, lefts))
    before = ""
    for at, block in enumerate(blocks):
        facts = _facts(block, word)
        if facts is None or not isinstance(block, Text):
            before = ""
            continue
        left = facts.left - margin
        indented = (left >= _INDENT and facts.right >= _INDENT) or (
            left >= _DEEP_INDENT and before.rstrip().endswith(":")
        )
        role = "contents" if facts.in_contents else _ROLES.get(facts.style, "")
        yield (
            at,
            Known(
                role=role or ("quotation" if indented and not facts.label and not facts.in_table else ""),
                outline=0 if facts.in_contents else facts.outline or 0,
                label=facts.label,
                depth=facts.depth,
                goes_on=left > 0 or facts.style.startswith("list"),
                weight=_weight(facts, usual),
                no_heading=facts.in_table,
            ),
        )
        before = facts.text


def _weight(facts: Facts, usual: float) -> Weight:
    look = facts.look
    return Weight(
        size=max(look.size - usual, 0) if look.size - usual >= _LARGER else 0,
        bold=look.bold,
        capitals=look.capitals,
        underlined=look.underlined,
        italic=look.italic,
        coloured=look.colour not in ("", "auto", "000000"),
    )


def _lost(found: Converted, word: Prepared) -> list[LeftOut]:
    """Return paragraphs of the file that did not come through."""
    return [
        LeftOut(text=" ".join(fact.text.split()))
        for number, fact in enumerate(word.facts, 1)
        if number not in found.places and fact.text.strip()
    ]


def _about_lost(lost: Sequence[LeftOut]) -> Iterator[Question]:
    if lost:
        message = f"left out, since it stands in no usual place of the file, such as a text box: {some([one.text for one in lost])}"
        yield Question(Harm.LOST, lost[0], message)


def _missing(blocks: Sequence[Block], word: Prepared) -> Iterator[Doubt]:
    """Yield a doubt if the file has letters that no block has: whoever wrote it made something that we do not know."""
    there = Counter(sign for fact in word.facts for sign in fact.text if sign.isalnum())
    found = Counter(
        sign for block in blocks for words in words_of(block) for sign in words.text if sign.isalnum()
    )
    found.update(sign for block in blocks if isinstance(block, Text) for sign in block.label)
    missing = sum((there - found).values())
    if missing:
        message = f"{counted(missing, 'letter')} of the file did not come through; compare with the original"
        yield Doubt(Harm.LOST, Where(), None, message)


def _said(word: Prepared) -> dict[str, object]:
    """Return what the file says of itself, which may be of another paper: only the title."""
    title = word.properties.get("title", "")
    return {"title": title} if title else {}
