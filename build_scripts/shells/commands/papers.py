"""`course import`, `number`: bring a paper into a course, and number its new paragraphs."""

from pathlib import Path

import click

from ...importers.merge import Merged, merged
from ...importers.paper_txt import converted
from ...importers.reading import Refused
from ...importers.transcript import told, transcript
from ...paper.paper_md import PaperSource, read_paper_md
from ...paper.write_md import write_paper_md
from ...paper.write_numbers import with_written_numbers
from ...read.course import PaperFile
from ...read.project import IMPORTED_MD, PAPER_FILE, PAPER_MD, PAPER_TEXT
from ...read.validate import read_record
from ...start.scaffold import paper_file
from ..originals import Original, read_original
from ..swap import rewrite

PICTURES = "seeds/pictures/"


def read_paper_file(path: Path) -> tuple[Original, PaperSource]:
    """Return a paper that was read from a file, and what `paper.md` says of it. End with a message if it is refused."""
    try:
        original = read_original(path)
    except Refused as refused:
        raise click.ClickException(str(refused)) from refused
    return original, transcript(original.reading, original.name, original.sha256)


def kept_with(original: Original) -> dict[str, bytes]:
    """Return what is kept beside `paper.md`: the file as it was, and its pictures."""
    pictures = {f"{PICTURES}{name}": data for name, data in original.reading.pictures.items()}
    return {f"seeds/{original.name}": original.data, **pictures}


def tell(original: Original, source: PaperSource) -> None:
    """Print what was found in a paper, and what is unsure."""
    said = told(original.reading, source)
    click.echo(f"Found {said.found}.")
    for doubt in said.unsure:
        click.echo(f"Not sure: {doubt}")


@click.command("import")
@click.argument("paper", type=click.Path(exists=True, path_type=Path))
def import_command(paper: Path) -> None:
    """Bring PAPER into this course as seeds/paper.md; corrections and numbers that are there already stay.

    With seeds/paper.txt, the plain text that older courses have, it is written as Markdown with the same numbers.
    """
    root = Path.cwd()
    if paper.resolve() == (root / PAPER_TEXT).resolve():
        _convert(root)
        return
    if (root / PAPER_TEXT).is_file() and not (root / PAPER_MD).is_file():
        raise click.ClickException(
            f"this course has {PAPER_TEXT}, and its paragraphs have numbers already. First keep these: "
            f"course import {PAPER_TEXT}"
        )
    original, found = read_paper_file(paper)
    writes = kept_with(original)
    made = Merged(found, found, ())
    if (root / PAPER_MD).is_file():
        ours = _read(root / PAPER_MD)
        base = _read(root / IMPORTED_MD) if (root / IMPORTED_MD).is_file() else ours
        made = merged(base, ours, found)
    writes |= {
        PAPER_MD: write_paper_md(made.source).encode(),
        IMPORTED_MD: write_paper_md(made.imported).encode(),
    }
    if not (root / PAPER_FILE).is_file():
        writes[PAPER_FILE] = paper_file(original.reading).encode()
    rewrite(root, writes, ())
    tell(original, found)
    for one in made.undecided:
        click.echo(f"Yours was kept: {one}")
    click.echo(f"\nThe paper is {PAPER_MD}; see what is open: course check")
    click.echo("To go through it beside the pages of the file: course serve, then Proofread in the menu")


def _convert(root: Path) -> None:
    text = (root / PAPER_TEXT).read_text(encoding="utf-8")
    record, _ = read_record(PAPER_FILE, (root / PAPER_FILE).read_text(encoding="utf-8"), PaperFile)
    if record is None:
        raise click.ClickException(f"mend {PAPER_FILE} first: course check")
    made = write_paper_md(converted(text, record.furniture, record.headings, record.citation.language or ""))
    rewrite(
        root,
        {PAPER_MD: made.encode(), IMPORTED_MD: made.encode(), "seeds/original.txt": text.encode()},
        [PAPER_TEXT],
    )
    click.echo(
        f"Wrote {PAPER_MD}; every paragraph has the number that it had. {PAPER_TEXT} is seeds/original.txt now."
    )
    click.echo(f"Take furniture:, headings: and sha256: out of {PAPER_FILE}: they are for plain text.")


def _read(path: Path) -> PaperSource:
    return read_paper_md(path.read_text(encoding="utf-8"))[0]


@click.command("number")
def number_command() -> None:
    """Write a number beside each paragraph of seeds/paper.md that has none, and a name beside each section."""
    path = Path.cwd() / PAPER_MD
    if not path.is_file():
        raise click.ClickException(f"this course has no {PAPER_MD}; import a paper first: course import FILE")
    before = path.read_bytes().decode("utf-8")
    after = with_written_numbers(before)
    if after == before:
        click.echo("Every paragraph has its number.")
        return
    rewrite(Path.cwd(), {PAPER_MD: after.encode()}, ())
    click.echo(f"Wrote the numbers into {PAPER_MD}.")
