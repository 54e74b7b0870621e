"""The woven course in; out come pages: all that a template may ask for, and nothing more.

One module for each kind of page, over what they share in `base`. Every field is plain
text, which templates print letter for letter, or `Markup`, which is Markdown made safe.
"""

from collections.abc import Iterator

from ..source import Edition, Repository
from ..weave import Woven
from .base import Page, site_of
from .free import free_pages
from .glossary import glossary_page
from .home import home_page, lessons_page
from .instructor import instructor_pages
from .lesson import lesson_pages
from .paper import paper_page
from .questions import questions_page
from .references import references_page
from .timeline import timeline_page

__all__ = ["Page", "pages"]


def pages(woven: Woven, edition: Edition, repository: Repository | None = None) -> Iterator[Page]:
    """Yield every page of an edition, in the order of the navigation."""
    site = site_of(woven, repository)
    yield home_page(site)
    yield lessons_page(site)
    yield from lesson_pages(site)
    yield paper_page(site)
    yield timeline_page(site)
    yield glossary_page(site)
    yield questions_page(site)
    yield references_page(site)
    yield from free_pages(site)
    if edition is Edition.INSTRUCTOR:
        yield from instructor_pages(site)
