"""The woven course in; out come robots.txt and llms.txt."""

from ..show.base import Page
from ..weave.addresses import Address
from ..weave.weave import Woven
from .schema_org import Locate


def llms(woven: Woven, pages: tuple[Page, ...], locate: Locate) -> str:
    """Return llms.txt (llmstxt.org): what the course is, and its pages with what each has."""
    course, paper = woven.project.course, woven.project.paper.citation
    return "\n".join(
        [
            f"# {course.title}\n",
            f"> {course.description}\n",
            f"A close-reading course on “{paper.title}”, and not that article itself. The paper’s words are its "
            f"authors’; notes, questions and definitions are the editors’: {', '.join(course.editors)}. "
            f"Licence of the editors’ text: {course.licence.name}.\n",
            "## Pages\n",
            *(f"- [{page.title}]({locate(Address(page.path))}): {page.description}" for page in pages),
            "",
        ]
    )


def robots(site_map: str) -> str:
    """Return robots.txt: all may read all."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {site_map}\n"
