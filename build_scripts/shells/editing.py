"""Accept edits that a page of a preview asks for, write them, and take them back.

A preview runs on a teacher's own computer, but any web page in the same browser can ask it for something. So an edit is
accepted only from this computer, from a page of the preview itself, which alone knows the token; only files that are
named when the preview begins can be written; and nothing is written over what somebody else has saved meanwhile.
"""

import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from threading import RLock

from .own_host import names_this_computer
from .swap import overwrite

LARGEST = 1_000_000
"""Bytes of what a page may send."""
TOKEN = "X-Course-Token"  # noqa: S105  # its name
"""The header in which a page says the token."""
_MOST = 200
"""How many edits can be undone."""

_CHANGED = (
    "The file was changed elsewhere since this page read it, so nothing was saved. What you see now is how it is: "
    "look, and decide again."
)

Edit = Callable[[str], tuple[str | None, str]]
"""What makes a new text of a file, and says what was done; no text if it cannot be done, and why."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something that was asked for is not done."""

    status: HTTPStatus
    why: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an edit."""

    status: HTTPStatus
    said: str


@dataclass(frozen=True, slots=True)
class Saved:
    """A file as it is."""

    text: str
    mark: str
    """Changes whenever the file does."""


@dataclass(frozen=True, slots=True)
class _Done:
    """An edit that can be undone."""

    before: bytes
    after: str
    """The mark of the file after it."""
    said: str


@dataclass
class Editing:
    """The files of a project that pages of a preview may edit; many threads may ask it."""

    root: Path
    files: frozenset[str]
    """Their paths."""
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    """What only pages of this preview know."""
    _done: dict[str, list[_Done]] = field(default_factory=dict)
    _lock: RLock = field(default_factory=RLock)

    def read(self, path: str) -> Saved | None:
        """Return a file that may be edited; `None` if there is none, or if it is not UTF-8."""
        try:
            data = self._data(path)
            return Saved(data.decode("utf-8"), _mark(data)) if data is not None else None
        except UnicodeDecodeError:
            return None

    def edit(self, path: str, mark: str, make: Edit) -> Outcome:
        """Write what `make` makes of a file, if it is still the one with the mark."""
        with self._lock:
            saved = self.read(path)
            if saved is None:
                return Outcome(HTTPStatus.NOT_FOUND, f"{path} is not there, or cannot be read.")
            if saved.mark != mark:
                return Outcome(HTTPStatus.CONFLICT, _CHANGED)
            text, said = make(saved.text)
            if text is None:
                return Outcome(HTTPStatus.UNPROCESSABLE_ENTITY, said)
            if text != saved.text:
                self._write(path, saved.text.encode(), text.encode(), said)
            return Outcome(HTTPStatus.OK, said)

    def undo(self, path: str, mark: str) -> Outcome:
        """Write a file as it was before the last edit, if nobody has changed it since."""
        with self._lock:
            data, done = self._data(path), self._done.get(path, [])
            if data is None or not done:
                return Outcome(HTTPStatus.UNPROCESSABLE_ENTITY, "There is nothing to undo.")
            if _mark(data) != mark:
                return Outcome(HTTPStatus.CONFLICT, _CHANGED)
            if done[-1].after != mark:
                return Outcome(
                    HTTPStatus.CONFLICT,
                    "The file was changed elsewhere since, for example in a text editor, so this cannot be undone here.",
                )
            last = done.pop()
            overwrite(self.root, path, last.before)
            return Outcome(HTTPStatus.OK, f"Undone: {last.said}")

    def last(self, path: str, mark: str) -> str:
        """Return what the edit did that would be undone now; empty if none would."""
        with self._lock:
            done = self._done.get(path, [])
            return done[-1].said if done and done[-1].after == mark else ""

    def _data(self, path: str) -> bytes | None:
        file = self.root / path
        inside = file.resolve().is_relative_to(self.root.resolve())
        return file.read_bytes() if path in self.files and inside and file.is_file() else None

    def _write(self, path: str, before: bytes, after: bytes, said: str) -> None:
        overwrite(self.root, path, after)
        done = self._done.setdefault(path, [])
        done.append(_Done(before, _mark(after), said))
        del done[:-_MOST]


def not_from_here(headers: Mapping[str, str], client: str, port: int) -> Refusal | None:
    """Return why a page that can edit is not shown: it was not asked for on this computer, by its own name.

    Another site can lead its own name to this computer; then that name stands in `Host`.
    """
    if client not in ("127.0.0.1", "::1", "::ffff:127.0.0.1"):
        return Refusal(
            HTTPStatus.FORBIDDEN, "The course can be edited only on the computer where the preview runs."
        )
    if not names_this_computer(headers, port):
        return Refusal(
            HTTPStatus.FORBIDDEN, f"Open this page as http://localhost:{port} or http://127.0.0.1:{port}."
        )
    if headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
        return Refusal(HTTPStatus.FORBIDDEN, "Another site led here. Open this page from the preview itself.")
    return None


def not_accepted(
    headers: Mapping[str, str],
    client: str,
    port: int,
    token: str,
    kind: str = "application/json",
    most: int = LARGEST,
) -> Refusal | None:
    """Return why what is sent is not even read; `None` if it may be.

    `kind`: what it says that it is, which no page of another site can say without being asked first. `most`: bytes.
    """
    if refusal := not_from_here(headers, client, port):
        return refusal
    if headers.get("Origin", "") != f"http://{headers.get('Host', '')}":
        return Refusal(HTTPStatus.FORBIDDEN, "Only a page of the preview itself can edit.")
    if not secrets.compare_digest(headers.get(TOKEN, "").encode(), token.encode()):
        return Refusal(
            HTTPStatus.FORBIDDEN,
            "The preview was started anew since this page was opened: load the page again.",
        )
    if headers.get("Content-Type", "").partition(";")[0].strip().lower() != kind:
        return Refusal(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"This is sent as {kind}.")
    length = headers.get("Content-Length", "")
    if not re.fullmatch(r"\d{1,12}", length, re.ASCII):
        return Refusal(HTTPStatus.LENGTH_REQUIRED, "An edit says how long it is.")
    if int(length) > most:
        return Refusal(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"This is too large: at most {most:,} bytes are taken."
        )
    return None


def _mark(data: bytes) -> str:
    return sha256(data).hexdigest()
