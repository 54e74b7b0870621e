"""Run Typst on sheets.

It makes PDF files, and a picture of each first page. It has to follow PDF/UA-1, so it refuses what is not
accessible. It may not use fonts of the system. The same sheet always gives the same bytes: files have no date.
"""

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import local
from typing import Any

import typst

from ..check.catalogue import HANDOUT
from ..print.sheets import Sheet
from ..shared.place import Place, Problem
from ..show.handouts import Figures
from ..weave.handouts import FORMATS, Format, Handout

TEMPLATES, FONTS = "overrides/handouts", "overrides/fonts"

_STANDARD = "ua-1"
_PIXELS = 50
"""Pixels per inch: the picture of an A4 page is 413 pixels wide, twice what the page of handouts shows."""
_PICTURE_OF = b"""
#set page(width: auto, height: auto, margin: 0pt, fill: white)
#image(bytes(json(bytes(sys.inputs.pdf))), format: "pdf", page: 1)
"""


@dataclass(frozen=True, slots=True)
class Printed:
    """A file that was made."""

    handout: Handout
    form: Format
    pdf: bytes

    @property
    def path(self) -> str:
        """Its path on the site."""
        return self.handout.path(self.form)

    @property
    def pages(self) -> int:
        """How many pages it has. Raises `PrintError` if they cannot be counted."""
        count = len(re.findall(rb"/Type\s*/Page\b", self.pdf))
        if not count:  # as in a file with compressed objects
            found = "its pages cannot be counted: this version of Typst writes PDF in another way"
            raise PrintError(
                Problem(Place(self.path), "handout", found, "use the version in requirements.lock")
            )
        return count


class PrintError(Exception):
    """Typst refused a sheet; `problem` says which, and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.found)
        self.problem = problem


@dataclass(frozen=True)
class Press:
    """Typst with the fonts and templates of one project."""

    root: Path
    changed: float = 0
    """When a template was last changed, in seconds since 1970."""
    made: dict[tuple[str, str, Format], bytes] = field(default_factory=dict, compare=False)
    """What was printed before, so that only what changed is printed again."""
    running: local = field(default_factory=local, compare=False)
    """Each thread's compiler."""

    @cached_property
    def fonts(self) -> typst.Fonts:
        """The fonts of the project, and no others."""
        folder = str(self.root / FONTS)
        return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])

    def print(self, sheets: Iterable[Sheet], forms: tuple[Format, ...] = FORMATS) -> Iterator[Printed]:
        """Yield each sheet in each format, in this order, as soon as it is ready.

        Raises `PrintError` if Typst refuses one; so do the other methods that print.
        """
        jobs = [(sheet, form) for sheet in sheets for form in forms]
        with ThreadPoolExecutor(os.cpu_count()) as workers:
            yield from workers.map(lambda job: self._printed(*job), jobs)

    def figures(self, sheets: Iterable[Sheet]) -> dict[str, Figures]:
        """Print all sheets in all formats; return the figures of each file, by its path on the site."""
        return {one.path: Figures(one.pages, len(one.pdf)) for one in self.print(sheets)}

    def files(self, sheets: Iterable[Sheet]) -> Iterator[tuple[str, bytes]]:
        """Yield the path on the site, and the data, of each picture and each PDF of the sheets."""
        listed = tuple(sheets)
        yield from self.pictures(listed)
        yield from ((one.path, one.pdf) for one in self.print(listed))

    def file(self, sheets: Iterable[Sheet], path: str) -> bytes | None:
        """Return the PDF or the picture at a path on the site; `None` if it belongs to none of the sheets."""
        listed = tuple(sheets)
        self._forget_all_but(listed)
        for sheet in listed:
            if path == sheet.handout.picture:
                return self._picture(sheet)
            for form in FORMATS:
                if path == sheet.handout.path(form):
                    return self._printed(sheet, form).pdf
        return None

    def pictures(self, sheets: Iterable[Sheet]) -> Iterator[tuple[str, bytes]]:
        """Yield the path on the site, and the PNG, of the picture of each first page."""
        with ThreadPoolExecutor(os.cpu_count()) as workers:
            yield from workers.map(lambda sheet: (sheet.handout.picture, self._picture(sheet)), sheets)

    def social(self, cards: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
        """Start to make the pictures of social cards; `cards`: their data, by path on the site.

        Returns at once. The iterator waits for each PNG, and yields it with its path.
        """
        workers = ThreadPoolExecutor(max((os.cpu_count() or 1) - 1, 1))  # leaves a core to the caller
        made = workers.map(self._card, cards, cards.values())
        workers.shutdown(wait=False)
        return zip(cards, made, strict=True)

    def _forget_all_but(self, sheets: Iterable[Sheet]) -> None:
        """Drop what was printed from sheets that no longer exist: a preview may run all day."""
        wanted = {(sheet.template, sheet.data) for sheet in sheets}
        for key in [key for key in self.made if key[:2] not in wanted]:
            self.made.pop(key, None)

    def _printed(self, sheet: Sheet, form: Format) -> Printed:
        key = (sheet.template, sheet.data, form)
        if key not in self.made:
            what = f"{sheet.handout.name.lower()} “{sheet.handout.title}”"
            inputs = {"data": sheet.data, "size": str(form.size), "large": str(form.large).lower()}
            self.made[key] = self._run(sheet.template, what, inputs, pdf_standards=[_STANDARD])
        return Printed(sheet.handout, form, self.made[key])

    def _card(self, path: str, data: str) -> bytes:
        inputs = {"data": data, "size": "a4", "large": "false"}
        return self._run("social.typ", f"picture {path}", inputs, format="png", ppi=72)

    def _picture(self, sheet: Sheet) -> bytes:
        """Draw the first page of the PDF, which takes less time than to set that page again."""
        pdf = self._printed(sheet, FORMATS[0]).pdf
        inputs = {"pdf": json.dumps(list(pdf), separators=(",", ":"))}
        what = f"picture {sheet.handout.picture}"
        return self._run(sheet.template, what, inputs, input=_PICTURE_OF, format="png", ppi=_PIXELS)

    def _run(self, template: str, what: str, inputs: dict[str, str], **options: Any) -> bytes:
        """Run Typst in this thread, on a template, or on the `input` among the options.

        Raises `PrintError` if Typst refuses; `what` names the result in its message.
        """
        options = {"input": str(self.root / TEMPLATES / template), **options}
        try:
            made = self._typst.compile(sys_inputs=inputs, **options)
        except typst.TypstError as error:
            raise PrintError(_problem(template, what, error)) from error
        return made[0] if isinstance(made, list) else bytes(made or b"")

    @property
    def _typst(self) -> typst.Compiler:
        """The compiler of this thread. Each thread has its own, since a compiler does one thing at a time."""
        if not hasattr(self.running, "compiler"):
            self.running.compiler = typst.Compiler(
                root=str(self.root / TEMPLATES), font_paths=self.fonts, ignore_system_fonts=True
            )
        return self.running.compiler  # type: ignore[no-any-return]


def press_of(root: Path) -> Press:
    """Return the press of a project, for its templates as they are now."""
    changed = max((path.stat().st_mtime for path in (root / TEMPLATES).iterdir()), default=0)
    return Press(root, changed)


def _problem(template: str, what: str, error: typst.TypstError) -> Problem:
    return HANDOUT.at(
        Place(f"{TEMPLATES}/{template}"),
        f"the {what} cannot be printed: {error.message}",
        f"mend the template; Typst says:\n{error.diagnostic}",
    )
