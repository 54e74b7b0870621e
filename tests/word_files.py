"""Word files for tests, as the bytes of their parts: no program for writing makes all the faults that people make."""

from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = {
    "Normal": ("Normal", ""),
    "Title": ("Title", ""),
    "Author": ("Author", ""),
    "Abstract": ("Abstract", ""),
    "berschrift1": ("heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'),
    "berschrift2": ("heading 2", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>'),
    "Quote": ("Quote", ""),
    "Verse": ("Verse", ""),
    "ListParagraph": ("List Paragraph", '<w:pPr><w:ind w:left="720"/></w:pPr>'),
    "Fat": ("Fat", "<w:rPr><w:b/></w:rPr>"),
}


def run(text: str, look: str = "") -> str:
    """A run; `look` is what stands in its `w:rPr`."""
    parts = escape(text).replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    parts = parts.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{parts}</w:t></w:r>'


def paragraph(*runs: str, style: str = "", settings: str = "", look: str = "") -> str:
    """A paragraph; a text that is no XML becomes a run."""
    made = "".join(one if one.startswith("<") else run(one, look) for one in runs)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{settings}</w:pPr>{made}</w:p>"


def item(text: str, level: int = 0, number: int = 1, look: str = "") -> str:
    """A paragraph that Word numbers."""
    settings = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(text, settings=settings, look=look)


def table(*rows: tuple[str, ...], header: bool = False) -> str:
    """A table of texts."""
    marked = "<w:trPr><w:tblHeader/></w:trPr>" if header else ""
    made = [
        f"<w:tr>{marked if at == 0 else ''}"
        + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row)
        + "</w:tr>"
        for at, row in enumerate(rows)
    ]
    look = '<w:tblLook w:firstRow="1"/>' if header else '<w:tblLook w:firstRow="0"/>'
    grid = "<w:gridCol/>" * len(rows[0])
    return f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(made)}</w:tbl>"


def picture(relation: str, described: str = "") -> str:
    """A run with a picture."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="9000" cy="9000"/><wp:docPr id="1" name="P" descr="{described}"/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def note(label: int, kind: str = "footnote") -> str:
    """The mark of a note."""
    return f'<w:r><w:{kind}Reference w:id="{label}"/></w:r>'


def levels(*forms: tuple[str, str]) -> str:
    """The levels of a list: the form of the number, and the pattern."""
    return "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
        for at, (form, pattern) in enumerate(forms)
    )


NUMBERING = (
    f'<w:abstractNum w:abstractNumId="1">{levels(("decimal", "%1."), ("lowerLetter", "(%2)"))}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="2">{levels(("bullet", chr(0xF0B7)), ("bullet", "o"))}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="3">{levels(("decimal", "%1"), ("decimal", "%1.%2"), ("decimal", "%1.%2.%3"))}'
    "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="3"/></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
    "</w:lvlOverride></w:num>"
)


def docx(
    *body: str,
    footnotes: dict[int, str] | None = None,
    endnotes: dict[int, str] | None = None,
    comments: str = "",
    numbering: str = NUMBERING,
    language: str = "en-GB",
    pictures: dict[str, bytes] | None = None,
    parts: dict[str, bytes] | None = None,
) -> bytes:
    """A Word file with these paragraphs and tables; pictures are named by their relations, `rId100` and so on."""
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"{" w:default=" + chr(34) + "1" + chr(34) if key == "Normal" else ""}>'
        f'<w:name w:val="{name}"/>{said}</w:style>'
        for key, (name, said) in STYLES.items()
    )
    defaults = f'<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="24"/><w:lang w:val="{language}"/></w:rPr></w:rPrDefault></w:docDefaults>'
    files: dict[str, bytes | str] = {
        "word/document.xml": f"{HEAD}<w:document {SPACES}><w:body>{''.join(body)}</w:body></w:document>",
        "word/styles.xml": f"{HEAD}<w:styles {SPACES}>{defaults}{styles}</w:styles>",
        "word/numbering.xml": f"{HEAD}<w:numbering {SPACES}>{numbering}</w:numbering>",
        "word/footnotes.xml": _notes("footnote", footnotes or {}),
        "word/endnotes.xml": _notes("endnote", endnotes or {}),
        "word/comments.xml": f"{HEAD}<w:comments {SPACES}>{comments}</w:comments>",
    }
    relations = [
        f'<Relationship Id="rId{at}" Type="{RELATION}/{name}" Target="{name}.xml"/>'
        for at, name in enumerate(("styles", "numbering", "footnotes", "endnotes", "comments"), 1)
    ]
    for at, (name, data) in enumerate((pictures or {}).items(), 100):
        files[f"word/media/{name}"] = data
        relations.append(f'<Relationship Id="rId{at}" Type="{RELATION}/image" Target="media/{name}"/>')
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{KIND}.{name}+xml"/>'
        for name in ("styles", "numbering", "footnotes", "endnotes", "comments")
    )
    around = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    files |= {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/word/document.xml" ContentType="{KIND}.document.main+xml"/>{types}</Types>',
        "_rels/.rels": f'{HEAD}<Relationships {around}><Relationship Id="rId1" Type="{RELATION}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f"{HEAD}<Relationships {around}>{''.join(relations)}</Relationships>",
    }
    files |= parts or {}
    return zipped(files)


def zipped(files: dict[str, bytes | str]) -> bytes:
    """An archive of these files."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def _notes(kind: str, notes: dict[int, str]) -> str:
    made = "".join(
        f'<w:{kind} w:id="{number}">{paragraph(f"<w:r><w:{kind}Ref/></w:r>", *([text] if not text.startswith("<w:p>") else []))}'
        f"{text if text.startswith('<w:p>') else ''}</w:{kind}>"
        for number, text in notes.items()
    )
    return f"{HEAD}<w:{kind}s {SPACES}>{made}</w:{kind}s>"
