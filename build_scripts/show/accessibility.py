"""Make the page that says who can use the site, how that is tested, and what is not met."""

from dataclasses import dataclass
from typing import ClassVar

from ..weave.addresses import ACCESSIBILITY_PAGE
from .base import Page, Ref, Site, page_entry, ref


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessibilityPage(Page):
    """`accessibility/`."""

    template: ClassVar[str] = "accessibility.html"

    about: Ref | None
    """The page on which the editors say who they are; `None` if there is none."""


def accessibility_page(site: Site) -> AccessibilityPage:
    """Return the page on accessibility."""
    return AccessibilityPage(
        path=ACCESSIBILITY_PAGE,
        title="Accessibility",
        description="Keys, what is tested and how, and what is not met.",
        source="overrides/pages/accessibility.html",
        entries=(page_entry("Accessibility", "Keyboard, single keys, screen reader, WCAG."),),
        about=ref(site, "page", "about", "About this course") if "page:about" in site.addresses else None,
    )
