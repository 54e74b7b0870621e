"""Read the files of a project into records."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import chain
from pathlib import PurePosixPath
from typing import TypeVar

from ..shared.keep import ONCE, Keep
from ..shared.markdown import File, Prose, read_page
from ..shared.place import Place, Problem, Rule, Severity
from ..shared.suggest import nearest
from ..shared.words import ascii_slug
from .course import (
    Answers,
    CourseFile,
    Dispute,
    Gazetteer,
    Glossary,
    Lesson,
    Locality,
    PaperFile,
    Sourced,
    Sources,
    Term,
    Timeline,
    TimelinePart,
    Work,
)
from .record import ID, Written, only
from .validate import DATE, NOT_FIELDS, read_record, unread_drafts
from .yaml_values import COMMENT_IN_TEXT

COURSE_FILE = "content/course.yml"
PAPER_TEXT = "seeds/paper.txt"
PAPER_MD = "seeds/paper.md"
IMPORTED_MD = "seeds/imported.md"
PICTURES_FOLDER = "seeds/pictures/"
PAPER_FILE = "seeds/paper.yml"
GLOSSARY_FILE = "content/glossary.yml"
TIMELINE_FILE = "content/timeline.yml"
PLACES_FILE = "content/places.yml"
SOURCES_FILE = "content/sources.yml"
LESSONS_FOLDER = "content/lessons/"
ANSWERS_FOLDER = "content/answers/"
GLOSSARY_FOLDER = "content/glossary/"
TIMELINE_FOLDER = "content/timeline/"
FREE_PAGES_FOLDER = "content/pages/"
FILES_FOLDER = "content/files/"

ALONE: Mapping[str, tuple[str, type[Written]]] = {
    COURSE_FILE: ("course", CourseFile),
    PAPER_FILE: ("paper", PaperFile),
    GLOSSARY_FILE: ("glossary", Glossary),
    TIMELINE_FILE: ("timeline", Timeline),
    PLACES_FILE: ("places", Gazetteer),
    SOURCES_FILE: ("sources", Sources),
}
"""Single YAML files: for each, the field of `Project` that holds it, and its type of record."""
FOLDERS: Mapping[str, tuple[str, type[Written]]] = {
    LESSONS_FOLDER: ("lesson", Lesson),
    ANSWERS_FOLDER: ("answers", Answers),
    GLOSSARY_FOLDER: ("glossary", Glossary),
    TIMELINE_FOLDER: ("timeline-part", TimelinePart),
}
"""Folders of YAML files: for each, what one file is called, and its type of record."""

R = TypeVar("R", bound=Written)

FILE_MISSING = Rule(
    "file-missing", "a file that every course needs is not there", "(no content/course.yml)", "Write it."
)
FILE_UNKNOWN = Rule(
    "file-unknown",
    "a file has a name that the course does not read",
    "content/lessons/plan.docx",
    "Give it the name of a file that the course reads, or put it elsewhere.",
    Severity.WARNING,
)
FILE_MISNAMED = Rule(
    "file-misnamed",
    "a file that the course needs has another name than it should",
    "content/lessons/Ferries.yaml",
    "Give it the name that the message says, or let the program do it: course rename --files",
)
MERGE = Rule(
    "merge-conflict",
    "a file has both versions of lines that two people changed, between marks of git",
    "<<<<<<< HEAD",
    "Keep what you want of the two, and delete the lines with the marks.",
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
    "Add it to content/course.yml once readers should see it.",
    Severity.NOTE,
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
PAGE_EDITION = Rule(
    "page-edition",
    "a page says for whom it is in words that the course does not know, so that it could be published by mistake",
    "edition: teachers",
    "Write `edition: instructor` alone between two lines of three hyphens at the very top, or take these lines out.",
)
RULES = (
    FILE_MISSING,
    FILE_UNKNOWN,
    FILE_MISNAMED,
    MERGE,
    LESSON_MISSING,
    LESSON_UNLISTED,
    PAPER_CHANGED,
    TWO_PAPERS,
    NOT_UTF_8,
    OUTSIDE,
    UNREADABLE,
    NOT_PUBLISHED,
    PAGE_EDITION,
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
    places: Gazetteer
    sources: Sources
    """The glossary, the timeline, the places and the sources are empty if there is no such file."""
    lessons: Mapping[str, Lesson]
    """By id, in the order of the course."""
    answers: Mapping[str, Answers]
    """By the id of the lesson."""
    free_pages: Mapping[str, Prose]
    """By path, such as `about.md`."""
    for_instructors: frozenset[str]
    """The paths of those that only the edition for instructors has."""
    pictures: frozenset[str]
    """The names of the paper's pictures that may be published."""
    flawed: frozenset[str]
    """Paths of files with errors. They may define more than could be read."""
    files: Mapping[str, File] = field(default_factory=dict)
    """Those of `content/files/` that may be published, by what texts call them, such as `files/bridge.jpg`."""
    refused: Mapping[str, str] = field(default_factory=dict)
    """Why the others may not be."""
    drafts: frozenset[tuple[str, str]] = frozenset()
    """Kinds and ids of the drafts that are not in it, such as `term` and `toll-bridge`."""

    @property
    def terms(self) -> tuple[Term, ...]:
        """Return the terms of the glossary."""
        return self.glossary.terms

    @property
    def localities(self) -> tuple[Locality, ...]:
        """Return the places of the map."""
        return self.places.places_

    @property
    def works(self) -> tuple[Work, ...]:
        """Return the works that editors cite."""
        return self.sources.references


