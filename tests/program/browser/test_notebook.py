"""A reader's work as one file: saved, opened elsewhere, merged, erased; and what is handed in."""

import json
from html.parser import HTMLParser

import pytest
from axe import faults
from markdown_it import MarkdownIt
from vnu import complaints

LESSON = "lessons/crossing/"
MARK = {
    "id": "m1",
    "type": "Annotation",
    "motivation": "commenting",
    "created": "2026-11-20T10:00:00Z",
    "modified": "2026-11-20T10:00:00Z",
    "body": [
        {"type": "TextualBody", "purpose": "commenting", "value": "Who says so?"},
        {"type": "TextualBody", "purpose": "tagging", "value": "puzzling"},
    ],
    "target": {
        "source": "p6",
        "selector": [{"type": "TextQuoteSelector", "exact": "the ferry", "prefix": "", "suffix": ""}],
    },
}


def home_of(page):
    return page.url.split("lessons/")[0]


def answer(page, text, number=0):
    question = page.locator(".question").nth(number)
    if not question.locator("textarea").is_visible():
        question.locator(".answer summary").click()
    question.locator("textarea").fill(text)
    return question.get_attribute("data-question")


def keep(page, key, value):
    page.evaluate(
        """([key, value]) => localStorage.setItem(`${new URL(document.querySelector('a.md-logo').href).pathname}:${key}`, value)""",
        [key, value],
    )


