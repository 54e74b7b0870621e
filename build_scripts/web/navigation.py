"""Make the menu of the site, as MkDocs and Zensical read it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from ..shared.language import ENGLISH, Language

_GROUP = 20
"""Lessons in a group. If each page of a long course listed all lessons, the site would grow with their square."""


class MenuEntry(Protocol):
    """What the menu has to know of a page: a page record, or a page that is not made yet."""

    @property
    def path(self) -> str:
        """The path of its Markdown, such as `lessons/rise.md`."""

    @property
    def title(self) -> str:
        """Its title."""

    @property
    def source(self) -> str:
        """The file that made it: what the edit pencil opens."""


def navigation(
    pages: Iterable[MenuEntry], said: Callable[[str], str] = str, language: Language = ENGLISH
) -> list[dict[str, Any]]:
    """Return the menu of pages, in order, as both renderers want it. `said` is applied to each title.

    `language`: that of the frame.
    """
    home, *rest = pages
    lessons = [page for page in rest if page.path.startswith("lessons/")]
    others = [page for page in rest if not page.path.startswith("lessons/")]
    first, *entries = ({said(page.title): page.path} for page in lessons)
    return [
        {said(language.say("Home")): home.path},
        {said(language.say("Lessons")): [*first.values(), *_in_groups(entries, said, language)]},
        *({said(page.title): page.path} for page in others),
    ]


def _in_groups(
    lessons: Sequence[Mapping[str, str]], said: Callable[[str], str], language: Language
) -> Iterator[Mapping[str, Any]]:
    """Yield the lessons, or groups of them if they are many; the theme opens the group of the current page."""
    if len(lessons) <= 2 * _GROUP:
        yield from lessons
        return
    for start in range(0, len(lessons), _GROUP):
        group = lessons[start : start + _GROUP]
        name = language.say("Lessons {first}–{last}", first=start + 1, last=start + len(group))
        yield {said(name): group}
