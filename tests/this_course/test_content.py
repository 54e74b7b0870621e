"""The course's own content: enough of it, each thing at its place, nothing without a source, no date in doubt told as fact."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import yaml
from projects import ROOT

from build_scripts.build import Build
from build_scripts.check.coverage import coverage
from build_scripts.inspect import inspect
from build_scripts.paper.quotes import find_quote
from build_scripts.read.course import (
    FAULTS,
    Basis,
    Event,
    Level,
    Locality,
    NoteKind,
    Sourced,
    SourceKind,
    Term,
    Timeline,
)
from build_scripts.read.record import prose, records
from build_scripts.shared.dates import read_date
from build_scripts.shared.markdown import Para, plain_words
from build_scripts.shared.place import Severity
from build_scripts.shells.disk import read_files
from build_scripts.show.bibliography import references
from build_scripts.weave.weave import PlacedNote, Woven, WovenLesson

LESSONS = tuple(yaml.safe_load((ROOT / "content/course.yml").read_text(encoding="utf-8"))["lessons"])

MISLEADING = {
    "S01": ["friendship between Great Britain and the United States of America"],
    "S02": ["Australia has to use"],
    "S03": ["ambassador to Pakistan Kenji pledged"],
    "S04": ["the enhancement of Pakistan’s soft power"],
    "S05": ["similar mistrust of the Soviet Union"],
    "S06": ["regional friendly nations like India and Afghanistan"],
    "S08": ["projects of over $60 billion"],
    "S10": ["unconditional ‘all-weather’ relations"],
    "S25": ["on the same side of the fence", "being neutral and not inclining", "embrace its all-weather"],
    "S26": [
        "regional friendly nations like India",
        "the confrontation with such a powerful neighbor as India",
        "a countering influence against India",
    ],
    "S27": ["main strategy is its socioeconomic reliance", "nurturing of strong relations with traditional"],
    "S30": ["closely integrates it into China’s system", "not lose its sovereignty and strategic autonomy"],
    "S38": ["The deployment of these forces"],
    "S39": ["dependents in informational analyzation"],
    "S40": ["Debtor and opaque"],
    "S41": ["put the talent out of the reach"],
    "S42": ["guard it sovereignty and policy making independence to the rights of"],
    "S43": ["steer it’s toward a rudder"],
    "S44": ["regally synonymous"],
}
"""The slips that mislead a reader, numbered as in the editors' list: the words of each of their places."""

WORTH_A_NOTE = {
    "S07": "initiated in 2013, within the BRI concept",
    "S09": "largest source of arms import",
    "S11": "official approach known as",
    "S12": "very center of the Chinese BRI",
    "S13": "contributes significantly",
    "S14": "economic and military alliance",
    "S15": "the economy’s immunity",
    "S18": "a comprehensive cooperation agreement",
    "S20": "a people’s project",
    "S21": "a guarantor of stability",
    "S23": "control and therefore guaranteeing markets",
    "S24": "in the recent past",
    "S28": "This would eliminate dependence on foreign powers",
    "S29": "a pro forma relations",
    "S31": "does not only advance the Pakistan military capability",
    "S34": "CPEC is symbolizing a strong investment",
    "S35": "determines its position on security",
    "S37": "integrate the Asian country",
    "S45": "in off course Pakistan",
    "S46": "Important constituent of China-Pakistan Relations",
    "S47": "the tangle of these geometries",
    "S48": "China’s economic parameter",
    "S49": "foreign cooperation’s",
    "S50": "its detractor’s state they",
    "S51": "by exploiting the claims of debt trap",
    "S52": "poor debt resilience and its capacity",
}
"""The lesser slips that deserve a note."""

IN_DOUBT = (
    "1950-01-05",
    "1954-05-19",
    "1955-04-18",
    "1955-09-23",
    "1963-01-05",
    "1965-09-16",
    "1979-12-24",
    "1986-09-15",
    "1991-12-31",
    "1993-08-24",
)
"""Days that circulate for events of the timeline and that no source of the editors confirms."""

