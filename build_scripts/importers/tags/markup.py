"""What readers of files with tags share: elements to words with marks, to runs of a flow, and to rows of a table.

Inline elements become a list of tokens, in which each mark opens and closes; `words` makes words of them. So marks are
nested by construction, and a reader says only what an element means.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from lxml import etree

from ...paper.blocks import Block, Form, Mark, MarkKind, Note, Text, Where, Words, words_of
from ..labels import alphabet, roman
from ..reading import Doubt, Harm, Refused

MAX_BYTES = 50_000_000
"""Of a file."""
MAX_ELEMENTS = 500_000
MAX_DEPTH = 150
"""How deep elements may lie in one another. Papers have 30, the worst web pages 60."""
MAX_CELLS = 50_000
"""Of a table, with those that spans fill."""
MOST_WORDS_SOUGHT = 2_000
"""How many words of a file, which are no word of a block, are sought as parts of words."""
MOST_INDENT = 80
"""Spaces before a line of verse."""
LONGEST_RANGE = 100
"""Of citations such as `[3-5]`, in entries."""
LONGEST_LABEL = 60
"""Of a term or a speaker, in characters; what is longer is words."""

_NOTE_MARK = re.compile(r"[\[(]?\s*(?:\d{1,4}|[*†‡§¶#‖∗]{1,4}|[a-zA-Z]|[ivx]{1,5})\s*[\])]?\.?")
_DASH = re.compile(r"\s*[-–—−‐‑]\s*")
_NUMBERS = re.compile(r"(\d{1,4})\s*[-–—−‐‑]\s*(\d{1,4})")


@dataclass(frozen=True, slots=True)
class Open:
    """A mark begins."""

    kind: MarkKind
    value: str = ""


@dataclass(frozen=True, slots=True)
class Close:
    """The mark that was opened last ends."""


@dataclass(frozen=True, slots=True)
class NoteMark:
    """The mark of a note stands here; its digit is gone."""

    label: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of verse begins, after so many spaces."""

    indent: int = 0


Token = str | Open | Close | NoteMark | Line
Item = etree._Element | str
Meaning = Open | list[Token] | None
"""Of an inline element: a mark on what is in it, what stands in its place, or nothing but its words."""
Run = list[Item]
"""Text and inline elements that stand one after the other."""


@dataclass(frozen=True, slots=True)
class Unsure:
    """A doubt about the block that was found last."""

    harm: Harm
    message: str


Found = Block | Unsure


def collected(found: Iterable[Found]) -> tuple[tuple[Block, ...], tuple[Doubt, ...]]:
    """Return the blocks, and the doubts with their blocks, the most harmful first."""
    blocks: list[Block] = []
    doubts: list[Doubt] = []
    for one in found:
        if isinstance(one, Unsure):
            where = blocks[-1].where if blocks else Where()
            doubts.append(Doubt(one.harm, where, len(blocks) - 1 if blocks else None, one.message))
        else:
            blocks.append(one)
    return tuple(blocks), tuple(sorted(doubts, key=lambda doubt: doubt.harm))


def local(element: etree._Element) -> str:
    """Return an element's name without its namespace, in small letters; empty for comments and the like."""
    return _bare_name(element.tag) if isinstance(element.tag, str) else ""


@lru_cache(maxsize=1000)
def _bare_name(tag: str) -> str:
    return tag.rpartition("}")[2].rpartition(":")[2].lower()


def checked(root: etree._Element) -> list[etree._Element]:
    """Return all elements in order, or raise `Refused` if they are too many, or lie too deep in one another."""
    elements: list[etree._Element] = []
    depths: dict[etree._Element, int] = {}
    for element in root.iter():
        parent = element.getparent()
        depth = depths[element] = depths.get(parent, 0) + 1 if parent is not None else 1
        if depth > MAX_DEPTH:
            raise Refused(
                f"Its elements lie more than {MAX_DEPTH} deep in one another. Is it a paper? Save it anew from the program that made it."
            )
        elements.append(element)
        if len(elements) > MAX_ELEMENTS:
            raise Refused(
                f"It has more than {MAX_ELEMENTS:,} elements. Import the parts of it that you need, each as a file."
            )
    return elements


