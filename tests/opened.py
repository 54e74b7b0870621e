"""What readers can find in a file: the texts of archives and of all that is in them."""

import json
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

from lxml import etree, html

WITHOUT_TEXT = {"css", "gif", "ico", "jpeg", "jpg", "otf", "pdf", "png", "ttf", "webmanifest", "woff", "woff2"}  # fmt: skip
"""Endings of files that say nothing of a course, or that have tests of their own: those of handouts read PDF files."""
PLAIN = {"bib", "csv", "ics", "ris", "txt", "vtt", "po"}
_ARCHIVE = b"PK\x03\x04"


def parts(path: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """A file; of an archive, and of archives in it, each file that it holds, with the way to it."""
    if data.startswith(_ARCHIVE):
        with ZipFile(BytesIO(data)) as archive:
            for name in archive.namelist():
                yield from parts(f"{path}/{name}", archive.read(name))
    else:
        yield path, data


def texts(path: str, data: bytes) -> Iterator[tuple[str, str]]:
    """Each text in a file, with the way to it: words without markup, twice unescaped where HTML stands in XML."""
    for way, part in parts(path, data):
        yield from _texts(way, part)


def _texts(path: str, data: bytes) -> Iterator[tuple[str, str]]:
    ending = path.rpartition(".")[2]
    if ending in ("html", "xhtml"):
        yield path, html.fromstring(data).text_content()
    elif ending in ("json", "jsonld"):
        yield path, " ".join(map(_words, _strings(json.loads(data))))
    elif ending == "js":  # such as the texts that search looks through
        yield path, data.decode()
    elif ending in PLAIN or path.endswith("/mimetype"):
        yield path, _words(data.decode())
    elif ending not in WITHOUT_TEXT:  # XML; what cannot be read as it fails the test
        yield path, " ".join(map(_words, _of_xml(etree.fromstring(data))))


def _of_xml(root: etree._Element) -> Iterator[str]:
    for element in root.iter():
        yield from filter(None, (element.text, element.tail))
        yield from element.attrib.values()


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)


def _words(text: str) -> str:
    """A text, and the same without the tags of HTML that it may have."""
    bare = html.fromstring(f"<div>{text}</div>").text_content() if "<" in text else ""
    return f"{text} {bare}"
