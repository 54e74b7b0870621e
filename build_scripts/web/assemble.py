"""Assemble the whole site from the pages that a host rendered.

Here is the only list of what the site holds beside its pages. It does not depend on a host.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from ..shared.language import ENGLISH, Language
from ..shared.steps import Begin, Stage, Step, silent
from ..shared.words import slug
from ..show.base import Page, SearchEntry
from ..weave.addresses import on_site, public, web_file
from ..weave.edition import Edition
from ..weave.weave import Woven
from .csp import with_policy
from .for_machines import DOMAIN, SITEMAP, domain, llms, robots, sitemap
from .head import head
from .icon import ICON, icon
from .offline import LIGHT, OFFLINE, Sizes, archive, compressed, light, with_sizes
from .redirects import redirects
from .search_index import SEARCH_INDEX, SYNONYMS, search_index, synonyms_script
from .words_script import words_script
from .worker import MANIFEST, WORKER, is_kept, links, manifest, worker

_UNUSED = re.compile(
    r".*\.map|assets/javascripts/(?:bundle\.[^/]*|(?:lunr|workers)/.*)|assets/stylesheets/modern/.*"
    r"|assets/images/favicon\.png|search\.json|sitemap\.xml(?:\.gz)?"
)
"""Files of a theme that our pages do not use: its script, and its own search; and its icon."""
_PROGRAM = re.compile(
    r"fonts/.*|languages/.*|pages/.*\.html|handouts/.*(?<!\.pdf)(?<!\.png)|assets/worker/.*|.*\.md"
)
"""Files in `overrides/` that only the program needs: fonts, catalogues, templates of pages and handouts, and the worker,
which is published elsewhere."""
_INSTRUCTOR, _PREVIEW = "assets/instructor/", "assets/preview/"
"""Folders of files for the instructor edition only, and for a preview only."""
_FORMS = frozenset(f"{_PREVIEW}edit/{name}" for name in ("edit.css", "fields.js", "finder.js", "prose.js"))
"""What the page *Write* of the instructor edition has from the forms of a preview: it can save nothing."""
_HEAD_ENDS = "</head>"


@dataclass(frozen=True, slots=True)
class Contents:
    """What a site is made of, before a host renders it."""

    woven: Woven
    """It holds only what the edition may show."""
    pages: tuple[Page, ...]
    """In the order of the navigation."""
    edition: Edition
    base: str
    """The site's address on the web; ends in a slash."""
    cards: Collection[str] = ()
    """The paths of social cards: pictures that are shown when links to pages are shared."""
    language: Language = ENGLISH
    """That of the frame."""
    keeper: str = ""
    """The program that keeps the site in readers' browsers, or that takes it out of them again."""
    kept: bool = False
    """Whether browsers are to keep the site."""

    @property
    def found(self) -> Iterator[tuple[str, tuple[SearchEntry, ...]]]:
        """What search finds on each page, with the page's path."""
        return ((page.path, page.entries) for page in self.pages)


def is_shown(path: str, edition: Edition, previewed: bool = False) -> bool:
    """Return whether the theme's file at a path is part of a site."""
    if path.startswith(_INSTRUCTOR):
        return edition is Edition.INSTRUCTOR
    if path.startswith(_PREVIEW):
        return previewed or (path in _FORMS and edition is Edition.INSTRUCTOR)
    return not _UNUSED.fullmatch(path) and not _PROGRAM.fullmatch(path)


def beside(site: Contents) -> dict[str, bytes]:
    """Return the texts beside the pages, by path: search data, redirects, and files for machines."""
    locate = partial(on_site, site.base)
    for_machines = {
        "robots.txt": robots(locate),
        "llms.txt": llms(site.woven, site.pages, locate),
        SITEMAP: sitemap(site.pages, locate),
        **({DOMAIN: named} if (named := domain(site.base)) else {}),
    }
    texts = {
        SEARCH_INDEX: search_index(site.found),
        ICON: icon(site.woven.project.course.title),
        SYNONYMS: synonyms_script(site.woven.project.course.synonyms),
        **redirects(site.woven, site.language),
        **words_script(site.language),
        **(for_machines if site.edition is Edition.STUDENT else {}),
    }
    return {path: text.encode() for path, text in texts.items()}


_LONGEST_FOLDER = 60
"""Letters of the folder in an archive: some systems allow 260 for a whole path, and most 255 bytes for a name."""


def assemble(
    site: Contents, rendered: Mapping[str, str], others: Mapping[str, bytes], begin: Begin = silent
) -> dict[str, bytes]:
    """Return the files to write, by path: the finished pages, and everything beside them.

    `rendered`: the HTML that a host made of each page and of the 404 page, by path, such as
    `lessons/rise/index.html`. `others`: files that the site has already: styles, scripts, handouts, pictures.
    `begin`: is told of each step.
    """
    begin(Step(Stage.ASSEMBLE))
    finished = _finished(site, rendered)
    texts = beside(site)
    if site.edition is Edition.INSTRUCTOR:
        pages = {path: text.encode() for path, text in finished.items()}
        return {**texts, **pages, **_for_browsers(site, {})}  # they may have kept the other edition
    begin(Step(Stage.PACK))
    whole = {**others, **texts, **{path: text.encode() for path, text in finished.items()}}
    folder = slug(site.woven.project.course.title)[:_LONGEST_FOLDER].strip("-") or "course"
    copy, small = archive(whole, folder), light(whole, folder, public(site.base))
    sizes = Sizes(len(copy), len(small), compressed(copy, is_kept))
    sized = {path: with_sizes(text, sizes, site.language).encode() for path, text in finished.items()}
    archives = {OFFLINE: copy, **({LIGHT: small} if small else {})}
    return {**texts, **sized, **archives, **_for_browsers(site, {**others, **texts, **sized})}


def _for_browsers(site: Contents, whole: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return what keeps the whole site in browsers, by path; or takes it out of them."""
    if not site.kept:
        return {WORKER: site.keeper.encode()}
    told = manifest(site.woven.project.course).encode()
    return {MANIFEST: told, WORKER: worker(site.keeper, {**whole, MANIFEST: told}).encode()}


def _finished(site: Contents, rendered: Mapping[str, str]) -> dict[str, str]:
    """Return the pages with their metadata and their Content-Security-Policies."""
    heads = {web_file(page.path): page for page in site.pages}
    return {path: with_policy(_with_head(site, heads.get(path), text)) for path, text in rendered.items()}


def _with_head(site: Contents, page: Page | None, text: str) -> str:
    if page is None:
        return text
    told = head(page, site.woven, partial(on_site, site.base), site.cards)
    told += links(web_file(page.path)) if site.kept else ""
    return text.replace(_HEAD_ENDS, f"{told}{_HEAD_ENDS}", 1)
