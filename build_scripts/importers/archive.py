"""Read files that are archives (Word, OpenDocument, EPUB), without trusting them. Nothing is written to a disk."""

from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from .reading import Refused

MOST_PARTS = 5_000
LARGEST_PART = 50_000_000
"""Bytes, unpacked."""
LARGEST_ARCHIVE = 300_000_000
"""Bytes, unpacked."""
DAMAGED = "the file is damaged; open it in the program that made it, and save it anew"


class Archive:
    """The parts of an archive by name. A part is unpacked when it is asked for, and only if it is not too large."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = ZipFile(BytesIO(data))
            parts = self._zip.infolist()
        except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise Refused(DAMAGED) from error
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_ARCHIVE:
            raise Refused("the file unpacks to far more than any paper; save it anew without what it embeds")
        if any(part.flag_bits & 1 for part in parts):
            raise Refused("the file is protected by a password; save it without one")
        self._sizes = {part.filename: part.file_size for part in parts}

    def __iter__(self) -> Iterator[str]:
        return iter(self._sizes)

    def part(self, name: str) -> bytes:
        """Return the bytes of a part; empty if there is none of that name."""
        if name not in self._sizes:
            return b""
        if self._sizes[name] > LARGEST_PART:
            raise Refused(
                f"a part of the file is too large ({name}); save the file anew without what it embeds"
            )
        try:
            return self._zip.read(name)
        except Exception as error:  # zipfile raises many kinds for damaged parts
            raise Refused(DAMAGED) from error

    def with_parts(self, changed: dict[str, bytes]) -> bytes:
        """Return the archive as bytes with some parts changed. Pictures are empty: whoever reads it needs only names."""
        made = BytesIO()
        with ZipFile(made, "w") as new:
            for name in self._sizes:
                if name in changed:
                    new.writestr(name, changed[name])
                elif name.lower().endswith(
                    (".xml", ".rels", ".opf", ".xhtml", ".html", ".htm", ".ncx", ".css")
                ) or (name == "mimetype"):
                    new.writestr(name, _without_entities(name, self.part(name)))
                else:
                    new.writestr(name, b"")
        return made.getvalue()


def _without_entities(name: str, data: bytes) -> bytes:
    """Return a part as it is, if it declares no entities of its own: they can grow without limit."""
    if b"<!ENTITY" in data or b"<\x00!\x00E\x00N\x00T" in data:
        raise Refused(
            f"a part of the file declares entities, which no program for writing does ({name}); save it anew"
        )
    return data
