"""Say what the theme's templates print around every page, in the language of the frame."""

from dataclasses import dataclass

from ..shared.language import Language


@dataclass(frozen=True, slots=True)
class FrameWords:
    """The words around every page. What stands in `{braces}` is for the templates to fill in."""

    home: str
    search: str
    to_passage: str
    to_top: str
    dark_mode: str
    instructor_edition: str
    not_for_publishing: str
    offline_copy: str
    take_along: str
    unpack: str
    not_here: str
    why_not_here: str


def frame_words(language: Language) -> FrameWords:
    """Return the words around every page."""
    say = language.say
    return FrameWords(
        home=say("Home"),
        search=say("Search"),
        to_passage=say("Skip to the passage"),
        to_top=say("Back to the top"),
        dark_mode=say("Dark mode"),
        instructor_edition=say("Instructor edition."),
        not_for_publishing=say("Holds guides and answers: not for publishing."),
        offline_copy=say("Offline copy"),
        take_along=say("Take the course along"),
        unpack=say("{link}: a zip file of {size}. Unpack it and open {file}; it needs no internet."),
        not_here=say("This page is not here"),
        why_not_here=say(
            "The address may be misspelt, or the page may have been renamed. Paragraphs, terms, questions and "
            "events keep their addresses."
        ),
    )