def read_project(
    files: Mapping[str, str], keep: Keep = ONCE, lost: frozenset[str] = frozenset()
) -> tuple[Project | None, tuple[Problem, ...]]:
    """Return the project in `files` (texts by path) and its problems.

    `lost`: paths of files that are there, and could not be read as text. The project is `None` if the course or the paper
    is missing or cannot be read.
    """
    problems: list[Problem] = list(_conflicts(files))
    unmerged = {problem.place.path for problem in problems}
    misnamed = misnamed_files(files)
    lost = lost.union(unmerged, misnamed.values())

    def read(path: str, model: type[R]) -> R | None:
        if path in unmerged:
            return None
        if foreign := _foreign(path, files[path]):
            problems.append(foreign)
            return None
        record, found = read_record(path, files[path], model, keep)
        problems.extend(found)
        return record

    paper_path = PAPER_MD if PAPER_MD in files else PAPER_TEXT
    missing = [path for path in (COURSE_FILE, paper_path, PAPER_FILE) if path not in files]
    if missing:
        return None, (*problems, *(_missing(path) for path in missing if path not in lost))
    if paper_path in unmerged:
        return None, tuple(problems)
    course, paper = read(COURSE_FILE, CourseFile), read(PAPER_FILE, PaperFile)
    others = {
        name: (read(path, model) if path in files else None) or keep(_empty, model)
        for path, (name, model) in ALONE.items()
        if path not in (COURSE_FILE, PAPER_FILE)
    }
    terms = [read(path, Glossary) for path in _under(files, GLOSSARY_FOLDER, ".yml")]
    events = [read(path, TimelinePart) for path in _under(files, TIMELINE_FOLDER, ".yml")]
    if terms or events:
        others["glossary"] = keep(_with_parts, others["glossary"], *_there(terms))
        others["timeline"] = keep(_with_parts, others["timeline"], *_there(events))
    written = {_stem(path): path for path in _under(files, LESSONS_FOLDER, ".yml")}
    listed = set(course.lessons if course else written)
    parked = [id_ for id_ in written if id_ not in listed]
    lessons = {id_: read(path, Lesson) for id_, path in written.items() if id_ in listed}
    answers = {
        _stem(path): read(path, Answers)
        for path in _under(files, ANSWERS_FOLDER, ".yml")
        if _stem(path) not in parked
    }
    if course is None or paper is None:
        return None, tuple(problems)
    absent = [
        id_ for id_ in course.lessons if id_ not in lessons and f"{LESSONS_FOLDER}{id_}.yml" not in lost
    ]
    needed = {*ALONE, *(f"{LESSONS_FOLDER}{id_}.yml" for id_ in course.lessons)}
    problems += _unread(files, misnamed, needed)
    problems += _order(course, absent, parked)
    if paper_path == PAPER_TEXT:
        problems += _fingerprint(paper, keep(_digest, files[PAPER_TEXT]))
    elif PAPER_TEXT in files:
        problems.append(_two_papers())
    flawed = lost.union(f"{LESSONS_FOLDER}{id_}.yml" for id_ in absent).union(
        problem.place.path
        for problem in problems
        if problem.severity is Severity.ERROR
        and problem.rule not in (DATE.name, COMMENT_IN_TEXT.name)  # these leave no entry out
    )
    drafts = frozenset(_unread_drafts(files, keep))
    pages = {
        path.removeprefix(FREE_PAGES_FOLDER): files[path]
        for path in sorted(files)
        if path.startswith(FREE_PAGES_FOLDER) and path.endswith(".md")
    }
    problems += _editions(pages)
    project = Project(
        course=only(course, "lessons", lambda id_: ("lesson", id_) not in drafts),
        paper=paper,
        paper_text=files[paper_path],
        paper_path=paper_path,
        imported_text=files.get(IMPORTED_MD, "") if paper_path == PAPER_MD else "",
        lessons={id_: found for id_ in course.lessons if (found := lessons.get(id_)) is not None},
        answers={id_: found for id_, found in answers.items() if found is not None},
        free_pages={path: keep(read_page, _FOR_INSTRUCTORS.sub("", text)) for path, text in pages.items()},
        for_instructors=frozenset(path for path, text in pages.items() if _SAYS_EDITION.match(text)),
        pictures=frozenset(
            path.removeprefix(PICTURES_FOLDER) for path in files if path.startswith(PICTURES_FOLDER)
        ),
        flawed=flawed,
        drafts=drafts,
        **others,  # type: ignore[arg-type]  # each is of the type that `ALONE` names
    )
    return project, tuple(problems)