def words(tokens: Iterable[Token]) -> Words:
    """Return the words of tokens: white space is one space, a mark holds no space at its ends, empty marks are gone."""
    text: list[str] = []
    length = 0
    space = False
    opened: list[tuple[Open, list[int]]] = []  # the start, once there is one
    marks: list[Mark] = []
    waiting: list[NoteMark] = []  # in a formula or citation

    def write(piece: str) -> None:
        nonlocal length
        text.append(piece)
        length += len(piece)

    def note(one: NoteMark) -> None:
        marks.append(Mark(length, length, MarkKind.NOTE, one.label))

    for token in tokens:
        match token:
            case str():
                for part in re.findall(r"\s+|\S+", token):
                    if part.isspace():
                        space = space or (bool(text) and text[-1][-1:] not in "\n ")
                        continue
                    if space:
                        write(" ")
                    space = False
                    for _, start in opened:
                        if not start:
                            start.append(length)
                    write(part)
            case Open():
                opened.append((token, []))
            case Close() if opened:
                mark, start = opened.pop()
                if start and length > start[0]:
                    marks.append(Mark(start[0], length, mark.kind, mark.value))
                if not any(_closed(one.kind) for one, _ in opened):
                    for one in waiting:
                        note(one)
                    waiting.clear()
            case NoteMark():
                if any(_closed(one.kind) for one, _ in opened):
                    waiting.append(token)
                else:
                    note(token)
            case Line():
                space = False
                if text and text[-1].strip(" ") in {"", "\n"}:  # an empty line has no indent
                    length -= len(text[-1])
                    write(text.pop().rstrip(" "))
                write(("\n" if text else "") + " " * token.indent)
    for mark, start in reversed(opened):
        if start:
            marks.append(Mark(start[0], length, mark.kind, mark.value))
    return _trimmed(Words("".join(text), tuple(sorted(set(marks)))))


def _closed(kind: MarkKind) -> bool:
    """Return whether no note's mark may lie in a mark of this kind."""
    return kind in {MarkKind.FORMULA, MarkKind.CITES}


def _trimmed(found: Words) -> Words:
    """Return words without empty lines at their ends."""
    end = len(found.text.rstrip())
    start = len(found.text) - len(found.text.lstrip("\n"))
    if (start, end) == (0, len(found.text)):
        return found
    text = found.text[start:end] if end > start else ""
    marks = (
        Mark(
            min(max(one.start - start, 0), len(text)),
            min(max(one.end - start, 0), len(text)),
            one.kind,
            one.value,
        )
        for one in found.marks
    )
    return Words(text, tuple(one for one in marks if one.start < one.end or one.kind is MarkKind.NOTE))


def tokens(run: Iterable[Item], meaning: Callable[[etree._Element], Meaning]) -> list[Token]:
    """Return the tokens of a run of text and inline elements, by what each element means."""
    made: list[Token] = []
    for item in run:
        if isinstance(item, str):
            made.append(item)
        else:
            _add(item, meaning, made)
    return made


def _add(element: etree._Element, meaning: Callable[[etree._Element], Meaning], made: list[Token]) -> None:
    if not isinstance(element.tag, str):
        if isinstance(element, etree._Entity):
            made.append(element.text or "")
        return
    meant = meaning(element)
    if isinstance(meant, list):
        made.extend(meant)
        return
    if meant:
        made.append(meant)
    made.append(element.text or "")
    for child in element:
        _add(child, meaning, made)
        made.append(child.tail or "")
    if meant:
        made.append(Close())


def content(element: etree._Element) -> Run:
    """Return the text and elements in an element."""
    items: Run = [element.text] if element.text else []
    for child in element:
        items.append(child)
        if child.tail:
            items.append(child.tail)
    return items


