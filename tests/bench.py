"""What the program takes, each figure beside what it is compared with and its targets. Run by `make bench`.

`python tests/bench.py` measures everything, in about twenty minutes on two cores; `python tests/bench.py start preview`
only these parts; with `--most 100`, no course of more lessons than that.

Every figure is a whole process, a whole stage or a whole answer. What is compared runs in turn, theirs and ours, so that
a slow moment of the machine falls on both: a ratio is the median of the ratios of each turn.

- The pages that plain MkDocs builds are in `baseline/`: those of version 0.2.0.
- A clean build has an empty folder for its site, and nothing that an earlier build kept. A second build comes after it:
  it has what the first one kept, and a site to replace. MkDocs keeps nothing, so each of its builds is clean.
- Python may keep the bytecode of our program, as it does of packages, even where the environment forbids it.
- `make site` is measured without make: the command that it runs, in a copy of this course.
- What a preview answers is always what was saved last: a save and one question are timed together.
"""

import argparse
import gc
import math
import os
import re
import shutil
import socket
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from statistics import median
from urllib.request import urlopen

import yaml
from synthetic import course, varied

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from build_scripts.build import build
from build_scripts.shells.disk import read_files, write_changed
from build_scripts.shells.kept_files import KeptFiles
from build_scripts.shells.typst import Press, press_of
from build_scripts.weave.handouts import FORMATS

RUNS = 5
FEW = 2
"""Runs with 1,000 lessons."""
SAVES = 50
"""Saves after which memory is measured again."""
PAUSE = 0.3
"""Seconds before each save: nobody saves faster."""
PATIENCE = 300
"""Seconds to wait for a preview to begin."""
COURSE = [sys.executable, "-m", "build_scripts"]
GIVEN = ("mkdocs.yml", "overrides", "build_scripts", "seeds", "content")
"""What a project has before anything is built."""
NOTE, TITLE = ("notes", 0, "note"), ("title",)
"""The ways to what is changed in a lesson."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A row of the table."""

    name: str
    ours: float
    unit: str = "s"
    beside: str = ""
    """What it is compared with."""
    theirs: float | None = None
    ratio: float | None = None
    first: float | None = None
    """The most that the ratio may be, or our figure if there is no ratio; `None` if there is no target."""
    then: float | None = None
    """The next target."""

    @property
    def line(self) -> str:
        """The row as text."""
        theirs = "" if self.theirs is None else f"{self.theirs:.2f} {self.unit} "
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        targets = ", then ".join(f"{one:g}" for one in (self.first, self.then) if one is not None)
        ours = f"{self.ours:.2f} {self.unit}"
        return _row(self.name, ours, theirs + self.beside, ratio, targets, self.met)

    @property
    def met(self) -> str:
        """Whether the first target is met, or both; empty if there is none."""
        if self.first is None:
            return ""
        measured = self.ours if self.ratio is None else self.ratio
        if measured > self.first:
            return "no"
        return "both" if self.then is not None and measured <= self.then else "yes"


def main() -> None:
    """Print the table, each row when it is measured."""
    asked = argparse.ArgumentParser(description="Measure the program.")
    asked.add_argument("parts", nargs="*", metavar="PART", help=f"what to measure: {', '.join(PARTS)}")
    asked.add_argument("--most", type=int, default=1000, help="lessons in the longest course")
    given = asked.parse_args()
    if unknown := set(given.parts) - set(PARTS):
        asked.error(f"there is no part {', '.join(unknown)}; there are {', '.join(PARTS)}")
    print(_row("figure", "ours", "compared with", "ratio", "target", "met"))
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as folder:
        for part in given.parts or PARTS:
            for figure in PARTS[part](Path(folder), given.most):
                print(figure.line, flush=True)
                figures.append(figure)
    met = [one.met != "no" for one in figures if one.met]
    print(f"\nFirst target met: {sum(met)} of {len(met)}")


def _row(*cells: str) -> str:
    widths = (60, 10, 36, 6, 16, 0)
    return " ".join(f"{cell:<{width}}" for cell, width in zip(cells, widths, strict=True)).rstrip()


def start(folder: Path, most: int) -> Iterator[Figure]:
    """How long commands take that answer at once."""
    project = _this(folder)
    commands = {"--help": 0.15, "check": 0.5}
    jobs = (lambda one=one: _seconds([*COURSE, one], project) for one in commands)
    for (command, first), taken in zip(commands.items(), _in_turn(RUNS, *jobs), strict=True):
        yield Figure(name=f"course {command}, this course", ours=median(taken), first=first)


