"""Where each term stands, paragraph by paragraph."""

from dataclasses import replace

from build_scripts.build import inspect
from build_scripts.paper.paper import Span
from build_scripts.paper.terms import Occurrence
from build_scripts.show.base import site_of
from build_scripts.show.glossary import term_views


def test_a_term_s_uses_are_counted_by_paragraph_in_the_order_of_the_text(tiny):
    woven = inspect(tiny).woven
    assert woven is not None
    first, second = woven.paper.paragraphs[:2]
    starts = [first.span.start, first.span.start + 5, second.span.start]
    found = tuple(Occurrence("toll", Span(start, start + 3)) for start in starts)
    views = term_views(site_of(replace(woven, occurrences=found)))
    assert [(use.paragraph.id, use.times) for use in views["toll"].uses] == [(first.id, 2), (second.id, 1)]
    assert views["bridge"].uses == ()
