"""Selecting words of the paper, and marking them, as a reader does."""

from playwright.sync_api import Page

SELECT = """([from, to]) => {
  const texts = [];
  const walker = document.createTreeWalker(document.querySelector('.passage'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) texts.push(walker.currentNode);
  const start = texts.find(text => text.data.includes(from)), end = texts.find(text => text.data.includes(to));
  const range = document.createRange();
  range.setStart(start, start.data.indexOf(from));
  range.setEnd(end, end.data.indexOf(to) + to.length);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""
WORDS = ["It is a pattern", "meet again"]
"""How words of paragraph 4 of the two towns begin and end."""
KEPT = "JSON.parse(Object.entries(localStorage).find(([key]) => key.endsWith(':marks'))?.[1] ?? '[]')"
"""Gives the marks that the browser keeps."""


def mark(page: Page, words: list[str], name: str) -> None:
    """Mark the words from the first of `words` to the last by the tool of a name."""
    page.evaluate(SELECT, words)
    page.locator(".quote-tools").get_by_role("button", name=name).click()
