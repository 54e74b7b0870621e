"""Lines between empty lines, and between ends of pages."""

from collections.abc import Sequence

from ..signs import keywords_of
from .headings import is_marked, may_be_heading, run_in
from .lines import Line
from .sentences import ends_sentence, opens


def chunks_of(lines: Sequence[Line]) -> list[list[Line]]:
    """Return lines between empty lines, and between ends of pages and columns."""
    chunks: list[list[Line]] = []
    for at, line in enumerate(lines):
        fresh = not chunks or line.gap or line.flow != chunks[-1][-1].flow
        if fresh or _heads_by_itself(line, lines[at - 1], lines[at + 1] if at + 1 < len(lines) else None):
            chunks.append([line])
        else:
            chunks[-1].append(line)
    return chunks


def _heads_by_itself(line: Line, above: Line, below: Line | None) -> bool:
    """Return whether a line is a well-known heading, or begins with one, though no empty line sets it apart."""
    text = line.squeezed
    if below is None or not ends_sentence(above.text) or not text[0].isalnum():
        return False
    may = (text.endswith("?") or not ends_sentence(text)) and may_be_heading(text)
    heading = len(text) < 90 and opens(below.text) and may
    return (heading and is_marked(text)) or run_in(text) is not None or keywords_of(text) is not None
