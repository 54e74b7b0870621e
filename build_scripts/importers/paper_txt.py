"""Turn `seeds/paper.txt`, with which older courses began, into `paper.md`: every paragraph keeps its number."""

from collections import deque
from collections.abc import Iterable

from ..paper.blocks import Block, Heading, LeftOut, Text, Words
from ..paper.paper import Omitted
from ..paper.paper_md import Head, PaperSource
from ..paper.plain_text import read_paper


def converted(
    text: str, furniture: Iterable[str], headings: Iterable[str], language: str = ""
) -> PaperSource:
    """Return what `paper.md` says of a paper in plain text.

    Args:
        text: `seeds/paper.txt`.
        furniture: What `seeds/paper.yml` says is none of the paper's text.
        headings: What it says are headings.
        language: BCP 47 tag of the paper.

    """
    paper = read_paper(text, furniture, headings)
    text_blocks: list[tuple[int, Block]] = []
    for section in paper.sections:
        first = section.paragraphs[0].line if section.paragraphs else 0
        if section.heading:
            text_blocks.append((first, Heading(words=Words(section.heading), id=section.id)))
        for one in section.paragraphs:
            text_blocks.append((one.line, Text(words=Words(paper.words(one.span)), number=int(one.id[1:]))))
    blocks: list[Block] = []
    left_out = deque(paper.omitted)
    for line, block in text_blocks:
        while left_out and left_out[0].line < line:
            blocks.append(_left_out(left_out.popleft()))
        blocks.append(block)
    return PaperSource(
        Head(original="original.txt", next=len(paper.paragraphs) + 1, language=language),
        (*blocks, *map(_left_out, left_out)),
    )


def _left_out(line: Omitted) -> LeftOut:
    return LeftOut(text=" ".join(line.text.split()))
