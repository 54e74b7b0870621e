"""Pictures of the paper: which files may be published, and which are damaged or missing.

A picture comes from strangers. It may hold no script, load nothing, be no other kind of file than it says, and be whole:
what browsers pass over in silence stops handouts from being printed.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree

from ..read.project import PAPER_MD, PICTURES_FOLDER
from ..shared.place import Place, Problem, Rule, Severity
from .paper import Paper

PICTURE_MISSING = Rule(
    "picture-missing",
    "paper.md names a picture that is not in seeds/pictures",
    "![The mill](mil.png)",
    "Put the file there, or correct its name.",
    Severity.WARNING,
)
PICTURE_REFUSED = Rule(
    "picture-refused",
    "a file in seeds/pictures is no picture that may be published, or it is damaged",
    "seeds/pictures/mill.svg (with a script in it)",
    "Save it anew as PNG, JPEG or WebP.",
    Severity.WARNING,
)
RULES = (PICTURE_MISSING, PICTURE_REFUSED)

ENDINGS = frozenset((".png", ".jpg", ".jpeg", ".svg", ".webp"))
LARGEST = 8_000_000
"""Bytes. A larger picture would keep readers on a poor line waiting for minutes."""
_UNPACKED = 250_000_000
"""Bytes of a PNG's pixels: a page of a book, scanned in colour with 600 dots per inch, has 105 million."""
_PNG = b"\x89PNG\r\n\x1a\n"
_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""How many numbers a pixel of a PNG has, by its kind of colour."""
_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
"""How many bits such a number may have."""
_FILTERS = 5
"""In how many ways a row of a PNG may be written; its first byte says in which."""
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
"""Of an interlaced PNG: where each of its pictures begins, and how far its pixels are apart, to the right and down."""
_FRAMES = frozenset((*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)))
"""Markers of a JPEG's size."""
_TABLES = 0xC4
"""The marker of a JPEG's tables of codes."""
_ALONE = frozenset((0x01, *range(0xD0, 0xD8)))
"""Markers of a JPEG that have no length."""
_CUT_SHORT, _DAMAGED = "it ends too early", "it is damaged"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_SVG = "{http://www.w3.org/2000/svg}"
_ACTIVE = frozenset(
    ("a", "animate", "animateMotion", "animateTransform", "discard", "foreignObject", "handler", "iframe", "listener", "script", "set")
)  # fmt: skip
"""Elements of SVG that run, lead away, or change what others refer to."""
_INSIDE = re.compile(r"#|data:image/(?:png|jpeg|webp);base64,")
_LOADS = re.compile(r"@import|url\((?!\s*['\"]?#)|image-set\(|expression\(|\\", re.IGNORECASE)
_DECLARES = re.compile(rb"<!ENTITY|<!DOCTYPE[^>]*\[|<\?xml-stylesheet", re.IGNORECASE)


def refusal(name: str, data: bytes) -> str:
    """Return why a file may not be published as a picture, or cannot be shown; empty if neither is so."""
    return danger(name, data) or _damage(name, data)


def danger(name: str, data: bytes) -> str:
    """Return why a file may not be published as a picture; empty if it may, although it may be damaged."""
    if not _NAME.fullmatch(name):
        return "its name has other signs than letters, digits, hyphens, dots and low lines"
    if len(data) > LARGEST:
        return f"it has {len(data):,} bytes, and at most {LARGEST:,} are published"
    ending = _ending(name)
    starts = {
        ".png": data.startswith(_PNG),
        ".jpg": data.startswith(b"\xff\xd8\xff"),
        ".jpeg": data.startswith(b"\xff\xd8\xff"),
        ".webp": data.startswith(b"RIFF") and data[8:12] == b"WEBP",
        ".svg": True,
    }
    if not starts.get(ending):
        return f"it is not what {ending} says"
    return _unsafe(data) if ending == ".svg" else ""


def _ending(name: str) -> str:
    return name[name.rfind(".") :].lower()


def _damage(name: str, data: bytes) -> str:
    """Return what is wrong with a picture that is what its name says; empty if nothing is found."""
    match _ending(name):
        case ".png":
            return _damage_of_png(data)
        case ".jpg" | ".jpeg":
            return _damage_of_jpeg(data)
        case ".webp" if len(data) < 8 + int.from_bytes(data[4:8], "little"):
            return _CUT_SHORT
        case _:
            return ""


def _damage_of_png(data: bytes) -> str:
    """Return what is wrong with a PNG: in its parts, each of which has a checksum, or in its pixels."""
    head, palette, packed, at = b"", b"", bytearray(), len(_PNG)
    while True:
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        inside, checksum = data[at + 8 : at + 8 + length], data[at + 8 + length : at + 12 + length]
        if len(checksum) < 4:
            return _CUT_SHORT
        is_needed = kind[:1].isupper()  # programs may pass over the others
        if is_needed and zlib.crc32(kind + inside) != int.from_bytes(checksum, "big"):
            return _DAMAGED
        match kind:
            case b"IHDR":
                head = inside
            case b"PLTE":
                palette = inside
            case b"IDAT":
                packed += inside
            case b"IEND":
                return _damage_of_pixels(head, palette, packed)
        at += 12 + length


