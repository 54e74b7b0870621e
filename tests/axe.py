"""What axe finds on a page as it stands, and all pages to look at."""

from lxml import etree
from playwright.sync_api import Page
from projects import from_npm

RULES = "['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']"


def addresses(address: str, page: Page) -> list[str]:
    """Return every page of the sitemap, below the folder that the site is served in."""
    tree = etree.fromstring(page.request.get(address + "sitemap.xml").body())
    found = [loc.text.replace("https://example.org/close-reading-course/", "") for loc in tree.iter("{*}loc")]
    assert len(found) > 10
    return found


def faults(page: Page, within: str = "") -> list[list[str]]:
    """Return each fault of a page, or of a part of it: its rule, the element, and how it begins."""
    page.evaluate(from_npm("axe-core/axe.min.js").read_text(encoding="utf-8"))
    return page.evaluate(
        f"axe.run({repr(within) if within else 'document'}, {{runOnly: {RULES}}}).then(r => "
        "r.violations.flatMap(v => v.nodes.map(n => [v.id, n.target.join(' '), n.html.slice(0, 120)])))"
    )
