"""Write the course as a Common Cartridge 1.1 (IMS), which Moodle, Canvas, Blackboard, Brightspace and Sakai import.

There are two: one that links to the site, and one that brings the pages. A module a lesson: the lesson, a topic to
discuss for each question, self-checks as a quiz (QTI 1.2.1), questions to answer in writing, handouts. Identifiers stay
from build to build, so that a second import changes what the first brought. Both are of the student edition alone:
students get what is in a cartridge.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from ..show.base import QuestionView
from ..show.lesson import CheckView, LessonPage
from ..show.tongues import direction_of
from ..weave.addresses import (
    GLOSSARY_PAGE,
    PAPER_PAGE,
    PLACES_PAGE,
    REFERENCES_PAGE,
    TIMELINE_PAGE,
    Address,
    on_site,
    web_file,
)
from ..web.offline import file_of
from .material import Material
from .texts import as_html, asked, words
from .xml import document, element, text

MANIFEST = "imsmanifest.xml"
_CC = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
_LOM = "http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest"
_QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
_TOPIC = "http://www.imsglobal.org/xsd/imsccv1p1/imsdt_v1p1"
_LINK = "http://www.imsglobal.org/xsd/imsccv1p1/imswl_v1p1"
_PAGES = "pages/"
"""The folder of pages in the archive."""
_LONGEST = 200
"""Letters of a title."""
_HREF = re.compile(r'(\s(?:href|src)=")([^"]*)(")')
_STYLE = """
body { max-width: 44rem; margin: 1.5rem auto; padding: 0 1rem; font: 1.05rem/1.6 Georgia, serif; color: #1a1a1a; background: #fff; overflow-wrap: anywhere; }
h1, h2, h3, .meta, .note-head, summary, nav { font-family: system-ui, sans-serif; line-height: 1.3; }
a { color: #0b5c55; }
img { max-width: 100%; height: auto; }
table { border-collapse: collapse; } td, th { border: 1px solid #bbb; padding: .3em .6em; text-align: start; vertical-align: top; }
blockquote, .note { margin: 1em 0; padding-inline-start: 1em; border-inline-start: 3px solid #0b5c55; }
.meta, .ground, .speaker { color: #555; font-size: .9rem; }
.noted { background: #eef4f3; }
.permalink { font: .8rem system-ui, sans-serif; margin-inline-end: .5em; }
.paper-heading { font: bold 1.1rem system-ui, sans-serif; }
.to-top, .keep-files { display: none; }
summary > h2, summary > h3 { display: inline; }
.note-mark { font-size: .75em; vertical-align: super; }
dialog, button, [hidden], .copy-link, .answer-tools, .rounds, fieldset, .visually-hidden { display: none; }
svg { max-width: 100%; height: auto; }
"""


@dataclass(frozen=True, slots=True)
class _Part:
    """A thing of the course with its file."""

    id: str
    title: str
    kind: str
    """Its type among those of Common Cartridge."""
    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class _Module:
    """What stands together under a title."""

    id: str
    title: str
    parts: tuple[_Part, ...]


def can_link(material: Material) -> bool:
    """Return whether the site has an address that a cartridge can link to."""
    return bool(material.base)


def is_there(material: Material) -> bool:
    """Return true: there is always a lesson."""
    return True


def with_links(material: Material) -> bytes:
    """Return the cartridge that links to the site."""
    return _cartridge(material, linked=True)


def with_pages(material: Material) -> bytes:
    """Return the cartridge that brings the pages."""
    return _cartridge(material, linked=False)


def _cartridge(material: Material, linked: bool) -> bytes:
    modules = tuple(_modules(material, linked))
    parts = [part for module in modules for part in module.parts]
    pictures = {} if linked else _pictures(material, parts)
    files = {
        MANIFEST: document(_manifest(material, modules, tuple(pictures))),
        **{part.path: part.data for part in parts},
        **pictures,
    }
    return material.packed(files)


def _modules(material: Material, linked: bool) -> Iterator[_Module]:
    pages = _course_pages(material)
    paths = (*(path for path, _ in pages), *(lesson.path for lesson in material.lessons))
    inside = frozenset(map(web_file, paths))
    for lesson in material.lessons:
        number = material.site.language.say(
            "Lesson {number}: {title}", number=lesson.number, title=lesson.title
        )
        yield _Module(f"module-{lesson.id}", number, tuple(_of_lesson(material, lesson, linked, inside)))
    if pages and material.is_whole:
        listed = (_page(material, path, title, linked, inside) for path, title in pages)
        yield _Module("module-course", material.site.language.say("The whole course"), tuple(listed))


def _course_pages(material: Material) -> tuple[tuple[str, str], ...]:
    """Return the pages of the whole course with their titles: none, if one lesson is exported."""
    there = [
        path
        for path, name in (
            (PAPER_PAGE, "paper"),
            (TIMELINE_PAGE, "timeline"),
            (PLACES_PAGE, "places"),
            (GLOSSARY_PAGE, "glossary"),
            (REFERENCES_PAGE, "references"),
        )
        if f"page:{name}" in material.site.addresses
    ]
    return () if not material.is_whole else tuple((path, material.page(path).title) for path in there)


def _of_lesson(
    material: Material, lesson: LessonPage, linked: bool, inside: frozenset[str]
) -> Iterator[_Part]:
    yield _page(material, lesson.path, lesson.title, linked, inside, f"lesson-{lesson.id}")
    yield from material.site.keep(_tasks, material, lesson)
    if material.base:
        for handout in lesson.handouts:
            for file in handout.files:
                if handout.id.endswith("-handout") and not file.large and isinstance(file.link.to, Address):
                    title = f"{handout.name} ({file.link.text})"
                    id_ = re.sub(
                        r"[^A-Za-z0-9-]", "-", file.link.to.page.rpartition("/")[2].removesuffix(".pdf")
                    )
                    yield _link(f"file-{id_}", title, on_site(material.base, file.link.to))


def _tasks(material: Material, lesson: LessonPage) -> tuple[_Part, ...]:
    """Return what both cartridges have of a lesson beside its page: topics and quizzes."""
    return tuple(_each_task(material, lesson))


def _each_task(material: Material, lesson: LessonPage) -> Iterator[_Part]:
    say = material.site.language.say
    for question in lesson.questions:
        yield _topic(material, question)
    if lesson.checks:
        items = (_check(material, check) for check in lesson.checks)
        yield _assessment(material, f"checks-{lesson.id}", say("Check yourself"), tuple(items))
    if lesson.questions:
        items = (_essay(material, question) for question in lesson.questions)
        yield _assessment(
            material, f"writing-{lesson.id}", say("Questions to answer in writing"), tuple(items)
        )


def _page(
    material: Material,
    path: str,
    title: str,
    linked: bool,
    inside: frozenset[str],
    id_: str = "",
) -> _Part:
    name = id_ or f"page-{path.removesuffix('.md').replace('/', '-')}"
    if linked:
        return _link(name, title, material.locate(Address(path)))
    return _Part(
        name, _short(title), "webcontent", _PAGES + web_file(path), _copy(material, path, title, inside)
    )


def _copy(material: Material, path: str, title: str, inside: frozenset[str]) -> bytes:
    """Return a page that needs no server: its links lead to the files `inside` the archive, or to the site."""
    course = material.site.woven.project.course
    here = web_file(path)

    def led(found: re.Match[str]) -> str:
        way = found[2]
        if way.startswith("#") or re.match(r"[a-z]+:", way) or found[1].strip().startswith("src"):
            return found[0]
        file, _, anchor = file_of(way).partition("#")
        target = _joined(here, file)
        if target in inside:
            return f"{found[1]}{file}{'#' + anchor if anchor else ''}{found[3]}"
        online = f"{material.base}{target.removesuffix('index.html')}{'#' + anchor if anchor else ''}"
        return f"{found[1]}{online}{found[3]}" if material.base else ""

    canonical = Markup('<link rel="canonical" href="{}">\n').format(material.locate(Address(path)))
    return (
        f'<!doctype html>\n<html lang="{escape(course.language)}" dir="{direction_of(course.language)}">\n<head>\n'
        f'<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n{canonical if material.base else ''}<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n{_HREF.sub(led, material.html(path))}\n</body>\n</html>\n"
    ).encode()


def _joined(here: str, way: str) -> str:
    """Return the path of a file on the site to which a relative way leads from another."""
    parts = here.split("/")[:-1]
    for part in way.split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part != ".":
            parts = [*parts, part]
    return "/".join(parts)


def _pictures(material: Material, parts: list[_Part]) -> dict[str, bytes]:
    """Return the pictures that pages show, by their paths in the archive."""
    shown = {
        _joined(part.path.removeprefix(_PAGES), way)
        for part in parts
        if part.kind == "webcontent"
        for way in re.findall(r'\ssrc="([^"]*)"', part.data.decode())
        if not re.match(r"[a-z]+:", way)
    }
    found = {path: material.file(path) for path in sorted(shown)}
    return {_PAGES + path: data for path, data in found.items() if data is not None}


def _link(id_: str, title: str, address: str) -> _Part:
    link = element(
        "webLink",
        {"xmlns": _LINK},
        text("title", _short(title)),
        element("url", {"href": address, "target": "_blank"}),
    )
    return _Part(id_, _short(title), "imswl_xmlv1p1", f"{id_}.xml", document(link))


def _topic(material: Material, question: QuestionView) -> _Part:
    title = _short(words(question.ask))
    topic = element(
        "topic",
        {"xmlns": _TOPIC},
        text("title", title),
        element("text", {"texttype": "text/html"}, str(asked(material, question))),
    )
    id_ = f"topic-{question.id}"
    return _Part(id_, title, "imsdt_xmlv1p1", f"{id_}.xml", document(topic))


def _assessment(material: Material, id_: str, title: str, items: tuple[Markup, ...]) -> _Part:
    facts = {
        "cc_profile": "cc.exam.v0p1",
        "qmd_assessmenttype": "Examination",
        "qmd_scoretype": "Percentage",
        "qmd_feedbackpermitted": "Yes",
        "cc_maxattempts": "unlimited",
    }
    made = element(
        "questestinterop",
        {"xmlns": _QTI},
        element(
            "assessment",
            {"ident": id_, "title": title},
            _facts(facts),
            element("section", {"ident": f"{id_}-section"}, *items),
        ),
    )
    return _Part(
        id_, title, "imsqti_xmlv1p2/imscc_xmlv1p1/assessment", f"{id_}/assessment.xml", document(made)
    )


def _facts(facts: dict[str, str]) -> Markup:
    fields = (
        element("qtimetadatafield", None, text("fieldlabel", name), text("fieldentry", value))
        for name, value in facts.items()
    )
    return element("qtimetadata", None, *fields)


def _check(material: Material, check: CheckView) -> Markup:
    right = [f"option-{number}" for number, one in enumerate(check.options) if one.right]
    many = len(right) > 1
    # Two options make no multiple choice: the profile asks for three (schematron rule 4d).
    profile = "multiple_response" if many else "true_false" if len(check.options) == 2 else "multiple_choice"
    labels = (
        element("response_label", {"ident": f"option-{number}"}, _material(as_html(material, one.text)))
        for number, one in enumerate(check.options)
    )
    told = (
        element(
            "respcondition",
            {"continue": "Yes"},
            element("conditionvar", None, _equal(f"option-{number}")),
            element("displayfeedback", {"feedbacktype": "Response", "linkrefid": f"why-{number}"}),
        )
        for number in range(len(check.options))
    )
    wrong = (f"option-{number}" for number, one in enumerate(check.options) if not one.right)
    exactly = element("and", None, *map(_equal, right), *(element("not", None, _equal(one)) for one in wrong))
    scored = element(
        "respcondition",
        {"continue": "No"},
        element("conditionvar", None, exactly if many else _equal(right[0])),
        element("setvar", {"action": "Set", "varname": "SCORE"}, "100"),
    )
    reasons = (
        element(
            "itemfeedback",
            {"ident": f"why-{number}"},
            element("flow_mat", None, _material(as_html(material, one.why))),
        )
        for number, one in enumerate(check.options)
    )
    return element(
        "item",
        {"ident": f"check-{check.id}", "title": _short(words(check.ask))},
        element("itemmetadata", None, _facts({"cc_profile": f"cc.{profile}.v0p1"})),
        element(
            "presentation",
            None,
            _material(as_html(material, check.ask)),
            element(
                "response_lid",
                {"ident": "response", "rcardinality": "Multiple" if many else "Single"},
                element("render_choice", {"shuffle": "No"}, *labels),
            ),
        ),
        element("resprocessing", None, _SCORE, *told, scored),
        *reasons,
    )


_SCORE = element(
    "outcomes",
    None,
    element("decvar", {"maxvalue": "100", "minvalue": "0", "varname": "SCORE", "vartype": "Decimal"}),
)


def _equal(option: str) -> Markup:
    return element("varequal", {"respident": "response"}, option)


def _essay(material: Material, question: QuestionView) -> Markup:
    return element(
        "item",
        {"ident": f"writing-{question.id}", "title": _short(words(question.ask))},
        element("itemmetadata", None, _facts({"cc_profile": "cc.essay.v0p1", "qmd_computerscored": "No"})),
        element(
            "presentation",
            None,
            _material(str(asked(material, question))),
            element(
                "response_str",
                {"ident": "response", "rcardinality": "Single"},
                element("render_fib", {"prompt": "Box"}),
            ),
        ),
    )


def _material(shown: str) -> Markup:
    return element("material", None, element("mattext", {"texttype": "text/html"}, str(shown)))


def _manifest(material: Material, modules: tuple[_Module, ...], pictures: tuple[str, ...]) -> Markup:
    course = material.site.woven.project.course
    language = {"language": course.language}
    general = element(
        "lomm:general",
        None,
        element("lomm:title", None, element("lomm:string", language, course.title)),
        element("lomm:language", None, course.language),
        element("lomm:description", None, element("lomm:string", language, course.description)),
    )
    rights = element(
        "lomm:rights",
        None,
        element("lomm:copyrightAndOtherRestrictions", None, text("lomm:value", "yes")),
        element(
            "lomm:description",
            None,
            element("lomm:string", language, f"{course.licence.name} {course.licence.url or ''}".strip()),
        ),
    )
    items = (_module(module) for module in modules)
    resources = (
        *(_resource(part) for module in modules for part in module.parts),
        *(
            element(
                "resource",
                {"identifier": f"picture-{number}", "type": "webcontent", "href": path},
                element("file", {"href": path}),
            )
            for number, path in enumerate(pictures, 1)
        ),
    )
    return element(
        "manifest",
        {
            "identifier": f"course-{material.site.woven.project.paper.citation.id}",
            "xmlns": _CC,
            "xmlns:lomm": _LOM,
        },
        element(
            "metadata",
            None,
            text("schema", "IMS Common Cartridge"),
            text("schemaversion", "1.1.0"),
            element("lomm:lom", None, general, rights),
        ),
        element(
            "organizations",
            None,
            element(
                "organization",
                {"identifier": "organization", "structure": "rooted-hierarchy"},
                element("item", {"identifier": "root"}, *items),
            ),
        ),
        element("resources", None, *resources),
    )


def _module(module: _Module) -> Markup:
    parts = (
        element(
            "item", {"identifier": f"item-{part.id}", "identifierref": part.id}, text("title", part.title)
        )
        for part in module.parts
    )
    return element("item", {"identifier": module.id}, text("title", _short(module.title)), *parts)


def _resource(part: _Part) -> Markup:
    href = {"href": part.path} if part.kind == "webcontent" else {}
    return element(
        "resource",
        {"identifier": part.id, "type": part.kind, **href},
        element("file", {"href": part.path}),
    )


def _short(title: str) -> str:
    joined = " ".join(title.split())
    return joined if len(joined) <= _LONGEST else f"{joined[: _LONGEST - 1]}…"
