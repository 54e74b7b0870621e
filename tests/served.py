"""Folders served as GitHub Pages does: below a path, gzipped, what was sent remembered."""

import functools
import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

PATH = "/repository-name/"
TEXTS = {".html", ".css", ".js", ".json", ".xml", ".svg", ".md", ".txt"}


class Served(NamedTuple):
    """A served folder: its address, and the gzipped bytes sent for each file since the list was emptied."""

    address: str
    sent: dict[str, int]


@contextmanager
def serve(folder: Path) -> Iterator[Served]:
    """Serve a folder, such as a built site, until the block ends."""
    sent: dict[str, int] = {}

    class Handler(SimpleHTTPRequestHandler):
        """Answers from the folder and says nothing."""

        def do_GET(self) -> None:
            path = self.path.partition("?")[0].partition("#")[0]
            name = path.removeprefix(PATH)
            file = folder / name
            if file.is_dir() and not path.endswith("/"):
                self.send_response(301)
                self.send_header("Location", f"{path}/")
                self.end_headers()
                return
            file = file / "index.html" if file.is_dir() else file
            found = path.startswith(PATH) and file.is_file()
            file = file if found else folder / "404.html"
            zipped = file.suffix in TEXTS
            body = _gzipped(file, file.stat().st_mtime_ns) if zipped else file.read_bytes()
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", self.guess_type(file))
            if zipped:
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            sent[name] = len(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Served(f"http://127.0.0.1:{server.server_port}{PATH}", sent)
        server.shutdown()


@functools.cache
def _gzipped(file: Path, written: int) -> bytes:
    return gzip.compress(file.read_bytes(), mtime=0)
