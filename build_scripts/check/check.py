"""Run all checks.

A check is a function to problems: in `FILE_CHECKS` from the record of one file, in `PAGE_CHECKS` from a page that
instructors write, in `CHECKS` from the woven course. A check of one file is made again only when the file changed.
A check in `KEEPING_CHECKS` is of the whole course, but keeps what it needs of each file, or shares with another check.
"""

from collections.abc import Callable, Iterable
from itertools import chain

from ..read.project import records_of_files
from ..read.record import Written
from ..shared.keep import ONCE, Keep
from ..shared.markdown import Prose
from ..shared.place import Problem
from ..weave.weave import Woven
from .files import files_are_told
from .ids import (
    aliases_name_one_term,
    former_ids_are_free,
    ids_are_free,
    ids_of_file_stand_alone,
    ids_stand_alone,
    synonyms_are_groups,
    terms_have_names_of_their_own,
)
from .imported import paper_is_in_order
from .known import guides_answer_questions_of_their_lesson, types_are_known
from .links import (
    addresses_are_on_the_web,
    links_name_present_ids,
    links_stay_in_their_edition,
    names_fit_every_system,
    names_lead_somewhere,
    pages_have_names_of_their_own,
)
from .markup import markup_is_read, markup_of_page_is_read
from .schedule import schedule_is_in_order
from .statements import (
    checks_can_be_answered,
    disputes_have_two_sides,
    events_begin_in_their_period,
    facts_have_sources,
    fields_are_used,
    key_notes_are_few,
    left_out,
    page_is_written,
    paper_file_fits,
    paper_has_a_language,
    paper_has_paragraphs,
    places_stand_apart,
    run_sheets_fit,
    slips_are_left_to_find,
    texts_are_written,
    translations_are_in_their_script,
    what_is_assessed_is_an_objective,
)

FILE_CHECKS: tuple[Callable[[Written], Iterable[Problem]], ...] = (
    addresses_are_on_the_web,
    ids_of_file_stand_alone,
    checks_can_be_answered,
    what_is_assessed_is_an_objective,
    facts_have_sources,
    slips_are_left_to_find,
    fields_are_used,
    texts_are_written,
    markup_is_read,
)
PAGE_CHECKS: tuple[Callable[[str, Prose], Iterable[Problem]], ...] = (
    page_is_written,
    markup_of_page_is_read,
)
CHECKS: tuple[Callable[[Woven], Iterable[Problem]], ...] = (
    guides_answer_questions_of_their_lesson,
    types_are_known,
    pages_have_names_of_their_own,
    names_fit_every_system,
    former_ids_are_free,
    aliases_name_one_term,
    terms_have_names_of_their_own,
    synonyms_are_groups,
    events_begin_in_their_period,
    disputes_have_two_sides,
    places_stand_apart,
    key_notes_are_few,
    run_sheets_fit,
    translations_are_in_their_script,
    paper_has_a_language,
    paper_has_paragraphs,
    schedule_is_in_order,
    left_out,
)
KEEPING_CHECKS: tuple[Callable[[Woven, Keep], Iterable[Problem]], ...] = (
    names_lead_somewhere,
    links_name_present_ids,
    links_stay_in_their_edition,
    files_are_told,
    ids_stand_alone,
    ids_are_free,
    paper_file_fits,
    paper_is_in_order,
)


def check(woven: Woven, keep: Keep = ONCE) -> tuple[Problem, ...]:
    """Return the problems that all checks find."""
    project = woven.project
    return tuple(
        chain(
            chain.from_iterable(keep(check_file, file) for file in records_of_files(project)),
            chain.from_iterable(keep(check_page, path, page) for path, page in project.free_pages.items()),
            chain.from_iterable(one(woven, keep) for one in KEEPING_CHECKS),
            chain.from_iterable(one(woven) for one in CHECKS),
        )
    )


def check_file(file: Written) -> tuple[Problem, ...]:
    """Return the problems that show in one file alone."""
    return tuple(chain.from_iterable(one(file) for one in FILE_CHECKS))


def check_page(path: str, page: Prose) -> tuple[Problem, ...]:
    """Return the problems that show in one page of the instructors."""
    return tuple(chain.from_iterable(one(path, page) for one in PAGE_CHECKS))
