"""Write the course as an EPUB 3.3 book: for phones, e-readers and screen readers, without internet.

Notes open in place where a reading program can (`epub:type="footnote"`), numbers of paragraphs are its pages, and its
metadata say what readers with disabilities can expect (EPUB Accessibility 1.1). No claim of conformance is made: that is
for people who have looked at a book.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from uuid import NAMESPACE_URL, uuid5

from markupsafe import Markup

from ..shared.outside import encoded
from ..show.bibliography import references
from ..show.glossary import GlossaryPage
from ..show.home import HomePage
from ..show.places import PlacesPage
from ..show.questions import QuestionsPage
from ..show.references import ReferencesPage
from ..show.timeline import TimelinePage
from ..show.tongues import Tongue, direction_of
from ..timeline.text_width import wrapped
from ..weave.addresses import (
    GLOSSARY_PAGE,
    HOME_PAGE,
    PAPER_PAGE,
    PLACES_PAGE,
    QUESTIONS_PAGE,
    REFERENCES_PAGE,
    TIMELINE_PAGE,
    Address,
    lesson_page,
)
from ..web.mathml import math
from ..web.zipped import zipped
from .chapters import (
    BOOK,
    answers_chapter,
    glossary_chapter,
    imprint,
    lesson_chapter,
    places_chapter,
    questions_chapter,
    references_chapter,
    timeline_chapter,
    welcome_chapter,
)
from .flow import (
    Block,
    Blocks,
    Call,
    Chapter,
    Drawing,
    Formula,
    Frame,
    Grid,
    Head,
    Image,
    Inline,
    Inlines,
    Items,
    Look,
    Note,
    Par,
    Room,
    Style,
    Text,
    Turn,
    Way,
    all_blocks,
    pieces,
    plain,
)
from .material import Material
from .telling import line
from .xml import allowed, document, element, escaped, joined

_MODIFIED = "2000-01-01T00:00:00Z"
"""A book must say when it was changed. The same course gives the same bytes at any time, so this is always the same."""
_PICTURES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "svg": "image/svg+xml",
    "webp": "image/webp",
}
_TAGS = {
    Style.EMPHASIS: "em",
    Style.STRONG: "strong",
    Style.SUPERSCRIPT: "sup",
    Style.SUBSCRIPT: "sub",
    Style.CODE: "code",
    Style.QUIET: "small",
}
_XHTML, _OPS = "http://www.w3.org/1999/xhtml", "http://www.idpf.org/2007/ops"
_STYLE = """
body { margin: 0 4%; line-height: 1.5; overflow-wrap: break-word; }
h1, h2, h3, h4, h5, h6 { font-family: sans-serif; line-height: 1.25; break-after: avoid; text-align: start; hyphens: none; }
h1 { font-size: 1.6em; margin: 1.5em 0 .8em; } h2 { font-size: 1.25em; margin: 1.8em 0 .6em; }
h3 { font-size: 1.08em; margin: 1.4em 0 .4em; } h4, h5, h6 { font-size: 1em; margin: 1.2em 0 .3em; }
p { margin: .6em 0; }
img, svg { max-width: 100%; height: auto; }
a { color: inherit; text-decoration: underline; text-decoration-color: #888; text-underline-offset: .15em; }
.number { font: .7em sans-serif; margin-inline-end: .7em; }
.quiet, small { font-size: .85em; }
.subtitle { font-size: 1.05em; font-style: italic; }
.quotation, blockquote { margin: 1em 0; margin-inline-start: 1.5em; }
.verse { margin-inline-start: 1.5em; text-align: start; }
.item, .option, .reference { margin-inline-start: 1.5em; text-indent: -1.5em; }
.labelled { list-style: none; margin: .4em 0; padding-inline-start: 1em; }
.caption { font-size: .9em; text-align: start; }
.small-caps { font-variant: small-caps; }
.wide { overflow-x: auto; }
.unit { margin: 1.2em 0; }
table { border-collapse: collapse; margin: 1em 0; font-size: .9em; } caption { text-align: start; margin-bottom: .4em; }
th, td { border-top: 1px solid #888; padding: .3em .5em .3em 0; text-align: start; vertical-align: top; }
th p, td p { margin: 0; }
.noteref { font: bold .7em/1 sans-serif; vertical-align: super; text-decoration: none; padding: 0 .2em; }
.notes { border-top: 1px solid #888; margin-top: 2em; }
aside { margin: 1em 0; font-size: .92em; }
aside > .back, aside > .back + p { display: inline; }
.label { font-weight: bold; } .labelled .label { font-weight: normal; }
nav ol { list-style: none; padding-inline-start: 1.2em; } nav > ol { padding: 0; } nav li { margin: .35em 0; }
.paper, .quotation, .verse, .item { font-family: serif; }
.cover { margin: 0; text-align: center; } .cover img { max-height: 98vh; }
.title { text-align: center; margin-top: 20%; } .title h1 { text-align: center; font-size: 2em; }
svg.timeline { background: #fff; color: #000; display: block; margin: 1em 0; }
svg.timeline text { fill: #000; font-family: sans-serif; }
svg .period { font-size: 12.6px; font-weight: 600; } svg .years { font-size: 12px; } svg .lane { font-weight: 600; }
svg .year { font-size: 10.8px; text-anchor: middle; } svg .before { text-anchor: end; }
svg.tall .year { text-anchor: end; }
svg .band, svg .rule, svg .tick, svg .hit, svg .ring, svg .span { fill: none; } svg .even { fill: #f3f3f3; }
svg .rule, svg .tick, svg .ring, svg .span { stroke: #000; stroke-width: .84; }
svg .frame { fill: none; stroke: #888; } svg .graticule { fill: none; stroke: #aaa; stroke-dasharray: 1 3; }
svg .degree, svg .middle { text-anchor: middle; } svg .degree.before { text-anchor: end; }
svg .leader { fill: none; stroke: #888; stroke-width: .6; }
svg .apart { stroke: #8c8c8c; stroke-dasharray: 3 3; } svg .vague { stroke-dasharray: 1.4 2.2; }
svg .shape { fill: #000; } svg .unsure .shape { fill: #fff; stroke: #000; stroke-width: 1.6; }
"""


@dataclass(frozen=True, slots=True)
class _Book:
    """Where everything stands in a book."""

    material: Material
    files: Mapping[str, str]
    """The file of each chapter, by its page of the site."""
    ids: Mapping[str, frozenset[str]]
    """The ids in each file."""
    paper: Mapping[str, str]
    """The file in which a part of the paper stands first, by its id."""
    pictures: Mapping[str, str]
    """The files of pictures, by their paths on the site."""

    def way(self, to: Address | str, here: str) -> str:
        """Return the address of a link in a file; empty if it leads nowhere."""
        if not isinstance(to, Address):
            page, sign, place = encoded(to).partition("#")
            return page + sign + place.replace("#", "%23")  # as checkers of books want it
        file = self.paper.get(to.anchor, "") if to.page == PAPER_PAGE else self.files.get(to.page, "")
        if not file:
            return self.material.locate(to)
        anchor = f"#{to.anchor}" if to.anchor in self.ids[file] else ""
        return anchor if anchor and file == here else file + anchor


@dataclass(slots=True)
class _Sheet:
    """A file of the book that is being written."""

    book: _Book
    file: str
    pages: dict[str, str]
    """The places of the paragraphs of the book so far, by their numbers."""
    given: set[str] = field(default_factory=set)
    """The ids that stand in it."""

    def named(self, id_: str) -> dict[str, str]:
        """Return the attribute with an id, which stands in a file once."""
        if not id_ or id_ in self.given:
            return {}
        self.given.add(id_)
        return {"id": id_}


def is_there(material: Material) -> bool:
    """Return true: there is always a lesson."""
    return True


def epub(material: Material) -> bytes:
    """Return the course as a book for students, whatever the edition."""
    pages = (HOME_PAGE, *map(lesson_page, material.chosen), *_after_lessons(material))
    return material.kept(lambda: _epub(material), "EPUB", pages)


def _epub(material: Material) -> bytes:
    chapters = tuple(_chapters(material))
    found = dict(_pictures(material, chapters))
    book = _book(material, chapters, tuple(found))
    pages: dict[str, str] = {}
    written = {
        book.files[chapter.page]: _written(_Sheet(book, book.files[chapter.page], pages), chapter)
        for chapter in chapters
    }
    pictures = {book.pictures[path]: data for path, data in found.items()}
    inside = {
        "cover.xhtml": _cover_page(material),
        "title.xhtml": _title_page(book),
        **written,
        "nav.xhtml": _navigation(book, chapters, pages),
        "cover.svg": _cover(material),
        "style.css": _STYLE.lstrip().encode(),
        **pictures,
    }
    package = _package(material, inside, tuple(written), bool(pages))
    container = element(
        "container",
        {"version": "1.0", "xmlns": "urn:oasis:names:tc:opendocument:xmlns:container"},
        element(
            "rootfiles",
            None,
            element(
                "rootfile", {"full-path": "EPUB/book.opf", "media-type": "application/oebps-package+xml"}
            ),
        ),
    )
    files = {
        "mimetype": b"application/epub+zip",
        "META-INF/container.xml": document(container),
        "EPUB/book.opf": document(package),
        **{f"EPUB/{name}": data for name, data in inside.items()},
    }
    return zipped(files.items(), frozenset(("mimetype",)))


def _chapters(material: Material) -> Iterator[Chapter]:
    site = material.site
    home = material.page(HOME_PAGE)
    if isinstance(home, HomePage):
        yield welcome_chapter(site, home)
    yield from (lesson_chapter(site, page, BOOK) for page in material.lessons)
    if answers := answers_chapter(site, material.lessons):
        yield answers
    for path in _after_lessons(material):
        match material.page(path):
            case TimelinePage() as page:
                yield timeline_chapter(site, page)
            case PlacesPage() as page:
                yield places_chapter(site, page)
            case GlossaryPage() as page:
                yield glossary_chapter(site, page)
            case QuestionsPage() as page:
                yield questions_chapter(site, page)
            case ReferencesPage() as page:
                yield references_chapter(site, page)


def _after_lessons(material: Material) -> tuple[str, ...]:
    """Return the pages that stand after the lessons, as far as the course has them."""
    there = {address.page for address in material.site.addresses.values() if not address.anchor}
    return tuple(
        path
        for path in (TIMELINE_PAGE, PLACES_PAGE, GLOSSARY_PAGE, QUESTIONS_PAGE, REFERENCES_PAGE)
        if path in there
    )


def _book(material: Material, chapters: tuple[Chapter, ...], pictures: tuple[str, ...]) -> _Book:
    files = {chapter.page: _file(chapter.page) for chapter in chapters}
    ids = {files[chapter.page]: frozenset(_ids(chapter)) for chapter in chapters}
    lessons = [files[page.path] for page in material.lessons]
    paper = {id_: file for file in reversed(lessons) for id_ in ids[file]}
    named = {
        path: f"pictures/{number}.{path.rpartition('.')[2].lower()}"
        for number, path in enumerate(pictures, 1)
    }
    return _Book(material, files, ids, paper, named)


def _pictures(material: Material, chapters: tuple[Chapter, ...]) -> Iterator[tuple[str, bytes]]:
    """Yield the pictures that chapters show, each with its path on the site."""
    texts = chain.from_iterable(
        (chapter.blocks, *(note.blocks for note in chapter.notes)) for chapter in chapters
    )
    shown = (block.path for blocks in texts for block in all_blocks(blocks) if isinstance(block, Image))
    for path in dict.fromkeys(shown):
        data = material.file(path) if path.rpartition(".")[2].lower() in _PICTURES else None
        if data is not None:
            yield path, data


def _file(page: str) -> str:
    """Return the name of the file of a page: `lesson-rise.xhtml` for `lessons/rise.md`."""
    name = page.removesuffix(".md")
    return f"{'welcome' if name == 'index' else name.replace('lessons/', 'lesson-').replace('/', '-')}.xhtml"


def _ids(chapter: Chapter) -> Iterator[str]:
    parts = (chapter.blocks, *(note.blocks for note in chapter.notes))
    for blocks in parts:
        for block in all_blocks(blocks):
            if isinstance(block, Head | Par | Grid | Frame) and block.id:
                yield block.id
        yield from (piece.id for piece in pieces(blocks) if isinstance(piece, Way) and piece.id)
    yield from (note.id for note in chapter.notes)


# Pages


def _written(sheet: _Sheet, chapter: Chapter) -> bytes:
    called = {
        piece.note
        for blocks in (chapter.blocks, *(note.blocks for note in chapter.notes))
        for piece in pieces(blocks)
        if isinstance(piece, Call)
    }
    body = _blocks(sheet, chapter.blocks)
    notes = [_note(sheet, note, note.id in called) for note in chapter.notes]
    say = sheet.book.material.site.language.say
    section = (
        element("section", {"class": "notes"}, element("h2", None, say("Notes")), *notes)
        if notes
        else Markup()
    )
    return _xhtml(sheet.book.material, chapter.title, element("h1", None, chapter.title), body, section)


def _xhtml(material: Material, title: str, *inside: Markup, look: str = "") -> bytes:
    course = material.site.woven.project.course
    root = element(
        "html",
        {
            "xmlns": _XHTML,
            "xmlns:epub": _OPS,
            "xml:lang": course.language,
            "lang": course.language,
            "dir": direction_of(course.language),
        },
        element(
            "head",
            None,
            element("title", None, title or course.title),
            element("link", {"rel": "stylesheet", "type": "text/css", "href": "style.css"}),
        ),
        element("body", {"class": look} if look else None, *inside),
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n{root}\n'.encode()


def _spoken(tongue: Tongue | None) -> dict[str, str]:
    if tongue is None:
        return {}
    told = {"xml:lang": tongue.language, "lang": tongue.language}
    return told | ({"dir": tongue.direction} if tongue.direction else {})


def _note(sheet: _Sheet, note: Note, called: bool) -> Markup:
    say = sheet.book.material.site.language.say
    back = {"href": f"#mark-{note.id}", "role": "doc-backlink", "aria-label": say("Back to the text")}
    return element(
        "aside",
        {**sheet.named(note.id), "epub:type": "footnote", "role": "doc-footnote"},
        element(
            "p",
            {"class": "back"},
            element("a", back, f"↩ {note.label}") if called else element("b", None, note.label),
            " ",
        ),
        _blocks(sheet, note.blocks),
    )


def _blocks(sheet: _Sheet, blocks: Blocks) -> Markup:
    return joined([_block(sheet, block) for block in blocks], "\n")


def _block(sheet: _Sheet, block: Block) -> Markup:
    match block:
        case Head(level, inside, id_, tongue):
            return element(f"h{level}", {**sheet.named(id_), **_spoken(tongue)}, *_inlines(sheet, inside))
        case Par():
            return _paragraph(sheet, block)
        case Items(items, ordered, labelled):
            rows = (element("li", None, _blocks(sheet, item)) for item in items)
            return element("ol" if ordered else "ul", {"class": "labelled"} if labelled else None, *rows)
        case Grid():
            return _table(sheet, block)
        case Image(path, alternative):
            alt = alternative or sheet.book.material.site.language.say("Picture")
            if path not in sheet.book.pictures:
                return element("p", {"class": "caption"}, f"[{alt}]")
            return element("p", None, element("img", {"src": sheet.book.pictures[path], "alt": alt}))
        case Drawing(svg):
            return Markup(allowed(svg).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))  # noqa: S704  # ours
        case Room():
            return Markup()
        case Frame(look, within, id_, tongue):
            tag = "blockquote" if look is Look.QUOTATION else "div"
            attributes = {**sheet.named(id_), "class": "unit", **_spoken(tongue)}
            return element(tag, attributes, _blocks(sheet, within))


def _paragraph(sheet: _Sheet, one: Par) -> Markup:
    look = {"class": str(one.look)} if one.look is not Look.PLAIN else {}
    number = Markup()
    if one.number:
        place = {"class": "number"}
        name = {"aria-label": one.name}
        if one.number not in sheet.pages:
            sheet.pages[one.number] = f"{sheet.file}#at-{one.id}"
            place |= {"id": f"at-{one.id}", "epub:type": "pagebreak", "role": "doc-pagebreak", **name}
        number = element("span", place, one.number)
    label = element("span", {"class": "label"}, f"{one.label} ") if one.label else Markup()
    if any(isinstance(piece, Formula) and piece.on_a_line for piece in one.inside):
        look = _WIDE
    attributes = {**sheet.named(one.id), **look, **_spoken(one.tongue)}
    return element("p", attributes, number, label, *_inlines(sheet, one.inside))


_WIDE = {"class": "wide", "tabindex": "0"}
"""What may be wider than a small screen can be moved, by keys as well."""


def _table(sheet: _Sheet, table: Grid) -> Markup:
    def cell(blocks: Blocks, scope: str) -> Markup:
        if scope:
            return element("th", {"scope": scope}, _blocks(sheet, blocks))
        return element("td", None, _blocks(sheet, blocks))

    def row(cells: tuple[Blocks, ...], is_head: bool) -> Markup:
        named = "row" if table.named_rows else ""
        scopes = ("col" if is_head else named if not index else "" for index in range(len(cells)))
        return element("tr", None, *(cell(one, scope) for one, scope in zip(cells, scopes, strict=True)))

    caption = element("caption", None, *_inlines(sheet, table.caption)) if table.caption else Markup()
    attributes = {**sheet.named(table.id), **_spoken(table.tongue)}
    heads = [row(one, True) for one in table.rows[: table.heads]]
    body = [row(one, False) for one in table.rows[table.heads :]]
    made = element(
        "table",
        attributes,
        caption,
        element("thead", None, *heads) if heads else Markup(),
        element("tbody", None, *body) if body else Markup(),
    )
    return element("div", _WIDE, made)


def _inlines(sheet: _Sheet, inside: Inlines) -> list[Markup]:
    return [_inline(sheet, piece) for piece in inside]


def _inline(sheet: _Sheet, piece: Inline) -> Markup:
    match piece:
        case Text():
            return _text(piece)
        case Way(to, inside, id_):
            way = sheet.book.way(to, sheet.file)
            words = _inlines(sheet, inside)
            named = sheet.named(id_)
            if way:
                return element("a", {"href": way, **named}, *words)
            return element("span", named, *words) if named else joined(words)
        case Call(note, label, name, of_paper):
            attributes = {
                "href": f"#{note}",
                **sheet.named(f"mark-{note}"),
                "class": "noteref",
                "epub:type": "noteref",
                "role": "doc-noteref",
                "aria-label": name,
            }
            return element("a", attributes, f"[{label}]" if of_paper else label)
        case Formula(tex, on_a_line):
            shown = math(allowed(tex), on_a_line)
            return Markup(shown.replace("<math", '<math xmlns="http://www.w3.org/1998/Math/MathML"', 1))  # noqa: S704  # escaped there
        case Turn():
            return element("br")


def _text(piece: Text) -> Markup:
    made = escaped(piece.words)
    for style in Style if piece.styles else ():  # most words have none
        if style in piece.styles:
            made = (
                element(_TAGS[style], None, made)
                if style in _TAGS
                else element("span", {"class": "small-caps"}, made)
            )
    return element("span", _spoken(piece.tongue), made) if piece.tongue else made


# What a book has beside its chapters


def _title_page(book: _Book) -> bytes:
    material = book.material
    site, course = material.site, material.site.woven.project.course
    home = material.page(HOME_PAGE)
    subtitle = home.subtitle if isinstance(home, HomePage) else ""
    citation = site.woven.project.paper.citation
    paper = line(site, references([citation], site.formatter, site.language)[citation.id])
    sheet = _Sheet(book, "title.xhtml", {})
    return _xhtml(
        material,
        course.title,
        element(
            "section",
            {"epub:type": "titlepage", "class": "title"},
            element("h1", None, course.title),
            element("p", None, subtitle) if subtitle else Markup(),
            element("p", None, site.language.together(course.editors)),
        ),
        _blocks(sheet, imprint(site, paper)),
    )


def _cover_page(material: Material) -> bytes:
    course = material.site.woven.project.course
    alt = material.site.language.say("Cover: {title}", title=course.title)
    image = element("img", {"src": "cover.svg", "alt": alt})
    return _xhtml(material, course.title, element("section", {"epub:type": "cover"}, image), look="cover")


def _cover(material: Material) -> bytes:
    """Return a cover: the title, the editors, and lines of a page with a note beside them."""
    course = material.site.woven.project.course
    size = 150
    titles = wrapped(course.title, 1240 / size)
    while len(titles) > 7 and size > 60:
        size -= 10
        titles = wrapped(course.title, 1240 / size)
    drawn = [
        element("rect", {"width": "1600", "height": "2400", "fill": "#0b3d3a"}),
        element("rect", {"x": "120", "y": "120", "width": "1360", "height": "8", "fill": "#e8c872"}),
    ]
    top = 420
    for index, words in enumerate(titles):
        place = {"x": "800", "y": str(top + round(index * size * 1.2)), "font-size": str(size)}
        drawn.append(element("text", {**_COVER, **place, "font-weight": "bold"}, words))
    for index in range(9):
        y = str(1480 + index * 62)
        width = "560" if index in (4, 8) else "820"
        drawn.append(element("rect", {"x": "200", "y": y, "width": width, "height": "14", "fill": "#5f8a86"}))
    for index in (0, 1, 2, 5, 6):
        y = str(1480 + index * 62)
        drawn.append(
            element("rect", {"x": "1120", "y": y, "width": "280", "height": "14", "fill": "#e8c872"})
        )
    editors = wrapped(material.site.language.together(course.editors), 1240 / 62)[:3]
    for index, words in enumerate(editors):
        place = {"x": "800", "y": str(2160 + index * 78), "font-size": "62"}
        drawn.append(element("text", {**_COVER, **place}, words))
    return document(
        element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "viewBox": "0 0 1600 2400",
                "width": "1600",
                "height": "2400",
                "xml:lang": course.language,
            },
            element("title", None, course.title),
            *drawn,
        )
    )


_COVER = {"fill": "#ffffff", "font-family": "Georgia, serif", "text-anchor": "middle"}


def _navigation(book: _Book, chapters: tuple[Chapter, ...], pages: Mapping[str, str]) -> bytes:
    say = book.material.site.language.say
    listed = (_entry(book, chapter) for chapter in chapters)
    contents = element(
        "nav",
        {"epub:type": "toc", "role": "doc-toc", "id": "toc"},
        element("h1", None, say("Contents")),
        element("ol", None, *listed),
    )
    first = next(
        (name for chapter in chapters if (name := book.files[chapter.page]).startswith("lesson-")),
        "title.xhtml",
    )
    marks = (
        ("cover", "cover.xhtml", say("Cover")),
        ("toc", "nav.xhtml", say("Contents")),
        ("bodymatter", first, say("Lessons")),
    )
    landmarks = element(
        "nav",
        {"epub:type": "landmarks", "hidden": "hidden"},
        element("h2", None, say("Parts")),
        element(
            "ol",
            None,
            *(
                element("li", None, element("a", {"epub:type": kind, "href": file}, name))
                for kind, file, name in marks
            ),
        ),
    )
    numbers = [element("li", None, element("a", {"href": place}, number)) for number, place in pages.items()]
    page_list = (
        element(
            "nav",
            {"epub:type": "page-list", "role": "doc-pagelist", "hidden": "hidden"},
            element("h2", None, say("Paragraphs of the paper")),
            element("ol", None, *numbers),
        )
        if numbers
        else Markup()
    )
    return _xhtml(book.material, say("Contents"), contents, landmarks, page_list)


def _entry(book: _Book, chapter: Chapter) -> Markup:
    """Return a chapter in the contents; a lesson's parts stand below it."""
    file = book.files[chapter.page]
    parts = [
        element("li", None, element("a", {"href": f"{file}#{block.id}"}, plain(block.inside)))
        for block in chapter.blocks
        if isinstance(block, Head) and block.level == 2 and block.id and file.startswith("lesson-")
    ]
    inside = element("ol", None, *parts) if parts else Markup()
    return element("li", None, element("a", {"href": file}, chapter.title), inside)


def _package(
    material: Material, inside: Mapping[str, bytes], chapters: tuple[str, ...], has_pages: bool
) -> Markup:
    site, course = material.site, material.site.woven.project.course
    citation = site.woven.project.paper.citation
    own = material.base or f"course:{citation.id}"
    xhtml = [data for name, data in inside.items() if name.endswith(".xhtml")]
    has_math = any(b"<math" in data for data in xhtml)
    has_pictures = any(
        b"<img" in data or b"<svg" in data for name, data in inside.items() if name in chapters
    )
    features = [
        "structuralNavigation",
        "tableOfContents",
        "readingOrder",
        "displayTransformability",
        "ARIA",
        *(("pageBreakMarkers", "pageNavigation") if has_pages else ()),
        "alternativeText",
        *(("MathML",) if has_math else ()),
    ]
    say = site.language.say
    summary = say(
        "All of this book is text that can be enlarged and read aloud. It has headings, a table of contents and the numbers of the paper’s paragraphs to go to; notes are linked from their words and back; words in other languages are marked; pictures have descriptions, as far as the course gives them."
    )
    metas: list[tuple[str, str]] = [
        ("dcterms:modified", _MODIFIED),
        ("schema:accessMode", "textual"),
        *([("schema:accessMode", "visual")] if has_pictures else []),
        ("schema:accessModeSufficient", "textual"),
        *(("schema:accessibilityFeature", feature) for feature in features),
        ("schema:accessibilityHazard", "none"),
        ("schema:accessibilitySummary", summary),
        *([("pageBreakSource", "none")] if has_pages else []),
    ]
    editors = chain.from_iterable(
        (
            element("dc:creator", {"id": f"editor-{number}"}, name),
            element(
                "meta", {"refines": f"#editor-{number}", "property": "role", "scheme": "marc:relators"}, "edt"
            ),
        )
        for number, name in enumerate(course.editors, 1)
    )
    licence = f"{course.licence.name} {course.licence.url or ''}".strip()
    metadata = element(
        "metadata",
        {"xmlns:dc": "http://purl.org/dc/elements/1.1/"},
        element("dc:identifier", {"id": "book"}, f"urn:uuid:{uuid5(NAMESPACE_URL, own)}"),
        element("dc:title", None, course.title),
        element("dc:language", None, course.language),
        *editors,
        element("dc:description", None, course.description),
        element("dc:rights", None, licence),
        *([element("dc:source", None, material.base)] if material.base else []),
        *(element("meta", {"property": name}, value) for name, value in metas),
    )
    ids = {name: f"f-{re.sub(r'[^A-Za-z0-9]+', '-', name)}-{number}" for number, name in enumerate(inside)}
    manifest = element("manifest", None, *(_item(name, data, ids[name]) for name, data in inside.items()))
    order = ("cover.xhtml", "title.xhtml", "nav.xhtml", *chapters)
    spine = element(
        "spine",
        {"page-progression-direction": direction_of(course.language)},
        *(element("itemref", {"idref": ids[name]}) for name in order),
    )
    return element(
        "package",
        {
            "xmlns": "http://www.idpf.org/2007/opf",
            "version": "3.0",
            "unique-identifier": "book",
            "xml:lang": course.language,
            "dir": direction_of(course.language),
        },
        metadata,
        manifest,
        spine,
    )


def _item(name: str, data: bytes, id_: str) -> Markup:
    kinds = {"xhtml": "application/xhtml+xml", "css": "text/css", **_PICTURES}
    holds = [
        *(("nav",) if name == "nav.xhtml" else ()),
        *(("cover-image",) if name == "cover.svg" else ()),
        *(("mathml",) if name.endswith(".xhtml") and b"<math " in data else ()),
        *(("svg",) if name.endswith(".xhtml") and b"<svg " in data else ()),
    ]
    attributes = {"id": id_, "href": name, "media-type": kinds[name.rpartition(".")[2].lower()]}
    return element("item", attributes | ({"properties": " ".join(holds)} if holds else {}))
