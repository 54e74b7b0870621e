"""Check a paper that was imported: `paper.md` by itself, and beside what the import wrote."""

from collections.abc import Iterator

from ..paper.paper_md import PaperSource, read_paper_md
from ..read.course import PaperFile
from ..shared.keep import ONCE, Keep
from ..shared.place import Problem
from ..weave.weave import Woven
from .proof import proof
from .structure import structure


def paper_is_in_order(woven: Woven, keep: Keep = ONCE) -> Iterator[Problem]:
    """Report what is wrong in `paper.md` by itself, and where its words are not those that were imported."""
    if woven.source is None:
        return
    yield from keep(_structure, woven.source)
    if woven.project.imported_text:
        imported, _ = keep(read_paper_md, woven.project.imported_text)
        yield from keep(_proof, imported, woven.source, woven.project.paper)


def _structure(source: PaperSource) -> tuple[Problem, ...]:
    return tuple(structure(source))


def _proof(imported: PaperSource, source: PaperSource, file: PaperFile) -> tuple[Problem, ...]:
    return tuple(proof(imported, source, file))
