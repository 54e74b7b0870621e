"""Make the pages that editors write in Markdown."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from ..read.project import FREE_PAGES_FOLDER
from ..shared.markdown import Body, Heading, Prose, before_headings, plain_words
from ..shared.words import heading_id
from .base import Page, page_entry, section_entries


@dataclass(frozen=True, slots=True, kw_only=True)
class FreePage(Page):
    """A page such as `about/`. It has no template: renderers get its Markdown."""

    body: Body
    for_instructors: bool = False
    """Whether only the edition for instructors has it, which it says at its top."""


def free_page(path: str, page: Prose, for_instructors: bool) -> FreePage:
    """Return a page of `content/pages/`. If it begins with a heading of level 1, that is its title."""
    blocks = page.blocks
    titled = bool(blocks) and isinstance(blocks[0], Heading) and blocks[0].level == 1
    title = plain_words(blocks[:1]) if titled else PurePosixPath(path).stem.replace("-", " ").capitalize()
    body = blocks[1:] if titled else blocks
    return FreePage(
        path=path,
        title=title,
        description=plain_words(body)[:150],
        source=FREE_PAGES_FOLDER + path,
        entries=(
            page_entry(title, plain_words(before_headings(body))),
            *section_entries(title, body, (heading_id(title, ()),)),
        ),
        body=Body(body, top=1),
        for_instructors=for_instructors,
    )
