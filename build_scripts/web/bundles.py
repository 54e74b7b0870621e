"""Join the style sheets that the settings list into one file, and the scripts into another.

A page then asks for two files, however many a designer keeps.
"""

from collections.abc import Callable
from dataclasses import dataclass

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
        """Return what the site has; `read` returns a part by its path."""
        texts = map(read, self.parts)
        return b"\n".join(_GUARDED % text for text in texts) if self.path == SCRIPT else b"\n".join(texts)


def is_joined(path: str) -> bool:
    """Return whether a file that the settings list can be joined with others: it is the course's own.

    The file of another server is left to its own.
    """
    return path.startswith(_FOLDER)
