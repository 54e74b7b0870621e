"""Make small pages that redirect from former addresses of lessons to the present ones."""

from html import escape

from ..shared.language import ENGLISH, Language
from ..weave.weave import Woven

_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'">
<meta http-equiv="refresh" content="0; url={address}">
<meta name="robots" content="noindex">
<link rel="canonical" href="{address}">
<script src="../../assets/former.js"></script>
<title>{title}</title>
</head>
<body>
<main>
<h1>{moved}</h1>
<p><a href="{address}">{title}</a></p>
</main>
</body>
</html>
"""


def redirects(woven: Woven, language: Language = ENGLISH) -> dict[str, str]:
    """Return the HTML of each redirect by its path on the site. It works in any folder, with or without scripts."""
    tag, moved = (
        escape(woven.project.course.language),
        escape(language.say("This lesson has another address now")),
    )
    return {
        f"lessons/{old}/index.html": _PAGE.format(
            language=tag, moved=moved, address=f"../{lesson.id}/", title=escape(lesson.lesson.title)
        )
        for lesson in woven.lessons
        for old in lesson.lesson.was
    }
