"""A title in; out comes the YAML of a new lesson, every field explained, that builds at once."""

import re
import textwrap
from collections.abc import Mapping
from itertools import chain
from typing import Any

import yaml

from .course import Lesson, Sourced, Written, record_in
from .paper import slug
from .source import Place
from .weave import Woven

_WIDTH = 90
_SAMPLE: dict[str, Any] = {
    "summary": "One sentence on what this lesson reads.",
    "minutes": 50,
    "objectives": ["Name what readers will be able to do."],
    "text": "What readers should know before they begin.",
    "activity": {"title": "In pairs", "minutes": 10, "with": "pairs", "steps": "What to do."},
    "basis": "judgement",
}


def lesson_scaffold(woven: Woven, title: str) -> str:
    """Return the text of a lesson file on the first section that no lesson reads yet."""
    read = {id_ for lesson in woven.lessons for id_ in lesson.paragraphs}
    fresh = next((s for s in woven.paper.sections if s.paragraphs and s.paragraphs[0].id not in read), None)
    sample = _SAMPLE | _ids(slug(title)) | {"title": title}
    if fresh:
        quote = " ".join(woven.paper.words(fresh.paragraphs[0].span).split()[:6])
        note = {
            "quote": quote,
            "kind": "context",
            "note": "What a reader should know here.",
            "basis": "judgement",
        }
        sample |= {"passages": [fresh.id], "notes": [note]}
    lines = _fields(Lesson, sample)
    return "\n".join(["# yaml-language-server: $schema=../schema/lesson.json", *lines, ""])


def with_lesson(course: str, id_: str, last: Place) -> str | None:
    """Return the text of `course.yml` with a lesson added to its list.

    `last`: the place of the list's last entry. `None` when the list is not written with a line for each.
    """
    lines = course.split("\n")
    entry = re.fullmatch(r"(\s*- +)\S.*", lines[last.line - 1])
    if not entry:
        return None
    return "\n".join([*lines[: last.line], entry[1] + id_, *lines[last.line :]])


def _ids(lesson: str) -> dict[str, Any]:
    question = {
        "id": f"{lesson}-claim",
        "ask": "What does the passage claim?",
        "level": "understand",
        "minutes": 10,
    }
    options = [
        {"text": "It claims this.", "right": True, "why": "Because it says so."},
        {"text": "It claims that.", "right": False, "why": "Because it does not say so."},
    ]
    check = {"id": f"{lesson}-check", "ask": "Which of these does the passage claim?", "options": options}
    return {"questions": [question], "checks": [check]}


def _fields(model: type[Written], sample: Mapping[str, Any]) -> list[str]:
    """Lines of YAML: every field with its description, and with its sample if it has one."""
    own = [name for name in model.model_fields if name not in Sourced.model_fields]
    shared = [name for name in model.model_fields if name in Sourced.model_fields and name != "places"]
    lines: list[str] = []
    for name in [*own, *shared]:
        field = model.model_fields[name]
        key = field.alias or name
        lines += ["", *(f"# {line}" for line in textwrap.wrap(field.description or "", _WIDTH))]
        lines += _field(key, sample.get(key), record_in(field.annotation))
    return lines


def _field(key: str, sample: Any, inside: type[Written] | None) -> list[str]:
    if sample is None:
        return [f"# {key}:"]
    if inside is None:
        return (
            yaml.safe_dump({key: sample}, sort_keys=False, allow_unicode=True, width=_WIDTH)
            .rstrip()
            .split("\n")
        )
    if isinstance(sample, Mapping):
        return [f"{key}:", *_indented(_fields(inside, sample), "  ")]
    entries = [["  -", *_indented(_fields(inside, entry)[1:], "    ")] for entry in sample]
    return [f"{key}:", *chain.from_iterable(entries)]


def _indented(lines: list[str], indent: str) -> list[str]:
    return [indent + line if line else "" for line in lines]
