"""Make lessons at random, and write values as YAML in every style that people use, with comments everywhere."""

import json
import random
from collections.abc import Iterator
from typing import Any

Value = Any
"""Texts, lists and fields."""
WORDS = (
    "bridge", "toll", "river", "Who paid?", "“Fair” tolls", "a: b", "it's", "# not", "چین", "中文", "- dash", "x #1", "3",
)  # fmt: skip


class Writer:
    """Writes a file in a style of its own."""

    def __init__(self, chance: random.Random) -> None:
        self.random = chance
        self.newline = self.random.choice(["\n", "\n", "\r\n"])
        self.step = self.random.choice([2, 2, 2, 4, 3])
        self.list_step = self.random.choice([2, 2, 0, 4])
        self.gap = self.random.choice([2, 2, 2, 4])
        self.alone = self.random.random() < 0.2
        self.apart = self.random.random() < 0.3
        self.often = self.random.choice([0.0, 0.15, 0.5])
        self.comments = 0
        self.anchors = 0

    def file(self, values: dict[str, Value]) -> str:
        """Return the text of a file."""
        lines = [*self.above(0), *self.fields(values, 0)]
        if self.random.random() < 0.2:
            lines = ["---", *lines]
        text = self.newline.join(lines)
        if self.random.random() < 0.85:
            text += self.newline
        return ("\ufeff" if self.random.random() < 0.15 else "") + text

    def comment(self) -> str:
        self.comments += 1
        return f"# c{self.comments}."

    def above(self, column: int) -> list[str]:
        """Return comments and blank lines that may stand above something."""
        found = []
        while self.random.random() < self.often:
            if self.random.random() < 0.4:
                found.append("")
            else:
                indent = column if self.random.random() < 0.8 else self.random.choice([0, column + 2])
                found.append(" " * indent + self.comment())
        return found

    def beside(self) -> str:
        return f"  {self.comment()}" if self.random.random() < self.often * 0.5 else ""

    def fields(self, values: dict[str, Value], column: int, first: bool = False) -> list[str]:
        lines: list[str] = []
        for at, (name, value) in enumerate(values.items()):
            if at or not first:
                lines += self.above(column)
            key = name if self.random.random() < 0.93 else f'"{name}"'
            own = self.behind(value, column)
            lines += [f"{' ' * column}{key}:{own[0]}", *own[1:]]
        return lines

    def behind(self, value: Value, column: int) -> list[str]:
        """Return what stands behind a colon or a dash at a column, and the lines below."""
        if isinstance(value, str):
            return self.text(value, column)
        if not value or (self.random.random() < 0.25 and flat_ok(value)):
            return [f" {self.flat(value)}{self.beside()}"]
        if isinstance(value, dict):
            return [self.beside(), *self.fields(value, column + self.step)]
        dash = column + self.list_step
        lines = [self.beside()]
        for at, one in enumerate(value):
            if at and self.apart:
                lines.append("")
            lines += self.above(dash)
            lines += self.item(one, dash)
        return lines

    def item(self, value: Value, dash: int) -> list[str]:
        start = f"{' ' * dash}-"
        if isinstance(value, dict) and value and self.random.random() < 0.8:
            inner = dash + self.gap
            if self.alone:
                return [start + self.beside(), *self.fields(value, inner)]
            lines = self.fields(value, inner, first=True)
            return [start + " " * (self.gap - 1) + lines[0].lstrip(), *lines[1:]]
        own = self.text(value, dash) if isinstance(value, str) else [f" {self.flat(value)}{self.beside()}"]
        return [start + own[0], *own[1:]]

    def text(self, value: str, column: int) -> list[str]:
        way = self.random.random()
        anchor = ""
        if self.random.random() < 0.04:
            self.anchors += 1
            anchor = f" &a{self.anchors}"
        inner = " " * (column + self.random.choice([1, 2, 2, 2, 4]))
        if "\n" in value or way < 0.25:
            sign = self.random.choice(["|", "|", "|-", "|+"])
            lines = [inner + line if line else self.random.choice(["", inner]) for line in value.split("\n")]
            return [f"{anchor} {sign}{self.beside()}", *lines]
        if way < 0.35 and " " in value and "  " not in value and not value.startswith(" "):
            first, *others = value.split(" ")
            return [
                f"{anchor} {self.random.choice(['>', '>-'])}",
                inner + first,
                *([inner + " ".join(others)] if others else []),
            ]
        if way < 0.5:
            return [f"{anchor} {json.dumps(value, ensure_ascii=False)}{self.beside()}"]
        if way < 0.65:
            return [anchor + " '" + value.replace("'", "''") + "'" + self.beside()]
        if plain(value):
            if way > 0.9 and " " in value:
                first, *others = value.split(" ")
                return [f"{anchor} {first}", inner + " ".join(others) + self.beside()]
            return [f"{anchor} {value}{self.beside()}"]
        return [f"{anchor} {json.dumps(value, ensure_ascii=False)}{self.beside()}"]

    def flat(self, value: Value) -> str:
        if isinstance(value, str):
            bare = plain(value) and not set(value) & set(",[]{}:#")
            return value if bare and self.random.random() < 0.6 else json.dumps(value, ensure_ascii=False)
        between = self.random.choice([", ", ", ", ","])
        if isinstance(value, dict):
            return "{" + between.join(f"{name}: {self.flat(one)}" for name, one in value.items()) + "}"
        return "[" + between.join(map(self.flat, value)) + "]"


