"""Decide what an address outside the site is, and write it for browsers, for print and for programs.

A link leaves the course only for an address that a reader can read: a known scheme, a host of letters that are seen,
nobody's name or password, no signs that hide or turn what stands there.
"""

import re
import unicodedata
from functools import lru_cache
from ipaddress import IPv6Address
from urllib.parse import quote, urlsplit

OUTSIDE = ("https", "http", "mailto")
"""Schemes of addresses that a text may link to."""

_LONGEST = 8000
"""Characters of an address as it is encoded: Typst, which prints handouts, takes no longer ones."""
_PATH = "/:?#&=+$,;@!~%-._"
"""Signs that stay as they are after the host. Those that mean something in HTML, Markdown or Typst do not."""
_LOST_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_IN_HOST = ("L", "M", "N")
"""Categories of characters of which hosts are made, besides hyphens and underscores."""
_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp", "Zs")
"""Categories of characters that are not seen: controls, marks of direction, spaces."""
_JOINERS = "\u200c\u200d"
"""Characters of these categories that words are written with, as in Persian; hosts cannot have them."""
_MAIL = re.compile(r"[^@?#/\\]+@([^@?#/\\,;]+)(\?.*)?", re.DOTALL)
_ONE_SCRIPT = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")
"""Scripts whose letters look alike."""
_LIKE_LATIN = frozenset("авсԁеһіјӏԛорѕмтухѵѡԝьнкгωαβικνορτυχγ")
"""Letters of other scripts that look like Latin ones."""


@lru_cache(maxsize=16_384)
def fault(address: str) -> str:
    """Return why a text may not link to an address, as the end of a sentence; empty if it may."""
    hidden = next((sign for sign in address if _is_unseen(sign)), "")
    if hidden:
        name = unicodedata.name(hidden, "").lower() or f"U+{ord(hidden):04X}"
        what = "a space" if hidden == " " else f"a character that is not seen ({name})"
        return f"it has {what}"
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return "its host or port cannot be read"
    if parts.scheme not in OUTSIDE:
        return "it does not begin with https://, http:// or mailto:"
    if parts.scheme == "mailto":
        mail = _MAIL.fullmatch(address[len("mailto:") :])
        wrong = _of_host(mail[1]) if mail else "it has no address of a person after mailto:"
    elif "@" in parts.netloc:
        wrong = "it has a name or a password before its host, which hides where it leads"
    else:
        wrong = _of_host(parts.hostname or "")
    return wrong or ("it is too long" if len(encoded(address)) > _LONGEST else "")


def is_outside(target: str) -> bool:
    """Return whether `target` is an address outside the site that a text may link to."""
    return not fault(target)


@lru_cache(maxsize=16_384)
def encoded(address: str) -> str:
    """Return an address in ASCII: its host as the network knows it, all else in percent signs.

    It leads where it led. What is no address outside the site loses only the signs that are not fit for a link.
    """
    begins = re.match(r"https?://[^/?#]*", address, re.IGNORECASE)
    where, rest = (begins[0], address[begins.end() :]) if begins else ("", address)
    scheme, _, authority = where.partition("://")
    named = re.sub(r"[^.:@]+", lambda label: _ascii(label[0]), authority)
    written = quote(_LOST_PERCENT.sub("%25", rest), safe=_PATH, errors="replace")
    return f"{scheme}://{quote(named, safe='[]:-._@')}{written}" if where else written


def host(address: str) -> str:
    """Return the host of an address as people read it: `straße.example`, not `xn--strae-oqa.example`."""
    named = urlsplit(address).hostname or ""
    return ".".join(_read(label) for label in named.split("."))


def look_alike(address: str) -> str:
    """Return the first part of the host that may be taken for another host; empty if there is none.

    Its letters are of two scripts that look alike, or all of them look like Latin letters and are not.
    """
    mail = _MAIL.fullmatch(address.removeprefix("mailto:"))
    labels = (mail[1] if mail and address.startswith("mailto:") else host(address)).split(".")
    return next((label for label in map(_read, labels) if _misleads(label)), "")


def _is_unseen(sign: str) -> bool:
    return unicodedata.category(sign) in _UNSEEN and sign not in _JOINERS


def _misleads(label: str) -> bool:
    letters = [one for one in label.lower() if one.isalpha()]
    scripts = {unicodedata.name(one, "").split(" ")[0] for one in letters}.intersection(_ONE_SCRIPT)
    others = [one for one in letters if not one.isascii()]
    return len(scripts) > 1 or (0 < len(others) == len(letters) and _LIKE_LATIN.issuperset(letters))


def _of_host(named: str) -> str:
    if ":" in named:
        try:
            IPv6Address(named)
        except ValueError:
            return "its host cannot be read"
        return ""
    labels = named.removesuffix(".").split(".")
    if not all(labels):
        return "it has no host" if not named else "its host has an empty part"
    signs = "".join(_read(label) for label in labels)
    if not all(sign in "-_" or unicodedata.category(sign)[0] in _IN_HOST for sign in signs):
        return "its host has signs that hosts cannot have"
    if any(len(_ascii(label)) > 63 for label in labels) or len(named) > 253:
        return "its host is too long"
    return ""


def _ascii(label: str) -> str:
    """Return a part of a host as the network knows it (RFC 3492)."""
    if label.isascii():
        return label
    plain = unicodedata.normalize("NFKC", label.lower())
    return plain if plain.isascii() else "xn--" + plain.encode("punycode").decode("ascii")


def _read(label: str) -> str:
    try:
        return label[4:].encode("ascii").decode("punycode") if label.lower().startswith("xn--") else label
    except ValueError:
        return label
