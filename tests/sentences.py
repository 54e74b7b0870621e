"""The sentences of the frame, as the source has them, and the catalogues that translate them."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from projects import ROOT

from build_scripts.exports.formats import FORMATS

FOLDER = ROOT / "overrides/languages"
TEMPLATE = FOLDER / "frame.pot"
_IN_PYTHON = ("shared", "weave", "timeline", "atlas", "show", "web", "print", "exports")
_FOR_INSTRUCTORS = ("overrides/assets/preview/", "overrides/assets/instructor/")
"""What only instructors see may be in English."""
_KEYWORDS = {"say": None, "message": None, "counted": (1, 2), "counting": (1, 2), "form": (1, 2)}
_TYPST = re.compile(r'\b(say|counted)\(\s*"((?:[^"\\]|\\.)*)"(?:,\s*"((?:[^"\\]|\\.)*)")?')
PRETENDED = "eo"
"""A language that has no catalogue."""
OF_THE_STYLE = {"available", "preprint", "pp", "al", "et"}
"""Words that CSL puts between the parts of a reference: its own files translate them, where they have the language."""
PROPER = {"markdown"} | {format_.file.rpartition(".")[2] for format_ in FORMATS}
"""Names that are the same in every language, as are the endings of files."""
_WORD = re.compile(r"[^\W\d_]{2,}")
_HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'


def sources() -> Iterator[tuple[str, str]]:
    """Each file that may say something, with the kind of its source."""
    for folder in _IN_PYTHON:
        yield from ((path, "python") for path in _paths(f"build_scripts/{folder}", "py"))
    yield from ((path, "jinja2.ext:babel_extract") for path in _paths("overrides/pages", "html"))
    for path in _paths("overrides/assets", "js"):
        if not path.startswith(_FOR_INSTRUCTORS) and not path.endswith("/minisearch.js"):
            yield path, "javascript"
    yield from ((path, "typst") for path in _paths("overrides/handouts", "typ"))


def _paths(folder: str, ending: str) -> Iterable[str]:
    return sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob(f"*.{ending}"))


def said_in(path: str, kind: str) -> Iterator[str | tuple[str, str]]:
    """The sentences of a file: one, or one and many."""
    text = (ROOT / path).read_text(encoding="utf-8")
    if kind == "typst":
        yield from ((one, many) if how == "counted" else one for how, one, many in _TYPST.findall(text))
        return
    method = _babel_extract if kind.startswith("jinja2") else kind
    for _, found, _, _ in extract(method, BytesIO(text.encode()), _KEYWORDS):
        yield found if isinstance(found, str) else (found[0], found[1])


def _babel_extract(fileobj, keywords, comment_tags, options):
    from jinja2.ext import babel_extract

    return babel_extract(fileobj, keywords, comment_tags, options)


def extracted() -> Catalog:
    """A catalogue of all sentences in the source, without translations."""
    found = Catalog(locale=None)
    for path, kind in sources():
        for sentence in said_in(path, kind):
            key = sentence if isinstance(sentence, str) else sentence[0]
            there = found.get(key)
            if there and isinstance(there.id, tuple) and isinstance(sentence, str):
                sentence = there.id
            elif there and isinstance(there.id, str) and not isinstance(sentence, str):
                found.delete(key)
                found.add(sentence, locations=there.locations)
            known = [place for place, _ in there.locations] if there else []
            found.add(sentence, locations=[] if path in known else [(path, None)])
    return found


def catalogues() -> dict[str, Catalog]:
    """The catalogue of each language, by its tag."""
    return {path.stem: read_catalogue(path) for path in sorted(FOLDER.glob("*.po"))}


def read_catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.stem.replace("-", "_"))


def template() -> str:
    """What the template of all catalogues should say."""
    head = "# The sentences of the frame. Made by: pytest --accept tests/program/test_languages.py\n"
    return head + _HEADER + "\n" + _written(extracted())


def renewed(path: Path) -> str:
    """What a catalogue should say: its own head, each sentence of the source, and the translations that it has."""
    text = path.read_text(encoding="utf-8")
    head, old, new = text.partition("\n\n")[0], read_catalogue(path), extracted()
    for one in new:
        had = old.get(one.id[0] if isinstance(one.id, tuple) else one.id)
        if one.id and had and isinstance(had.id, tuple) == isinstance(one.id, tuple):
            one.string = had.string
            one.flags |= had.flags & {"fuzzy"}
        elif one.id:
            one.string = ("",) * old.num_plurals if isinstance(one.id, tuple) else ""
    new._num_plurals = old.num_plurals
    return f"{head}\n\n{_written(new)}"


def _written(catalogue: Catalog) -> str:
    for one in catalogue:
        one.flags.discard("python-format")
    into = BytesIO()
    write_po(into, catalogue, omit_header=True, include_lineno=False, width=100)
    return into.getvalue().decode()


def english(catalogue: Catalog) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Each sentence, in its English forms and in its translated ones."""
    for one in catalogue:
        if one.id:
            ids = one.id if isinstance(one.id, tuple | list) else (one.id,)
            told = one.string if isinstance(one.string, tuple | list) else (one.string,)
            yield tuple(ids), tuple(told)


def pretended() -> str:
    """A catalogue in which every word of a sentence has a sign before it: what has none was not said."""
    text = TEMPLATE.read_text(encoding="utf-8")

    def marked(sentence: str) -> str:
        return re.sub(r"(\{\w+\}|\\n)|([^\W\d_]+)", lambda one: one[1] or f"qq{one[2]}", sentence)

    def told(entry: str) -> str:
        one = re.search(r"(?s)msgid (.*?)(?=\nmsg)", entry)
        many = re.search(r"(?s)msgid_plural (.*?)(?=\nmsg)", entry)
        if not one or one[1] == '""\n' or one[1] == '""':
            return entry
        if many:
            return entry.replace('msgstr[0] ""', f"msgstr[0] {marked(one[1])}").replace(
                'msgstr[1] ""', f"msgstr[1] {marked(many[1])}"
            )
        return re.sub(r'msgstr ""$', lambda _: f"msgstr {marked(one[1])}", entry)

    head, *entries = text.split("\n\n")
    return "\n\n".join([head, *(told(entry.rstrip()) for entry in entries)]) + "\n"


def words_of_course(files: Mapping[str, str]) -> set[str]:
    """All words that a course has, and those that nobody translates."""
    texts = [text for path, text in files.items() if not path.startswith("overrides/")]
    locale = Locale.parse(PRETENDED)
    months = [*locale.months["format"]["wide"].values(), *locale.days["format"]["wide"].values()]
    months.append(locale.date_formats["full"].pattern)
    known = {word.lower() for text in (*texts, *months) for word in _WORD.findall(text)}
    return known | OF_THE_STYLE | PROPER


def strange(text: str, own: Container[str]) -> list[str]:
    """The words in a text that are neither the course's own nor said by the frame."""
    found = ((word, word.lower()) for word in _WORD.findall(text))
    return [word for word, plain in found if plain not in own and not plain.startswith("qq")]
