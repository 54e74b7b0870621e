"""Own marks in Firefox, if it is installed."""

import pytest
from firefox import FIREFOX, firefox
from marking import KEPT, SELECT, WORDS

pytestmark = [pytest.mark.slow, pytest.mark.browser]
LESSON = "lessons/crossing/"
MARKED = "return Array.from(document.querySelectorAll('mark.own'), one => one.textContent).join('')"


@pytest.mark.skipif(not FIREFOX, reason="Firefox is not installed")
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
