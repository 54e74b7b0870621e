"""Make the YAML of a new lesson or course, with every field explained.

It builds at once, before anyone edits it.
"""

import re
import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from typing import Any, get_origin

import yaml

from ..check.catalogue import CATALOGUE, catalogue
from ..paper.citations import Cited, find_citations
from ..paper.paper import Paper
from ..paper.plain_text import lines_of, read_paper
from ..read import samples
from ..read.course import CourseFile, Glossary, Lesson, PaperFile, Sourced, Sources, Timeline
from ..read.project import (
    COURSE_FILE,
    FREE_PAGES_FOLDER,
    GLOSSARY_FILE,
    LESSONS_FOLDER,
    PAPER_FILE,
    PAPER_TEXT,
    SOURCES_FILE,
    TIMELINE_FILE,
    read_project,
)
from ..read.record import Written, record_in
from ..shared.place import Place
from ..shared.words import slug
from ..weave.weave import Woven, weave
from .schemas import schemas

_WIDTH = 90
_BROKEN = re.compile(r"([^\W\d_]+)-\r?\n[ \t]*([^\W\d_]+)")
_HEADER = re.compile(r"\S {4,}\S|https?://\S+\s*$|\bISSN\b|\bdoi:", re.IGNORECASE)
"""What running headers have and sentences do not: columns, web addresses, numbers of journals."""


def lesson_id(title: str) -> str:
    """Return the id for a lesson with this title, short enough for the ids that begin with it."""
    return slug(title)[:60].rstrip("-")


def lesson_scaffold(woven: Woven, title: str) -> str:
    """Return the text of a lesson file on the first section that no lesson reads yet."""
    read = {id_ for lesson in woven.lessons for id_ in lesson.paragraphs}
    fresh = next((s for s in woven.paper.sections if s.paragraphs and s.paragraphs[0].id not in read), None)
    sample = samples.LESSON | samples.tasks(lesson_id(title)) | {"title": title}
    if fresh:
        quote = " ".join(woven.paper.words(fresh.paragraphs[0].span).split()[:6])
        sample |= {"passages": [fresh.id], "notes": [{"quote": quote, **samples.NOTE}]}
    lines = _fields(Lesson, sample)
    return "\n".join(["# yaml-language-server: $schema=../schema/lesson.json", *lines, ""])


def with_lesson(course: str, id_: str, last: Place) -> str | None:
    """Return the text of `course.yml` with a lesson added to its list; `None` if entries are not on lines of their own.

    `last`: the place of the list's last entry.
    """
    lines = course.split("\n")
    entry = re.fullmatch(r"(\s*- +)\S.*", lines[last.line - 1])
    if not entry:
        return None
    return "\n".join([*lines[: last.line], entry[1] + id_, *lines[last.line :]])


@dataclass(frozen=True, slots=True)
class NewCourse:
    """The texts of a new course, and what the program was unsure of."""

    files: Mapping[str, str]
    """By path."""
    found: str
    """What was found in the paper, in one line."""
    unsure: tuple[str, ...]


def new_course(paper: str) -> NewCourse:
    """Return a course on a paper: one lesson on its first section, and one sample of everything else."""
    furniture = _likely_furniture(paper)
    read = read_paper(paper, furniture)
    files = {
        PAPER_TEXT: paper,
        PAPER_FILE: _yaml(PaperFile, _paper_sample(paper, furniture), "../content/schema/paper.json"),
        COURSE_FILE: _yaml(CourseFile, samples.COURSE, "schema/course.json"),
        GLOSSARY_FILE: _yaml(Glossary, samples.GLOSSARY, "schema/glossary.json"),
        TIMELINE_FILE: _yaml(Timeline, samples.TIMELINE, "schema/timeline.json"),
        SOURCES_FILE: _yaml(Sources, {"references": [samples.WORK]}, "schema/sources.json"),
        FREE_PAGES_FOLDER + "about.md": samples.ABOUT,
        **schemas(),
        CATALOGUE: catalogue(),
    }
    first = yaml.safe_dump({"title": "x", "summary": "x", "minutes": 1, "objectives": ["x"]})
    project, _ = read_project(files | {f"{LESSONS_FOLDER}first.yml": first})
    files |= (
        {f"{LESSONS_FOLDER}first.yml": lesson_scaffold(weave(project)[0], "The first lesson")}
        if project
        else {}
    )
    headings = [section.heading for section in read.sections if section.heading]
    cited = find_citations(read)
    return NewCourse(
        files=files,
        found=f"{len(headings)} headings, {len(read.paragraphs)} paragraphs, {len(cited)} citations of "
        f"{len({one.key for one in cited})} works",
        unsure=tuple(_doubts(paper, read, headings, cited)),
    )