DISPUTED = {
    "un-vote-1961",
    "recognition",
    "boundary-agreement",
    "karakoram-highway-built",
    "bhutto-turns-to-china",
    "khunjerab-opens",
    "chashma-3-and-4",
}

COPIES = (
    "1library.net",
    "blogspot",
    "coursehero",
    "docsbay",
    "docslib",
    "dokumen",
    "ebin.pub",
    "fdocuments",
    "fdokumen",
    "pdfcoffee",
    "scribd",
    "studylib",
    "vdoc",
)
"""Hosts of other people's documents, as parts of their names."""

ABSENT_FROM_THE_PAPER = {
    "balancing",
    "bandwagoning",
    "cento",
    "deterrence",
    "geo-economics",
    "hedging",
    "iron-brother",
    "karakoram-highway",
    "khunjerab-pass",
    "non-aligned-movement",
    "seato",
    "sipri",
    "string-of-pearls",
}
"""Terms that are needed to discuss the paper, and that it lacks."""

URDU = re.compile(r"[\u0600-\u06ff\s/()]+")
CHINESE = re.compile(r"[\u4e00-\u9fff（）／；“”]+")
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    files, problems = read_files(ROOT)
    assert not problems
    return files


@pytest.fixture(scope="module")
def course(texts: dict[str, str]) -> Build:
    return inspect(texts)


@pytest.fixture(scope="module")
def woven(course: Build) -> Woven:
    assert course.woven
    return course.woven


@pytest.fixture(scope="module")
def timeline(woven: Woven) -> Timeline:
    return woven.project.timeline


@pytest.fixture(scope="module")
def events(timeline: Timeline) -> dict[str, Event]:
    return {event.id: event for event in timeline.events}


@pytest.fixture(scope="module")
def terms(woven: Woven) -> dict[str, Term]:
    return {term.id: term for term in woven.project.terms}


def lesson_of(woven: Woven, id_: str) -> WovenLesson:
    return next(lesson for lesson in woven.lessons if lesson.id == id_)


def everything(woven: Woven) -> Iterator[object]:
    project = woven.project
    roots = [project.course, project.paper, *project.lessons.values(), *project.terms, *project.works]
    roots += [*project.answers.values(), project.timeline, project.places]
    for root in roots:
        yield from records(root)


# The whole


def test_nothing_is_unsourced_unplaced_or_unknown(course):
    assert [
        f"{problem.place.path}:{problem.place.line}: {problem.found}"
        for problem in course.problems
        if problem.severity is not Severity.NOTE
    ] == []
    assert coverage(course.woven).unsourced == 0


def test_every_paragraph_is_read_in_a_lesson_and_there_is_one_before_and_after_the_paper(woven):
    read = {paragraph for lesson in woven.lessons for paragraph in lesson.paragraphs}
    assert read == {f"p{number}" for number in range(1, 18)}
    assert not woven.lessons[0].passages
    assert not woven.lessons[-1].passages


def test_every_note_that_was_written_stands_at_its_words(woven):
    placed = [note for lesson in woven.lessons for note in lesson.notes]
    assert len(placed) == sum(len(lesson.notes) for lesson in woven.project.lessons.values())
    assert len(placed) >= 75


def test_every_question_about_words_stands_at_them(woven):
    for lesson in woven.lessons:
        for placed in lesson.questions:
            assert placed.paragraph or not placed.question.about, placed.question.id


# Slips


def slips_at(woven: Woven, words: str) -> tuple[str, list[PlacedNote]]:
    """The paragraph that has these words, and the notes that touch them and say that something is wrong."""
    found = find_quote(woven.paper, words)
    assert len(found) == 1, words
    paragraph = woven.paper.paragraph_at(found[0])
    assert paragraph, words
    notes = [
        note
        for lesson in woven.lessons
        for note in lesson.notes
        if note.note.kind in FAULTS
        if note.span.start < found[0].end and found[0].start < note.span.end
    ]
    return paragraph.id, notes


@pytest.mark.parametrize("places", MISLEADING.values(), ids=MISLEADING)
def test_every_slip_that_misleads_has_a_note_at_each_of_its_places(woven, places):
    for words in places:
        assert slips_at(woven, words)[1], words


