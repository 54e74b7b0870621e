"""Write the numbers, names and keys that `paper.md` lacks into its text. No other byte changes."""

import re
from dataclasses import replace

from .blocks import Form, Heading, Reference, Text
from .entries import with_keys
from .paper_md import ITEM, NUMBER, read_paper_md
from .structured import with_numbers, with_section_ids

_NEXT = re.compile(r"(?m)(\A\ufeff?---\r?\n(?:(?!---).*\n)*?next:[ \t]*)\d+")


def with_written_numbers(text: str) -> str:
    """Return the text of `paper.md` with a number, a name or a key for each block, heading and reference that has none."""
    source, _ = read_paper_md(text)
    given = with_section_ids(with_numbers(replace(source, blocks=with_keys(source.blocks))))
    lines = re.split(r"(\r\n|[\n\r])", text)  # every other one is a line's end
    for before, after in zip(source.blocks, given.blocks, strict=True):
        at = 2 * (before.where.line - 1)
        if isinstance(before, Text) and isinstance(after, Text) and before.number != after.number:
            lines[at] = _with_number(lines[at], before, after.number)
        elif isinstance(before, Heading) and isinstance(after, Heading) and not before.id:
            lines[at] = _with_id(lines[at], after.id)
        elif isinstance(before, Reference) and isinstance(after, Reference) and not before.key:
            lines[at] = re.sub(r"^@ *", f"@{after.key} ", lines[at])
    written = "".join(lines)
    return text if written == text else with_next(written, given.head.next)


def with_next(text: str, number: int) -> str:
    """Return the text of `paper.md` with another next number to give in its head."""
    if _NEXT.search(text):
        return _NEXT.sub(rf"\g<1>{number}", text, count=1)
    end = "\r\n" if "\r\n" in text else "\n"
    if text.lstrip("\ufeff").startswith("---"):
        return re.sub(r"\A(\ufeff?---\s*?\r?\n)", rf"\g<1>next: {number}{end}", text, count=1)
    bom = "\ufeff" * text.startswith("\ufeff")
    return f"{bom}---{end}next: {number}{end}---{end}{end}{text.removeprefix(bom)}"


def _with_number(line: str, block: Text, number: int) -> str:
    """Return the first line of a block with its number; the one that it has, which another block has too, is replaced."""
    if block.form is Form.GLOSS:
        return f"::: gloss {written_number(block, number)}"
    start = start_of_words(line, block.form)
    sign, words = line[:start], line[start:]
    found = NUMBER.match(words)
    return f"{sign}{written_number(block, number)} {words[found.end() if found else 0 :]}"


def written_number(block: Text, number: int) -> str:
    """Return a number with what stands beside it, such as `[3 was 4]`."""
    was = f" was {' '.join(map(str, block.was))}" if block.was else ""
    return f"[{number}{was}{f' lang={block.language}' if block.language else ''}]"


def start_of_words(line: str, form: Form) -> int:
    """Return where the words, or the number before them, begin in a line."""
    if form is Form.ITEM:
        found = ITEM.match(line)
    elif form in (Form.QUOTATION, Form.VERSE):
        found = re.match(r"[>|] ?", line)
    else:
        found = None
    return found.end() if found else 0


def _with_id(line: str, id_: str) -> str:
    found = re.search(r"\s\{(lang=[^{}]*)\}\s*$", line)
    if found:
        return f"{line[: found.start()]} {{#{id_} {found[1]}}}"
    return f"{line.rstrip()} {{#{id_}}}"
