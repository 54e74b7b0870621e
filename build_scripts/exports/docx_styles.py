"""Say how Word documents look: the styles of their paragraphs, letters and tables, and the signs of their lists."""

from functools import lru_cache

from markupsafe import Markup

from .xml import element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WIDTH = 9638
"""Of the text on A4, in twentieths of a point."""
BULLETS, NUMBERS = 1, 2
"""The kinds of lists in `numbering.xml`."""
DEEPEST = 8
"""Levels of a list, from 0."""


@lru_cache(maxsize=1024)  # few are many times in a document
def on(name: str, value: str) -> Markup:
    """Return an element whose only attribute is its value."""
    return element(name, {"w:val": value})


def language_of(tag: str) -> Markup:
    """Return the element that says in which language words are."""
    return element("w:lang", {"w:val": tag, "w:eastAsia": tag, "w:bidi": tag})


def list_sheet(lists: int) -> Markup:
    """Return `numbering.xml` of a document with so many lists of numbers."""

    def level(number: int, kind: str, sign: str) -> Markup:
        indent = {"w:left": str(425 * (number + 1)), "w:hanging": "425"}
        return element(
            "w:lvl",
            {"w:ilvl": str(number)},
            on("w:start", "1"),
            on("w:numFmt", kind),
            on("w:lvlText", sign),
            on("w:lvlJc", "left"),
            element("w:pPr", None, element("w:ind", indent)),
        )

    levels = range(DEEPEST + 1)
    bullets = (level(number, "bullet", "•–"[number % 2]) for number in levels)
    numbers = (level(number, "decimal", f"%{number + 1}.") for number in levels)
    restart = element("w:lvlOverride", {"w:ilvl": "0"}, on("w:startOverride", "1"))
    return element(
        "w:numbering",
        {"xmlns:w": W},
        element("w:abstractNum", {"w:abstractNumId": "1"}, on("w:multiLevelType", "multilevel"), *bullets),
        element("w:abstractNum", {"w:abstractNumId": "2"}, on("w:multiLevelType", "multilevel"), *numbers),
        element("w:num", {"w:numId": str(BULLETS)}, on("w:abstractNumId", "1")),
        *(
            element("w:num", {"w:numId": str(NUMBERS + number)}, on("w:abstractNumId", "2"), restart)
            for number in range(1, lists + 1)
        ),
    )


# Styles: what each is called by Word, its letters, and its paragraph, in the order of the schema

# Calibri has no Arabic letters
_SANS = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Arial"/>'
_SERIF = '<w:rFonts w:ascii="Cambria" w:hAnsi="Cambria" w:cs="Times New Roman"/>'
_BOLD = "<w:b/><w:bCs/>"
_TEAL = '<w:color w:val="0B4F4A"/>'
_GREY = '<w:color w:val="404040"/>'


def _sized(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _spaced(before: int, after: int, line_: int = 264) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line_}" w:lineRule="auto"/>'


