"""Write self-checks, questions and the glossary in the XML of Moodle."""

from collections.abc import Iterator

from markupsafe import Markup

from ..show.base import GuideView, QuestionView
from ..show.glossary import GlossaryPage, TermView
from ..show.lesson import CheckView, LessonPage
from ..weave.addresses import GLOSSARY_PAGE
from .material import Material
from .texts import as_html, asked, ground, translated, words
from .xml import document, element, text

_LONGEST = 250
"""Letters of a question's name; Moodle's field has 255."""
_LINES = 15
"""Lines of the field for an answer."""


def has_questions(material: Material) -> bool:
    """Return whether the course, or the lesson to export, has self-checks or questions."""
    chosen = set(material.chosen)
    lessons = (one for one in material.site.woven.lessons if one.id in chosen)
    return any(one.checks or one.questions for one in lessons)


def questions(material: Material) -> bytes:
    """Return self-checks as multiple choice and questions as essays; a category a lesson.

    Guides are information for graders: the student edition has none.
    """
    listed = (one for lesson in material.lessons for one in _of_lesson(material, lesson))
    return document(element("quiz", None, *listed))


def _of_lesson(material: Material, lesson: LessonPage) -> Iterator[Markup]:
    if not (lesson.checks or lesson.questions):
        return
    names = (material.site.woven.project.course.title, lesson.title)
    way = "/".join(["$course$", "top", *(name.replace("/", "//") for name in names)])
    yield element("question", {"type": "category"}, element("category", None, text("text", way)))
    yield from (_check(material, lesson, check) for check in lesson.checks)
    yield from (_essay(material, lesson, question) for question in lesson.questions)


def _check(material: Material, lesson: LessonPage, check: CheckView) -> Markup:
    right = sum(option.right for option in check.options)
    share = _share(right)
    loss = _share(len(check.options) - right) if right > 1 else "0"
    answers = (
        element(
            "answer",
            {"fraction": share if option.right else f"-{loss}" if loss != "0" else "0", "format": "html"},
            text("text", as_html(material, option.text)),
            _html("feedback", as_html(material, option.why)),
        )
        for option in check.options
    )
    return element(
        "question",
        {"type": "multichoice"},
        *_head(f"{lesson.id}-{check.id}", words(check.ask), as_html(material, check.ask)),
        text("single", "false" if right > 1 else "true"),
        text("shuffleanswers", "false"),
        text("answernumbering", "abc"),
        *answers,
    )


def _share(parts: int) -> str:
    """Return the hundredth part in the form that Moodle's list of grades has: `33.33333`."""
    return f"{100 / parts:.5f}".rstrip("0").rstrip(".") if parts else "0"


def _essay(material: Material, lesson: LessonPage, question: QuestionView) -> Markup:
    guide = _guide(material, question.guide) if question.guide else ""
    return element(
        "question",
        {"type": "essay"},
        *_head(f"{lesson.id}-{question.id}", words(question.ask), asked(material, question)),
        text("responseformat", "editor"),
        text("responserequired", "1"),
        text("responsefieldlines", str(_LINES)),
        text("attachments", "0"),
        _html("graderinfo", guide),
        _html("responsetemplate", ""),
    )


def _guide(material: Material, guide: GuideView) -> str:
    say = material.site.language.say
    lists = (
        Markup("<p>{}</p><ul>{}</ul>").format(
            title,
            Markup().join(Markup("<li>{}</li>").format(Markup(as_html(material, one))) for one in lines),  # noqa: S704
        )
        for title, lines in (
            (say("Common misconceptions:"), guide.misconceptions),
            (say("To ask next:"), guide.follow_ups),
        )
        if lines
    )
    return as_html(material, guide.guide) + "".join(lists)


def _head(id_: str, name: str, asked_: str) -> tuple[Markup, ...]:
    return (
        element("name", None, text("text", name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…")),
        _html("questiontext", asked_),
        _html("generalfeedback", ""),
        text("defaultgrade", "1"),
        text("penalty", "0"),
        text("hidden", "0"),
        text("idnumber", id_),
    )


def _html(name: str, shown: str) -> Markup:
    return element(name, {"format": "html"}, text("text", shown))


def has_terms(material: Material) -> bool:
    """Return whether the course has a glossary."""
    return bool(material.site.terms)


def glossary(material: Material) -> bytes:
    """Return the glossary: each term with its definition, its translations, and the spellings that mean it."""
    page = material.page(GLOSSARY_PAGE)
    assert isinstance(page, GlossaryPage)  # noqa: S101  # its path says so
    title = f"{material.site.woven.project.course.title}: {page.title}"
    entries = (_entry(material, term) for term in page.terms)
    facts = {
        "NAME": title,
        "INTRO": page.description,
        "INTROFORMAT": "1",
        "ALLOWDUPLICATEDENTRIES": "0",
        "DISPLAYFORMAT": "dictionary",
        "SHOWSPECIAL": "1",
        "SHOWALPHABET": "1",
        "SHOWALL": "1",
        "ALLOWCOMMENTS": "0",
        "USEDYNALINK": "1",
        "DEFAULTAPPROVAL": "1",
        "GLOBALGLOSSARY": "0",
        "ENTBYPAGE": "10",
    }
    told = (text(name, fact) for name, fact in facts.items())
    return document(
        element("GLOSSARY", None, element("INFO", None, *told, element("ENTRIES", None, *entries)))
    )


def _entry(material: Material, term: TermView) -> Markup:
    others = (Markup("<p>{}</p>").format(translated(material, one)) for one in term.translations)
    rests = ground(material, term.support)
    shown = [as_html(material, term.definition), *others, Markup("<p>{}</p>").format(rests) if rests else ""]
    aliases = (
        element("ALIAS", None, text("NAME", name))
        for name in material.site.terms[term.id].aliases
        if name != term.term.text
    )
    return element(
        "ENTRY",
        None,
        text("CONCEPT", term.term.text),
        text("DEFINITION", "".join(shown)),
        text("FORMAT", "1"),
        text("USEDYNALINK", "1"),
        text("CASESENSITIVE", "0"),
        text("FULLMATCH", "1"),
        text("TEACHERENTRY", "1"),
        element("ALIASES", None, *aliases),
    )
