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


def head(
    width: int = 3, height: int = 5, depth: int = 8, colour: int = 0, interlaced: int = 0
) -> tuple[bytes, bytes]:
    return b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlaced)


def pixels(data: bytes) -> tuple[bytes, bytes]:
    return b"IDAT", zlib.compress(data)


END = (b"IEND", b"")
GREY = png(head(), pixels(b"\0abc" * 5), END)
"""Three dots wide, and five high; so is `JPEG`."""


def part(marker: int, data: bytes) -> bytes:
    """A part of a JPEG."""
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


SIZE = part(0xC0, bytes((8, 0, 5, 0, 3, 1, 1, 0x11, 0)))
CODES = part(0xC4, bytes((0, 1, *[0] * 15, 7)))
PIXELS = part(0xDA, bytes((1, 1, 0, 0, 63, 0)))
JPEG = b"\xff\xd8" + part(0xE0, b"JFIF\0") + b"\xff\xff" + (SIZE + CODES)[1:] + PIXELS + b"abc\xff\xd9"
WEBP = b"RIFF" + struct.pack("<I", 16) + b"WEBPVP8L" + struct.pack("<I", 4) + b"abcd"


def svg(inside: str, attributes: str = "") -> bytes:
    space = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"<svg {space} {attributes}>{inside}</svg>".encode()
