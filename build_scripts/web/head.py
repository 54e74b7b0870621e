"""Make the metadata in a page's HTML, for sharing and indexing: Open Graph and schema.org."""

from collections.abc import Collection

from babel.core import get_global
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from ..show.base import Page
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
        **({"og:locale": spoken} if (spoken := locale(woven.project.course.language)) else {}),
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
            Markup('<script type="application/ld+json">{}</script>\n').format(node),
        ]
    )


def locale(tag: str) -> str:
    """Return a language as Open Graph wants it, with the country where most speak it: `en_US`; empty if none is known."""
    subtags = tag.split("-")
    plain = "_".join(subtags[:2]) if len(subtags) > 1 and len(subtags[1]) == 4 else subtags[0]
    country = next((one.upper() for one in subtags[1:] if len(one) == 2 or one.isdigit()), "")
    likely = get_global("likely_subtags").get(plain) or get_global("likely_subtags").get(subtags[0], "")
    country = country or next((one for one in likely.split("_")[1:] if len(one) == 2 or one.isdigit()), "")
    return f"{subtags[0].lower()}_{country}" if country else ""


def _card(page: Page, locate: Locate, cards: Collection[str]) -> str:
    """Return the full address of a page's social card; empty if there is none."""
    own, home = social_picture(page.path), social_picture(HOME_PAGE)
    card = own if own in cards else home
    return f"{locate(Address(HOME_PAGE))}{card}" if card in cards else ""