def holders(
    elements: list[etree._Element],
    blocks: Callable[[etree._Element], bool],
    sealed: Callable[[etree._Element], bool],
) -> set[etree._Element]:
    """Return the elements that hold blocks, at any depth but not in one that is sealed. `elements` are in order."""
    holding: set[etree._Element] = set()
    for element in reversed(elements):
        parent = element.getparent()
        if parent is not None and not sealed(element) and (element in holding or blocks(element)):
            holding.add(parent)
    return holding


def flow(element: etree._Element, apart: Callable[[etree._Element], bool]) -> Iterator[Run | etree._Element]:
    """Yield what is in an element: each run of text and inline elements, and each element that stands apart."""
    run: Run = []
    for item in content(element):
        if isinstance(item, str) or not apart(item):
            run.append(item)
            continue
        if not empty(run):
            yield run
        run = []
        yield item
    if not empty(run):
        yield run


def empty(run: Run) -> bool:
    """Return whether a run says nothing: it is white space and comments."""
    return all(
        not item.strip()
        if isinstance(item, str)
        else not isinstance(item.tag, str) and not isinstance(item, etree._Entity)
        for item in run
    )


def plain_text(element: etree._Element) -> str:
    """Return all text in an element, with single spaces, also between its parts."""
    return " ".join(" ".join(element.itertext(etree.Element, etree.Entity)).split())


def close_text(element: etree._Element) -> str:
    """Return all text in an element as it stands, with single spaces."""
    return " ".join("".join(element.itertext(etree.Element, etree.Entity)).split())


def is_note_mark(text: str) -> bool:
    """Return whether a text is nothing but the mark of a note: `1`, `[1]`, `*`, `b`."""
    return _NOTE_MARK.fullmatch(text.strip()) is not None


def bare_label(text: str) -> str:
    """Return the label of a note or a formula without brackets, full stop and spaces: `1` of `[1].`."""
    return " ".join(text.split()).strip("[]().: ") or text.strip()


def without_note_brackets(found: list[Token]) -> list[Token]:
    """Return tokens without what only held marks of notes together: brackets round one, a comma between two."""
    tidy = [token for token in found if token != ""]
    for at, token in enumerate(tidy):
        if not isinstance(token, NoteMark):
            continue
        before, after = _beside(tidy, at, -1), _beside(tidy, at, 1)
        left, right = tidy[before] if before is not None else "", tidy[after] if after is not None else ""
        if not (
            isinstance(left, str) and isinstance(right, str) and before is not None and after is not None
        ):
            continue
        opening, closing = re.search(r"([\[(])\s*$", left), re.match(r"\s*([\])])", right)
        if opening and closing and opening[1] + closing[1] in {"[]", "()"}:
            tidy[before], tidy[after] = left[: opening.start()], right[closing.end() :]
    return [
        token
        for at, token in enumerate(tidy)
        if not (isinstance(token, str) and re.fullmatch(r"\s*[,;]\s*", token) and _joins_notes(tidy, at))
    ]


def _beside(found: list[Token], at: int, step: int) -> int | None:
    """Return the place of the next text before or after a note's mark."""
    at += step
    while 0 <= at < len(found):
        if isinstance(found[at], str):
            return at
        if not isinstance(found[at], Open | Close):
            return None
        at += step
    return None


def _joins_notes(found: list[Token], at: int) -> bool:
    def next_one(step: int) -> Token | None:
        place = at + step
        while 0 <= place < len(found) and (isinstance(found[place], Open | Close) or found[place] == ""):
            place += step
        return found[place] if 0 <= place < len(found) else None

    return isinstance(next_one(-1), NoteMark) and isinstance(next_one(1), NoteMark)


