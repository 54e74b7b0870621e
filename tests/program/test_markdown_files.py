"""Pages as Markdown files: a renderer that reads them makes the very page that MkDocs gets finished."""

from functools import cache

import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from lxml.html import fromstring
from markdown import Markdown
from markupsafe import escape
from mkdocs.utils import meta
from nasty import MARKUP, TEXT, every_page, printed_with
from parsed import Token, body, settled, shown, tokens
from projects import ROOT, TINY, TOWNS, templates, texts_of
from untrusted import PAYLOADS, course

from build_scripts.build import Rendered, build
from build_scripts.shared.markdown import Body, read_prose
from build_scripts.show.free import FreePage
from build_scripts.weave.addresses import Address, link_to_file
from build_scripts.weave.edition import Edition, Repository
from build_scripts.web.headings import with_ids
from build_scripts.web.html import html
from build_scripts.web.markdown_files import free_markdown, page_file

HERE = Repository("https://example.org/owner/name", "c0ffee")


class _Settings(yaml.SafeLoader):
    """Reads mkdocs.yml without its environment."""


_Settings.add_constructor("!ENV", lambda *_: None)


@cache
def extensions() -> tuple[list[str], dict[str, dict[str, object]]]:
    """The extensions of Markdown that mkdocs.yml names, and their settings."""
    named = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), _Settings)["markdown_extensions"]
    settings = {name: given for one in named if isinstance(one, dict) for name, given in one.items()}
    return [next(iter(one)) if isinstance(one, dict) else one for one in named], settings


def read(markdown: str) -> str:
    """The HTML of a Markdown file, by MkDocs' renderer with the site's extensions."""
    names, settings = extensions()
    return Markdown(extensions=names, extension_configs=settings).convert(meta.get_data(markdown)[0])


@cache
def pages() -> tuple[Rendered, ...]:
    """Every page of the made courses, with its links as files have them."""
    untrusted = templates() | course()[0]
    builds = [
        build(texts_of(TINY), repository=HERE, linker=link_to_file),
        build(texts_of(TOWNS), edition=Edition.INSTRUCTOR, repository=HERE, linker=link_to_file),
        build(untrusted, edition=Edition.INSTRUCTOR, repository=HERE, on_paper=False, linker=link_to_file),
    ]
    assert all(one.pages for one in builds)
    return tuple(page for one in builds for page in one.pages)


def seen(text: str) -> list[Token]:
    """What readers get of a piece of HTML."""
    return settled(shown(text))


def test_every_page_read_from_its_file_is_the_finished_one():
    compared = 0
    for one in pages():
        if one.finished:
            compared += 1
            assert seen(read(page_file(one.page, one.text))) == seen(one.text), one.page.path
    assert compared > 150


def test_no_sign_of_an_extension_acts_on_any_page():
    """The same with signs of Markdown in each text."""
    texts = [f"{one}x{other}" for one in MARKUP for other in (MARKUP[-1], "\n{: onclick=1 }", "")] + PAYLOADS
    for page, where in every_page():
        text = printed_with(page, where, lambda number: texts[number % len(texts)])
        assert seen(read(page_file(page, text))) == seen(text), page.path


# Headings and examples of any text


def page_of(text: str) -> Rendered:
    """The file of a page is made of its HTML; its record only names it."""
    return Rendered(pages()[0].page, text)


def is_kept(text: str) -> bool:
    """Whether a page read from its file is the finished one."""
    one = page_of(with_ids(text))
    return seen(read(page_file(one.page, one.text))) == seen(one.text)


@given(TEXT, TEXT)
def test_a_heading_of_any_text_is_kept(one, other):
    first, second = escape(one), escape(other)
    assert is_kept(
        f'<h1>{first}</h1>\n\n<h2 id="a">{second} <a href="../x.md#y">{first}</a></h2>\n\n<p>x</p>'
    )
    assert is_kept(
        f'<section class="entry">\n<div class="was" id="x"></div>\n<h3 data-term-entry="a" id="a">{first}</h3>\n'
        f"<p>{second}</p>\n</section>"
    )
    assert is_kept(
        f"<div>\n<h2>{first}</h2>\n<div><p>{second}</p><h3>{first}</h3>\n</div></div>\n<p>{second}</p>"
    )


