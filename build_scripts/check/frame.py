"""Check that the catalogue with the fixed words of pages can be read."""

from collections.abc import Mapping

from ..shared.keep import ONCE, Keep
from ..shared.language import CatalogueError, catalogue_of, language_of
from ..shared.place import Place, Problem, Rule

CATALOGUE_UNREAD = Rule(
    "catalogue-unread",
    "the catalogue with the fixed words of pages, in the language of the course, cannot be read",
    '"Plural-Forms: nplurals=2; plural=two\\n"',
    "Correct it with an editor for gettext catalogues, such as Poedit, which shows the place.",
)
RULES = (CATALOGUE_UNREAD,)


def catalogue_is_read(files: Mapping[str, str], tag: str, keep: Keep = ONCE) -> tuple[Problem, ...]:
    """Return what is wrong with the catalogue for a course in the language `tag`; `files`: texts by path."""
    try:
        language_of(files, tag, keep)
    except CatalogueError as error:
        return (
            CATALOGUE_UNREAD.at(
                Place(catalogue_of(files, tag)),
                f"the words of the frame cannot be read: {error}",
                "correct the catalogue with an editor for gettext catalogues, such as Poedit",
            ),
        )
    return ()
