"""Find things of a course to name, by some of their words."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from textwrap import shorten
from unicodedata import combining, normalize

from ..weave.weave import Woven

MOST = 20
"""How many are shown."""
_WIDEST = 160
LINKED = ("term", "event", "place", "source", "lesson", "question", "paragraph", "page")
"""The kinds that a link in Markdown can name."""


@dataclass(frozen=True, slots=True)
class Found:
    """Something to name."""

    id: str
    """As it is written in a field."""
    label: str
    preview: str
    kind: str = ""
    link: str = ""
    """As a link in Markdown names it; empty if none can."""


def found(woven: Woven, kind: str, words: str) -> tuple[Found, ...]:
    """Return the things of a kind, or of all that a link can name, that have all these words.

    Those that begin with them come first.
    """
    kinds = (kind,) if kind else LINKED
    wanted = _folded(words).split()
    listed = (_named(one, name) for name in kinds if name in _LISTED for one in _LISTED[name](woven))
    ranked = [(rank, at, one) for at, one in enumerate(listed) if (rank := _rank(one, wanted)) is not None]
    return tuple(one for _, _, one in sorted(ranked, key=lambda entry: entry[:2])[:MOST])


def everything(woven: Woven, kind: str) -> tuple[Found, ...]:
    """Return all things of a kind, in the order of the course."""
    return tuple(_named(one, kind) for one in _LISTED[kind](woven)) if kind in _LISTED else ()


def _named(one: Found, kind: str) -> Found:
    return replace(one, kind=kind, link=f"{kind}:{one.id}" if kind in LINKED else "")


def _rank(one: Found, wanted: list[str]) -> int | None:
    """Return 0 if its id or label begins with the words, 1 if these have them, 2 if its preview has; else `None`."""
    whole, id_, label = " ".join(wanted), one.id.casefold(), _folded(one.label)
    if id_.startswith(whole) or label.startswith(whole):
        return 0
    if all(word in label or word in id_ for word in wanted):
        return 1
    preview = _folded(one.preview)
    return 2 if all(word in label or word in id_ or word in preview for word in wanted) else None


def _folded(words: str) -> str:
    """Return words without capitals and accents."""
    return "".join(one for one in normalize("NFD", words.casefold()) if not combining(one))


def _terms(woven: Woven) -> Iterator[Found]:
    for one in woven.project.terms:
        yield Found(one.id, one.term, _short(one.definition.words))


def _events(woven: Woven) -> Iterator[Found]:
    for one in woven.project.timeline.events:
        yield Found(one.id, f"{one.date.words}: {one.title}", _short(one.text.words))


def _places(woven: Woven) -> Iterator[Found]:
    for one in woven.project.localities:
        yield Found(one.id, one.name, _short(one.text.words))


def _sources(woven: Woven) -> Iterator[Found]:
    for one in woven.project.works:
        who = ", ".join(name.literal or name.family or "" for name in one.author or one.editor)
        when = one.issued.words if one.issued else ""
        yield Found(one.id, one.name, _short(", ".join(filter(None, (who, one.container_title, when)))))


def _lessons(woven: Woven) -> Iterator[Found]:
    for one in woven.lessons:
        yield Found(one.id, one.lesson.title, _short(one.lesson.summary))


def _questions(woven: Woven) -> Iterator[Found]:
    for lesson in woven.lessons:
        for one in lesson.lesson.questions:
            yield Found(one.id, _short(one.ask.words), lesson.lesson.title)


def _paragraphs(woven: Woven) -> Iterator[Found]:
    for one in woven.paper.paragraphs:
        yield Found(one.id, f"Paragraph {one.id.removeprefix('p')}", _short(woven.paper.words(one.span)))


def _passages(woven: Woven) -> Iterator[Found]:
    for section in woven.paper.sections:
        own = section.paragraphs
        reach = f"{own[0].id} to {own[-1].id}" if own else ""
        yield Found(section.id, section.heading or section.id, reach)
    yield from _paragraphs(woven)


def _themes(woven: Woven) -> Iterator[Found]:
    for one in woven.project.timeline.themes:
        yield Found(one.id, one.title, "")


def _periods(woven: Woven) -> Iterator[Found]:
    for one in woven.project.timeline.periods:
        yield Found(one.id, one.title, one.date.words)


def _pages(woven: Woven) -> Iterator[Found]:
    for path, text in woven.project.free_pages.items():
        id_ = path.removesuffix(".md")
        yield Found(id_, id_, _short(text.words))


_LISTED: Mapping[str, Callable[[Woven], Iterator[Found]]] = {
    "term": _terms,
    "event": _events,
    "place": _places,
    "source": _sources,
    "lesson": _lessons,
    "question": _questions,
    "paragraph": _paragraphs,
    "passage": _passages,
    "theme": _themes,
    "period": _periods,
    "page": _pages,
}


def _short(words: str) -> str:
    return shorten(words, _WIDEST, placeholder=" …")
