"""Pictures of the site to look at, in shots/: wide and phone, light and dark. Run by `make shots`."""

import os
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright
from served import serve

ROOT = Path(__file__).resolve().parent.parent
PAGES = {"home": "", "lesson": "lessons/rise/", "timeline": "timeline/", "glossary": "glossary/"}
WIDTHS = {"wide": (1440, 900), "phone": (390, 844)}
LONGEST = 3000
"""Pixels of a page that are shown: below it is more of the same."""


def main() -> None:
    """Write sixteen pictures."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with serve(ROOT / "site") as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        for size, (width, height) in WIDTHS.items():
            for scheme in ("light", "dark"):
                page = browser.new_page(
                    viewport={"width": width, "height": height},
                    color_scheme=scheme,  # type: ignore[arg-type]
                )
                for name, path in PAGES.items():
                    page.goto(served.address + path)
                    page.wait_for_load_state("networkidle")
                    long = min(LONGEST, page.evaluate("document.documentElement.scrollHeight"))
                    page.set_viewport_size({"width": width, "height": long})
                    page.screenshot(path=ROOT / f"shots/{name}-{size}-{scheme}.png")
                    page.set_viewport_size({"width": width, "height": height})
                page.close()
        browser.close()


if __name__ == "__main__":
    main()
