"""Links go from page to page, and out only to the web."""

import re
from urllib.parse import quote, urljoin

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from build_scripts.shared.outside import encoded, host, is_outside, look_alike
from build_scripts.weave.addresses import Address, link_to_file, link_to_page, web_path


@pytest.mark.parametrize(
    "target",
    [
        "https://a.b/c",
        "http://a.b",
        "mailto:a@b.c",
        "HTTPS://A.B:8080/c?d#e",
        "https://[::1]/",
        "https://a.b./",
        "https://straße.example/ä",
        "https://उदाहरण.example/पाकिस्तान",
        "https://fa.example/می\u200cخواهم",
        "https://a_b.example",
    ],
)
def test_the_web_may_be_linked(target):
    assert is_outside(target)


@pytest.mark.parametrize(
    "target",
    ["javascript:alert(1)", "JAVASCRIPT://a.b/%0aalert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd", "//a.b/c",
     "../secret", "https:", "term:bridge", "", "https://[x",
     "https://[zz]", "https://a.example:x/", "https://a.b@c.d/", "https://a..b/", "https://a\\b.c/", "https:\\\\a.b", "https://a b.c/",
     "https://a.b/ c", "https://a.b/\n\n## c", "\thttps://a.b/", "https://a.b/\u202ec", "https://a\u200db.c/", "https://a.b/\x00",
     f"https://{'a' * 64}.b/", f"https://a.b/{'ä' * 3000}", "mailto:", "mailto:a", "mailto:a@b@c"],
)  # fmt: skip
def test_nothing_else_may(target):
    assert not is_outside(target)


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("https://straße.example:80/ä b", "https://xn--strae-oqa.example:80/%C3%A4%20b"),
        ("https://a.b/%41?x=y&z#(q)[%zz]", "https://a.b/%41?x=y&z#%28q%29%5B%25zz%5D"),
        ("https://[::1]:8000/", "https://[::1]:8000/"),
        ("https://fa.example/می", "https://fa.example/%D9%85%DB%8C"),
        ("#p1", "#p1"),
    ],
)
def test_an_address_is_written_in_ascii(written, sent):
    assert encoded(written) == sent


@given(st.text(), st.text())
@example("\ud800", "\ud800")
@example("a:80", "")
def test_whatever_a_link_leads_to_has_no_sign_that_means_anything_to_a_printer(host_part, path):
    written = f"https://a{host_part}/{path}"
    address = encoded(written)
    assert re.fullmatch(r"[A-Za-z0-9/:?#&=+$,;@!~%._\[\]-]*", address)
    assert encoded(address) == address or not is_outside(written)


@given(st.from_regex(r"https://[a-z0-9äßçñжя日本]{1,9}\.example/\w*", fullmatch=True).filter(is_outside))
def test_what_is_encoded_is_an_address_of_the_same_host(address):
    assert is_outside(encoded(address))
    assert host(encoded(address)) == host(encoded(encoded(address)))
    assert bool(look_alike(encoded(address))) == bool(look_alike(address))


@pytest.mark.parametrize(
    ("address", "label"),
    [
        ("https://creаtivecommons.org/", "creаtivecommons"),
        ("https://аррӏе.com/", "аррӏе"),
        ("https://xn--80ak6aa92e.com/", "аррӏе"),
        ("mailto:a@gооgle.com", "gооgle"),
        ("https://пример.рф/", ""),
        ("https://日本語z.jp/", ""),
        ("https://straße.example/а", ""),
    ],
)
def test_a_host_that_may_be_taken_for_another_is_known(address, label):
    assert look_alike(address) == label


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
