"""Make all pages of a course, in the order of the navigation."""

from collections.abc import Iterator, Mapping

from ..weave.edition import Edition
from .accessibility import accessibility_page
from .base import Page, Site, site_of
from .free import free_pages
from .glossary import glossary_page
from .handouts import Figures, handouts_page
from .home import home_page, lessons_page
from .instructor import instructor_pages
from .lesson import lesson_pages
from .paper import paper_page
from .questions import questions_page
from .references import references_page
from .timeline import timeline_page

__all__ = ["Page", "course_pages", "pages", "site_of"]


def course_pages(site: Site) -> dict[str, Page]:
    """Return the pages that handouts are made of, by path, in the order of the navigation. Empty pages are left out."""
    return {page.path: page for page in _of_the_course(site)}


def pages(
    site: Site, edition: Edition, read: Mapping[str, Page], figures: Mapping[str, Figures]
) -> Iterator[Page]:
    """Yield every page of an edition, in the order of the navigation.

    `read`: the course pages. `figures`: what is known of the handouts that were printed from them, by their paths.
    """
    yield from read.values()
    if site.handouts:
        yield handouts_page(site, figures)
    yield from free_pages(site)
    yield accessibility_page(site)
    if edition is Edition.INSTRUCTOR:
        yield from instructor_pages(site)


def _of_the_course(site: Site) -> Iterator[Page]:
    yield home_page(site)
    yield lessons_page(site)
    yield from lesson_pages(site)
    yield paper_page(site)
    if "page:timeline" in site.addresses:
        yield timeline_page(site)
    if "page:glossary" in site.addresses:
        yield glossary_page(site)
    if "page:questions" in site.addresses:
        yield questions_page(site)
    if "page:references" in site.addresses:
        yield references_page(site)
