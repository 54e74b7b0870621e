"""The page of a preview on which a teacher proofreads the paper: what it shows, and what its decisions do."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import groupby, pairwise
from pathlib import Path, PurePosixPath
from typing import Any

from ..check.proof import Changed, changes
from ..paper.blocks import Block, Form, Heading, LeftOut, Mark, MarkKind, Note, Text, Words, words_of
from ..paper.corrections import Decision, What, corrected, join_before, proposed_label, words_to_correct
from ..paper.paper_md import Head, OpenDoubt, PaperSource, lines_of_blocks, read_paper_md
from ..paper.structured import printed_label
from ..read.project import PAPER_MD
from .editing import Editing, Refusal
from .mkdocs_pages import PROOFREAD
from .original_pages import NoPages, OriginalPages
from .preview import HTML, Answer

EDIT = ".preview/proofread/edit"
"""Where the page sends its decisions."""
_TEMPLATE = "overrides/assets/preview/proofread.html"
_JSON = "application/json"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_SAFE = {
    "Content-Security-Policy": _POLICY,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_WIDEST = 2_400
"""Pixels of the picture of a page."""
_QUOTED = 300
"""Letters that a doubt may quote of the paper."""
_TEXTS = (".txt", ".md", ".tex")
"""Endings of originals of which lines can be shown."""
_LINES = 12
"""How many lines of an original are shown before and after a place."""
_WHERE = re.compile(r"(?P<kind>page|line) (?P<number>\d{1,6}): ")
_KINDS = {
    Form.PARAGRAPH: "Paragraph",
    Form.QUOTATION: "Quotation",
    Form.VERSE: "Verse",
    Form.ITEM: "Item",
    Form.GLOSS: "Gloss",
}


@dataclass
class Proofreading:
    """The page, and the paper that it shows; many threads may ask it."""

    root: Path
    editing: Editing
    _pages: dict[str, OriginalPages] = field(default_factory=dict)

    def answer(self, way: str, asked: Mapping[str, str]) -> Answer | None:
        """Return what stands at an address below the site's, given what stands after its `?`; `None` if nothing does."""
        match way:
            case _ if way == PROOFREAD:
                return self._page()
            case ".preview/proofread/paper":
                return json_answer(HTTPStatus.OK, self._paper())
            case ".preview/proofread/place":
                return json_answer(HTTPStatus.OK, self._place(asked))
            case ".preview/proofread/page":
                return self._picture(asked)
            case _:
                return None

    def decide(self, data: bytes) -> Answer:
        """Do what the page asks for; the answer says what was done, and how the paper is now."""
        asked = _asked(data)
        if asked is None:
            return refused(Refusal(HTTPStatus.BAD_REQUEST, "The page asked for something that is not known."))
        mark, line, doubt, decision = asked
        if decision is None:
            done = self.editing.undo(PAPER_MD, mark)
        else:
            done = self.editing.edit(PAPER_MD, mark, lambda text: _edited(text, line, doubt, decision))
        return json_answer(done.status, {"said": done.said, "paper": self._paper()})

    def _page(self) -> Answer:
        template = self.root / _TEMPLATE
        if not template.is_file():
            return refused(Refusal(HTTPStatus.NOT_FOUND, f"{_TEMPLATE} is not there: course upgrade"))
        page = template.read_text(encoding="utf-8").replace("@token@", self.editing.token)
        return Answer(HTTPStatus.OK, HTML, page.encode(), headers=_SAFE)

    def _paper(self) -> Mapping[str, object]:
        saved = self.editing.read(PAPER_MD)
        if saved is None:
            return {
                "mark": "",
                "blocks": [],
                "whole": [],
                "undo": "",
                "pages": 0,
                "without": _nothing(self.root),
            }
        source, problems = read_paper_md(saved.text)
        pages, without = self._count(source)
        return {
            "mark": saved.mark,
            "blocks": list(_blocks(saved.text, source)),
            "whole": [_doubt(one) for one in source.doubts if one.before == len(source.blocks)],
            "problems": [f"Line {one.place.line}: {one.found}." for one in problems],
            "undo": self.editing.last(PAPER_MD, saved.mark),
            "pages": pages,
            "without": without,
        }

    def _count(self, source: PaperSource) -> tuple[int, str]:
        """Return how many pages the original has, and why none are shown."""
        pages = self._original(source.head.original)
        if pages is None:
            return 0, "This paper was not imported from a PDF, so there are no pages to show."
        try:
            return pages.count(), ""
        except NoPages as why:
            return 0, str(why)

    def _original(self, name: str) -> OriginalPages | None:
        if PurePosixPath(name).suffix.lower() != ".pdf" or PurePosixPath(name).name != name:
            return None
        return self._pages.setdefault(name, OriginalPages(self.root / "seeds" / name))

    def _place(self, asked: Mapping[str, str]) -> Mapping[str, object]:
        """Return where a block stands in the original: its page and boxes, or the lines around it."""
        saved = self.editing.read(PAPER_MD)
        source = read_paper_md(saved.text)[0] if saved else PaperSource(Head(), ())
        index = _number(asked, "block", -1)
        near = _number(asked, "page", 1)
        pages = self._original(source.head.original)
        if pages is None:
            return {
                "page": 0,
                "boxes": [],
                "lines": self._lines(source.head.original, _number(asked, "line", 0)),
            }
        words = (
            " ".join(one.text for one in words_of(source.blocks[index]))
            if 0 <= index < len(source.blocks)
            else ""
        )
        try:
            quoted = pages.place(asked.get("words", "")[:_QUOTED], near)
            found = quoted if quoted and quoted.page == near else pages.place(words, near)
        except NoPages:
            return {"page": 0, "boxes": [], "lines": []}
        return {"page": found.page if found else near, "boxes": found.boxes if found else [], "lines": []}

    def _lines(self, name: str, line: int) -> list[tuple[int, str]]:
        """Return lines of an original that is a text, around one of them, with their numbers."""
        path = PurePosixPath(name)
        file = self.root / "seeds" / path.name
        if not line or path.name != name or path.suffix.lower() not in _TEXTS or not file.is_file():
            return []
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
        first = max(line - 1 - _LINES, 0)
        return [*enumerate(lines[first : line + _LINES], first + 1)]

    def _picture(self, asked: Mapping[str, str]) -> Answer:
        saved = self.editing.read(PAPER_MD)
        pages = self._original(read_paper_md(saved.text)[0].head.original) if saved else None
        if pages is None:
            return refused(Refusal(HTTPStatus.NOT_FOUND, "There are no pages."))
        try:
            width = min(max(_number(asked, "width", 900), 100), _WIDEST)
            picture = pages.picture(_number(asked, "number", 1), width)
        except NoPages as why:
            return refused(Refusal(HTTPStatus.NOT_FOUND, str(why)))
        return Answer(HTTPStatus.OK, "image/png", picture, headers=_SAFE)


