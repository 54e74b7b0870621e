"""Run Typst on sheets.

It makes PDF files, and a picture of each first page. It has to follow PDF/UA-1, so it refuses what is not
accessible. It may not use fonts of the system. The same sheet always gives the same bytes: files have no date.
So what was printed is kept, and Typst is loaded only if there is something new to print.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path
from subprocess import PIPE
from tempfile import TemporaryDirectory
from threading import Lock, local
from typing import TYPE_CHECKING, Any

from ..check.catalogue import HANDOUT
from ..print.imposing import Side, booklet, two_up
from ..print.sheets import Sheet
from ..read.project import FILES_FOLDER, PICTURES_FOLDER
from ..shared.markdown import FILES
from ..shared.place import Place, Problem
from ..shared.steps import Begin, Stage, announced, silent
from ..show.blocks import PICTURES
from ..show.handouts import Figures
from ..weave.handouts import FORMATS, Fold, Format, Handout, Size
from . import typst_alone
from .disk import read_own_files, read_pictures
from .kept_files import PRINTS, KeptFiles, kept_files, key_of

if TYPE_CHECKING:
    import typst

TEMPLATES, FONTS = "overrides/handouts", "overrides/fonts"
FONT_LIST = "SHA256SUMS"
"""The list of the fonts that belong to a project, in their folder: a digest and a name on each line."""
_FONT_ENDINGS = (".otf", ".ttf", ".ttc", ".otc")

Stamps = tuple[tuple[str, int, int], ...]
"""The templates, fonts and pictures of a project: the path of each, its size in bytes, and when it was changed."""

_OF_PICTURES = ("failed to decode image", "failed to parse SVG")
"""What Typst says of pictures that it cannot read."""
_ALONE = 500_000
"""Letters of a sheet from which on it is printed in a process of its own, and none beside it.

Typst needs some hundred bytes for each letter, and keeps them for later prints.
"""
_WORKER = 500_000_000
"""Bytes of memory that each thread may want."""
_STANDARD = "ua-1"
_HALF = {Size.A4: "a5", Size.LETTER: "half-letter"}
"""What the templates call half a sheet of each size."""
_PIXELS = 50
"""Pixels per inch: the picture of an A4 page is 413 pixels wide, twice what the page of downloads shows."""
_PICTURE_OF = b"""
#set page(width: auto, height: auto, margin: 0pt, fill: white)
#image("pdf", format: "pdf", page: 1)
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
        return pages_of(self.pdf, self.path)


