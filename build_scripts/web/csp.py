"""Add a Content-Security-Policy to the HTML of a page.

It is in a `<meta>` element, since the host may send no headers of ours (CSP Level 3, section 3.3).
"""

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

_DIRECTIVES = (
    "default-src 'self'",
    "object-src 'none'",
    "frame-src 'none'",
    "media-src {media}",
    "script-src 'self'{scripts}",
    "style-src 'self'{styles}",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'self'",
    "form-action 'self'",
    "require-trusted-types-for 'script'",
    "trusted-types default hand-in",
)
"""What pages use is listed, and of the rest all but one is refused: a browser may fetch the next page ahead, as Firefox
does for `<link rel="next">`. No directive that browsers still know allows that alone.
Scripts come from this site alone, and a text becomes HTML only where an answer is handed in (Trusted Types)."""
_AFTER = '<meta charset="utf-8">'
"""The policy stands after this element, before anything that it governs."""
_ELEMENT = re.compile(r"<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_PLAYER = re.compile(r"<(?:audio|video)\b")
_RUN = {"", "text/javascript", "module"}
"""Types of `<script>` that run. Data does not run, so it needs no hash."""


def with_policy(page: str) -> str:
    """Return the page with a policy that allows the inline scripts and styles that it has now, and no others."""
    found = _Inline("".join(element[0] for element in _ELEMENT.finditer(page)))
    media = "'self'" if _PLAYER.search(page) else "'none'"
    rules = "; ".join(_DIRECTIVES).format(
        scripts=_hashes(found.scripts), styles=_hashes(found.styles), media=media
    )
    return page.replace(
        _AFTER, f'{_AFTER}\n      <meta http-equiv="Content-Security-Policy" content="{rules}">', 1
    )


class _Inline(HTMLParser):
    """Collects the text of inline scripts and styles; `elements` is the HTML of all scripts and styles."""

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
