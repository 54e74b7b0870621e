"""Tell what a file of a course is, and whether it may be published; and what texts lack that show one.

A file may come from a stranger. What it is follows from its content, which has to agree with its name. No page, script or
program is published. A drawing (SVG) with anything that runs or loads is refused, as those of the paper are: cleaning it
would publish something else than its author made, and nobody would know what is missing.
"""

import re
import struct
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from xml.etree import ElementTree

from ..paper.pictures import ENDINGS as PICTURES
from ..paper.pictures import refusal
from ..read.files import REFUSED, line_of
from ..read.project import FILES_FOLDER, FREE_PAGES_FOLDER, records_of_files
from ..read.record import Written, prose, records
from ..shared.keep import ONCE, Keep
from ..shared.markdown import FILES, Figure, File, FileKind, Markdown, Prose
from ..shared.place import Place, Problem, Rule, Severity
from ..shared.suggest import nearest
from ..weave.weave import Woven

FILE_SHOWN = Rule(
    "file-shown",
    "a text shows a file that is not in content/files, or that may not be published",
    "![A mill](files/mil.jpg)",
    "Put the file there, or correct its name; a refused one is to be saved anew.",
)
NO_ALTERNATIVE = Rule(
    "no-alternative",
    "a picture or a recording has no words for those who cannot see or hear it",
    "![](files/mill.jpg)",
    "Write between the square brackets what it shows, in a sentence.",
)
NO_CREDIT = Rule(
    "no-credit",
    "a picture or a recording does not say who made it",
    "![A mill](files/mill.jpg)",
    'Write it after the name: ![A mill](files/mill.jpg "Photo: Ann Mason, CC BY 4.0").',
    Severity.WARNING,
)
NO_TRANSCRIPT = Rule(
    "no-transcript",
    "a recording has no text that says what is heard in it",
    "![The talk](files/talk.mp3)",
    "Put the text beside it, under the same name: files/talk.txt.",
    Severity.WARNING,
)
FILE_HEAVY = Rule(
    "file-heavy",
    "a picture is so large that readers on a poor line wait for it",
    "![A mill](files/mill.jpg) (of 4 MB)",
    "Save it smaller: 1600 pixels are enough for any screen.",
    Severity.WARNING,
)
RULES = (FILE_SHOWN, NO_ALTERNATIVE, NO_CREDIT, NO_TRANSCRIPT, FILE_HEAVY)