def _likely_furniture(paper: str) -> list[str]:
    """Return lines that are only a number, or that come again with another number; `#` stands for the number."""
    lines = [" ".join(line.split()) for line in lines_of(paper)]
    patterns = Counter(re.sub(r"\d+", "#", line) for line in lines if line)
    return [
        pattern for pattern, count in patterns.items() if "#" in pattern and (pattern == "#" or count > 2)
    ]


def _doubts(paper: str, read: Paper, headings: list[str], cited: tuple[Cited, ...]) -> Iterator[str]:
    omitted = {left_out.line for left_out in read.omitted}
    for number, line in enumerate(lines_of(paper), 1):
        if _HEADER.search(line) and number not in omitted:
            yield f"line {number} looks like a running header: “{line.strip()[:60]}”; if so, add it to furniture: in {PAPER_FILE}"
    for left_out in read.omitted[:10]:
        yield f"line {left_out.line} was taken for page furniture: “{left_out.text}” (furniture: in {PAPER_FILE})"
    if not headings:
        yield f"no heading was found; name them under headings: in {PAPER_FILE}"
    else:
        yield f"taken for headings: {' · '.join(headings)}; if one is wrong, list the right ones under headings: in {PAPER_FILE}"
    for paragraph in read.paragraphs:
        words = read.words(paragraph.span)
        if words[:1].islower() or words[-1:].isalnum():
            yield f"{paragraph.id} (line {paragraph.line}) does not begin or end like a paragraph: “{words[:50]}…”"
    if broken := _BROKEN.findall(paper):
        yield (
            f"{len(broken)} words are broken at the end of a line and keep their hyphen, such as "
            f"“{'-'.join(broken[0])}”; in your file, join those that the authors wrote as one word, and begin again"
        )
    for one in cited:
        if one.torn:
            yield f"“{read.words(one.span)}” in {one.paragraph} looks like a citation without its opening bracket"


def _paper_sample(paper: str, furniture: list[str]) -> dict[str, Any]:
    return {
        **samples.PAPER,
        "publish": "full",
        "sha256": sha256(paper.encode()).hexdigest(),
        **({"furniture": furniture} if furniture else {}),
    }


def _yaml(model: type[Written], sample: Mapping[str, Any], schema: str) -> str:
    return "\n".join([f"# yaml-language-server: $schema={schema}", *_fields(model, sample), ""])


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
        return [first, *(_indented(rest, "  ") if isinstance(sample, list) else rest)]
    if isinstance(sample, Mapping):
        return [f"{key}:", *_indented(_fields(inside, sample), "  ")]
    entries = [["  -", *_indented(_fields(inside, entry)[1:], "    ")] for entry in sample]
    return [f"{key}:", *chain.from_iterable(entries)]


def _shape(inside: type[Written] | None, dash: str) -> list[str]:
    """Return the fields that a record must have, as a comment; `dash`: what begins an entry of a list."""
    if inside is None:
        return []
    names = [field.alias or name for name, field in inside.model_fields.items() if field.is_required()]
    return [f"#   {dash if n == 0 else ' ' * len(dash)}{name}: …" for n, name in enumerate(names)]


def _indented(lines: list[str], indent: str) -> list[str]:
    return [indent + line if line else "" for line in lines]
