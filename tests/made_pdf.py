"""Small PDFs for tests, written as they look: rows of signs of one width.

    #Bridges and salt            a row in large letters
    The levy on salt was old,^1^ and nobody
    ~1 The charter is lost.      a row in small letters
    ---                          a short ruling

`^1^` is raised, `*bold*` bold and `_italic_` italic. A space at the beginning moves a row by one sign. Rows of small
letters hold more signs. Only Latin letters can be written.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

WIDTH, HEIGHT = 595, 842
SIGN = 0.6
"""How wide a sign of Courier is, in parts of its size."""
FONTS = ("Courier", "Courier-Bold", "Courier-Oblique")
_INLINE = re.compile(r"(\^[^^]+\^|\*[^* ][^*]*\*|(?<!\w)_[^_]+_(?!\w))")


class Put(NamedTuple):
    """Words at a place of a page, from its upper left corner to their base line."""

    x: float
    y: float
    text: str
    size: float = 10
    font: int = 0
    grey: float = 0
    """1 is white."""


class Rule(NamedTuple):
    """A line from left to right."""

    x: float
    y: float
    length: float


def rows(text: str, *, x: float = 72, y: float = 130, size: float = 10, lead: float = 13) -> list[Put | Rule]:
    """Return rows of signs as words at places, the first one at `y`."""
    found: list[Put | Rule] = []
    for at, row in enumerate(text.strip("\n").split("\n")):
        base = y + at * lead
        if row.strip() == "---":
            found.append(Rule(x, base - 4, 80))
            continue
        own = {"#": 1.5, "~": 0.8}.get(row[:1], 1) * size
        row = row[1:] if row[:1] in ("#", "~") else row
        left = x + (len(row) - len(row.lstrip(" "))) * SIGN * own
        for part in _INLINE.split(row.strip(" ")):
            if not part:
                continue
            if part[0] == "^" and part[-1] == "^" and len(part) > 2:
                found.append(Put(left, base - 0.35 * own, part[1:-1], own * 0.6))
                left += len(part[1:-1]) * SIGN * own * 0.6
                continue
            font = {"*": 1, "_": 2}.get(part[0], 0) if _INLINE.fullmatch(part) else 0
            words = part[1:-1] if font else part
            found.append(Put(left, base, words, own, font))
            left += len(words) * SIGN * own
    return found


def pdf(*pages: Sequence[Put | Rule] | str, **facts: str) -> bytes:
    """Return a PDF of pages, each as rows of signs or as words at places; facts are such as `Title`."""
    contents = [_content(rows(page) if isinstance(page, str) else page) for page in pages]
    fonts = " ".join(f"/F{at} {3 + at} 0 R" for at in range(len(FONTS)))
    first = 3 + len(FONTS)
    kids = " ".join(f"{first + 2 * at} 0 R" for at in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        *(
            f"<< /Type /Font /Subtype /Type1 /BaseFont /{font} /Encoding /WinAnsiEncoding >>".encode()
            for font in FONTS
        ),
    ]
    for at, content in enumerate(contents):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Resources << /Font << {fonts} >> >> "
            f"/Contents {first + 2 * at + 1} 0 R >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    said = " ".join(f"/{key} {_string(value).decode('latin-1')}" for key, value in facts.items())
    objects.append(f"<< {said} >>".encode("latin-1"))
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, thing in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, thing)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        len(objects),
        start,
    )
    return bytes(out)


def _string(text: str) -> bytes:
    bare = text.encode("cp1252")
    return b"(" + bare.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)") + b")"


def _content(page: Sequence[Put | Rule]) -> bytes:
    found = []
    for one in page:
        if isinstance(one, Rule):
            found.append(f"0 g {one.x} {HEIGHT - one.y} {one.length} 0.5 re f".encode())
        else:
            place = (
                f"{one.grey} g BT /F{one.font} {one.size} Tf {one.x:.2f} {HEIGHT - one.y:.2f} Td ".encode()
            )
            found.append(place + _string(one.text) + b" Tj ET")
    return b"\n".join(found)
