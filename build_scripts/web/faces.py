"""Cut a font down to the characters that a site shows.

Readers' devices have fonts for most scripts, but those of some have none for Urdu, and show boxes.
"""

import re
from collections.abc import Iterable
from io import BytesIO

NASKH = "assets/fonts/naskh.woff"
"""The path of the face for Arabic script on the site. `course.css` names it; only a site that needs it has it."""

NASKH_FONT = "overrides/fonts/NotoNaskhArabic-Regular.ttf"
"""The path of the whole font in a project: the one that handouts use."""

_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefe]")
"""The characters of Arabic script: those of `unicode-range` in `course.css`."""


def of_arabic_script(texts: Iterable[str]) -> frozenset[str]:
    """Return the characters of Arabic script in some texts."""
    return frozenset(one for text in texts if not text.isascii() for one in _ARABIC.findall(text))


def cut(font: bytes, characters: Iterable[str]) -> bytes:
    """Return a font as WOFF with these characters, and with all forms that they take beside each other.

    The same font and characters give the same bytes. WOFF2 would be a sixth smaller, for one more compiled library.
    """
    from fontTools.subset import Options, Subsetter, load_font, save_font  # a fifth of a second

    options = Options()
    options.flavor = "woff"
    options.hinting = False
    options.layout_features = ["*"]
    options.recalc_timestamp = False
    whole = load_font(BytesIO(font), options)
    subsetter = Subsetter(options)
    subsetter.populate(text=" " + "".join(sorted(characters)))
    subsetter.subset(whole)
    made = BytesIO()
    save_font(whole, made, options)
    return made.getvalue()