def with_ranges(found: list[Token], keys: Mapping[str, int]) -> list[Token]:
    """Return tokens in which `3–5` cites all three, also if only 3 and 5 are links. `keys` says which entry each is."""
    names = list(keys)
    made: list[Token] = []
    at = 0
    full = [token for token in found if token != ""]
    while at < len(full):
        token = full[at]
        if isinstance(token, Open) and token.kind is MarkKind.CITES:
            alone = full[at : at + 7]
            match alone:
                case [
                    Open(MarkKind.CITES, one),
                    str(a),
                    Close(),
                    str(dash),
                    Open(MarkKind.CITES, two),
                    str(b),
                    Close(),
                ] if _DASH.fullmatch(dash) and _same_steps(keys, one, two, a, b):
                    between = names[keys[one] : keys[two] + 1]
                    made += [Open(MarkKind.CITES, " ".join(between)), a + dash + b, Close()]
                    at += 7
                    continue
                case [Open(MarkKind.CITES, one), str(a), Close(), *_] if one in keys and (
                    numbers := _NUMBERS.fullmatch(a.strip("[]() "))
                ):
                    count = int(numbers[2]) - int(numbers[1])
                    if 0 < count < min(len(names) - keys[one], LONGEST_RANGE):
                        token = Open(MarkKind.CITES, " ".join(names[keys[one] : keys[one] + count + 1]))
        made.append(token)
        at += 1
    return made


