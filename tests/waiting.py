"""Waiting for what a page does, never for time to pass."""

from playwright.sync_api import Page


def drawn(page: Page) -> None:
    """Wait until the page was drawn anew: what it does at once, and what it does when sizes change, is done."""
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def at_rest(page: Page) -> None:
    """Wait until nothing slides or fades any more; for pages that are opened without their policy."""
    drawn(page)
    page.wait_for_function("document.getAnimations().length === 0")


def asked_nothing_more(page: Page) -> None:
    """Wait until whatever the page was to ask the server before now has been asked: this asks after it."""
    page.evaluate("fetch(location.href, { method: 'HEAD', cache: 'no-store' }).then(() => {}, () => {})")
