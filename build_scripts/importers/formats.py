"""Know the format of a file by what is in it, and read it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib import import_module

from ..paper.blocks import Heading, Table, Text, Where
from .archive import Archive
from .languages import language_of
from .pandoc.program import MISSING
from .reading import Doubt, Harm, Reading, Refused
from .witness import witnessed

LARGEST = 200_000_000
"""Bytes of a file."""
LARGEST_TEXT = 20_000_000
"""Bytes of a file of text."""

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_SOUNDS = (b"ID3", b"OggS", b"fLaC", b"\xff\xfb", b"\x1aE\xdf\xa3")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ROOT = re.compile(
    r"\s*(?>(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)\s*)*+<(?:\w+:)?(?P<root>[A-Za-z][\w.-]*)",
    re.DOTALL,
)
_ENDINGS = {
    "md": "markdown",
    "markdown": "markdown",
    "rmd": "markdown",
    "qmd": "markdown",
    "tex": "latex",
    "ltx": "latex",
    "txt": "text",
    "text": "text",
    "html": "html",
    "htm": "html",
    "xhtml": "html",
}
PAPERS = (
    ".pdf",
    ".docx",
    ".odt",
    ".rtf",
    ".epub",
    ".html",
    ".htm",
    ".xhtml",
    ".xml",
    ".nxml",
    ".tex",
    ".md",
    ".rmd",
    ".qmd",
    ".txt",
)
"""The endings of files that may be papers."""
_NAMED = {
    "png": "a picture",
    "xlsx": "a table",
    "csv": "a table",
    "tsv": "a table",
    "pptx": "a presentation",
    "bib": "a list of works",
    "ris": "a list of works",
}
_OCR = "a picture, or a scan; give a PDF with text in it, or run character recognition (OCR) over it first"


def read_file(name: str, data: bytes, beside: Mapping[str, bytes]) -> Reading:
    """Return what a paper says, given the name of its file, its bytes, and the files beside it by their names."""
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise Refused(f"{name} is empty")
    if len(data) > LARGEST:
        raise Refused(f"{name} is larger than {LARGEST // 1_000_000} MB; save it with smaller pictures")
    form = format_of(name, data)
    try:
        reading = witnessed(form, data, _with_language(_read(form, name, data, beside)))
    except ImportError as missing:
        if (missing.name or "").startswith("build_scripts"):
            raise
        raise Refused(MISSING.replace("this kind of file", f"{_SPOKEN.get(form, form)} files")) from missing
    if not any(isinstance(block, Text | Heading | Table) for block in reading.blocks):
        raise Refused(f"{name} has no text that could be read; give another format of the paper")
    return reading


_SPOKEN = {
    "pdf": "PDF",
    "docx": "Word",
    "odt": "OpenDocument",
    "rtf": "RTF",
    "epub": "EPUB",
    "jats": "JATS",
    "html": "HTML",
    "markdown": "Markdown",
    "latex": "LaTeX",
}


def format_of(name: str, data: bytes) -> str:
    """Return the format of a file: from its first bytes, then from the parts of an archive, its root, and its name."""
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    ending = name.lower().rpartition(".")[2]
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if start.startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith(b"PK"):
        return _of_archive(name, data)
    if data.startswith(_OLD_OFFICE):
        raise Refused(
            f"{name} is an old Word file (.doc) or protected by a password; open it in Word or LibreOffice, "
            "and save it as .docx without a password"
        )
    if (
        data.startswith(_PICTURES)
        or data[8:12] == b"WEBP"
        or (data[4:8] == b"ftyp" and ending in ("heic", "avif"))
    ):
        raise Refused(f"{name} is {_OCR}")
    if data.startswith(_SOUNDS) or data[:4] == b"RIFF" or data[4:8] == b"ftyp":
        raise Refused(f"{name} is sound or film; give a transcript of it as text")
    if (
        data.startswith((b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ"))
        or data[257:262] == b"ustar"
    ):
        raise Refused(f"{name} is an archive; unpack it, and give the paper that is in it")
    if ending in _NAMED and ending != "png":
        raise Refused(
            f"{name} is {_NAMED[ending]}, not a paper; give the paper itself, and this file beside it"
        )
    if start.startswith(b"%!PS"):
        raise Refused(f"{name} is PostScript; make a PDF of it")
    return _of_text(ending, decoded(data[:200_000])[0])


def _of_archive(name: str, data: bytes) -> str:
    archive = Archive(data)
    kind = archive.part("mimetype").strip()
    types = archive.part("[Content_Types].xml")
    if kind.startswith(b"application/epub"):
        return "epub"
    if kind.startswith(b"application/vnd.oasis.opendocument.text"):
        return "odt"
    if kind.startswith(b"application/vnd.oasis.opendocument") or (
        b"spreadsheetml" in types and b"wordprocessingml" not in types
    ):
        raise Refused(
            f"{name} is a table or a presentation, not a paper; save its text from a word processor"
        )
    if b"wordprocessingml" in types:
        return "docx"
    if b"presentationml" in types:
        raise Refused(f"{name} is a presentation; save its text from a word processor")
    if any(part.endswith(".pages") or part.startswith("Index/") for part in archive):
        raise Refused(f"{name} is a file of Apple Pages; export it as Word (.docx)")
    papers = [part for part in archive if part.lower().endswith(PAPERS) and not part.startswith("__MACOSX")]
    found = (
        f"the paper that is in it ({papers[0]})"
        if papers
        else "the paper; there is none in it that could be read"
    )
    raise Refused(f"{name} is an archive; unpack it, and give {found}")


def _of_text(ending: str, text: str) -> str:
    """Return the format of a file of text."""
    if re.match(r"\s*<!doctype\s+html\s*>", text, re.IGNORECASE):  # it may begin with any element
        return "html"
    root = _ROOT.match(text)
    if root and (
        text.lstrip().startswith(("<?xml", "<!DOCTYPE", "<!doctype"))
        or ending in ("xml", "nxml", "html", "htm", "xhtml")
    ):
        found = root["root"].lower()
        if found in ("article", "pmc-articleset", "articles", "response", "sub-article") and ending not in (
            "html",
            "htm",
        ):
            return "jats"
        if found in ("html", "head", "body", "div", "article", "main", "section", "p"):
            return "html"
        if found == "svg":
            raise Refused("the file is a drawing, not a paper")
        if found == "tei":
            raise Refused("the file is TEI, which cannot be read yet; give its PDF or HTML")
        if found in ("package", "document", "wordDocument".lower()):
            raise Refused(
                "the file is a document of Word in one piece; open it in Word, and save it as .docx"
            )
        raise Refused(
            f"the file is XML of a kind that is not known (<{root['root']}>); give the PDF or HTML of the paper"
        )
    if re.match(r"\s*<(?:html|head|body)\b", text, re.IGNORECASE):
        return "html"
    if re.search(
        r"^[^%\n]*\\(?:documentclass|documentstyle)\b|^[^%\n]*\\begin\{document\}", text, re.MULTILINE
    ):
        return "latex"
    return _ENDINGS.get(ending, "text")


def decoded(data: bytes) -> tuple[str, str]:
    """Return bytes as text, and what to say if its encoding had to be guessed."""
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe\x00\x00", "utf-32"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, "replace"), ""
    even, odd = data[:2000:2].count(0), data[1:2000:2].count(0)
    if max(even, odd) > len(data[:2000]) // 5:
        return data.decode("utf-16-be" if even > odd else "utf-16-le", "replace"), "UTF-16"
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and error.start > len(data) - 4:
            return data[: error.start].decode("utf-8"), ""
    if b"\x00" in data[:2000]:
        raise Refused("the file is of a kind that cannot be read; give a PDF, a Word file, HTML or text")
    return data.decode("cp1252", "replace"), "Windows-1252 (Latin letters)"


def _read(form: str, name: str, data: bytes, beside: Mapping[str, bytes]) -> Reading:
    match form:
        case "pdf":
            return _reader("pdf.reader", "read_pdf")(data)
        case "jats":
            return _reader("jats.reader", "read_jats")(data, beside)
        case "html":
            return _reader("html.reader", "read_html")(data, beside)
        case "docx" | "odt" | "rtf" | "epub":
            return _reader("pandoc.office", f"read_{form}")(data)
    if len(data) > LARGEST_TEXT:
        raise Refused(f"{name} is larger than {LARGEST_TEXT // 1_000_000} MB, which no paper is as text")
    text, guessed = decoded(data)
    if form == "markdown":
        reading = _reader("pandoc.markdown", "read_markdown")(text, beside)
    elif form == "latex":
        reading = _reader("pandoc.latex", "read_latex")(text, beside)
    else:
        reading = _reader("text.reader", "read_text")(text)
    if not guessed:
        return reading
    message = (
        f"the file is not in UTF-8; read as {guessed}. Look at letters with accents and at quotation marks"
    )
    return replace(reading, doubts=(Doubt(Harm.LOST, Where(), None, message), *reading.doubts))


def _with_language(reading: Reading) -> Reading:
    """Return a reading with the language that its text is in, if the file does not say it."""
    if reading.language:
        return reading
    texts = (block.words.text for block in reading.blocks if isinstance(block, Text))
    return replace(reading, language=language_of(texts))


def _reader(module: str, name: str) -> Callable[..., Reading]:
    """Return a reader. What it needs is loaded only now."""
    found: Callable[..., Reading] = getattr(import_module(f".{module}", __package__), name)
    return found
