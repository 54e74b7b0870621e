"""Make the metadata in a page's HTML, for sharing, indexing and citing: Open Graph, schema.org, Dublin Core."""

from collections.abc import Collection, Iterator

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from ..show.base import Page
from ..show.lesson import LessonPage
from ..weave.addresses import HOME_PAGE, Address
from ..weave.handouts import social_picture
from ..weave.weave import Woven
from .schema_org import Locate, described


def head(page: Page, woven: Woven, locate: Locate, cards: Collection[str]) -> Markup:
    """Return elements for the page's `<head>`.

    `cards`: the paths on the site of the social cards that exist. A page without a card of its own gets that
    of the home page.
    """
    card = _card(page, locate, cards)
    picture = {
        "og:image": card,
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": page.title,
    }
    properties = {
        "og:type": "website",
        "og:site_name": woven.project.course.title,
        "og:title": page.title,
        "og:description": page.description,
        "og:url": locate(Address(page.path)),
        **(picture if card else {}),
    }
    told = [Markup('<meta property="{}" content="{}">').format(*one) for one in properties.items()]
    size = "summary_large_image" if card else "summary"
    node = htmlsafe_json_dumps(described(woven, page.path, locate), sort_keys=True)
    return Markup("\n").join(
        [
            *told,
            Markup('<meta name="twitter:card" content="{}">').format(size),
            *_dublin_core(page, woven, locate),
            Markup('<script type="application/ld+json">{}</script>\n').format(node),
        ]
    )


def _dublin_core(page: Page, woven: Woven, locate: Locate) -> Iterator[Markup]:
    """Yield what reference managers read of the editors' own pages: the course and its lessons."""
    course = woven.project.course
    if page.path != HOME_PAGE and not isinstance(page, LessonPage):
        return
    facts = [
        ("title", page.title),
        *(("creator", name) for name in course.editors),
        ("type", "InteractiveResource"),
        ("language", course.language),
        ("rights", course.licence.url or course.licence.name),
        ("identifier", locate(Address(page.path))),
        ("relation", woven.project.paper.citation.doi and f"doi:{woven.project.paper.citation.doi}"),
    ]
    for name, fact in facts:
        if fact:
            yield Markup('<meta name="DC.{}" content="{}">').format(name, fact)


def _card(page: Page, locate: Locate, cards: Collection[str]) -> str:
    """Return the full address of a page's social card; empty if there is none."""
    own, home = social_picture(page.path), social_picture(HOME_PAGE)
    card = own if own in cards else home
    return f"{locate(Address(HOME_PAGE))}{card}" if card in cards else ""
