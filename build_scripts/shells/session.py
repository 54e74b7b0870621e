"""Build the pages and handouts of a site for a host, and assemble the site from what the host rendered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from ..build import Build, build
from ..edit.by_hand import SCRIPT, write_data
from ..paper.pictures import shown_pictures
from ..read.files import named_files
from ..shared.language import ENGLISH, Language
from ..shared.place import Problem
from ..shared.steps import Begin, Stage, Step, silent
from ..show.blocks import PICTURES
from ..show.frame import FrameWords, frame_words
from ..weave.addresses import link_to_page, public
from ..weave.edition import Edition, Repository
from ..web.assemble import Contents, assemble
from ..web.faces import NASKH, NASKH_FONT, cut, of_arabic_script
from ..web.html import Linker
from ..web.offline import OFFLINE
from ..web.templates import templates
from ..web.words_script import words_script
from ..web.worker import PROGRAM, RETIRED
from . import git
from .disk import read_files, read_own_files, read_pictures
from .kept_references import formatter_of
from .kept_templates import keep_templates
from .pages_server import web_address
from .shop import shop_of
from .typst import Press, press_of

_SAMPLE = "/OWNER/REPOSITORY"
"""The end of the address in `mkdocs.yml` that is nobody's."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the settings of a project and the options of a command ask for."""

    root: Path
    edition: Edition
    address: str
    """The address of the site on the web; ends in a slash."""
    on_paper: bool
    """Whether there are handouts."""
    repository: str = ""
    """The address of the repository where corrections are suggested."""
    corrections: tuple[str, ...] = ()
    """The editions whose readers may suggest them."""
    kept: bool = True
    """Whether readers' browsers are to keep a published site, so that it can be read without internet."""
    begin: Begin = field(default=silent, compare=False)
    """What is told of each step."""

    @property
    def base(self) -> str:
        """The address of the site for links; `/` if it has none."""
        return self.address or "/"


@dataclass(frozen=True, slots=True)
class Frame:
    """What the theme's templates show around every page."""

    edition: str
    offline: str
    """The path of the offline copy; empty if there is none."""
    problems: tuple[Problem, ...] = ()
    """The errors that keep a preview at the last good pages."""
    doubts: int | None = None
    """How many doubts of an import are open, where a paper can be proofread: in a preview of a course with `paper.md`."""
    words: FrameWords = field(default_factory=lambda: _words(ENGLISH))
    """In the language of the frame. The theme prints them without escaping them."""
    words_script: str = ""
    """The path of the script with the sentences of scripts; empty in English."""


def frame_of(
    edition: Edition,
    language: Language,
    offline: str = "",
    problems: tuple[Problem, ...] = (),
    doubts: int | None = None,
) -> Frame:
    """Return what the theme's templates show around every page, in the language of the frame."""
    script = next(iter(words_script(language)), "")
    return Frame(
        edition,
        offline,
        problems,
        doubts,
        _words(language),
        script,
    )


def _words(language: Language) -> FrameWords:
    return frame_words(lambda sentence: escape(language.say(sentence)))


@dataclass(frozen=True, slots=True)
class Session:
    """One build of a site: what was asked for, and what was made before a host renders the pages."""

    asked: Settings
    build: Build
    press: Press

    @property
    def frame(self) -> Frame:
        """What the theme's templates show around every page."""
        offline = OFFLINE if self.asked.edition is Edition.STUDENT else ""
        return frame_of(self.asked.edition, self.language, offline)

    @property
    def language(self) -> Language:
        """That of the frame."""
        return self.build.site.language if self.build.site else ENGLISH

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the path and data of each picture, each file that a text names, each handout, each export, and a face."""
        names = shown_pictures(self.build.woven.paper) if self.build.woven else ()
        for name, data in read_pictures(self.asked.root, names):
            yield PICTURES + name, data
        named = named_files(self.build.woven.project) if self.build.woven else ()
        yield from read_own_files(self.asked.root, named)
        yield from self.press.files(self.build.laid_out or ())
        yield from self.build.exports.items()
        font = self.asked.root / NASKH_FONT
        shown = of_arabic_script(self._texts())
        if shown and font.is_file():
            yield NASKH, cut(font.read_bytes(), shown)

    def _forms(self) -> Mapping[str, bytes]:
        """Return what the forms of the edition for instructors know, by path."""
        made = self.build.site
        if made is None or self.asked.edition is not Edition.INSTRUCTOR:
            return {}
        files, _ = read_files(self.asked.root)
        return {SCRIPT: write_data(made.woven, files, made.repository).encode()}

    def _texts(self) -> Iterator[str]:
        """Yield what the pages say, the names of the course and of the pages, and what scripts and the theme may say."""
        yield from (form for forms in self.language.sentences.values() for form in forms)
        if self.build.woven:
            yield self.build.woven.project.course.title
        for one in self.build.pages:
            yield from (one.text, one.page.title)

    def site(self, rendered: Mapping[str, str], others: Mapping[str, bytes]) -> dict[str, bytes]:
        """Return the files to write beside `others`, the files that the host has already.

        `rendered`: the HTML that the host made of each page, by path: see `assemble`.
        Raises `PrintError` if a social card cannot be drawn.
        """
        if self.build.woven is None:
            return {}
        pages = tuple(one.page for one in self.build.pages)
        kept = self.asked.kept and self.asked.edition is Edition.STUDENT
        contents = Contents(
            self.build.woven,
            pages,
            self.asked.edition,
            self.asked.base,
            frozenset(self.build.cards),
            self.language,
            keeper(self.asked.root, kept),
            kept,
        )
        site = assemble(contents, rendered, others, self.asked.begin) | dict(self._forms())
        return site | dict(self.build.pictures)  # last, since they may still be drawn


def keeper(root: Path, kept: bool) -> str:
    """Return the program that keeps a site in readers' browsers, or the one that takes it out of them again."""
    return (root / "overrides" / (PROGRAM if kept else RETIRED)).read_text(encoding="utf-8")


def begin(asked: Settings, linker: Linker = link_to_page) -> Session:
    """Read a project, make its pages, and print its handouts.

    `linker`: writes the links from page to page. Raises `PrintError` if a handout cannot be printed.
    """
    asked.begin(Step(Stage.READ))
    press = press_of(asked.root, asked.begin)
    files, unread = read_files(asked.root)
    keep_templates(asked.root, templates(files))  # the same environment that the build gets
    made = build(
        files,
        unread,
        asked.edition,
        repository(asked),
        public(asked.address),
        press,
        asked.on_paper,
        linker,
        asked.begin,
        formatter_of(asked.root),
        shop_of(asked.root),
    )
    return Session(asked, made, press)


def may_not_publish(edition: Edition, command: str, folder: str) -> bool:
    """Return whether this is the instructor edition, with the command or the folder that publishes.

    A preview writes no folder.
    """
    publishes = command == "gh-deploy" or (folder == "site" and command != "serve")
    return edition is Edition.INSTRUCTOR and publishes


def repository(asked: Settings) -> Repository | None:
    """Return where readers of this edition may suggest corrections; `None` if there is no commit to link to."""
    built = git.commit(asked.root) if asked.edition in asked.corrections else ""
    address = web_address(git.remote(asked.root)) if asked.repository.endswith(_SAMPLE) else asked.repository
    return Repository(address.rstrip("/"), built) if built and address else None
