"""Law 11 on a built site: what a stranger may write is shown as text, and nothing of it acts.

The pages are read by a browser's own parser, since parsers disagree on broken HTML.
"""

import json
import re
import shutil
import threading
from pathlib import Path

import pytest
from projects import BASE, ROOT, TINY, build, lay_out, run
from untrusted import NOT_SHOWN, PAYLOADS, course, is_refused, text_fields
from waiting import drawn

from build_scripts.inspect import inspect
from build_scripts.shells.disk import read_site, write_changed
from build_scripts.shells.pages_server import serve
from build_scripts.weave.addresses import FORMER_PAGES, web_file
from build_scripts.web.broken_links import faults

HARMFUL = """
([text, address]) => {
  const page = new DOMParser().parseFromString(text, "text/html");
  const base = page.createElement("base");
  base.href = address;
  const wrong = [];
  const own = "script, style, link, meta, base, form, input, button, textarea, title, noscript, iframe, object, embed, template, img, picture, video, audio, math, frame, marquee, details";
  for (const one of page.querySelectorAll("*")) {
    for (const { name, value } of one.attributes) {
      if (name.startsWith("on")) wrong.push(`${one.tagName} ${name}`);
      if (name === "style" && one.closest("article")) wrong.push(`${one.tagName} style`);
      if (["href", "src", "action", "formaction", "data", "srcset", "poster", "xlink:href", "srcdoc"].includes(name)) {
        let way;
        try { way = new URL(value, address); } catch (_) { wrong.push(`${name} ${value}`); continue; }
        if (!["http:", "https:", "mailto:"].includes(way.protocol)) wrong.push(`${name} ${value}`);
        if (one.tagName !== "A" && way.host !== "site.invalid" && one.rel !== "canonical") wrong.push(`${one.tagName} ${value}`);
      }
    }
  }
  const count = {};
  for (const one of page.querySelectorAll(own)) {
    const key = one.tagName + (one.closest("article") ? " in article" : "");
    if (key === "DETAILS in article") continue;
    count[key] = (count[key] || 0) + 1;
  }
  const scripts = Array.from(page.scripts).filter(one => !one.type).map(one => one.getAttribute("src") || one.textContent);
  return { wrong, count, scripts, equivalents: page.querySelectorAll("meta[http-equiv]").length, words: page.body.textContent, title: page.title };
}
"""


@pytest.fixture(scope="module")
def hostile(once) -> Path:
    """A project whose every text is hostile, with the site for instructors: it shows all that the other shows, and guides."""
    return once("hostile", _build)


def _build(folder: Path) -> None:
    lay_out(folder, TINY)
    for name in ("seeds", "content"):
        shutil.rmtree(folder / name)
    texts, _ = course()
    write_changed(folder, texts)
    build(folder, "--edition", "instructor", handouts=False)  # a thousand PDF files more


@pytest.fixture(scope="module")
def parsed(hostile, browser) -> dict[str, dict]:
    """What a browser makes of every page, by path."""
    page = browser.new_page()
    pages = {
        path: page.evaluate(HARMFUL, [data.decode(), f"https://site.invalid{BASE}{path.removesuffix('index.html')}"])
        for path, data in read_site(hostile / "site-instructor").items()
        if path.endswith(".html")
    }  # fmt: skip
    page.close()
    return pages


def test_there_is_a_payload_in_every_field_that_takes_text():
    assert len(PAYLOADS) == len(set(PAYLOADS)) >= 100
    _, filled = course()
    assert text_fields() - filled == set(NOT_SHOWN)


def test_nothing_acts(parsed):
    assert len(parsed) > len(PAYLOADS) + 10
    assert {path: page["wrong"] for path, page in parsed.items() if page["wrong"]} == {}


