"""Law 11 in what templates print: whatever a text says, it is text, and letter for letter what was written."""

import re
from collections.abc import Iterable
from functools import cache

from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml.html import HtmlElement
from nasty import TEMPLATES, TEXT, every_page, printed_with
from parsed import Token, body, tokens
from projects import TINY, TOWNS, texts_of
from projects import templates as texts_of_templates
from untrusted import course

from build_scripts.build import build
from build_scripts.paper.paper import Span
from build_scripts.read.course import NoteKind
from build_scripts.shared.markdown import Code, Line, Styled, Words, read_prose
from build_scripts.shared.outside import is_outside
from build_scripts.show.base import Ref
from build_scripts.show.pages import Page
from build_scripts.weave.addresses import PAPER_PAGE, Address, Addresses, link_to_page
from build_scripts.weave.marks import LinkMark, Marked, MarkLink, NoteMark, Run
from build_scripts.web.html import html


class Nowhere(dict[str, Address]):
    """Every part of a course, at one address."""

    def __missing__(self, name: str) -> Address:
        return Address("index.md", "nowhere")


def own_words(element: HtmlElement) -> str:
    """The text of an element without what editors added."""
    if element.get("data-editorial") is not None:
        return ""
    return (element.text or "") + "".join(own_words(child) + (child.tail or "") for child in element)


def printed(shown: object) -> HtmlElement:
    """What a template prints on the home page."""
    return body(str(html(shown, "index.md", Nowhere(), link_to_page)))


# Each kind of record that prints itself


@given(TEXT, TEXT)
def test_the_words_of_a_paragraph_are_shown_letter_for_letter(one, other):
    marks = (
        Run(one, ("note-1",)),
        LinkMark((Run(other), Run(one, ("note-1",))), MarkLink(Span(0, 1), term="toll")),
        NoteMark("note-1", 1, NoteKind.SLIP),
        LinkMark((Run(other),), MarkLink(Span(0, 1), cited="adler-2019", number=3)),
        Run(other, omitted=True),
    )
    shown = printed(Marked(marks))
    assert own_words(shown) == one + other + one + other + other
    assert [(child.tag, sorted(child.keys())) for child in shown.iter() if child is not shown] == [
        ("span", ["class", "data-notes"]),
        ("a", ["class", "data-term", "href"]),
        ("span", ["class", "data-notes"]),
        ("a", ["aria-label", "class", "data-editorial", "data-kind", "data-note", "href", "id"]),
        ("a", ["class", "data-cite", "href", "id"]),
        ("span", ["class"]),
    ]


@given(TEXT)
def test_the_words_of_a_link_are_shown_letter_for_letter(text):
    shown = printed(Ref(text, Address("glossary.md", "toll")))
    assert list(tokens(shown)) == [("<", "a", "href", "glossary/#toll"), ("", text), (">", "a")]


@given(TEXT)
def test_an_address_on_the_web_is_one_attribute(text):
    (way,) = printed(Ref("x", f"https://a.example/{text}"))
    assert (way.tag, way.keys(), way.text) == ("a", ["href"], "x")
    assert way.get("href").startswith("https://a.example/")
    assert not set(" ()<>[]{}\"'`\\^|*") & set(way.get("href"))


@given(TEXT)
def test_plain_words_of_instructors_are_shown_letter_for_letter(text):
    assert list(tokens(printed(Line((Words(text),))))) == [("", text)]
    assert list(tokens(printed(Line((Styled("em", (Code(text),)),))))) == [
        ("<", "em"), ("<", "code"), ("", text), (">", "code"), (">", "em"),
    ]  # fmt: skip


IN_PROSE = {"p", "a", "code", "em", "strong", "ul", "ol", "li", "blockquote", "br", *(f"h{level}" for level in range(2, 7))}  # fmt: skip


@given(st.lists(TEXT, min_size=1, max_size=4).map("\n\n".join))
@example("[x](javascript:alert(1))")
def test_no_markup_gets_through_prose(text):
    prose = read_prose(text)
    shown = printed(prose.body)
    for one in shown.iterdescendants():
        assert one.tag in IN_PROSE
        assert one.keys() == (["href"] if one.tag == "a" else [])
        assert one.tag != "a" or is_outside(one.get("href")) or one.get("href") == "#nowhere"
    assert "".join(shown.text_content().split()) == "".join(prose.words.split())


# Each template


def without_ids_of_headings(found: Iterable[Token]) -> list[Token]:
    """Tokens in which headings have no attributes: some ids are made from a heading's words."""
    return [one[:2] if one[0] == "<" and re.fullmatch("h[1-6]", one[1]) else one for one in found]


@cache
def expected() -> tuple[tuple[Page, Addresses, list[Token]], ...]:
    """Every page, and what a parser finds on it if text number 7 is `zq7qz`."""
    return tuple(
        (page, where, without_ids_of_headings(tokens(body(printed_with(page, where, "zq{}qz".format)))))
        for page, where in every_page()
    )


def test_every_template_is_tried():
    there = {
        path.removeprefix("overrides/pages/") for path in TEMPLATES if path.startswith("overrides/pages/")
    }
    assert {page.template for page, *_ in expected()} == {name for name in there if not name.startswith("_")}
    texts = sum(len(re.findall(r"zq\d+qz", " ".join(token))) for _, _, found in expected() for token in found)
    assert texts > 3000


@settings(max_examples=8)
@given(st.lists(TEXT, min_size=1, max_size=7))
def test_every_template_shows_any_text_letter_for_letter(texts):
    for page, where, found in expected():
        shown = printed_with(page, where, lambda number: texts[number % len(texts)])
        assert without_ids_of_headings(tokens(body(shown))) == [
            tuple(re.sub(r"zq(\d+)qz", lambda one: texts[int(one[1]) % len(texts)], part) for part in token)
            for token in found
        ], page.path


# Law 1 on a whole page


def test_the_paper_stands_on_its_page_letter_for_letter():
    for files in (texts_of(TINY), texts_of(TOWNS), texts_of_templates() | course()[0]):
        made = build(files, on_paper=False)
        assert made.woven is not None
        paper = made.woven.paper
        (page,) = [body(one.text) for one in made.pages if one.page.path == PAPER_PAGE]
        shown = [own_words(paragraph) for paragraph in page.xpath("//p[@class='paper']")]
        assert shown == [paper.words(paragraph.span) for paragraph in paper.paragraphs]
        headings = [one.text_content() for one in page.xpath("./h2")]
        assert headings == [section.heading for section in paper.sections if section.heading]
