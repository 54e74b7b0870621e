"""The glossary as readers get it: each term in other languages, in its direction, with its doubt."""

from dataclasses import replace

import yaml
from lxml import html
from projects import TOWNS

from build_scripts.inspect import inspect
from build_scripts.paper.paper import Span
from build_scripts.paper.terms import Occurrence
from build_scripts.show.base import site_of
from build_scripts.show.glossary import term_views

TERMS = yaml.safe_load((TOWNS / "content/glossary.yml").read_text(encoding="utf-8"))["terms"]


def test_readers_see_the_language_the_direction_and_the_doubt(site):
    page = html.parse(str(site / "glossary/index.html")).getroot()
    for term in TERMS:
        given = term.get("translations", [])
        shown = page.xpath(f"//section[h2/@id='{term['id']}']//*[@lang and @dir]")
        assert [(one.get("lang"), one.get("dir"), one.text_content()) for one in shown] == [
            (one["language"], "rtl" if one["language"] == "ur" else "ltr", one["text"]) for one in given
        ], term["id"]
        doubts = [
            (after := one.getnext()) is not None and "not checked" in after.text_content() for one in shown
        ]
        assert doubts == [one.get("unchecked", False) for one in given], term["id"]
    assert sum(one.get("unchecked", False) for term in TERMS for one in term.get("translations", [])) == 1


def test_a_term_s_uses_are_counted_by_paragraph_in_the_order_of_the_text(tiny):
    woven = inspect(tiny).woven
    assert woven is not None
    first, second = woven.paper.paragraphs[:2]
    starts = [first.span.start, first.span.start + 5, second.span.start]
    found = tuple(Occurrence("toll", Span(start, start + 3)) for start in starts)
    views = term_views(site_of(replace(woven, occurrences=found)))
    assert [(use.paragraph.id, use.times) for use in views["toll"].uses] == [(first.id, 2), (second.id, 1)]
    assert views["bridge"].uses == ()