LARGEST = {
    FileKind.PICTURE: 8_000_000,
    FileKind.AUDIO: 30_000_000,
    FileKind.VIDEO: 60_000_000,
    FileKind.OTHER: 20_000_000,
}
"""Bytes, by kind."""
HEAD = LARGEST[FileKind.PICTURE] + 1
"""So many bytes of a file are looked at: all of a picture."""
HEAVY = 600_000
"""Bytes of a picture that are worth a word: ten seconds on a poor line."""
_SIDE = 20_000
"""Pixels: a longer side is a mistake, or meant to fill a browser's memory."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_MEDIA = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".oga": "audio/ogg",
    ".opus": "audio/ogg",
    ".wav": "audio/wav",
    ".flac": "audio/flac",
    ".m4a": "audio/mp4",
    ".mp4": "video/mp4",
    ".m4v": "video/mp4",
    ".webm": "video/webm",
    ".ogv": "video/ogg",
    ".pdf": "application/pdf",
    ".txt": "text/plain",
    ".csv": "text/csv",
    ".vtt": "text/vtt",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odp": "application/vnd.oasis.opendocument.presentation",
    ".epub": "application/epub+zip",
    ".zip": "application/zip",
}
"""What may be published, by the ending of its name."""
_BEGINS = {
    "audio/mpeg": re.compile(rb"ID3|\xff[\xe2-\xe7\xf2-\xff]"),
    "audio/ogg": re.compile(rb"OggS"),
    "video/ogg": re.compile(rb"OggS"),
    "audio/wav": re.compile(rb"RIFF....WAVE", re.DOTALL),
    "audio/flac": re.compile(rb"fLaC"),
    "audio/mp4": re.compile(rb"....ftyp", re.DOTALL),
    "video/mp4": re.compile(rb"....ftyp", re.DOTALL),
    "video/webm": re.compile(rb"\x1a\x45\xdf\xa3"),
    "application/pdf": re.compile(rb"%PDF-"),
    "text/vtt": re.compile(rb"(?:\xef\xbb\xbf)?WEBVTT"),
}
"""How files begin, by media type."""
_PACKED = re.compile(rb"PK\x03\x04")
_RUNS = re.compile(rb"\s*<(?:!doctype|html|script|svg|\?xml)", re.IGNORECASE)


def described(name: str, data: bytes, size: int) -> str:
    """Return what is to be known of a file, as a line of text, or why it may not be published.

    `data`: the first `HEAD` bytes of its `size`.
    """
    media = _MEDIA.get(PurePosixPath(name).suffix.lower(), "")
    kind = _kind(media)
    why = _refusal(name, data, size, media, kind)
    if why:
        return REFUSED + why
    width, height = dimensions(name, data) if kind is FileKind.PICTURE else (0, 0)
    if max(width, height) > _SIDE:
        return f"{REFUSED}it has {width} × {height} pixels, and no side may have more than {_SIDE:,}"
    return line_of(File(FILES + name, kind, media, size, width, height))


def endings() -> Mapping[str, tuple[str, ...]]:
    """Return how the names of files end that may be published, by kind."""
    return {kind.value: tuple(one for one in _MEDIA if _kind(_MEDIA[one]) is kind) for kind in FileKind}


def _kind(media: str) -> FileKind:
    known = {"image": FileKind.PICTURE, "audio": FileKind.AUDIO, "video": FileKind.VIDEO}
    return known.get(media.partition("/")[0], FileKind.OTHER)


def _refusal(name: str, data: bytes, size: int, media: str, kind: FileKind) -> str:
    if not _NAME.fullmatch(name):
        return "its name has other signs than letters, digits, hyphens, dots and low lines: rename it"
    if not media:
        return f"files that end in {PurePosixPath(name).suffix or 'nothing'} are not published"
    if size > LARGEST[kind]:
        return f"it has {size:,} bytes, and at most {LARGEST[kind]:,} are published"
    if PurePosixPath(name).suffix.lower() in PICTURES:
        return refusal(name, data)
    begins = _BEGINS.get(media) or (None if media.startswith("text/") else _PACKED)
    if begins and not begins.match(data):
        return f"it is not what {PurePosixPath(name).suffix} says"
    if media.startswith("text/"):
        return _no_text(data)
    return ""


def _no_text(data: bytes) -> str:
    if b"\0" in data or _RUNS.match(data):
        return "it is no plain text"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "it is not in UTF-8: save it again with this encoding"
    return ""


def dimensions(name: str, data: bytes) -> tuple[int, int]:
    """Return the width and the height of a picture in pixels, as its head says them; zeros if it does not."""
    match PurePosixPath(name).suffix.lower():
        case ".png":
            return (int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big"))
        case ".jpg" | ".jpeg":
            return _of_jpeg(data)
        case ".webp":
            return _of_webp(data)
        case ".svg":
            return _of_svg(data)
        case _:
            return (0, 0)


def _of_jpeg(data: bytes) -> tuple[int, int]:
    """Return the size of a JPEG as it is shown: cameras say in the part `Exif` that it is turned."""
    at, turned = 2, False
    while at + 9 < len(data):
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0xE1 and data[at + 4 : at + 10] == b"Exif\0\0":
            turned = _is_turned(data[at + 10 : at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")])
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return (height, width) if turned else (width, height)
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return (0, 0)


def _is_turned(exif: bytes) -> bool:
    order = "<" if exif[:2] == b"II" else ">"
    if len(exif) < 10:
        return False
    (start,) = struct.unpack(f"{order}I", exif[4:8])
    (count,) = struct.unpack(f"{order}H", exif[start : start + 2].ljust(2, b"\0"))
    for number in range(min(count, 100)):
        entry = exif[start + 2 + 12 * number : start + 14 + 12 * number]
        if len(entry) == 12 and struct.unpack(f"{order}H", entry[:2])[0] == 0x0112:
            return struct.unpack(f"{order}H", entry[8:10])[0] in (5, 6, 7, 8)
    return False


def _of_webp(data: bytes) -> tuple[int, int]:
    match data[12:16]:
        case b"VP8 ":
            width, height = struct.unpack("<HH", data[26:30].ljust(4, b"\0"))
            return (width & 0x3FFF, height & 0x3FFF)
        case b"VP8L":
            bits = int.from_bytes(data[21:25], "little")
            return ((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
        case b"VP8X":
            return (int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1)
        case _:
            return (0, 0)


def _of_svg(data: bytes) -> tuple[int, int]:
    root = ElementTree.fromstring(data)  # noqa: S314  # `refusal` found nothing in it that a parser should fear
    box = re.findall(r"-?[\d.]+", root.get("viewBox", ""))
    given = (root.get("width", ""), root.get("height", ""))
    sides = [re.fullmatch(r"([\d.]+)(?:px)?", side.strip()) for side in given]
    try:
        if all(sides):
            return tuple(round(float(side[1])) for side in sides if side)  # type: ignore[return-value]  # two
        return (round(float(box[2])), round(float(box[3]))) if len(box) == 4 else (0, 0)
    except (ValueError, OverflowError):
        return (0, 0)


def files_are_told(woven: Woven, keep: Keep = ONCE) -> Iterator[Problem]:
    """Report files that cannot be shown, and what is not said of those that are."""
    project = woven.project
    there = keep.same(tuple(sorted(project.files.items())))
    refused = keep.same(tuple(sorted(project.refused.items())))
    for file in records_of_files(project):
        yield from keep(_of_file, file, there, refused)
    for path, page in project.free_pages.items():
        yield from keep(_of_page, path, page, there, refused)


Named = tuple[tuple[str, File], ...]
Refused = tuple[tuple[str, str], ...]


def _of_file(file: Written, there: Named, refused: Refused) -> tuple[Problem, ...]:
    texts = (one for record in records(file) for one in prose(record))
    return tuple(
        problem for place, text in texts for problem in _of_text(place, text, dict(there), dict(refused))
    )


def _of_page(path: str, page: Prose, there: Named, refused: Refused) -> tuple[Problem, ...]:
    return tuple(_of_text(Place(FREE_PAGES_FOLDER + path), page, dict(there), dict(refused)))


def _of_text(
    place: Place, text: Markdown, there: Mapping[str, File], refused: Mapping[str, str]
) -> Iterator[Problem]:
    if FILES not in text.text:
        return
    figures = list(text.figures)
    for target in dict.fromkeys((*(one.target for one in figures), *text.links)):
        if target.startswith(FILES) and target not in there:
            yield _absent(place, target, there, refused)
    for figure in figures:
        if figure.target in there:
            yield from _lacking(place, figure, there[figure.target])


def _absent(place: Place, target: str, there: Mapping[str, File], refused: Mapping[str, str]) -> Problem:
    if target in refused:
        return FILE_SHOWN.at(
            place,
            f"“{target}” cannot be published: {refused[target]}",
            "save it anew, or take it out",
            target,
        )
    return FILE_SHOWN.at(
        place,
        f"there is no file “{target[:80]}” in {FILES_FOLDER}{nearest(target[:80], tuple(there))}",
        f"put it into {FILES_FOLDER}, without a folder of its own, or correct its name",
        target,
    )


def _lacking(place: Place, figure: Figure, file: File) -> Iterator[Problem]:
    """Yield what is not said of a picture or a recording."""
    name = figure.target
    if file.kind is FileKind.OTHER:
        yield FILE_SHOWN.at(
            place,
            f"“{name}” is neither a picture nor a recording",
            f"link to it, without the exclamation mark: [words]({name})",
            name,
        )
        return
    if not figure.alternative:
        yield NO_ALTERNATIVE.at(
            place,
            f"nothing says what “{name}” shows, for those who cannot see or hear it",
            f"write it between the square brackets: ![What it shows]({name})",
            name,
        )
    if not figure.credit:
        yield NO_CREDIT.at(
            place,
            f"nothing says who made “{name}”",
            f'write it after the name: ![{figure.alternative or "What it shows"}]({name} "Photo: …, CC BY 4.0")',
            name,
        )
    if file.kind in (FileKind.AUDIO, FileKind.VIDEO) and not figure.transcript:
        yield NO_TRANSCRIPT.at(
            place,
            f"nothing says what is heard in “{name}”",
            f"write it down, and put it beside it as {FILES_FOLDER}{PurePosixPath(name).stem}.txt",
            name,
        )
    if file.kind is FileKind.PICTURE and file.size > HEAVY:
        yield FILE_HEAVY.at(
            place,
            f"“{name}” has {file.size / 1e6:.1f} MB ({file.width} × {file.height} pixels)",
            "save it with 1600 pixels on its longer side, as JPEG or WebP with a quality of 80",
            name,
        )
