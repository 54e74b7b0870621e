"""Render a page with its template, as Markdown."""

import json
from collections.abc import Mapping
from functools import lru_cache

from jinja2 import DictLoader, Environment, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from ..shared.words import counted
from ..show.pages import Page
from ..weave.addresses import Addresses
from .markup import markdown

TEMPLATES = "overrides/pages/"


def templates(files: Mapping[str, str]) -> Environment:
    """Return the templates among a project's files. Whatever they print is turned into Markdown.

    A macro that prints links needs to know the page that they are on: import it `with context`.
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
        finalize=_markdown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["counted"] = counted
    return environment


def render(page: Page, environment: Environment, addresses: Addresses) -> str:
    """Return the Markdown of a page, with its title and description as front matter."""
    frame = "".join(f"{key}: {_quoted(value)}\n" for key, value in _frame(page).items())
    body = environment.get_template(page.template).render(page=page, addresses=addresses)
    return f"---\n{frame}---\n\n{body}"


def _quoted(value: object) -> str:
    """Return a value as JSON that is also valid YAML, which JSON's own escapes beyond U+FFFF are not."""
    written = json.dumps(value, ensure_ascii=False)
    return "".join(letter if letter.isprintable() else f"\\U{ord(letter):08x}" for letter in written)


@pass_context
def _markdown(context: Context, shown: object) -> Markup:
    return markdown(shown, context["page"].path, context["addresses"])


def _frame(page: Page) -> dict[str, object]:
    return {
        "title": page.title,
        "description": page.description,
        **({"hide": page.hide} if page.hide else {}),
    }
