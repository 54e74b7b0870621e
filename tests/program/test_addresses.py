"""Links go from page to page, and out only to the web."""

import pytest

from build_scripts.weave.addresses import Address, is_outside, relative


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
    ("page", "other", "link"),
    [
        ("lessons/a.md", Address("glossary.md", "x"), "../glossary.md#x"),
        ("glossary.md", Address("lessons/a.md"), "lessons/a.md"),
        ("glossary.md", Address("glossary.md", "x"), "#x"),
        ("glossary.md", Address("glossary.md"), "glossary.md"),
        ("index.md", Address("lessons/index.md"), "lessons/index.md"),
        ("lessons/a.md", Address("lessons/b c.md", "p1"), "b%20c.md#p1"),
    ],
)
def test_links_are_relative(page, other, link):
    assert relative(page, other) == link
