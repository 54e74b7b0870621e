"""Take drafts out of a project.

A draft is something with `draft: true`. Only a preview shows it. Here is the one place that takes it out, before
anything is placed, counted or made: so no page, handout, search or export can hold it.

A draft stops nothing. What names it from outside is told as a warning: readers see the words of such a link, without
the link, until the draft is one no more.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from ..shared.keep import ONCE, Keep
from ..shared.markdown import Markdown, MarkdownText, unlinked
from ..shared.place import Place, Problem, Rule, Severity
from .course import (
    Answers,
    Check,
    CourseFile,
    Event,
    Gazetteer,
    Glossary,
    Lesson,
    Locality,
    Note,
    Question,
    Term,
    Timeline,
)
from .kinds import KINDS
from .project import FREE_PAGES_FOLDER, Project, in_files, records_of_files
from .record import W, Written, names, only, prose, records, with_markdown
from .yaml_values import Places

DRAFT_NAMED = Rule(
    "draft-named",
    "something that readers see names a draft, which only the preview shows",
    "[see](term:a-draft)",
    "Nothing: readers see the words without a link. Or take `draft: true` out, once it is finished.",
    Severity.WARNING,
)
RULES = (DRAFT_NAMED,)

Drafts = frozenset[tuple[str, str]]
"""Drafts by kind and id, such as `term` and `toll-bridge`."""
Draftable = Lesson | Note | Question | Check | Term | Event | Locality


@dataclass(frozen=True, slots=True)
class Apart:
    """A project without its drafts, and with them."""

    published: Project
    previewed: Project
    """The same as `published` if there are no drafts."""
    problems: tuple[Problem, ...]
    """Warnings for what names a draft."""
    counts: tuple[tuple[str, int], ...] = ()
    """How many drafts of each kind there are, such as `note` and 2."""


def drafts_apart(project: Project, keep: Keep = ONCE) -> Apart:
    """Return a project without its drafts, and with those that could be read."""
    previewed = _without(project, keep.same(project.drafts), keep)
    if not any(keep(_has_drafts, file) for file in records_of_files(project)):
        return Apart(previewed, previewed, _named(previewed, project, keep), _counts(project))
    left = keep(_without_drafts, previewed, ())
    hidden = keep.same(
        project.drafts | frozenset(_drafts(project)) | frozenset(_empty_pages(previewed, left))
    )
    published = _without(replace(left, drafts=hidden), hidden, keep)
    return Apart(published, previewed, _named(published, left, keep), _counts(project))


def _counts(project: Project) -> tuple[tuple[str, int], ...]:
    kinds = [*(kind for kind, _ in project.drafts), *(kind for kind, _, _ in _listed(project))]
    return tuple(sorted(Counter(kinds).items()))


def without_flawed(project: Project, errors: Iterable[Problem], keep: Keep = ONCE) -> Project | None:
    """Return a project without those drafts that have errors; `None` if an error is in no draft."""
    places = {one.place for one in errors}
    flawed = tuple(record for record in drafts(project) if not places.isdisjoint(_places(record)))
    if any(not any(place in set(_places(record)) for record in flawed) for place in places):
        return None
    left = _without_drafts(project, flawed)
    hidden = keep.same(project.drafts | frozenset(_drafts(project)) - frozenset(_drafts(left)))
    return _without(replace(left, drafts=hidden), hidden, keep)


def _places(draft: Written) -> Iterator[Place]:
    for record in records(draft):
        places: Places = record.places
        yield from (places.whole, *places.names.values(), *places.values.values(), *places.items.values())


def drafts(project: Project) -> tuple[Draftable, ...]:
    """Return the drafts of a project, without those that are inside another."""
    return tuple(record for _, _, record in _listed(project))


def _listed(project: Project) -> Iterator[tuple[str, str, Draftable]]:
    """Yield the drafts as kind, id and record; the id is empty for what has none."""
    for id_, lesson in project.lessons.items():
        if lesson.draft:
            yield "lesson", id_, lesson
            continue
        yield from (("note", note.id or "", note) for note in lesson.notes if note.draft)
        yield from (("question", one.id, one) for one in lesson.questions if one.draft)
        yield from (("self-check", one.id or "", one) for one in lesson.checks if one.draft)
    yield from (("term", term.id, term) for term in project.terms if term.draft)
    yield from (("event", event.id, event) for event in project.timeline.events if event.draft)
    yield from (("place", place.id, place) for place in project.localities if place.draft)


def _drafts(project: Project) -> Iterator[tuple[str, str]]:
    """Yield what texts and fields may name a draft by: its id, its former ids, and those of a lesson's questions."""
    for kind, id_, record in _listed(project):
        yield kind, id_
        yield from ((kind, old) for old in getattr(record, "was", ()))
        for question in record.questions if isinstance(record, Lesson) else ():
            yield from (("question", one) for one in (question.id, *question.was))


def _empty_pages(before: Project, after: Project) -> Iterator[tuple[str, str]]:
    """Yield the pages that a project without its drafts has no more: nothing stands on them."""
    for kind in KINDS:
        if any(True for _ in kind.listed(before)) and not any(True for _ in kind.listed(after)):
            yield "page", kind.page.removesuffix(".md")


