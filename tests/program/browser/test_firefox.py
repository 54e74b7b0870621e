"""Own marks, notes and search in Firefox."""

import pytest
from firefox import firefox, needs_firefox
from marking import KEPT, SELECT, WORDS
from projects import wait_for

pytestmark = [pytest.mark.slow, pytest.mark.browser]
LESSON = "lessons/crossing/"
MARKED = "return Array.from(document.querySelectorAll('mark.own'), one => one.textContent).join('')"


@needs_firefox
def test_words_are_marked_by_pointer_and_by_keyboard_and_are_there_again(address):
    with firefox() as page:
        page.open(address + LESSON)
        page.run(f"({SELECT})(arguments[0])", WORDS)
        page.click(".quote-tools .own-puzzling")
        assert page.run(MARKED) == "It is a pattern that we shall meet again"
        page.open(f"{address}paper/")
        assert page.run(MARKED) == "It is a pattern that we shall meet again"
        page.run("document.querySelector('#p5 .own-start').focus()")
        page.press("\ue007")  # Enter: which words?
        page.press("\ue007")  # all of them
        page.press("\ue007")  # the first word for a mark
        [first, second] = page.run(f"return {KEPT}")
        assert second["target"]["source"] == "p5"
        assert second["body"][0]["value"] == "important"
        page.open(f"{address}my-reading/")
        assert page.run("return document.querySelectorAll('.own-item').length") == 2
        page.click(".own-item a")
        assert page.run("return document.activeElement.dataset.open") == first["id"]
        page.press("\ue007")
        page.run("document.querySelector('.own-box textarea').focus()")
        page.press("Who says so?\ue00c")
        assert page.run(f"return {KEPT}[0].body[0].value") == "Who says so?"
        assert page.run("return document.activeElement.dataset.open") == first["id"]


@needs_firefox
def test_a_note_opens_from_its_words_has_its_address_and_closes_by_back(address):
    with firefox() as page:
        page.open(f"{address}{LESSON}?round=all")
        page.run("document.querySelectorAll('.note-mark')[1].click()")
        note = page.run("return document.querySelector('.note.open').id")
        assert page.run("return location.hash") == f"#{note}"
        assert page.run("const one = document.activeElement; return one.scrollHeight - one.clientHeight") <= 0
        assert page.run("return document.activeElement.id") == note
        page.press("\ue00c")  # Escape
        assert page.run("return [location.hash, document.activeElement.className.includes('note-mark')]") == [
            "",
            True,
        ]
        page.do("WebDriver:SetWindowRect", width=600, height=800)
        page.run("return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        page.run("document.querySelector('.noted.touchable').click()")
        sheet = page.run(
            "const note = document.querySelector('.note.open').getBoundingClientRect(), "
            "words = document.querySelector('.noted.lit').getBoundingClientRect(); "
            "return [innerHeight - note.bottom, note.height / innerHeight, note.top - words.bottom, words.top]"
        )
        assert abs(sheet[0]) <= 1
        assert sheet[1] <= 0.46
        assert min(sheet[2:]) >= 0
        page.do("WebDriver:Back")
        closed = "document.querySelectorAll('.note.open').length === 0 && !location.hash"
        look = f"const look = () => {closed} ? done(true) : requestAnimationFrame(look); look()"
        assert page.run(f"return new Promise(done => {{ {look} }})")
        assert page.run("return location.pathname").endswith(LESSON)


@needs_firefox
def test_search_finds_leads_to_the_place_and_closes_by_back(address):
    with firefox() as page:
        page.open(address + LESSON)
        page.click(".search-button")
        page.press("what is a toll")
        page.run(
            "return new Promise(done => { const look = () => "
            "document.querySelector('.search a[href]') ? done() : setTimeout(look, 50); look(); })"
        )
        assert "Toll" in page.run("return document.querySelector('.search a[href]').textContent")
        page.do("WebDriver:Back")
        assert not page.run("return document.querySelector('.search').open")
        assert page.run("return location.pathname").endswith(LESSON)
        page.click(".search-button")
        page.press("\ue015\ue007")  # an arrow down, Enter
        wait_for(lambda: page.do("WebDriver:GetCurrentURL")["value"].endswith("glossary/#toll"))
