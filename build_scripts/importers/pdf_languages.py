"""Whether the columns of a PDF are in two languages, one beside the other."""

from collections import Counter
from collections.abc import Iterable

from .languages import language_of
from .pdf_lines import Line


def two_languages(columns: Iterable[tuple[str, Line]]) -> tuple[str, str] | None:
    """Return the languages of the left and the right columns, if they are two on most pages with columns.

    Lines come with `left` or `right`.
    """
    pages: dict[int, dict[str, list[str]]] = {}
    for side, line in columns:
        if side in ("left", "right"):
            pages.setdefault(line.page, {"left": [], "right": []})[side].append(line.text)
    pairs = [(language_of(sides["left"]), language_of(sides["right"])) for sides in pages.values()]
    pairs = [pair for pair in pairs if all(pair)]
    if not pairs:
        return None
    common, count = Counter(pairs).most_common(1)[0]
    return common if common[0] != common[1] and count >= max(2, 0.6 * len(pairs)) else None
