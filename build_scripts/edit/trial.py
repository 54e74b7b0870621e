"""Say what an edit would bring: problems that are new, field by field, and texts as readers will see them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import yaml

from ..read.files import Library, shown_with
from ..shared.dates import read_date
from ..shared.language import ENGLISH, Language
from ..shared.markdown import OneLine, Prose, read_line, read_prose
from ..shared.place import Problem, Severity
from ..weave.addresses import Address, Addresses, link_to_page
from ..web.html import html
from .change import BOM, Value
from .forms import FormField, forms, kind_at
from .tree import Document, Path, parsed

_MISSING = re.compile(r"the field “(?P<field>[^”]+)” is missing")


@dataclass(frozen=True, slots=True)
class Told:
    """A problem as a form shows it."""

    field: str
    """The field of the record, such as `note` or `options.0.why`; empty if it is not about one, or about another record."""
    found: str
    fix: str
    severity: Severity
    rule: str
    new: bool
    """Whether the edit would bring it."""
    where: str
    """Its file and line, if it is about another record; else empty."""


def told(
    before: Iterable[Problem], after: Iterable[Problem], file: str, path: Path, text: str | None
) -> tuple[Told, ...]:
    """Return the problems of a record, and those that an edit would bring elsewhere.

    `before`, `after`: the problems of the course as it is, and as it would be. `text`: the file of the record as it
    would be; `None` if it would be gone.
    """
    known = Counter(_key(one) for one in before)
    where = _Where(file, path, text)
    return tuple(_told(after, known, where))


def _told(after: Iterable[Problem], known: Counter[tuple[str, ...]], where: "_Where") -> Iterator[Told]:
    for one in after:
        is_new = known[_key(one)] <= 0
        known[_key(one)] -= 1
        field = where.field(one)
        if field is None and not is_new:
            continue
        elsewhere = f"{one.place.path}:{one.place.line}" if field is None else ""
        yield Told(field or "", one.found, one.fix, one.severity, one.rule, is_new, elsewhere)


def errors_that_are_new(before: Iterable[Problem], after: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the errors that an edit would bring."""
    known = Counter(_key(one) for one in before if one.severity is Severity.ERROR)
    found = []
    for one in after:
        if one.severity is Severity.ERROR:
            known[_key(one)] -= 1
            if known[_key(one)] < 0:
                found.append(one)
    return tuple(found)


def _key(problem: Problem) -> tuple[str, ...]:
    """Return what stays the same of a problem when lines above it come and go."""
    return (problem.place.path, problem.rule, problem.found, problem.severity)


class _Where:
    """Finds the field of a record in which a problem is."""

    def __init__(self, file: str, path: Path, text: str | None) -> None:
        self._file, self._path = file, path
        self._document: Document | None = None
        if text is not None and file.endswith(".yml"):
            try:
                self._document = parsed(text.removeprefix(BOM))
            except yaml.YAMLError:
                return

    def field(self, problem: Problem) -> str | None:
        """Return the name of the field, empty for the record as a whole; `None` if it is elsewhere."""
        if problem.place.path != self._file:
            return None
        if self._document is None:
            return ""
        found = self._document.path_at(problem.place.line, problem.place.column)
        if found[: len(self._path)] != self._path:
            return None
        inside = found[len(self._path) :]
        if (
            not self._path
            and len(inside) > 1
            and isinstance(inside[1], int)
            and kind_at(self._file, inside[:2])
        ):
            return None  # of a record in a list that has a form of its own
        if missing := _MISSING.search(problem.found):
            inside = (*inside, missing["field"])
        return ".".join(map(str, inside))


def record_around(file: str, text: str, line: int, column: int) -> Path | None:
    """Return the innermost record with a form that covers a place in a file; `None` if it cannot be read."""
    try:
        document = parsed(text.removeprefix(BOM))
    except yaml.YAMLError:
        return None
    way = document.path_at(line, column)
    return next((way[:length] for length in range(len(way), -1, -1) if kind_at(file, way[:length])), None)


def lines_of(text: str, path: Path) -> tuple[int, int]:
    """Return the first and the last line of a record in its file, from 1."""
    document = parsed(text.removeprefix(BOM))
    node = document.node(path)
    if node is None:
        return 1, 1
    return document.line(node.start), document.line(node.end)


def yaml_of(text: str, path: Path) -> str:
    """Return the lines of a record as they stand in its file; empty if it is not there, or cannot be read."""
    try:
        there = parsed(text.removeprefix(BOM)).node(path)
    except yaml.YAMLError:
        return ""
    if there is None:
        return ""
    first, last = lines_of(text, path)
    return "\n".join(text.removeprefix(BOM).splitlines()[first - 1 : last])


class _Lenient(dict[str, Address]):
    """Addresses; what does not exist leads to the page itself, and is a problem of its own."""

    def __init__(self, addresses: Addresses, page: str) -> None:
        super().__init__(addresses)
        self._page = page

    def __missing__(self, target: str) -> Address:
        return Address(self._page)


def shown(
    kind: str,
    values: Mapping[str, Value],
    page: str,
    addresses: Addresses,
    language: Language = ENGLISH,
    files: Library | None = None,
) -> Mapping[str, str]:
    """Return what readers see of the fields of a form that hold Markdown, as HTML for a page, by their names."""
    form = forms().get(kind)
    lenient = _Lenient(addresses, page)
    texts = _texts(form.fields if form else (), values, "")
    return {name: _html(field, text, page, lenient, language, files or {}) for name, field, text in texts}


def _texts(
    fields: tuple[FormField, ...], values: Mapping[str, Value], prefix: str
) -> Iterator[tuple[str, FormField, str]]:
    """Yield the texts in Markdown, also of records inside, such as `options.0.why`."""
    for field in fields:
        value, name = values.get(field.name), f"{prefix}{field.name}"
        if field.markdown and isinstance(value, str) and value.strip():
            yield name, field, value
        elif isinstance(value, dict) and field.fields:
            yield from _texts(field.fields, value, f"{name}.")
        elif isinstance(value, list):
            for at, one in enumerate(value):
                if field.markdown and isinstance(one, str):
                    yield f"{name}.{at}", field, one
                elif isinstance(one, dict):
                    yield from _texts(field.fields, one, f"{name}.{at}.")


def _html(
    field: FormField, text: str, page: str, addresses: Addresses, language: Language, files: Library
) -> str:
    read: Prose | OneLine = read_prose(text) if field.widget == "prose" else read_line(text)
    read = shown_with(read, files)
    printed = read.body if isinstance(read, Prose) else read.line
    return str(html(printed, page, addresses, link_to_page, language))


def dates(kind: str, values: Mapping[str, Value], language: Language = ENGLISH) -> Mapping[str, str]:
    """Return the dates of a form in words, by the names of their fields; empty for one that cannot be read."""
    form = forms().get(kind)
    said = {}
    for field in form.fields if form else ():
        value = values.get(field.name)
        if field.widget == "date" and isinstance(value, str) and value.strip():
            when = read_date(value.strip())
            said[field.name] = language.date(when) if when else ""
    return said
