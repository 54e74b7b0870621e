"""The map of places: points where they are, names that touch nothing, a list that says the same, and no line between."""

import re
from itertools import combinations
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from build_scripts.atlas.maps import MapForm, place_maps, where
from build_scripts.atlas.svg import drawn_map
from build_scripts.build import build
from build_scripts.inspect import inspect
from build_scripts.read.course import Locality, PlaceKind
from build_scripts.read.record import Degrees
from build_scripts.shared.place import Severity

NAME = st.text(alphabet=st.sampled_from("aeimnstW  <&\"'1桥پ"), min_size=1, max_size=24).filter(str.strip)
POINT = st.builds(Degrees, st.integers(-9000, 9000).map(lambda n: n / 100), st.integers(-6000, 6000).map(lambda n: n / 50))  # fmt: skip
CLOSE = st.builds(Degrees, st.integers(30, 34), st.integers(70, 74))
PLACES = st.lists(st.tuples(NAME, POINT | CLOSE, st.sampled_from(PlaceKind)), min_size=1, max_size=24)
PLACES_FILE, GLOSSARY, TIMELINE = "content/places.yml", "content/glossary.yml", "content/timeline.yml"


def localities(places):
    return tuple(
        Locality.model_construct(id=f"p{at}", name=name, at=point, kind=kind, dispute=None)
        for at, (name, point, kind) in enumerate(places)
    )


@settings(max_examples=60, deadline=None)
@given(PLACES, st.sampled_from(MapForm))
def test_names_stay_inside_and_apart_and_points_lie_as_on_the_earth(places, form):
    shown = localities(places)
    for one in place_maps(shown, form):
        degrees = {place.id: place.at for place in shown}
        width, height = one.plane.width, one.plane.height
        boxes = [entry.label.box for entry in one.entries if entry.label]
        for box in boxes:
            assert 0 <= box.left <= box.right <= width
            assert 0 <= box.top <= box.bottom <= height
        assert not any(a.meets(b) for a, b in combinations(boxes, 2))
        for entry in one.entries:
            assert 0 < entry.x < width
            assert 0 < entry.y < height
        for a, b in combinations(one.entries, 2):
            north = degrees[a.id].latitude - degrees[b.id].latitude
            assert (b.y - a.y) * north >= 0
            if abs(east := degrees[a.id].longitude - degrees[b.id].longitude) < 120:
                # Only what lies on both sides of the map's edge may be turned about.
                assert (a.x - b.x) * east >= 0 or abs(a.x - b.x) > width / 2
        tree = ElementTree.fromstring(drawn_map(one))
        links = [link.get("href") for link in tree.iter("a")]
        assert links == [f"#{entry.id}" for entry in one.entries]


def test_the_widest_stretch_without_places_is_beyond_the_edge():
    fiji, samoa = (Degrees(-18, 178), Degrees(-14, -172))
    (shown,) = place_maps(
        localities([("F", fiji, PlaceKind.CITY), ("S", samoa, PlaceKind.CITY)]), MapForm.WIDE
    )
    assert shown.entries[0].x < shown.entries[1].x
    assert "180°" in shown.meridians


def test_a_place_that_has_no_room_for_its_name_has_it_on_a_closer_map():
    crowd = [(f"Name {at}", Degrees(30 + at / 10, 70 + at % 3 / 10), PlaceKind.CITY) for at in range(9)]
    far = [("Far", Degrees(-30, 150), PlaceKind.SITE)]
    first, *closer = place_maps(localities(crowd + far), MapForm.TALL)
    assert first.unnamed
    named = {entry.id for one in (first, *closer) for entry in one.entries if entry.label}
    assert named == {f"p{at}" for at in range(10)}
    assert "p9" not in {entry.id for one in closer for entry in one.entries}


def test_a_point_is_told_in_words():
    assert where(Degrees(-6.92, 107.61)) == "6.92° S, 107.61° E"
    assert where(Degrees(0, -0.5)) == "0°, 0.5° W"


def test_the_page_lists_what_the_map_shows_with_its_dispute_and_its_ways(site):
    page = html.parse(str(site / "places/index.html")).getroot()
    entries = page.xpath("//article[@data-place]")
    listed = [one.get("data-place") for one in entries]
    assert listed == ["harrow", "selby", "narrows", "ald"]
    for drawing in page.xpath("//*[contains(@class, 'map')][local-name()='svg']"):
        assert {link.get("href") for link in drawing.iter("a")} <= {f"#{id_}" for id_ in listed}
        kinds = {path.get("class") for path in drawing.iter("path")}
        assert kinds <= {"graticule", "leader", "shape"}, "something like a border is drawn"
    told = {one.get("data-place"): " ".join(one.text_content().split()) for one in entries}
    assert "Selby has it in its minutes as its own." in told["narrows"]
    assert "Harrow has it in its own as common." in told["narrows"]
    assert "53.78° N, 1.07° W" in told["selby"]
    hrefs = [link.get("href") for link in entries[1].iter("a")]
    for way in ("../timeline/#ferry-right", "../glossary/#ferry", "../paper/#p4"):
        assert way in hrefs
    assert page.xpath("//article[@data-place='selby']//*[@id='selby-town']"), "its former id leads to it"


def test_terms_events_and_lessons_lead_to_their_places(site):
    for page, words in (
        ("glossary", "Selby, The Narrows"),
        ("timeline", "Selby"),
        ("lessons/silences", "Harrow"),
    ):
        text = " ".join((site / page / "index.html").read_text(encoding="utf-8").split())
        assert re.search(rf"On the map: (?:<a [^>]*>)?{words.split(',')[0]}", text), page
        assert "places/#" in text


def test_a_draft_of_a_place_is_nowhere(towns):
    towns[PLACES_FILE] = towns[PLACES_FILE].replace("  - id: narrows\n", "  - id: narrows\n    draft: true\n")
    pages = {one.page.path: one.text for one in build(towns).pages}
    assert "Narrows" not in pages["places.md"]
    assert "Narrows" not in pages["glossary.md"]


def test_without_places_there_is_no_page_and_its_name_is_free(towns):
    del towns[PLACES_FILE]
    for path in (GLOSSARY, TIMELINE):
        towns[path] = re.sub(r"\n    places: .*", "", towns[path])
    towns["content/pages/places.md"] = "# Places to visit\n\nThe mill.\n"
    towns["content/pages/about.md"] = "# About\n\nSee [these](page:places).\n"
    assert [p for p in inspect(towns).problems if p.severity is Severity.ERROR] == []
    pages = {one.page.path: one.text for one in build(towns).pages}
    assert "The mill." in pages["places.md"]
    assert "On the map" not in pages["glossary.md"]
    assert not any("map-of-places" in text for text in pages.values())


def test_a_teacher_s_page_may_not_take_the_name_of_the_map(towns):
    towns["content/pages/places.md"] = "# Places to visit\n\nThe mill.\n"
    assert "page-name" in {problem.rule for problem in inspect(towns).problems}


def test_a_lesson_reads_of_the_places_at_its_paragraphs(tiny):
    tiny[PLACES_FILE] = "places: [{id: mill, name: The mill, at: 53.4, text: x, basis: text}]\n"
    assert "degrees" in {problem.rule for problem in inspect(tiny).problems}
    tiny[PLACES_FILE] = (
        'places: [{id: mill, name: The mill, at: "53.4, −1", text: x, basis: text, paragraphs: [p1]}]\n'
    )
    pages = {one.page.path: one.page for one in build(tiny).pages}
    assert [place.text for place in pages["lessons/bridges.md"].places] == ["The mill"]