def _damage_of_pixels(head: bytes, palette: bytes, packed: bytes | bytearray) -> str:
    if len(head) != struct.calcsize(">IIBBBBB"):
        return _DAMAGED
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", head)
    if not width or not height or depth not in _DEPTHS.get(colour, ()) or (colour == 3 and not palette):
        return _DAMAGED
    rows = list(_rows(width, height, depth * _SAMPLES[colour], bool(interlaced)))
    needed = sum(count * length for count, length in rows)
    if needed > _UNPACKED:
        return f"it has {width:,} by {height:,} pixels, which is too many"
    try:
        pixels = zlib.decompressobj().decompress(packed, needed)
    except zlib.error:
        return _DAMAGED
    if len(pixels) < needed:
        return _CUT_SHORT
    at = 0
    for count, length in rows:
        if max(pixels[at : at + count * length : length]) >= _FILTERS:
            return _DAMAGED
        at += count * length
    return ""


def _rows(width: int, height: int, bits: int, interlaced: bool) -> Iterator[tuple[int, int]]:
    """Yield how many rows a PNG has, and how many bytes are in each; of an interlaced one, for each of its pictures."""
    for x, y, right, down in _PASSES if interlaced else ((0, 0, 1, 1),):
        wide, high = -((x - width) // right), -((y - height) // down)
        if wide > 0 and high > 0:
            yield high, 1 + (wide * bits + 7) // 8


def _damage_of_jpeg(data: bytes) -> str:
    """Return what is wrong with a JPEG: in its parts up to its pixels, or in its end."""
    at, is_sized = 2, False
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            return _DAMAGED
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == 0xFF or marker in _ALONE:
            at += 1 if marker == 0xFF else 2
            continue
        inside = data[at + 4 : at + 2 + length]
        if len(inside) != length - 2:
            return _CUT_SHORT if length > 1 else _DAMAGED
        if marker in _FRAMES:
            if (
                len(inside) < 6
                or len(inside) != 6 + 3 * inside[5]
                or not any(inside[1:3])
                or not any(inside[3:5])
            ):
                return _DAMAGED
            is_sized = True
        if marker == _TABLES and not _are_tables(inside):
            return _DAMAGED
        if marker == 0xDA:  # pixels begin
            return _DAMAGED if not is_sized else _CUT_SHORT if data.rfind(b"\xff\xd9") < at else ""
        at += 2 + length
    return _CUT_SHORT


def _are_tables(inside: bytes) -> bool:
    """Return whether tables of codes are whole: each says how many codes of 1 to 16 bits it has, and then their values."""
    while inside:
        counts = inside[1:17]
        used = sum(count << (16 - bits) for bits, count in enumerate(counts, 1))
        if len(counts) < 16 or used > 1 << 16 or len(inside) < 17 + sum(counts):
            return False
        inside = inside[17 + sum(counts) :]
    return True


def _unsafe(data: bytes) -> str:
    """Return why an SVG may not be published; empty if it may."""
    if b"\0" in data:  # as UTF-16 has, in which nothing below would be found
        return "it is not in UTF-8"
    if _DECLARES.search(data):
        return "it declares entities or style sheets"
    try:
        tree = ElementTree.fromstring(data)  # noqa: S314  # entities were refused
    except (ElementTree.ParseError, ValueError, LookupError, RecursionError):
        return "it is not well-formed"
    if tree.tag != f"{_SVG}svg":
        return "it is no SVG"
    return next((why for element in tree.iter() if (why := _flaw(element))), "")


def _flaw(element: ElementTree.Element) -> str:
    space, _, name = element.tag.rpartition("}")
    if name in _ACTIVE or space == "{http://www.w3.org/1999/xhtml":
        return f"it has an element {name}"
    if name == "style" and _LOADS.search("".join(element.itertext())):
        return "its styles load something"
    for attribute, value in element.attrib.items():
        key = attribute.rpartition("}")[2].lower()
        if key.startswith("on"):
            return f"it has an attribute {key}"
        if key in ("href", "src") and not _INSIDE.match(value.strip()):
            return "it leads to another file"
        if key not in ("href", "src") and _LOADS.search(value):
            return "it loads another file"
    return ""


def refused(name: str, why: str) -> Problem:
    """Return the problem of a picture that may not be published."""
    return PICTURE_REFUSED.at(
        Place(PICTURES_FOLDER + name),
        f"this picture is not shown: {why}",
        "save it anew as PNG, JPEG or WebP, under a plain name",
    )


def with_pictures(paper: Paper, there: frozenset[str]) -> tuple[Paper, tuple[Problem, ...]]:
    """Return the paper with only the pictures that are there, and a problem for each other one."""
    missing = [one for one in paper.exhibits.values() if one.picture and one.picture not in there]
    if not missing:
        return paper, ()
    kept = {id_: replace(one, picture="") if one in missing else one for id_, one in paper.exhibits.items()}
    problems = tuple(
        PICTURE_MISSING.at(
            Place(PAPER_MD, one.head.line),
            f"there is no picture “{one.picture}” in {PICTURES_FOLDER}",
            "put the file there, or correct the name",
        )
        for one in missing
    )
    return replace(paper, exhibits=kept), problems


def shown_pictures(paper: Paper) -> Iterator[str]:
    """Yield the names of the pictures that a site shows, each once."""
    if paper.quoted is None:
        yield from dict.fromkeys(one.picture for one in paper.exhibits.values() if one.picture)
