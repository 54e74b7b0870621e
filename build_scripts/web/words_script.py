"""Make the script that gives scripts their sentences in the language of the frame."""

import json

from ..shared.language import Language

WORDS_SCRIPT = "assets/words.js"
"""Its path on the site."""


def words_script(language: Language) -> dict[str, str]:
    """Return the script by its path; nothing in English, which is the language of the scripts themselves.

    It is a script, since a page in a folder can load scripts, but cannot fetch files.
    """
    if not language.of_scripts:
        return {}
    sentences = json.dumps(language.of_scripts, ensure_ascii=False, separators=(",", ":"))
    return {
        WORDS_SCRIPT: f"window.courseWords={{plural:(n)=>Number({language.plural}),sentences:{sentences}}};\n"
    }
