"""Write in the page: a teacher's tasks, done in the pages of a preview alone; the files hold what was written, and no more."""

import re
from collections.abc import Callable, Iterator
from difflib import ndiff
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

import pytest
import yaml
from axe import faults
from dots import PNG
from playwright.sync_api import Browser, Locator, Page, expect
from projects import TOWNS, lay_out, previewed, wait_for

LESSON = "content/lessons/crossing.yml"
SELECT = """([words, occurrence]) => {
    const walk = document.createTreeWalker(document.querySelector('.md-content'), NodeFilter.SHOW_TEXT);
    const letters = [];
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        const paper = node.parentElement.closest('.paper');
        if (!paper || node.parentElement.closest('[data-editorial]')) continue;
        for (let at = 0; at < node.length; at += 1) letters.push([node, at]);
    }
    const text = letters.map(([node, at]) => node.data[at]).join('');
    let start = -1;
    for (let turn = 0; turn <= occurrence; turn += 1) start = text.indexOf(words, start + 1);
    if (start < 0) throw new Error('not on the page: ' + words);
    const [first, last] = [letters[start], letters[start + words.length - 1]];
    first[0].parentElement.scrollIntoView({ block: 'center', behavior: 'instant' });
    getSelection().setBaseAndExtent(first[0], first[1], last[0], last[1] + 1);
}"""


class Desk(NamedTuple):
    """A teacher's desk: a folder with a course, and its preview in a browser."""

    folder: Path
    address: str
    page: Page
    before: dict[str, str]

    def go(self, way: str) -> None:
        """Open a page, and let it be edited."""
        self.page.goto(self.address + way)
        turn = self.page.locator(".edit-turn")
        expect(turn).to_be_visible()
        if turn.get_attribute("aria-pressed") != "true":
            turn.click()
        expect(self.page.locator(".edit-all")).to_be_visible()

    def edit(self, name: str, within: Locator | None = None) -> None:
        """Press the pencil of a thing, or choose it in the list of all on the page."""
        (within or self.page.locator(".md-content")).get_by_role("button", name=f"Edit {name}").first.click()
        expect(self.form).to_be_visible()

    def add(self, name: str) -> None:
        """Choose something to add from the list of all on the page."""
        self.page.locator(".edit-all").click()
        self.page.get_by_role("button", name=f"Add: {name}", exact=True).click()
        expect(self.form).to_be_visible()

    def on(self, words: str, what: str, occurrence: int = 0) -> None:
        """Select words of the paper, and choose what to write about them."""
        self.page.evaluate(SELECT, [words, occurrence])
        self.page.locator(".quote-tools").get_by_role("button", name=what, exact=True).click()
        expect(self.form).to_be_visible()

    @property
    def form(self) -> Locator:
        return self.page.locator(".edit-form")

    def field(self, name: str, within: Locator | None = None) -> Locator:
        """The control of a field of the form."""
        place = (within or self.form).locator(f'[data-field="{name}"]')
        return place.locator("input, textarea, select").first

    def write(self, **values: str) -> None:
        """Type into fields of the form."""
        for name, value in values.items():
            self.field(name).fill(value)

    def choose(self, name: str, value: str) -> None:
        """Choose one of a few."""
        self.form.locator(f'[data-field="{name}"]').get_by_role("radio", name=value, exact=True).check()

    def find(self, name: str, typed: str, found: str) -> None:
        """Name another thing by its words."""
        place = self.form.locator(f'[data-field="{name}"]:visible').last
        place.get_by_role("combobox").press_sequentially(typed)
        place.get_by_role("option", name=found).first.click()

    def save(self, says: str) -> None:
        """Save, and wait for what the page says once it was loaded anew."""
        self.anew(lambda: self.form.locator(".edit-save").click(), says)

    def anew(self, act: Callable[[], object], says: str) -> None:
        """Do something that changes the page, and wait for what it says once it was loaded anew."""
        self.page.evaluate("() => { window.old = true; }")
        act()
        self.page.wait_for_function("() => !window.old")
        self.said(says)

    def said(self, words: str) -> None:
        expect(self.page.locator(".edit-said")).to_contain_text(words)

    def elsewhere(self, old: str, new: str) -> None:
        """Change the lesson's file as a text editor does, and wait until the page was loaded anew."""
        text = self.text(LESSON).replace(old, new, 1)
        self.anew(lambda: (self.folder / LESSON).write_text(text, encoding="utf-8"), "")

    def press(self, name: str) -> None:
        self.page.locator(".edit-dock").get_by_role("button", name=name, exact=True).click()

    def text(self, path: str) -> str:
        return (self.folder / path).read_text(encoding="utf-8")

    def changed(self, path: str) -> list[str]:
        """The lines of a file that are not as they were: `- ` before those that are gone, `+ ` before new ones."""
        lines = ndiff(self.before.get(path, "").splitlines(), self.text(path).splitlines())
        return [line for line in lines if line.startswith(("- ", "+ "))]


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    folder = lay_out(tmp_path_factory.mktemp("write") / "project", TOWNS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BROWSER", f"sh -c 'echo $0 > {folder}/opened' %s")
        with previewed(folder, "--edition", "instructor", "--open") as address:
            yield folder, address


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    expect.set_options(timeout=30_000)  # a busy machine may need long to load a page anew
    yield page
    expect.set_options(timeout=5_000)
    page.close()


@pytest.fixture
def desk(course: tuple[Path, str], window: Page) -> Iterator[Desk]:
    folder, address = course
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in (folder / "content").rglob("*")
        if path.is_file()
    }
    texts = {path: data.decode() for path, data in files.items() if not path.startswith("content/files/")}
    yield Desk(folder, address, window, texts)
    window.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
    window.goto("about:blank")  # so that it does not load itself anew when the files are put back
    for path in (folder / "content").rglob("*"):
        if path.is_file() and path.relative_to(folder).as_posix() not in files:
            path.unlink()
    for path, data in files.items():
        if (folder / path).read_bytes() != data:
            (folder / path).write_bytes(data)


