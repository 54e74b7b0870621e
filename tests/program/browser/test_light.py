"""What a first visit costs on the line, and whether anything moves while a page arrives.

Here tests wait until the line is quiet, since what comes over it, and when, is what they are about.
"""

import re

import pytest
import yaml
from axe import addresses
from projects import run
from served import serve
from waiting import drawn

LESSON = "lessons/crossing/"
LIGHT = 112_000  # bytes, gzipped
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}
WHOLE = re.compile("(HTML|BODY|MAIN|ARTICLE)\\b|DIV class='md-(container|main__inner|content)\\b")
"""The elements that hold most of a page, as traces name them."""
SHIFTS = (
    "window.shifts = [];"
    "new PerformanceObserver(list => list.getEntries().forEach(one => shifts.push("
    "[one.value, one.sources.map(s => s.node && (s.node.outerHTML || s.node.textContent).slice(0, 80))])"
    ")).observe({type: 'layout-shift', buffered: true})"
)


@pytest.fixture(scope="module")
def stock(project, tmp_path_factory):
    """The same generated pages under stock Material."""
    folder = tmp_path_factory.mktemp("stock")
    done = run(project, "build_scripts", "pages", str(folder / "docs"))
    assert done.returncode == 0, done.stdout + done.stderr
    settings = {
        "site_name": "Stock",
        "theme": {"name": "material", "font": False},
        "plugins": ["search"],
        "markdown_extensions": ["attr_list", "fenced_code", "md_in_html"],
    }
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    done = run(folder, "mkdocs", "build", "--quiet")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"


def first_visit(browser, site):
    """The gzipped bytes of each file that a first visit to a lesson page makes the browser get."""
    with serve(site) as served:
        context = browser.new_context(viewport={"width": 390, "height": 844})
        page = context.new_page()
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(served.address + LESSON)
        page.wait_for_load_state("networkidle")
        context.close()
        elsewhere = [url for url in asked if not url.startswith((served.address, "data:", "blob:"))]
        return dict(served.sent), elsewhere


def test_a_first_visit_is_lighter_than_stock_material_and_stays_on_this_site(browser, site, stock):
    ours, elsewhere = first_visit(browser, site)
    theirs, _ = first_visit(browser, stock)
    assert elsewhere == []
    assert {LESSON, "assets/course.css", "assets/course.js"} <= set(ours)
    assert LESSON in theirs
    added = weight(ours) - weight(theirs)
    assert added <= 0, (added, ours, theirs)
    assert weight(ours) <= LIGHT, ours


def weight(sent):
    """Bytes in all, without what search gets for itself."""
    return sum(size for name, size in sent.items() if name != "search/index.js")


@pytest.mark.parametrize("path", ["", LESSON, "glossary/", "timeline/", "my-reading/"])
def test_scripts_never_have_the_whole_page_styled_anew(browser, address, path):
    """What holds most of the page keeps its style, once our script begins; that scripts run is said before."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    trace = context.new_cdp_session(page)
    events, ended = [], []
    trace.on("Tracing.dataCollected", lambda data: events.extend(data["value"]))
    trace.on("Tracing.tracingComplete", lambda data: ended.append(data))
    categories = ["devtools.timeline", "disabled-by-default-devtools.timeline.invalidationTracking"]
    trace.send(
        "Tracing.start",
        {"traceConfig": {"includedCategories": categories}, "transferMode": "ReportEvents"},
    )
    page.goto(address + path, wait_until="networkidle")
    trace.send("Tracing.end")
    while not ended:
        drawn(page)
    context.close()
    events.sort(key=lambda event: event.get("ts", 0))
    told = [(event["name"], event["args"].get("data", {})) for event in events]
    ours = next(
        at
        for at, (name, data) in enumerate(told)
        if name == "EvaluateScript" and data.get("url", "").endswith("/course.js")
    )
    anew = [
        data
        for name, data in told[ours:]
        if name == "StyleRecalcInvalidationTracking"
        and data.get("subtree")
        # a script of the site did it, and not the browser or a page of its own
        and any(call["url"].startswith(address) for call in data.get("stackTrace", ()))
        and WHOLE.match(data["nodeName"])
    ]
    assert anew == []


@pytest.mark.parametrize("width", [1400, 390])
def test_nothing_moves_while_a_page_arrives_on_a_slow_line(browser, address, width):
    context = browser.new_context(viewport={"width": width, "height": 900})
    context.add_init_script(SHIFTS)
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW)
    moved = {}
    found = addresses(address, page)
    for path in (path for path in found if path in ("lessons/", LESSON) or not path.startswith("lessons/")):
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
        shifts = page.evaluate("shifts")
        if sum(value for value, _ in shifts) >= 0.01:
            moved[path] = shifts
    context.close()
    assert moved == {}
