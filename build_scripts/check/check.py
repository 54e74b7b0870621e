"""Run all checks on the course as a whole.

`CHECKS` is the list, in order. A check is a function from the woven course to problems.
"""

from collections.abc import Callable, Iterable
from itertools import chain

from ..shared.place import Problem
from ..weave.weave import Woven
from .ids import aliases_name_one_term, former_ids_are_free, ids_are_free, ids_stand_alone
from .known import guides_answer_questions_of_their_lesson, names_exist, types_are_known
from .links import addresses_are_on_the_web, links_lead_somewhere, pages_have_names_of_their_own
from .markup import markup_is_read
from .statements import (
    checks_can_be_answered,
    disputes_have_two_sides,
    events_begin_in_their_period,
    exceptions_apply,
    facts_have_sources,
    headings_are_there,
    left_out,
    paper_has_paragraphs,
    run_sheets_fit,
    texts_are_written,
    translations_are_in_their_script,
)

Check = Callable[[Woven], Iterable[Problem]]

CHECKS: tuple[Check, ...] = (
    names_exist,
    guides_answer_questions_of_their_lesson,
    types_are_known,
    links_lead_somewhere,
    addresses_are_on_the_web,
    pages_have_names_of_their_own,
    ids_stand_alone,
    ids_are_free,
    former_ids_are_free,
    aliases_name_one_term,
    events_begin_in_their_period,
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
    """Return the problems that all checks find."""
    return tuple(chain.from_iterable(one(woven) for one in CHECKS))
