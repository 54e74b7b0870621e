"""Shell: what MkDocs calls. With `preview`, `renderers` and `overrides/` all that knows MkDocs."""

import gc
import logging
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urljoin

from jinja2 import Environment
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import write_file

# The `mkdocs` command sees only this file's folder (`python -m mkdocs` hides that).
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from build_scripts.build import Build, build
from build_scripts.check.report import report, summary
from build_scripts.print.sheets import social_picture
from build_scripts.shared.place import Problem, Severity
from build_scripts.shared.words import slug
from build_scripts.shells.disk import read_files, read_site
from build_scripts.shells.git import build_date, commit
from build_scripts.shells.mkdocs import theme_language
from build_scripts.shells.preview import Compiled, Page, printing
from build_scripts.shells.typst import Press, PrintError, press_of
from build_scripts.show.lesson import LessonPage
from build_scripts.weave.addresses import HOME, Address, public
from build_scripts.weave.edition import Edition, Repository
from build_scripts.weave.handouts import FOLDER, FORMATS
from build_scripts.weave.weave import Woven
from build_scripts.web.csp import with_policy
from build_scripts.web.navigation import navigation
from build_scripts.web.offline import OFFLINE, archive, file_of, with_size
from build_scripts.web.robots import llms, robots
from build_scripts.web.schema_org import Locate, described
from build_scripts.web.search_index import SEARCH_INDEX, search_index

log = logging.getLogger("mkdocs.hooks.course")

INSTRUCTOR_ASSETS = "assets/instructor/"
"""Files of the theme that only the instructor edition gets."""

PREVIEW_ASSETS = "assets/preview/"
"""Files of the theme that only a preview gets."""

PRIVATE = ("fonts/", "handouts/")
"""Folders of the theme that the program needs and no reader: fonts and templates of handouts."""

_SHOWN = "course"
"""Where the build waits in `config.extra` between the events of one run."""

_CARDS = "cards"
"""Where the pictures of its social cards are waited for: they are made while MkDocs renders pages."""