@pytest.mark.slow
def test_a_browser_is_opened_at_the_preview(course):
    folder, address = course
    opened = folder / "opened"
    wait_for(lambda: opened.is_file() and bool(opened.read_text(encoding="utf-8")))
    assert opened.read_text(encoding="utf-8").strip() == address


def test_a_typo_in_a_note_is_mended(desk):
    desk.go("lessons/crossing/")
    desk.edit("note: The ferry was the older power")
    old = desk.field("note").input_value()
    desk.write(note=old.replace("may be", "might be"))
    expect(desk.form.locator(".edit-shown").first).to_contain_text("might be")
    desk.save("is changed")
    gone, come = desk.changed(LESSON)
    assert gone[2:].replace("may be", "might be") == come[2:]
    expect(desk.page.locator("#note-the-ferry-was-the-older-power")).to_contain_text("might be")


def test_a_note_on_selected_words_with_a_link_and_a_source(desk):
    desk.go("lessons/crossing/")
    desk.on("For eleven years both crossed", "Note")
    expect(desk.field("quote")).to_have_value("For eleven years both crossed")
    desk.field("kind").select_option("evidence")
    desk.write(note="Older than the ")
    desk.field("note").press("Control+k")
    desk.page.get_by_label("Find what to link to").press_sequentially("ferry")
    desk.page.get_by_role("option", name="Ferry").first.click()
    desk.find("sources", "dale", "Dale")
    desk.form.get_by_label("Page or place in").fill("p. 12")
    expect(desk.form.locator(".edit-shown a")).to_have_text("Ferry")
    desk.save("added")
    assert desk.changed(LESSON) == [
        "+   - quote: For eleven years both crossed",
        "+     kind: evidence",
        "+     note: |",
        "+       Older than the [Ferry](term:ferry)",
        '+     sources: ["dale-2018, p. 12"]',
    ]
    expect(desk.page.locator("#note-for-eleven-years-both-crossed .edit-pencil")).to_be_focused()
    desk.anew(desk.page.locator(".edit-undo").click, "Undone")
    assert desk.changed(LESSON) == []
    expect(desk.page.locator("#note-for-eleven-years-both-crossed")).to_have_count(0)


