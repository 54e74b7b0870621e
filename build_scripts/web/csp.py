"""The HTML of a page in; out comes the same page with its Content-Security-Policy.

In a `<meta>` element, since whoever hosts the site may send no headers (CSP Level 3, section 3.3).
"""

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

_DIRECTIVES = (
    "default-src 'none'",
    "script-src 'self'{scripts}",
    "style-src 'self'{styles}",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'self'",
    "form-action 'self'",
)
_AFTER = '<meta charset="utf-8">'
"""Before anything that it governs."""
_ELEMENT = re.compile(r"<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_RUN = {"", "text/javascript", "module"}
"""Types of `<script>` that run; data does not, and needs no leave."""


def with_policy(page: str) -> str:
    """Return the page, which may run the scripts that it holds now, letter for letter, and no others."""
    found = _Inline("".join(element[0] for element in _ELEMENT.finditer(page)))
    rules = "; ".join(_DIRECTIVES).format(scripts=_hashes(found.scripts), styles=_hashes(found.styles))
    return page.replace(
        _AFTER, f'{_AFTER}\n      <meta http-equiv="Content-Security-Policy" content="{rules}">', 1
    )


class _Inline(HTMLParser):
    """Collects what stands in scripts and styles themselves; `elements` is the HTML of them all."""

    def __init__(self, elements: str) -> None:
        super().__init__()
        self.scripts: list[str] = []
        self.styles: list[str] = []
        self._into: list[str] | None = None
        self.feed(elements)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script" and "src" not in given and (given.get("type") or "") in _RUN:
            self._into = self.scripts
        elif tag == "style":
            self._into = self.styles

    def handle_endtag(self, tag: str) -> None:
        self._into = None

    def handle_data(self, data: str) -> None:
        if self._into is not None:
            self._into.append(data)


def _hashes(texts: list[str]) -> str:
    found = dict.fromkeys(b64encode(sha256(text.encode()).digest()).decode() for text in texts)
    return "".join(f" 'sha256-{one}'" for one in found)