@pytest.mark.parametrize("number", [number for number, places in MISLEADING.items() if len(places) > 1])
def test_the_places_of_a_contradiction_lead_to_one_another(woven, number):
    found = [slips_at(woven, words) for words in MISLEADING[number]]
    paragraphs = {paragraph for paragraph, _ in found}
    for paragraph, notes in found:
        seen = {id_ for note in notes for id_ in note.note.see}
        assert paragraphs - {paragraph} <= seen, (number, paragraph)


def test_at_least_twenty_lesser_slips_have_a_note(woven):
    noted = [number for number, words in WORTH_A_NOTE.items() if slips_at(woven, words)[1]]
    assert len(noted) >= 20, sorted(WORTH_A_NOTE.keys() - set(noted))


def test_a_contradiction_names_both_of_its_places(woven):
    """The other place is in the note itself, or is named by `see`."""
    alone = [
        placed.note.quote
        for lesson in woven.lessons
        for placed in lesson.notes
        if placed.note.kind is NoteKind.CONTRADICTION
        if not placed.note.see and not re.search(r"\(paragraph:p\d+\)|same paragraph", placed.note.note.words)
    ]
    assert alone == []


# Lessons


@pytest.mark.parametrize("id_", LESSONS)
def test_a_lesson_has_all_that_a_class_needs(woven, id_):
    lesson = lesson_of(woven, id_).lesson
    assert len(lesson.objectives) >= 3
    assert lesson.key_terms
    assert lesson.text
    assert lesson.activity
    assert lesson.activity.minutes
    assert lesson.activity.with_


@pytest.mark.parametrize("id_", LESSONS)
def test_a_lesson_s_questions_climb(woven, id_):
    questions = lesson_of(woven, id_).lesson.questions
    levels = {question.level for question in questions}
    assert len(questions) >= 4
    assert len(levels) >= 3
    assert levels & {Level.EVALUATE, Level.CREATE}
    assert all(question.minutes for question in questions)


@pytest.mark.parametrize("id_", LESSONS)
def test_every_option_of_a_self_check_has_its_own_reason(woven, id_):
    checks = lesson_of(woven, id_).lesson.checks
    assert len(checks) >= 3
    for check in checks:
        assert len(check.options) >= 3, check.ask
        assert sum(option.right for option in check.options) == 1, check.ask
        reasons = [option.why for option in check.options]
        assert len(set(reasons)) == len(reasons), check.ask


@pytest.mark.parametrize("id_", LESSONS)
def test_every_question_has_a_guide_with_all_its_parts(woven, id_):
    guides = {guide.question: guide for guide in woven.project.answers[id_].guides}
    assert guides.keys() == {question.id for question in lesson_of(woven, id_).lesson.questions}
    for guide in guides.values():
        assert len(guide.guide.text.split()) >= 20, guide.question
        assert len(guide.misconceptions) >= 2, guide.question
        assert len(guide.follow_ups) >= 2, guide.question
        assert guide.sources or guide.basis, guide.question


@pytest.mark.parametrize("id_", LESSONS)
def test_a_run_sheet_fills_its_lesson_to_the_minute(woven, id_):
    steps = woven.project.answers[id_].run_sheet
    assert len(steps) >= 4
    assert sum(step.minutes for step in steps) == lesson_of(woven, id_).lesson.minutes


# Glossary


def test_there_are_fifty_terms_and_each_leads_to_others(terms):
    assert len(terms) >= 50
    assert [term.id for term in terms.values() if not term.related or term.id in term.related] == []
    assert [term.id for term in terms.values() if len(term.definition.text.split()) < 12] == []


def test_every_spelling_stands_in_the_paper(woven, terms):
    covered = coverage(woven)
    assert covered.aliases_unmet == ()
    assert {term.id for term in terms.values() if not term.aliases} >= ABSENT_FROM_THE_PAPER


def test_a_definition_with_a_year_names_its_source(terms):
    dated = [term for term in terms.values() if re.search(r"\b(?:19|20)\d\d\b", term.definition.text)]
    assert len(dated) >= 10
    assert [term.id for term in dated if not term.sources] == []


