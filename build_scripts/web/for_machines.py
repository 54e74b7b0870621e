"""Make robots.txt, llms.txt, sitemap.xml and CNAME."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from markupsafe import escape

from ..shared.words import printable
from ..show.base import Page
from ..weave.addresses import Address
from ..weave.weave import Woven
from .schema_org import Locate

_MARKUP = re.compile(r"[\\`*_\[\]<>#]")
SITEMAP = "sitemap.xml"
DOMAIN = "CNAME"
"""The file by which GitHub Pages knows a domain, where a branch is published."""
_NOT_OWN = re.compile(
    r"localhost|.*\.(?:github\.io|gitlab\.io|localhost|invalid|test|example)|(?:.*\.)?example\.(?:org|com|net)|[\d.]+|.*:.*"
)
"""Hosts that are nobody's domain for a course."""


def domain(base: str) -> str:
    """Return the text of `CNAME`: the course's own domain; empty if `base`, the site's address, has none.

    A site below a path shares the domain of another one, which names it.
    """
    parts = urlsplit(base)
    host = parts.hostname or ""
    own = parts.scheme in ("http", "https") and parts.path in ("", "/") and parts.port is None
    return f"{host}\n" if own and "." in host and not _NOT_OWN.fullmatch(host) else ""


def robots(locate: Locate) -> str:
    """Return robots.txt, which allows every robot to read every page."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {locate(Address('index.md'))}{SITEMAP}\n"


def sitemap(pages: Iterable[Page], locate: Locate) -> str:
    """Return sitemap.xml (sitemaps.org, version 0.9): the address of every page.

    It has no dates: the date of a build would change the file even if no page has changed.
    """
    listed = "".join(f"  <url><loc>{escape(locate(Address(page.path)))}</loc></url>\n" for page in pages)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{listed}</urlset>\n'
    )


def llms(woven: Woven, pages: Iterable[Page], locate: Locate) -> str:
    """Return llms.txt (llmstxt.org): what the course is, and its pages with their descriptions."""
    course, paper = woven.project.course, woven.project.paper.citation
    return "\n".join(
        [
            f"# {_plain(course.title)}\n",
            f"> {_plain(course.description)}\n",
            f"A close-reading course on “{_plain(paper.name)}”, and not that article itself. The paper’s words are its "
            f"authors’; notes, questions and definitions are the editors’: {', '.join(map(_plain, course.editors))}. "
            f"Licence of the editors’ text: {_plain(course.licence.name)}.\n",
            "## Pages\n",
            *(
                f"- [{_plain(page.title)}]({locate(Address(page.path))}): {_plain(page.description)}"
                for page in pages
            ),
            "",
        ]
    )


def _plain(text: str) -> str:
    """Return a text in one line of Markdown in which no sign means anything: it begins no heading, link or list."""
    return _MARKUP.sub(lambda sign: f"\\{sign[0]}", " ".join(printable(text).split()))