def flat_ok(value: Value) -> bool:
    return all("\n" not in one for one in texts(value))


def texts(value: Value) -> Iterator[str]:
    """Yield every text inside a value."""
    if isinstance(value, str):
        yield value
    else:
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts(one)


def plain(text: str) -> bool:
    first = text[:1]
    return (
        (first.isalnum() or first in "“")
        and ": " not in text
        and " #" not in text
        and "\n" not in text
        and text == text.strip()
    )


def a_text(chance: random.Random, lines: bool = True) -> str:
    """Return some words, often on several lines, with signs that mean something in YAML."""
    text = " ".join(chance.choice(WORDS) for _ in range(chance.randint(1, 4)))
    if lines and chance.random() < 0.4:
        more = " ".join(chance.choice(WORDS) for _ in range(3))
        text = f"{text}\n{chance.choice(['', '  indented', ''])}\n{more}"
    return text.strip()


def a_note(chance: random.Random) -> dict[str, Value]:
    note: dict[str, Value] = {"quote": a_text(chance, lines=False), "kind": chance.choice(["claim", "slip"])}
    if chance.random() < 0.5:
        note["id"] = f"n-{chance.randint(1, 99_999)}"
    if chance.random() < 0.4:
        note["key"] = "true"
    note["note"] = a_text(chance)
    if chance.random() < 0.6:
        note["sources"] = [chance.choice(["a-1", "b-2, p. 4", "c-3"]) for _ in range(chance.randint(1, 4))]
    if chance.random() < 0.3:
        note["basis"] = "text"
    return note


def an_option(chance: random.Random) -> dict[str, Value]:
    right = chance.choice(["true", "false"])
    return {"text": a_text(chance, lines=False), "right": right, "why": a_text(chance, lines=False)}


def a_lesson(chance: random.Random) -> dict[str, Value]:
    """Return the values of a lesson; its fields stand in any order."""
    lesson: dict[str, Value] = {
        "title": a_text(chance, lines=False),
        "objectives": [a_text(chance, lines=False) for _ in range(chance.randint(1, 4))],
        "text": a_text(chance),
        "notes": [a_note(chance) for _ in range(chance.randint(1, 4))],
        "checks": [
            {"ask": a_text(chance), "options": [an_option(chance) for _ in range(chance.randint(1, 3))]}
            for _ in range(chance.randint(1, 2))
        ],
    }
    fields = list(lesson.items())
    if chance.random() < 0.3:
        chance.shuffle(fields)
    return dict(fields)
