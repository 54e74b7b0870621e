"""The hooks that MkDocs calls.

Only this module, `shells/mkdocs`, `shells/preview` and `overrides/` depend on MkDocs.
"""

import logging
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeVar

from jinja2 import Environment
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import write_file

# The command `mkdocs` does not have our folder on its path; `python -m mkdocs` has the current one.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from build_scripts.build import Build
from build_scripts.check.report import report, summary
from build_scripts.shells.mkdocs import asked_of, theme_language
from build_scripts.shells.preview import Compiled, attach, outliving, printing, replace
from build_scripts.shells.session import Session
from build_scripts.shells.typst import PrintError
from build_scripts.show.lesson import LessonPage
from build_scripts.web.assemble import is_shown
from build_scripts.web.navigation import navigation

log = logging.getLogger("mkdocs.hooks.course")
# Our hooks keep each page, to write all pages together. MkDocs would say of each that it is skipped.
logging.getLogger("mkdocs.commands.build").addFilter(lambda said: " skipped: " not in said.getMessage())

T = TypeVar("T")


@dataclass
class MkDocsSession(Session):
    """The state of one run of `mkdocs`."""

    compiled: Compiled = field(default_factory=Compiled)
    files: list[File] = field(default_factory=list)
    """The files that MkDocs itself writes: styles, scripts, handouts."""


session = MkDocsSession()


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember what MkDocs was asked to do."""
    session.command = command


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Build the pages before MkDocs empties the folder of the last site."""
    made = _printing(lambda: session.make(asked_of(config, session.command)))
    _tell(made)
    shown = session.good or made
    config.extra["frame"] = session.frame
    config.theme.static_templates.discard("sitemap.xml")  # the site has its own
    if shown.woven:
        course = shown.woven.project.course
        config.site_name, config.site_description = _safe(course.title), _safe(course.description)
        config.theme["language"] = theme_language(course.language)
        config.nav = navigation((one.page for one in shown.pages), _safe)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Give the pages to MkDocs in memory, each with the source file that its edit link opens.

    No file in `docs_dir` is published as it is: a stranger may have put a script there, or a link to a private file.
    """
    for file in list(files):
        if file.src_dir == config.docs_dir or not is_shown(file.src_uri, session.edition, session.serving):
            files.remove(file)
    pages = session.good.pages if session.good else ()
    for rendered in pages:
        attach(files, rendered, config)
    if not pages:
        text = "# Not yet\n\nThe course has errors.\n"
        replace(files, File.generated(config, "index.md", content=text))
    for path, data in _printing(lambda: list(session.printed())):
        files.append(File.generated(config, path, content=data))
    session.files = [file for file in files if not file.is_documentation_page()]
    return files


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Compile the theme's templates only once during a preview."""
    env.bytecode_cache = session.compiled
    return env


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]) -> LiveReloadServer:
    """Print a handout when a reader of the preview opens it; keep serving when mkdocs.yml has a mistake."""
    server.set_app(printing(server, session.file))
    server.builder = outliving(builder)
    return server


def on_page_context(
    context: dict[str, Any], page: MkDocsPage, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    """In a preview, tell a lesson's page where to paste the YAML of a new note or question."""
    if session.serving and session.good:
        lessons = (one.page for one in session.good.pages if isinstance(one.page, LessonPage))
        context["annotate"] = next((one.paste for one in lessons if one.path == page.file.src_uri), None)
    return context


def on_post_page(output: str, page: MkDocsPage, config: MkDocsConfig) -> str:
    """Keep a page, to write it when all are rendered; a preview writes it at once."""
    return _keep(page.file.dest_uri, output)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Keep the 404 page in the same way."""
    return _keep(template_name, output_content) if template_name == "404.html" else output_content


def on_post_build(config: MkDocsConfig) -> None:
    """Write the pages, and everything beside them."""
    others = {} if session.serving else {file.dest_uri: file.content_bytes for file in session.files}
    for path, data in _printing(lambda: session.site(others)).items():
        write_file(data, str(Path(config.site_dir, path)))


def _printing(work: Callable[[], T]) -> T:
    """Do work that may print; raise `PluginError` with a report if Typst refuses."""
    try:
        return work()
    except PrintError as error:
        raise PluginError(report([error.problem])) from error


def _keep(path: str, output: str) -> str:
    if session.serving:
        return output
    session.rendered[path] = output
    return ""


def _tell(made: Build) -> None:
    """Log the problems of a build; raise `PluginError` if it has errors and is not a preview."""
    if not made.failed:
        for problem in made.problems:
            log.info(report([problem]))
        return
    text = f"{report(session.problems)}\n\n{summary(made.problems)}"
    if not session.serving:
        raise PluginError(f"the course has errors\n\n{text}")
    log.error("the course has errors; the last good pages stay\n\n%s", text)


def _safe(text: str) -> str:
    """Return text as HTML, since the theme prints names of pages unescaped; as `Markup`, so that `| e` changes nothing."""
    return Markup.escape(text)