def refused(refusal: Refusal) -> Answer:
    """Return the answer to what is not done."""
    return json_answer(refusal.status, {"said": refusal.why})


def json_answer(status: HTTPStatus, data: Mapping[str, object]) -> Answer:
    """Return data as an answer that nobody else can use."""
    return Answer(status, _JSON, json.dumps(data, ensure_ascii=False).encode(), headers=_SAFE)


def _asked(data: bytes) -> tuple[str, int, int, Decision | None] | None:
    """Return what a page asks for: the mark of the file, the lines of a block and a doubt, and what is decided.

    Without a decision the last one is to be undone. `None` if it is not known.
    """
    try:
        asked: Any = json.loads(data)
        mark, what = str(asked["mark"]), asked["what"]
        if what == "undo":
            return mark, 0, 0, None
        decision = Decision(
            What(what),
            level=int(asked.get("level", 1)),
            label=str(asked.get("label", "")),
            hyphen=bool(asked.get("hyphen", True)),
            at=int(asked.get("at", 0)),
            typed=str(asked.get("typed", "")),
        )
        decision.typed.encode()  # half of a sign could not be written
        decision.label.encode()
        return mark, int(asked.get("line", 0)), int(asked.get("doubt", 0)), decision
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError):
        return None


def _edited(text: str, line: int, doubt: int, decision: Decision) -> tuple[str | None, str]:
    made = corrected(text, line, decision, doubt)
    if made.refused:
        return None, made.said
    if decision.what is not What.TYPED:
        return made.text, made.said
    differ = changes(read_paper_md(text)[0], read_paper_md(made.text)[0])
    told = "; ".join(map(_told, differ[:3]))
    if not told:
        return made.text, made.said
    return made.text, (
        f"{made.said} Words of the paper differ now: {told}. If the file itself is wrong there, course check says how "
        "to accept it."
    )


