"""`course build`, `serve`, `publish`, `pages`: make the site."""

import errno
import re
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import click

from ...build import build
from ...check.report import report
from ...shared.words import slug
from ...weave.addresses import link_to_file
from ...weave.edition import Edition
from ...web.broken_links import faults, lines
from ...web.markdown_files import page_file
from ...web.redirects import redirects
from .. import disk, git
from ..mkdocs import SettingsError, build_site, settings
from ..pages_server import published_below, web_address
from ..pages_server import serve as host_server
from ..preview import Preview
from ..preview_server import serve as serve_preview
from ..session import Settings, begin
from ..swap import replacing
from ..typst import PrintError
from ..zensical import MISSING, RendererError, installed, zensical
from .terminal import print_problems


def _host_and_port(context: click.Context, parameter: click.Parameter, given: str) -> str:
    host, _, port = given.rpartition(":")
    if not re.fullmatch(r"[\w.-]+", host) or not port.isdecimal() or not 0 < int(port) < 65536:
        raise click.BadParameter("write a host and a port, such as 127.0.0.1:8001")
    return given


ADDRESS = click.option(
    "--address",
    default="127.0.0.1:8000",
    show_default=True,
    callback=_host_and_port,
    help="Where to listen.",
)

EDITION = click.option(
    "--edition",
    type=click.Choice([edition.value for edition in Edition]),
    default=Edition.STUDENT.value,
    show_default=True,
    help="For students, or with guides and run sheets for instructors.",
)

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
def build_command(edition: str, renderer: str) -> None:
    """Build the site into site/. If that fails, the last good site stays as it was.

    The instructor edition goes into site-instructor/.
    """
    if renderer == "zensical":
        _build_with_zensical(Edition(edition))
        return
    site = Path.cwd() / SITES[Edition(edition)]
    _build(Edition(edition), site)
    option = "" if site.name == "site" else f" --edition {edition}"
    click.echo(f"The site is in {site.name}/. To look at it: course serve{option}")


@click.command()
@ADDRESS
@EDITION
def serve(address: str, edition: str) -> None:
    """Preview the course; pages change when you save. Stop with Ctrl+C."""
    with _listening(address):
        try:
            serve_preview(Preview(Path.cwd(), Edition(edition), address, partial(click.echo, err=True)))
        except SettingsError as error:
            raise click.ClickException(str(error)) from error
        except KeyboardInterrupt:
            click.echo()


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def pages(folder: Path) -> None:
    """Write the pages as Markdown files into FOLDER, for another renderer. Unchanged files stay."""
    made = build(*disk.read_files(Path.cwd()), on_paper=False, linker=link_to_file)
    if made.failed:
        print_problems(made.problems)
        sys.exit(1)
    texts = {one.page.path: page_file(one.page, one.text) for one in made.pages}
    texts |= redirects(made.woven) if made.woven else {}
    written = disk.write_changed(folder, texts)
    click.echo(f"{len(texts)} pages in {folder}, {len(written)} of them written now")


@click.command()
@click.option(
    "--check",
    "wanted",
    is_flag=True,
    help="Build what would be published, look for addresses that fail, and serve it.",
)
@click.option(
    "--below",
    help="The path of the site in its address: /name/, or / for a domain of its own.  [default: the repository's name]",
)
@ADDRESS
@click.option("--serve/--no-serve", "serves", default=True, show_default=True, help="Serve it, until Ctrl+C.")
def publish(wanted: bool, below: str | None, address: str, serves: bool) -> None:
    """Try locally what a push to main publishes: the student edition, at the repository's address."""
    if not wanted:
        raise click.ClickException(
            "a push to main publishes; .github/workflows/publish.yml does it. To see first what would be published: "
            "course publish --check"
        )
    root = Path.cwd()
    repository = web_address(git.remote(root))
    base = below or published_below(repository or slug(root.name))
    base = f"/{base.strip('/')}/" if base.strip("/") else "/"
    host, _, port = address.rpartition(":")
    given = {"site_url": f"http://{address}{base}"}
    if repository:
        given |= {"edit_uri_template": f"{repository}/edit/main/{{path}}"}
    with tempfile.TemporaryDirectory(prefix="course-") as folder:
        site = Path(folder) / "site"
        _build(Edition.STUDENT, site, **given)
        found = faults(disk.read_site(site), base)
        if found:
            raise click.ClickException("\n".join([f"{len(found)} addresses would not work:", *lines(found)]))
        tests = " The workflow also runs: make test-program" if (root / "tests").is_dir() else ""
        click.echo(f"Every address works below {base}.{tests}")
        if serves:
            click.echo(f"As it would be published: http://{address}{base} (Ctrl+C ends)")
            with _listening(address):
                _serve_forever(host_server(site, base, host, int(port)))


@contextmanager
def _listening(address: str) -> Iterator[None]:
    """Turn the error when nothing can be served at an address into a message for people."""
    try:
        yield
    except OSError as error:
        known = (errno.EADDRINUSE, errno.EACCES, errno.EADDRNOTAVAIL)
        if error.errno not in known and not isinstance(error, socket.gaierror):
            raise
        raise click.ClickException(
            f"nothing can be served at {address}: {(error.strerror or '').lower()}. If another preview runs there, "
            "end it, or choose another port: --address 127.0.0.1:8001"
        ) from error


def _serve_forever(server: ThreadingHTTPServer) -> None:
    with server, suppress(KeyboardInterrupt):
        server.serve_forever()


def _build_with_zensical(edition: Edition) -> None:
    if edition is Edition.INSTRUCTOR:
        raise click.ClickException("Zensical builds the student edition only; leave out --edition instructor")
    if not installed():
        raise click.ClickException(MISSING)
    root = Path.cwd()
    address, on_paper = settings()
    try:
        session = begin(Settings(root, edition, address, on_paper), link_to_file)
        if session.build.failed:
            print_problems(session.build.problems)
            sys.exit(1)
        with replacing(root / "site-zensical") as fresh:
            zensical(root, session, fresh)
    except RendererError as error:
        raise click.ClickException(str(error)) from error
    except PrintError as error:
        raise click.ClickException(report([error.problem])) from error
    click.echo("The site is in site-zensical/.")


def _build(edition: Edition, site: Path, **given: str) -> None:
    try:
        with replacing(site) as fresh:
            build_site(edition, fresh, **given)
    except OSError as error:
        raise click.ClickException(
            f"the site could not be written: {error.strerror} ({error.filename or site}). "
            "The last good site is as it was; free some disk space, or check the permissions of the folder."
        ) from error
