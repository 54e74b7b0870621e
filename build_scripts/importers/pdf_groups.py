"""Lines of a PDF become groups that belong together: a paragraph, a heading, an item, a stanza."""

import re
from collections.abc import Callable, Sequence

from .pdf_lines import Line, Piece
from .pdf_measure import Measure
from .signs import item_label

_INDENT = 0.7
"""Of the size: lines that begin so much further right are indented."""
_WIDER = 1.22
"""Of the usual distance: a gap between paragraphs."""
_END = re.compile(r"[.?!:;。！？؟۔।…][\"'”’»“)\]]*$|[.?!][”\"’]?\s*\[?\d{0,3}\]?$")
_BULLET = re.compile(r"[•‣▪●○■□◦∙\uf0b7\uf0a7]\s*(?=\S)|[\uf020-\uf0ff]\s+")


def bold(line: Line) -> bool:
    """Return whether a line is bold as a whole."""
    return _share(line, lambda piece: piece.face.bold) > 0.9


def italic(line: Line) -> bool:
    """Return whether a line is italic as a whole."""
    return _share(line, lambda piece: piece.face.italic) > 0.9


def _share(line: Line, has: Callable[[Piece], bool]) -> float:
    letters = [(len(piece.text), has(piece)) for piece in line.pieces if piece.rise == 0]
    whole = sum(length for length, _ in letters)
    return sum(length for length, yes in letters if yes) / whole if whole else 0.0


def bare(line: Line) -> str:
    """Return the words of a line without what is raised."""
    return "".join(piece.text for piece in line.pieces if piece.rise <= 0).strip()


def ends_sentence(line: Line) -> bool:
    """Return whether a line ends as a sentence does."""
    return _END.search(bare(line)) is not None


def starts_small(line: Line) -> bool:
    """Return whether the first letter of a line is a small one."""
    found = re.search(r"[^\W\d_]", line.text)
    return found is not None and found[0].islower() and not re.match(r"\W*\d", line.text)


def ends_early(before: Line, line: Line, measured: Measure) -> bool:
    """Return whether the next line's first word had found its place at the end of a line."""
    right = measured.margins(before).right
    return before.right + 0.25 * before.size + line.word < right - 0.3 * before.size and not before.last


def _early(group: Sequence[Line], line: Line, measured: Measure) -> bool:
    """Return whether the last line of a group ends early. What stands apart from the margin may be narrower, too."""
    before = group[-1]
    margins = measured.margins(before)
    if any(one.left - margins.left < 0.8 * one.size for one in group) or before.page != line.page:
        return ends_early(before, line, measured)
    right = max([one.right for one in group if one.page == before.page] + [line.right])
    narrow = before.right + 0.25 * before.size + line.word < right - 0.3 * before.size and not before.last
    return narrow if line.left - margins.left > 0.5 * line.size else ends_early(before, line, measured)


def bullet(line: Line) -> str:
    """Return the bullet with which a line begins; empty if there is none."""
    found = _BULLET.match(line.text)
    return found[0].strip() if found else ""


def label_of_item(line: Line) -> str:
    """Return the label with which a line begins as an item: a bullet, `1.`, `(a)`; empty if there is none."""
    sign = bullet(line)
    if sign:
        return sign
    label = item_label(line.text)
    if label:
        return label
    first, *others = line.pieces
    return first.text.strip() if others and others[0].gap and item_label(first.text.strip() + " x") else ""


