"""Render a page with its template, as HTML."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from jinja2 import DictLoader, Environment, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from ..read.course import Level, NoteKind
from ..shared.dates import Point, When
from ..shared.language import ENGLISH, Language, filled
from ..show.base import Ref
from ..show.names import begun, kind_meaning, kind_name, level_name
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
    environment.globals |= {"say": _say, "counted": _counted, "series": _series, "times": _times}
    environment.filters["named"] = _named
    environment.filters["meaning"] = _meaning
    environment.filters["begun"] = begun
    environment.filters["way"] = _way
    environment.filters["kind"] = _kind
    environment.filters["math"] = _math
    return environment


def render(
    page: Page,
    environment: Environment,
    addresses: Addresses,
    linker: Linker,
    language: Language = ENGLISH,
) -> str:
    """Return the HTML of a page in a language, without the frame that a theme puts around it."""
    template = environment.get_template(page.template)
    return with_ids(template.render(page=page, addresses=addresses, linker=linker, language=language))


@pass_context
def _html(context: Context, shown: object) -> object:
    if isinstance(shown, str):  # most of what templates print
        return shown
    return html(shown, context["page"].path, context["addresses"], context["linker"], context["language"])


@pass_context
def _say(context: Context, sentence: str, /, **named: object) -> Markup:
    """Return a sentence in the language of the course; what goes into it prints itself, as elsewhere in a template."""
    language: Language = context["language"]
    return _filled(context, language.say(sentence), named)


@pass_context
def _counted(context: Context, one: str, many: str, count: int, /, **named: object) -> Markup:
    """Return a sentence in the form for a number, which is `{count}` in it."""
    language: Language = context["language"]
    return _filled(context, language.form(one, many, count), {"count": count, **named})


@pass_context
def _named(context: Context, kind: NoteKind | Level) -> str:
    """Return what readers call a kind of note, or the level of a question."""
    language: Language = context["language"]
    return kind_name(kind, language) if isinstance(kind, NoteKind) else level_name(kind, language)


@pass_context
def _meaning(context: Context, kind: NoteKind) -> str:
    """Return what the name of a kind of note means."""
    return kind_meaning(kind, context["language"])


@pass_context
def _series(context: Context, shown: Iterable[object]) -> Markup:
    """Return what is shown one after the other, with the language's commas."""
    language: Language = context["language"]
    return Markup(language.series(str(escape(_html(context, one))) for one in shown))  # noqa: S704  # escaped


@pass_context
def _times(context: Context, when: When) -> Markup:
    """Return a date or an interval in words, which machines can read, too."""
    language: Language = context["language"]
    return Markup(language.span(when, [_time(language, point) for point in when.points]))  # noqa: S704  # escaped


def _time(language: Language, point: Point) -> str:
    words = escape(language.point(point))
    dated = Markup('<time datetime="{}">{}</time>').format(point.iso, words) if point.iso else words
    return language.roughly(point, str(dated))


def _filled(context: Context, sentence: str, named: Mapping[str, object]) -> Markup:
    words = {name: str(escape(_html(context, one))) for name, one in named.items()}
    return Markup(filled(str(escape(sentence)), words))  # noqa: S704  # both are escaped


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
