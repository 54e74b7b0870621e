"""Whether lines begin with a heading, given what stands around them."""

from collections.abc import Sequence

from ..signs import item_label, keywords_of
from .displays import succeeds
from .headings import (
    LONGEST_LINES,
    UNFINISHED,
    has_title_case,
    is_known,
    is_marked,
    may_be_heading,
    number_of,
)
from .lines import Line
from .pages import is_short
from .part import Kind, Part, Setting, announces, ended, part_of
from .sentences import ends_sentence, opens


def heading_of(
    run: Sequence[Line], following: Sequence[Line] | None, before: Sequence[Part], setting: Setting
) -> Part | None:
    """Return the heading at the beginning of a run, `None` if there is none. It is unsure unless a person would be sure.

    `following`: the next run; `before`: the parts so far.
    """
    if not _may_begin(run, following, before):
        return None
    for count in range(1, min(len(run), LONGEST_LINES) + 1):
        lines, rest = run[:count], run[count:] or following
        if not rest:
            return None
        text = " ".join(line.squeezed for line in lines)
        if run[count:] and count == 1 and len(text) < 6 and _numbers_alone(lines[0]):
            continue
        if not may_be_heading(text) or keywords_of(text) is not None:
            if count == 1 and ends_sentence(text):
                return None
            continue
        marked = is_marked(text)
        if announces(before[-1] if before else None) and not marked:
            return None
        if not opens(rest[0].text) and not marked:
            continue
        if count > 1 and _stops(lines[-2], lines[-1], setting):
            return None
        clear = marked or _is_clear(text, lines, rest, before, setting)
        if run[count:]:
            heads = _heads(text, lines, rest[0], before, setting, clear)
        else:
            heads = marked or (_alone(run, before) and (count > 1 or _is_narrow(text, setting.width(run[0]))))
        if heads:
            return part_of(
                Kind.HEADING, lines, unsure="" if clear else f"taken for a heading: “{text[:100]}”"
            )
    return None


def _may_begin(run: Sequence[Line], following: Sequence[Line] | None, before: Sequence[Part]) -> bool:
    """Return whether a heading may stand here: not within a sentence, nor in a list."""
    first = run[0]
    if not ended(before) and not (first.gap > 0 and is_marked(first.squeezed) and _may_stop(before)):
        return False
    label = item_label(first.text)
    if before and succeeds(label or "-", item_label(before[-1].lines[0].text)):
        return False
    if not label or len(run) > 2 or is_known(first.squeezed):
        return True
    below = [*run[1:2], *(following or [])[:1]]
    return not any(succeeds(item_label(line.text) or "-", label) for line in below)


def _alone(run: Sequence[Line], before: Sequence[Part]) -> bool:
    return run[0].gap > 0 or not before


def _stops(line: Line, after: Line, setting: Setting) -> bool:
    """Return whether a heading's line is its last: a short line goes on only where it cannot end."""
    if not is_short(line, after, setting.width(line)) or _numbers_alone(line):
        return False
    return opens(after.text) and line.squeezed.rsplit(" ", 1)[-1].lower() not in UNFINISHED


def _heads(
    text: str, lines: Sequence[Line], after: Line, before: Sequence[Part], setting: Setting, clear: bool
) -> bool:
    """Return whether lines are a heading though no empty line sets them apart from what follows."""
    width = setting.width(lines[0])
    if setting.unwrapped and len(text) < 100 and not ends_sentence(text):
        return True
    if setting.fills(lines[-1], after) and not (is_known(text) and len(text) < 40):
        return False
    apart = _alone(lines, before) or (before[-1].kind is not Kind.HEADING and _closed(before))
    plain = len(lines) == 1 and len(text) < 0.5 * width and width >= 50 and after.text[0].isalpha()
    return clear or (plain and apart)


def _is_clear(
    text: str, lines: Sequence[Line], rest: Sequence[Line], before: Sequence[Part], setting: Setting
) -> bool:
    """Return whether nobody would doubt a heading: in title case, between an ended text and a full line."""
    ends = _closed(before) and (not before or _set_apart(lines[0], before[-1], setting))
    if len(rest) > 1:
        full = not is_short(rest[0], rest[1], setting.width(rest[0]))
    else:
        full = ends_sentence(rest[0].text) and len(rest[0].text) > len(text)
    return ends and full and has_title_case(text) and not setting.fills(lines[-1], rest[0])


def _set_apart(line: Line, above: Part, setting: Setting) -> bool:
    """Return whether a line begins something new: behind an empty line, a page end, a heading, or a line that is not full."""
    last = above.lines[-1]
    return (
        line.gap > 0 or line.flow != last.flow or above.kind is Kind.HEADING or not setting.fills(last, line)
    )


def _is_narrow(text: str, width: int) -> bool:
    """Return whether words that stand alone fill so little of a line that they may be a heading."""
    return text.endswith("?") or len(text) < max(0.85 * width, 28)


def _numbers_alone(line: Line) -> bool:
    found = number_of(line.squeezed)
    return found is not None and found[2] == len(line.squeezed)


def _closed(before: Sequence[Part]) -> bool:
    return (
        not before
        or before[-1].kind is Kind.HEADING
        or ends_sentence(before[-1].texts[-1] if before[-1].texts else "")
    )


def _may_stop(parts: Sequence[Part]) -> bool:
    """Return whether the text so far may stop though no sentence ends: its last line is not cut in a word or after a comma."""
    last = parts[-1].texts[-1].rstrip() if parts and parts[-1].texts else "."
    return last[-1:] not in ("-", ",", "\u00ad") and last.rsplit(" ", 1)[-1].lower() not in UNFINISHED