def saved(page):
    """What a reader's file holds, and its name."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Save my work to a file").click()
    return json.loads(download.value.path().read_text(encoding="utf-8")), download.value.suggested_filename


def offer(page, work):
    text = work if isinstance(work, str) else json.dumps(work)
    page.locator(".your-work input[type=file]").set_input_files(
        {"name": "work.json", "mimeType": "application/json", "buffer": text.encode()}
    )
    opened = page.locator(".opened")
    opened.locator("p").first.wait_for()
    return opened


def test_work_comes_back_on_another_device(opened):
    page = opened(LESSON)
    id_ = answer(page, "The towns.\n# no heading")
    page.locator(".check input").first.check()
    page.locator("[data-finished] input").check()
    keep(page, "marks", json.dumps([MARK]))
    page.goto(home_of(page))
    assert (
        page.locator("[data-summary]")
        .inner_text()
        .startswith("So far: 1 answer, 1 mark, 1 self-check, and 1 lesson finished.")
    )
    work, name = saved(page)
    assert name.startswith("my-work-reading-two-towns-20")
    other = opened("")
    shown = offer(other, work)
    assert "It would add: 1 answer, 1 mark, 1 self-check, 1 lesson finished, and where" in shown.inner_text()
    assert not other.evaluate("Object.keys(localStorage).some(key => key.includes(':answer-'))")
    shown.get_by_role("button", name="Put this into my work").click()
    again, _ = saved(other)
    assert again | {"saved": ""} == work | {"saved": ""}
    other.goto(other.url + LESSON)
    assert other.locator(f"#{id_} textarea").input_value() == "The towns.\n# no heading"
    assert other.locator(".check input").first.is_checked()
    assert other.locator("[data-finished] input").is_checked()


def test_where_answers_differ_both_are_shown_and_the_reader_chooses(opened):
    page = opened(LESSON)
    ids = [answer(page, text, number) for number, text in enumerate(("One.", "Two.", "Three."))]
    page.goto(home_of(page))
    work, _ = saved(page)
    work["answers"] = {id_: f"Other {number}" for number, id_ in enumerate(ids)}
    shown = offer(page, work)
    assert "3 texts differ" in shown.inner_text()
    assert faults(page) == []
    fieldsets = shown.locator("fieldset")
    assert all(text in fieldsets.nth(1).inner_text() for text in ("Two.", "Other 1"))
    fieldsets.nth(0).get_by_label("Keep mine").check()
    fieldsets.nth(1).get_by_label("Take the file’s").check()
    shown.get_by_role("button", name="Put this into my work").click()
    again, _ = saved(page)
    assert again["answers"] == {ids[0]: "One.", ids[1]: "Other 1", ids[2]: "Three.\n\n———\n\nOther 2"}


@pytest.mark.parametrize(
    ("kept", "left"),
    [
        ('[{"of": "a newer version"}]', {"marks": [MARK, {"of": "a newer version"}]}),
        ('[{"id": "m0', {"marks": [MARK], "marks-damaged": '[{"id": "m0'}),
    ],
)
def test_opening_a_file_overwrites_no_mark_that_is_not_understood(opened, kept, left):
    page = opened("")
    work, _ = saved(page)
    keep(page, "marks", kept)
    offer(page, work | {"marks": [MARK]}).get_by_role("button", name="Put this into my work").click()
    found = page.evaluate(
        "Object.fromEntries(Object.entries(localStorage).map(([key, value]) => [key.split(':').pop(), value]))"
    )
    assert json.loads(found["marks"]) == left["marks"]
    assert found.get("marks-damaged") == left.get("marks-damaged")


def test_leaving_everything_as_it_is_changes_nothing(opened):
    page = opened(LESSON)
    id_ = answer(page, "One.")
    page.goto(home_of(page))
    work, _ = saved(page)
    before = page.evaluate("JSON.stringify(localStorage)")
    shown = offer(page, work | {"answers": {id_: "Other"}, "marks": [MARK]})
    shown.get_by_role("button", name="Leave everything as it is").click()
    assert not shown.is_visible()
    assert page.evaluate("JSON.stringify(localStorage)") == before


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda text: text[:-20], "damaged"),
        (
            lambda text: text.replace('"quill-marsh-ode-2023"', '"other-2020"'),
            "another course, “Reading “Two",
        ),
        (lambda text: text.replace('"version": 1', '"version": 9'), "newer version"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_in_a_sentence(opened, change, told):
    page = opened("")
    work, _ = saved(page)
    text = json.dumps(work)
    assert change(text) != text
    shown = offer(page, change(text))
    assert told in shown.get_by_role("alert").inner_text()
    assert shown.get_by_role("button").count() == 0


def test_a_hostile_file_shows_its_texts_as_texts(opened):
    page = opened("")
    work, _ = saved(page)
    evil = "<img src=x onerror='window.hit = 1'><script>window.hit = 2</script>"
    marks = [{**MARK, "body": [{"purpose": "commenting", "value": evil}], "id": evil}]
    shown = offer(page, work | {"name": evil, "saved": evil, "answers": {"toll": evil}, "marks": marks})
    shown.locator("summary").click()
    assert shown.locator("li").first.inner_text().count(evil) == 1
    shown.get_by_role("button", name="Put this into my work").click()
    page.reload()
    assert page.evaluate("window.hit") is None
    assert page.locator("img[src=x]").count() == 0


def test_each_part_can_be_erased_after_a_question(opened):
    page = opened(LESSON)
    answer(page, "One.")
    keep(page, "marks", json.dumps([MARK]))
    page.goto(home_of(page))
    page.locator(".your-work summary").click()
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="My answers").click()
    assert "1 answer and 1 mark" in page.locator("[data-summary]").inner_text()
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="My answers").click()
    assert "So far: 1 mark." in page.locator("[data-summary]").inner_text()
    for key in ("answer-toll", "check-toll", "done-toll", "round-toll", "name"):
        keep(page, key, "x")
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="All of my work").click()
    assert "not written" in page.locator("[data-summary]").inner_text()
    assert page.evaluate("Object.keys(localStorage)") == []


BLOCKED = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })"


def test_where_nothing_is_kept_it_says_so_and_work_can_still_be_handed_in(opened):
    page = opened("")
    said = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.context.add_init_script(BLOCKED)
    page.reload()
    assert "storage is blocked or full" in page.locator(".forgets").inner_text()
    page.goto(page.url + LESSON)
    answer(page, "Kept nowhere.")
    assert "copy it before you leave" in page.locator(".question").first.inner_text()
    for form in ("md", "json"):
        assert "Kept nowhere." in handed_in(page, form)[0]
    assert said == []


def test_safari_is_told_that_it_forgets(opened):
    page = opened("")
    page.context.add_init_script(
        "Object.defineProperty(navigator, 'vendor', { value: 'Apple Computer, Inc.' })"
    )
    page.reload()
    assert "seven days" in page.locator(".forgets").inner_text()
    page.goto(page.url + LESSON)
    page.locator(".answer summary").first.click()
    assert "seven days" in page.locator(".question").first.inner_text()


def test_the_browser_is_asked_once_not_to_forget(opened):
    page = opened("")
    page.context.add_init_script(
        """window.asked = 0;
        navigator.storage.persist = () => { window.asked += 1; return Promise.resolve(true) }"""
    )
    page.goto(page.url + LESSON)
    assert page.evaluate("window.asked") == 0
    answer(page, "One.")
    answer(page, "Two.", 1)
    assert page.evaluate("window.asked") == 1
    page.reload()
    answer(page, "Three.")
    assert page.evaluate("window.asked") == 0


# Something to hand in


def handed_in(page, form, name="Amina Khan"):
    """What is in the file that a reader hands in, and its name."""
    page.locator("[data-act=hand-in]").click()
    page.get_by_role("textbox", name="Your name").fill(name)
    with page.expect_download() as download:
        page.locator(f"[data-form={form}]").click()
    return download.value.path().read_text(encoding="utf-8"), download.value.suggested_filename


TEXT = "Because *both countries*\nare named before."


@pytest.mark.parametrize(
    ("form", "file"),
    [
        ("md", "my-answers-crossing.md"),
        ("html", "my-answers-crossing.html"),
        ("doc", "my-answers-crossing.doc"),
    ],
)
def test_what_is_handed_in_says_who_when_where_and_about_which_words(opened, form, file):
    page = opened(LESSON)
    keep(page, "marks", json.dumps([MARK]))
    id_ = answer(page, TEXT)
    question = page.locator(f"#{id_}")
    text, name = handed_in(page, form)
    assert name == file
    plain = " ".join("".join(Words.of(MarkdownIt().render(text) if form == "md" else text)).split())
    for word in (
        "Reading “Two Towns”", "Name: Amina Khan", "Date: ", "Lesson 3: The crossing", f"{page.url}#{id_}",
        " ".join(question.locator(".ask").inner_text().split()), question.get_attribute("data-place"),
        question.locator("q.paper-words").inner_text().strip("“”"), "are named before.",
        "“the ferry” (paragraph 6), marked: Puzzling", "Who says so?",
    ):  # fmt: skip
        assert word in plain, (word, plain)
    page.reload()
    page.locator("[data-act=hand-in]").click()
    assert page.get_by_role("textbox", name="Your name").input_value() == "Amina Khan"


class Words(HTMLParser):
    """The words of HTML, with those of addresses."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_data(self, data):
        self.found.append(data)

    @classmethod
    def of(cls, text):
        parser = cls()
        parser.feed(text)
        return parser.found


