"""What the browser prints."""

import io
import re

import pdfplumber
import pytest

LESSON = "lessons/crossing/?round=all"
MARGIN = 15 / 25.4 * 72
"""Of the paper: 15 mm in points."""
SCREEN_ONLY = (
    "Skip to content", "Table of contents", "Back to top", "Reading options", "Previous", "Show the answers",
    "Download as Markdown", "Kept in this browser", "Your answer", "In the glossary", "Answers to", "Right.", "Wrong.",
)  # fmt: skip
WRITTEN = "What I think of unconditional ties."


@pytest.mark.parametrize("width", [1400, 390])
def test_print_shows_notes_and_words_and_hides_navigation(opened, width):
    page = opened(LESSON, width=width, color_scheme="dark")
    page.locator(".answer summary").first.click()
    page.locator(".answer textarea").first.fill("What I think.")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    for selector in (".note", ".question", ".word", ".check li", ".answer-printed"):
        assert page.locator(selector).first.is_visible(), selector
    for selector in (
        ".md-header",
        ".md-sidebar--primary",
        ".rounds",
        ".kinds",
        ".check fieldset",
        ".answer-tools",
        "textarea",
    ):
        assert not page.locator(selector).first.is_visible(), selector
    assert page.eval_on_selector(".paper", "p => getComputedStyle(p).color") == "rgb(0, 0, 0)"
    words = page.locator(".paper").last.bounding_box()
    assert all(note.bounding_box()["y"] > words["y"] for note in page.locator(".note").all())
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    assert width == 1400 or page.locator(".note:visible").count() == 0


@pytest.fixture(scope="module")
def printed(browser, address):
    """Print a page to PDF from dark mode, with an answer where it asks: its PDF, and its words on one line."""
    context = browser.new_context(color_scheme="dark")

    def print_page(path, paper):
        page = context.new_page()
        page.goto(address + path)
        if page.locator(".answer").count():
            page.eval_on_selector(".answer", "one => { one.open = true }")
            page.locator(".answer textarea").first.fill(WRITTEN)
        margin = dict.fromkeys(("top", "right", "bottom", "left"), "15mm")
        pdf = pdfplumber.open(io.BytesIO(page.pdf(format=paper, margin=margin)))
        page.close()
        return pdf, re.sub(r"\s+", " ", " ".join(sheet.extract_text() for sheet in pdf.pages))

    yield print_page
    context.close()


def test_readers_choose_what_of_a_lesson_is_printed(opened):
    page = opened(LESSON)
    page.locator(".answer summary").first.click()
    page.locator(".answer textarea").first.fill(WRITTEN)
    parts = {
        "text": ".paper", "notes": ".note", "marks": ".note-mark", "questions": ".question", "answer": ".answer-printed",
        "words": ".word", "checks": ".check .ask", "files": ".files", "choice": ".print-choice",
    }  # fmt: skip

    def printed() -> set[str]:
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
        seen = {name for name, selector in parts.items() if page.locator(f"{selector}:visible").count()}
        page.emulate_media(media="screen")
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        return seen

    whole = printed()
    assert whole == parts.keys() - {"choice"}
    page.get_by_label("the passage alone").check()
    assert printed() == {"text"}
    page.get_by_label("the passage with my marks and answers").check()
    assert printed() == {"text", "questions", "answer"}
    page.get_by_label("everything").check()
    assert printed() == whole


def darkness(drawn):
    """Of a letter: 0 is white, 1 black."""
    colour = drawn["non_stroking_color"]
    return 1 - sum(colour) / len(colour)


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("path", [LESSON, "glossary/", "timeline/", "questions/", "references/"])
def test_paper_has_the_text_alone_in_black_and_whole(printed, path, paper):
    pdf, words = printed(path, paper)
    assert len(words) > 800
    assert [one for one in SCREEN_ONLY if one in words] == []
    for sheet in pdf.pages:
        assert sheet.chars, f"sheet {sheet.page_number} is empty"
        outside = [c for c in sheet.chars if c["x0"] < MARGIN - 1 or c["x1"] > sheet.width - MARGIN + 1]
        assert outside == []
        # White outlines keep the lines of a picture off its letters.
        pale = [c["text"] for c in sheet.chars if 0 < darkness(c) < 0.75]
        assert "".join(pale).strip() == ""
        shades = sheet.to_image(resolution=20).original.convert("L").histogram()
        assert sum(shades[230:]) > sum(shades) / 2, f"sheet {sheet.page_number} is not white"


def test_a_lesson_on_paper_has_its_notes_words_and_answers_but_not_those_of_self_checks(printed, opened):
    page = opened(LESSON)
    last = page.locator(".paper").last.inner_text().rsplit(" ", 4)[-4]
    notes = page.locator(".note").count()
    terms = page.locator(".word .entry-link").all_text_contents()
    _, words = printed(LESSON, "A4")
    passage, after = words.split("Notes by the editors", 1)
    assert last in passage
    numbers = re.findall(r"(\d+) \S (?:Context|Claim|Evidence|Slip|Language|Link)(?: ★ Key note)? “", after)
    assert numbers == [str(n) for n in range(1, notes + 1)]
    listed = after.split("Words to know", 1)[1]
    assert [term for term in terms if term.strip() not in listed] == []
    assert WRITTEN in after
    asked = page.locator(".check > .ask").all_text_contents()
    numbered = [f"{number}. {ask}" for number, ask in enumerate(asked, 1)]
    assert [one for one in numbered if one not in after] == []
    questions = page.locator(".question .ask").all_inner_texts()
    first = [f"{number}. {ask.split()[0]}" for number, ask in enumerate(questions, 1)]
    assert [one for one in first if one not in after] == []
    assert after.count("☐") == page.locator(".check > ul > li").count()


def test_addresses_of_sources_are_printed(printed, opened):
    page = opened("references/")
    addresses = page.eval_on_selector_all(".outside[href]", "all => all.map(one => one.getAttribute('href'))")
    assert len(addresses) >= 5
    _, words = printed("references/", "A4")
    solid = words.replace(" ", "")
    assert [one for one in addresses if f"<{one}>" not in solid] == []
