"""Shell: the `course` command."""

import os
import sys
import tempfile
from contextlib import suppress
from http.server import ThreadingHTTPServer
from pathlib import Path

import click

from . import disk
from .addresses import public
from .build import Build, build, inspect
from .changes import compare, told
from .coverage import coverage
from .handouts import FOLDER, Format, Size
from .host import published_below, web_address
from .host import serve as host_server
from .paper import slug
from .press import Press, PrintError
from .project import COURSE, LESSONS
from .published import faults, lines
from .reading import nearest
from .renderers import RendererError, mkdocs, site_url, zensical
from .report import annotations, as_json, coverage_table, job_summary, report, summary
from .rules import CATALOGUE, RULES, catalogue, explain
from .scaffold import lesson_scaffold, new_course, with_lesson
from .schemas import schemas
from .source import Edition, Severity
from .typeset import Sheet

SITES = {Edition.STUDENT: "site", Edition.INSTRUCTOR: "site-instructor"}
"""The folder of each edition: only the first is ever published."""

HANDOUTS = {Edition.STUDENT: "handouts", Edition.INSTRUCTOR: "handouts-instructor"}
"""The folder of each edition's files for paper."""

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "blue"}

EDITION = click.option(
    "--edition",
    type=click.Choice([edition.value for edition in Edition]),
    default=Edition.STUDENT.value,
    show_default=True,
    help="For students, or with guides and run sheets for instructors.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="close-reading-course", prog_name="course")
@click.pass_context
def main(context: click.Context) -> None:
    """Make a close-reading course from a paper and the YAML that you write about it.

    Works on the project in the current folder.
    """
    if context.invoked_subcommand not in ("new", "explain") and not Path("mkdocs.yml").is_file():
        raise click.ClickException(
            "there is no mkdocs.yml here. Go to the folder of a course first: cd path/to/course"
        )


@main.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people, or for other programs.",
)
def check(form: str) -> None:
    """List all problems, by file and line; exit 1 if any is an error."""
    made = inspect(*disk.read_files(Path.cwd()))
    if form == "json":
        click.echo(as_json(made.problems))
    else:
        _print(made)
    sys.exit(1 if made.failed else 0)


@main.command("build")
@EDITION
@click.option(
    "--renderer",
    type=click.Choice(["mkdocs", "zensical"]),
    default="mkdocs",
    show_default=True,
    help="What renders the pages. Zensical: the student edition, into site-zensical/.",
)
def build_command(edition: str, renderer: str) -> None:
    """Build the site into site/. If that fails, the last good site stays as it was.

    The instructor edition goes into site-instructor/.
    """
    if renderer == "zensical":
        _build_with_zensical(Edition(edition))
        return
    site = Path.cwd() / SITES[Edition(edition)]
    _build(edition, site)
    option = "" if site.name == "site" else f" --edition {edition}"
    click.echo(f"The site is in {site.name}/. To look at it: course serve{option}")


@main.command()
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Where to listen.")
@EDITION
def serve(address: str, edition: str) -> None:
    """Preview the course; pages change when you save. Stop with Ctrl+C."""
    mkdocs(edition, "serve", "--dev-addr", address)


@main.command("handouts")
@click.option("--lesson", metavar="LESSON", help="One lesson only, by its number or its name.")
@EDITION
@click.option(
    "--paper",
    type=click.Choice([size.value for size in Size]),
    help="One size of paper only.  [default: both]",
)
@click.option("--large-print", is_flag=True, help="In large print: 18 points, nothing grey.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where to put the files.  [default: handouts, or handouts-instructor]",
)
def handouts_command(
    lesson: str | None, edition: str, paper: str | None, large_print: bool, out: Path | None
) -> None:
    """Print handouts as PDF files: of every lesson, and of the whole course.

    The site has those for students already. Those for instructors hold guides and answers.
    """
    root = Path.cwd()
    made = build(*disk.read_files(root), Edition(edition), base=public(site_url()))
    if made.failed or made.woven is None:
        _print(made)
        sys.exit(1)
    sheets = _sheets(made, lesson)
    forms = tuple(Format(size, large_print) for size in Size if paper in (None, size))
    press = _press(root)
    try:
        with click.progressbar(
            press.print(sheets, forms), length=len(sheets) * len(forms), label="Printing"
        ) as printing:
            files = {one.path.removeprefix(FOLDER): one.pdf for one in printing}
    except PrintError as error:
        raise click.ClickException(report([error.problem])) from error
    folder = out or root / HANDOUTS[Edition(edition)]
    written = disk.write_changed(folder, files)
    shown = folder.relative_to(root) if folder.is_relative_to(root) else folder
    click.echo(f"{len(files)} files in {shown}, {len(written)} of them new or changed")


