"""A course in a language that is written from right to left: what leads the eye stands on the other side."""

import pytest
from waiting import at_rest

SIDES = """() => Array.from(document.querySelectorAll('.md-content *, .search *'))
  .filter(one => !one.closest('svg, .label-hidden, .md-content [dir]'))
  .flatMap(one => ['', '::before'].map(part => {
    const style = getComputedStyle(one, part);
    const sides = side => [
      style[`padding${side}`], style[`border${side}Width`], style[`border${side}Style`], style[`margin${side}`],
      part || style.position === 'absolute' ? style[side.toLowerCase()] : '',
    ].join(' ');
    return {
      name: `${one.tagName} ${one.className} ${part}`, left: sides('Left'), right: sides('Right'),
      text: style.textAlign, float: style.float,
    };
  }))"""
TURN = "document.documentElement.dir = document.body.dir = 'rtl'"
OTHER = {"left": "right", "right": "left"}


def not_turned(page):
    """Elements whose sides are not exchanged when the page is turned."""
    before = page.evaluate(SIDES)
    page.evaluate(TURN)
    at_rest(page)
    after = page.evaluate(SIDES)
    assert len(before) > 100
    return {
        (one["name"], one["left"], one["right"], other["left"], other["right"])
        for one, other in zip(before, after, strict=True)
        if (one["left"], one["right"]) != (other["right"], other["left"])
        or OTHER.get(one["text"], one["text"]) != other["text"]
        or OTHER.get(one["float"], one["float"]) != other["float"]
    }


@pytest.mark.parametrize("width", [1400, 390])
@pytest.mark.parametrize(
    "path", ["", "lessons/crossing/", "glossary/", "timeline/", "downloads/", "references/"]
)
def test_what_stands_at_the_start_of_a_line_stands_there_in_either_direction(opened, path, width):
    page = opened(path, width=width)
    page.wait_for_load_state("load")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    assert not_turned(page) == set()


@pytest.mark.parametrize("width", [1400, 390])
def test_so_does_what_search_finds(opened, width):
    page = opened("downloads/", width=width)
    page.locator(".search-button").click()
    page.locator(".search input").fill("ferry")
    page.locator(".search-results a").first.wait_for()
    assert not_turned(page) == set()


def test_the_line_beside_a_paragraph_that_a_link_leads_to_stands_between_its_number_and_its_words(opened):
    page = opened("paper/#p7")
    position = "getComputedStyle(document.querySelector('.paper:target')).backgroundPositionX"
    left = page.evaluate(position)
    page.evaluate(TURN)
    assert page.evaluate(position) in (f"right {left}", f"calc(100% - {left})")


def test_the_arrow_of_what_is_closed_points_into_the_line(opened):
    page = opened("lessons/crossing/")
    arrow = "getComputedStyle(document.querySelector('.aims > summary'), '::before').transform"
    points = "new DOMMatrix({}).transformPoint(new DOMPoint(1, 0)).x".replace("{}", arrow)
    assert page.evaluate(points) == 1
    page.evaluate(TURN)
    page.wait_for_function(f"{points} === -1")  # it turns slowly


def test_the_frame_of_a_note_s_number_is_whole_between_words_of_the_other_direction(opened):
    page = opened("lessons/crossing/?round=all")
    page.evaluate(TURN)
    frames = page.eval_on_selector_all(".note-mark", "marks => marks.map(one => one.getClientRects().length)")
    assert set(frames) == {1}