def counted(browser, site: Path) -> dict[str, dict[str, int]]:
    """How many elements of each kind every page of a site has, by path."""
    page = browser.new_page()
    counts = {
        path: page.evaluate(HARMFUL, [data.decode(), f"https://site.invalid{BASE}{path.removesuffix('index.html')}"])["count"]
        for path, data in read_site(site).items()
        if path.endswith(".html")
    }  # fmt: skip
    page.close()
    return counts


def test_no_element_is_there_but_the_theme_s_and_ours(parsed, site, instructor_site, browser):
    """Against a course with everything: no kind of element that its pages lack, and no more of what can run or redirect.

    A page that only instructors have, such as the forms, is as it is in that course.
    """
    clean = counted(browser, site)
    same = {path: one for path, one in counted(browser, instructor_site).items() if path not in clean}
    assert "write/index.html" in same
    known = {name for one in (*clean.values(), *same.values()) for name in one}
    usual = {name: {one.get(name, 0) for one in clean.values()} for name in ("SCRIPT", "STYLE", "BASE")}
    for path, found in parsed.items():
        assert found["count"].keys() <= known, path
        leads_on = path in map(web_file, FORMER_PAGES)
        assert found["equivalents"] == 1 + leads_on, path  # the policy, and where a former address leads
        expected = {name: {same[path].get(name, 0)} for name in usual} if path in same else usual
        assert {
            name: found["count"].get(name, 0)
            for name in usual
            if found["count"].get(name, 0) not in expected[name]
        } == {}, path


def test_texts_are_shown_letter_for_letter(parsed):
    def squeezed(text: str) -> str:
        return "".join(text.replace("\u200b", "").split())

    for number, payload in enumerate(PAYLOADS):
        found = parsed[f"lessons/lesson-{number}/index.html"]
        assert squeezed(found["title"]).startswith(squeezed(payload)), payload
        assert squeezed(found["words"]).count(squeezed(payload)) >= 4, payload
        assert squeezed(payload) in squeezed(parsed["paper/index.html"]["words"]), payload
    assert not [path for path, page in parsed.items() if "root:x:0" in page["words"]]


def test_no_address_leads_out_of_the_site_s_folder_or_loads_from_elsewhere(hostile):
    found = faults(read_site(hostile / "site-instructor"), BASE)
    assert found == ()


def test_pages_run_nothing_when_they_are_opened_searched_and_used(hostile, browser):
    page = browser.new_page()
    said = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    with serve(hostile / "site-instructor", BASE, "127.0.0.1", 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        origin = f"http://127.0.0.1:{server.server_port}"
        for path in (
            "",
            "paper/",
            "glossary/",
            "timeline/",
            "references/",
            "questions/",
            "lessons/lesson-0/",
            "lessons/lesson-35/?round=all",
        ):
            page.goto(f"{origin}{BASE}{path}")
            drawn(page)
        for mark in page.locator(".note-mark").all()[:2]:
            mark.click()
        page.locator(".aims summary").click()
        page.locator(".key-terms a.term").first.click()
        page.keyboard.press("Escape")
        page.locator(".search-button").click()
        for words in ("midst of its words", "paragraph 4", "javascript"):
            page.locator(".search input").fill(words)
            page.wait_for_selector(".search-body[aria-busy=false] .search-results a")
        server.shutdown()
    page.close()
    assert said == []
    assert [url for url in asked if not url.startswith((origin, f"blob:{origin}"))] == []


def test_the_index_of_search_is_one_list_and_its_texts_are_never_read_as_html(hostile):
    script = (hostile / "site-instructor/search/index.js").read_text(encoding="utf-8")
    entries = json.loads(script.removeprefix("window.searchEntries=").removesuffix(";\n"))
    assert len(entries) > 5 * len(PAYLOADS)
    assert any("<" in entry.get("title", "") + entry.get("text", "") for entry in entries)
    for name in ("search.js", "finding.js"):
        text = (ROOT / "overrides/assets" / name).read_text(encoding="utf-8")
        assert not re.search("innerHTML|outerHTML|insertAdjacent|document.write", text)


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//a.example/",
        "../../x",
        "ftp://a.example",
        "https://",
        "http:x",
        "vbscript:x",
        " javascript:x",
    ],
)
def test_addresses_of_works_and_licences_that_are_not_on_the_web_are_refused(tiny, target):
    for path, field in (
        ("content/sources.yml", "URL: https://example.org/rivers"),
        ("content/course.yml", "{name: CC0}"),
    ):
        new = f'URL: "{target}"' if "URL" in field else f'{{name: CC0, url: "{target}"}}'
        made = inspect(tiny | {path: tiny[path].replace(field, new)})
        assert [
            (problem.place.path, problem.rule) for problem in made.problems if problem.rule == "link"
        ] == [(path, "link")]


