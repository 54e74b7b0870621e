"""Shell: sheets in; out come PDF files, and a picture of each first page. Runs Typst on the templates.

Typst is told to make PDF/UA-1, so it refuses what is not accessible, and to look at no font of
the system. The same sheet gives the same bytes.
"""

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import local

import typst

from .handouts import FORMATS, Format, Handout
from .typeset import Sheet

_STANDARD = "ua-1"
_PICTURE = 50
"""Pixels an inch: an A4 page is 413 wide, twice what the page of handouts shows."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A file that was made."""

    handout: Handout
    form: Format
    pdf: bytes

    @property
    def path(self) -> str:
        """Where it stands on the site."""
        return self.handout.path(self.form)


@dataclass(frozen=True)
class Press:
    """Typst with the fonts and templates of one project."""

    root: Path
    date: int
    """Seconds since 1970, to stand in the files."""
    made: dict[tuple[str, str, Format], bytes] = field(default_factory=dict)
    """What was printed before, so that only what changed is printed again."""

    def print(self, sheets: Iterable[Sheet], forms: tuple[Format, ...] = FORMATS) -> Iterator[Printed]:
        """Yield each sheet in each format, in this order, as it is ready."""
        jobs = [(sheet, form) for sheet in sheets for form in forms]
        with ThreadPoolExecutor(os.cpu_count()) as workers:
            yield from workers.map(lambda job: self._printed(*job), jobs)

    def picture(self, sheet: Sheet) -> bytes:
        """The first page as a picture in PNG."""
        pages = self._run(sheet, FORMATS[0], format="png", ppi=_PICTURE)
        return pages[0] if isinstance(pages, list) else pages

    def _printed(self, sheet: Sheet, form: Format) -> Printed:
        key = (sheet.template, sheet.data, form)
        if key not in self.made:
            pdf = self._run(sheet, form, format="pdf", pdf_standards=[_STANDARD], timestamp=self.date)
            self.made[key] = pdf if isinstance(pdf, bytes) else pdf[0]
        return Printed(sheet.handout, form, self.made[key])
