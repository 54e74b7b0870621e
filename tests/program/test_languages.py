"""The words of the frame, in the language of the course."""

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date

import pytest
from babel.messages.plurals import get_plural
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import HtmlElement
from parsed import body
from projects import ROOT, STRUCTURED, TINY, TOWNS, texts_of
from sentences import (
    FOLDER,
    PRETENDED,
    TEMPLATE,
    catalogues,
    english,
    pretended,
    renewed,
    strange,
    template,
    words_of_course,
)

from build_scripts.build import Build, build
from build_scripts.print.fonts import read_glyphs
from build_scripts.shared.dates import read_date
from build_scripts.shared.language import ENGLISH, Language, language_of, languages, read_catalogue
from build_scripts.show.frame import FrameWords
from build_scripts.web.words_script import words_script

TAGS = tuple(catalogues())
NAMES = re.compile(r"\{(\w+)\}")
ENGLISH_PAGES = ("coverage.md", "editing.md", "rules.md")
"""Pages for instructors alone."""
SPOKEN = ("title", "aria-label", "alt", "placeholder")


def said(tag: str) -> Language:
    return read_catalogue((FOLDER / f"{tag}.po").read_text(encoding="utf-8"), tag)


def in_language(files: dict[str, str], tag: str) -> dict[str, str]:
    """The same course, in another language."""
    course = re.sub(r"(?m)^language:.*\n", "", files["content/course.yml"])
    return files | {"content/course.yml": f"{course.rstrip()}\nlanguage: {tag}\n"}


# The catalogues


def test_the_catalogues_have_every_sentence_of_the_source(request):
    should = {TEMPLATE: template(), **{path: renewed(path) for path in sorted(FOLDER.glob("*.po"))}}
    if request.config.getoption("--accept"):
        for path, text in should.items():
            path.write_text(text, encoding="utf-8")
    for path, text in should.items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name}: write it anew with --accept"


@pytest.mark.parametrize("tag", TAGS)
def test_every_sentence_is_translated(tag):
    left = [ids[0] for ids, told in english(catalogues()[tag]) if not all(told)]
    assert not left
    assert not [one.id for one in catalogues()[tag] if one.fuzzy]


@pytest.mark.parametrize("tag", TAGS)
def test_a_translation_has_the_names_of_its_sentence(tag):
    for ids, told in english(catalogues()[tag]):
        wanted = set(NAMES.findall(ids[-1]))
        for form in told:
            named = set(NAMES.findall(form))
            assert named in (wanted, wanted - {"count"} if len(ids) > 1 else wanted), form
            assert not re.search(r"[<>&]", form)


@pytest.mark.parametrize("tag", TAGS)
def test_a_catalogue_counts_as_its_language_does(tag):
    language, known = said(tag), get_plural(tag.replace("-", "_"))
    assert language.plural.strip("()") == known[1].strip("()")
    for ids, told in english(catalogues()[tag]):
        assert len(told) == (known[0] if len(ids) > 1 else 1), ids


@pytest.mark.parametrize("tag", TAGS)
def test_a_catalogue_says_whether_a_speaker_has_checked_it(tag):
    assert "checked by a speaker" in (FOLDER / f"{tag}.po").read_text(encoding="utf-8").partition("msgid")[0]


@pytest.mark.parametrize("tag", TAGS)
def test_the_fonts_for_print_have_every_letter_of_a_catalogue(tag):
    glyphs, language = read_glyphs(texts_of(TINY)), said(tag)
    words = [form for forms in language.sentences.values() for form in forms]
    assert not [word for word in (*words, *language.dates.months) if list(glyphs.missing(word))]


# What is said


@given(
    st.dates(),
    st.sampled_from(["%Y-%m-%d", "%Y-%m", "%Y"]),
    st.sampled_from(["", "~", "?", "%"]),
)
def test_dates_in_english_are_as_they_always_were(day, form, sure):
    when = read_date(day.strftime(form).zfill(4 + form.count("-") * 3) + sure)
    assert when is not None
    assert ENGLISH.date(when) == when.words