def _same_steps(keys: Mapping[str, int], one: str, two: str, first: str, last: str) -> bool:
    """Return whether two keys are as far apart in the list as two printed numbers."""
    first, last = first.strip("[]() "), last.strip("[]() ")
    if one not in keys or two not in keys or not (first.isdecimal() and last.isdecimal()):
        return False
    return 0 < int(last) - int(first) == keys[two] - keys[one] <= LONGEST_RANGE


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table and how many columns and rows it spans."""

    words: Words
    columns: int = 1
    rows: int = 1


def rows_of(rows: list[list[Cell]]) -> tuple[tuple[Words, ...], ...]:
    """Return rows of equal length. A cell that spans several is followed by empty ones, to its right and below."""
    filled: list[dict[int, Words]] = [{} for _ in rows]
    cells = 0
    for at, row in enumerate(rows):
        column = 0
        for cell in row:
            while column in filled[at]:
                column += 1
            columns = max(1, min(cell.columns, 1000))
            below = range(at, min(at + max(1, cell.rows), len(rows)))
            cells += columns * len(below)
            if cells > MAX_CELLS:
                raise Refused(
                    f"A table has more than {MAX_CELLS:,} cells. Take it out of the file, and import the rest."
                )
            for down in below:
                for right in range(columns):
                    filled[down].setdefault(column + right, Words())
            filled[at][column] = cell.words
            column += columns
    width = max((max(row, default=-1) + 1 for row in filled), default=0)
    if width * len(rows) > MAX_CELLS:
        raise Refused(
            f"A table has more than {MAX_CELLS:,} cells. Take it out of the file, and import the rest."
        )
    return tuple(tuple(row.get(column, Words()) for column in range(width)) for row in filled)


def span(text: str | None) -> int:
    """Return how many columns or rows a cell spans, of its attribute; 1 if it says nothing sensible."""
    text = (text or "").strip()
    return min(int(text), 1000) or 1 if text.isdecimal() and len(text) < 6 else 1


class Places:
    """Where elements are: `/article/body/sec[2]/p[1]`. Each family of siblings is counted once."""

    def __init__(self) -> None:
        self._paths: dict[etree._Element, str] = {}

    def where(self, element: etree._Element) -> Where:
        """Return the place of an element."""
        return Where(path=self._path(element))

    def _path(self, element: etree._Element) -> str:
        if element not in self._paths:
            parent = element.getparent()
            if parent is None:
                self._paths[element] = f"/{local(element)}"
            else:
                above = self._path(parent)
                counts: dict[str, int] = {}
                for child in parent:
                    name = local(child)
                    counts[name] = counts.get(name, 0) + 1
                    self._paths[child] = f"{above}/{name}[{counts[name]}]"
        return self._paths[element]


def stanzas(found: Iterable[Token]) -> Iterator[list[Token]]:
    """Yield the tokens of each stanza: an empty line ends one."""
    stanza: list[Token] = []
    for token in found:
        if isinstance(token, Line):
            since = next((at for at in range(len(stanza) - 1, -1, -1) if isinstance(stanza[at], Line)), -1)
            if since >= 0 and not any(isinstance(one, str) and one.strip() for one in stanza[since + 1 :]):
                yield stanza[:since]
                stanza = stanza[since + 1 :]
        stanza.append(token)
    yield stanza


def typed_lines(text: str) -> list[Token]:
    """Return a text as it was typed, with its lines and their indents."""
    first, *others = text.expandtabs(4).split("\n")
    made: list[Token] = [first]
    for line in others:
        made += [Line(min(len(line) - len(line.lstrip(" ")), MOST_INDENT)), line]
    return made


def texts_of(block: Block) -> list[str]:
    """Return all that a block says: its words, and what stands in its other fields."""
    fields = ("label", "number", "alternative", "key")
    return [*(one.text for one in words_of(block)), *(str(getattr(block, name, "")) for name in fields)]


def lost_words(shown: Iterable[str], texts: Iterable[str]) -> str:
    """Return words of texts that are nowhere in what is shown; the first letters that are too few, if all words are somewhere.

    Empty if nothing is lost. Letters are counted, since tags may stand within words.
    """
    whole, sought = " ".join(shown), " ".join(texts)
    few = Counter(filter(str.isalnum, sought)) - Counter(filter(str.isalnum, whole))
    if not few:
        return ""
    known = set(re.findall(r"\w+", whole))
    missing = dict.fromkeys(word for word in re.findall(r"\w+", sought) if word not in known)
    nowhere = [word for word in list(missing)[:MOST_WORDS_SOUGHT] if word not in whole]
    return " ".join(nowhere)[:200] or f"the letters {''.join(sorted(few.elements()))[:50]}"


def marked_notes(found: Iterable[Found]) -> set[str]:
    """Return the labels of the notes whose marks stand in what was found."""
    blocks = (one for one in found if not isinstance(one, Unsure))
    marks = (mark for block in blocks for words in words_of(block) for mark in words.marks)
    return {mark.value for mark in marks if mark.kind is MarkKind.NOTE}


def lone_notes(found: list[Found]) -> Iterator[Unsure]:
    """Yield a doubt that names the notes whose marks stand nowhere."""
    marked = marked_notes(found)
    labels = dict.fromkeys(one.label for one in found if isinstance(one, Note))
    if lone := [label for label in labels if label not in marked]:
        yield Unsure(Harm.NOTE, f"no mark in the text leads to these notes: {', '.join(lone)}")


def labelled(found: Iterable[Found], label: str, depth: int) -> Iterator[Found]:
    """Yield the blocks of an item of a list; the first one has its label."""
    waiting = bool(label)
    for one in found:
        if (
            waiting
            and isinstance(one, Text)
            and one.form is Form.ITEM
            and one.depth == depth
            and not one.label
        ):
            one = replace(one, label=label)
            waiting = False
        yield one


def termed(term: Words, meant: list[Found], depth: int, language: str = "") -> Iterator[Found]:
    """Yield a term as the label of what it means; a long one, or one without meaning, as an item of its own."""
    alone = len(term.text) > LONGEST_LABEL or not any(isinstance(one, Text) for one in meant)
    if term.text and alone:
        yield Text(words=term, form=Form.ITEM, depth=depth, language=language)
    yield from labelled(meant, "" if alone else term.text, depth)


def printed_labels(kind: str, count: int, start: int = 1) -> list[str]:
    """Return the labels of a list by its kind: `order` (also `1`), `alpha-lower` (`a`), `roman-upper` (`I`), `bullet`, `simple`."""
    numbers = range(start, start + count)
    match kind:
        case "order" | "1" | "decimal":
            return [f"{number}." for number in numbers]
        case "alpha-lower" | "a" | "alpha-upper" | "A":
            made = [alphabet(number) for number in numbers]
        case "roman-lower" | "i" | "roman-upper" | "I":
            made = [roman(number) for number in numbers]
        case "simple" | "none":
            return [""] * count
        case _:
            return ["•"] * count
    large = kind in {"alpha-upper", "A", "roman-upper", "I"}
    return [f"{label.upper() if large else label}." for label in made]