class _Session:
    """What one `mkdocs` command knows: a preview shows the last good pages over new errors."""

    command = ""
    good: Build | None = None
    """The last build without errors."""
    compiled = Compiled()
    press: Press | None = None
    """Knows what it printed before."""


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Compile the theme's templates once for a whole preview."""
    env.bytecode_cache = _Session.compiled
    return env


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember what MkDocs was asked to do."""
    _Session.command = command


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Build the pages before MkDocs empties the folder of the last site."""
    root = Path(config.config_file_path).parent
    os.environ.setdefault("SOURCE_DATE_EPOCH", build_date(root))
    edition = Edition(config.extra["edition"])
    _guard(edition, config)
    press = _Session.press
    if press is None or press != press_of(root):  # its templates have changed
        press = _Session.press = press_of(root)
    gc.disable()  # what is made now stays: to look again and again for what could go takes a fifth of the time
    now = None if _Session.command == "serve" else press.figures  # a preview prints what is asked for
    try:
        made = build(
            *read_files(root),
            edition,
            _repository(root, edition, config),
            public(config.site_url or ""),
            now,
            config.extra["handouts"],
        )
        config.extra[_CARDS] = press.social({} if _Session.command == "serve" else made.cards)
    except PrintError as error:
        raise PluginError(report([error.problem])) from error
    finally:
        gc.enable()
    if _Session.command != "serve":
        gc.freeze()
    _tell(made)
    if not made.failed:
        _Session.good = made
    shown = _Session.good or made
    config.extra["problems"] = _errors(made)
    config.extra[_SHOWN] = shown
    if shown.woven:
        course = shown.woven.project.course
        config.site_name, config.site_description = _safe(course.title), _safe(course.description)
        config.extra["offline"] = OFFLINE if _is_published(config) else ""
        config.theme["language"] = theme_language(course.language)
        config.nav = navigation((one.page for one in shown.pages), _safe)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Hand the pages to MkDocs in memory, each with the file that an editor would open.

    Nothing goes out of `docs_dir` as it is: a stranger may have put a script there, or a link to a private file.
    """
    shown: Build = config.extra[_SHOWN]
    student = config.extra["edition"] != Edition.INSTRUCTOR
    private = (
        *PRIVATE,
        *((INSTRUCTOR_ASSETS,) if student else ()),
        *((PREVIEW_ASSETS,) if _Session.command != "serve" else ()),
    )
    for file in list(files):
        if file.src_dir == config.docs_dir or file.src_uri.startswith(private):
            files.remove(file)
    for rendered in shown.pages:
        file = _file(config, rendered.page.path, rendered.text, rendered.page.source)
        _replace(files, file)
        Page("Home" if rendered.page.path == HOME else None, file, config)  # which the file then has
    if shown.woven and config.extra["edition"] == Edition.STUDENT:
        for path, text in _for_machines(shown, shown.woven, config).items():
            files.append(File.generated(config, path, content=text))
    for path, text in shown.redirects.items():
        files.append(File.generated(config, path, content=text))
    if not shown.pages:
        _replace(files, _file(config, "index.md", "# Not yet\n\nThe course has errors.\n", ""))
    for path, data in _printed(shown):
        files.append(File.generated(config, path, content=data))
    return files


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]) -> LiveReloadServer:
    """Print a handout when a reader of the preview opens it; go on when mkdocs.yml has a mistake."""

    def rebuild() -> None:
        try:
            builder()
        except MkDocsException as error:
            log.error("the settings cannot be read; the last good pages stay\n\n%s", error)

    server.set_app(printing(server, _asked_for))
    server.builder = rebuild
    return server


def on_page_markdown(markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Escape what the theme prints of a page as it is."""
    page.meta.update({name: _safe(page.meta[name]) for name in ("title", "description") if name in page.meta})
    return markdown