def groups(lines: Sequence[Line], measured: Measure) -> list[list[Line]]:
    """Return lines in groups; the lines come in the order of reading, over columns and pages."""
    found: list[list[Line]] = []
    for line in lines:
        if found and not begins(found[-1], line, measured):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def begins(group: Sequence[Line], line: Line, measured: Measure) -> bool:
    """Return whether a line begins another group."""
    before = group[-1]
    if (before.page, before.column) != (line.page, line.column):
        return _begins_column(group, line, measured)
    down = line.base - before.base
    lead = max(measured.lead(line), measured.lead(before))
    early = _early(group, line, measured)
    set_alike = alike(before, line)
    display = set_alike and (bold(line) or line.size > measured.size * 1.08)
    if down < 0:
        return True
    if down > lead * (1.45 if display else _WIDER) + 0.5:
        # What stands between two lines of a sentence may have been a figure.
        return (
            not (set_alike and starts_small(line) and not ends_sentence(before) and not early)
            or down < 2.2 * lead
        )
    if not set_alike:
        return abs(before.size - line.size) > 0.6 or early or bold(before) != bold(line)
    if display:
        return (_numbered(line) and not _numbered_only(before)) or italic(line) != italic(before)
    margins = measured.margins(before)
    short = before.right < margins.right - 0.25 * (margins.right - margins.left)
    if bullet(line) or (short and italic(before) != italic(line)):
        return True
    return _begins_by_indent(group, line, measured, early)


def alike(one: Line, two: Line) -> bool:
    """Return whether two lines are set alike: size, weight, family."""
    return (
        abs(one.size - two.size) <= 0.6
        and bold(one) == bold(two)
        and (one.face.family == two.face.family or not (_plain(one) and _plain(two)))
    )


def _plain(line: Line) -> bool:
    return len({piece.face.family for piece in line.pieces}) == 1


def _numbered(line: Line) -> bool:
    return re.match(r"(?:\d{1,2}(?:\.\d{1,2})*\.?|[IVX]{1,5}\.|[A-Z]\.)\s+\S", line.text) is not None


def _numbered_only(line: Line) -> bool:
    return re.fullmatch(r"(?:\d{1,2}(?:\.\d{1,2})*\.?|[IVX]{1,5}\.?|[A-Z]\.)", line.text.strip()) is not None


def _begins_by_indent(group: Sequence[Line], line: Line, measured: Measure, early: bool) -> bool:
    before, first = group[-1], group[0]
    margin = measured.margins(line)
    indent = _INDENT * line.size
    shift = line.left - before.left
    label = label_of_item(first)
    ended = early and (ends_sentence(before) or not starts_small(line))
    if label and len(group) == 1 and 0 < shift < 4 * line.size:
        return False  # the second line of an item
    hangs = len(group) > 1 and group[1].left - first.left > 0.5 * line.size
    if shift > indent:
        if len(group) == 1 and abs(before.left - margin.left) < indent:
            return ended or ends_sentence(before)
        return True
    if shift < -indent:
        if len(group) == 1:
            return ended
        inset = min(one.left for one in group) - margin.left > indent
        return inset or (hangs and abs(line.left - first.left) < indent) or ended
    if hangs and abs(line.left - first.left) < 0.3 * line.size:
        return True
    if ended:
        return True
    return bool(label_of_item(line)) and bool(label) and abs(line.left - first.left) < 2 and early


def _begins_column(group: Sequence[Line], line: Line, measured: Measure) -> bool:
    """Return whether the first line of a column or page begins a group."""
    before = group[-1]
    slanted = italic(line) and not italic(before) and (_numbered(line) or ends_sentence(before))
    if not alike(before, line) or slanted:
        return True
    early = _early(group, line, measured)
    if (bold(line) and not bold(group[0])) or (bold(line) and early):
        return True
    margin, old = measured.margins(line), measured.margins(before)
    inset, was = line.left - margin.left, min(one.left for one in group) - old.left
    if bullet(line):
        return True
    if early and (ends_sentence(before) or not starts_small(line)):
        return True
    if len(group) > 1 and group[1].left - group[0].left > 0.5 * line.size and label_of_item(group[0]):
        return abs(inset - (group[0].left - old.left)) < 0.4 * line.size and ends_sentence(before)
    if inset > _INDENT * line.size and was < 0.4 * line.size:
        return not starts_small(line) or ends_sentence(before)
    return was > _INDENT * line.size and inset < 0.4 * line.size and len(group) > 1 and ends_sentence(before)
