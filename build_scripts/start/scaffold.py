"""Make the YAML of a new lesson or course, with every field explained.

It builds at once, before anyone edits it.
"""

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, get_origin

import yaml

from ..check.catalogue import CATALOGUE, catalogue
from ..importers.identify import Work, identified
from ..importers.reading import Reading
from ..paper.paper import NUMBERED, Paper, Paragraph, Section
from ..paper.paper_md import PaperSource
from ..paper.quotes import find_quote
from ..paper.write_md import write_paper_md
from ..read import samples
from ..read.course import CourseFile, Glossary, Lesson, PaperFile, Sourced, Sources, Timeline
from ..read.project import (
    COURSE_FILE,
    FREE_PAGES_FOLDER,
    GLOSSARY_FILE,
    GLOSSARY_FOLDER,
    IMPORTED_MD,
    LESSONS_FOLDER,
    PAPER_FILE,
    PAPER_MD,
    SOURCES_FILE,
    TIMELINE_FILE,
    TIMELINE_FOLDER,
    read_project,
)
from ..read.record import Written, record_in
from ..shared.place import Place
from ..shared.words import ascii_slug
from ..weave.weave import Woven, weave
from .citation import proposed_citation, proposed_licence
from .repository import own_files
from .schemas import schemas
from .works import entries_of, indented, named_works

_WIDTH = 90
Comments = tuple[tuple[str, str], ...]
"""Words that a comment is about, and what it says."""


def lesson_id(title: str) -> str:
    """Return the id for a lesson with this title, short enough for the ids that begin with it."""
    return ascii_slug(title)[:60].rstrip("-")


def lesson_scaffold(woven: Woven, title: str, comments: Comments = ()) -> str:
    """Return the text of a lesson file on the first section that no lesson reads yet.

    `comments`: words of the paper, and what somebody said of them in its margin. They become the lesson's notes, and
    it reads their sections as well.
    """
    read = {id_ for lesson in woven.lessons for id_ in lesson.paragraphs}
    fresh = next((one for one in woven.paper.sections if (own := _own(one)) and own[0].id not in read), None)
    sample = samples.LESSON | samples.tasks(lesson_id(title)) | {"title": title}
    if fresh:
        said = list(_notes(woven.paper, comments))
        quote = _quote(woven.paper, fresh)
        notes = [note for _, note in said] or ([{"quote": quote, **samples.NOTE}] if quote else [])
        passages = [section for section, _ in said] or [fresh.id]
        sample |= {"passages": list(dict.fromkeys(passages))} | ({"notes": notes} if notes else {})
    lines = _fields(Lesson, sample)
    return "\n".join(["# yaml-language-server: $schema=../schema/lesson.json", *lines, ""])


def _notes(paper: Paper, comments: Comments) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield a note for each comment whose words the paper says once, with the section that says them."""
    for words, comment in comments:
        found = find_quote(paper, words) if words.strip() else ()
        home = paper.paragraph_at(found[0]) if len(found) == 1 else None
        if home and home.kind in NUMBERED and comment.strip():
            yield home.section, {"quote": paper.words(found[0]), **samples.NOTE, "note": _as_text(comment)}


def _as_text(words: str) -> str:
    """Return somebody's words as Markdown that says just these words, on one line."""
    escaped = re.sub(r"([\\`*_\[\]<>&~|])", r"\\\1", " ".join(words.split()))
    return re.sub(r"^(\d*)([#+=.)-])", r"\1\\\2", escaped)  # signs that begin a heading, a list or a line


def _own(section: Section) -> list[Paragraph]:
    """Return the numbered paragraphs of a section, without those under its parts."""
    return [paragraph for paragraph in section.paragraphs if paragraph.kind in NUMBERED]


def _quote(paper: Paper, section: Section) -> str:
    """Return the first words of a paragraph that its section says once; empty if there are none."""
    within = [one.span for part in paper.with_parts(section.id) for one in part.paragraphs]
    for paragraph in _own(section):
        words = paper.words(paragraph.span).split()
        for length in range(6, min(len(words), 24) + 1, 6):
            quote = " ".join(words[:length])
            if len(find_quote(paper, quote, within=within)) == 1:
                return quote
    return ""


def with_lesson(course: str, id_: str, last: Place) -> str | None:
    """Return the text of `course.yml` with a lesson added to its list; `None` if entries are not on lines of their own.

    `last`: the place of the list's last entry.
    """
    lines = course.split("\n")
    entry = re.fullmatch(r"(\s*- +)\S.*", lines[last.line - 1])
    if not entry:
        return None
    return "\n".join([*lines[: last.line], entry[1] + id_, *lines[last.line :]])


