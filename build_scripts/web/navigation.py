"""Pages in; out comes the menu of the site, as MkDocs and Zensical read it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..show.base import Page

_GROUP = 20
"""Lessons: were all on the page of each, the pages of a long course would grow with its square."""


def navigation(pages: Iterable[Page], said: Callable[[str], str] = str) -> list[dict[str, Any]]:
    """The pages in order as both renderers want them; `said` is what becomes of a title."""
    home, *rest = pages
    lessons = [page for page in rest if page.path.startswith("lessons/")]
    others = [page for page in rest if not page.path.startswith("lessons/")]
    first, *entries = ({said(page.title): page.path} for page in lessons)
    return [
        {"Home": home.path},
        {"Lessons": [*first.values(), *_in_groups(entries)]},
        *({said(page.title): page.path} for page in others),
    ]


def _in_groups(lessons: Sequence[Mapping[str, str]]) -> Iterator[Mapping[str, Any]]:
    """The lessons; many of them in groups, of which the theme opens that of the page."""
    if len(lessons) <= 2 * _GROUP:
        yield from lessons
        return
    for start in range(0, len(lessons), _GROUP):
        group = lessons[start : start + _GROUP]
        yield {f"Lessons {start + 1}–{start + len(group)}": group}