_PARAGRAPHS: tuple[tuple[str, str, str, str], ...] = (
    ("Title", "Title", _BOLD + _TEAL + _sized(44), "<w:keepNext/>" + _spaced(0, 160)),
    ("Subtitle", "Subtitle", "<w:i/><w:iCs/>" + _sized(24), _spaced(0, 160)),
    *(
        (
            f"Heading{level}",
            f"heading {level}",
            _BOLD + _TEAL + _sized(size),
            "<w:keepNext/><w:keepLines/>" + _spaced(before, 100) + f'<w:outlineLvl w:val="{level - 1}"/>',
        )
        for level, size, before in ((1, 30, 360), (2, 26, 280), (3, 23, 240), (4, 22, 200), (5, 22, 200))
    ),
    ("Paper", "Paper", _SERIF + _sized(23), _spaced(0, 140, 312)),
    ("Quote", "Quote", _SERIF + _sized(22), _spaced(60, 140, 300) + '<w:ind w:left="567" w:right="567"/>'),
    ("Verse", "Verse", _SERIF + _sized(23), _spaced(60, 140, 300) + '<w:ind w:left="567"/>'),
    ("PaperItem", "Paper item", _SERIF + _sized(23), _spaced(0, 80, 300) + '<w:ind w:left="425" w:hanging="425"/>'),
    ("Caption", "caption", _GREY + _sized(19), _spaced(60, 120)),
    ("Quiet", "Quiet", _GREY + _sized(19), _spaced(0, 120)),
    ("ListBullet", "List Bullet", "", _spaced(0, 80)),
    ("ListNumber", "List Number", "", _spaced(120, 80)),
    ("ListContinue", "List Continue", "", _spaced(0, 80) + '<w:ind w:left="425"/>'),
    ("Option", "Answer option", "", _spaced(0, 60) + '<w:ind w:left="850" w:hanging="425"/>'),
    ("Answer", "Answer lines", _GREY, f'<w:tabs><w:tab w:val="right" w:leader="underscore" w:pos="{WIDTH}"/></w:tabs>' + _spaced(60, 240, 432)),
    ("NameAndDate", "Name and date", "", '<w:tabs><w:tab w:val="left" w:leader="underscore" w:pos="6400"/>' + f'<w:tab w:val="right" w:leader="underscore" w:pos="{WIDTH}"/></w:tabs>' + _spaced(60, 240)),
    ("Guide", "Guide", "", '<w:pBdr><w:left w:val="single" w:sz="18" w:space="8" w:color="0B4F4A"/></w:pBdr>' + _spaced(0, 100) + '<w:ind w:left="425"/>'),
    ("TableText", "Table text", _sized(20), _spaced(20, 40, 250)),
    ("AfterTable", "After a table", _sized(8), _spaced(0, 0, 240)),
    ("FootnoteText", "footnote text", _sized(18), _spaced(0, 40, 240)),
    ("Footer", "footer", _GREY + _sized(17), f'<w:tabs><w:tab w:val="right" w:pos="{WIDTH}"/></w:tabs>'),
)  # fmt: skip
_LETTERS: tuple[tuple[str, str, str], ...] = (
    ("Hyperlink", "Hyperlink", '<w:u w:val="dotted"/>'),
    ("FootnoteReference", "footnote reference", _BOLD + '<w:vertAlign w:val="superscript"/>'),
    ("ParagraphNumber", "Paragraph number", _SANS + _GREY + _sized(16)),
    ("QuietWords", "Quiet words", _GREY + _sized(19)),
    ("Code", "Code", '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/>'),
    ("Formula", "Formula", '<w:rFonts w:ascii="Cambria Math" w:hAnsi="Cambria Math"/>'),
)


@lru_cache(maxsize=8)  # the same for every lesson
def style_sheet(tag: str) -> Markup:
    """Return `styles.xml` of a document in a language."""
    defaults = element(
        "w:docDefaults",
        None,
        element("w:rPrDefault", None, element("w:rPr", None, Markup(_SANS + _sized(22)), language_of(tag))),  # noqa: S704  # ours
        element("w:pPrDefault", None, element("w:pPr", None, Markup(_spaced(0, 120)))),  # noqa: S704  # ours
    )
    normal = element(
        "w:style", {"w:type": "paragraph", "w:default": "1", "w:styleId": "Normal"}, on("w:name", "Normal")
    )
    paragraphs = (
        element(
            "w:style",
            {"w:type": "paragraph", "w:styleId": id_},
            on("w:name", name),
            on("w:basedOn", "Normal"),
            on("w:next", "Normal") if id_.startswith(("Heading", "Title", "Subtitle")) else "",
            element("w:qFormat"),
            element("w:pPr", None, Markup(facts)),  # noqa: S704  # ours
            element("w:rPr", None, Markup(letters)) if letters else "",  # noqa: S704  # ours
        )
        for id_, name, letters, facts in _PARAGRAPHS
    )
    words = (
        element(
            "w:style",
            {"w:type": "character", "w:styleId": id_},
            on("w:name", name),
            element("w:rPr", None, Markup(letters)),  # noqa: S704  # ours
        )
        for id_, name, letters in _LETTERS
    )
    thin = {"w:val": "single", "w:sz": "4", "w:space": "0", "w:color": "8C8C8C"}
    borders = (element(f"w:{side}", thin) for side in ("top", "bottom", "insideH"))
    margins = (
        element(f"w:{side}", {"w:w": width, "w:type": "dxa"})
        for side, width in (("top", "40"), ("left", "60"), ("bottom", "40"), ("right", "120"))
    )
    bold = element("w:rPr", None, element("w:b"), element("w:bCs"))
    table = element(
        "w:style",
        {"w:type": "table", "w:styleId": "CourseTable"},
        on("w:name", "Course table"),
        element(
            "w:tblPr",
            None,
            element("w:tblBorders", None, *borders),
            element("w:tblCellMar", None, *margins),
        ),
        element("w:tblStylePr", {"w:type": "firstRow"}, bold),
    )
    return element("w:styles", {"xmlns:w": W}, defaults, normal, *paragraphs, *words, table)
