"""Read the files of a project into records."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import chain
from pathlib import PurePosixPath
from typing import TypeVar

from ..shared.keep import ONCE, Keep
from ..shared.markdown import Prose, read_prose
from ..shared.place import Place, Problem, Rule, Severity
from ..shared.suggest import nearest
from ..shared.words import slug
from .course import Answers, CourseFile, Glossary, Lesson, PaperFile, Sourced, Sources, Term, Timeline, Work
from .record import ID, Written, only, records
from .validate import DATE, read_record, unread_drafts

COURSE_FILE = "content/course.yml"
PAPER_TEXT = "seeds/paper.txt"
PAPER_MD = "seeds/paper.md"
IMPORTED_MD = "seeds/imported.md"
PICTURES_FOLDER = "seeds/pictures/"
PAPER_FILE = "seeds/paper.yml"
GLOSSARY_FILE = "content/glossary.yml"
TIMELINE_FILE = "content/timeline.yml"
SOURCES_FILE = "content/sources.yml"
LESSONS_FOLDER = "content/lessons/"
ANSWERS_FOLDER = "content/answers/"
FREE_PAGES_FOLDER = "content/pages/"

ALONE: Mapping[str, tuple[str, type[Written]]] = {
    COURSE_FILE: ("course", CourseFile),
    PAPER_FILE: ("paper", PaperFile),
    GLOSSARY_FILE: ("glossary", Glossary),
    TIMELINE_FILE: ("timeline", Timeline),
    SOURCES_FILE: ("sources", Sources),
}
"""Single YAML files: for each, the field of `Project` that holds it, and its type of record."""
FOLDERS: Mapping[str, tuple[str, type[Written]]] = {
    LESSONS_FOLDER: ("lesson", Lesson),
    ANSWERS_FOLDER: ("answers", Answers),
}
"""Folders of YAML files: for each, what one file is called, and its type of record."""

R = TypeVar("R", bound=Written)

FILE_MISSING = Rule(
    "file-missing", "a file that every course needs is not there", "(no content/course.yml)", "Write it."
)
FILE_UNKNOWN = Rule(
    "file-unknown",
    "a YAML file has a name that the course does not read",
    "content/lessons/rise.yaml",
    "Rename it: lessons and answers end in .yml.",
    Severity.WARNING,
)
LESSON_MISSING = Rule(
    "lesson-missing",
    "a lesson is listed but has no file",
    "lessons: [ghost]",
    "Write the file, or take the line out.",
)
LESSON_UNLISTED = Rule(
    "lesson-unlisted",
    "a lesson has a file but is not listed",
    "(a file in content/lessons/)",
    "Add it to content/course.yml, or delete it.",
)
PAPER_CHANGED = Rule(
    "paper-changed",
    "the paper's file is not the one the course is about",
    "(any change to seeds/paper.txt)",
    "Restore it.",
)
TWO_PAPERS = Rule(
    "two-papers",
    "the paper is there twice, as Markdown and as plain text",
    "(seeds/paper.md beside seeds/paper.txt)",
    "Delete one of them.",
    Severity.WARNING,
)
NOT_UTF_8 = Rule(
    "not-utf-8", "a file is not UTF-8 text", "(a file saved as Latin-1 or UTF-16)", "Save it again as UTF-8."
)
OUTSIDE = Rule(
    "outside",
    "a file is a link to something outside the project",
    "(a symbolic link)",
    "Put a copy of the file there.",
)
UNREADABLE = Rule(
    "unreadable",
    "a file cannot be opened, or is a link that leads to no file",
    "(a broken symbolic link)",
    "Delete it, or put the file itself there.",
)
NOT_PUBLISHED = Rule(
    "not-published",
    "a file beside the pages is not Markdown, and only pages are published",
    "content/pages/plan.docx",
    "Take it out, or write what it says into a page.",
    Severity.WARNING,
)
RULES = (
    FILE_MISSING,
    FILE_UNKNOWN,
    LESSON_MISSING,
    LESSON_UNLISTED,
    PAPER_CHANGED,
    TWO_PAPERS,
    NOT_UTF_8,
    OUTSIDE,
    UNREADABLE,
    NOT_PUBLISHED,
)
"""Some are reported by `shells/`, which reads the files from disk."""


@dataclass(frozen=True, slots=True)
class Project:
    """All that instructors wrote, as records."""

    course: CourseFile
    paper: PaperFile
    paper_text: str
    """What `seeds/paper.md` says or, if there is none, `seeds/paper.txt`."""
    paper_path: str
    """Which of the two it is."""
    imported_text: str
    """What the last import wrote, before people corrected it; empty if the paper was not imported."""
    glossary: Glossary
    timeline: Timeline
    sources: Sources
    """The glossary, the timeline and the sources are empty if there is no such file."""
    lessons: Mapping[str, Lesson]
    """By id, in the order of the course."""
    answers: Mapping[str, Answers]
    """By the id of the lesson."""
    free_pages: Mapping[str, Prose]
    """By path, such as `about.md`."""
    pictures: frozenset[str]
    """The names of the paper's pictures that may be published."""
    flawed: frozenset[str]
    """Paths of files with errors. They may define more than could be read."""
    drafts: frozenset[tuple[str, str]] = frozenset()
    """Kinds and ids of the drafts that are not in it, such as `term` and `toll-bridge`."""

    @property
    def terms(self) -> tuple[Term, ...]:
        """Return the terms of the glossary."""
        return self.glossary.terms

    @property
    def works(self) -> tuple[Work, ...]:
        """Return the works that editors cite."""
        return self.sources.references