def test_links_that_a_course_may_not_have_are_refused_with_their_line(tiny):
    refused = [payload for payload in PAYLOADS if is_refused(payload)]
    assert len(refused) >= 3
    for payload in refused:
        lesson = tiny["content/lessons/no-passage.yml"].replace(
            "Boats,", f"{' '.join(payload.split())} Boats,"
        )
        made = inspect(tiny | {"content/lessons/no-passage.yml": lesson})
        assert "link" in {
            problem.rule for problem in made.problems if problem.place.path.endswith("no-passage.yml")
        }, payload


@pytest.mark.parametrize(
    "name", ["../../secret", "/etc/passwd", "..", "a/b", "A", "a b", "a\\b", "<b>", "%2e%2e", "con:x"]
)
def test_no_name_of_a_lesson_leads_out_of_its_folder(tiny, name):
    course = tiny["content/course.yml"].replace("[bridges, no-passage]", f"[bridges, no-passage, '{name}']")
    made = inspect(tiny | {"content/course.yml": course})
    assert made.failed
    assert "format-id" in {problem.rule for problem in made.problems}


@pytest.mark.slow
def test_a_link_to_a_private_file_is_refused_and_nothing_of_it_is_published(tmp_path):
    folder = lay_out(tmp_path / "project", TINY)
    secret = tmp_path / "secret.md"
    secret.write_text("# The zebra's password", encoding="utf-8")
    (folder / "content/pages/secret.md").symlink_to(secret)
    done = run(folder, "build_scripts", "build")
    assert done.returncode == 1
    assert "content/pages/secret.md" in done.stdout + done.stderr
    assert "zebra" not in done.stdout + done.stderr
    assert not (folder / "site").exists()


HOSTILE_NAMES = [
    'a"onmouseover="alert(1)',
    "<img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "{{ 7*7 }}",
    "..%2f..%2fx",
    "a b",
    "-x",
]


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_page_s_name_cannot_act(tiny, name):
    made = inspect(tiny | {f"content/pages/{name}.md": "# A page"})
    assert [
        problem.rule for problem in made.problems if problem.place.path.startswith(f"content/pages/{name}")
    ] == ["page-name"]
    assert made.failed


@pytest.mark.slow
def test_only_markdown_is_published_of_what_stands_beside_the_pages(tmp_path):
    folder = lay_out(tmp_path / "project", TINY)
    secret = tmp_path / "secret.txt"
    secret.write_text("zebra", encoding="utf-8")
    pages = folder / "content/pages"
    (pages / "evil.html").write_text("<script>zebra</script>", encoding="utf-8")
    (pages / "evil.js").write_text("zebra", encoding="utf-8")
    (pages / "evil.svg").write_text("<svg onload='zebra'/>", encoding="utf-8")
    (pages / "innocent.png").symlink_to(secret)
    done = run(folder, "build_scripts", "build")
    assert done.returncode == 0, done.stderr
    assert (done.stdout + done.stderr).count("[not-published]") == 4
    assert [path for path, data in read_site(folder / "site").items() if b"zebra" in data] == []