_FOR_INSTRUCTORS = re.compile(
    r"\A\ufeff?\s*---[ \t]*\r?\nedition:[ \t]*[\"']?instructor[\"']?[ \t]*\r?\n---[ \t]*(?:\r?\n|\Z)"
)
"""What stands above a page that only instructors see."""
_SAYS_EDITION = re.compile(
    r"\A\ufeff?\s*---[ \t]*\r?\n(?:[\w -]+:[^\n]*\n){0,20}?[ \t]*edition[ \t]*:", re.IGNORECASE
)
"""A page that says for whom it is, though perhaps in words that are not known: it is not published then."""


def _editions(pages: Mapping[str, str]) -> Iterator[Problem]:
    """Report pages that say for whom they are in words that are not known."""
    for path, text in pages.items():
        if _SAYS_EDITION.match(text) and not _FOR_INSTRUCTORS.match(text):
            yield PAGE_EDITION.at(
                Place(FREE_PAGES_FOLDER + path),
                "the lines above this page speak of an edition, and not as the course reads it",
                "for a page that only instructors see, write `edition: instructor` alone between two lines of ---; for a "
                "page that all see, take these lines out",
            )


def _unread_drafts(files: Mapping[str, str], keep: Keep) -> Iterator[tuple[str, str]]:
    """Yield the kind and the id of each draft that is not finished enough to be read."""
    models = {path: model for path, (_, model) in ALONE.items() if path in files}
    parts: tuple[tuple[str, type[Written]], ...] = (
        (LESSONS_FOLDER, Lesson),
        (GLOSSARY_FOLDER, Glossary),
        (TIMELINE_FOLDER, TimelinePart),
    )
    for folder, model in parts:
        models |= dict.fromkeys(_under(files, folder, ".yml"), model)
    for path, model in models.items():
        for listed, id_ in unread_drafts(path, files[path], model, keep):
            yield (_LISTED[listed], id_) if listed in _LISTED else ("lesson", _stem(path))


