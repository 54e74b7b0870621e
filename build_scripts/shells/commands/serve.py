"""`course serve`, `publish`: show the site in a browser."""

import errno
import re
import socket
import tempfile
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import click

from ...shared.words import slug
from ...weave.edition import Edition
from ...web.broken_links import faults, lines
from .. import disk, git
from ..mkdocs import SettingsError
from ..pages_server import published_below, web_address
from ..pages_server import serve as host_server
from ..preview import Preview
from ..preview_server import serve as serve_preview
from ..progress import Progress
from .make import EDITION, build_into


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


@click.command()
@ADDRESS
@EDITION
@click.option("--open", "opens", is_flag=True, help="Open it in the browser.")
def serve(address: str, edition: str, opens: bool) -> None:
    """Preview the course, and edit it in its pages; they change when you save. Stop with Ctrl+C."""
    with _listening(address):
        try:
            preview = Preview(Path.cwd(), Edition(edition), address, partial(click.echo, err=True))
            serve_preview(preview, webbrowser.open if opens else lambda _: None)
        except SettingsError as error:
            raise click.ClickException(str(error)) from error
        except KeyboardInterrupt:
            click.echo()


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
        with Progress() as progress:
            build_into(Edition.STUDENT, site, progress, **given)
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