def clean_build(folder: Path, most: int) -> Iterator[Figure]:
    """What a clean build takes, and a second one, beside plain MkDocs with the pages of version 0.2.0."""
    for pages, name, runs, first, then in (
        ("this", "this course", RUNS, 1.0, 0.7),
        ("100", "100 lessons", RUNS, 0.6, 0.4),
        ("1000", "1,000 lessons", FEW, 0.6, 0.4),
    ):
        if pages != "this" and int(pages) > most:
            continue
        project = _this(folder) if pages == "this" else _like_baseline(folder, int(pages))
        plain = _plain(folder / f"plain-{pages}", pages)
        theirs, clean, second = _in_turn(
            runs, lambda at=plain: _mkdocs(at), lambda at=project: _build(at), lambda at=project: _again(at)
        )
        for which, ours in ((name, clean), (f"{name}, second build", second)):
            yield _compared(
                f"course build, {which}, without handouts", ours, "plain MkDocs", theirs, first, then
            )


def zensical(folder: Path, most: int) -> Iterator[Figure]:
    """What a clean build takes, beside Zensical."""
    for lessons, runs in ((100, RUNS), (1000, FEW)):
        if lessons > most:
            continue
        project = _like_baseline(folder, lessons)
        warm = _for_zensical(folder / f"zensical-{lessons}", str(lessons))
        _seconds([*COURSE, "pages", str(warm / "docs")], project)
        _zensical(warm)
        name = f"course build, {lessons:,} lessons, without handouts"
        for beside, theirs in (
            ("--renderer zensical", lambda at=project: _build(at, "--renderer", "zensical")),
            ("zensical build, the second", lambda at=warm: _zensical(at)),
        ):
            try:
                base, ours = _in_turn(runs, theirs, lambda at=project: _build(at))
            except AssertionError as failure:  # Zensical's own search, for one, has limits
                print(str(failure).strip().splitlines()[-1], file=sys.stderr)
                yield Figure(name=name, ours=math.nan, beside=f"{beside}: failed")
            else:
                yield _compared(name, ours, beside, base, 0.3)


def growth(folder: Path, most: int) -> Iterator[Figure]:
    """How the time of the generator alone grows; without garbage collection, as in `course build`."""
    few, many = 100, min(most, 1000)
    if many <= few:
        return
    templates = {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in (ROOT / "overrides/pages").iterdir()
    }
    small, large = (templates | course(size, paragraphs=3) for size in (few, many))
    less, more = _in_turn(FEW + 1, lambda: _generating(small), lambda: _generating(large))
    exponent = median(math.log(b / a) for a, b in zip(less, more, strict=True)) / math.log(many / few)
    beside = f"{median(less):.2f} s and {median(more):.2f} s"
    name = f"growth exponent of the generator, {few} to {many:,} lessons"
    yield Figure(name=name, ours=exponent, unit="", beside=beside, first=1.05, then=1.0)


