"""The timeline on paper and on social cards: the same drawing as on the web, in a style of its own."""

import json
import re
from xml.etree import ElementTree

import pdfplumber
import pikepdf
import pytest
from pdfs import fonts, tags
from projects import ROOT

from build_scripts.build import build
from build_scripts.shells.typst import Press
from build_scripts.timeline.chart import strip, wide_chart
from build_scripts.timeline.svg import drawn, strip_file, wide_file
from build_scripts.weave.handouts import Format, Size

STYLE = (ROOT / "overrides/handouts/chart.css").read_text(encoding="utf-8")
TIMELINE = """
themes: [{id: works, title: Works}, {id: law, title: 法律}]
periods:
  - {id: before, title: Before, date: 1800/1899}
  - {id: after, title: After, date: 1900/1950, after: true}
events:
  - {id: built, title: Built, date: 1810~, theme: works, period: before, text: Built., basis: text, paragraphs: [p1],
     dispute: {about: The year., accounts: [{says: It was 1811., sources: [river-2001]}]}}
  - {id: mended, title: Mended for years, date: 1850/1890, theme: works, period: before, text: Mended., basis: text, paragraphs: [p1]}
  - {id: bridge, title: 大桥通车, date: 1905, theme: law, period: after, text: Opened., basis: text, paragraphs: [p1]}
  - {id: pul, title: پل کھل گیا, date: 1910, theme: law, period: after, text: Opened., basis: text, paragraphs: [p1]}
"""


@pytest.fixture
def course(tiny):
    """The tiny course with a timeline in three scripts."""
    for path in [path for path in tiny if path.startswith(("content/answers", "content/lessons/no-"))]:
        del tiny[path]
    lesson = tiny["content/lessons/bridges.yml"]
    tiny["content/lessons/bridges.yml"] = re.sub(r"\(event:[\w-]+\)", "(event:built)", lesson)
    tiny["content/course.yml"] = tiny["content/course.yml"].replace(", no-passage", "")
    return tiny | {"content/timeline.yml": TIMELINE}


def without_sizes(svg: str) -> list[tuple[str, dict[str, str], str | None]]:
    """The elements of a drawing below its root, without the namespace that a file needs."""
    return [
        (one.tag.rpartition("}")[2], dict(one.attrib), one.text) for one in ElementTree.fromstring(svg).iter()
    ][1:]


def test_files_draw_what_the_pages_draw(course):
    timeline = build(course).woven.project.timeline
    wide, small = wide_chart(timeline), strip(timeline)
    assert without_sizes(wide_file(wide, 0)) == without_sizes(drawn(wide))
    assert without_sizes(strip_file(small, 50)) == without_sizes(drawn(small))


def test_rows_are_taller_where_there_is_room_and_never_by_more_than_a_quarter(course):
    wide = wide_chart(build(course).woven.project.timeline)
    least, more, most, too_much = (
        float(ElementTree.fromstring(wide_file(wide, height)).get("height")) for height in (0, 22, 500, 900)
    )
    assert least < more < most == too_much
    assert more == pytest.approx(22 * 12, abs=0.1)


def test_every_shape_on_paper_has_a_style_without_colour(course):
    wide = wide_chart(build(course).woven.project.timeline)
    used = {name for names in re.findall(r'class="([^"]*)"', wide_file(wide, 0)) for name in names.split()}
    inherited = {"timeline", "wide", "sign", "after", "odd", "years"}
    styled = set(re.findall(r"\.([a-z]+)", STYLE))
    assert {name for name in used if not name.startswith("look-")} - inherited <= styled
    for red, green, blue in re.findall(r"#(\w\w)(\w\w)(\w\w)", STYLE):
        assert red == green == blue
    assert set(re.findall(r"(?:fill|stroke): ([a-z]+)", STYLE)) <= {"black", "white", "none"}


@pytest.mark.parametrize("size", list(Size))
def test_the_printed_chart_is_text_in_the_faces_of_the_course_with_a_description(course, tmp_path, size):
    made = build(course)
    assert not made.failed, made.problems
    sheet = next(one for one in made.lay_out() if one.handout.id == "timeline")
    (printed,) = Press(ROOT).print([sheet], (Format(size),))
    path = tmp_path / "timeline.pdf"
    path.write_bytes(printed.pdf)
    with pdfplumber.open(path) as pdf:
        first = pdf.pages[0]
        below_title = [one for one in first.chars if one["size"] < 17]
        faces = {one["fontname"].partition("+")[2] for one in below_title}
        smallest = min(one["size"] for one in below_title)
        said = "".join(first.extract_text().split())
        marks = [one for one in first.curves + first.rects if one["non_stroking_color"] in ((0,), (0.0,), 0)]
    assert all(re.match("SourceSans3|NotoNaskhArabic|NotoSerifCJK", face) for face in faces), faces
    assert len(faces) >= 4  # regular, semibold, Arabic, Chinese
    assert smallest > 9.45
    for words in ("Built", "Mended", "Before", "1840", "法律", "大桥通车"):
        assert words in said, words
    assert marks
    with pikepdf.open(path) as pdf:
        figures = [str(tag.Alt) for tag in tags(pdf) if tag.S == "/Figure"]
        assert figures == ["A picture: 4 events from 1800 to 1950. The list that follows tells every event."]
        assert list(fonts(pdf))


def with_events(course: dict[str, str], count: int) -> dict[str, str]:
    """The course with this many events in a century, the last of them first in the file."""
    rows = [
        f"  - {{id: e{at}, title: Built for the {at}th time, date: {1800 + at % 100}, theme: works, period: before,"
        " text: Built., basis: text, paragraphs: [p1]}"
        for at in reversed(range(count))
    ]
    return course | {"content/timeline.yml": TIMELINE + "\n".join(rows) + "\n"}


def shown(course: dict[str, str]) -> dict:
    made = build(course)
    assert not made.failed, made.problems
    return json.loads(next(one.data for one in made.lay_out() if one.handout.id == "timeline"))["shown"]


def test_a_chart_without_room_for_titles_has_the_numbers_of_the_list(course):
    one = shown(with_events(course, 60))
    listed = [event["title"] for period in one["page"]["periods"] for event in period["events"]]
    assert one["chart"]["numbered"]
    for svg in (one["chart"]["a4"], one["chart"]["letter"]):
        told = [
            (link.find("title").text, link.find("text/tspan").text)
            for link in ElementTree.fromstring(re.sub(r' xmlns="[^"]*"', "", svg)).iter("a")
        ]
        assert len(told) == len(listed) == 64
        for name, number in told:
            assert name.startswith(listed[int(number) - 1])


def test_a_chart_without_room_for_numbers_is_left_out(course):
    assert not shown(course)["chart"]["numbered"]
    assert shown(with_events(course, 400))["chart"] is None
