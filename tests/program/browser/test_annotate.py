"""Annotate from the page: under the preview alone, the ready YAML for the words that are selected."""

from zipfile import ZipFile

import pytest
from projects import TINY

from build_scripts.inspect import inspect
from build_scripts.shared.place import Severity
from build_scripts.shells.disk import read_files

LESSON = "content/lessons/bridges.yml"


@pytest.fixture
def lesson(browser, preview):
    page = browser.new_page()
    page.goto(preview[1])
    yield page
    page.close()


def select(page, words, occurrence=0):
    """Select words of the passage, whatever marks cut them, and let go of the mouse."""
    page.evaluate(
        """([words, occurrence]) => {
            const walk = document.createTreeWalker(document.querySelector('.passage'), NodeFilter.SHOW_TEXT);
            const letters = [];
            for (let node = walk.nextNode(); node; node = walk.nextNode()) {
                if (node.parentElement.closest('[data-editorial]')) continue;
                for (let at = 0; at < node.length; at += 1) letters.push([node, at]);
            }
            const text = letters.map(([node, at]) => node.data[at]).join('');
            let start = -1;
            for (let turn = 0; turn <= occurrence; turn += 1) start = text.indexOf(words, start + 1);
            if (start < 0) throw new Error('not on the page: ' + words);
            const [first, last] = [letters[start], letters[start + words.length - 1]];
            window.getSelection().setBaseAndExtent(first[0], first[1], last[0], last[1] + 1);
            document.dispatchEvent(new MouseEvent('mouseup', {bubbles: true}));
        }""",
        [words, occurrence],
    )
    page.wait_for_selector(".annotate:not([hidden])")


def pasted(page, place):
    """The errors of the tiny course with what the panel offers pasted where the panel says."""
    files, _ = read_files(TINY)
    where = page.locator(".annotate .where").inner_text()
    line = int(where.rsplit(" ", 1)[1].rstrip("."))
    assert LESSON in where
    lines = files[LESSON].splitlines(keepends=True)
    assert lines[line - 2].strip() == place
    lines.insert(line - 1, page.locator(".annotate pre").text_content())
    made = inspect(files | {LESSON: "".join(lines)})
    assert not [problem for problem in made.problems if problem.severity is not Severity.NOTE]
    return made.woven.lessons[0]


def test_a_note_on_the_selected_words_can_be_pasted(lesson):
    select(lesson, "It joins two banks, and")
    placed = pasted(lesson, "notes:")
    assert sum(note.note.quote == "It joins two banks, and" for note in placed.notes) == 2


def test_a_question_on_the_selected_words_can_be_pasted(lesson):
    select(lesson, "two banks, and")
    lesson.locator(".annotate [data-as=question]").click()
    placed = pasted(lesson, "questions:")
    assert placed.questions[0].question.about == "two banks, and"


def test_words_that_stand_twice_get_what_tells_them_apart(lesson):
    select(lesson, "bridge", occurrence=1)
    assert "prefix:" in lesson.locator(".annotate pre").text_content()
    pasted(lesson, "notes:")


def test_a_published_build_has_nothing_of_it(site):
    pages = [path.read_text(encoding="utf-8") for path in site.rglob("*.html")]
    assert pages
    assert not [text for text in pages if 'class="annotate' in text or 'id="annotate"' in text]
    with ZipFile(site / "offline.zip") as archive:
        files = [path.as_posix() for path in site.rglob("*")] + archive.namelist()
    assert any(path.endswith("assets/course.js") for path in files)
    assert not [path for path in files if "annotate." in path or "assets/preview" in path]


def test_the_yaml_can_be_copied_where_the_address_is_not_secure(browser, preview):
    """Browsers lend the clipboard only to addresses that are secure; a classroom's preview by its host's name is not."""
    page = browser.new_page()
    page.goto(preview[1].replace("127.0.0.1", "classroom.test"))
    assert page.evaluate("navigator.clipboard === undefined")
    select(page, "two banks, and")
    offered = page.locator(".annotate pre").text_content()
    button = page.locator(".annotate .copy")
    button.click()
    assert page.locator(".annotate [role=status]").inner_text() == "Copied."
    assert button.evaluate("one => one === document.activeElement")
    page.evaluate("document.body.append(Object.assign(document.createElement('textarea'), { id: 'paste' }))")
    page.locator("#paste").focus()
    page.keyboard.press("Control+v")
    assert page.locator("#paste").input_value() == offered
    page.evaluate("() => { document.execCommand = () => false }")
    button.click()
    assert page.locator(".annotate [role=status]").inner_text() == "Press Ctrl+C to copy."
    assert page.evaluate("getSelection().toString()").strip() == offered.strip()
    page.close()