_LISTED = {
    "terms": "term",
    "events": "event",
    "places": "place",
    "questions": "question",
    "notes": "note",
    "checks": "self-check",
}
"""What the fields that may list drafts list."""


def _empty(model: type[Written]) -> Written:
    """Return a record with empty lists, for a file that is missing or cannot be read."""
    required = (name for name, one in model.model_fields.items() if one.is_required())
    return model.model_construct(None, **dict.fromkeys(required, ()))


def _there(parts: Iterable[Written | None]) -> tuple[Written, ...]:
    return tuple(part for part in parts if part is not None)


def _with_parts(whole: Written, *parts: Written) -> Written:
    """Return a record with what its parts list added to its own lists; each entry knows its place in its own file."""
    names = [name for name in type(whole).model_fields if isinstance(getattr(whole, name), tuple)]
    added = {
        name: (*getattr(whole, name), *chain.from_iterable(getattr(part, name, ()) for part in parts))
        for name in names
    }
    return whole.model_copy(update=added) if parts else whole


def is_flawed(project: Project, defined_in: str) -> bool:
    """Return whether a file has errors, or one of the several files that it may be; of a folder, any file in it."""
    folder = f"{defined_in.removesuffix('.yml').rstrip('/')}/"
    return any(path == defined_in or path.startswith(folder) for path in project.flawed)


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


_CONFLICT = re.compile(r"^<{7}(?: .*)?\r?\n(?s:.*?)^={7}\r?\n(?s:.*?)^>{7}(?: |\r?$)", re.MULTILINE)


def _conflicts(files: Mapping[str, str]) -> Iterator[Problem]:
    """Report each place where two versions of a file were not merged."""
    for path, text in files.items():
        if path.startswith(("content/", "seeds/")) and "<<<<<<<" in text:
            for found in _CONFLICT.finditer(text):
                yield MERGE.at(
                    Place(path, text.count("\n", 0, found.start()) + 1),
                    "marks of git where two versions of the file were not merged",
                    "keep what you want of the two, and delete the lines with <<<<<<<, ======= and >>>>>>>",
                )


_FOREIGN = ((re.compile(r"\s*@\w+\s*\{"), "BibTeX", "bib"), (re.compile(r"\s*TY  - "), "RIS", "ris"))


def _foreign(path: str, text: str) -> Problem | None:
    """Return the problem of works that were pasted as a reference manager exported them, in a format that is not YAML."""
    named = next(((name, ending) for look, name, ending in _FOREIGN if look.match(text)), None)
    if path != SOURCES_FILE or not named:
        return None
    name, ending = named
    fix = f"save it as works.{ending}, bring this file back as it was, and add the works: course sources add works.{ending}"
    return NOT_FIELDS.at(Place(path), f"this is {name}, where YAML is expected", fix)


def _order(course: CourseFile, absent: Sequence[str], parked: Sequence[str]) -> list[Problem]:
    """Report listed lessons without a file, and lesson files that are not listed: only one of the two if one was renamed."""
    if len(absent) == len(parked) == 1:
        ((old,), (new,)) = absent, parked
        index = course.lessons.index(old)
        found = f"there is no lesson “{old}”; {new}.yml is there and not listed: is that its new name?"
        fix = (
            f"write {new} in place of {old}, and `was: [{old}]` into {LESSONS_FOLDER}{new}.yml, so that links to it still "
            f"lead there; or let the program do all of it: course rename lesson {old} {new}"
        )
        return [LESSON_MISSING.at(course.place("lessons", index), found, fix)]
    unwritten = [
        LESSON_MISSING.at(
            course.place("lessons", index),
            f"there is no lesson “{id_}”{nearest(id_, tuple(parked))}",
            f"write {LESSONS_FOLDER}{id_}.yml, or take the line out",
        )
        for index, id_ in enumerate(course.lessons)
        if id_ in absent
    ]
    unlisted = [
        LESSON_UNLISTED.at(
            Place(f"{LESSONS_FOLDER}{id_}.yml"),
            "this lesson is not listed, so readers do not see it",
            f"once they should, add `- {id_}` to the lessons in {COURSE_FILE}",
        )
        for id_ in parked
        if re.fullmatch(ID, id_)
    ]
    return unwritten + unlisted