def new_course(
    source: PaperSource,
    reading: Reading,
    listed: Iterable[Work] = (),
    language: str = "en",
    own: Mapping[str, Any] = {},  # it is only read
) -> Mapping[str, str]:
    """Return the texts of a course on a paper, by path: one lesson on its first section, one sample of everything else.

    Args:
        source: What `paper.md` will say.
        reading: What was found in the paper's file.
        listed: Works that a reference manager exported; those that the paper cites become sources.
        language: BCP 47 tag of the language that the course is written in.
        own: Fields of `course.yml` that are known already, such as its title.

    """
    written = write_paper_md(source)
    known = named_works(identified(source.blocks, listed))
    files = {
        PAPER_MD: written,
        IMPORTED_MD: written,
        PAPER_FILE: paper_file(reading, {key: id_ for key, (id_, _) in known.items()}),
        COURSE_FILE: _yaml(
            CourseFile,
            samples.COURSE | ({} if language == "en" else {"language": language}) | dict(own),
            "schema/course.json",
        ),
        GLOSSARY_FILE: _yaml(Glossary, samples.GLOSSARY, "schema/glossary.json", ("terms", GLOSSARY_FOLDER)),
        TIMELINE_FILE: _yaml(Timeline, samples.TIMELINE, "schema/timeline.json", ("events", TIMELINE_FOLDER)),
        SOURCES_FILE: _sources([work for _, work in known.values()]),
        FREE_PAGES_FOLDER + "about.md": samples.ABOUT,
        **schemas(),
        CATALOGUE: catalogue(),
    }
    first = yaml.safe_dump({"title": "x", "summary": "x", "minutes": 1, "objectives": ["x"]})
    project, _ = read_project(files | {f"{LESSONS_FOLDER}first.yml": first})
    if project:
        woven, _ = weave(project)
        files[f"{LESSONS_FOLDER}first.yml"] = lesson_scaffold(woven, "The first lesson", reading.comments)
        files |= own_files(project.course, project.paper.citation)
    return files


def _sources(works: list[Work]) -> str:
    """Return the text of `content/sources.yml`: a sample, and the works as they were exported."""
    sample = _yaml(Sources, {"references": [samples.WORK]}, "schema/sources.json")
    if not works:
        return sample
    return "\n".join([sample.rstrip(), "", *indented(entries_of(works), "  "), ""])


def paper_file(reading: Reading, works: Mapping[str, str] = {}) -> str:  # it is only read
    """Return the text of `seeds/paper.yml`, with what the paper's file says of the paper and of its rights."""
    licence = proposed_licence(reading.licence)
    rights = {
        **({"licence": licence} if licence else {}),
        "statement": f"The paper says: “{_as_text(reading.licence)}”",
    }
    sample = {
        "citation": samples.PAPER["citation"] | proposed_citation(reading.citation),
        "rights": rights if reading.licence else samples.PAPER["rights"],
        "publish": "undecided",
        **({"works": dict(works)} if works else {}),
    }
    return _yaml(PaperFile, sample, "../content/schema/paper.json")


def _yaml(
    model: type[Written], sample: Mapping[str, Any], schema: str, more: tuple[str, str] | None = None
) -> str:
    """Return the text of a file; `more`: the list in it that may be long, and the folder for the rest of it."""
    head = [f"# yaml-language-server: $schema={schema}"]
    if more:
        listed, folder = more
        head.append(
            f"# A long list may be several files: others begin with {listed}: too, and stand in {folder}"
        )
    return "\n".join([*head, *_fields(model, sample), ""])


def _fields(model: type[Written], sample: Mapping[str, Any]) -> list[str]:
    """Return lines of YAML: every field with its description, and with its sample if it has one."""
    own = [name for name in model.model_fields if name not in Sourced.model_fields]
    shared = [name for name in model.model_fields if name in Sourced.model_fields and name != "places"]
    lines: list[str] = []
    for name in [*own, *shared]:
        field = model.model_fields[name]
        key = field.alias or name
        lines += ["", *(f"# {line}" for line in textwrap.wrap(field.description or "", _WIDTH))]
        lines += _field(key, sample.get(key), field.annotation)
    return lines


def _field(key: str, sample: Any, annotation: object) -> list[str]:
    inside = record_in(annotation)
    if sample is None:
        return [f"# {key}:", *_shape(inside, "- " if get_origin(annotation) is tuple else "")]
    if inside is None:
        written = yaml.safe_dump({key: sample}, sort_keys=False, allow_unicode=True, width=_WIDTH)
        first, *rest = written.rstrip().split("\n")
        return [first, *(indented(rest, "  ") if isinstance(sample, list) else rest)]
    if isinstance(sample, Mapping):
        return [f"{key}:", *indented(_fields(inside, sample), "  ")]
    fields = [_fields(inside, entry)[1:] for entry in sample]
    told = [*fields[:1], *(_without_comments(entry) for entry in fields[1:])]
    entries = [["  -", *indented(entry, "    ")] for entry in told]
    return [f"{key}:", *chain.from_iterable(entries)]


def _without_comments(lines: list[str]) -> list[str]:
    """Return the fields that are written: what the first entry of a list explains is not said again for each."""
    return [line for line in lines if line.strip() and not line.lstrip().startswith("#")]


def _shape(inside: type[Written] | None, dash: str) -> list[str]:
    """Return the fields that a record must have, as a comment; `dash`: what begins an entry of a list."""
    if inside is None:
        return []
    names = [field.alias or name for name, field in inside.model_fields.items() if field.is_required()]
    return [f"#   {dash if n == 0 else ' ' * len(dash)}{name}: …" for n, name in enumerate(names)]