def _has_drafts(file: Written) -> bool:
    return any(_is_draft(record) for record in records(file))


def _is_draft(record: Written) -> bool:
    return isinstance(record, Draftable) and record.draft


def _without_drafts(project: Project, flawed: tuple[Draftable, ...]) -> Project:
    """Return the project without its drafts, or without the `flawed` ones; what names one still does."""

    def is_left(record: Written) -> bool:
        return record not in flawed if flawed else not _is_draft(record)

    lessons = {id_: lesson for id_, lesson in project.lessons.items() if is_left(lesson)}
    gone = frozenset(project.lessons).difference(lessons)
    course = only(project.course, "lessons", lambda id_: id_ not in gone)
    return in_files(
        replace(project, lessons=lessons, course=course), lambda file: _entries_left(file, is_left)
    )


def _entries_left(file: Written, is_left: Callable[[Written], bool]) -> Written:
    match file:
        case Lesson():
            for name in ("notes", "questions", "checks"):
                file = only(file, name, is_left)
        case Glossary():
            return only(file, "terms", is_left)
        case Timeline():
            return only(file, "events", is_left)
        case Gazetteer():
            return only(file, "places_", is_left)
    return file


def _without(project: Project, hidden: Drafts, keep: Keep) -> Project:
    """Return the project with nothing that names one of these drafts."""
    if not hidden:
        return project
    pages = {path: keep(_unlinked, page, hidden) for path, page in project.free_pages.items()}
    answers = {id_: one for id_, one in project.answers.items() if ("lesson", id_) not in hidden}
    left = replace(project, free_pages=pages, answers=answers)
    return in_files(left, lambda file: keep(_naming_none, file, hidden))


def _naming_none(file: Written, hidden: Drafts) -> Written:
    bare = with_markdown(file, lambda text: _unlinked(text, hidden))
    match bare:
        case Answers():
            return only(bare, "guides", lambda guide: ("question", guide.question) not in hidden)
        case Lesson():
            return only(bare, "key_terms", lambda id_: ("term", id_) not in hidden)
        case CourseFile(schedule=schedule):
            lists = tuple(
                only(one, "lessons", lambda id_: ("lesson", id_) not in hidden) for one in bare.reading_lists
            )
            if schedule:
                schedule = only(schedule, "days", lambda day: ("lesson", day.lesson) not in hidden)
            return bare.model_copy(update={"reading_lists": lists, "schedule": schedule})
        case Glossary():
            terms = tuple(
                _placed(only(term, "related", lambda id_: ("term", id_) not in hidden), hidden)
                for term in bare.terms
            )
            return bare.model_copy(update={"terms": terms})
        case Timeline():
            events = tuple(
                _placed(only(one, "lessons", lambda id_: ("lesson", id_) not in hidden), hidden)
                for one in bare.events
            )
            return bare.model_copy(update={"events": events})
        case Gazetteer():
            places = tuple(
                only(one, "lessons", lambda id_: ("lesson", id_) not in hidden) for one in bare.places_
            )
            return bare.model_copy(update={"places_": places})
        case _:
            return bare


def _placed(one: W, hidden: Drafts) -> W:
    """Return a term or an event without the places that are drafts."""
    return only(one, "places_", lambda id_: ("place", id_) not in hidden)


def _unlinked(text: MarkdownText, hidden: Drafts) -> MarkdownText:
    return unlinked(text, lambda target: _pair(target) not in hidden)


def _pair(target: str) -> tuple[str, str]:
    kind, _, id_ = target.partition(":")
    return kind, id_


def _named(published: Project, naming: Project, keep: Keep) -> tuple[Problem, ...]:
    """Return a warning for each place in `naming` that names a draft which `published` has not."""
    hidden = keep.same(published.drafts)
    if not hidden:
        return ()
    pages: Mapping[str, Markdown] = naming.free_pages
    return (
        *(problem for file in records_of_files(naming) for problem in keep(_named_in, file, hidden)),
        *(
            _problem(Place(FREE_PAGES_FOLDER + path), target, target)
            for path, page in pages.items()
            for target in dict.fromkeys(page.links)
            if _pair(target) in hidden
        ),
    )


def _named_in(file: Written, hidden: Drafts) -> tuple[Problem, ...]:
    return tuple(problem for record in records(file) for problem in _named_by(record, hidden))


def _named_by(record: Written, hidden: Drafts) -> Iterator[Problem]:
    for place, text in prose(record):
        for target in dict.fromkeys(text.links):
            if _pair(target) in hidden:
                yield _problem(place, target, target if target in text.text else "")
    for kind, id_, place in names(record):
        if (kind, id_) in hidden and kind != "question":  # a guide is a draft like its question
            yield _problem(place, f"{kind}:{id_}", "")


def _problem(place: Place, target: str, words: str) -> Problem:
    kind, id_ = _pair(target)
    return DRAFT_NAMED.at(
        place,
        f"the {kind} “{id_}” is a draft, so readers see no link to it",
        "nothing, while it is a draft; or take `draft: true` out of it, once it is finished",
        words,
    )
