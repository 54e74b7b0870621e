"""How well papers are read, and how fast. `make bench-import FOLDER=…` runs it on a folder of your own.

`python tests/bench_import.py FOLDER` reads every file of the folder that may be a paper, each in a process of its own,
and prints for each: blocks by kind, headings, notes with and without a mark, entries of the list of references, doubts,
seconds of a processor and memory (beyond that of an empty process), in all and a page.

Where `NAME.truth.yml` stands beside `NAME`, it also prints what was found, missing and invented:

    headings:           # all headings of the text and of the abstract, as printed, without front matter
      - 1 The levy
    paragraphs:         # the first words of each paragraph, quotation, stanza and item
      - The levy on salt was old
    notes: 5            # how many notes there are; each should have a mark
    entries: 4          # how many entries the list of references has; or the first words of each
    sides: 1            # a paper in two languages side by side is counted once for each: 2

All parts may be left out. Words are compared by their letters and digits only. A truth must be made by looking at the
pages, not from what a reader found.
"""

import argparse
import re
import resource
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from build_scripts.importers.formats import PAPERS, read_file
from build_scripts.importers.reading import Reading, Refused
from build_scripts.paper.blocks import Heading, LeftOut, MarkKind, Note, Reference, Text, words_of

TRUTH = ".truth.yml"


@dataclass(frozen=True)
class Measured:
    """What reading one file gave and took."""

    reading: Reading | None
    refused: str
    seconds: float
    memory: int
    """Bytes beyond those of the process before it read."""


@dataclass(frozen=True)
class Rate:
    """How much of what is there was found, and what was found that is not there."""

    what: str
    true: int
    found: int
    invented: int
    missing: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()

    def __str__(self) -> str:
        share = f"{100 * self.found / self.true:.1f} %" if self.true else "none are there"
        lines = [f"  {self.what}: {self.found} of {self.true} ({share}), {self.invented} invented"]
        lines += [f"    missing:  {one[:90]}" for one in self.missing]
        lines += [f"    invented: {one[:90]}" for one in self.wrong]
        return "\n".join(lines)


def letters(text: str) -> str:
    """Return the letters and digits of a text, as they are compared."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\W_]+", "", folded)


def rates(reading: Reading, truth: Mapping[str, object]) -> list[Rate]:
    """Return how a reading compares with a truth."""
    found = []
    blocks = reading.blocks
    if "headings" in truth:
        printed = [block.words.text for block in blocks if isinstance(block, Heading)]
        found.append(_matched("headings", _texts(truth["headings"]), printed, whole=True))
    if "paragraphs" in truth:
        printed = [block.words.text for block in blocks if isinstance(block, Text)]
        found.append(_matched("paragraphs begun right", _texts(truth["paragraphs"]), printed, whole=False))
    if "notes" in truth:
        labels, marks = notes_of(reading)
        count = int(str(truth["notes"]))
        found.append(Rate("notes", count, min(len(labels), count), max(0, len(labels) - count)))
        found.append(Rate("notes with a mark", count, min(len(labels & marks), count), len(marks - labels)))
    if "entries" in truth:
        printed = [block.words.text for block in blocks if isinstance(block, Reference)]
        entries = truth["entries"]
        if isinstance(entries, int):
            found.append(Rate("entries", entries, min(entries, len(printed)), max(0, len(printed) - entries)))
        else:
            found.append(_matched("entries", _texts(entries), printed, whole=False))
    return found


def _texts(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


def _matched(what: str, true: Iterable[str], printed: Iterable[str], *, whole: bool) -> Rate:
    """Return which texts are there, each once; `whole`: all of it, not only its beginning."""
    left = [(letters(one), one) for one in printed]
    wanted = list(true)
    missing = []
    for one in wanted:
        key = letters(one)
        hit = next((pair for pair in left if (pair[0] == key if whole else pair[0].startswith(key))), None)
        if hit:
            left.remove(hit)
        else:
            missing.append(one)
    wrong = tuple(text for _, text in left)
    return Rate(what, len(wanted), len(wanted) - len(missing), len(wrong), tuple(missing), wrong)


def notes_of(reading: Reading) -> tuple[set[str], set[str]]:
    """Return the labels of notes, and those to which a mark leads."""
    labels = {block.label for block in reading.blocks if isinstance(block, Note)}
    marks = {
        mark.value
        for block in reading.blocks
        for words in words_of(block)
        for mark in words.marks
        if mark.kind == MarkKind.NOTE
    }
    return labels, marks


def measure(path: Path) -> Measured:
    """Read one file; to be called in a process that has read none before."""
    data = path.read_bytes()
    beside = {
        str(one.relative_to(path.parent)): one.read_bytes()
        for one in path.parent.iterdir()
        if one.is_file() and one != path and one.suffix in (".bib", ".png", ".jpg", ".svg", ".csl")
    }
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    reading, refused = None, ""
    try:
        reading = read_file(path.name, data, beside)
    except Refused as error:
        refused = str(error)
    seconds = time.process_time() - start
    return Measured(
        reading, refused, seconds, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    )


def report(path: Path, measured: Measured) -> str:
    """Return what there is to say about one file."""
    head = f"{path.name}: {measured.seconds:.2f} s, {measured.memory / 1e6:.0f} MB"
    reading = measured.reading
    if reading is None:
        return f"{head}\n  refused: {measured.refused}"
    pages = max((block.where.page for block in reading.blocks), default=0)
    if pages:
        head += (
            f"; a page ({pages}): {measured.seconds / pages:.3f} s, {measured.memory / pages / 1e6:.2f} MB"
        )
    kinds = Counter(_kind(block) for block in reading.blocks)
    labels, marks = notes_of(reading)
    doubts = Counter(doubt.harm.name.lower() for doubt in reading.doubts)
    left_out = sum(len(block.text) for block in reading.blocks if isinstance(block, LeftOut))
    lines = [
        head,
        "  " + ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items())),
        f"  notes with a mark {len(labels & marks)}, without {len(labels - marks)}; letters left out {left_out}",
        "  doubts: " + (", ".join(f"{count} {harm}" for harm, count in sorted(doubts.items())) or "none"),
    ]
    truth = path.with_name(path.name + TRUTH)
    if truth.exists():
        lines += [
            str(rate) for rate in rates(reading, yaml.safe_load(truth.read_text(encoding="utf-8")) or {})
        ]
    return "\n".join(lines)


def _kind(block: object) -> str:
    return str(block.form) if isinstance(block, Text) else type(block).__name__.lower()


def main() -> None:
    """Read a folder and print what came out."""
    parser = argparse.ArgumentParser(
        description="Read every paper of a folder, and say what came out and what it took."
    )
    parser.add_argument("folder")
    given = parser.parse_args().folder
    folder = Path(given).expanduser()  # not every shell does it in `FOLDER=~/papers`
    if not given or not folder.is_dir():
        parser.error(f"“{given}” is no folder; say where your papers are: make bench-import FOLDER=~/papers")
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() in PAPERS)
    if not files:
        parser.error(f"no papers in {folder}: it looks for {', '.join(PAPERS)}")
    for path in files:
        with ProcessPoolExecutor(1) as process:
            try:
                print(report(path, process.submit(measure, path).result()), flush=True)
            except Exception as error:  # the next file is to be read all the same
                print(f"{path.name}: {type(error).__name__}: {error}", flush=True)


if __name__ == "__main__":
    main()