@main.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def pages(folder: Path) -> None:
    """Write the generated Markdown into FOLDER, for another renderer. Unchanged files stay."""
    made = build(*disk.read_files(Path.cwd()))
    if made.failed:
        _print(made)
        sys.exit(1)
    texts = {rendered.page.path: rendered.text for rendered in made.pages} | dict(made.redirects)
    written = disk.write_changed(folder, texts)
    click.echo(f"{len(texts)} pages in {folder}, {len(written)} of them written now")


@main.command("compare")
@click.argument("before", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("after", type=click.Path(exists=True, file_okay=False, path_type=Path))
def compare_command(before: Path, after: Path) -> None:
    """Say what readers would see change between two built sites, such as main's and yours.

    In Markdown: which pages, in which words, and which addresses would no longer work.
    """
    click.echo(told(compare(disk.read_site(before), disk.read_site(after))), nl=False)


@main.command()
@click.option(
    "--check", "wanted", is_flag=True, help="Build what would go out, look for faults, and serve it."
)
@click.option(
    "--below",
    help="Folder of its address, such as /name/; / for a domain of its own. Else the repository's name.",
)
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Where to listen.")
@click.option("--serve/--no-serve", "serves", default=True, show_default=True, help="Serve it, until Ctrl+C.")
def publish(wanted: bool, below: str | None, address: str, serves: bool) -> None:
    """Try locally what a push to main publishes: the student edition, at the repository's address."""
    if not wanted:
        raise click.ClickException(
            "a push to main publishes; .github/workflows/publish.yml does it. To see before what would go out: "
            "course publish --check"
        )
    root = Path.cwd()
    repository = web_address(disk.remote(root))
    base = below or published_below(repository or slug(root.name))
    base = f"/{base.strip('/')}/" if base.strip("/") else "/"
    host, _, port = address.rpartition(":")
    os.environ["SITE_URL"] = f"http://{address}{base}"
    if repository:
        os.environ |= {"REPOSITORY": repository, "EDIT_URI": f"{repository}/edit/main/{{path}}"}
    with tempfile.TemporaryDirectory(prefix="course-") as folder:
        site = Path(folder) / "site"
        _build(Edition.STUDENT.value, site)
        found = faults(disk.read_site(site), base)
        if found:
            raise click.ClickException("\n".join([f"{len(found)} addresses would not work:", *lines(found)]))
        click.echo(f"Every address works below {base}. The workflow also runs: make test")
        if serves:
            click.echo(f"As it would be published: http://{address}{base} (Ctrl+C ends)")
            _serve_forever(host_server(site, base, host, int(port)))


@main.command("report")
def report_command() -> None:
    """Show what the course covers: notes and questions by paragraph, minutes, length, reading level, terms, sources."""
    made = inspect(*disk.read_files(Path.cwd()))
    if made.woven is None:
        _print(made)
        sys.exit(1)
    click.echo(coverage_table(coverage(made.woven)))


@main.command("explain")
@click.argument("rule", required=False)
def explain_command(rule: str | None) -> None:
    """Say what a RULE in square brackets means; without one, list them all."""
    if rule is None:
        for known in RULES:
            click.echo(f"{known.name:<24}{known.means}")
        return
    told = explain(rule)
    if told is None:
        names = tuple(known.name for known in RULES)
        raise click.ClickException(f"there is no rule “{rule}”{nearest(rule, names)}")
    click.echo(told)


@main.group()
def new() -> None:
    """Write files to begin from."""


@new.command()
@click.argument("title")
def lesson(title: str) -> None:
    """Write a new lesson called TITLE, every field explained, and add it to the course."""
    root = Path.cwd()
    files, unread = disk.read_files(root)
    made = inspect(files, unread)
    if made.woven is None or made.failed:
        _print(made)
        raise click.ClickException("mend these first; nothing was written")
    id_, course = slug(title), made.woven.project.course
    path = f"{LESSONS}{id_}.yml"
    if not id_ or not id_.isascii():
        raise click.ClickException(
            "a file is named after the title: give one in Latin letters, and change it in the file"
        )
    if path in files:
        raise click.ClickException(f"{path} is already there; choose another title")
    listed = with_lesson(files[COURSE], id_, course.place("lessons", len(course.lessons) - 1))
    disk.write_changed(
        root, {path: lesson_scaffold(made.woven, title), **({COURSE: listed} if listed else {})}
    )
    click.echo(
        f"Wrote {path}"
        + (
            f" and added it to {COURSE} as the last lesson."
            if listed
            else f". Now add {id_} to lessons: in {COURSE}."
        )
    )
    click.echo(
        f"Open {path}, write your own texts over the samples, and look at it: course serve\n"
        f"Lessons stand in the order of their lines under lessons: in {COURSE}."
    )


@new.command("course")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.argument("paper", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def new_course_command(folder: Path, paper: Path) -> None:
    """Write a new course on PAPER, a plain-text file, into the new FOLDER."""
    if folder.exists() and any(folder.iterdir()):
        raise click.ClickException(f"{folder} is not empty; name a new folder")
    try:
        text = paper.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{paper} is not UTF-8 text: save it again with that encoding") from error
    made = new_course(text)
    folder.mkdir(parents=True, exist_ok=True)
    disk.copy_program(folder)
    disk.write_changed(folder, made.files)
    click.echo(f"Found {made.found}.")
    for doubt in made.unsure:
        click.echo(f"Not sure: {doubt}")
    click.echo(f"\nThe course is in {folder}. Go on with: cd {folder} && course serve")


@main.command()
def schema() -> None:
    """Write the JSON Schemas by which editors complete fields, and the catalogue of rules, into content/schema/."""
    made = {**schemas(), CATALOGUE: catalogue()}
    written = disk.write_changed(Path.cwd(), made)
    click.echo(f"{len(written)} of {len(made)} files written now")


def _serve_forever(server: ThreadingHTTPServer) -> None:
    with server, suppress(KeyboardInterrupt):
        server.serve_forever()


def _sheets(made: Build, lesson: str | None) -> tuple[Sheet, ...]:
    """All sheets, or those of the lesson that was asked for by number or name."""
    lessons = [one.id for one in made.woven.lessons] if made.woven else []
    if lesson is None:
        return made.lay_out()
    name = lessons[int(lesson) - 1] if lesson.isdecimal() and 0 < int(lesson) <= len(lessons) else lesson
    if name not in lessons:
        raise click.ClickException(
            f"there is no lesson “{lesson}”{nearest(lesson, tuple(lessons))}; "
            f"lessons have the numbers 1 to {len(lessons)}, and the names {', '.join(lessons)}"
        )
    return tuple(sheet for sheet in made.lay_out() if sheet.handout.lesson == name)


def _print(made: Build) -> None:
    if made.problems:
        # Notes first, so that what must be mended is what stands above the prompt.
        first = sorted(made.problems, key=lambda problem: problem.severity is not Severity.NOTE)
        click.echo(report(first, _paint))
        click.echo()
    if os.environ.get("GITHUB_ACTIONS") == "true":
        click.echo(annotations(made.problems))
    if page := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(page).open("a", encoding="utf-8") as summary_page:
            summary_page.write(job_summary(made.problems))
    click.echo(summary(made.problems))
    if made.failed:
        click.echo(f"What the rules in square brackets mean: {CATALOGUE}, or: course explain RULE")


def _paint(severity: Severity) -> str:
    return click.style(str(severity), fg=_COLOURS[severity], bold=True)


def _press(root: Path) -> Press:
    return Press(root, int(os.environ.get("SOURCE_DATE_EPOCH") or disk.build_date(root)))


def _build_with_zensical(edition: Edition) -> None:
    if edition is Edition.INSTRUCTOR:
        raise click.ClickException("Zensical builds the student edition only; leave out --edition instructor")
    root = Path.cwd()
    press = _press(root)
    try:
        made = build(*disk.read_files(root), base=public(site_url()), press=press.figures)
        if made.failed:
            _print(made)
            sys.exit(1)
        with disk.replacing(root / "site-zensical") as fresh:
            zensical(root, made, dict(press.files(made.lay_out())), fresh)
    except RendererError as error:
        raise click.ClickException(str(error)) from error
    except PrintError as error:
        raise click.ClickException(report([error.problem])) from error
    click.echo("The site is in site-zensical/.")


def _build(edition: str, site: Path) -> None:
    try:
        with disk.replacing(site) as fresh:
            mkdocs(edition, "build", "--strict", "--site-dir", str(fresh))
    except OSError as error:
        raise click.ClickException(
            f"the site could not be written: {error.strerror} ({error.filename or site}). "
            "The last good site is as it was; make room, or look at the folder's rights."
        ) from error


if __name__ == "__main__":
    main()
