"""A page and its template in; out comes the Markdown of one file. Decides nothing."""

import json
from collections.abc import Mapping

from jinja2 import DictLoader, Environment, StrictUndefined

from .markup import escape
from .pages import Page

TEMPLATES = "overrides/pages/"


def templates(files: Mapping[str, str]) -> Environment:
    """The templates among a project's files; whatever they print is escaped for Markdown."""
    sources = {
        path.removeprefix(TEMPLATES): text for path, text in files.items() if path.startswith(TEMPLATES)
    }
    return Environment(
        loader=DictLoader(sources),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=escape,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def render(page: Page, environment: Environment) -> str:
    """Return the Markdown of a page, with its title and description as front matter."""
    frame = "".join(f"{key}: {json.dumps(value)}\n" for key, value in _frame(page).items())
    body = environment.get_template(page.template).render(page=page)
    return f"---\n{frame}---\n\n{body}"


def _frame(page: Page) -> dict[str, object]:
    return {
        "title": page.title,
        "description": page.description,
        **({"hide": page.hide} if page.hide else {}),
    }
