"""`course build`, `pages`: make the site, or its pages."""

import sys
from pathlib import Path

import click

from ...build import build
from ...check.report import report
from ...weave.addresses import link_to_file
from ...weave.edition import Edition
from ...web.markdown_files import page_file
from ...web.redirects import redirects
from .. import disk
from ..mkdocs import build_site, settings
from ..progress import Progress, timings
from ..session import Settings, begin
from ..shop import shop_of
from ..swap import replacing
from ..typst import PrintError
from ..zensical import MISSING, RendererError, installed, zensical
from .terminal import print_problems

EDITION = click.option(
    "--edition",
    type=click.Choice([edition.value for edition in Edition]),
    default=Edition.STUDENT.value,
    show_default=True,
    help="For students, or with guides and run sheets for instructors.",
)

QUIET = click.option("--quiet", is_flag=True, help="Print only problems and errors.")

SITES = {Edition.STUDENT: "site", Edition.INSTRUCTOR: "site-instructor"}
"""The folder of each edition; only that of students is ever published."""


@click.command("build")
@EDITION
@click.option(
    "--renderer",
    type=click.Choice(["mkdocs", "zensical"]),
    default="mkdocs",
    show_default=True,
    help="What renders the pages. Zensical: the student edition, into site-zensical/.",
)
@QUIET
@click.option(
    "--timings", "timed", is_flag=True, help="Print afterwards where the time went, by stage and page."
)
def build_command(edition: str, renderer: str, quiet: bool, timed: bool) -> None:
    """Build the site into site/. If that fails, the last good site stays as it was.

    The instructor edition goes into site-instructor/.
    """
    progress = Progress(not quiet)
    with progress:
        if renderer == "zensical":
            _build_with_zensical(Edition(edition), progress)
            done = "The site is in site-zensical/."
        else:
            site = Path.cwd() / SITES[Edition(edition)]
            build_into(Edition(edition), site, progress)
            option = "" if site.name == "site" else f" --edition {edition}"
            done = f"The site is in {site.name}/. To look at it: course serve{option}"
    if not quiet:
        click.echo(done)
    if timed:
        click.echo(timings(progress.spent))


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def pages(folder: Path) -> None:
    """Write the pages as Markdown files into FOLDER, for another renderer. Unchanged files stay."""
    shop = shop_of(Path.cwd())
    made = build(*disk.read_files(Path.cwd()), on_paper=False, linker=link_to_file, shop=shop)
    if made.failed:
        print_problems(made.problems)
        sys.exit(1)
    texts = {one.page.path: page_file(one.page, one.text) for one in made.pages}
    texts |= redirects(made.woven) if made.woven else {}
    written = disk.write_changed(
        folder, {**made.exports, **{path: text.encode() for path, text in texts.items()}}
    )
    click.echo(
        f"{len(made.pages)} pages and the files beside them in {folder}, {len(written)} of them written now"
    )


def _build_with_zensical(edition: Edition, progress: Progress) -> None:
    if edition is Edition.INSTRUCTOR:
        raise click.ClickException("Zensical builds the student edition only; leave out --edition instructor")
    if not installed():
        raise click.ClickException(MISSING)
    root = Path.cwd()
    address, on_paper, kept = settings()
    try:
        asked = Settings(root, edition, address, on_paper, kept=kept, begin=progress.begin)
        session = begin(asked, link_to_file)
        if session.build.failed:
            print_problems(session.build.problems)
            sys.exit(1)
        with replacing(root / "site-zensical") as fresh:
            zensical(root, session, fresh)
    except RendererError as error:
        raise click.ClickException(str(error)) from error
    except PrintError as error:
        raise click.ClickException(report([error.problem])) from error


def build_into(edition: Edition, site: Path, progress: Progress, **given: str) -> None:
    """Build an edition into a folder; `given` replaces settings of `mkdocs.yml`."""
    try:
        with replacing(site) as fresh:
            build_site(edition, fresh, progress, **given)
    except OSError as error:
        raise click.ClickException(
            f"the site could not be written: {disk.refused_by(error)}. "
            "The last good site is as it was; free some disk space, or check the permissions of the folder."
        ) from error
