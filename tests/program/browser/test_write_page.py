"""The page *Write* of the edition for instructors: forms without a preview, which make YAML to copy."""

import random
import re

import pytest
from axe import faults
from form_edits import a_value
from pasted import pasted, path_of
from projects import TINY, build, lay_out
from served import serve

from build_scripts.edit.change import same, values_at
from build_scripts.edit.forms import forms
from build_scripts.edit.scalars import cleaned, unprintable

SIGNS = ["null", "~", "- ", ": ", " #", "#", "'", '"', "\\", "\n", "\n\n", "  ", "\t", "\r\n", "|", ">", "2020-01-01", "---", "...", "no", "[", "{", ",", "a", "Ä", "چین", "中文", "🌉", "\u200b", "\u2028", "\x85", "\x07", "\ufeff", "*", "&", "!", "%", "@", "`", "1", "/", "…"]  # fmt: skip


@pytest.fixture(scope="module")
def instructors(once):
    """The tiny course's edition for instructors, as the page of students' work has it."""
    return once(
        "tiny-for-instructors",
        lambda folder: build(lay_out(folder, TINY), "--edition", "instructor", handouts=False),
    )


@pytest.fixture(scope="module")
def page(browser, instructors):
    with serve(instructors / "site-instructor") as served:
        context = browser.new_context(viewport={"width": 320, "height": 900}, bypass_csp=True)
        page = context.new_page()
        page.goto(f"{served.address}write/")
        yield page
        context.close()


def as_typed(value):
    """A value as a form gives it: numbers and yes are texts, and what is empty is not there."""
    if isinstance(value, dict):
        return {name: made for name, one in value.items() if (made := as_typed(one))}
    if isinstance(value, list):
        return [made for one in value if (made := as_typed(one))]
    if isinstance(value, bool):
        return "true" if value else ""
    text = str(value)
    while sign := unprintable(cleaned(text)):
        text = text.replace(chr(int(sign[2:], 16)), "")
    return cleaned(text)


def test_what_is_written_reads_back_as_the_form_said(page, instructors):
    chance = random.Random(20)
    told = page.evaluate("window.writeData")
    tasks = []
    for turn in range(400):
        spot = told["spots"][turn % len(told["spots"])]
        fields = forms()[spot["kind"]].fields
        value = {one.name: a_value(chance, one) for one in fields if one.required or chance.random() < 0.5}
        tasks.append((value, spot))
    texts = page.evaluate(
        "tasks => tasks.map(([value, spot]) => window.writeYaml.written(value, spot))",
        [[as_typed(value), spot] for value, spot in tasks],
    )
    for (value, spot), lines in zip(tasks, texts, strict=True):
        file = instructors / spot["file"]
        before = file.read_text(encoding="utf-8") if spot["line"] else ""
        path = path_of(spot, values_at(before, (spot["name"],)))
        assert same(values_at(pasted(before, lines, spot), path), as_typed(value)), lines


def test_any_text_is_read_back(page):
    chance = random.Random(33)
    given = ["".join(chance.choices(SIGNS, k=chance.randint(1, 7))) for _ in range(3000)]
    spot = {"name": "a", "dash": True, "head": "a:", "kept": [], "indent": 2}
    made = page.evaluate(
        "([texts, spot]) => texts.map(one => window.writeYaml.written({x: one, 'k: y': one, l: [one, 'b']}, spot))",
        [given, spot],
    )
    for text, lines in zip(given, made, strict=True):
        said = as_typed(text)
        assert same(values_at(lines, ("a", 0)), {"x": said, "k: y": said, "l": [said, "b"]}), (text, lines)


def test_a_form_is_filled_in_and_its_lines_and_their_place_stand_below(page, instructors):
    page.get_by_label("What", exact=True).select_option("term")
    page.locator("[data-field=term] :is(input, textarea)").fill("Causeway: a road")
    lines = page.get_by_role("region", name="What to copy")
    assert 'term: "Causeway: a road"' in lines.inner_text()
    assert "id: causeway-a-road" in lines.inner_text()
    assert "Still needed: definition." in page.locator(".write-lacks").inner_text()
    page.locator("[data-field=definition] textarea").fill("A road\n\non a *bank*.")
    assert not page.locator(".write-lacks").inner_text()
    assert "content/glossary.yml" in page.locator(".write-place").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.locator(".edit-more summary").click()
    assert faults(page) == []
    page.reload()
    page.get_by_label("What", exact=True).select_option("term")
    assert "on a *bank*." in lines.inner_text(), "what was typed is kept"
    page.get_by_role("button", name="Empty the form").click()
    assert not lines.inner_text().strip()


def test_what_stands_there_is_changed_and_its_other_fields_stay_as_they_are(page, instructors):
    told = page.evaluate("window.writeData")["entries"]
    page.get_by_label("What", exact=True).select_option("note")
    page.get_by_label("Where", exact=True).select_option(label="two banks, and <b>both</b> must keep it")
    assert "Overlaps the first." in page.locator("[data-field=note] textarea").input_value()
    page.locator("[data-field=note] textarea").fill("It overlaps.")
    spot = next(one for one in told if one["kind"] == "note" and "Overlaps" in one["value"]["note"])
    lines = page.get_by_role("region", name="What to copy").inner_text()
    text = (instructors / spot["file"]).read_text(encoding="utf-8")
    before, after = values_at(text, ("notes",)), values_at(pasted(text, lines, spot), ("notes",))
    assert after[1] == {**before[1], "note": "It overlaps."}
    assert (after[0], after[2:]) == (before[0], before[2:])
    assert f"in the place of lines {spot['line']} to" in page.locator(".write-place").inner_text()
    page.reload()
    page.get_by_label("What", exact=True).select_option("note")
    page.get_by_label("Where", exact=True).select_option(label="two banks, and <b>both</b> must keep it")
    assert page.locator("[data-field=note] textarea").input_value() == "It overlaps."
    page.get_by_role("button", name="As it stands").click()
    assert "Overlaps the first." in page.locator("[data-field=note] textarea").input_value()
    assert faults(page) == []
    given = [[one["value"], one] for one in told]
    made = page.evaluate(
        "given => given.map(([value, spot]) => window.writeYaml.written(value, spot))", given
    )
    for one, again in zip(told, made, strict=True):
        path = (one["name"], 0)
        assert same(values_at(f"{one['name']}:\n{again}", path), as_typed(one["value"])), again


def test_an_id_is_made_that_no_part_of_a_page_has(page):
    asked = ["Note who asks", "Level by level", "p7", "Picture", "Bridge", "1850", "پل"]
    named = "one => window.writePage.named(one, new Set(['bridge', 'theme-1']), 'theme')"
    made = page.evaluate(f"texts => texts.map({named})", asked)
    ids = ["on-note-who-asks", "on-level-by-level", "on-p7", "on-picture", "bridge-2", "n-1850"]
    assert made[:-1] == ids
    assert re.fullmatch("theme-[2-9]", made[-1])


def test_students_have_no_such_page_and_instructors_nothing_that_saves(site, instructors):
    assert not (site / "write").exists()
    assert not (site / "assets/preview").exists()
    assert not list((site / "assets").rglob("write*"))
    kept = {path.name for path in (instructors / "site-instructor/assets/preview").rglob("*.*")}
    assert kept == {"edit.css", "fields.js", "finder.js", "prose.js"}
