"""Take the pictures of a paper from where its file has them, if browsers can show them."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO

from ..paper.blocks import Block, Figure, Table
from ..paper.pictures import refusal
from .reading import Doubt, Harm

LARGEST = 20_000_000
"""Bytes of a picture."""
MOST = 400
"""Pictures of a paper."""
_ENDINGS = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".pdf")
_ABSENT = "is not there"
_NAMED = 5
"""So many pictures that are not there are named."""
_SIDE = 10_000
"""Pixels; a picture that must be converted may be no longer or higher."""
_SCALE = 2.5
"""Pixels of a point, at most."""


@dataclass(frozen=True, slots=True)
class Pictured:
    """Blocks whose figures name pictures that are there."""

    blocks: tuple[Block, ...]
    pictures: dict[str, bytes]
    doubts: tuple[Doubt, ...]


def with_pictures(blocks: Iterable[Block], find: Callable[[str], bytes]) -> Pictured:
    """Return blocks with their pictures, given how to find the bytes of one by the name that its figure has.

    One doubt names all pictures that are not there: they have one cause, and are mended in one place.
    """
    made: list[Block] = []
    pictures: dict[str, bytes] = {}
    named: dict[str, str] = {}
    missing: dict[str, int] = {}
    doubts: list[Doubt] = []
    for block in blocks:
        if isinstance(block, Figure | Table) and block.picture:
            asked = block.picture
            if asked not in named:
                data, ending, why = _usable(find(asked))
                named[asked] = ""
                if ending and len(pictures) < MOST:
                    named[asked] = _name(asked, ending, pictures)
                    pictures[named[asked]] = data
                elif why == _ABSENT:
                    missing[asked] = len(made)
                else:
                    message = f"the picture “{asked[-80:]}” {why or 'is one too many'}; put a PNG or JPEG of it in its place"
                    doubts.append(Doubt(Harm.DISPLAY, block.where, len(made), message))
            block = replace(block, picture=named[asked])
        made.append(block)
    return Pictured(tuple(made), pictures, (*_missing(made, missing), *doubts))


def _missing(blocks: list[Block], missing: dict[str, int]) -> Iterator[Doubt]:
    if missing:
        names = [f"“{name[-80:]}”" for name in missing]
        first = next(iter(missing.values()))
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        what = "a picture is not there" if len(names) == 1 else f"{len(names)} pictures are not there"
        message = (
            f"{what}: {', '.join(names[:_NAMED])}{more}; import a folder that holds them beside the paper, or put PNG or "
            "JPEG files into seeds/pictures and name them in paper.md"
        )
        yield Doubt(Harm.DISPLAY, blocks[first].where, first, message)


def beside_it(beside: Mapping[str, bytes], name: str) -> bytes:
    """Return the file beside a paper that it names as a picture, with or without folders and its ending."""
    end = name.replace("\\", "/").strip().rpartition("/")[2].lower()
    by_end = {one.replace("\\", "/").rpartition("/")[2].lower(): one for one in sorted(beside, reverse=True)}
    found = next(
        (by_end[other] for other in (end, *(end + more for more in _ENDINGS)) if other in by_end), ""
    )
    return beside.get(found, b"")


def _usable(data: bytes) -> tuple[bytes, str, str]:
    """Return a picture that may be published, the ending of its name, and what is wrong if there is none."""
    made, ending, why = _shown(data)
    refused = refusal(f"picture{ending}", made) if ending else ""
    return (b"", "", f"cannot be shown: {refused}") if refused else (made, ending, why)


def _shown(data: bytes) -> tuple[bytes, str, str]:
    """Return a picture in a format that browsers show."""
    if not data:
        return b"", "", _ABSENT
    if len(data) > LARGEST:
        return b"", "", "is too large"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return data, ".png", ""
    if data.startswith(b"\xff\xd8\xff"):
        return data, ".jpg", ""
    start = data[:2000].lstrip(b"\xef\xbb\xbf \r\n\t")
    if start.startswith((b"<svg", b"<?xml", b"<!--")) and b"<svg" in start:
        return data, ".svg", ""
    if data.startswith((b"GIF8", b"II*\x00", b"MM\x00*", b"BM")) or data[8:12] == b"WEBP":
        return _converted(data)
    if data.startswith(b"\xd7\xcd\xc6\x9a") or data[40:44] == b" EMF":
        return b"", "", "is a drawing in a format of Windows (EMF, WMF), which browsers do not show"
    if data.startswith(b"%PDF"):
        return _drawn(data)
    return b"", "", "is in a format that browsers do not show"


def _converted(data: bytes) -> tuple[bytes, str, str]:
    from PIL.Image import open as opened

    try:
        with opened(BytesIO(data), formats=["GIF", "TIFF", "BMP", "WEBP"]) as picture:
            if max(picture.size) > _SIDE:
                return b"", "", "is too large"
            made = BytesIO()
            picture.convert("RGBA").save(made, "PNG")
            return made.getvalue(), ".png", ""
    except Exception:  # Pillow raises many kinds for damaged pictures
        return b"", "", "is damaged"


def _drawn(data: bytes) -> tuple[bytes, str, str]:
    """Return the first page of a PDF as a picture, as papers in LaTeX have them."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            page = document[0]
            scale = min(_SCALE, _SIDE / max(page.get_size()))
            made = BytesIO()
            page.render(scale=scale).to_pil().save(made, "PNG")
            return made.getvalue(), ".png", ""
    except Exception:  # pypdfium2 and Pillow raise many kinds for damaged files
        return b"", "", "is a damaged PDF"


def _name(asked: str, ending: str, taken: dict[str, bytes]) -> str:
    """Return a name for a file, without folders, that no other picture has."""
    stem = (
        re.sub(r"[^a-z0-9]+", "-", re.sub(r"\.\w{1,5}$", "", re.split(r"[/\\]", asked)[-1]).lower()).strip(
            "-"
        )
        or "picture"
    )
    stem = stem[:60]
    name, more = f"{stem}{ending}", 2
    while name in taken:
        name, more = f"{stem}-{more}{ending}", more + 1
    return name