def test_a_picture_is_put_into_a_note_and_goes_with_its_undo(desk):
    def put(words: str) -> None:
        desk.page.get_by_role("button", name="Put it in").click()
        expect(desk.field("note")).to_have_value(re.compile(words))

    desk.go("lessons/crossing/")
    desk.edit("note: The ferry was the older power")
    note = desk.form.locator('[data-field="note"]')
    note.get_by_role("button", name="Picture or file").click()
    picture = {"name": "The Ferry.PNG", "mimeType": "image/png", "buffer": PNG}
    note.locator("input[type=file]").set_input_files(picture)
    assert faults(desk.page, ".edit-dock") == []
    desk.page.get_by_role("button", name="Put it in").click()
    expect(note.get_by_role("status")).to_have_text("First say: what it shows.")
    desk.page.get_by_label("What it shows").fill("A ferry")
    desk.page.get_by_label("Who made it").fill("Photo: Ann Mason")
    put(r'\n\n!\[A ferry\]\(files/the-ferry\.png "Photo: Ann Mason"\)$')
    expect(note.locator(".edit-shown img")).to_have_js_property("naturalWidth", 1)
    desk.save("is changed")
    assert (desk.folder / "content/files/the-ferry.png").read_bytes() == PNG
    desk.anew(lambda: desk.page.locator(".edit-undo").click(), "the-ferry.png is taken out, too")
    assert desk.changed(LESSON) == []
    assert not (desk.folder / "content/files/the-ferry.png").exists()


def test_words_that_stand_twice_are_told_apart(desk):
    desk.go("lessons/crossing/")
    desk.on("the bridge", "Question", occurrence=1)
    expect(desk.field("ask")).to_be_focused()  # not its id, which is made from this
    desk.write(ask="Which one?")
    expect(desk.field("prefix")).not_to_have_value("")
    desk.save("added")
    lines = desk.changed(LESSON)
    assert "+     about: the bridge" in lines
    assert any(line.startswith("+     prefix: ") for line in lines)
    assert any(line.startswith("+   - id: ") for line in lines)  # made from its words


def test_a_quote_stays_in_one_paragraph_and_the_paper_page_knows_its_lessons(desk):
    desk.go("paper/")
    desk.page.evaluate(
        """() => {
            const [one, two] = document.querySelectorAll('.paper');
            getSelection().setBaseAndExtent(one, 0, two, two.childNodes.length);
            one.scrollIntoView({ block: 'center', behavior: 'instant' });
        }"""
    )
    desk.page.locator(".quote-tools").get_by_role("button", name="Note", exact=True).click()
    parts = desk.page.locator(".edit-part")
    expect(parts).to_have_count(2)
    words = parts.nth(1).locator("q").inner_text()
    parts.nth(1).click()
    expect(desk.field("quote")).to_have_value(words)
    desk.field("kind").select_option("context")
    desk.write(note="Of the second paragraph.")
    desk.choose("basis", "judgement")
    desk.form.locator(".edit-save").click()  # the page shows no notes, so it is not loaded anew
    desk.said("added")
    assert "+     note: Of the second paragraph." in desk.changed("content/lessons/abstract.yml")


def test_a_term_from_the_paper_with_a_translation(desk):
    desk.go("lessons/crossing/")
    desk.on("stone’s throw", "Term")
    desk.write(definition="A short way.")
    desk.press("Add: translation")
    row = desk.form.locator('[data-field="translations"] fieldset').first
    desk.field("language", row).fill("de")
    desk.field("text", row).fill("Steinwurf")
    desk.choose("basis", "judgement")
    desk.save("added")
    lines = "\n".join(desk.changed("content/glossary.yml"))
    assert "id: stones-throw" in lines
    assert "term: stone’s throw" in lines
    assert "Steinwurf" in lines
    assert "\n- " not in lines


