"""What the Nu HTML checker says of pages, without what it says of any page of the theme."""

import json
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

from projects import from_npm

STOCK = {
    # The checker reads files, whose own origin it does not know; test_walk.py holds pages to their policy.
    ("Resource violates Content Security Policy (meta tag): ", ""),
    # Data, which no browser runs, and which the policy does not speak of.
    ("Inline script violates Content Security Policy", 'type="application/'),
    # Material's base.html, outside of any block: keeps browsers from opening the menu by themselves on Back.
    ("Attribute “autocomplete” is only allowed when the input type is", 'type="checkbox" id="__'),
    # Material's nav-item.html, for the sections of the navigation: the same to browsers as no tabindex.
    ("Bad value “” for attribute “tabindex” on element “label”", 'for="__nav_'),
    # Material's toc.html names a box that nav-item.html leaves out on the first page of a section.
    ("The value of the “for” attribute of the “label” element must be the ID", 'for="__toc"'),
}
"""What the checker says of stock Material's templates, and of files: the start of the message, and the element."""


def complaints(*folders: Path) -> list[tuple[str, int, str, str]]:
    """Return each: the file, the line, what is said, and of which element."""
    jar = from_npm("vnu-jar/build/dist/vnu.jar")
    command = ["java", "-jar", jar, "--skip-non-html", "--format", "json", "--exit-zero-always", *folders]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=True)
    said = json.loads(done.stderr)["messages"]
    assert any("__drawer" in one["extract"] for one in said), "the checker read no page"
    return [
        (urlsplit(one["url"]).path, one["lastLine"], one["message"], one["extract"])
        for one in said
        if not any(one["message"].startswith(what) and element in one["extract"] for what, element in STOCK)
    ]