def test_terms_in_other_languages_are_in_their_scripts(terms):
    scripts = {"ur": URDU, "zh-Hans": CHINESE}
    for term in terms.values():
        languages = [one.language for one in term.translations]
        assert len(set(languages)) == len(languages), term.id
        for one in term.translations:
            if one.language in scripts:
                assert scripts[one.language].fullmatch(one.text), (term.id, one.text)
    for language in scripts:
        with_it = [term for term in terms.values() if language in {one.language for one in term.translations}]
        assert len(with_it) >= 45


# Timeline


def test_there_are_36_events_and_three_apart(timeline):
    apart = {period.id for period in timeline.periods if period.after}
    after = {event.id for event in timeline.events if event.period in apart}
    assert after >= {"xi-in-islamabad", "long-term-plan", "pledge-of-2021"}
    assert len(timeline.events) - len(after) >= 36


def test_every_event_begins_in_its_period(timeline):
    periods = {period.id: period.date for period in timeline.periods}
    for event in timeline.events:
        period = periods[event.period]
        assert period.first <= event.date.first <= period.last, event.id
    ends = [period.date.last for period in timeline.periods if not period.after]
    assert max(ends) == (2013, 12, 31)


def test_events_stand_in_order(timeline):
    firsts = [event.date.first for event in timeline.events]
    assert firsts == sorted(firsts)


def test_every_theme_and_period_has_events_and_every_event_bears_on_something(timeline):
    assert {event.theme for event in timeline.events} == {theme.id for theme in timeline.themes}
    assert {event.period for event in timeline.events} == {period.id for period in timeline.periods}
    assert [event.id for event in timeline.events if not event.paragraphs and not event.lessons] == []


def test_every_event_has_two_sources(events):
    assert [event.id for event in events.values() if len(event.sources) < 2] == []


def test_disputes_say_who_says_what(events):
    disputed = {id_: event.dispute for id_, event in events.items() if event.dispute}
    assert disputed.keys() >= DISPUTED
    for id_, dispute in disputed.items():
        assert len(dispute.accounts) >= 2, id_
        assert [account.says for account in dispute.accounts if not account.sources] == [], id_


def test_the_corridor_is_launched_in_four_steps_against_the_paper_s_words(events):
    steps = ["gwadar-operator", "corridor-announced", "corridor-memorandum", "silk-road-speech"]
    dates = ["2013-02-18", "2013-05-22/2013-05-23", "2013-07-05", "2013-09-07"]
    assert [events[id_].date for id_ in steps] == [read_date(date) for date in dates]
    for id_ in ("corridor-announced", "silk-road-speech"):
        assert "within the BRI concept" in events[id_].text.text
        assert "p5" in events[id_].paragraphs


# Sources


def test_every_work_is_cited_somewhere(woven):
    cited = set(woven.project.paper.works.values())
    for record in everything(woven):
        if isinstance(record, Sourced):
            cited |= {source.id for source in record.sources}
        for _, text in prose(record):
            cited |= {link.removeprefix("source:") for link in text.links if link.startswith("source:")}
    assert {work.id for work in woven.project.works} - cited == set()


def test_works_that_are_linked_in_a_statement_are_among_its_sources(woven):
    """A statement that names its sources leaves none of its links out."""
    for record in everything(woven):
        if not isinstance(record, Event | Locality | Term):
            continue
        named = {source.id for source in record.sources}
        linked = {link for _, text in prose(record) for link in text.links}
        assert {link.removeprefix("source:") for link in linked if link.startswith("source:")} <= named, (
            record.id
        )


def test_no_link_leads_to_a_copy_whose_right_is_not_clear(woven, texts):
    hosts = [urlsplit(work.url).hostname or "" for work in woven.project.works if work.url]
    hosts += [
        urlsplit(address).hostname or ""
        for path, text in texts.items()
        if path.startswith("content/")
        for address in re.findall(r"https?://[^\s\"')>]+", text)
    ]
    assert [host for host in hosts if any(copy in host for copy in COPIES)] == []
    assert [work.id for work in woven.project.works if "no link" in (work.note or "") and work.url] == []