def pages_of(pdf: bytes, path: str) -> int:
    """Return how many pages a file has that Typst made; `path` names it if they cannot be counted: a `PrintError`."""
    count = len(re.findall(rb"/Type\s*/Page\b", pdf))
    if not count:  # as in a file with compressed objects
        found = "its pages cannot be counted: this version of Typst writes PDF in another way"
        raise PrintError(Problem(Place(path), "handout", found, "use the version in requirements.lock"))
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
    stamps: Stamps = ()
    """Its templates, fonts and pictures when the press was made."""
    kept: KeptFiles | None = None
    """What earlier builds printed; `None` to print everything."""
    begin: Begin = field(default=silent, compare=False)
    """What is told of each file before it is waited for."""
    made: dict[tuple[str, str, Format], bytes] = field(default_factory=dict, compare=False)
    """What was printed before, so that only what changed is printed again."""
    running: local = field(default_factory=local, compare=False)
    """Each thread's compiler."""
    alone: Lock = field(default_factory=Lock, compare=False)
    """Held by whoever prints a large sheet."""
    children: set["subprocess.Popen[bytes]"] = field(default_factory=set, compare=False)
    """The processes that print now."""

    @cached_property
    def fonts(self) -> "typst.Fonts":
        """The fonts of the project and those that Typst brings, and no others.

        Raises `PrintError` if one is not there or cannot be read: Typst would leave out what is set in it, and say nothing.
        """
        import typst

        folder = self.root / FONTS
        found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(folder)])
        read = {Path(one.path).name for one in found.fonts() if one.path}
        for name in _fonts_of(folder):
            if name not in read:
                raise PrintError(_no_font(folder, name))
        return found

    def print(self, sheets: Iterable[Sheet], forms: tuple[Format, ...] | None = None) -> Iterator[Printed]:
        """Yield each sheet in each format, in this order, as soon as it is ready; in all of its formats, if none is named.

        Raises `PrintError` if Typst refuses one; so do the other methods that print.
        """
        jobs = [(sheet, form) for sheet in sheets for form in forms or sheet.handout.formats]
        waiting = announced(self.begin, Stage.PRINT, jobs, lambda job: job[0].handout.path(job[1]))
        yield from (one for _, one in zip(waiting, self._ready(jobs), strict=True))

    def figures(self, sheets: Iterable[Sheet]) -> dict[str, Figures]:
        """Print all sheets in all formats; return the figures of each file, by its path on the site."""
        return {one.path: Figures(one.pages, len(one.pdf)) for one in self.print(sheets)}

    def files(self, sheets: Iterable[Sheet]) -> Iterator[tuple[str, bytes]]:
        """Yield the path on the site, and the data, of each picture and each PDF of the sheets."""
        listed = tuple(sheets)
        yield from self.pictures(listed)
        jobs = ((sheet, form) for sheet in listed for form in sheet.handout.formats)
        yield from ((one.path, one.pdf) for one in self._ready(jobs))

    def file(self, sheets: Iterable[Sheet], path: str) -> bytes | None:
        """Return the PDF or the picture at a path on the site; `None` if it belongs to none of the sheets."""
        listed = tuple(sheets)
        self._forget_all_but(listed)
        for sheet in listed:
            if path == sheet.handout.picture:
                return self._picture(sheet)
            for form in sheet.handout.formats:
                if path == sheet.handout.path(form):
                    return self._printed(sheet, form).pdf
        return None

    def pictures(self, sheets: Iterable[Sheet]) -> Iterator[tuple[str, bytes]]:
        """Yield the path on the site, and the PNG, of the picture of each first page."""
        listed = tuple(sheets)
        waiting = announced(self.begin, Stage.PICTURES, listed, lambda sheet: sheet.handout.picture)
        with self._workers() as workers:
            made = workers.map(self._picture, listed)
            yield from ((sheet.handout.picture, one) for sheet, one in zip(waiting, made, strict=True))

    def social(self, cards: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
        """Start to make the pictures of social cards; `cards`: their data, by path on the site.

        Returns at once. The iterator waits for each PNG, and yields it with its path.
        """
        workers = ThreadPoolExecutor(how_many_workers())
        made = workers.map(self._card, cards, cards.values())
        workers.shutdown(wait=False)
        return zip(announced(self.begin, Stage.CARDS, tuple(cards), str), made, strict=True)

    def _forget_all_but(self, sheets: Iterable[Sheet]) -> None:
        """Drop what was printed from sheets that no longer exist: a preview may run all day."""
        wanted = {(sheet.template, sheet.data) for sheet in sheets}
        for key in [key for key in self.made if key[:2] not in wanted]:
            self.made.pop(key, None)

    def _ready(self, jobs: Iterable[tuple[Sheet, Format]]) -> Iterator[Printed]:
        """Yield each sheet in its format as soon as it is ready."""
        with self._workers() as workers:
            yield from workers.map(lambda job: self._printed(*job), jobs)

    @contextmanager
    def _workers(self) -> Iterator[ThreadPoolExecutor]:
        """Give threads that print; whatever ends the work ends them and their processes, too."""
        workers = ThreadPoolExecutor(how_many_workers())
        try:
            yield workers
        finally:
            workers.shutdown(wait=False, cancel_futures=True)
            for child in tuple(self.children):
                child.kill()
            workers.shutdown()

    def _printed(self, sheet: Sheet, form: Format) -> Printed:
        key = (sheet.template, sheet.data, form)
        if key not in self.made and form.fold in (Fold.BOOKLET, Fold.TWO_UP):
            self.made[key] = self._folded(sheet, form)
        if key not in self.made:
            what = f"{sheet.handout.name.lower()} “{sheet.handout.title}”"
            inputs: dict[str, str | bytes] = {
                "data": sheet.data,
                "size": _HALF[form.size] if form.fold else str(form.size),
                "large": str(form.large).lower(),
                **self._shown(sheet.pictures),
            }
            self.made[key] = self._run(sheet.template, what, inputs, pdf_standards=[_STANDARD])
        return Printed(sheet.handout, form, self.made[key])

    def _folded(self, sheet: Sheet, form: Format) -> bytes:
        """Return small pages on sheets. The file is not PDF/UA: Typst cannot place pages of a file in one that is."""
        pdf = self._printed(sheet, replace(form, fold=Fold.SINGLE)).pdf
        place = booklet if form.fold is Fold.BOOKLET else two_up
        sides = place(pages_of(pdf, sheet.handout.path(form)), sheet.right_to_left)
        return self.placed([pdf], sides, form.size, sheet.handout.title)

    def placed(self, files: Sequence[bytes], sides: Sequence[Side], size: Size, title: str) -> bytes:
        """Return pages of files, placed on the sides of sheets."""
        numbered: list[list[dict[str, int] | None]] = [
            [{"file": one.file, "page": one.page} if one else None for one in side] for side in sides
        ]
        inputs: dict[str, str | bytes] = {
            "size": str(size),
            "title": title,
            "sides": json.dumps(numbered),
            **{f"file{index}": file for index, file in enumerate(files)},
        }
        template = "imposed.typ"
        source = (self.root / TEMPLATES / template).read_bytes()
        return self._run(template, f"sheets of “{title}”", inputs, input=source)

    def _shown(self, paths: tuple[str, ...]) -> dict[str, bytes]:
        """Return the pictures that a sheet shows, by their paths on the site."""
        names = [path.removeprefix(PICTURES) for path in paths if path.startswith(PICTURES)]
        own = [path for path in paths if path.startswith(FILES)]
        found = {PICTURES + name: data for name, data in read_pictures(self.root, names)}
        return found | dict(read_own_files(self.root, own))

    def _card(self, path: str, data: str) -> bytes:
        inputs = {"data": data, "size": "a4", "large": "false"}
        return self._run("social.typ", f"picture {path}", inputs, format="png", ppi=72)

    def _picture(self, sheet: Sheet) -> bytes:
        """Draw the first page of the PDF, which takes less time than to set that page again."""
        inputs = {"pdf": self._printed(sheet, FORMATS[0]).pdf}
        what = f"picture {sheet.handout.picture}"
        return self._run(sheet.template, what, inputs, input=_PICTURE_OF, format="png", ppi=_PIXELS)

    def _run(self, template: str, what: str, inputs: Mapping[str, str | bytes], **options: Any) -> bytes:
        """Run Typst in this thread, on a template, or on the `input` among the options; or return what is kept.

        Raises `PrintError` if Typst refuses; `what` names the result in its message.
        """
        if self.kept is None:
            return self._new(template, what, inputs, options)
        key = self.key(template, inputs, options)
        data = self.kept.get(key)
        if data is None:
            data = self._new(template, what, inputs, options)
            if self.stamps == _stamps(
                self.root
            ):  # else a template was saved meanwhile, and the key may be of the other
                self.kept.keep(key, data)
        return data

    def key(self, template: str, inputs: Mapping[str, str | bytes], options: Mapping[str, Any]) -> str:
        """Return the key of a file: a digest of all that it is made from."""
        named = (part for name, value in sorted(inputs.items()) for part in (name, value))
        return key_of(self._press, template, repr(sorted(options.items())), *named)

    @cached_property
    def _press(self) -> str:
        """A digest of what every file is made from: this version of Typst, all templates and all fonts.

        All templates, because a template may import any other.
        """
        try:
            files = [(_name(self.root, path), path.read_bytes()) for path in _files(self.root)]
        except OSError as error:
            place = Place(_name(self.root, Path(error.filename)))
            found, fix = f"this file cannot be opened ({error.strerror})", "check that you may read it"
            raise PrintError(HANDOUT.at(place, found, fix)) from error
        return key_of(version("typst"), *(part for file in files for part in file))

    def _new(
        self, template: str, what: str, inputs: Mapping[str, str | bytes], options: Mapping[str, Any]
    ) -> bytes:
        import typst

        pictures = [name.removeprefix(PICTURES) for name in inputs if name.startswith((PICTURES, FILES))]
        try:
            if "input" in options:
                return self._of_files(inputs, options)
            given = {
                name: value if isinstance(value, str) else _numbers(value) for name, value in inputs.items()
            }
            asked = {"input": str(self.root / TEMPLATES / template), "sys_inputs": given, **options}
            if len(given.get("data", "")) > _ALONE:
                with self.alone:
                    return self._alone(asked)
            return _file(self._typst.compile(**asked))
        except typst.TypstError as error:
            raise PrintError(_problem(template, what, error.message, error.diagnostic, pictures)) from error
        except _Refused as refused:
            message, diagnostic = refused.args
            raise PrintError(_problem(template, what, message, diagnostic, pictures)) from refused

    def _of_files(self, inputs: Mapping[str, str | bytes], options: Mapping[str, Any]) -> bytes:
        """Run Typst on the `input` among the options beside files with the inputs.

        A PDF that is given as text takes thirty times its size.
        """
        import typst

        with TemporaryDirectory(prefix="course-") as folder:
            for name, value in inputs.items():
                Path(folder, name).write_bytes(value if isinstance(value, bytes) else value.encode())
            compiler = typst.Compiler(root=folder, font_paths=self.fonts, ignore_system_fonts=True)
            template = Path(folder, "made.typ")
            template.write_bytes(options["input"])
            return _file(compiler.compile(**{**options, "input": str(template)}))

    def _alone(self, options: Mapping[str, Any]) -> bytes:
        """Run Typst in a process of its own. Raises `_Refused`, with its message and its report."""
        _ = self.fonts  # if one is not there, it is told here
        asked = typst_alone.asked(str(self.root / TEMPLATES), str(self.root / FONTS), dict(options))
        command = [sys.executable, "-P", typst_alone.__file__]  # its folder has a module named typst
        with subprocess.Popen(command, stdin=PIPE, stdout=PIPE, stderr=PIPE) as child:
            self.children.add(child)
            try:
                made, said = child.communicate(asked)
            finally:
                self.children.discard(child)
        if child.returncode == typst_alone.REFUSED:
            raise _Refused(*json.loads(made))
        if child.returncode:
            why = "Typst ended before it was ready; mostly there was too little memory"
            raise _Refused(why, said.decode(errors="replace"))
        return made

    @property
    def _typst(self) -> "typst.Compiler":
        """The compiler of this thread. Each thread has its own, since a compiler does one thing at a time."""
        if not hasattr(self.running, "compiler"):
            import typst

            self.running.compiler = typst.Compiler(
                root=str(self.root / TEMPLATES), font_paths=self.fonts, ignore_system_fonts=True
            )
        return self.running.compiler  # type: ignore[no-any-return]


class _Refused(Exception):  # noqa: N818  # it is no error of ours
    """What a process of Typst refused: its message, and its report."""


def _file(made: Any) -> bytes:
    """Return the file that Typst made; of pictures of pages, the first."""
    return made[0] if isinstance(made, list) else bytes(made or b"")


@cache
def how_many_workers() -> int:
    """Return how many threads print at a time: as many as there are cores, and no more than memory allows."""
    try:
        memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):  # as on Windows
        memory = 8 * _WORKER
    with suppress(OSError, ValueError):  # what a container may have
        memory = min(memory, int(Path("/sys/fs/cgroup/memory.max").read_text(encoding="ascii")))
    return max(1, min(os.cpu_count() or 1, memory // _WORKER - 1))


def press_of(root: Path, begin: Begin = silent) -> Press:
    """Return the press of a project, for its templates and fonts as they are now, with what earlier builds printed.

    `begin`: is told of each file.
    """
    kept = kept_files(root, PRINTS)
    if kept:
        kept.tidy()
    return Press(root, _stamps(root), kept, begin)


def _fonts_of(folder: Path) -> list[str]:
    """Return the names of the fonts that a folder has, and of those that its list says it has."""
    listed = folder / FONT_LIST
    lines = listed.read_text(encoding="utf-8").splitlines() if listed.is_file() else []
    names = (line.partition("  ")[2] for line in lines if line.strip())
    there = (path.name for path in folder.glob("*") if path.suffix.lower() in _FONT_ENDINGS)
    return sorted({*names, *there})


def _no_font(folder: Path, name: str) -> Problem:
    place = Place(f"{FONTS}/{name}")
    if not (folder / name).is_file():
        found = "this font is not there, and handouts would be printed without the words that are set in it"
        return HANDOUT.at(
            place, found, f"put it back from the repository, or take its line out of {FONTS}/{FONT_LIST}"
        )
    found = "this font cannot be read, and handouts would be printed without the words that are set in it"
    return HANDOUT.at(
        place, found, "put the file itself here: Git LFS, for example, may have left a note in its place"
    )


def _stamps(root: Path) -> Stamps:
    folders = (root / PICTURES_FOLDER, root / FILES_FOLDER)
    pictures = sorted(path for folder in folders for path in folder.glob("*"))
    found = ((_name(root, path), path.stat()) for path in (*_files(root), *pictures) if path.exists())
    return tuple((name, about.st_size, about.st_mtime_ns) for name, about in found)


def _files(root: Path) -> list[Path]:
    """Return all files that Typst may read."""
    folders = (root / TEMPLATES, root / FONTS)
    return sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())


def _name(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix()


def _numbers(data: bytes) -> str:
    """Return bytes as a list of numbers in JSON, since Typst takes only text."""
    return json.dumps(list(data), separators=(",", ":"))


def _problem(template: str, what: str, message: str, diagnostic: str, pictures: list[str]) -> Problem:
    if pictures and message.startswith(_OF_PICTURES):
        return HANDOUT.at(
            Place(PICTURES_FOLDER),
            f"the {what} cannot be printed: one of its pictures cannot be read ({', '.join(pictures)})",
            "save it anew as PNG or JPEG",
        )
    return HANDOUT.at(
        Place(f"{TEMPLATES}/{template}"),
        f"the {what} cannot be printed: {message}",
        f"mend the template; Typst says:\n{diagnostic}",
    )