FORMS = (
    "-0043-03-15",
    "0044",
    "195X",
    "18XX",
    "1950-21",
    "2013/..",
    "../1955-06~",
    "1955/",
    "/1955",
    "-0099/0014",
)
FORMS_OF_DATES = {
    "de": "15. März 44 v. Chr., 44 n. Chr., 1950er Jahre, 19. Jahrhundert, Frühjahr 1950, seit 2013, bis ungefähr Juni 1955",
    "fr": "15 mars 44 av. J.-C., 44 apr. J.-C., années 1950, XIXe siècle, printemps 1950, depuis 2013, jusqu’à vers juin 1955",
    "es": "15 de marzo de 44 a. C., 44 d. C., década de 1950, siglo XIX, primavera de 1950, desde 2013, hasta hacia junio de 1955",
    "zh-Hans": "公元前44年3月15日、公元44年、1950年代、19世纪、1950年春、2013年起、至约1955年6月",
}


@pytest.mark.parametrize("edtf", FORMS)
def test_every_form_of_date_is_said_in_english_as_messages_say_it(edtf):
    when = read_date(edtf)
    assert when is not None
    assert ENGLISH.date(when) == when.words


@pytest.mark.parametrize("tag", FORMS_OF_DATES)
def test_every_form_of_date_is_said_as_a_language_says_it(tag):
    whens = [when for edtf in FORMS[:7] if (when := read_date(edtf))]
    assert said(tag).series(said(tag).date(when) for when in whens) == FORMS_OF_DATES[tag]


DATES = {
    "de": "7. Juni 1963, Juni 1963, 1963, ungefähr 1850, Juni 1963 bis 1965",
    "fr": "7 juin 1963, juin 1963, 1963, vers 1850, de juin 1963 à 1965",
    "es": "7 de junio de 1963, junio de 1963, 1963, hacia 1850, de junio de 1963 a 1965",
    "ur": "7 جون، 1963، جون 1963، 1963، تقریباً 1850، جون 1963 سے 1965 تک",
    "zh-Hans": "1963年6月7日、1963年6月、1963年、约1850年、1963年6月至1965年",
}


@pytest.mark.parametrize("tag", TAGS)
def test_dates_are_written_as_in_the_language(tag):
    language = said(tag)
    whens = map(read_date, ("1963-06-07", "1963-06", "1963", "1850~", "1963-06/1965"))
    assert language.series(language.date(when) for when in whens if when) == DATES[tag]


DAYS = {
    "de": "Montag, 1. Februar 2027",
    "fr": "lundi 1 février 2027",
    "es": "lunes, 1 de febrero de 2027",
    "ur": "پیر، 1 فروری، 2027",
    "zh-Hans": "2027年2月1日星期一",
}


@pytest.mark.parametrize("tag", TAGS)
def test_days_of_the_week_are_written_as_in_the_language(tag):
    assert said(tag).weekday(date(2027, 2, 1)) == DAYS[tag]


MINUTES = {
    "de": ["0 Minuten", "1 Minute", "2 Minuten", "5 Minuten"],
    "fr": ["0 minute", "1 minute", "2 minutes", "5 minutes"],
    "es": ["0 minutos", "1 minuto", "2 minutos", "5 minutos"],
    "ur": ["0 منٹ", "1 منٹ", "2 منٹ", "5 منٹ"],
    "zh-Hans": ["0分钟", "1分钟", "2分钟", "5分钟"],
}


@pytest.mark.parametrize("tag", TAGS)
def test_things_are_counted_as_in_the_language(tag):
    counted = [said(tag).counted("{count} minute", "{count} minutes", count) for count in (0, 1, 2, 5)]
    assert counted == MINUTES[tag]


@pytest.mark.parametrize(
    ("asked", "got"),
    [
        ("en", "en"),
        ("en-GB", "en"),
        ("it", "en"),
        ("de-AT", "de"),
        ("UR", "ur"),
        ("zh", "zh-Hans"),
        ("zh-CN", "zh-Hans"),
        ("zh-hans-SG", "zh-Hans"),
        ("zh-TW", "en"),
        ("zh-Hant", "en"),
    ],
)
def test_the_nearest_catalogue_is_taken_and_english_without_one(asked, got):
    assert language_of(texts_of(TINY), asked).tag == got


