"""What machines are told of a course, and what browsers are told to allow."""

import json
import re
from base64 import b64encode
from hashlib import sha256
from urllib.parse import urljoin

import pytest
import yaml
from lxml import etree, html
from projects import TINY, lay_out, run

from build_scripts.inspect import inspect
from build_scripts.shells.session import may_not_publish
from build_scripts.weave.edition import Edition
from build_scripts.web import schema_org as metadata
from build_scripts.web.csp import with_policy
from build_scripts.web.for_machines import domain
from build_scripts.web.head import locale
from build_scripts.web.icon import ICON, icon

HERE = "https://example.org/close-reading-course/"


@pytest.fixture(scope="module")
def pages(site) -> dict[str, html.HtmlElement]:
    """Every page, by its address, but the one of addresses that are not there, and former addresses."""
    found = {}
    for path in sorted(site.rglob("index.html")):
        folder = path.parent.relative_to(site).as_posix()
        page = html.parse(path).getroot()
        if not leads_on(page):
            found[HERE + (f"{folder}/" if folder != "." else "")] = page
    return found


def leads_on(page: html.HtmlElement) -> bool:
    """Whether it is no page, but the former address of one."""
    return bool(page.xpath("//meta[@http-equiv='refresh']"))


def meta(page: html.HtmlElement, name: str) -> str:
    (found,) = page.xpath(f'//meta[@name="{name}" or @property="{name}"]/@content')
    return found


def described(page: html.HtmlElement) -> dict:
    (text,) = page.xpath('//script[@type="application/ld+json"]/text()')
    return json.loads(text)


def test_every_page_says_where_it_stands_and_what_it_has(pages, site):
    tree = etree.parse(site / "sitemap.xml")
    assert {loc.text for loc in tree.iter("{*}loc")} == set(pages)
    for address, page in pages.items():
        assert page.xpath('//link[@rel="canonical"]/@href') == [address]
        assert meta(page, "og:url") == address
        assert len(meta(page, "description")) > 20, address
        assert meta(page, "og:description") == meta(page, "description")
        assert described(page)["url"] == address
    titles = [meta(page, "og:title") for page in pages.values()]
    assert len(set(titles)) == len(titles)
    descriptions = [meta(page, "description") for page in pages.values()]
    assert len(set(descriptions)) == len(descriptions)


def test_the_course_its_lessons_and_its_terms_are_described(pages, project):
    lessons = yaml.safe_load((project / "content/course.yml").read_text(encoding="utf-8"))["lessons"]
    course = described(pages[HERE])
    assert course["@type"] == "Course"
    assert course["provider"]["@type"] == "Organization"
    assert all(one["@type"] in ("Person", "Organization") and one["name"] for one in course["editor"])
    assert meta(pages[HERE], "og:locale") == "en_US"
    assert [part["url"] for part in course["hasPart"]] == [f"{HERE}lessons/{id_}/" for id_ in lessons]
    for id_ in lessons:
        lesson = described(pages[f"{HERE}lessons/{id_}/"])
        assert lesson["@type"] == "LearningResource"
        assert lesson["isPartOf"]["@id"] == course["@id"]
        assert lesson["timeRequired"].startswith("PT")
        assert lesson["teaches"]
    terms = described(pages[f"{HERE}glossary/"])["hasDefinedTerm"]
    assert {term["@type"] for term in terms} == {"DefinedTerm"}
    anchors = set(pages[f"{HERE}glossary/"].xpath("//article//@id"))
    assert {term["url"].split("#")[1] for term in terms} <= anchors
    assert len(terms) > 10


def test_no_page_presents_the_course_as_the_article(pages):
    article = described(pages[HERE])["isBasedOn"]
    assert article["@type"] == "ScholarlyArticle"
    assert len(article["author"]) == 3
    for page in pages.values():
        told = described(page)
        assert told["@type"] != "ScholarlyArticle"
        assert not {"author", "datePublished", "issn"} & told.keys()
        assert not page.xpath('//meta[starts-with(@name, "citation_") or starts-with(@name, "DC.")]')


def test_llms_txt_and_robots_txt_lead_to_every_page(pages, site):
    text = (site / "llms.txt").read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert [address for address in pages if f"]({address}): " not in text] == []
    assert f"Sitemap: {HERE}sitemap.xml" in (site / "robots.txt").read_text(encoding="utf-8")


def policy(page: html.HtmlElement) -> dict[str, list[str]]:
    (rules,) = page.xpath('//meta[@http-equiv="Content-Security-Policy"]/@content')
    return {name: values for name, *values in (rule.split() for rule in rules.split(";"))}


def test_every_page_allows_the_scripts_that_it_has_and_nothing_else(site):
    paths = sorted(site.rglob("*.html"))
    assert len(paths) > 12
    for path in paths:
        page = html.parse(path).getroot()
        rules = policy(page)
        assert rules["default-src"] == (["'none'"] if leads_on(page) else ["'self'"])
        refused = () if leads_on(page) else ("object-src", "frame-src", "media-src")
        assert all(rules[name] == ["'none'"] for name in refused)
        assert rules.get("style-src") == (None if leads_on(page) else ["'self'"])
        inline = page.xpath(
            '//script[not(@src) and not(@type="application/json" or @type="application/ld+json")]/text()'
        )
        hashes = [f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in inline]
        assert rules["script-src"] == ["'self'", *dict.fromkeys(hashes)]
        declared = [one.get("http-equiv") for one in page.xpath("//head/meta")[:3]]
        assert "Content-Security-Policy" in declared, path  # before anything is loaded
        assert not page.xpath("//*[@style]")