def read_project(files: Mapping[str, str], keep: Keep = ONCE) -> tuple[Project | None, tuple[Problem, ...]]:
    """Return the project in `files` (texts by path) and its problems.

    The project is `None` if the course or the paper is missing or cannot be read.
    """
    problems: list[Problem] = []

    def read(path: str, model: type[R]) -> R | None:
        record, found = read_record(path, files[path], model, keep)
        problems.extend(found)
        return record

    paper_path = PAPER_MD if PAPER_MD in files else PAPER_TEXT
    missing = [path for path in (COURSE_FILE, paper_path, PAPER_FILE) if path not in files]
    if missing:
        return None, tuple(_missing(path) for path in missing)
    problems += _unread(files)
    course, paper = read(COURSE_FILE, CourseFile), read(PAPER_FILE, PaperFile)
    others = {
        field: (read(path, model) if path in files else None) or keep(_empty, model)
        for path, (field, model) in ALONE.items()
        if path not in (COURSE_FILE, PAPER_FILE)
    }
    lessons = {_stem(path): read(path, Lesson) for path in _under(files, LESSONS_FOLDER, ".yml")}
    answers = {_stem(path): read(path, Answers) for path in _under(files, ANSWERS_FOLDER, ".yml")}
    if course is None or paper is None:
        return None, tuple(problems)
    problems += _order(course, lessons)
    if paper_path == PAPER_TEXT:
        problems += _fingerprint(paper, keep(_digest, files[PAPER_TEXT]))
    elif PAPER_TEXT in files:
        problems.append(_two_papers())
    flawed = frozenset(
        problem.place.path
        for problem in problems
        if problem.severity is Severity.ERROR and problem.rule != DATE.name  # a wrong date leaves nothing out
    )
    drafts = frozenset(_unread_drafts(files, keep))
    project = Project(
        course=only(course, "lessons", lambda id_: ("lesson", id_) not in drafts),
        paper=paper,
        paper_text=files[paper_path],
        paper_path=paper_path,
        imported_text=files.get(IMPORTED_MD, "") if paper_path == PAPER_MD else "",
        lessons={id_: found for id_ in course.lessons if (found := lessons.get(id_)) is not None},
        answers={id_: found for id_, found in answers.items() if found is not None},
        free_pages={
            path.removeprefix(FREE_PAGES_FOLDER): keep(read_prose, files[path])
            for path in sorted(files)
            if path.startswith(FREE_PAGES_FOLDER) and path.endswith(".md")
        },
        pictures=frozenset(
            path.removeprefix(PICTURES_FOLDER) for path in files if path.startswith(PICTURES_FOLDER)
        ),
        flawed=flawed,
        drafts=drafts,
        **others,  # type: ignore[arg-type]  # each is of the type that `ALONE` names
    )
    return project, tuple(problems)


def _unread_drafts(files: Mapping[str, str], keep: Keep) -> Iterator[tuple[str, str]]:
    """Yield the kind and the id of each draft that is not finished enough to be read."""
    models = {path: model for path, (_, model) in ALONE.items() if path in files}
    models |= dict.fromkeys(_under(files, LESSONS_FOLDER, ".yml"), Lesson)
    for path, model in models.items():
        for field, id_ in unread_drafts(path, files[path], model, keep):
            yield (_LISTED[field], id_) if field in _LISTED else ("lesson", _stem(path))


_LISTED = {
    "terms": "term",
    "events": "event",
    "questions": "question",
    "notes": "note",
    "checks": "self-check",
}
"""What the fields that may list drafts list."""


def _empty(model: type[Written]) -> Written:
    """Return a record with empty lists, for a file that is missing or cannot be read."""
    required = (name for name, field in model.model_fields.items() if field.is_required())
    return model.model_construct(None, **dict.fromkeys(required, ()))


