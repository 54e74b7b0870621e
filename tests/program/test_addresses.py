"""Links go from page to page, and out only to the web."""

from urllib.parse import quote, urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.weave.addresses import Address, is_outside, link_to_file, link_to_page, web_path


@pytest.mark.parametrize("target", ["https://a.b/c", "http://a.b", "mailto:a@b.c"])
def test_the_web_may_be_linked(target):
    assert is_outside(target)


@pytest.mark.parametrize(
    "target",
    ["javascript:alert(1)", "JAVASCRIPT://a.b/%0aalert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd", "//a.b/c",
     "../secret", "https:", "term:bridge", "", "https://[x"],
)  # fmt: skip
def test_nothing_else_may(target):
    assert not is_outside(target)


@pytest.mark.parametrize(
    ("page", "other", "from_page", "from_file"),
    [
        ("lessons/a.md", Address("glossary.md", "x"), "../../glossary/#x", "../glossary.md#x"),
        ("glossary.md", Address("lessons/a.md"), "../lessons/a/", "lessons/a.md"),
        ("glossary.md", Address("glossary.md", "x"), "#x", "#x"),
        ("glossary.md", Address("glossary.md"), "./", "glossary.md"),
        ("index.md", Address("lessons/index.md"), "lessons/", "lessons/index.md"),
        ("index.md", Address("index.md"), "./", "index.md"),
        ("glossary.md", Address("index.md", "x"), "../#x", "index.md#x"),
        ("lessons/index.md", Address("index.md"), "../", "../index.md"),
        ("lessons/a.md", Address("lessons/index.md"), "../", "index.md"),
        ("lessons/a.md", Address("lessons/b c.md", "p1"), "../b%20c/#p1", "b%20c.md#p1"),
        ("downloads.md", Address("handouts/x-a4.pdf"), "../handouts/x-a4.pdf", "handouts/x-a4.pdf"),
        ("editing.md", Address("assets/pencil.png"), "../assets/pencil.png", "assets/pencil.png"),
    ],
)
def test_links_are_relative(page, other, from_page, from_file):
    assert link_to_page(page, other) == from_page
    assert link_to_file(page, other) == from_file


@given(*[st.lists(st.sampled_from(["a", "b", "index", "c d"]), min_size=1, max_size=4).map("/".join)] * 2)
def test_a_link_leads_a_browser_where_it_should(page, other):
    here, there = f"{page}.md", Address(f"{other}.md")
    base = "https://a.example/course/"
    assert urljoin(base + web_path(here), link_to_page(here, there)) == base + web_path(there.page)
    assert urljoin(base + quote(here), link_to_file(here, there)) == base + quote(there.page)
