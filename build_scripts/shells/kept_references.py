"""Keep formatted references between builds: to load what formats them, and to format a hundred, takes a sixth of a second."""

import sys
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from ..show import bibliography
from ..show.bibliography import Formatter, formatted
from .kept_files import REFERENCES, KeptFiles, kept_files, key_of

_MOST = 5_000_000
"""The most bytes of references that stay."""
_FORMATS = ("citeproc-py", "lxml")
"""The packages that format; the style and its words come with the first."""


@dataclass(frozen=True, slots=True)
class KeptReferences:
    """Formats references, or returns what it returned before for the same works and the same program."""

    kept: KeptFiles
    program: str
    """A digest of all that formats."""
    anew: Formatter = formatted

    def __call__(self, works: str, language: str) -> str:
        """Return what `anew` returns."""
        key = key_of(self.program, works, language)
        data = self.kept.get(key)
        if data is not None:
            return data.decode()
        made = self.anew(works, language)
        self.kept.keep(key, made.encode())
        return made


def formatter_of(root: Path) -> Formatter:
    """Return what formats the references of a project."""
    kept = kept_files(root, REFERENCES)
    if kept is None:
        return formatted
    kept.tidy(_MOST)
    versions = (version(name) for name in _FORMATS)
    return KeptReferences(kept, key_of(sys.version, *versions, Path(bibliography.__file__).read_bytes()))