def test_all_lessons_are_handed_in_from_the_page_of_questions_each_under_its_name(opened):
    page = opened("questions/")
    last = page.locator(".question").count() - 1
    answer(page, "First.")
    answer(page, "Last.", last)
    keep(page, "marks", json.dumps([MARK]))
    text, name = handed_in(page, "md")
    assert name == "my-answers.md"
    assert text.count("Who says so?") == 1
    headings = [line for line in text.splitlines() if line.startswith("## ")]
    assert headings[0].startswith("## Lesson 1: ")
    assert len(headings) == 3  # those of the answers, and that of the mark
    page.get_by_role("checkbox", name="How to begin").check()
    assert "Last." not in handed_in(page, "md")[0]


NASTY = [
    "# heading", "Setext\n===", "Setext\n---", "Setext\n- ", "> # quoted", "- # listed\n  ## again", "1. # one",
    "```\ncode", "~~~\ncode", "    # code", "<h1>x</h1>", "<!-- hidden", "<script>\nx", "\\# x", "\\<b>x</b>", "\\\\\\<img src=x>", "![x](https://a.example/x.png)", "[x](javascript:1)", "\\[x](y)", "[a\nb]: c\n\n[a b]", "a\r# b\r\n## c", "-", "- - -",
    "* * *", "[x]: y\n# z", "|a|\n|-|", "> > 2) # deep", "\t# tab", "a\n\n\n# b", "\u2028# x", "<details>\n\n# x", "+ ```\n  x", ">```\n>x", "#", "- \n  # x", "=", "x\n =",
]  # fmt: skip