def _told(one: Changed) -> str:
    if not one.was:
        return f"“{one.is_}” is new"
    return f"“{one.is_}” stands for “{one.was}”" if one.is_ else f"“{one.was}” is gone"


def _blocks(text: str, source: PaperSource) -> Iterator[Mapping[str, object]]:
    """Yield what the page shows of each block."""
    lines = re.split(r"\r\n|[\n\r]", text.removeprefix("\ufeff"))
    doubts = {before: list(some) for before, some in groupby(source.doubts, key=lambda doubt: doubt.before)}
    for index, (block, own) in enumerate(zip(source.blocks, lines_of_blocks(text), strict=True)):
        words = words_to_correct(block)
        join = join_before(source.blocks, index)
        yield {
            "line": block.where.line,
            "kind": block.form if isinstance(block, Text) else type(block).__name__.lower(),
            "level": block.level if isinstance(block, Heading) else 0,
            "name": _name(block),
            "id": f"p{block.number}"
            if isinstance(block, Text) and block.number
            else f"line-{block.where.line}",
            "text": words.text,
            "shown": _shown(block, words),
            "raw": "\n".join(lines[own.start : own.stop]),
            "doubts": [_doubt(one) for one in doubts.get(index, [])],
            "join": {"index": join.index, "hyphen": join.hyphen} if join else None,
            "label": block.label if isinstance(block, Note) else proposed_label(words),
        }


def _name(block: Block) -> str:
    """Return what a block is, for people: `Paragraph 7`."""
    match block:
        case Text(form=form, number=number):
            return f"{_KINDS[form]} {number or 'without a number'}"
        case Heading(level=level):
            return f"Heading, level {level}"
        case Note(label=label):
            return f"Note {printed_label(label)}"
        case LeftOut():
            return "Left out"
        case _:
            role: str = getattr(block, "role", "")
            printed: str = getattr(block, "number", "")
            return role.capitalize() or f"{type(block).__name__} {printed}".strip()


def _shown(block: Block, words: Words) -> list[tuple[str, str]]:
    """Return the words of a block in stretches, with the kinds of the marks on each."""
    if not isinstance(block, Text | Heading) and not words.text:
        return [(" / ".join(one.text for one in words_of(block) if one.text) or "(no words)", "")]
    label = getattr(block, "label", "")
    stretches = [(f"{printed_label(label)} ", "label")] if label else []
    edges = sorted({0, len(words.text), *(edge for mark in words.marks for edge in (mark.start, mark.end))})
    for start, end in pairwise(edges):
        stretches += _note_marks(words.marks, start)
        kinds = {mark.kind.value for mark in words.marks if mark.start <= start and end <= mark.end}
        stretches.append((words.text[start:end], " ".join(sorted(kinds))))
    return stretches + _note_marks(words.marks, len(words.text))


def _note_marks(marks: tuple[Mark, ...], at: int) -> list[tuple[str, str]]:
    return [
        (printed_label(mark.value), MarkKind.NOTE.value)
        for mark in marks
        if mark.kind is MarkKind.NOTE and mark.start == at
    ]


def _doubt(doubt: OpenDoubt) -> Mapping[str, object]:
    found = _WHERE.match(doubt.text)
    number = int(found["number"]) if found else 0
    return {
        "line": doubt.line,
        "text": doubt.text,
        "page": number if found and found["kind"] == "page" else 0,
        "at": number if found and found["kind"] == "line" else 0,
    }


def _number(asked: Mapping[str, str], name: str, otherwise: int) -> int:
    given = asked.get(name, "")
    return int(given) if re.fullmatch(r"\d{1,6}", given, re.ASCII) else otherwise


def _nothing(root: Path) -> str:
    if (root / PAPER_MD).is_file():
        return f"{PAPER_MD} cannot be read: save it as UTF-8."
    return (
        f"This course has no {PAPER_MD}. A paper as plain text is proofread in a text editor; to make it Markdown, run: "
        "course import seeds/paper.txt"
    )
