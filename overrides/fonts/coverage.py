"""Write `coverage.txt` and `math-coverage.txt`: which characters handouts can show. Run by `make.sh`.

Handouts name their fonts in an order (`base.typ`); a character is set in the first that has it. Each is looked for in
the style that Typst takes of each family: a letter that only upright fonts have cannot be set in italics. So a character
counts only if it can be set in every style. Typst brings fonts of its own within its library; they are read there.
"""

import struct
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

import typst
from fontTools.ttLib import TTFont

FAMILIES = (
    "Source Serif 4", "Source Sans 3", "Noto Naskh Arabic", "Noto Serif CJK SC",
    "Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono",
)  # fmt: skip
"""The fonts of `serif` and `sans` in `base.typ`: both have the same, in another order."""
MATH = "New Computer Modern Math"
NAMES = {
    "NewComputerModern Math": MATH,
    "NewComputerModern": "New Computer Modern",
    "Libertinus Serif": "Libertinus Serif",
    "Source Serif 4": "Source Serif 4",
    "Source Sans 3": "Source Sans 3",
}
"""Families by how the names begin that their fonts give: some name a weight."""
STYLES = tuple((weight, slanted) for weight in (400, 600) for slanted in (False, True))
"""Of texts on handouts: weights, and whether they are italic."""
PRIVATE = range(0xE000, 0xF900)
"""Characters whose meaning is each font's own."""

Font = tuple[str, int, bool, frozenset[int]]
"""Family, weight, whether it is slanted, and its characters."""


def own(folder: Path) -> Iterator[bytes]:
    """Yield the fonts of the folder."""
    yield from (path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix in {".otf", ".ttf"})


def of_typst() -> Iterator[bytes]:
    """Yield the fonts within Typst's library: each begins with a list of its tables, which says how long it is."""
    (library,) = Path(typst.__file__).parent.glob("*.so")
    data = library.read_bytes()
    for sign in (b"OTTO", b"\x00\x01\x00\x00"):
        at = -1
        while (at := data.find(sign, at + 1)) >= 0:
            count = struct.unpack(">H", data[at + 4 : at + 6])[0]
            if not 9 <= count <= 40:
                continue
            listed = data[at + 12 : at + 12 + 16 * count]
            tables = list(struct.iter_unpack(">4sIII", listed)) if len(listed) == 16 * count else []
            if any(name == b"cmap" for name, *_ in tables) and all(name.isascii() for name, *_ in tables):
                yield data[at : at + max(start + length for _, _, start, length in tables)]


def read(fonts: Iterable[bytes]) -> Iterator[Font]:
    """Yield what each font is."""
    for data in fonts:
        font = TTFont(BytesIO(data))
        named = str(font["name"].getBestFamilyName())
        name = next((one for own, one in NAMES.items() if named.startswith(own)), named)
        slanted = bool(font["post"].italicAngle)
        yield name, font["OS/2"].usWeightClass, slanted, frozenset(font.getBestCmap())


def chosen(fonts: list[Font], family: str, weight: int, slanted: bool) -> frozenset[int]:
    """Return the characters of the font of a family that Typst takes for a style: the nearest."""
    near = [font for font in fonts if font[0] == family]
    return min(near, key=lambda font: (font[2] != slanted, abs(font[1] - weight)))[3]


def ranges(characters: Iterable[int]) -> str:
    """Return characters as lines such as `0041-005A`."""
    codes = sorted(set(characters).difference(PRIVATE))
    starts = [code for code, before in zip(codes, [-2, *codes]) if code != before + 1]
    ends = [code for code, after in zip(codes, [*codes[1:], -2]) if code != after - 1]
    return "".join(f"{a:04X}-{b:04X}\n" if b > a else f"{a:04X}\n" for a, b in zip(starts, ends))


def main() -> None:
    """Write both files."""
    folder = Path(sys.argv[1])
    fonts = [*read(own(folder)), *read(of_typst())]
    by_style = [frozenset().union(*(chosen(fonts, one, *style) for one in FAMILIES)) for style in STYLES]
    every = frozenset.intersection(*by_style)
    (folder / "coverage.txt").write_text(ranges(every))
    math = [font[3] for font in fonts if font[0] == MATH]
    (folder / "math-coverage.txt").write_text(ranges(frozenset.intersection(*math)))


if __name__ == "__main__":
    main()
