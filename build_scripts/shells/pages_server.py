"""Serve a built site as GitHub Pages does, below the name of the repository."""

import re
import sys
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from .own_host import not_meant

_REMOTE = re.compile(
    r"(?:https?://|ssh://)?(?:[^@/]+@)?(?P<host>[^/:]+)(?::\d+)?[/:](?P<path>.+?)(?:\.git)?/?"
)


def web_address(remote: str) -> str:
    """Return the web address of the repository behind a git remote: `https://github.com/owner/name`, or empty."""
    parts = _REMOTE.fullmatch(remote)
    return f"https://{parts['host']}/{parts['path']}" if parts else ""


def published_below(repository: str) -> str:
    """Return the path below which Pages publishes a repository: `/name/`, or `/` for `name.github.io`."""
    name = repository.rstrip("/").rpartition("/")[2]
    return "/" if not name or name.endswith(".github.io") else f"/{name}/"


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a browser that went on to another page before it had everything of this one."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def serve(site: Path, base: str, host: str, port: int) -> ThreadingHTTPServer:
    """Return a server of the folder `site` below `base`, and of nothing else. It answers only under its own names."""

    class Handler(SimpleHTTPRequestHandler):
        """Serves the files of the site, and its 404 page for everything else."""

        def __init__(self, *arguments: Any) -> None:
            super().__init__(*arguments, directory=str(site))

        def send_head(self) -> Any:
            headers = {name.title(): value for name, value in self.headers.items()}
            refusal = not_meant(headers, host, int(self.connection.getsockname()[1]))
            if refusal:
                self.close_connection = True
                self._answer(HTTPStatus.FORBIDDEN, "text/plain", refusal.encode())
                return None
            return super().send_head()

        def translate_path(self, path: str) -> str:
            if not path.startswith(base) or "%00" in path:
                return str(site / "nothing is here")
            return super().translate_path("/" + path.removeprefix(base))

        def list_directory(self, path: Any) -> None:
            self.send_error(HTTPStatus.NOT_FOUND)

        def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
            page = site / "404.html"
            if code != HTTPStatus.NOT_FOUND or not page.is_file():
                super().send_error(code, message, explain)
                return
            self._answer(HTTPStatus.NOT_FOUND, "text/html", page.read_bytes())

        def _answer(self, status: HTTPStatus, kind: str, data: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(data)

        def log_message(self, *_: Any) -> None:
            """Log nothing: a page requests many files."""

    return _Server((host, port), Handler)
