"""Make the page that says who can use the site, how that is tested, and what is not met."""

from dataclasses import dataclass
from typing import ClassVar

from ..shared.language import Language, message
from ..weave.addresses import ACCESSIBILITY_PAGE
from .base import Page, Ref, SearchEntry, Site, page_entry, ref

TITLE, SOURCE = message("Accessibility"), "overrides/pages/accessibility.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessibilityPage(Page):
    """`accessibility/`."""

    template: ClassVar[str] = "accessibility.html"

    about: Ref | None
    """The page on which the editors say who they are; `None` if there is none."""
    unchecked: bool
    """Whether the words of the frame are translations that no speaker has checked."""


def accessibility_entries(language: Language) -> tuple[SearchEntry, ...]:
    """Return what search finds on the page on accessibility."""
    say = language.say
    names = (say("Keyboard"), say("Screen reader"))
    return (page_entry(say(TITLE), say("Keyboard, single keys, screen reader, WCAG."), names),)


def accessibility_page(site: Site) -> AccessibilityPage:
    """Return the page on accessibility."""
    return AccessibilityPage(
        path=ACCESSIBILITY_PAGE,
        title=site.language.say(TITLE),
        description=site.language.say("Keys, what is tested and how, and what is not met."),
        source=SOURCE,
        entries=accessibility_entries(site.language),
        about=ref(site, "page", "about", site.language.say("About this course"))
        if "page:about" in site.addresses
        else None,
        unchecked=site.language.unchecked,
    )
