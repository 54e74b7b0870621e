"""Draw the icon of a course for the tabs of browsers: the first letter of its title."""

from unicodedata import category

from markupsafe import escape

ICON = "assets/icon.svg"
"""Its path on the site."""
_PLAIN = "¶"
"""For a title without letters."""


def icon(title: str) -> str:
    """Return the icon as SVG. It has no font of its own: the reader's device has one for the title's script."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#0b5c55"/>'
        '<text x="16" y="23" font-family="Georgia,serif" font-size="21" text-anchor="middle" fill="#fffefb">'
        f"{escape(_initial(title))}</text></svg>\n"
    )


def _initial(title: str) -> str:
    """Return the first letter or digit of a title, large, with the marks that belong to it."""
    start = next((n for n, sign in enumerate(title) if category(sign)[0] in "LN"), None)
    if start is None:
        return _PLAIN
    end = start + 1
    while end < len(title) and category(title[end])[0] == "M":
        end += 1
    large = title[start].upper()
    return (large if len(large) == 1 else title[start]) + title[start + 1 : end]
