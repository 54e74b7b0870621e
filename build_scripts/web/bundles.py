"""Join the style sheets that the settings list into one file, and the scripts into another, and make them small.

A page then asks for two files, however many a designer keeps, and comments do not travel to readers.
"""

from collections.abc import Callable
from dataclasses import dataclass

from .small import small_script, small_style

STYLE, SCRIPT = "assets/course.css", "assets/course.js"
"""The paths of the two on the site."""
_FOLDER = "assets/"
_GUARDED = b"try {\n%s\n} catch (error) {\n  setTimeout(() => { throw error; });\n}\n"
"""A script that fails stops no other, as if each were still a file of its own; the browser's console says why."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """A file on the site that is made of several."""

    path: str
    parts: tuple[str, ...]
    """The paths of these, in order; its own may be one."""

    def joined(self, read: Callable[[str], bytes]) -> bytes:
        """Return all parts in one, whole, as a preview has it; `read` returns a part by its path."""
        texts = map(read, self.parts)
        return b"\n".join(_GUARDED % text for text in texts) if self.path == SCRIPT else b"\n".join(texts)

    def small(self, read: Callable[[str], bytes]) -> bytes:
        """Return the same as a site has it: without comments and white space."""
        return self.joined(lambda path: small(path, read(path)))


def small(path: str, data: bytes) -> bytes:
    """Return a style sheet or a script of the course without comments and white space, and any other file as it is.

    So does one that is not UTF-8.
    """
    if not is_joined(path) or not path.endswith((".css", ".js")):
        return data
    make = small_style if path.endswith(".css") else small_script
    try:
        return make(data.decode()).encode()
    except UnicodeDecodeError:
        return data


def is_joined(path: str) -> bool:
    """Return whether a file that the settings list can be joined with others: it is the course's own.

    The file of another server is left to its own.
    """
    return path.startswith(_FOLDER)
