"""Make the pages that editors write in Markdown."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from ..read.project import FREE_PAGES_FOLDER
from ..shared.markdown import Body, Heading, plain_words
from .base import Page, Site, page_entry


@dataclass(frozen=True, slots=True, kw_only=True)
class FreePage(Page):
    """A page such as `about/`. It has no template: renderers get its Markdown."""

    body: Body


def free_pages(site: Site) -> Iterator[FreePage]:
    """Yield the pages of `content/pages/`. If a page begins with a heading of level 1, that is its title."""
    for path, page in site.woven.project.free_pages.items():
        blocks = page.blocks
        titled = bool(blocks) and isinstance(blocks[0], Heading) and blocks[0].level == 1
        title = plain_words(blocks[:1]) if titled else PurePosixPath(path).stem.replace("-", " ").capitalize()
        body = blocks[1:] if titled else blocks
        yield FreePage(
            path=path,
            title=title,
            description=plain_words(body)[:150],
            source=FREE_PAGES_FOLDER + path,
            entries=(page_entry(title, plain_words(body)),),
            body=Body(body, top=1),
        )
