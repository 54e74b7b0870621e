"""The hooks that MkDocs calls.

Only this module, `shells/mkdocs`, `shells/mkdocs_pages` and `overrides/` depend on MkDocs.
"""

import logging
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Literal, TypeVar

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import write_file
from mkdocs.utils.templates import TemplateContext

# The command `mkdocs` does not have our folder on its path; `python -m mkdocs` has the current one.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from build_scripts.build import Build, Rendered
from build_scripts.check.report import report, summary
from build_scripts.shared.place import Severity
from build_scripts.shared.steps import Stage, Step
from build_scripts.shells.kept_templates import keep_templates
from build_scripts.shells.mkdocs import NOTES, SETTINGS, asked_of, bundle
from build_scripts.shells.mkdocs_pages import attach, frame_in
from build_scripts.shells.session import Session, begin
from build_scripts.shells.typst import PrintError
from build_scripts.web.assemble import is_shown
from build_scripts.web.bundles import Bundle, small

log = logging.getLogger(NOTES)
# Our hooks keep each page, to write all pages together. MkDocs would say of each that it is skipped.
logging.getLogger("mkdocs.commands.build").addFilter(lambda said: " skipped: " not in said.getMessage())

_RENDER = Step(Stage.RENDER)
"""What MkDocs does between the pages."""

T = TypeVar("T")


@dataclass
class _Run:
    """What one run of MkDocs has so far."""

    command: str = "build"
    session: Session | None = None
    bundles: tuple[Bundle, ...] = ()
    files: list[File] = field(default_factory=list)
    """The files that MkDocs itself writes: styles, scripts, handouts."""
    rendered: dict[str, str] = field(default_factory=dict)
    """The HTML of the pages, by path."""
    begun: int = 0
    """How many pages the theme has begun to render."""


run = _Run()


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember what MkDocs was asked to do."""
    if command == "serve":
        raise PluginError("mkdocs serve does not know this course; preview it with: course serve")
    run.command = command


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Build the pages before MkDocs empties the folder of the last site."""
    session = _printing(lambda: begin(asked_of(config, run.command)))
    _tell(session.build)
    run.session, run.rendered, run.begun = session, {}, 0
    pages = [one.page for one in session.build.pages]
    course = session.build.woven.project.course if session.build.woven else None
    frame_in(config, session.frame, course, pages, session.language)
    config.theme.static_templates.discard("sitemap.xml")  # the site has its own
    run.bundles = bundle(config, session.asked.edition)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Give the pages to MkDocs in memory, each with the source file that its edit link opens.

    No file in `docs_dir` is published as it is: a stranger may have put a script there, or a link to a private file.
    """
    session = _session()
    for file in list(files):
        if file.src_dir == config.docs_dir or not is_shown(file.src_uri, session.asked.edition):
            files.remove(file)
    _join(files, config)
    for rendered in session.build.pages:
        attach(files, rendered.page, config, partial(_same, rendered))
    for path, data in _printing(lambda: list(session.files())):
        files.append(File.generated(config, path, content=data))
    session.asked.begin(_RENDER)
    run.files = [file for file in files if not file.is_documentation_page()]
    return files


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Keep the theme's compiled templates between builds."""
    keep_templates(_session().asked.root, env)
    return env


def on_page_context(
    context: TemplateContext, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
) -> TemplateContext:
    """Announce that the theme begins with a page."""
    session = _session()
    run.begun += 1
    session.asked.begin(Step(Stage.RENDER, page.file.src_uri, run.begun, len(session.build.pages)))
    return context


def on_post_page(output: str, page: MkDocsPage, config: MkDocsConfig) -> str:
    """Keep a page, to write it when all are rendered."""
    _session().asked.begin(_RENDER)
    return _keep(page.file.dest_uri, output)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Keep the 404 page in the same way."""
    return _keep(template_name, output_content) if template_name == "404.html" else output_content


def on_post_build(config: MkDocsConfig) -> None:
    """Write the pages, and everything beside them."""
    others = {file.dest_uri: file.content_bytes for file in run.files}
    session = _session()
    site = _printing(lambda: session.site(run.rendered, others))
    session.asked.begin(Step(Stage.WRITE))
    for path, data in site.items():
        write_file(data, str(Path(config.site_dir, path)))


def _join(files: Files, config: MkDocsConfig) -> None:
    """Give MkDocs the one style sheet and the one script, in the place of what they are made of, and all small."""
    made = {one.path: one.small(partial(_part, files)) for one in run.bundles}
    for path in {path for one in run.bundles for path in one.parts}:
        files.remove(_listed(files, path))
    for file in [one for one in files if one.src_dir == config.theme.custom_dir]:
        made[file.src_uri] = small(file.src_uri, file.content_bytes)
        files.remove(file)
    for path, data in made.items():
        files.append(File.generated(config, path, content=data))


def _part(files: Files, path: str) -> bytes:
    return _listed(files, path).content_bytes


def _listed(files: Files, path: str) -> File:
    file = files.get_file_from_path(path)
    if file is None:
        raise PluginError(f"{SETTINGS} lists {path}, but there is no file overrides/{path}")
    return file


def _same(made: Rendered) -> Rendered:
    return made


def _session() -> Session:
    if run.session is None:
        raise PluginError("MkDocs asked for files before it had settings")
    return run.session


def _printing(work: Callable[[], T]) -> T:
    """Do work that may print; raise `PluginError` with a report if Typst refuses."""
    try:
        return work()
    except PrintError as error:
        raise PluginError(report([error.problem])) from error


def _keep(path: str, output: str) -> str:
    run.rendered[path] = output
    return ""


def _tell(made: Build) -> None:
    """Log the problems of a build; raise `PluginError` if it has errors."""
    if made.failed:
        errors = [problem for problem in made.problems if problem.severity is Severity.ERROR]
        raise PluginError(f"the course has errors\n\n{report(errors)}\n\n{summary(made.problems)}")
    for problem in made.problems:
        log.info(report([problem]))
