"""Serve a preview over HTTP."""

import gc
import time
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from ..read.project import PAPER_MD
from ..weave.edition import Edition
from .editing import LARGEST, Editing, Refusal, not_accepted, not_from_here
from .mkdocs_pages import PROOFREAD
from .own_host import is_open_to_others, not_meant
from .preview import Answer, Preview
from .proofread import EDIT, Proofreading, refused
from .uploads import MOST
from .writing import ROUTE, UPLOAD, Writing

LOOK = 0.1
"""Seconds from one look at the files to the next."""
_REST = 10
"""How many times as long as a look takes the server rests before the next: a look in a large project takes longer."""
_OWN = ".preview/"
"""Where pages ask the preview for something. No page of a course can have such an address."""
WAIT = f"{_OWN}wait"
"""Where a page asks whether it has changed."""

_JSON = ("application/json", LARGEST)
_FILE = ("application/octet-stream", MOST)
"""What is sent, and how many bytes of it at most."""
_CUT = Refusal(HTTPStatus.BAD_REQUEST, "Only a part of it arrived, so nothing was done. Send it again.")
_NOWHERE = Refusal(HTTPStatus.NOT_FOUND, "Nothing can be edited here.")


def serve(preview: Preview, ready: Callable[[str], object] = lambda _: None) -> None:
    """Serve a preview at its address until the process is stopped; `ready` is told the address once it answers.

    Raises `OSError` if nothing can be served at the address.
    """
    host, _, port = preview.address.rpartition(":")
    with listening(preview, host, int(port)) as server:
        if is_open_to_others(host):
            preview.tell(_open(preview))
        gc.disable()
        preview.refresh()
        gc.freeze()  # to look through all that is kept would take much longer than to build after a save
        gc.enable()
        at = f"http://{preview.address}{preview.base}"
        preview.tell(f"The preview is at {at} (Ctrl+C ends it)")
        Thread(
            target=ready, args=(at,), daemon=True
        ).start()  # some browsers return only when they are closed
        Thread(target=_look, args=(preview,), daemon=True).start()
        server.serve_forever()


def _open(preview: Preview) -> str:
    """Return what is told when other computers can reach a preview."""
    if preview.edition is Edition.INSTRUCTOR:
        what = "the instructor edition: guides, answers, and the whole paper. Serve it where only you can reach it"
    else:
        what = "what you have not published yet. To keep it to yourself"
    return f"Note: others in this network can read {what}: --address 127.0.0.1:{preview.address.rpartition(':')[2]}"


def listening(preview: Preview, host: str, port: int) -> ThreadingHTTPServer:
    """Return a server of a preview that listens already.

    Raises `OSError` if it cannot.
    """
    return ThreadingHTTPServer((host, port), _handler(preview))


def _look(preview: Preview) -> None:
    """Build whenever something is saved, so that mistakes are told even if no page is open."""
    while True:
        began = time.monotonic()
        preview.refresh()
        time.sleep(max(LOOK, _REST * (time.monotonic() - began)))


def _handler(preview: Preview) -> type[BaseHTTPRequestHandler]:
    proofreading = Proofreading(preview.root, Editing(preview.root, frozenset({PAPER_MD})))
    writing = Writing(preview, proofreading.editing.token)

    class Handler(BaseHTTPRequestHandler):
        """Answers what a browser asks."""

        def do_GET(self) -> None:
            """Answer with the data."""
            self._send(self._not_meant() or self._read())

        do_HEAD = do_GET  # noqa: N815  # the name that the library calls

        def do_POST(self) -> None:
            """Accept an edit. What is refused is not read, so the connection ends with it."""
            headers = self._headers()
            token = proofreading.editing.token
            parts = urlsplit(self.path)
            named = parts.path.removeprefix(preview.base) == UPLOAD  # all else is said in what is sent
            way = UPLOAD if named else self.path.removeprefix(preview.base)
            sent = _FILE if named else _JSON
            refusal = not_accepted(headers, self.client_address[0], self._port(), token, *sent)
            if refusal is None and way != EDIT and not way.startswith(ROUTE):
                refusal = _NOWHERE
            if refusal:
                self.close_connection = True
                self._send(refused(refusal))
                return
            length = int(headers["Content-Length"])
            data = self.rfile.read(length)
            if len(data) < length:
                self._send(refused(_CUT))
            elif named:
                self._send(writing.receive(parse_qs(parts.query).get("name", [""])[0], data))
            else:
                found = proofreading.decide(data) if way == EDIT else writing.accept(way, data)
                self._send(found or refused(_NOWHERE))

        def _not_meant(self) -> Answer | None:
            why = not_meant(self._headers(), preview.address.rpartition(":")[0], self._port())
            return Answer(HTTPStatus.FORBIDDEN, "text/plain", why.encode()) if why else None

        def _read(self) -> Answer:
            parts = urlsplit(self.path)
            way = unquote(parts.path).removeprefix(preview.base)
            if way != WAIT and way.startswith((PROOFREAD, _OWN)):
                refusal = not_from_here(self._headers(), self.client_address[0], self._port())
                asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
                found = refused(refusal) if refusal else None
                found = found or proofreading.answer(way, asked) or writing.answer(way, asked)
                if found:
                    return found
            if way == PROOFREAD.rstrip("/"):
                return Answer(HTTPStatus.MOVED_PERMANENTLY, "text/plain", b"", f"{preview.base}{PROOFREAD}")
            return _answer(preview, self.path)

        def _headers(self) -> dict[str, str]:
            """Return what was sent by its usual names, such as `Sec-Fetch-Site`: capitals in names mean nothing."""
            return {name.title(): value for name, value in self.headers.items()}

        def _port(self) -> int:
            return int(self.connection.getsockname()[1])

        def _send(self, answer: Answer) -> None:
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.kind)
            self.send_header("Content-Length", str(len(answer.data)))
            self.send_header("Cache-Control", "no-cache")
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if answer.location:
                self.send_header("Location", answer.location)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(answer.data)

        def log_message(self, *_: Any) -> None:
            """Log nothing: a page requests many files."""

        def handle(self) -> None:
            """Serve; a reader may leave before the answer is there."""
            try:
                super().handle()
            except ConnectionError:
                self.close_connection = True

    return Handler


def _answer(preview: Preview, target: str) -> Answer:
    parts = urlsplit(target)
    path = unquote(parts.path).replace("\0", "\ufffd")
    if not path.startswith(preview.base):
        return Answer(HTTPStatus.FOUND, "text/plain", b"", preview.base)
    way = path.removeprefix(preview.base)
    if way != WAIT:
        return preview.answer(way)
    asked = parse_qs(parts.query)
    changed = preview.has_changed(asked.get("page", [""])[0], asked.get("mark", [""])[0])
    return Answer(HTTPStatus.OK, "text/plain", b"changed" if changed else b"same")
