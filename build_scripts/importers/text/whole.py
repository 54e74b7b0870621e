"""Parts as a whole: texts that page ends cut are joined, headings without texts are none."""

from collections.abc import Sequence
from dataclasses import replace

from .displays import speaker_of
from .headings import has_title_case, is_known, is_marked, number_of
from .pages import is_short
from .part import RUNNING, Kind, Part, Setting
from .sentences import ends_in_stop, ends_sentence, ends_with_colon, opens

_FEWEST_TURNS = 3
"""Turns of speakers that are a dialogue."""
_INWARD = 2
"""Letters by which an inner list begins farther in."""


def demoted(parts: Sequence[Part]) -> list[Part]:
    """Return parts in which three unmarked headings or more in a row, without a text, are paragraphs."""
    sure = sum(
        one.kind is Kind.HEADING and is_marked(" ".join(one.texts)) and not is_known(one.lines[0].squeezed)
        for one in parts
    )
    if sure > 2:
        # Where headings are numbered or in capitals, one in plain words is hardly one.
        parts = [_as_paragraph(one) if _is_plain(one) else one for one in parts]
    result: list[Part] = []
    at = 0
    while at < len(parts):
        end = at
        while end < len(parts) and parts[end].kind is Kind.HEADING:
            end += 1
        row = parts[at:end]
        if len(row) > 3 and sum(bool(one.unsure) for one in row[:-1]) * 2 > len(row):
            message = "short lines, one after the other, were kept as paragraphs: is it a list, a table, or are they headings?"
            result += [
                replace(one, kind=Kind.PARAGRAPH, unsure=message) if one.unsure else one for one in row[:-1]
            ]
            result.append(row[-1])
        else:
            result += row
        if end < len(parts):
            result.append(parts[end])
        at = end + 1
    return result


def spoken(parts: Sequence[Part]) -> list[Part]:
    """Return parts in which a dialogue, three paragraphs or more with speakers who come again, is items with their names."""
    result = list(parts)
    at = 0
    while at < len(result):
        end = at
        while end < len(result) and result[end].kind is Kind.PARAGRAPH and _speaker(result[end]):
            end += 1
        names = [_speaker(part) for part in result[at:end]]
        if len(names) >= _FEWEST_TURNS and 1 < len(set(names)) < len(names):
            result[at:end] = [_turn(part, name) for part, name in zip(result[at:end], names, strict=True)]
        at = max(end, at + 1)
    return result


def _speaker(part: Part) -> str:
    return speaker_of(part.texts[0]) if part.texts else ""


def _turn(part: Part, name: str) -> Part:
    texts = (part.texts[0][len(name) :].lstrip(), *part.texts[1:])
    return replace(part, kind=Kind.ITEM, label=name, texts=texts)


def depths_of(parts: Sequence[Part]) -> list[int]:
    """Return how deep each part lies in lists, from 0: an item that begins farther in lies in the one above it."""
    depths: list[int] = []
    open_: list[int] = []
    for part in parts:
        indent = part.lines[0].indent
        if part.kind is not Kind.ITEM:
            open_ = []
        while open_ and indent <= open_[-1] - _INWARD:
            open_.pop()
        if part.kind is Kind.ITEM and (not open_ or indent >= open_[-1] + _INWARD):
            open_.append(indent)
        depths.append(max(len(open_) - 1, 0))
    return depths


def _is_plain(part: Part) -> bool:
    words = " ".join(part.texts)
    return (
        part.kind is Kind.HEADING
        and bool(part.unsure)
        and not number_of(words)
        and not has_title_case(words)
        and not words.endswith("?")
    )


def _as_paragraph(part: Part) -> Part:
    return replace(
        part, kind=Kind.PARAGRAPH, unsure=part.unsure.replace("taken for a heading", "is it a heading?")
    )


def joined(parts: Sequence[Part], setting: Setting) -> list[Part]:
    """Return parts in which a text that an empty line, a page end or a display cuts is whole again."""
    result: list[Part] = []
    open_at: int | None = None
    for part in parts:
        last = result[-1] if result else None
        if (
            part.kind is Kind.FORMULA
            and part.unsure == "number"
            and last is not None
            and last.kind is Kind.FORMULA
        ):
            result[-1] = replace(last, lines=(*last.lines, *part.lines), label=part.label)
            continue
        if (
            part.kind in RUNNING
            and not part.label
            and open_at is not None
            and _continues(result[open_at], part, setting)
        ):
            result[open_at] = _one(result[open_at], part)
            continue
        result.append(part)
        if part.kind in RUNNING:
            open_at = len(result) - 1
        elif part.kind not in (Kind.TABLE, Kind.FIGURE, Kind.LEFT_OUT):
            open_at = None
    return result


def _one(before: Part, part: Part) -> Part:
    """Return two parts as one; lines that are all indented are a quotation."""
    lines = (*before.lines, *part.lines)
    indented = before.kind is Kind.PARAGRAPH and all(line.indent >= 2 for line in lines)
    kind = Kind.QUOTATION if indented else before.kind
    return replace(before, kind=kind, lines=lines, texts=(*before.texts, *part.texts))


def _continues(before: Part, part: Part, setting: Setting) -> bool:
    """Return whether a text goes on in another one."""
    if not before.texts or not part.texts or setting.unwrapped:
        return False
    last, first = before.lines[-1], part.lines[0]
    text, words = before.texts[-1], part.texts[0]
    if ends_with_colon(text) or (setting.parallel and first.flow != last.flow):
        return False
    if before.kind is part.kind is Kind.QUOTATION and not ends_sentence(text) and not ends_in_stop(text):
        # The lines of a quotation may have empty lines between them where those of the text have none.
        return True
    turned = first.flow != last.flow
    if text.endswith(("-", "\u00ad")) and not opens(words):
        return True
    if not ends_sentence(text):
        full = not is_short(last, first, setting.width(last))
        return (not opens(words) and part.kind is not Kind.QUOTATION) or (turned and full)
    if not turned or part.kind is not Kind.PARAGRAPH:
        return False
    # Where only the last lines of paragraphs tell them, a full one goes on though a sentence ends with it.
    plain = setting.bare and before.kind is Kind.PARAGRAPH and first.indent < 2
    return not opens(words) or (plain and setting.fills(last, first))
