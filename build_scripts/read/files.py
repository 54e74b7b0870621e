"""Put the files of `content/files/` into the texts that name them.

What a file is was found out where it was read: here it comes as a line of text. Texts then hold all that a renderer
needs to know of a picture, and only what a text names is ever published.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from ..shared.keep import ONCE, Keep
from ..shared.markdown import (
    FILES,
    Figure,
    File,
    FileKind,
    Inline,
    Link,
    Markdown,
    MarkdownText,
    changed,
    with_figures,
)
from .project import FILES_FOLDER, Project, in_files, records_of_files
from .record import Written, prose, records, with_markdown

REFUSED = "refused: "
"""How the line of a file begins that may not be published."""
TRANSCRIPTS, CAPTIONS = (".txt", ".pdf", ".docx", ".odt"), ".vtt"
"""How the names of files end that say what is said in a recording of the same name."""
Library = Mapping[str, File]
"""The files that may be published, by what texts call them: `files/bridge.jpg`."""


def line_of(file: File) -> str:
    """Return what is to be known of a file as a line of text."""
    return f"{file.kind} {file.media} {file.size} {file.width} {file.height}"


def library(texts: Mapping[str, str]) -> Library:
    """Return the files among a project's texts that may be published."""
    found = (
        _file(FILES + path.removeprefix(FILES_FOLDER), text)
        for path, text in texts.items()
        if path.startswith(FILES_FOLDER)
    )
    return {file.path: file for file in found if file}


def refusals(texts: Mapping[str, str]) -> Mapping[str, str]:
    """Return why files may not be published, by what texts call them."""
    return {
        FILES + path.removeprefix(FILES_FOLDER): text.removeprefix(REFUSED)
        for path, text in texts.items()
        if path.startswith(FILES_FOLDER) and text.startswith(REFUSED)
    }


def _file(path: str, line: str) -> File | None:
    if line.startswith(REFUSED):
        return None
    kind, media, *numbers = line.split(" ")
    size, width, height = map(int, numbers)
    return File(path, FileKind(kind), media, size, width, height)


def with_files(project: Project, texts: Mapping[str, str], keep: Keep = ONCE) -> Project:
    """Return the project with its files, also in the texts that show them or link to them; `texts` are by path."""
    project = replace(project, files=library(texts), refused=refusals(texts))
    there = keep.same(tuple(sorted(project.files.items())))
    if not any(keep(_names_files, file) for file in records_of_files(project)) and not any(
        keep(_shows, page) for page in project.free_pages.values()
    ):
        return project
    pages = {path: keep(_filled, page, there) for path, page in project.free_pages.items()}
    return in_files(replace(project, free_pages=pages), lambda file: keep(_with_files, file, there))


def named_files(project: Project) -> Iterator[str]:
    """Yield the path on the site of each file that a text of the project names, each once: those to publish."""
    if not project.files:
        return
    texts = (
        text for file in records_of_files(project) for record in records(file) for _, text in prose(record)
    )
    named = (path for text in (*texts, *project.free_pages.values()) for path in text.files)
    yield from dict.fromkeys(path for path in named if path in project.files)


def _names_files(file: Written) -> bool:
    return any(_shows(text) for record in records(file) for _, text in prose(record))


def _shows(text: Markdown) -> bool:
    return FILES in text.text and any(True for _ in text.files)


def shown_with(text: MarkdownText, files: Library) -> MarkdownText:
    """Return a text with the files that it shows or links to."""
    return _filled(text, tuple(files.items()))


def _with_files(file: Written, there: tuple[tuple[str, File], ...]) -> Written:
    return with_markdown(file, lambda text: _filled(text, there))


def _filled(text: MarkdownText, there: tuple[tuple[str, File], ...]) -> MarkdownText:
    if not _shows(text):
        return text
    files = dict(there)

    def known(piece: Inline) -> tuple[Inline, ...]:
        return (replace(piece, file=files.get(piece.target)) if isinstance(piece, Link) else piece,)

    return with_figures(changed(text, known), lambda figure: _found(figure, files))


def _found(figure: Figure, files: Library) -> Figure:
    """Return a picture or a recording with its file, and with what stands beside a recording under the same name."""
    file = files.get(figure.target)
    if file is None or file.kind is FileKind.OTHER:
        return replace(figure, file=None)
    if file.kind is FileKind.PICTURE:
        return replace(figure, file=file)
    stem = figure.target.removesuffix(PurePosixPath(figure.target).suffix)
    said = (files.get(stem + ending) for ending in TRANSCRIPTS)
    return replace(
        figure,
        file=file,
        transcript=next((one for one in said if one), None),
        captions=files.get(stem + CAPTIONS) if file.kind is FileKind.VIDEO else None,
    )
