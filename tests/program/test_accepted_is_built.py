"""Law 12: what `course check` accepts, `course build` builds, whatever is written, and prints."""

import shutil
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from projects import ROOT, TINY, lay_out, texts_of
from yaml import CSafeLoader

from build_scripts.build import build
from build_scripts.inspect import inspect
from build_scripts.shared.place import Severity
from build_scripts.shells.mkdocs import bundled_settings
from build_scripts.shells.typst import Press
from build_scripts.weave.edition import Edition
from build_scripts.weave.handouts import Format, Size

WORDS = {
    "title", "subtitle", "description", "welcome", "editors", "name", "objectives", "text", "summary", "note", "ask", "why",
    "guide", "definition", "term", "aliases", "statement", "family", "given", "literal", "publisher", "container-title",
    "volume", "page", "DOI", "genre", "about", "says", "do", "misconceptions", "follow_ups", "introduction",
}  # fmt: skip
"""Fields in which an editor may write anything."""
ADDRESSES = {"URL", "url"}
SIGNS = st.characters(exclude_categories=["Cs"])
SCRIPTS = st.sampled_from(
    ["पाकिस्तान", "ประเทศไทย", "বাংলা", "پاکستان", "בְּרֵאשִׁית", "汉字", "한국어", "Ελλάς", "Ђура", "ཨོཾ", "ខ្មែរ", "አማርኛ", "𝔐𝔞𝔱𝔥", "👩‍🏫🇵🇰",
     "a\u0300\u0301\u0302", "\u202eevil\u202c", "\u200f", "\ufeff", "\x85", "\u2028", "ﬁ", "�", "\U0010ffff", "\ue000", "&amp;", "]#panic()[",
     "$x$", "{{ x }}", "{name}", "<b>", "](", "`", "*", "_", "\\", "//", "/*", "@a", "#let", "https://a.example/é", "- ", "1. ", "> "]
)  # fmt: skip
TEXT = st.lists(
    st.one_of(SCRIPTS, st.text(SIGNS, max_size=6), st.text(max_size=3)), min_size=1, max_size=6
).map(lambda parts: "x" + "".join(parts))
ADDRESS = st.one_of(TEXT.map("https://a.example/{}".format), TEXT.map("https://{}.example/".format), TEXT)


@cache
def tiny() -> dict[str, str]:
    return texts_of(TINY)


def leaves(value: Any, name: str = "") -> Iterator[tuple[Any, Any, str]]:
    """Where texts of an editor stand: their container, their key in it, and the name of the field."""
    if isinstance(value, dict | list):
        for key, inside in value.items() if isinstance(value, dict) else enumerate(value):
            called = key if isinstance(value, dict) else name
            if called == "about" and "accounts" not in value:
                continue  # of a question it is a quote
            if isinstance(inside, str) and called in WORDS | ADDRESSES:
                yield value, key, called
            else:
                yield from leaves(inside, called)


def written(draw: st.DataObject) -> dict[str, str]:
    """The tiny course with other texts in some of its fields; the rest of it stays."""
    files = dict(tiny())
    for path in sorted(files):
        if path.endswith(".yml") and path.startswith(("content/", "seeds/")):
            content = yaml.load(files[path], CSafeLoader)
            for holder, key, name in list(leaves(content)):
                if not draw.draw(st.integers(0, 3)):
                    holder[key] = draw.draw(ADDRESS if name in ADDRESSES else TEXT)
            files[path] = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
    return files


def is_built(files: dict[str, str]) -> bool:
    """Whether check accepts a course; if it does, all of it is made and printed."""
    if inspect(files).failed:
        return False
    made = build(files, base="https://course.example/")
    assert made.pages
    assert not [one for one in made.problems if one.severity is Severity.ERROR]
    for large in (False, True):
        assert all(one.pdf for one in Press(ROOT).print(made.lay_out(), (Format(Size.A4, large),)))
    return True


@pytest.mark.slow
@settings(
    max_examples=max(4, settings().max_examples // 20), deadline=None, suppress_health_check=list(HealthCheck)
)
@given(st.data())
def test_what_is_accepted_is_built_and_printed(data):
    is_built(written(data))


@pytest.mark.slow
def test_a_letter_of_any_script_in_every_field_is_built_and_printed():
    """All at once, in a course that is accepted."""
    files = dict(tiny())
    signs = "पाکে汉한Ελབខአ𝔐👩‍🏫\u202ea\u202c\u0301\ufeff\ue000&]#panic()[ $x$ {{ x }} {name}"
    for path in sorted(files):
        if path.endswith(".yml") and path.startswith(("content/", "seeds/")):
            content = yaml.load(files[path], CSafeLoader)
            for holder, key, name in list(leaves(content)):
                holder[key] = (
                    "https://प.example/" + "पاকে汉한👩" if name in ADDRESSES else f"{holder[key]} {signs}"
                )
            files[path] = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
    assert [one for one in inspect(files).problems if one.severity is Severity.ERROR] == []
    assert is_built(files)


def test_a_course_without_free_pages_is_built_too(tmp_path, monkeypatch):
    folder = lay_out(tmp_path / "project", TINY)
    shutil.rmtree(folder / "content/pages")  # git keeps no empty folder
    monkeypatch.chdir(folder)
    bundles, _ = bundled_settings(Edition.STUDENT)  # MkDocs reads the settings
    assert bundles
