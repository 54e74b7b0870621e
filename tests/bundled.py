"""The script of a page without some of those that it is made of, as if they had failed to load."""

import re

from playwright.sync_api import Page, Route
from projects import ROOT

from build_scripts.web.bundles import SCRIPT, Bundle

_LISTED = re.compile(r"assets/(?:\w+/)*\w+\.js")


def listed() -> list[str]:
    """Return the paths of the scripts that the settings list for students, in order."""
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    found = _LISTED.findall(settings.partition("\nextra_javascript:")[2].partition("\n\n")[0])
    return [path for path in found if "/instructor/" not in path]


def leave_out(page: Page, *scripts: str) -> None:
    """Let pages get their script without these, such as `filter.js`."""
    left = [path for path in listed() if path.rpartition("/")[2] not in scripts]
    assert len(left) == len(listed()) - len(scripts)
    body = Bundle(SCRIPT, tuple(left)).joined(lambda path: (ROOT / "overrides" / path).read_bytes())

    def answer(route: Route) -> None:
        route.fulfill(body=body, content_type="text/javascript")

    page.route(f"**/{SCRIPT}", answer)
