"""`course serve`, `publish`: show the site in a browser."""

import errno
import re
import socket
import tempfile
import webbrowser
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from threading import Thread

import click
from click.core import ParameterSource

from ...check.publishing import to_publish
from ...check.report import report
from ...inspect import inspect
from ...shared.place import Severity
from ...shared.steps import Stage, Step
from ...shared.words import counted, slug
from ...weave.edition import Edition
from ...web.broken_links import faults
from ...web.summary import NOT_LOOKED, Facts, Looked, summary
from ...web.weights import weights
from .. import browser, disk, git
from ..mkdocs import SettingsError
from ..pages_server import published_below, web_address
from ..pages_server import serve as host_server
from ..preview import Preview
from ..preview_server import serve as serve_preview
from ..progress import Progress
from ..publisher import publisher
from .make import EDITION, build_into
from .terminal import print_problems

_TRIED = 20
"""Ports that are looked at for a free one."""


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
@click.option(
    "--open",
    "opens",
    is_flag=True,
    help="Open it in the browser, at the next free port if no address is given and that one is taken.",
)
@click.pass_context
def serve(context: click.Context, address: str, edition: str, opens: bool) -> None:
    """Preview the course, and edit it in its pages; they change when you save. Stop with Ctrl+C."""
    if opens and context.get_parameter_source("address") is ParameterSource.DEFAULT:
        taken, address = address, _not_taken(address)
        if address != taken:
            click.echo(f"Something else is shown at {taken}, so this course is at {address}.", err=True)
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
@click.option(
    "--browser/--no-browser",
    "looks",
    default=True,
    show_default=True,
    help="Open every page in Chromium, Chrome or Edge, where there is one.",
)
def publish(wanted: bool, below: str | None, address: str, serves: bool, looks: bool) -> None:
    """Try locally what a push to main publishes: the student edition, at the repository's address."""
    if not wanted:
        raise click.ClickException(
            "a push to main publishes; .github/workflows/publish.yml does it. To see first what would be published: "
            "course publish --check"
        )
    root = Path.cwd()
    made = inspect(*disk.read_files(root))
    if made.woven is None or made.failed:
        print_problems(made.problems)
        raise click.ClickException("mend these first: a course with errors is never published")
    publishing = publisher(root)
    problems = to_publish(made.problems, made.woven, publishing)
    stopping = tuple(one for one in problems if one.severity is Severity.ERROR)
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
            files = disk.read_site(site)
            found, weighed = faults(files, base), weights(files)
            with _listening(address), host_server(site, base, host, int(port)) as server:
                thread = Thread(target=server.serve_forever, daemon=True)
                thread.start()
                try:
                    here = f"http://{address}{base}"
                    looked = _looked(here, weighed.pages, progress) if looks else NOT_LOOKED
                    if stopping:
                        click.echo(report(stopping))
                    pencil = repository if any(b'rel="edit"' in page for page in files.values()) else ""
                    facts = Facts(made.woven, publishing, pencil, base, len(stopping), found, looked)
                    click.echo("\n".join(summary(facts, weighed)))
                    if found or stopping or looked.complaints:
                        raise click.ClickException("this would not be published, or would not work, as it is")
                    if serves:
                        click.echo(f"\nAs it would be published: {here} (Ctrl+C ends)")
                        with suppress(KeyboardInterrupt):
                            thread.join()
                finally:
                    server.shutdown()


def _looked(here: str, pages: Iterable[str], progress: Progress) -> Looked:
    """Open each of these pages in a browser of this machine, if there is one, and say what it complained of."""
    program = browser.find()
    if not program:
        return Looked(
            f"not tried, since there is no Chromium, Chrome or Edge here (or name one: {browser.CHROMIUM}=…)"
        )
    addresses = [here + path.removesuffix("index.html") for path in pages]
    progress.begin(Step(Stage.OPEN, addresses[0], 1, len(addresses)))
    seen = []
    try:
        for number, one in enumerate(browser.opened(program, addresses), 1):
            progress.begin(Step(Stage.OPEN, one.address, number, len(addresses)))
            seen.append(one)
    except browser.BrowserError as error:
        return Looked(f"not tried: {error}")
    said = tuple(
        f"{one.address.removeprefix(here) or 'home'}: {what}" for one in seen for what in one.complaints
    )
    return Looked(
        f"{counted(len(seen), 'page')} opened in {Path(program).name}{'' if said else ', and none complained'}",
        said,
    )


def _not_taken(address: str) -> str:
    """Return the address with the first port, from its own on, at which nothing answers; its own if all are taken."""
    host, _, first = address.rpartition(":")
    for port in range(int(first), min(int(first) + _TRIED, 65536)):
        try:
            socket.create_connection((host, port), timeout=1).close()
        except OSError:
            return f"{host}:{port}"
    return address


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
