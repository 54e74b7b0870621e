"""Where paragraphs begin among lines that no empty line parts."""

from collections.abc import Sequence

from ..signs import item_label
from .displays import BULLETS, begins_item, is_verse, speaker_of, takes_up
from .lines import Line
from .part import Setting
from .sentences import ends_in_stop, ends_sentence, ends_with_colon, opens


def runs_of(chunk: list[Line], setting: Setting) -> list[list[Line]]:
    """Return a chunk's lines in runs: paragraphs, each perhaps with a heading in front."""
    runs: list[list[Line]] = [[chunk[0]]]
    width = setting.width(chunk[0])
    if is_verse(chunk, width, apart=True) and not _list_label(chunk[0].text):
        return [chunk]
    margin = min(line.indent for line in chunk)
    for at in range(1, len(chunk)):
        line, above = chunk[at], chunk[at - 1]
        below = chunk[at + 1] if at + 1 < len(chunk) else None
        items = ((_label_of_run(run), run[0]) for run in reversed(runs))
        if takes_up(line, items) or _parts_here(above, line, below, margin, runs[-1], setting):
            runs.append([line])
        else:
            runs[-1].append(line)
    return runs


def _list_label(text: str) -> str:
    return begins_item(text, "", free=True)


def _parts_here(
    above: Line, line: Line, below: Line | None, margin: int, run: Sequence[Line], setting: Setting
) -> bool:
    """Return whether a new paragraph begins at a line."""
    ended = ends_sentence(above.text) or ends_with_colon(above.text)
    label = _label_of_run(run)
    if len(run) == 1 and label == run[0].text:
        return False
    inner = bool(label) and line.indent > run[0].indent and ends_in_stop(above.text)
    if begins_item(line.text, "" if inner else label, free=ended or bool(label)):
        return True
    if setting.unwrapped:
        return ended or opens(line.text)
    if ended and speaker_of(run[0].text) and speaker_of(line.text):
        return True
    if not opens(line.text):
        return False
    short = not setting.fills(above, line)
    deeper = line.indent >= margin + 2 and line.indent > above.indent + 1
    hangs = below is not None and below.indent >= line.indent and below.indent >= margin + 2
    if label:
        # Items hang: a line farther left than their words ends them.
        return ended and line.indent <= run[0].indent and (short or line.indent < run[-1].indent)
    if deeper and not hangs and (ended or short):
        return True
    if ended and line.indent == above.indent >= margin + 2 and len(run) == 1 and not hangs:
        return True
    if (
        ended
        and above.indent >= margin + 2
        and line.indent < above.indent
        and len(run) > 1
        and run[0].indent == above.indent
    ):
        return True
    if deeper and hangs and ended and line.indent - margin < 20:
        return True
    return ended and short and not setting.ragged


def _label_of_run(run: Sequence[Line]) -> str:
    return item_label(run[0].text) or (run[0].text if run[0].text in BULLETS else "")