def test_data_needs_no_leave_and_a_script_twice_needs_it_once():
    page = '<head><meta charset="utf-8"></head><script>a</script><script>a</script><script type="application/json">b</script>'
    assert with_policy(page).count("sha256-") == 1


def test_the_licence_is_told_by_its_address(tiny):
    path = "content/course.yml"
    tiny[path] = tiny[path].replace("{name: CC0}", '{name: CC0, url: "https://a.example/zero"}')
    told = metadata.described(inspect(tiny).woven, "index.md", lambda one: one.page)
    assert told["license"] == "https://a.example/zero"


def test_a_page_may_load_and_send_nothing_that_is_not_named():
    (rules,) = re.findall('content="([^"]*)"', with_policy('<head><meta charset="utf-8"></head>'))
    own = ["script", "style", "font", "connect", "worker", "manifest"]
    assert dict(rule.split(" ", 1) for rule in rules.split("; ")) == {
        "default-src": "'self'",
        **{f"{name}-src": "'none'" for name in ("object", "frame", "media")},
        "img-src": "'self' data:",
        "require-trusted-types-for": "'script'",
        "trusted-types": "default hand-in",
        "base-uri": "'self'",
        "form-action": "'self'",
        **{f"{name}-src": "'self'" for name in own},
    }


@pytest.mark.parametrize(
    ("edition", "command", "folder", "refused"),
    [
        (Edition.INSTRUCTOR, "gh-deploy", "site-instructor", True),
        (Edition.INSTRUCTOR, "build", "site", True),
        (Edition.INSTRUCTOR, "build", "site-instructor", False),
        (Edition.INSTRUCTOR, "serve", "site", False),
        (Edition.STUDENT, "gh-deploy", "site", False),
    ],
)
def test_the_instructor_edition_is_not_deployed(edition, command, folder, refused):
    assert may_not_publish(edition, command, folder) is refused


@pytest.mark.slow
def test_mkdocs_itself_refuses_to_publish_the_instructor_edition(tmp_path):
    folder = lay_out(tmp_path / "project", TINY)
    settings = folder / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("\nextra:\n", "\nextra:\n  edition: instructor\n"), encoding="utf-8")
    done = run(folder, "mkdocs", "build")
    assert done.returncode
    assert "not for publishing" in done.stderr
    assert not (folder / "site").exists()


@pytest.mark.slow
def test_addresses_that_nothing_else_knows_are_refused(tmp_path):
    folder = lay_out(tmp_path / "project", TINY)
    settings = folder / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(
        text.replace("use_directory_urls: true", "use_directory_urls: false"), encoding="utf-8"
    )
    done = run(folder, "build_scripts", "build")
    assert done.returncode
    assert "mkdocs.yml: use_directory_urls must be true" in done.stdout + done.stderr
    assert not (folder / "site").exists()


@pytest.mark.parametrize(
    ("tag", "told"),
    [("en", "en_US"), ("en-GB", "en_GB"), ("ur", "ur_PK"), ("zh-Hans", "zh_CN"), ("zh-Hant", "zh_TW"), ("es-419", "es_419"), ("qaa", "")],
)  # fmt: skip
def test_a_language_is_told_with_its_country(tag, told):
    assert locale(tag) == told


@pytest.mark.parametrize(
    ("title", "letter"),
    [
        ("Reading “x”", "R"),
        ("“étude”", "É"),
        ("中国", "中"),
        ("कि", "कि"),
        ("ßa", "ß"),
        ("<&>", "¶"),
        ("3 bridges", "3"),
    ],
)
def test_the_icon_is_the_first_letter_of_the_title(title, letter):
    drawn = etree.fromstring(icon(title))
    assert "".join(drawn.itertext()).strip() == letter


@pytest.mark.parametrize(
    ("base", "named"),
    [
        ("https://bridges.school/", "bridges.school\n"),
        ("http://www.school.edu", "www.school.edu\n"),
        ("https://bridges.school/course/", ""),  # the domain of another site
        ("https://ada.github.io/", ""),
        ("https://example.org/", ""),
        ("http://127.0.0.1:8000/", ""),
        ("http://localhost/", ""),
        ("/", ""),
    ],
)
def test_a_domain_of_its_own_is_kept_where_a_branch_is_published(base, named):
    assert domain(base) == named


def test_every_page_shows_the_icon_of_the_course(pages, site):
    for address, page in pages.items():
        (shown,) = page.xpath("//link[@rel='icon']/@href")
        assert urljoin(address, shown) == f"{HERE}{ICON}"
    assert (site / ICON).is_file()
    assert not (site / "assets/images/favicon.png").exists()
