"""Hold the state of one run of a host: the last good build, what was printed, and the rendered pages."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..build import Build, build
from ..print.sheets import Sheet
from ..shared.keep import Kept
from ..shared.place import Problem, Severity
from ..weave.addresses import public
from ..weave.edition import Edition, Repository
from ..weave.handouts import FORMATS, HANDOUTS_FOLDER
from ..web.assemble import Contents, assemble, beside
from ..web.offline import OFFLINE
from . import git
from .disk import read_files
from .typst import Press, press_of


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


@dataclass(frozen=True, slots=True)
class Frame:
    """What the theme's templates show around every page."""

    edition: str
    offline: str
    """The path of the offline copy; empty if there is none."""
    problems: tuple[Problem, ...] = ()
    """The errors that keep a preview at the last good pages."""


@dataclass
class Session:
    """The state of one run of a host. A preview builds many times in one session."""

    command: str = "build"
    """The command that was given: `build`, `serve`, or `gh-deploy`."""
    good: Build | None = None
    """The last build without errors."""
    keep: Kept = field(default_factory=Kept)
    """What the last good build was made of."""
    press: Press | None = None
    """It keeps what it printed before."""
    base: str = ""
    """The address of the site."""
    edition: Edition = Edition.STUDENT
    sheets: tuple[Sheet, ...] | None = None
    """The handouts of the last good build with all that is on them; `None` until they are laid out."""
    cards: Iterable[tuple[str, bytes]] = ()
    """The pictures of social cards, which are made while the host renders pages."""
    rendered: dict[str, str] = field(default_factory=dict)
    """The HTML of the pages that the host has rendered, by path."""
    problems: tuple[Problem, ...] = ()
    """The errors of the last build."""

    @property
    def serving(self) -> bool:
        """Whether this is a preview."""
        return self.command == "serve"

    @property
    def frame(self) -> Frame:
        """What the theme's templates show around every page."""
        published = self.edition is Edition.STUDENT and not self.serving
        return Frame(self.edition, OFFLINE if published else "", self.problems)

    def make(self, asked: Settings) -> Build:
        """Read a project and make its pages. A preview prints nothing until a reader asks for it.

        Raises `PrintError` if a handout cannot be printed.
        """
        fresh = press_of(asked.root)
        press = self.press if self.press == fresh else fresh  # a new one if its templates have changed
        self.press, self.rendered = press, {}
        self.base, self.edition = asked.address or "/", asked.edition
        made = build(
            *read_files(asked.root),
            asked.edition,
            _repository(asked),
            public(asked.address),
            None if self.serving else press.figures,
            asked.on_paper,
            self.keep,
        )
        self.cards = press.social({} if self.serving else made.cards)
        self.problems = tuple(one for one in made.problems if one.severity is Severity.ERROR)
        if not made.failed:
            self.good, self.sheets = made, made.laid_out
        return made

    def printed(self) -> Iterator[tuple[str, bytes]]:
        """Yield the path and data of each file of the handouts; in a preview, the data is empty."""
        if self.good is None:
            return
        if self.press and not self.serving:
            yield from self.press.files(self._sheets(self.good))
            return
        for handout in self.good.handouts:
            yield handout.picture, b""
            yield from ((handout.path(form), b"") for form in FORMATS)

    def file(self, path: str) -> bytes | None:
        """Return a file of a handout, printed from the last good build; `None` if there is no such file."""
        if not self.good or not self.press or not path.startswith(HANDOUTS_FOLDER):
            return None
        return self.press.file(self._sheets(self.good), path)

    def _sheets(self, good: Build) -> tuple[Sheet, ...]:
        """Return the handouts' sheets, which are made only once."""
        if self.sheets is None:
            self.sheets = good.lay_out()
        return self.sheets

    def site(self, others: Mapping[str, bytes]) -> dict[str, bytes]:
        """Return the files to write beside `others`, the files that the host has already: see `assemble`.

        In a preview the host writes the pages itself, so they are not among them.
        """
        if self.good is None or self.good.woven is None:
            return {}
        pages = tuple(one.page for one in self.good.pages)
        contents = Contents(self.good.woven, pages, self.edition, self.base, frozenset(self.good.cards))
        if self.serving:
            return beside(contents)
        pictures = dict(self.cards)
        return pictures | assemble(contents, self.rendered, {**others, **pictures})


def may_not_publish(edition: Edition, command: str, folder: str) -> bool:
    """Return whether this is the instructor edition, with the command or the folder that publishes."""
    return edition is Edition.INSTRUCTOR and (command == "gh-deploy" or folder == "site")


def _repository(asked: Settings) -> Repository | None:
    """Return where readers of this edition may suggest corrections; `None` if there is no commit to link to."""
    built = git.commit(asked.root) if asked.edition in asked.corrections else ""
    return Repository(asked.repository.rstrip("/"), built) if built else None