def test_an_event_whose_date_is_written_as_people_do(desk):
    desk.go("timeline/")
    desk.add("Event of the timeline")
    desk.write(date="c. 1890", title="The last toll")
    problem = desk.form.locator('[data-field="date"] .edit-problem').first
    expect(problem).to_contain_text("1890~")
    problem.get_by_role("button", name="Write 1890~").click()
    expect(desk.field("date")).to_have_value("1890~")
    desk.write(text="It was paid in pence.")
    expect(desk.form.locator('[data-field="date"] .edit-means')).to_contain_text("1890")
    desk.find("theme", "w", "Works")
    desk.find("period", "f", "Ferry")
    expect(desk.form.locator('[data-field="period"] .edit-problem')).to_contain_text("does not begin in")
    desk.find("period", "after", "Afterwards")
    desk.find("sources", "adler", "Adler")
    desk.save("added")
    lines = desk.changed("content/timeline.yml")
    assert "+     date: 1890~" in [line.replace('"', "") for line in lines]
    assert not [line for line in lines if line.startswith("- ")]
    expect(desk.page.locator("#the-last-toll")).to_be_visible()


def test_a_source_with_its_author(desk):
    desk.go("references/")
    desk.add("Source")
    desk.field("type").select_option("book")
    desk.write(title="Tolls of the Ald", issued="1931")
    desk.press("Add: author")
    row = desk.form.locator('[data-field="author"] fieldset').first
    desk.field("family", row).fill("Hill")
    desk.field("given", row).fill("Ada")
    desk.save("added")
    assert "+     title: Tolls of the Ald" in desk.changed("content/sources.yml")
    expect(desk.page.locator(".md-content")).to_contain_text("Tolls of the Ald")


def test_the_settings_of_a_lesson_and_of_the_course(desk):
    desk.go("lessons/crossing/")
    desk.edit("lesson: The crossing")
    desk.write(title="The crossing again", minutes="75")
    desk.field("objectives").press("Control+End")
    desk.field("objectives").press_sequentially("\nCount the boats.")
    desk.save("is changed")
    assert desk.changed(LESSON) == [
        "- title: The crossing",
        "+ title: The crossing again",
        "- minutes: 60",
        "+ minutes: 75",
        "+   - Count the boats.",
    ]
    desk.go("")
    desk.edit("course:")
    desk.write(subtitle="On tolls")
    lessons = desk.form.locator('[data-field="lessons"]').first  # a reading list has lessons too
    lessons.get_by_role("button", name="Move up: crossing").click()
    desk.save("is changed")
    assert "+ subtitle: On tolls" in desk.changed("content/course.yml")
    before, now = (yaml.safe_load(text)["lessons"] for text in (desk.before["content/course.yml"], desk.text("content/course.yml")))  # fmt: skip
    at = before.index("crossing")
    assert now == [*before[: at - 1], "crossing", before[at - 1], *before[at + 1 :]]


def test_a_self_check_with_its_options(desk):
    desk.go("lessons/crossing/")
    desk.add("Self-check")
    desk.write(ask="What was free?")
    rows = desk.form.locator('[data-field="options"] .edit-rows > fieldset')
    expect(rows).to_have_count(2)
    for at, (words, why) in enumerate([("A hearse", "By the act."), ("A cart", "It cost sixpence.")]):
        desk.field("text", rows.nth(at)).fill(words)
        desk.field("why", rows.nth(at)).fill(why)
    desk.field("right", rows.nth(1)).check()
    desk.field("right", rows.nth(0)).check()  # another one instead
    expect(desk.field("right", rows.nth(1))).not_to_be_checked()
    desk.press("Both are right")
    expect(desk.field("right", rows.nth(1))).to_be_checked()
    desk.field("right", rows.nth(1)).uncheck()
    desk.save("added")
    lines = "\n".join(desk.changed(LESSON))
    assert "ask: What was free?" in lines
    assert lines.count("right: true") == 1
    expect(desk.page.locator(".check:visible", has_text="What was free?")).to_have_count(1)


