"""Give exports the files of a project, and keep those that take long between builds."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from zlib import ZLIB_RUNTIME_VERSION

from .. import exports
from ..shared.markdown import FILES
from ..show.blocks import PICTURES
from .disk import read_own_files, read_pictures
from .kept_files import EXPORTS, KeptFiles, kept_files, key_of

_PROGRAM = Path(exports.__file__).parent.parent
_LIBRARIES = ("latex2mathml", "markupsafe")


@dataclass(frozen=True)
class ProjectShop:
    """What exports get from one project."""

    root: Path
    kept: KeptFiles | None
    """What earlier builds made; `None` to make everything."""

    def file(self, path: str) -> bytes | None:
        """Return a picture of the paper, or a file of the course, by its path on the site; `None` if there is none."""
        if path.startswith(FILES):
            return dict(read_own_files(self.root, [path])).get(path)
        name = path.removeprefix(PICTURES)
        return dict(read_pictures(self.root, [name])).get(name) if name != path else None

    def keep(self, make: Callable[[], bytes], *parts: str | bytes) -> bytes:
        """Return what `make` returns, or what is kept of it; `parts` are all that it depends on beside the program."""
        if self.kept is None:
            return make()
        key = key_of(self._program, *parts)
        data = self.kept.get(key)
        if data is None:
            data = make()
            self.kept.keep(key, data)
        return data

    @cached_property
    def _program(self) -> str:
        """A digest of what makes exports: the whole program, Python, and the libraries that have a part in them."""
        modules = sorted(_PROGRAM.rglob("*.py"))
        libraries = (version(name) for name in _LIBRARIES)
        python = (sys.version, ZLIB_RUNTIME_VERSION)
        return key_of(*python, *libraries, *(path.read_bytes() for path in modules))


def shop_of(root: Path) -> ProjectShop:
    """Return what exports get from a project, with what earlier builds made."""
    kept = kept_files(root, EXPORTS)
    if kept:
        kept.tidy()
    return ProjectShop(root, kept)
