"""Make the page that says who can use the site, how that is tested, and what is not met."""

from dataclasses import dataclass
from typing import ClassVar

from ..weave.addresses import ACCESSIBILITY_PAGE
from .base import Page, Ref, SearchEntry, Site, page_entry, ref

TITLE, SOURCE = "Accessibility", "overrides/pages/accessibility.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessibilityPage(Page):
    """`accessibility/`."""

    template: ClassVar[str] = "accessibility.html"

    about: Ref | None
    """The page on which the editors say who they are; `None` if there is none."""


def accessibility_entries() -> tuple[SearchEntry, ...]:
    """Return what search finds on the page on accessibility."""
    return (page_entry(TITLE, "Keyboard, single keys, screen reader, WCAG.", ("Keyboard", "Screen reader")),)


def accessibility_page(site: Site) -> AccessibilityPage:
    """Return the page on accessibility."""
    return AccessibilityPage(
        path=ACCESSIBILITY_PAGE,
        title=TITLE,
        description="Keys, what is tested and how, and what is not met.",
        source=SOURCE,
        entries=accessibility_entries(),
        about=ref(site, "page", "about", "About this course") if "page:about" in site.addresses else None,
    )
