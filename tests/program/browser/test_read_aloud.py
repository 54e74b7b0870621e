"""Paragraphs read aloud, by a voice that is made up here: what it is given, what is marked, and what stops it."""

import pytest
from axe import faults

LESSON = "lessons/crossing/"
VOICE = """
(() => {
  const spoken = [], told = [], voices = %s;
  const fake = new EventTarget();
  Object.assign(fake, {
    spoken, told, now: null,
    getVoices: () => voices,
    speak(one) { spoken.push(one.text); fake.now = one; },
    cancel() { told.push('cancel'); const one = fake.now; fake.now = null; one?.onend?.({}); },
    pause() { told.push('pause'); },
    resume() { told.push('resume'); },
    finish() { const one = fake.now; fake.now = null; one.onend({}); },
  });
  Object.defineProperty(window, 'speechSynthesis', {value: fake});
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
})()
"""
OWN = "[{name: 'Ours', lang: 'en-GB', localService: true, default: true}]"
MARKED = "Array.from(CSS.highlights.get('read-aloud') ?? [], String).join('').replace(/\\s+/g, ' ').trim()"


@pytest.fixture
def spoken_to(browser, address):
    """Open a lesson in a browser with some voices."""
    contexts = []

    def made(voices=OWN, before="", path=LESSON, width=1280):
        context = browser.new_context(bypass_csp=True, viewport={"width": width, "height": 900})
        contexts.append(context)
        context.add_init_script(VOICE % voices + before)
        page = context.new_page()
        page.goto(address + path)
        return page

    yield made
    for context in contexts:
        context.close()


def switch_on(page):
    page.locator(".settings-button").click()
    page.locator("input[data-option=aloud]").check()
    page.keyboard.press("Escape")


def heard(page):
    return page.evaluate("speechSynthesis.spoken")


def buttons(page):
    return page.get_by_role("button", name="Read aloud from")


@pytest.mark.parametrize(
    "voices",
    [
        "[]",
        "[{name: 'Far', lang: 'en-US', localService: false, default: true}]",
        "[{name: 'Other', lang: 'de-DE', localService: true, default: true}]",
    ],
)
def test_without_a_voice_of_this_device_in_this_language_nothing_is_offered(spoken_to, voices):
    page = spoken_to(voices)
    page.locator(".settings-button").click()
    assert not page.locator(".settings .aloud").is_visible()
    assert buttons(page).count() == 0


def test_where_the_browser_cannot_speak_nothing_is_offered(spoken_to):
    page = spoken_to(before="; delete window.SpeechSynthesisUtterance")
    page.locator(".settings-button").click()
    assert not page.locator(".settings .aloud").is_visible()


def test_it_is_off_until_it_is_switched_on_and_stays_on(spoken_to, address):
    page = spoken_to()
    assert buttons(page).count() == 0
    switch_on(page)
    count = buttons(page).count()
    assert count == page.locator("p.paper").count()
    assert heard(page) == []
    page.goto(address + "paper/")
    assert buttons(page).count() > count


def test_voices_that_come_late_are_used(spoken_to):
    page = spoken_to("[]")
    page.evaluate(
        "speechSynthesis.getVoices().push({lang: 'en_US', localService: true, default: false});"
        "speechSynthesis.dispatchEvent(new Event('voiceschanged'))"
    )
    switch_on(page)
    assert buttons(page).count() > 0


def test_it_reads_the_paper_s_words_alone_sentence_by_sentence_and_marks_each(spoken_to):
    page = spoken_to()
    own = page.eval_on_selector_all(
        "p.paper",
        """all => all.map(one => { const copy = one.cloneNode(true);
        copy.querySelectorAll('[data-editorial], .fnref').forEach(other => other.remove());
        return copy.textContent.replace(/\\s+/g, ' ').trim(); })""",
    )
    switch_on(page)
    buttons(page).first.click()
    seen = 0
    while page.evaluate("speechSynthesis.now !== null"):
        assert page.evaluate(MARKED) == heard(page)[-1]
        seen += 1
        page.evaluate("speechSynthesis.finish()")
    assert seen > len(own)  # paragraphs of more than one sentence
    assert " ".join(heard(page)) == " ".join(own)
    assert page.evaluate(MARKED) == ""
    assert not page.get_by_role("region", name="Reading aloud").is_visible()


def test_it_pauses_goes_on_stops_and_takes_another_speed(spoken_to):
    page = spoken_to()
    switch_on(page)
    buttons(page).nth(1).focus()
    page.keyboard.press("Enter")
    bar = page.get_by_role("region", name="Reading aloud")
    bar.get_by_role("button", name="Pause").click()
    bar.get_by_role("button", name="Continue").click()
    assert page.evaluate("speechSynthesis.told.slice(-2)") == ["pause", "resume"]
    page.evaluate("speechSynthesis.finish()")
    before = heard(page)
    bar.get_by_role("combobox", name="Speed").select_option("1.5")
    assert heard(page) == [*before, before[-1]]  # the same sentence again, faster
    assert page.evaluate("speechSynthesis.now.rate") == 1.5
    bar.get_by_role("button", name="Stop").click()
    assert heard(page) == [*before, before[-1]]
    assert page.evaluate(MARKED) == ""
    assert not bar.is_visible()
    assert page.evaluate("document.activeElement.matches('.read-from')")


def test_another_paragraph_takes_over(spoken_to):
    page = spoken_to()
    switch_on(page)
    buttons(page).nth(0).click()
    buttons(page).nth(2).click()
    third = page.locator("p.paper").nth(2)
    assert len(heard(page)) == 2
    assert page.evaluate(MARKED).split()[0] in third.inner_text()


def test_a_voice_that_fails_says_so(spoken_to):
    page = spoken_to()
    switch_on(page)
    buttons(page).first.click()
    page.evaluate("speechSynthesis.now.onerror({error: 'synthesis-failed'})")
    assert page.locator(".told").inner_text() == "This voice does not answer."
    assert not page.get_by_role("region", name="Reading aloud").is_visible()


def test_where_sentences_cannot_be_marked_the_paragraph_is(spoken_to):
    page = spoken_to(before="; Object.defineProperty(CSS, 'highlights', {value: undefined});")
    switch_on(page)
    buttons(page).first.click()
    assert heard(page)
    assert page.locator("p.paper.read-aloud").count() == 1
    page.evaluate("speechSynthesis.finish()")
    assert page.locator("p.paper.read-aloud").count() == 1


@pytest.mark.parametrize("width", [1280, 320])
def test_everybody_can_use_it(spoken_to, width):
    page = spoken_to(width=width)
    switch_on(page)
    buttons(page).first.click()
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
