"""Render a page with its template, as HTML."""

from collections.abc import Mapping
from functools import lru_cache

from jinja2 import DictLoader, Environment, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from ..shared.words import counted
from ..show.base import Ref
from ..show.pages import Page
from ..weave.addresses import Address, Addresses
from .headings import with_ids
from .html import Linker, href, html
from .mathml import math

TEMPLATES = "overrides/pages/"


def templates(files: Mapping[str, str]) -> Environment:
    """Return the templates among a project's files; for the same texts, the same environment.

    They escape whatever they print; records print themselves as HTML. A macro that prints links needs to know the
    page that they are on: import it `with context`.
    """
    sources = {
        path.removeprefix(TEMPLATES): text for path, text in files.items() if path.startswith(TEMPLATES)
    }
    return _environment(tuple(sorted(sources.items())))


@lru_cache(maxsize=4)
def _environment(sources: tuple[tuple[str, str], ...]) -> Environment:
    """Compile templates once, however often a preview builds."""
    environment = Environment(
        loader=DictLoader(dict(sources)),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=_html,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["counted"] = counted
    environment.filters["way"] = _way
    environment.filters["kind"] = _kind
    environment.filters["math"] = _math
    return environment


def render(page: Page, environment: Environment, addresses: Addresses, linker: Linker) -> str:
    """Return the HTML of a page, without the frame that a theme puts around it."""
    template = environment.get_template(page.template)
    return with_ids(template.render(page=page, addresses=addresses, linker=linker))


@pass_context
def _html(context: Context, shown: object) -> object:
    if isinstance(shown, str):  # most of what templates print
        return shown
    return html(shown, context["page"].path, context["addresses"], context["linker"])


def _kind(block: object) -> str:
    """Return what kind of block of the paper a record is: such as `list` or `table`."""
    return type(block).__name__.removesuffix("View").lower()


def _math(tex: str) -> Markup:
    """Return a formula that stands on a line of its own."""
    return Markup(math(tex, on_a_line=True))  # noqa: S704  # what it prints is escaped


@pass_context
def _way(context: Context, to: Ref | str) -> str:
    """Return the address of what a link leads to, or of a file of the site, from the page that is rendered."""
    target = to.to if isinstance(to, Ref) else Address(to)
    return href(target, context["page"].path, context["linker"])
