"""Write XML: whatever stands in a text or an attribute is escaped, and what XML forbids is left out."""

import re
from collections.abc import Iterable, Mapping

from markupsafe import Markup, escape

_SPECIAL = re.compile("[&<>\"']")
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(name: str, attributes: Mapping[str, str] | None = None, *inside: str) -> Markup:
    """Return an element; texts inside it are escaped, elements are not."""
    told = "".join([f' {key}="{_safe(value)}"' for key, value in attributes.items()]) if attributes else ""
    held = "".join([_safe(one) for one in inside])
    return _markup(f"<{name}{told}>{held}</{name}>" if held else f"<{name}{told}/>")


def joined(parts: Iterable[str], between: str = "") -> Markup:
    """Return texts and elements one after the other, the texts escaped."""
    return _markup(_safe(between).join([_safe(one) for one in parts]))


def escaped(words: str) -> Markup:
    """Return words as they stand in XML."""
    return _markup(_safe(words))


def text(name: str, words: str) -> Markup:
    """Return an element that holds only a text, which may be HTML: it is escaped, too."""
    return element(name, None, str(words))


def document(root: Markup) -> bytes:
    """Return a document in UTF-8."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{root}\n'.encode()


def allowed(words: str) -> str:
    """Return words without the signs that XML forbids. What can be printed has none: this is quick to see."""
    return words if words.isprintable() else _FORBIDDEN.sub("", words)


def _safe(words: str) -> str:
    if type(words) is Markup:
        return words  # an element, which is safe already
    words = allowed(words)
    return escape(words) if _SPECIAL.search(words) else words  # most have nothing to escape


def _markup(safe: str) -> Markup:
    """Return what is escaped as such. `Markup` itself would first ask what it is given: a book has ten thousands."""
    return str.__new__(Markup, safe)
