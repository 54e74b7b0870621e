"""Read papers from Markdown, R Markdown and Quarto."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ...paper.blocks import Block, Heading, Reference, Where, Words
from ..finish import finish
from ..pictures import beside_it, with_pictures
from ..reading import Doubt, Harm, Reading
from ..signs import heads_references
from .blocks import CHUNK, Converted, converted, some, value_of_meta, without_ours
from .manuscript import Known, cited, doubts_about, shaped
from .metadata import Front, front_of
from .tree import Tree, citations, tree_of
from .works import Work, with_citations, works_of, works_of_tree

_FENCE = re.compile(
    r"(?P<indent>[ \t]*)(?P<fence>`{3,}|~{3,})[ \t]*\{(?P<engine>[A-Za-z]\w*)\b(?P<options>[^}]*)\}?[ \t]*"
)
_FIGURE = re.compile(
    r"""(?:\bfig\.cap\s*=\s*|^\#\|\s*fig-cap:\s*)(?P<sign>["'])(?P<caption>(?:\\.|(?!(?P=sign))[^\\\n])*+)(?P=sign)"""
    r"|^\#\|\s*fig-cap:\s*(?P<plain>[^\"'\s].*)$",
    re.MULTILINE,
)
_GRAPHICS = re.compile(r"""include_graphics\(\s*(?:here::here\()?["'](?P<name>[^"']+)["']""")
_TABLE = re.compile(
    r"""(?:\bcaption\s*=\s*|^\#\|\s*tbl-cap:\s*)(?P<sign>["'])(?P<caption>(?:\\.|(?!(?P=sign))[^\\\n])*+)(?P=sign)""",
    re.MULTILINE,
)
_CROSS = re.compile(r"(?:fig|tbl|tab|sec|eq|lst|thm|lem|cor|app|suppfig)[-:]|^ref$")
_COMPUTED = re.compile(r"(?:r|python|julia)\s")
COMPUTED = "computed-picture"
"""The name of a picture that a program would draw."""


@dataclass(frozen=True, slots=True)
class Prose:
    """Markdown without the code that computes something."""

    text: str
    chunks: int = 0
    tables: tuple[str, ...] = ()
    """The captions of tables that would be computed."""


def read_markdown(text: str, beside: Mapping[str, bytes]) -> Reading:
    """Return what a paper in Markdown says, given the files beside it: works that it cites, and pictures."""
    prose = without_code(without_ours(text).replace("\r\n", "\n").replace("\r", "\n"))
    tree = tree_of(prose.text.encode(), _form(prose.text))
    before = front_of(tree.meta)
    wanted = [str(name) for name in _listed(tree, "bibliography")]
    works, failed = works_of(beside, wanted)
    works = {str(work["id"]): work for work in works_of_tree(tree)} | works
    written = with_citations(tree, works, before.language)
    found = converted(written.blocks, before.language)
    blocks = entitled(found.blocks, _title_of_list(tree))
    whole = [*before.asides_not_in(blocks), *before.abstract, *blocks, *before.notes]
    styled = any(isinstance(block, Heading) for block in blocks)
    made, questions = shaped(whole, dict.fromkeys(range(len(whole)), Known(no_heading=styled)))
    finished = finish(made)
    pictured = with_pictures(finished, lambda name: beside_it(beside, name))
    doubts = (
        *_of_code(prose, found),
        *found.doubts,
        *of_works(tree, works, failed, wanted),
        *doubts_about(questions, finished),
        *pictured.doubts,
    )
    return reading_of(pictured.blocks, pictured.pictures, doubts, before, works, tree)


def reading_of(
    blocks: tuple[Block, ...],
    pictures: Mapping[str, bytes],
    doubts: Iterable[Doubt],
    before: Front,
    works: Mapping[str, Work],
    tree: Tree,
) -> Reading:
    """Return a reading, with those works that the paper cites."""
    keys = {key for found in citations(tree.blocks) for key in found}
    return Reading(
        blocks=blocks,
        doubts=tuple(sorted(doubts, key=lambda doubt: doubt.harm)),
        language=before.language,
        citation=cited(blocks, before.citation, before.language),
        licence=before.licence,
        pictures=pictures,
        works=tuple(work for key, work in works.items() if key in keys or "*" in keys),
    )


