"""Serve a preview over HTTP."""

import gc
import time
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from .preview import Answer, Preview

LOOK = 0.1
"""Seconds from one look at the files to the next."""
_REST = 10
"""How many times as long as a look takes the server rests before the next: a look in a large project takes longer."""
WAIT = ".preview/wait"
"""Where a page asks whether it has changed. No page of a course can have this address."""


def serve(preview: Preview) -> None:
    """Serve a preview at its address until the process is stopped.

    Raises `OSError` if nothing can be served at the address.
    """
    host, _, port = preview.address.rpartition(":")
    with ThreadingHTTPServer((host, int(port)), _handler(preview)) as server:
        gc.disable()
        preview.refresh()
        gc.freeze()  # to look through all that is kept would take much longer than to build after a save
        gc.enable()
        preview.tell(f"The preview is at http://{preview.address}{preview.base} (Ctrl+C ends it)")
        Thread(target=_look, args=(preview,), daemon=True).start()
        server.serve_forever()


def _look(preview: Preview) -> None:
    """Build whenever something is saved, so that mistakes are told even if no page is open."""
    while True:
        began = time.monotonic()
        preview.refresh()
        time.sleep(max(LOOK, _REST * (time.monotonic() - began)))


def _handler(preview: Preview) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        """Answers what a browser asks."""

        def do_GET(self) -> None:
            """Answer with the data."""
            answer = _answer(preview, self.path)
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.kind)
            self.send_header("Content-Length", str(len(answer.data)))
            self.send_header("Cache-Control", "no-cache")
            if answer.location:
                self.send_header("Location", answer.location)
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(answer.data)

        do_HEAD = do_GET  # noqa: N815  # the name that the library calls

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
    path = unquote(parts.path)
    if not path.startswith(preview.base):
        return Answer(HTTPStatus.FOUND, "text/plain", b"", preview.base)
    way = path.removeprefix(preview.base)
    if way != WAIT:
        return preview.answer(way)
    asked = parse_qs(parts.query)
    changed = preview.has_changed(asked.get("page", [""])[0], asked.get("mark", [""])[0])
    return Answer(HTTPStatus.OK, "text/plain", b"changed" if changed else b"same")
