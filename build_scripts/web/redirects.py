"""Make small pages that redirect from former addresses of lessons, reading lists and pages to the present ones."""

from html import escape

from ..shared.language import ENGLISH, Language
from ..show.downloads import TITLE
from ..weave.addresses import FORMER_PAGES, Address, link_to_page, list_page, web_file
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
<script src="{root}assets/former.js"></script>
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
    lessons = {
        f"lessons/{old}.md": (f"lessons/{lesson.id}.md", lesson.lesson.title)
        for lesson in woven.lessons
        for old in lesson.lesson.was
    }
    reading_lists = woven.project.course.reading_lists
    present = {one.id for one in reading_lists}
    pages = {old: (now, language.say(TITLE)) for old, now in FORMER_PAGES.items()} | {
        list_page(old): (list_page(one.id), one.title)
        for one in reading_lists
        for old in one.was
        if old not in present
    }
    moved = {
        **dict.fromkeys(lessons, language.say("This lesson has another address now")),
        **dict.fromkeys(pages, language.say("This page has another address now")),
    }
    return {
        web_file(old): _PAGE.format(
            language=escape(woven.project.course.language),
            moved=escape(moved[old]),
            root="../" * web_file(old).count("/"),
            address=link_to_page(old, Address(now)),
            title=escape(title),
        )
        for old, (now, title) in (lessons | pages).items()
    }
