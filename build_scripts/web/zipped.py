"""Pack files into a zip archive: the same files give the same bytes."""

from collections.abc import Iterable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The earliest date that the format knows: the same in every build."""
_UNIX = 3


_ARCHIVE = b"PK\x03\x04"
"""How an archive begins: to compress it again takes time and gains nothing."""


def zipped(files: Iterable[tuple[str, bytes]], stored: frozenset[str] = frozenset()) -> bytes:
    """Return an archive of files, each with its path, in their order.

    Those in `stored`, and archives among them, are not compressed.
    """
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as into:
        for path, data in files:
            entry = ZipInfo(path, _EARLIEST)
            is_stored = path in stored or data.startswith(_ARCHIVE)
            entry.compress_type = ZIP_STORED if is_stored else ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = _UNIX  # on every system
            into.writestr(entry, data)
    return made.getvalue()
