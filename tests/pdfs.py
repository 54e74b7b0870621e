"""What a PDF file shows and says of itself, read back by other programs than the one that made it."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pikepdf
import pypdfium2

SIZES = {"a4": (595.28, 841.89), "letter": (612, 792)}
"""Of paper, in points."""


@cache
def words(path: Path) -> str:
    """All text of a file, as it is taken out of it."""
    pdf = pypdfium2.PdfDocument(path)
    return " ".join(page.get_textpage().get_text_range() for page in pdf)


def lines(path: Path) -> Iterator[tuple[int, tuple[float, float, float, float]]]:
    """Where each stretch of text stands: its page, and left, bottom, right and top in points from the lower left corner."""
    for number, page in enumerate(pypdfium2.PdfDocument(path), 1):
        text = page.get_textpage()
        yield from ((number, text.get_rect(index)) for index in range(text.count_rects()))


def strings(path: Path) -> str:
    """All that a file says without drawing it: titles, names, outlines, alternative texts."""
    with pikepdf.open(path) as pdf:
        found = [one for item in pdf.objects for one in _strings(item, 0)]
    return " ".join(found)


def _strings(item: object, depth: int) -> Iterator[str]:
    if isinstance(item, pikepdf.String):
        yield str(item)
    elif isinstance(item, pikepdf.Array) and depth < 4:
        for one in item:
            yield from _strings(one, depth + 1)
    elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream) and depth < 4:
        for name in item.keys():  # noqa: SIM118
            if name not in ("/Parent", "/P", "/K", "/Pg", "/Prev", "/Next", "/First", "/Last", "/Dest"):
                yield from _strings(item[name], depth + 1)


def tags(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    """Every element of the structure, in reading order."""

    def below(node: object) -> Iterator[pikepdf.Dictionary]:
        if isinstance(node, pikepdf.Array):
            for kid in node:
                yield from below(kid)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                yield node
            yield from below(node.get("/K"))

    yield from below(pdf.Root.StructTreeRoot.get("/K"))


def languages(pdf: pikepdf.Pdf) -> set[str]:
    """The languages that runs of text are marked as, in structure or on the page."""
    marked = {str(tag.Lang) for tag in tags(pdf) if "/Lang" in tag}
    for page in pdf.pages:
        for operands, operator in pikepdf.parse_content_stream(page):
            if (
                str(operator) == "BDC"
                and isinstance(operands[1], pikepdf.Dictionary)
                and "/Lang" in operands[1]
            ):
                marked.add(str(operands[1].Lang))
    return marked


def fonts(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    """The fonts with their letters, of all pages."""
    for page in pdf.pages:
        for font in page.get("/Resources", {}).get("/Font", {}).values():
            yield from font.get("/DescendantFonts", [font])
