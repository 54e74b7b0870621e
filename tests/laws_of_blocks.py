"""Laws that the blocks of every reader keep."""

from itertools import pairwise

from build_scripts.importers.reading import Reading
from build_scripts.paper.blocks import Form, Mark, MarkKind, Text, Words, words_of


def letters(text: str) -> str:
    """The letters and digits of a text, without all else."""
    return "".join(letter for letter in text if letter.isalnum())


def said(reading: Reading) -> str:
    """All words of a reading, with the labels of its items and notes, and the numbers of what is displayed."""
    fields = ((getattr(block, name, "") for name in ("label", "number")) for block in reading.blocks)
    labels = (" ".join(value for value in values if isinstance(value, str)) for values in fields)
    texts = (" ".join(words.text for words in words_of(block)) for block in reading.blocks)
    return " ".join(f"{label} {text}" for label, text in zip(labels, texts, strict=True))


def broken(words: Words, *, lines: bool = False) -> str:
    """What is wrong with words, by the docstring of `Words`; empty if nothing is."""
    for line in words.text.split("\n") if lines else [words.text]:
        bare = line.lstrip(" ") if lines else line
        if "  " in bare or bare != bare.strip() or any(sign.isspace() and sign != " " for sign in bare):
            return f"white space: {line!r}"
    if list(words.marks) != sorted(words.marks):
        return "marks are not sorted"
    for mark in words.marks:
        if not 0 <= mark.start <= mark.end <= len(words.text):
            return f"a mark outside: {mark}"
        if (mark.start == mark.end) != (mark.kind is MarkKind.NOTE):
            return f"only a note's mark has no words: {mark}"
    return next(
        (f"marks cross: {one} {other}" for one, other in _pairs(words.marks) if _cross(one, other)), ""
    )


def _pairs(marks: tuple[Mark, ...]) -> list[tuple[Mark, Mark]]:
    return [(one, other) for at, one in enumerate(marks) for other in marks[at + 1 :]]


def _cross(one: Mark, other: Mark) -> bool:
    if MarkKind.NOTE in {one.kind, other.kind}:
        note, around = (one, other) if one.kind is MarkKind.NOTE else (other, one)
        return around.kind in {MarkKind.FORMULA, MarkKind.CITES} and around.start < note.start < around.end
    return one.start < other.start < one.end < other.end


def keeps_the_laws(reading: Reading) -> None:
    """Fail if words, marks, tables or doubts are not as the records say."""
    for block in reading.blocks:
        lines = isinstance(block, Text) and block.form in {Form.VERSE, Form.GLOSS}
        for words in words_of(block):
            if type(block).__name__ not in {"LeftOut", "Formula"}:
                assert broken(words, lines=lines) == "", (block, broken(words, lines=lines))
        rows = getattr(block, "rows", ())
        assert len({len(row) for row in rows}) <= 1, block
    assert all(one.harm <= other.harm for one, other in pairwise(reading.doubts))
    assert all(doubt.block is None or doubt.block < len(reading.blocks) for doubt in reading.doubts)
