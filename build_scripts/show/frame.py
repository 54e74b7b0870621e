"""Say what the theme's templates print around every page, in the language of the frame."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """A setting of which readers choose one value."""

    name: str
    """Its name in scripts and styles."""
    words: str
    of: tuple[tuple[str, str], ...]
    """Each value with its words; the standard one is empty."""


@dataclass(frozen=True, slots=True)
class SettingsWords:
    """The words of the dialog of settings."""

    title: str
    close: str
    choices: tuple[Choice, ...]
    while_reading: str
    cards: str
    aloud: str
    numbers: str
    keys: str
    reset: str
    kept: str


@dataclass(frozen=True, slots=True)
class FrameWords:
    """The words around every page. What stands in `{braces}` is for the templates to fill in."""

    home: str
    search: str
    settings: SettingsWords
    to_passage: str
    to_top: str
    instructor_edition: str
    not_for_publishing: str
    offline_copy: str
    take_along: str
    unpack: str
    light: str
    without_prints: str
    not_here: str
    why_not_here: str


def frame_words(say: Callable[[str], str]) -> FrameWords:
    """Return the words around every page; `say` returns a sentence in the language of the frame, as HTML."""
    return FrameWords(
        home=say("Home"),
        search=say("Search"),
        settings=_settings(say),
        to_passage=say("Skip to the passage"),
        to_top=say("Back to the top"),
        instructor_edition=say("Instructor edition."),
        not_for_publishing=say("Holds guides and answers: not for publishing."),
        offline_copy=say("Offline copy"),
        take_along=say("Take the course along"),
        unpack=say("{link}: a zip file of {size}. Unpack it and open {file}; it needs no internet."),
        light=say("{link} it takes {size}."),
        without_prints=say("Without the files to print"),
        not_here=say("This page is not here"),
        why_not_here=say(
            "The address may be misspelt, or the page may have been renamed. Paragraphs, terms, questions and "
            "events keep their addresses."
        ),
    )


def _settings(say: Callable[[str], str]) -> SettingsWords:
    return SettingsWords(
        title=say("Settings"),
        close=say("Close"),
        choices=(
            Choice(
                "size",
                say("Text size"),
                (
                    ("small", say("Small")),
                    ("", say("Standard")),
                    ("large", say("Large")),
                    ("larger", say("Larger")),
                    ("largest", say("Largest")),
                ),
            ),
            Choice(
                "lines",
                say("Space between lines"),
                (("", say("Standard")), ("wide", say("Wide")), ("wider", say("Wider"))),
            ),
            Choice(
                "letters",
                say("Space between letters and words"),
                (("", say("Standard")), ("wide", say("Wide")), ("wider", say("Wider"))),
            ),
            Choice(
                "width",
                say("Length of lines"),
                (("short", say("Short")), ("", say("Standard")), ("long", say("Long"))),
            ),
            Choice(
                "face",
                say("Typeface"),
                (("", say("Standard")), ("sans", say("Plain")), ("serif", say("With serifs"))),
            ),
            Choice(
                "colours",
                say("Colours"),
                (
                    ("", say("As the system")),
                    ("light", say("Light")),
                    ("sepia", say("Sepia")),
                    ("dark", say("Dark")),
                    ("contrast", say("High contrast")),
                ),
            ),
        ),
        while_reading=say("While reading"),
        cards=say("Words are explained only after a click, not when the pointer rests on them"),
        aloud=say("Buttons that read paragraphs aloud, with a voice of this device"),
        numbers=say("Paragraph numbers are read out by screen readers, and are reached with Tab"),
        keys=say(
            "Single keys work: {j} next note, {k} the one before, {c} copy the selected words with their citation, "
            "{m} mark them, {slash} search"
        ),
        reset=say("Reset to standard"),
        kept=say("Kept in this browser only."),
    )