def test_a_question_is_moved_and_what_is_deleted_comes_back_by_a_key(desk):
    desk.go("lessons/crossing/")
    desk.edit("question: A joke or a funeral")
    desk.anew(lambda: desk.press("Move up"), "moved")
    asked = [line for line in desk.text(LESSON).splitlines() if line.startswith("  - id: ")]
    assert asked[0] == "  - id: joke-or-funeral"
    desk.go("lessons/crossing/")
    desk.edit("question: A joke or a funeral")
    desk.press("Move to another lesson")
    desk.page.get_by_role("combobox", name="Which lesson").press_sequentially("toll")
    desk.page.get_by_role("option", name="The toll").first.click()
    expect(desk.form.locator(".edit-error").first).to_be_visible()  # its words are not in that lesson
    assert "joke-or-funeral" in desk.text(LESSON)
    desk.page.keyboard.press("Escape")
    desk.edit("note: a right that nobody could date")
    desk.press("Delete …")
    desk.anew(lambda: desk.press("Delete it"), "deleted")
    assert "a right that nobody" not in desk.text(LESSON)
    expect(desk.page.locator("#note-a-right-that-nobody-could-date")).to_have_count(0)
    desk.anew(lambda: desk.page.keyboard.press("Control+z"), "Undone")
    assert "a right that nobody" in desk.text(LESSON)


def test_a_guide_and_a_step_for_the_class(desk):
    desk.go("lessons/crossing/")
    desk.edit("step: Ask what an okapi")
    desk.write(minutes="7")
    desk.save("is changed")
    desk.edit("guide: A good answer")
    desk.field("misconceptions").fill("That it was free.")
    desk.save("is changed")
    lines = "\n".join(desk.changed("content/answers/crossing.yml"))
    assert "minutes: 7" in lines
    assert "That it was free." in lines


def test_a_page_and_a_lesson_are_begun(desk):
    desk.go("")
    desk.add("Page")
    desk.write(text="# Before the course\n\nBring a map.")
    expect(desk.form.get_by_label("Name in the address")).to_have_value("before-the-course")
    desk.save("added")
    assert desk.text("content/pages/before-the-course.md").strip() == "# Before the course\n\nBring a map."
    desk.go("")
    desk.add("Lesson")
    desk.write(title="After the bridge")
    desk.page.reload()  # the form is open again, and the name is still made from the title
    expect(desk.form.get_by_label("Name in the address")).to_have_value("after-the-bridge")
    desk.write(summary="What came then.", minutes="20", objectives="Say what came.")
    desk.write(text="Nothing came.")
    desk.choose("basis", "judgement")
    desk.save("added")
    assert "title: After the bridge" in desk.text("content/lessons/after-the-bridge.yml")
    assert any("after-the-bridge" in line for line in desk.changed("content/course.yml"))
    desk.page.get_by_role("button", name="Open it").click()
    desk.page.wait_for_url("**/lessons/after-the-bridge/")


def test_a_page_that_is_deleted_comes_back_from_where_it_was(desk):
    page = desk.folder / "content/pages/plan.md"
    page.parent.mkdir(exist_ok=True)
    page.write_text("# Plan\n\nRead.\n", encoding="utf-8")
    desk.go("plan/")
    desk.edit("page:")
    desk.press("Delete …")
    desk.anew(lambda: desk.press("Delete it"), "deleted")
    title = desk.page.locator(".md-content h1")
    expect(title).to_have_text("This page is not here")
    desk.anew(desk.page.locator(".edit-undo").click, "Undone")
    expect(title).to_have_text("Plan")


def test_what_was_not_saved_survives_and_what_changed_meanwhile_is_shown(desk):
    desk.go("lessons/crossing/")
    desk.edit("note: Both towns were unanimous")
    desk.write(note="Mine.")
    desk.page.reload()
    expect(desk.form).to_contain_text("You had not saved this")
    expect(desk.field("note")).to_have_value("Mine.")
    desk.page.evaluate(
        "Object.keys(localStorage).filter(one => one.includes('draft:')).forEach(one => localStorage.removeItem(one))"
    )  # as another window does that saves the same note
    desk.elsewhere("Unanimous towns would", "Theirs would")
    both = desk.form.locator(".edit-conflict")
    expect(both).to_contain_text("Theirs would")
    expect(both).to_contain_text("Mine.")
    desk.anew(lambda: desk.press("Save mine"), "is changed")
    assert "+       Mine." in desk.changed(LESSON)


