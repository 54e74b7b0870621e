"""Say what the theme's templates print around every page, in the language of the frame."""

from collections.abc import Mapping

from ..shared.language import Language, message

_SENTENCES = {
    "home": message("Home"),
    "search": message("Search"),
    "instructor_edition": message("Instructor edition."),
    "not_for_publishing": message("Holds guides and answers: not for publishing."),
    "offline_copy": message("Offline copy"),
    "take_along": message("Take the course along"),
    "unpack": message("{link}: a zip file of {size}. Unpack it and open {file}; it needs no internet."),
    "not_here": message("This page is not here"),
    "why_not_here": message(
        "The address may be misspelt, or the page may have been renamed. Paragraphs, terms, questions and "
        "events keep their addresses."
    ),
    "settings": message("Settings"),
    "close": message("Close"),
    "text_size": message("Text size"),
    "between_lines": message("Space between lines"),
    "between_letters": message("Space between letters and words"),
    "line_length": message("Length of lines"),
    "typeface": message("Typeface"),
    "colours": message("Colours"),
    "standard": message("Standard"),
    "small": message("Small"),
    "large": message("Large"),
    "larger": message("Larger"),
    "largest": message("Largest"),
    "wide": message("Wide"),
    "wider": message("Wider"),
    "short": message("Short"),
    "long": message("Long"),
    "plain": message("Plain"),
    "serifs": message("With serifs"),
    "as_system": message("As the system"),
    "light": message("Light"),
    "sepia": message("Sepia"),
    "dark": message("Dark"),
    "contrast": message("High contrast"),
    "while_reading": message("While reading"),
    "cards_by_click": message("Words are explained only after a click, not when the pointer rests on them"),
    "read_aloud": message("Buttons that read paragraphs aloud, with a voice of this device"),
    "numbers_aloud": message("Paragraph numbers are read out by screen readers, and are reached with Tab"),
    "single_keys": message(
        "Single keys work: {j} next note, {k} the one before, {c} copy the selected words with their citation, "
        "{slash} search"
    ),
    "reset": message("Reset to standard"),
    "kept_here": message("Kept in this browser only."),
}


def frame_words(language: Language) -> Mapping[str, str]:
    """Return the words around every page, by their names. What stands in `{braces}` is for the templates to fill in."""
    return {name: language.say(sentence) for name, sentence in _SENTENCES.items()}