def test_no_answer_breaks_the_outline_of_what_is_handed_in(opened):
    page = opened("lessons/")
    questions = [{"ask": text, "place": text, "words": text, "answer": text, "address": ""} for text in NASTY]
    marks = [{"place": "p", "words": text, "tag": text, "note": text} for text in NASTY]
    work = {
        "course": "# C\n## D", "name": "N\n# x", "date": "today", "address": "", "language": "en", "direction": "ltr",
        "lessons": [{"title": text, "questions": questions, "marks": marks} for text in ("One", *NASTY[:3])],
    }  # fmt: skip
    tokens = MarkdownIt().parse(page.evaluate("work => handIn.markdown(work)", work))
    found = [one.tag for one in tokens if one.type == "heading_open"]
    assert found == ["h1", *["h2", *["h3"] * len(NASTY), "h3"] * 4]
    assert [one for one in tokens if one.type in ("fence", "html_block")] == []
    inside = {child.type for one in tokens if one.type == "inline" for child in one.children}
    assert not inside & {"html_inline", "image", "link_open"}


def test_the_document_is_valid_html_whatever_is_written(opened, site, tmp_path):
    page = opened("lessons/")
    texts = [*NASTY, "a \u0000\u0008\u001b b", "“ہ” & <b>x</b>"]
    questions = [
        {"ask": one, "place": one, "words": one, "answer": one, "address": "https://a.example/?a=1&b#c"}
        for one in texts
    ]
    work = {
        "course": "C & <D>", "name": '"N"', "date": "today", "address": "", "language": "en", "direction": "rtl",
        "lessons": [{"title": "<One>", "questions": questions, "marks": []}],
    }  # fmt: skip
    file = tmp_path / "work.html"
    file.write_text(page.evaluate("work => handIn.html(work)", work), encoding="utf-8")
    said = complaints(site / "index.html", file)  # the checker is known to read our pages
    assert [one for one in said if one[0].endswith("work.html")] == []


def test_only_what_is_handed_in_is_printed(opened):
    page = opened(LESSON)
    answer(page, TEXT)
    page.evaluate("() => { window.print = () => { window.printed = document.body.className } }")
    page.locator("[data-act=hand-in]").click()
    page.locator("[data-form=print]").click()
    assert page.evaluate("window.printed").split().count("handing-in") == 1
    page.emulate_media(media="print")
    paper = page.locator(".hand-in-paper")
    assert "are named before." in paper.inner_text()
    assert not page.locator(".passage").is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert paper.count() == 0
    assert page.locator(".passage").is_visible()


def test_a_lesson_s_data_file_holds_that_lesson_alone(opened):
    page = opened("questions/")
    answer(page, "Elsewhere.", page.locator(".question").count() - 1)
    page.goto(page.url.replace("questions/", LESSON))
    id_ = answer(page, "Here.")
    keep(
        page,
        "marks",
        json.dumps([MARK, {**MARK, "id": "m2", "target": {**MARK["target"], "source": "p999"}}]),
    )
    work = json.loads(handed_in(page, "json")[0])
    assert work["answers"] == {id_: "Here."}
    assert [one["id"] for one in work["marks"]] == ["m1"]
    assert (work["name"], work["places"], work["course"]["id"]) == ("Amina Khan", {}, "quill-marsh-ode-2023")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_the_dialog_and_the_opened_file_are_accessible(opened, scheme, width):
    page = opened(LESSON, width=width, color_scheme=scheme)
    answer(page, "One.")
    page.locator("[data-act=hand-in]").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.name") == "name"
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.act") == "hand-in"
    page.goto(home_of(page))
    work, _ = saved(page)
    work["answers"] = dict.fromkeys(work["answers"], "Other") | {"new": "x" * 500}
    shown = offer(page, work)
    shown.locator("summary").click()
    page.locator(".forget summary").click()
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
