"""Read and write the files of a course that forms of a preview edit: one history for all of them, to undo and redo."""

import os
from collections import OrderedDict
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from threading import RLock

from ..edit.edits import is_editable
from ..read.yaml_values import LARGEST
from . import copies
from .editing import Outcome
from .swap import overwrite, take_away
from .uploads import Uploads

_MOST = 200
"""How many edits can be undone."""
_KEPT = 300
"""How many texts are remembered that pages have read."""
_CHANGED = (
    "{file} was changed elsewhere since, for example in a text editor, so this cannot be undone here. Earlier versions "
    "are in its history."
)


@dataclass(frozen=True, slots=True)
class _Step:
    """Something that was done, and can be undone."""

    said: str
    files: Mapping[str, tuple[bytes | None, bytes | None]]
    """Each before and after it; `None` if it was not there."""
    brought: tuple[str, ...] = ()
    """The names of pictures and other files that came with it."""


@dataclass
class Saving:
    """The files of a project that forms may edit; many threads may ask it."""

    root: Path
    lock: RLock = field(default_factory=RLock)
    _done: list[_Step] = field(default_factory=list)
    _undone: list[_Step] = field(default_factory=list)
    _known: OrderedDict[str, str] = field(default_factory=OrderedDict)
    """Texts that pages have read, by their marks."""
    uploads: Uploads = field(init=False)

    def __post_init__(self) -> None:
        self.uploads = Uploads(self.root)

    def text(self, file: str) -> str | None:
        """Return a file that may be edited; `None` if it is not there, or is no text in UTF-8."""
        data = self.data(file)
        try:
            return data.decode("utf-8") if data is not None else None
        except UnicodeDecodeError:
            return None

    def data(self, file: str) -> bytes | None:
        """Return the bytes of a file that may be edited; `None` if it is not there, or is a link, or too large."""
        if not is_editable(file):
            return None
        path = self.root
        for part in file.split("/"):
            path = path / part
            if path.is_symlink():
                return None
        if not path.is_file() or path.stat().st_size > 4 * LARGEST:
            return None
        with open(path, "rb", opener=_no_link) as opened:
            return opened.read()

    def is_free(self, file: str) -> bool:
        """Return whether a file that may be edited is not there, and may be begun: not even a link has its name."""
        path = self.root / file
        above = [one for one in path.parents if one.is_relative_to(self.root) and one != self.root]
        return is_editable(file) and not os.path.lexists(path) and not any(one.is_symlink() for one in above)

    def remember(self, text: str) -> str:
        """Return the mark of a text that a page is shown, and remember the text for when it is edited."""
        mark = mark_of(text)
        self._known[mark] = text
        self._known.move_to_end(mark)
        while len(self._known) > _KEPT:
            self._known.popitem(last=False)
        return mark

    def remembered(self, mark: str) -> str | None:
        """Return a text that a page was shown, by its mark."""
        return self._known.get(mark)

    def write(self, texts: Mapping[str, str | None], said: str) -> Outcome:
        """Write texts, or take files away if they are `None`: what was there can be brought back."""
        with self.lock:
            files = {
                file: (self.data(file), text.encode() if text is not None else None)
                for file, text in texts.items()
            }
            for file, (before, after) in files.items():
                if (before is None and not self.is_free(file)) or (before is None and after is None):
                    return Outcome(HTTPStatus.NOT_FOUND, f"{file} is not there, or cannot be edited here.")
                if after is not None and len(after) > 4 * LARGEST:
                    return Outcome(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"{file} would be too large.")
            step = _Step(said, files)
            failed = self._do(step, lambda pair: pair[1], said)
            if failed:
                return failed
            step = replace(step, brought=self.uploads.claim(texts.values()))
            self._done = [*self._done, step][-_MOST:]
            self._undone = []
            return Outcome(HTTPStatus.OK, said)

    def undo(self) -> Outcome:
        """Take back what was done last, if nobody has changed its files since; files that came with it go with it."""
        with self.lock:
            brought = self._done[-1].brought if self._done else ()
            done = self._back(self._done, self._undone, lambda pair: pair[1], lambda pair: pair[0], "Undone")
            if done.status is not HTTPStatus.OK or not brought:
                return done
            return replace(done, said=done.said + self.uploads.take_out(brought))

    def redo(self) -> Outcome:
        """Do again what was taken back last."""
        with self.lock:
            brought = self._undone[-1].brought if self._undone else ()
            if brought and (why := self.uploads.bring_back(brought)):
                return Outcome(HTTPStatus.CONFLICT, why)
            return self._back(
                self._undone, self._done, lambda pair: pair[0], lambda pair: pair[1], "Done again"
            )

    @property
    def next_undo(self) -> str:
        """What would be undone; empty if nothing can be."""
        return self._done[-1].said if self._done else ""

    @property
    def next_redo(self) -> str:
        """What would be done again; empty if nothing can be."""
        return self._undone[-1].said if self._undone else ""

    def _back(
        self, steps: list[_Step], others: list[_Step], now: "_Side", wanted: "_Side", word: str
    ) -> Outcome:
        with self.lock:
            if not steps:
                return Outcome(HTTPStatus.UNPROCESSABLE_ENTITY, "There is nothing to undo or to do again.")
            step = steps[-1]
            for file, pair in step.files.items():
                if self.data(file) != now(pair):
                    return Outcome(HTTPStatus.CONFLICT, _CHANGED.format(file=file))
            said = f"{word}: {step.said}"
            failed = self._do(step, wanted, said)
            if failed:
                return failed
            steps.pop()
            others.append(step)
            return Outcome(HTTPStatus.OK, said)

    def _do(self, step: _Step, wanted: "_Side", said: str) -> Outcome | None:
        """Write one side of a step; what is new or longer first, so that nothing is lost if it is cut short."""
        order = sorted(step.files, key=lambda file: len(wanted(step.files[file]) or b"") == 0)
        done: list[str] = []
        try:
            for file in order:
                before, after = self.data(file), wanted(step.files[file])
                self._keep(file, before, after, said)
                if after is None:
                    take_away(self.root, file)
                elif after != before:
                    overwrite(self.root, file, after)
                done.append(file)
        except OSError as error:
            with suppress(OSError):
                self._put_back(step, wanted, done)
            why = error.strerror or str(error)
            return Outcome(
                HTTPStatus.INSUFFICIENT_STORAGE, f"This cannot be written ({why}). Nothing was saved."
            )
        return None

    def _put_back(self, step: _Step, wanted: "_Side", done: list[str]) -> None:
        """Write files as they were before a step that failed in the middle."""
        for file in done:
            pair = step.files[file]
            other = pair[0] if wanted(pair) == pair[1] else pair[1]
            if other is None:
                take_away(self.root, file)
            else:
                overwrite(self.root, file, other)

    def _keep(self, file: str, before: bytes | None, after: bytes | None, said: str) -> None:
        """Keep copies of a file: as it is now, if no copy is the same, and as it will be."""
        if before is not None and copies.newest(self.root, file) != before:
            copies.keep(self.root, file, before, "As it was before")
        if after is not None:
            copies.keep(self.root, file, after, said)


def _no_link(path: str, flags: int) -> int:
    """Open a file, but no link that takes its place at this moment. The flags keep line ends as they are on Windows."""
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0))


_Side = Callable[[tuple[bytes | None, bytes | None]], bytes | None]


def mark_of(text: str) -> str:
    """Return what changes whenever a text does."""
    return sha256(text.encode()).hexdigest()