def without_code(text: str) -> Prose:
    """Return Markdown in which code that computes something is marked, and its figures stand as pictures."""
    lines: list[str] = []
    chunk: list[str] = []
    opened: re.Match[str] | None = None
    chunks, tables = 0, []
    for line in text.split("\n"):
        if opened is None:
            opened = _FENCE.fullmatch(line)
            if opened is None:
                lines.append(line)
            else:
                chunk = [line]
            continue
        chunk.append(line)
        if re.fullmatch(rf"[ \t]*{re.escape(opened['fence'][0])}{{{len(opened['fence'])},}}[ \t]*", line):
            chunks += 1
            tables += [found["caption"] for found in _TABLE.finditer("\n".join(chunk))]
            lines += _marked(chunk, opened)
            opened = None
    if opened is not None:  # it was no code, since it has no end
        lines += chunk
    return Prose("\n".join(lines), chunks, tuple(tables))


def _marked(chunk: list[str], opened: re.Match[str]) -> Iterator[str]:
    code = "\n".join(chunk)
    figure = _FIGURE.search(code)
    graphics = _GRAPHICS.search(code)
    if figure or graphics:
        caption = (figure["caption"] or figure["plain"] or "") if figure else ""
        caption = re.sub(r"\\(.)", r"\1", caption).replace("\n", " ").strip()
        yield ""
        yield f"{opened['indent']}![{caption}](<{graphics['name'] if graphics else COMPUTED}>)"
        yield ""
    fence = "`" * (max((len(run) for run in re.findall(r"`+", code)), default=0) + 3)
    yield f"{opened['indent']}{fence} {{.{CHUNK}}}"
    yield from chunk
    yield f"{opened['indent']}{fence}"


def entitled(blocks: Iterable[Block], title: str) -> list[Block]:
    """Return blocks in which a list of references that was made has a heading."""
    made: list[Block] = []
    for block in blocks:
        if isinstance(block, Reference) and not any(isinstance(one, Reference) for one in made[-1:]):
            last = next((one for one in reversed(made) if isinstance(one, Heading)), None)
            if last is None or not (heads_references(last.words.text) and made[-1] is last):
                made.append(Heading(words=Words(title)))
        made.append(block)
    return made


def of_works(
    tree: Tree, works: Mapping[str, Work], failed: Iterable[str], wanted: Iterable[str]
) -> Iterator[Doubt]:
    """Yield doubts about what the paper cites."""
    keys = list(dict.fromkeys(key for found in citations(tree.blocks) for key in found))
    missing = [key for key in keys if key not in works and key != "*" and not _CROSS.match(key)]
    crossed = [key for key in keys if _CROSS.match(key) and key not in works]
    for name in failed:
        yield Doubt(
            Harm.REFERENCE, Where(), None, f"{name} could not be read; export the works that it cites anew"
        )
    if missing and not works:
        names = ", ".join(wanted) or "a .bib file"
        message = (
            f"the works that the paper cites are not there; give {names} with it. It cites {some(missing)}"
        )
        yield Doubt(Harm.REFERENCE, Where(), None, message)
    elif missing:
        yield Doubt(
            Harm.REFERENCE,
            Where(),
            None,
            f"cited, and not among the works that came with the paper: {some(missing)}",
        )
    if crossed:
        yield Doubt(
            Harm.DETAIL,
            Where(),
            None,
            f"write the number of the figure, table or section in its place: {some(crossed)}",
        )


def _form(text: str) -> str:
    """Return the kind of Markdown. Without fields before it, it may have been written for other programs than pandoc."""
    loose = "" if text.startswith("---") else "+lists_without_preceding_blankline"
    return f"markdown+autolink_bare_uris{loose}"


def _listed(tree: Tree, name: str) -> list[object]:
    value = value_of_meta(tree.meta[name]) if name in tree.meta else []
    return value if isinstance(value, list) else [value]


def _title_of_list(tree: Tree) -> str:
    said = _listed(tree, "reference-section-title")
    return str(said[0]) if said and str(said[0]).strip() else "References"


def _of_code(prose: Prose, found: Converted) -> Iterator[Doubt]:
    """Yield doubts about what a program would have computed."""
    if prose.tables:
        yield Doubt(
            Harm.LOST, Where(), None, f"tables that a program would compute are missing: {some(prose.tables)}"
        )
    if prose.chunks:
        message = (
            f"{prose.chunks} pieces of code were left out; what they would print, such as figures and tables, is missing. "
            "If the paper needs it, give the HTML or PDF that was made from this file"
        )
        yield Doubt(Harm.LOST, Where(), None, message)
    computed = [code for code in found.code if _COMPUTED.match(code)]
    if computed:
        message = f"a program would compute what stands here; write it in its place: {some(computed)}"
        yield Doubt(Harm.LOST, Where(), None, message)