def on_page_context(
    context: dict[str, Any], page: MkDocsPage, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    """Tell the page what it is about; in a preview, also where the YAML for a note or a question on it goes."""
    shown: Build = config.extra[_SHOWN]
    if shown.woven:
        context["card"] = _card(shown, page.file.src_uri, config)
        context["described"] = described(shown.woven, page.file.src_uri, _locate(config))
    if _Session.command == "serve":
        lessons = (one.page for one in shown.pages if isinstance(one.page, LessonPage))
        context["annotate"] = next((one.paste for one in lessons if one.path == page.file.src_uri), None)
    return context


def on_post_page(output: str, page: MkDocsPage, config: MkDocsConfig) -> str:
    """Let a page run only the scripts that it has now; a preview adds one of its own."""
    return output if _Session.command == "serve" else with_policy(output)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """The same for the page of addresses that are not there."""
    return with_policy(output_content) if template_name == "404.html" else output_content


def on_post_build(config: MkDocsConfig) -> None:
    """Write the social cards, what search finds, and then, of all that is there, the copy to take along."""
    shown: Build = config.extra[_SHOWN]
    pages, way = [rendered.page for rendered in shown.pages], _way(config)
    try:
        for path, picture in config.extra[_CARDS]:
            write_file(picture, str(Path(config.site_dir, path)))
    except PrintError as error:
        raise PluginError(report([error.problem])) from error
    write_file(search_index(pages, way).encode(), str(Path(config.site_dir, SEARCH_INDEX)))
    if shown.woven and _is_published(config):
        index = search_index(pages, lambda path: file_of(way(path)))
        _take_along(Path(config.site_dir), index, slug(shown.woven.project.course.title) or "course")


def _take_along(site: Path, index: str, folder: str) -> None:
    """Write the archive, and its size into the pages, beside the link."""
    files = read_site(site)
    made = archive({**files, SEARCH_INDEX: index.encode()}, folder)
    write_file(made, str(site / OFFLINE))
    for path, data in files.items():
        if path.endswith(".html"):
            (site / path).write_bytes(with_size(data.decode("utf-8"), len(made)).encode())


def _is_published(config: MkDocsConfig) -> bool:
    """Whether this is the student edition, and no preview of it."""
    return config.extra["edition"] == Edition.STUDENT and _Session.command != "serve"


def _way(config: MkDocsConfig) -> Callable[[str], str]:
    """From a page's path to its address below the site's."""

    def way(path: str) -> str:
        return str(File(path, "", "", config.use_directory_urls).url)

    return way


def _card(shown: Build, page: str, config: MkDocsConfig) -> str:
    """The address of the picture that stands for a page where it is shared: its own, or that of home."""
    own = social_picture(page)
    card = own if own in shown.cards else next(iter(shown.cards), "")
    return urljoin(config.site_url or "/", card) if card else ""


def _locate(config: MkDocsConfig) -> Locate:
    def locate(address: Address) -> str:
        place = f"#{address.anchor}" if address.anchor else ""
        return urljoin(config.site_url or "/", _way(config)(address.page)) + place

    return locate


def _for_machines(shown: Build, woven: Woven, config: MkDocsConfig) -> dict[str, str]:
    pages = tuple(rendered.page for rendered in shown.pages)
    return {
        "llms.txt": llms(woven, pages, _locate(config)),
        "robots.txt": robots(urljoin(config.site_url or "/", "sitemap.xml")),
    }


def _printed(shown: Build) -> Iterator[tuple[str, bytes]]:
    """The files of handouts, by path; in a preview they are empty until they are asked for."""
    press = _Session.press if _Session.command != "serve" else None
    if press:
        yield from press.files(shown.lay_out())
        return
    for handout in shown.handouts:
        yield handout.picture, b""
        yield from ((handout.path(form), b"") for form in FORMATS)


def _asked_for(path: str) -> bytes | None:
    """The file of a handout, made from the last good build; `None` where there is none of that name."""
    good, press = _Session.good, _Session.press
    return press.file(good.lay_out(), path) if good and press and path.startswith(FOLDER) else None


def _repository(root: Path, edition: Edition, config: MkDocsConfig) -> Repository | None:
    """Where this edition's readers may suggest corrections; nowhere without a commit to point at."""
    built = commit(root) if edition in config.extra["corrections"] else ""
    return Repository(config.extra["repository"].rstrip("/"), built) if built else None


def _guard(edition: Edition, config: MkDocsConfig) -> None:
    """Keep the instructor edition out of the folder, and the command, that publish."""
    if edition is Edition.INSTRUCTOR and (
        _Session.command == "gh-deploy" or Path(config.site_dir).name == "site"
    ):
        raise PluginError(
            "the instructor edition is not for publishing: build it with course build --edition instructor"
        )


def _tell(made: Build) -> None:
    """Stop a build that has errors; a preview goes on."""
    if not made.failed:
        for problem in made.problems:
            log.info(report([problem]))
        return
    text = f"{report(_errors(made))}\n\n{summary(made.problems)}"
    if _Session.command != "serve":
        raise PluginError(f"the course has errors\n\n{text}")
    log.error("the course has errors; the last good pages stay\n\n%s", text)


def _errors(made: Build) -> tuple[Problem, ...]:
    return tuple(problem for problem in made.problems if problem.severity is Severity.ERROR)


def _safe(text: str) -> str:
    """Text as HTML: the theme prints names of pages as they are. As `Markup`, so that `| e` leaves it alone."""
    return Markup.escape(text)


def _replace(files: Files, file: File) -> None:
    if standing := files.get_file_from_path(file.src_uri):
        files.remove(standing)
    files.append(file)


def _file(config: MkDocsConfig, path: str, text: str, source: str) -> File:
    file = File.generated(config, path, content=text)
    file.edit_uri = source or None
    return file