def _under(files: Mapping[str, str], folder: str, ending: str) -> list[str]:
    """Return the paths directly in a folder that end with `ending`, sorted."""
    return sorted(
        path
        for path in files
        if path.startswith(folder) and path.endswith(ending) and "/" not in path.removeprefix(folder)
    )


def _stem(path: str) -> str:
    return PurePosixPath(path).stem


def _missing(path: str) -> Problem:
    return FILE_MISSING.at(
        Place(path),
        "this file is missing",
        "a course needs seeds/paper.md (or seeds/paper.txt), seeds/paper.yml and content/course.yml",
    )


def _order(course: CourseFile, lessons: Mapping[str, Lesson | None]) -> list[Problem]:
    """Report listed lessons without a file, and lesson files that are not listed."""
    listed = set(course.lessons)
    unwritten = [
        LESSON_MISSING.at(
            course.place("lessons", index),
            f"there is no lesson “{id_}”",
            f"write {LESSONS_FOLDER}{id_}.yml, or take the line out",
        )
        for index, id_ in enumerate(course.lessons)
        if id_ not in lessons
    ]
    unlisted = [
        LESSON_UNLISTED.at(
            Place(f"{LESSONS_FOLDER}{id_}.yml"),
            "this lesson is not listed, so readers do not find it",
            f"add `- {id_}` to the lessons in {COURSE_FILE}, or delete the file"
            if re.fullmatch(ID, id_)
            else f"call it {slug(id_)}.yml, add `- {slug(id_)}` to the lessons in {COURSE_FILE}, or delete it",
        )
        for id_ in lessons
        if id_ not in listed
    ]
    return unwritten + unlisted


def _unread(files: Mapping[str, str]) -> list[Problem]:
    """Report YAML files that the course does not read, because of their name or folder."""
    known = {path for folder in FOLDERS for path in _under(files, folder, ".yml")}.union(ALONE)
    return [
        FILE_UNKNOWN.at(
            Place(path),
            f"the course does not read this file{nearest(path, _like(path))}",
            "give it the name of a file that the course does read, or put it into content/lessons/ or "
            "content/answers/ with a name that ends in .yml",
        )
        for path in files
        if path.lower().endswith((".yml", ".yaml")) and path not in known
    ]


def _like(path: str) -> tuple[str, ...]:
    """Return the paths that may have been meant by `path`."""
    folder, stem = str(PurePosixPath(path).parent), PurePosixPath(path).stem
    if folder in ("content", "seeds"):
        return tuple(known for known in ALONE if PurePosixPath(known).parent.as_posix() == folder)
    return tuple(f"{known}{stem}.yml" for known in FOLDERS)


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _fingerprint(paper: PaperFile, found: str) -> list[Problem]:
    if found == paper.sha256:
        return []
    return [
        PAPER_CHANGED.at(
            paper.place("sha256"),
            f"{PAPER_TEXT} is not the file that this course is about",
            f"restore it, or, if it was meant to change, write sha256: {found}",
        )
    ]


def _two_papers() -> Problem:
    return TWO_PAPERS.at(
        Place(PAPER_TEXT),
        f"the course has {PAPER_MD} and {PAPER_TEXT}; only the first is read",
        f"delete {PAPER_TEXT}, or keep it under another name, such as seeds/original.txt",
    )


def records_of_files(project: Project) -> Iterator[Written]:
    """Yield the record of every file."""
    yield from (getattr(project, field) for field, _ in ALONE.values())
    yield from project.lessons.values()
    yield from project.answers.values()


def in_files(project: Project, change: Callable[[Written], Written]) -> Project:
    """Return the project with `change` applied to the record of every file."""
    alone = {field: change(getattr(project, field)) for field, _ in ALONE.values()}
    lessons = {id_: change(lesson) for id_, lesson in project.lessons.items()}
    answers = {id_: change(written) for id_, written in project.answers.items()}
    return replace(project, **alone, lessons=lessons, answers=answers)  # type: ignore[arg-type]


def all_records(project: Project) -> Iterator[Written]:
    """Yield every record that a project holds, and every record inside one."""
    return chain.from_iterable(map(records, records_of_files(project)))


def statements(project: Project) -> Iterator[tuple[str, Sourced]]:
    """Yield every statement of the editors, with what it is called, such as `note`."""
    return chain.from_iterable(map(statements_in, records_of_files(project)))


def statements_in(file: Written) -> Iterator[tuple[str, Sourced]]:
    """Yield every statement of the editors in a file, with what it is called."""
    match file:
        case Lesson():
            if file.text:
                yield "text", file
            yield from (("note", note) for note in file.notes)
        case Glossary():
            yield from (("term", term) for term in file.terms)
        case Timeline():
            for event in file.events:
                yield "event", event
                accounts = event.dispute.accounts if event.dispute else ()
                yield from (("account", account) for account in accounts)
