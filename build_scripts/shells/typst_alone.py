"""Run Typst once, in a process of its own: it gives back all of its memory when it ends.

It reads what to do as JSON, and writes the file; if Typst refuses, the reason as JSON, and the code `REFUSED`. This
module is run by its path, and imports nothing of ours, so that it begins quickly.
"""

import json
import sys
from typing import Any

REFUSED = 3
"""The code with which the process ends if Typst refuses."""


def asked(root: str, fonts: str, options: dict[str, Any]) -> bytes:
    """Return what the process is to read: the options are those of `typst.Compiler.compile`."""
    return json.dumps({"root": root, "fonts": fonts, "options": options}).encode()


def main() -> int:
    """Do what is asked on standard input, and return the code of the process."""
    import typst

    given = json.loads(sys.stdin.buffer.read())
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[given["fonts"]])
    try:
        made = typst.Compiler(root=given["root"], font_paths=fonts, ignore_system_fonts=True).compile(
            **given["options"]
        )
    except typst.TypstError as error:
        sys.stdout.buffer.write(json.dumps([error.message, error.diagnostic]).encode())
        return REFUSED
    sys.stdout.buffer.write(made[0] if isinstance(made, list) else bytes(made or b""))
    return 0


if __name__ == "__main__":
    sys.exit(main())
