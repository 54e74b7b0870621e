"""A whole site in a language of its own, in which every word of the frame has a sign: no other word of ours is left."""

import json
import re
import subprocess
from collections.abc import Container
from pathlib import Path

import material
import pypdfium2
import pytest
from projects import ROOT, TOWNS, build, lay_out
from sentences import PRETENDED, pretended, strange, words_of_course
from served import serve

from build_scripts.shared.language import read_catalogue
from build_scripts.shells.disk import read_files
from build_scripts.web.words_script import words_script

OUTSIDE = (
    ".md-nav__title, .md-content__button, .md-source, .md-top, script, style, kbd, code, annotation, .Z3988"
)
"""The theme’s own words, keys, what is no text, and what is for reference managers."""
READ = """hidden => {
  document.querySelectorAll(hidden).forEach(one => one.remove());
  const said = [...document.querySelectorAll('[aria-label],[title],[placeholder],[alt]')].flatMap(one =>
    ['aria-label', 'title', 'placeholder', 'alt'].map(name => one.getAttribute(name) ?? ''));
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) said.push(texts.currentNode.data);
  return said.join(' \\n ');
}"""


@pytest.fixture(scope="module")
def site(once) -> Path:
    def fill(folder: Path) -> None:
        lay_out(folder, TOWNS)
        course = folder / "content/course.yml"
        text = re.sub(r"(?m)^language:.*\n", "", course.read_text(encoding="utf-8"))
        course.write_text(f"{text.rstrip()}\nlanguage: {PRETENDED}\n", encoding="utf-8")
        (folder / f"overrides/languages/{PRETENDED}.po").write_text(pretended(), encoding="utf-8")
        build(folder)

    return once("pretended", fill)


@pytest.fixture(scope="module")
def own(site) -> set[str]:
    files, _ = read_files(site)
    theme = Path(material.__file__).parent / f"templates/partials/languages/{PRETENDED}.html"
    return words_of_course({**files, "theme": theme.read_text(encoding="utf-8")}) | {"aa"}


PAGES = ["", "lessons/", "lessons/crossing/", "paper/", "timeline/", "glossary/", "questions/", "references/", "downloads/", "my-reading/", "accessibility/", "no-such-page/"]  # fmt: skip


@pytest.mark.parametrize("way", PAGES)
def test_no_word_of_a_page_or_its_scripts_is_left_in_english(site, own, browser, way):
    with serve(site / "site") as served:
        context = browser.new_context(bypass_csp=True)
        page = context.new_page()
        page.goto(served.address + way)
        if way == "lessons/crossing/":
            page.locator('input[name="round"][value="all"]').check(force=True)
            page.locator(".note-mark").first.click()
        if way == "glossary/":
            page.locator(".search-button").click()
            page.locator(".search input").fill("ferry")
            page.locator(".search-results a").first.wait_for()
            page.locator(".search-shelves button", has_text="qqNotes").click()
        left = strange(page.evaluate(READ, OUTSIDE), own)
        context.close()
    assert not set(left)


def unbroken(text: str, hyphened: Container[tuple[str, str]]) -> str:
    """Return the text of a PDF with words whole where lines broke them.

    A PDF tells no hyphen of a break from one of the word: it stays between two halves that the course joins so.
    """
    return re.sub(
        r"(\w*)[\u00ad\ufffe]\s*(?=(\w*))",
        lambda one: f"{one[1]}-" if one.groups() in hyphened else one[1],
        text,
    )


@pytest.mark.slow
def test_no_word_of_a_handout_is_left_in_english(site, own):
    files = sorted((site / "site/handouts").glob("*-a4.pdf"))
    assert len(files) > 10
    course, _ = read_files(site)
    hyphened = {pair for text in course.values() for pair in re.findall(r"(\w+)-(?=(\w+))", text)}
    for path in files:
        text = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path))
        assert not set(strange(unbroken(text, hyphened), own)), path.name


@pytest.mark.slow
def test_scripts_count_as_the_catalogue_says():
    language = read_catalogue((ROOT / "overrides/languages/fr.po").read_text(encoding="utf-8"), "fr")
    (script,) = words_script(language).values()
    ask = f"globalThis.window = globalThis; {script} console.log(JSON.stringify([0, 1, 2, 5].map(courseWords.plural)))"
    done = subprocess.run(["node", "-e", ask], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [0, 0, 1, 1] == [language.form_of(number) for number in (0, 1, 2, 5)]