def test_mistakes_stay_in_sight_and_lead_to_their_form(desk):
    desk.go("lessons/crossing/")
    desk.elsewhere("had no future", "had no past")
    desk.page.mouse.wheel(0, 3000)
    wrong = desk.page.locator(".edit-mistakes")
    expect(wrong).to_have_text("1 mistake")
    expect(wrong).to_be_in_viewport()
    expect(desk.page).to_have_title("✗ 1 · The crossing - Reading “Two Towns”")
    desk.edit("activity:")
    desk.write(minutes="14")
    desk.form.locator(".edit-save").click()
    desk.said("once the mistakes of the course are mended")
    desk.page.locator(".edit-undo").click()
    desk.said("Undone")
    wrong.click()
    expect(desk.page.locator(".edit-dock")).to_contain_text("The paper does not say")
    desk.press("Mend it")
    expect(desk.form.locator('[data-field="quote"] .edit-problem')).to_contain_text("The paper does not say")
    desk.write(quote="Both towns were unanimous that the ferry had no future")
    desk.save("is changed")
    expect(wrong).to_be_hidden()
    assert desk.changed(LESSON) == []


def test_a_copy_is_brought_back(desk):
    desk.go("lessons/crossing/")
    desk.edit("activity:")
    desk.write(minutes="13")
    desk.save("is changed")
    desk.page.locator(".edit-opener").click()
    desk.page.get_by_role("button", name="History", exact=True).click()
    dock = desk.page.locator(".edit-dock")
    dock.get_by_label("File").select_option(LESSON)
    before = dock.locator(".edit-list > li").nth(1)  # the first is as the file is now
    before.get_by_role("button", name="Look at the copy").click()
    expect(dock.locator("ins").first).to_contain_text("minutes: 13")
    desk.anew(before.get_by_role("button", name="Bring back the copy").click, "as it was")
    assert desk.changed(LESSON) == []


def test_a_note_by_keyboard_alone(desk):
    desk.go("lessons/crossing/")
    keys = desk.page.keyboard
    desk.page.locator("#note-the-ferry-was-the-older-power .edit-pencil").focus()
    keys.press("Enter")
    expect(desk.form).to_be_visible()
    for _ in range(40):
        if desk.page.evaluate("document.activeElement.closest('[data-field]')?.dataset.field") == "key":
            break
        keys.press("Tab")
    keys.press("Space")
    desk.anew(lambda: keys.press("Control+s"), "is changed")
    assert desk.changed(LESSON) == ["+     key: true"]
    expect(desk.page.locator("#note-the-ferry-was-the-older-power .edit-pencil")).to_be_focused()
    keys.press("Enter")
    expect(desk.form).to_be_visible()
    keys.press("Escape")
    expect(desk.form).to_be_hidden()
    expect(desk.page.locator("#note-the-ferry-was-the-older-power .edit-pencil")).to_be_focused()


@pytest.mark.parametrize(
    ("width", "scheme", "pages"),
    [
        (1280, "light", {"lessons/crossing/": ("note",), "timeline/": ("event",)}),
        (320, "dark", {"lessons/crossing/": ("check",)}),
    ],
)
def test_axe_finds_no_fault_in_the_forms(browser, course, width, scheme, pages):
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    desk = Desk(course[0], course[1], page, {})
    for way, names in pages.items():
        desk.go(way)
        if width < 400:
            page.get_by_text("To change a note, tap its number").wait_for()
        for name in names:
            page.locator(".edit-all").click()
            desk.edit(f"{name}: ", page.locator(".edit-dock"))
            page.evaluate(
                "document.querySelectorAll('.edit-dock details').forEach(one => { one.open = true; })"
            )
            assert faults(page, ".edit-dock") == [], name
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            page.keyboard.press("Escape")
    page.locator(".edit-all").click()
    assert faults(page) == []  # with the pencils
    page.close()


def test_a_published_build_has_nothing_of_it(site):
    pages = [path.read_text(encoding="utf-8") for path in site.rglob("*.html")]
    assert pages
    assert not [text for text in pages if "edit-" in text or "preview/" in text]
    with ZipFile(site / "offline.zip") as archive:
        files = [path.as_posix() for path in site.rglob("*")] + archive.namelist()
    assert any(path.endswith("assets/course.js") for path in files)
    assert not [path for path in files if "assets/preview" in path]
