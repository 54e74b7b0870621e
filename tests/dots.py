"""Small pictures, made of their parts."""

import struct
import zlib


def png(*parts: tuple[bytes, bytes]) -> bytes:
    """A PNG of these parts, each with its checksum."""
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )


PNG = png(
    (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
    (b"IDAT", zlib.compress(b"\0\0")),
    (b"IEND", b""),
)
"""One dot."""
