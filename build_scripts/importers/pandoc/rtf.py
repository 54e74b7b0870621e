"""Prepare RTF for pandoc, and find its pictures."""

import hashlib
import re
from collections.abc import Iterator

_TOKEN = re.compile(
    rb"\\bin(?P<binary>\d+) ?|\\uc(?P<skipped>\d+) ?|\\u(?P<sign>-?\d+) ?|(?P<open>\{)|(?P<close>\})"
    rb"|\\'[0-9a-fA-F]{2}|\\[a-zA-Z]+(?:-?\d+)? ?|\\.|[^\\{}]+|\\",
    re.DOTALL,
)
_FALLBACK = re.compile(rb"\\'[0-9a-fA-F]{2}|[^\\{}\r\n]")
_PICTURE = re.compile(
    rb"\\(?:pngblip|jpegblip)(?:\\[a-z]+-?\d*|\{[^{}]*\}|\s+){0,200}+(?P<hex>(?:[0-9a-fA-F]{2}\s*){8,})"
)
_MOST_SKIPPED = 4
_LARGEST_BINARY = 100_000_000


def prepared(data: bytes) -> bytes:
    r"""Return RTF in which what stands for a sign in old programs is written as a code.

    `\u8220?phase` is a quotation mark and a word, of which pandoc would take away the first letter with the `?`.
    """
    made: list[bytes] = []
    skipped = [1]
    at = 0
    while found := _TOKEN.match(data, at):
        at = found.end()
        if found["binary"]:
            at += min(int(found["binary"][:9]), _LARGEST_BINARY)
            continue
        made.append(found[0])
        if found["open"]:
            skipped.append(skipped[-1])
        elif found["close"]:
            skipped = skipped[:-1] or [1]
        elif found["skipped"]:
            skipped[-1] = min(int(found["skipped"][:3]), _MOST_SKIPPED)
        elif found["sign"]:
            for _ in range(skipped[-1]):
                fallback = _FALLBACK.match(data, at)
                if not fallback:
                    break
                at = fallback.end()
                made.append(b"\\'3f")
    return b"".join(made)


def pictures(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the PNG and JPEG pictures of an RTF file by their SHA-1, as pandoc names them."""
    for found in _PICTURE.finditer(data):
        picture = bytes.fromhex(b"".join(found["hex"].split()).decode())
        yield hashlib.sha1(picture, usedforsecurity=False).hexdigest(), picture