def file_name(name: str) -> str:
    """Return the name that a file of a lesson or of answers should have: `debut.yml` for `Début.yaml` or `debut.yml.txt`."""
    stem = re.sub(r"(?:\.ya?ml)?(?:\.txt|\.rtf)?$|\.ya?ml$", "", name, flags=re.IGNORECASE)
    return f"{ascii_slug(stem)}.yml"


def misnamed_files(files: Mapping[str, str]) -> Mapping[str, str]:
    """Return the files whose name is not as it should be, with the path that each should have, if that is free."""
    meant: dict[str, str] = {}
    for path in files:
        folder, _, name = path.rpartition("/")
        if not re.search(r"\.ya?ml(?:\.txt|\.rtf)?$", name, re.IGNORECASE) or folder.startswith(
            "content/schema"
        ):
            continue
        should = f"{folder}/{file_name(name)}"
        if (
            should != path
            and (f"{folder}/" in FOLDERS or should in ALONE)
            and should not in {*files, *meant.values()}
        ):
            meant[path] = should
    return meant


def _unread(files: Mapping[str, str], misnamed: Mapping[str, str], needed: Collection[str]) -> list[Problem]:
    """Report files that the course does not read, because of their name or folder."""
    known = {path for folder in FOLDERS for path in _under(files, folder, ".yml")}.union(
        ALONE
    ) - misnamed.keys()
    return [
        _misnaming(path, misnamed[path], needed)
        if path in misnamed
        else FILE_UNKNOWN.at(
            Place(path),
            f"the course does not read this file{nearest(path, _like(path))}",
            "give it the name of a file that the course does read, or put it into content/lessons/, content/answers/, "
            "content/glossary/ or content/timeline/ with a name that ends in .yml",
        )
        for path in files
        if (path in misnamed or _looks_read(path)) and path not in known and not path.startswith(FILES_FOLDER)
    ]


def _looks_read(path: str) -> bool:
    """Return whether somebody may think that the course reads a file."""
    return path.lower().endswith((".yml", ".yaml")) or path.startswith(tuple(FOLDERS))


def _misnaming(path: str, should: str, needed: Collection[str]) -> Problem:
    rule = FILE_MISNAMED if should in needed else FILE_UNKNOWN
    return rule.at(
        Place(path),
        f"the course does not read this file, since its name should be {should.rpartition('/')[2]}",
        "rename it, or let the program do it: course rename --files",
    )


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
    yield from (getattr(project, name) for name, _ in ALONE.values())
    yield from project.lessons.values()
    yield from project.answers.values()


def in_files(project: Project, change: Callable[[Written], Written]) -> Project:
    """Return the project with `change` applied to the record of every file."""
    alone = {name: change(getattr(project, name)) for name, _ in ALONE.values()}
    lessons = {id_: change(lesson) for id_, lesson in project.lessons.items()}
    answers = {id_: change(written) for id_, written in project.answers.items()}
    return replace(project, **alone, lessons=lessons, answers=answers)  # type: ignore[arg-type]


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
                yield from _accounts(event.dispute)
        case Gazetteer():
            for place in file.places_:
                yield "place", place
                yield from _accounts(place.dispute)


def _accounts(dispute: Dispute | None) -> Iterator[tuple[str, Sourced]]:
    yield from (("account", account) for account in (dispute.accounts if dispute else ()))
