"""The woven course in; out come problems that only show when all is together.

`RULES` is the list, in order. A rule is a function from the woven course to problems.
"""

from collections.abc import Callable, Iterable
from itertools import chain

from ..shared.place import Problem
from ..weave.weave import Woven
from .ids import aliases_name_one_term, former_ids_are_free, ids_are_free, ids_stand_alone
from .known import (
    known_lessons,
    known_paragraphs,
    known_questions,
    known_sources,
    known_terms,
    known_themes_and_periods,
    known_types,
)
from .links import addresses_are_on_the_web, links_lead_somewhere, pages_have_names_of_their_own
from .markup import markup_is_read
from .statements import (
    checks_can_be_answered,
    dates_are_edtf,
    disputes_have_two_sides,
    exceptions_apply,
    facts_have_sources,
    headings_are_there,
    left_out,
    paper_has_paragraphs,
    run_sheets_fit,
    texts_are_written,
    translations_are_in_their_script,
)

Rule = Callable[[Woven], Iterable[Problem]]

RULES: tuple[Rule, ...] = (
    known_terms,
    known_sources,
    known_types,
    known_paragraphs,
    known_lessons,
    known_questions,
    known_themes_and_periods,
    links_lead_somewhere,
    addresses_are_on_the_web,
    pages_have_names_of_their_own,
    ids_stand_alone,
    ids_are_free,
    former_ids_are_free,
    aliases_name_one_term,
    dates_are_edtf,
    checks_can_be_answered,
    disputes_have_two_sides,
    run_sheets_fit,
    translations_are_in_their_script,
    facts_have_sources,
    texts_are_written,
    markup_is_read,
    headings_are_there,
    exceptions_apply,
    paper_has_paragraphs,
    left_out,
)


def check(woven: Woven) -> tuple[Problem, ...]:
    """Return what every rule finds."""
    return tuple(chain.from_iterable(rule(woven) for rule in RULES))
