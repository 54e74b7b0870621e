"""Make what keeps a built site in readers' browsers: the list of its files for the worker, and the manifest of the app."""

import json
import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from hashlib import sha256

from markupsafe import Markup

from ..read.course import CourseFile
from ..show.downloads import EXPORTS_FOLDER
from ..weave.handouts import HANDOUTS_FOLDER

WORKER, MANIFEST = "worker.js", "manifest.webmanifest"
"""Their paths on the site. A worker governs what is in its own folder and below."""
PROGRAM, RETIRED = "assets/worker/worker.js", "assets/worker/retired.js"
"""The programs in `overrides/`: the worker, and the one that takes it out of browsers."""
_ICON = "assets/icon-{}.png"
_SIZES = (192, 512)
_WEB_ONLY = re.compile(r"404\.html|robots\.txt|llms\.txt|sitemap\.xml|CNAME|social/.*|.*\.zip|.*LICENSE\.txt")
"""What nobody needs who reads the course offline."""
_RECORDINGS = re.compile(r"files/.*\.(?:mp3|og[gav]|opus|wav|flac|m4[av]|mp4|webm)")
"""They are played from the site: a film would fill what a browser may keep."""
_DIGEST = 16
"""Letters of a digest: 96 bits."""


def worker(program: str, site: Mapping[str, bytes]) -> str:
    """Return the worker of a site: the list of its files, then the program."""
    files = dict(_listed(site))
    version = _digest((json.dumps(files) + program).encode())
    told = json.dumps({"version": version, "files": files}, ensure_ascii=False, separators=(",", ":"))
    return f"const site = {told};\n{program}"


def is_kept(path: str) -> bool:
    """Return whether browsers keep a file without being asked."""
    return not (_WEB_ONLY.fullmatch(path) or _RECORDINGS.fullmatch(path) or _is_requested(path))


def _is_requested(path: str) -> bool:
    return path.startswith((HANDOUTS_FOLDER, EXPORTS_FOLDER)) and not path.endswith(".html")


def _listed(site: Mapping[str, bytes]) -> Iterator[tuple[str, tuple[str, int] | tuple[str, int, int]]]:
    """Yield what the worker needs to know of each file, first what every page loads."""
    for path in sorted(site, key=lambda path: (path.endswith(".html"), path)):
        about = (_digest(site[path]), len(site[path]))
        if is_kept(path):
            yield path, about
        elif _is_requested(path):
            yield path, (*about, 1)


def manifest(course: CourseFile) -> str:
    """Return the manifest by which browsers install the course as an app; all its addresses are relative."""
    told = {
        "name": course.title,
        "short_name": _short(course.title),
        "description": course.description,
        "lang": course.language,
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "background_color": "#fffefb",
        "theme_color": "#0b5c55",
        "icons": [
            {"src": _ICON.format(size), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
            for size in _SIZES
            for purpose in ("any", "maskable")
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def links(path: str) -> Markup:
    """Return the elements of a page's `<head>` that name the manifest and its icon; `path`: of the page's file."""
    root = "../" * path.count("/")
    return Markup(
        '<!--online--><link rel="manifest" href="{}"><link rel="apple-touch-icon" href="{}"><!--/online-->\n'
    ).format(root + MANIFEST, root + _ICON.format(_SIZES[0]))


def _digest(data: bytes) -> str:
    return b64encode(sha256(data).digest()).decode()[:_DIGEST]


def _short(title: str) -> str:
    """Return the words of a title that fit below an icon: some twelve letters, and one word at least."""
    words = title.split()
    fitting = [" ".join(words[:end]) for end in range(1, len(words) + 1)]
    return next((one for one in reversed(fitting) if len(one) <= 12), words[0] if words else title).rstrip(
        ":,;"
    )
