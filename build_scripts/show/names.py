"""Name the kinds of things that readers meet, in the language of the frame."""

from pathlib import PurePosixPath

from ..read.course import Level, NoteKind, SourceKind
from ..shared.language import Language, message
from ..shared.markdown import File

_KINDS = {
    NoteKind.CONTEXT: message("context"),
    NoteKind.CLAIM: message("claim"),
    NoteKind.EVIDENCE: message("evidence"),
    NoteKind.SLIP: message("slip"),
    NoteKind.CONTRADICTION: message("contradiction"),
    NoteKind.OVERCLAIM: message("beyond its evidence"),
    NoteKind.LANGUAGE: message("language"),
    NoteKind.LINK: message("link"),
}
_MEANINGS = {
    NoteKind.CONTEXT: message("what to know besides"),
    NoteKind.CLAIM: message("what the paper asserts"),
    NoteKind.EVIDENCE: message("what speaks for it or against it"),
    NoteKind.SLIP: message("names, words or numbers that cannot be right"),
    NoteKind.CONTRADICTION: message("two places of the paper that do not go together"),
    NoteKind.OVERCLAIM: message("a claim that says more than its evidence"),
    NoteKind.LANGUAGE: message("a word or a sentence explained"),
    NoteKind.LINK: message("another place to compare"),
}
_SOURCES = {
    SourceKind.PRIMARY: message("primary source"),
    SourceKind.SCHOLARLY: message("scholarly work"),
    SourceKind.OFFICIAL: message("official account"),
    SourceKind.PRESS: message("press"),
    SourceKind.REFERENCE: message("reference work"),
}
_LEVELS = {
    Level.REMEMBER: message("remember"),
    Level.UNDERSTAND: message("understand"),
    Level.APPLY: message("apply"),
    Level.ANALYSE: message("analyse"),
    Level.EVALUATE: message("evaluate"),
    Level.CREATE: message("create"),
}
_NUMBERED = {
    "table": message("table {number}"),
    "figure": message("figure {number}"),
    "formula": message("formula {number}"),
    "fn": message("note {number}"),
    "ref": message("reference {number}"),
}
_UNNUMBERED = {
    "table": message("table"),
    "figure": message("figure"),
    "formula": message("formula"),
    "fn": message("note"),
    "ref": message("reference"),
    "aside": message("front matter"),
}


def file_words(file: File, language: Language) -> str:
    """Return what readers are told of a file beside a link to it: its kind and its size, such as `PDF, 1.2 MB`."""
    size = (
        language.say("{size} MB", size=language.number(file.size / 1e6))
        if file.size >= 100_000
        else language.say("{size} kB", size=max(file.size // 1000, 1))
    )
    return language.series((PurePosixPath(file.path).suffix[1:].upper(), size))


def kind_name(kind: NoteKind, language: Language) -> str:
    """Return what a note is for: `context`."""
    return language.say(_KINDS[kind])


def kind_meaning(kind: NoteKind, language: Language) -> str:
    """Return what the name of a kind of note means, for a legend: `what the paper asserts`."""
    return language.say(_MEANINGS[kind])


def source_name(kind: SourceKind, language: Language) -> str:
    """Return what a work is as a witness: `primary source`."""
    return language.say(_SOURCES[kind])


def level_name(level: Level, language: Language) -> str:
    """Return the level of a question: `analyse`."""
    return language.say(_LEVELS[level])


def paragraph_name(id_: str, language: Language) -> str:
    """Return the name of a paragraph for readers: `paragraph 7` for `p7`, `table 2` for one of its cells."""
    if id_[1:].isdigit():
        return language.say("paragraph {number}", number=id_[1:])
    kind, _, rest = id_.partition("-")
    number = rest.replace("-", " ") if kind == "ref" else rest.partition("-")[0]
    if kind == "aside" or number in ("", "x"):
        return language.say(_UNNUMBERED.get(kind, kind))
    return language.say(_NUMBERED.get(kind, f"{kind} {{number}}"), number=number)


def exhibit_label(kind: str, number: str, language: Language) -> str:
    """Return the label of a table, a figure or a formula: `Table 2`."""
    return begun(language.say(_NUMBERED[kind], number=number))


def begun(words: str) -> str:
    """Return words with a large letter at their beginning."""
    return words[:1].upper() + words[1:]
