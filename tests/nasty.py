"""Texts that would be something else than text if anybody forgot to escape them, and pages with such texts."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import cache, partial
from itertools import count

from hypothesis import strategies as st
from projects import STRUCTURED, TINY, TOWNS, texts_of
from projects import templates as texts_of_templates
from untrusted import PAYLOADS

from build_scripts.build import build
from build_scripts.paper.blocks import MarkKind
from build_scripts.show.pages import Page
from build_scripts.weave.addresses import Addresses, addresses, link_to_page
from build_scripts.weave.edition import Edition, Repository
from build_scripts.weave.marks import Run
from build_scripts.web.templates import render, templates

HERE = Repository("https://example.org/owner/name", "c0ffee")

MARKUP = [
    "*a*", "**b**", "_c_", "__d__", "`e`", "[f](g)", "![h](i)", "<b>", "</p>", "<!-- j -->", "&amp;", "&lt;", "\\*", "\\", "# ", "> ", "- ", "+ ",
    "1. ", "2) ", "| k |", "~~~", "```", "---", "===", "{ #l }", "{: .m }", "[^1]", "[n]: o", "*[p]: q", "^r^", "$s$", "==t==", "!!! u", ":::", "  ",
    "\u00a0", "é", "“v”", "—", "پل", "一", "🙂", "\n", " ", "w", "7", '"', "'", "http://x.y", "<z@x.y>",
    "</h2>", "<h2>", "<pre>", "</code></pre>", ' id="l"', "{{ l }}", "[TOC]", "<div markdown>", "&#10;", "&", "%22", "\t", "\u2028", "\u200f",
]  # fmt: skip
NASTY = st.lists(st.sampled_from(MARKUP), max_size=9).map("".join)
TEXT = (NASTY | st.sampled_from(PAYLOADS)).filter(lambda text: bool(text.strip()))
"""A text of some letters; no YAML has an empty one."""

KEPT = {
    "id", "was", "path", "page", "anchor", "source", "target", "to", "tag", "name@Rule", "key", "basis", "picture",
    "note@NoteMark", "note@PaperNoteMark", "back", "tex", "roles", "language@Tongue", "direction@Tongue", "notes@Run", "term@MarkLink", "cited@MarkLink", "lesson@QuestionLink", "sure@Point", "iso@Point", "theme@ChartEvent", "period@ChartEvent",
}  # fmt: skip
"""Fields that are no text: ids, which have a pattern, addresses, and words of the program."""


def with_texts(shown: object, text: Callable[[str], str], field: str = "") -> object:
    """A record in which each text is another one."""
    inside = partial(with_texts, text=text)
    match shown:
        case Enum():
            return shown
        case Run(styles=styles) if any(style.kind is MarkKind.FORMULA for style in styles):
            return shown  # its text is TeX
        case str():
            return text(shown) if shown and not KEPT & {field, field.partition("@")[0]} else shown
        case tuple():
            return tuple(inside(one, field=field) for one in shown)
        case _ if is_dataclass(shown):
            of = type(shown).__name__
            return replace(shown, **{one.name: inside(getattr(shown, one.name), field=f"{one.name}@{of}") for one in fields(shown)})  # fmt: skip
        case _:
            return shown


TEMPLATES = texts_of_templates()
ENVIRONMENT = templates(TEMPLATES)


def printed_with(page: Page, where: Addresses, texts: Callable[[int], str]) -> str:
    """A page whose first text is `texts(0)`, and so on."""
    numbers = count()
    return render(with_texts(page, lambda _: texts(next(numbers))), ENVIRONMENT, where, link_to_page)


@cache
def every_page() -> tuple[tuple[Page, Addresses], ...]:
    """Pages that are printed by templates, of all made courses, each with the addresses of its course."""
    quoted = texts_of(TINY)
    quoted["seeds/paper.yml"] += "publish: quotes\n"
    builds = [
        build(texts_of(TINY), repository=HERE),
        build(texts_of(TOWNS), edition=Edition.INSTRUCTOR, repository=HERE),
        build(quoted),
        build(texts_of(STRUCTURED), on_paper=False),
    ]
    assert all(one.pages for one in builds)
    return tuple(
        (rendered.page, addresses(one.woven))
        for one in builds
        if one.woven
        for rendered in one.pages
        if rendered.finished
        and (one is not builds[-1] or rendered.page.path.startswith(("paper", "lessons/")))
    )