@given(
    st.lists(TEXT | st.sampled_from(["\n", "\n\n", "\n   \n", "    x"]), min_size=1, max_size=5).map("".join)
)
def test_an_example_of_any_text_is_kept(text):
    assert is_kept(f"<h2>x</h2>\n\n<pre><code>x{escape(text)}</code></pre>\n\n<p>x</p>")
    assert is_kept(f"<div>\n<h2>x</h2>\n<pre><code>x{escape(text)}</code></pre>\n</div>")


# Pages that editors wrote in Markdown


def free(text: str, title: str = "About") -> FreePage:
    return FreePage(path="about.md", title=title, description="", source="", entries=(), body=Body(read_prose(text).blocks, top=1))  # fmt: skip


@given(TEXT)
def test_the_title_of_a_free_page_is_shown_letter_for_letter(text):
    (heading,) = body(read(page_file(free("", text), free_markdown(free("", text), {}))))
    assert (heading.tag, heading.keys()) == ("h1", ["id"])
    assert "".join(heading.text_content().split()) == "".join(text.split())


class Nowhere(dict[str, Address]):
    def __missing__(self, name: str) -> Address:
        return Address("index.md", "nowhere")


PLAIN_BLOCKS = {(sign, tag) for sign in "<>" for tag in ("p", "blockquote", "ul", "ol", "li")}
"""Python-Markdown joins lists and quotations that follow each other, and leaves `p` out in lists of one item."""


def of_words(text: str) -> list[Token]:
    """What readers get, without the blocks that have no attributes: letters, headings, links, and all attributes."""
    found: list[Token] = []
    for token in tokens(body(text)):
        if token in PLAIN_BLOCKS:
            continue
        if token[0] == "" and found and found[-1][0] == "":
            found[-1] = ("", found[-1][1] + token[1])
        else:
            found.append(token)
    return [
        ("", "".join(one[1].split())) if one[0] == "" else one for one in found if one[0] or one[1].split()
    ]


@given(st.lists(TEXT, min_size=1, max_size=4).map("\n\n".join))
@example("x\n{: onclick=alert(1) }")
@example("# x { #id onclick=alert(1) }\n\nx\n{: .y }")
@example('<div markdown="1" onclick="alert(1)">\n\n# x\n\n</div>')
@example("```{ .x onclick=alert(1) }\nx\n```")
@example("[x](https://a.example){ onclick=alert(1) }")
@example("[TOC]")
def test_no_sign_of_an_extension_acts_in_a_free_page(text):
    """It shows the very letters, links, headings and attributes that the same text has on pages of the course."""
    page = free(text)
    finished = with_ids(f"<h1>About</h1>\n{html(page.body, page.path, Nowhere(), link_to_file)}")
    assert of_words(read(page_file(page, free_markdown(page, Nowhere())))) == of_words(finished)


def test_a_free_page_keeps_its_pictures_tables_and_footnotes():
    files = texts_of(TINY) | {
        "content/files/mill.jpg": "picture image/jpeg 12345 400 300",
        "content/files/talk.mp3": "audio audio/mpeg 1234567 0 0",
        "content/pages/about.md": (
            '# About\n\nA note[^1].\n\n[^1]: At its *foot*.\n\n![A {mill}](files/mill.jpg "Ann [Mason]")\n\n'
            '- one\n\n  | Year |\n  |------|\n  | {1850} |\n\n> ![A talk](files/talk.mp3 "Ann Mason")\n'
        ),
    }
    page = next(one for one in build(files, linker=link_to_file).pages if one.page.path == "about.md")
    shown = fromstring(f"<div>{read(page_file(page.page, page.text))}</div>")
    assert [(one.get("alt"), one.get("width")) for one in shown.iter("img")] == [("A {mill}", "400")]
    assert [one.text_content() for one in shown.iter("th", "td")] == ["Year", "{1850}"]
    assert shown.xpath("//blockquote//audio/@src") == ["files/talk.mp3"]
    assert shown.xpath("//sup/a/@href") == ["#fn-1"]
    assert shown.xpath("//li[@id='fn-1']//em/text()") == ["foot"]
    assert not shown.xpath("//p//figure | //p//table")