def preview(folder: Path, most: int) -> Iterator[Figure]:
    """How long it takes from a save to the page."""
    for lessons, first, then in ((10, 0.4, 0.2), (100, 0.6, 0.3), (500, 1.0, 0.5)):
        if lessons > most:
            continue
        project = _previewed(folder, lessons)
        with _preview(project) as (address, _):
            _get(f"{address}lessons/lesson-{lessons // 2}/")
            for what, way in (("note", NOTE), ("title", TITLE)):
                name = f"preview, {lessons} lessons, save a {what} to its page"
                taken = median(_save(project, address, lessons // 2, way) for _ in range(RUNS))
                yield Figure(name=name, ours=taken, first=first, then=then)


def memory(folder: Path, most: int) -> Iterator[Figure]:
    """How much memory a preview has: when the first page was served, and after many saves in many lessons."""
    lessons = min(most, 500)
    project = _previewed(folder, lessons)
    with _preview(project) as (address, process):
        _get(f"{address}lessons/lesson-1/")
        before = _megabytes(process)
        for number in range(SAVES):
            _save(project, address, number % lessons + 1, TITLE if number % 5 == 4 else NOTE)
        after = _megabytes(process)
    name = f"memory of a preview, {lessons} lessons, after {SAVES} saves"
    yield Figure(name=name, ours=after, unit="MB", first=500)
    yield Figure(
        name=name, ours=after, unit="MB", beside="before", theirs=before, ratio=after / before, first=1.1
    )


def site(folder: Path, most: int) -> Iterator[Figure]:
    """What `make site` takes when most was printed before."""
    project = _this(folder)
    lessons = sorted((project / "content/lessons").glob("*.yml"))
    lesson = next(path for path in lessons if "\nnotes:" in path.read_text(encoding="utf-8"))
    text = lesson.read_text(encoding="utf-8")
    _site(project)

    def changed() -> float:
        lesson.write_text(_with_word(text, next(WORDS), NOTE), encoding="utf-8")
        return _site(project)

    one_note, nothing = _in_turn(RUNS, changed, lambda: _site(project))
    lesson.write_text(text, encoding="utf-8")
    yield Figure(name="make site, nothing changed, all handouts", ours=median(nothing), first=2.5)
    yield Figure(name="make site, one note changed, all handouts", ours=median(one_note), first=4)


def handouts(folder: Path, most: int) -> Iterator[Figure]:
    """What printing takes: with cold caches, where each run has a press of its own and data that no other had; then kept."""
    lay_out = build(*read_files(ROOT), base="https://course.example.edu/").lay_out
    dates = count(int(time.time()))

    def a4() -> None:
        sheets = [replace(sheet, data=sheet.data + " " * (next(dates) % 997)) for sheet in lay_out()]
        list(Press(ROOT).print(sheets, FORMATS[:1]))

    def everything() -> None:
        sheets = tuple(replace(sheet, data=sheet.data + " " * (next(dates) % 997)) for sheet in lay_out())
        list(Press(ROOT).files(sheets))

    for name, job, first in (("on A4", a4, 3), ("in four formats", everything, 10)):
        taken = median(_timed(job) for _ in range(3))
        yield Figure(name=f"handouts of this course {name}, cold", ours=taken, first=first)
    kept, sheets = replace(press_of(ROOT), kept=KeptFiles(folder / "prints")), lay_out()
    list(kept.files(sheets))
    taken = median(_timed(lambda: list(replace(kept, made={}).files(sheets))) for _ in range(3))
    yield Figure(name="handouts of this course in four formats, kept", ours=taken)


PARTS: Mapping[str, Callable[[Path, int], Iterator[Figure]]] = {
    "start": start,
    "build": clean_build,
    "zensical": zensical,
    "growth": growth,
    "preview": preview,
    "memory": memory,
    "site": site,
    "handouts": handouts,
}
"""Each measures in a folder, without courses of more lessons than a number."""

_AS_USERS_HAVE_IT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""The environment, in which Python keeps bytecode: pip has compiled MkDocs, but not what lies in a checkout."""

WORDS = (f"Saved{number:03}" for number in count())
"""What is saved: each word once."""


def _compared(
    name: str, ours: list[float], beside: str, theirs: list[float], first: float, then: float | None = None
) -> Figure:
    ratio = median(mine / base for mine, base in zip(ours, theirs, strict=True))
    return Figure(
        name=name,
        ours=median(ours),
        beside=beside,
        theirs=median(theirs),
        ratio=ratio,
        first=first,
        then=then,
    )


def _in_turn(runs: int, *jobs: Callable[[], float]) -> list[list[float]]:
    """The seconds of each job; if there are many runs, the first, on cold caches, does not count."""
    cold = int(runs > FEW)
    times = [[job() for job in jobs] for _ in range(runs + cold)][cold:]
    return [list(column) for column in zip(*times, strict=True)]


def _this(folder: Path) -> Path:
    """A copy of this course."""
    return _project(folder / "this", lambda: read_files(ROOT)[0])


def _like_baseline(folder: Path, lessons: int) -> Path:
    """The course that the baseline is of; of 1,000 longer lessons the paper would be larger than a file may be."""
    made = (lambda: course(lessons)) if lessons < 1000 else (lambda: course(lessons, paragraphs=3))
    return _project(folder / f"made-{lessons}", made)


def _previewed(folder: Path, lessons: int) -> Path:
    """A course with everything that editors may write."""
    made = (lambda: varied(lessons)) if lessons < 500 else (lambda: varied(lessons, paragraphs=3))
    return _project(folder / f"varied-{lessons}", made)


def _project(project: Path, texts: Callable[[], Mapping[str, str]]) -> Path:
    """Lay out a project once: this one's program and theme, and the texts of a course."""
    if not project.exists():
        shutil.copytree(ROOT / "overrides", project / "overrides")
        shutil.copy(ROOT / "mkdocs.yml", project)
        (project / "build_scripts").symlink_to(ROOT / "build_scripts")
        write_changed(project, texts())
        (project / "content/pages").mkdir(parents=True, exist_ok=True)
    return project


def _plain(folder: Path, pages: str) -> Path:
    """The pages of the baseline, to be built by stock Material with our settings but nothing of ours."""
    _unpack(folder, pages)
    _write_settings(folder)
    return folder


def _for_zensical(folder: Path, pages: str) -> Path:
    """The same settings for Zensical, for pages of today. It makes no search either: it would for an empty list."""
    _unpack(folder, pages)
    _write_settings(folder, ("plugins: []", "plugins: [{search: {enabled: false}}]"))
    shutil.rmtree(folder / "docs")
    return folder


def _unpack(folder: Path, pages: str) -> None:
    with tarfile.open(ROOT / f"tests/baseline/{pages}.tar.xz") as packed:
        packed.extractall(folder / "docs", filter="data")
    (folder / "docs/nav.yml").rename(folder / "nav.yml")


def _write_settings(folder: Path, *changes: tuple[str, str]) -> None:
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    settings = re.sub(r"^ *(hooks|watch|custom_dir):.*\n", "", settings, flags=re.MULTILINE)
    for old, new in (("docs_dir: content/pages", "docs_dir: docs"), *changes):
        settings = settings.replace(old, new)
    navigation = (folder / "nav.yml").read_text(encoding="utf-8")
    (folder / "mkdocs.yml").write_text(f"{settings}\n{navigation}", encoding="utf-8")


def _mkdocs(folder: Path) -> float:
    shutil.rmtree(folder / "site", ignore_errors=True)
    return _seconds([sys.executable, "-m", "mkdocs", "build", "--quiet"], folder)


def _zensical(folder: Path) -> float:
    """It keeps what it made, so the second time it makes what changed."""
    return _seconds([sys.executable, "-m", "zensical", "build"], folder)


def _build(project: Path, *options: str) -> float:
    """A clean build, without handouts: they have figures of their own."""
    for path in project.iterdir():
        if path.name not in GIVEN:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    return _again(project, *options)


def _again(project: Path, *options: str) -> float:
    """A build with whatever an earlier one left."""
    return _seconds([*COURSE, "build", *options], project)


def _site(project: Path) -> float:
    return _seconds([*COURSE, "build"], project, on_paper="true")


def _seconds(command: list[str], folder: Path, on_paper: str = "false") -> float:
    begun = time.perf_counter()
    done = subprocess.run(
        command,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env=_AS_USERS_HAVE_IT | {"HANDOUTS": on_paper},
    )
    taken = time.perf_counter() - begun
    assert done.returncode == 0, done.stdout + done.stderr
    return taken


def _timed(job: Callable[[], object]) -> float:
    begun = time.perf_counter()
    job()
    return time.perf_counter() - begun


def _generating(files: Mapping[str, str]) -> float:
    gc.collect()
    gc.disable()
    try:
        return _timed(lambda: build(files))
    finally:
        gc.enable()


@contextmanager
def _preview(project: Path) -> Iterator[tuple[str, int]]:
    """Run a preview; give the address of the site and the number of the process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        where = f"127.0.0.1:{free.getsockname()[1]}"
    said = project.with_suffix(".log")
    with (
        said.open("w") as log,
        subprocess.Popen([*COURSE, "serve", "--address", where], cwd=project, stdout=log, stderr=log) as run,
    ):
        try:
            yield _begun(said, run), run.pid
        finally:
            run.terminate()


def _begun(said: Path, run: subprocess.Popen[bytes]) -> str:
    """Wait for a preview; return the address that it tells."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and run.poll() is None:
        if told := re.search(r"The preview is at (http://\S+/)", said.read_text(encoding="utf-8")):
            return told[1]
        time.sleep(0.05)
    raise AssertionError(f"the preview did not begin:\n{said.read_text(encoding='utf-8')}")


def _save(project: Path, address: str, number: int, way: tuple[str | int, ...]) -> float:
    """Seconds from saving a lesson with a new word in it to its page with this word."""
    lesson, word = project / f"content/lessons/lesson-{number}.yml", next(WORDS)
    text = _with_word(lesson.read_text(encoding="utf-8"), word, way)
    time.sleep(PAUSE)
    begun = time.perf_counter()
    lesson.write_text(text, encoding="utf-8")
    page = _get(f"{address}lessons/lesson-{number}/")
    taken = time.perf_counter() - begun
    assert word in page, f"{lesson.name} was saved with {word}, and its page does not say so"
    return taken


def _with_word(text: str, word: str, way: tuple[str | int, ...]) -> str:
    """Return a text in YAML with a word put before the value that a way leads to; nothing else changes."""
    node = yaml.compose(text)
    for step in way:
        inner = node.value
        node = (
            inner[step] if isinstance(step, int) else next(value for key, value in inner if key.value == step)
        )
    at = text.index(node.value.split()[0], node.start_mark.index)
    return f"{text[:at]}{word} {text[at:]}"


def _get(address: str) -> str:
    with urlopen(address, timeout=60) as answer:
        return str(answer.read().decode())


def _megabytes(process: int) -> float:
    """The memory that a process has now."""
    shown = subprocess.run(
        ["ps", "-o", "rss=", "-p", str(process)], capture_output=True, text=True, check=True
    )
    return int(shown.stdout) * 1024 / 1_000_000


if __name__ == "__main__":
    main()