def test_no_reference_says_what_is_not_true_of_it(woven):
    for id_, entry in references(woven.project.works).items():
        assert not re.search(r"Preprint|Accessed", plain_words((Para(entry.inside),))), id_


def test_every_work_says_what_it_is_and_who_answers_for_it(woven):
    for work in woven.project.works:
        assert work.author or work.editor or work.container_title or work.note, work.id


def test_what_self_checks_offer_in_quotation_marks_stands_in_the_paper(woven):
    paper = " ".join(woven.paper.text.split()).casefold()
    offered = [o.text.text for lesson in woven.lessons for _, check in lesson.checks for o in check.options]
    quoted = [words for text in offered for words in re.findall("“(.+?)”", text)]
    assert quoted
    assert [words for words in quoted if words.casefold() not in paper] == []


def test_every_document_of_the_lab_has_a_source_and_four_questions(texts):
    _, *documents, _ = re.split(r"(?m)^## .*$", texts["content/pages/lab.md"])
    assert documents
    for document in documents:
        assert re.search(r"(?m)^> ", document), document
        assert re.search(r"\*Sources?:\*[^*]+\(source:", document), document
        assert re.findall(r"(?m)^(\d)\. ", document) == ["1", "2", "3", "4"], document
        assert re.search(r"\(paragraph:p\d+\)", document), document


# What is not known


def in_words(day: str) -> re.Pattern[str]:
    """A day as people write it, with its year or without one."""
    year, month, number = day.split("-")
    name = MONTHS[int(month) - 1]
    name = rf"(?:{name}|{name[:3]}\.?|{name[:4]}\.?)"
    number = rf"0?{int(number)}(?:st|nd|rd|th)?"
    years = rf"(?:,? {year}\b|(?!,? \d{{4}}))"
    return re.compile(
        rf"\b{number}(?:\s?[–-]\s?\d+)?\s+(?:of\s+)?{name}\b{years}|\b{name}\s+{number}\b{years}", re.I
    )


@pytest.mark.parametrize("day", IN_DOUBT)
def test_no_day_in_doubt_is_printed(texts, day):
    for path, text in texts.items():
        if path.startswith("content/") and not path.startswith("content/schema/"):
            plain = " ".join(text.split())
            assert day not in plain, path
            assert not (found := in_words(day).search(plain)), f"{path}: {found}"


def test_days_are_found_however_they_are_written():
    found = in_words("1965-09-16")
    for words in (
        "on 16 September 1965",
        "on 16 September China",
        "September 16, 1965",
        "16th of Sept. 1965",
        "16–22 September 1965",
    ):
        assert found.search(words), words
    for words in ("16 September 2020", "on 17 September 1965", "116 September"):
        assert not found.search(words), words


def test_what_was_not_found_is_not_told(woven, events):
    paper = woven.project.paper
    assert (paper.citation.doi, paper.citation.page, paper.rights.licence) == (None, None, None)
    assert events["pledge-of-2021"].unverified


def test_a_visit_that_was_long_not_found_is_told_with_a_paper_of_the_time(woven, events):
    kinds = {work.id: work.kind for work in woven.project.works}
    assert SourceKind.PRIMARY in {kinds[cited.id] for cited in events["ayub-in-china"].sources}


def test_the_pledge_is_given_to_nobody_by_name(woven, events):
    """What notes and events tell; a self-check may offer it as a wrong answer."""
    told = [placed.note.note.text for lesson in woven.lessons for placed in lesson.notes]
    told += [event.text.text for event in events.values()]
    for text in told:
        assert not re.search(r"Nong Rong (?:also )?(?:pledged|promised|said)", " ".join(text.split()))


def test_judgement_stands_for_no_year(woven):
    """A note that gives a year outside the paper rests on a source, not on judgement."""
    own = set(re.findall(r"\b(?:19|20)\d\d\b", woven.paper.text))
    for lesson in woven.lessons:
        for placed in lesson.notes:
            years = set(re.findall(r"\b(?:19|20)\d\d\b", placed.note.note.text)) - own
            if placed.note.basis is Basis.JUDGEMENT and not placed.note.sources:
                assert not years, (lesson.id, placed.id)