def test_urdu_runs_from_right_to_left():
    assert {tag: said(tag).direction for tag in TAGS if said(tag).direction != "ltr"} == {"ur": "rtl"}


def test_what_goes_into_a_sentence_is_not_looked_at_again():
    assert ENGLISH.say("{a} and {b}", a="{b}", b="<i>") == "{b} and <i>"


def test_english_needs_no_script_of_words():
    assert words_script(ENGLISH) == {}
    assert languages(texts_of(TINY)) == ("en", *TAGS)


# Pages


def words_on(element: HtmlElement) -> Iterator[str]:
    """All that readers see of an element, or hear: keys, addresses and what is for reference managers are no words."""
    for one in element.iter():
        if not isinstance(one.tag, str) or one.tag in ("kbd", "annotation") or one.get("class") == "Z3988":
            yield one.tail or ""
            continue
        yield from (value for name in SPOKEN if (value := one.get(name)))
        yield one.text or ""
        yield one.tail or ""


def made(files: dict[str, str], tag: str) -> Build:
    built = build(in_language(files, tag))
    assert built.pages, built.problems
    return built


COURSES = {"tiny": TINY, "towns": TOWNS, "structured": STRUCTURED}


@pytest.mark.parametrize("name", COURSES)
def test_every_word_on_a_page_is_of_the_course_or_of_a_catalogue(name):
    files = texts_of(COURSES[name])
    built = made(files | {f"overrides/languages/{PRETENDED}.po": pretended()}, PRETENDED)
    own = words_of_course(files)
    left = {
        (page.page.path, word)
        for page in built.pages
        if page.finished
        for text in words_on(body(page.text))
        for word in strange(text, own)
    }
    assert not left


@pytest.mark.parametrize("tag", TAGS)
def test_no_english_sentence_of_the_frame_is_left_on_a_page(tag):
    files = texts_of(TOWNS)
    own = " ".join(text for path, text in files.items() if not path.startswith("overrides/"))
    same = {ids[0] for ids, told in english(catalogues()[tag]) if ids[0] == told[0]}
    parts = {
        part.strip()
        for ids, _ in english(catalogues()[tag])
        for one in ids
        for part in re.split(NAMES, one)[::2]
        if ids[0] not in same and len(part.split()) > 1 and part.strip() not in own
    }
    assert len(parts) > 200
    parts -= {"(no date)"} if tag == "ur" else set()  # CSL's own files have no Urdu
    for page in made(files, tag).pages:
        text = " ".join(" ".join(words_on(body(page.text))).split()) if page.finished else ""
        assert not [part for part in parts if part in text], page.page.path


def test_translations_are_text_and_no_html():
    hostile = replace(ENGLISH, tag="de", sentences={"Lessons": ("<b>&amp;</b>",), "Glossary": ('"><i>',)})
    from nasty import ENVIRONMENT, every_page

    from build_scripts.weave.addresses import link_to_page
    from build_scripts.web.templates import render

    page, where = next((page, where) for page, where in every_page() if page.path == "index.md")
    text = render(page, ENVIRONMENT, where, link_to_page, hostile)
    assert '<h2 id="lessons">&lt;b&gt;&amp;amp;&lt;/b&gt;</h2>' in text


# Around the pages


def test_the_theme_s_templates_use_every_word_of_the_frame_and_no_other():
    files = [*(ROOT / "overrides").glob("*.html"), *(ROOT / "overrides/partials").glob("*.html")]
    texts = [file.read_text(encoding="utf-8") for file in files]
    used = {name for text in texts for name in re.findall(r"frame\.words\.(\w+)", text)}
    assert used == {field.name for field in fields(FrameWords)}


def test_scripts_get_their_sentences_and_the_rule_for_plurals():
    (script,) = words_script(said("fr")).values()
    assert script.startswith("window.courseWords={plural:(n)=>Number((n > 1)),sentences:{")
    assert '"Copy link":["Copier le lien"]' in script
    assert "Bienvenue" not in script  # only what scripts say
