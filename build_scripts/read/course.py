"""What an instructor writes: one frozen record per kind of entry in `content/` and `seeds/`.

The field descriptions are the documentation: error messages, new files and the schemas for
text editors are made from them.
"""

import re
from enum import StrEnum
from typing import Annotated, Any

from pydantic import (
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from ..shared.dates import When
from .csl import UNUSED, UNUSED_OF_NAMES, language_tag, read_csl_date, untagged, without, work_id, work_type
from .record import (
    At,
    Citation,
    Date,
    Former,
    Id,
    IdOf,
    Names,
    OneLine,
    Prose,
    SourceByKey,
    Tag,
    Text,
    Written,
)
from .yaml_values import Places


class NoteKind(StrEnum):
    """What a note is for."""

    CONTEXT = "context"
    CLAIM = "claim"
    EVIDENCE = "evidence"
    SLIP = "slip"
    """Names, words or numbers that cannot be right as they stand."""
    CONTRADICTION = "contradiction"
    """Words that do not go together with other words of the paper."""
    OVERCLAIM = "overclaim"
    """A claim that goes beyond its evidence."""
    LANGUAGE = "language"
    LINK = "link"


FAULTS = (NoteKind.SLIP, NoteKind.CONTRADICTION, NoteKind.OVERCLAIM)
"""The kinds of note that say that something is wrong, which readers are to find themselves."""


class SourceKind(StrEnum):
    """What a work is as a witness."""

    PRIMARY = "primary"
    """A document of the time: a treaty, a record, a speech, a letter."""
    SCHOLARLY = "scholarly"
    OFFICIAL = "official"
    """What a government or its media say, as one side."""
    PRESS = "press"
    REFERENCE = "reference"


class Level(StrEnum):
    """Bloom's levels, as revised by Anderson and Krathwohl (2001)."""

    REMEMBER = "remember"
    UNDERSTAND = "understand"
    APPLY = "apply"
    ANALYSE = "analyse"
    EVALUATE = "evaluate"
    CREATE = "create"


class Basis(StrEnum):
    """What a statement of the editors rests on if it names no source."""

    TEXT = "text"
    JUDGEMENT = "judgement"


class Publish(StrEnum):
    """How much of the paper the site may show."""

    FULL = "full"
    QUOTES = "quotes"
    UNDECIDED = "undecided"
    """All of it for now, but not to be published."""


Draft = Annotated[
    bool,
    Field(
        description="True: not finished. The preview shows it with a mark; no site, handout or export has it."
    ),
]
"""Whether something is still being written."""


class Sourced(Written):
    """A statement of the editors: it names its sources, or says what else it rests on."""

    sources: tuple[Citation, ...] = Field(
        (),
        description="Works in content/sources.yml that support this, with a page if there is one.",
        examples=[["mason-2016, p. 12"]],
    )
    basis: Basis | None = Field(
        None,
        description=(
            "Where no source is needed: `text` (anyone can see it in the paper itself) or "
            "`judgement` (the editors' own view)."
        ),
    )


class Note(Sourced):
    """A note on words of the paper."""

    id: Id | None = Field(None, description="Permanent name; made from the quote when absent.")
    draft: Draft = False
    quote: Text = Field(description="The paper's own words, copied from the paper page.")
    prefix: Text | None = Field(
        None, description="The words just before the quote, where the quote occurs more than once."
    )
    suffix: Text | None = Field(
        None, description="The words just after the quote, where the quote occurs more than once."
    )
    kind: NoteKind = Field(description="What the note is for.")
    key: bool = Field(
        False,
        description="True: one of the three to five notes without which the lesson is missed. Readers can see these first.",
    )
    note: Prose = Field(description="What readers are told, in Markdown.")
    see: tuple[Annotated[Text, Names("paragraph")], ...] = Field(
        (), description="Other paragraphs to compare, such as p7: for contradictions and echoes."
    )


Assesses = Annotated[
    tuple[Annotated[int, Field(ge=1)], ...],
    Field(
        description="Which objectives of the lesson it assesses, by their numbers, from 1.", examples=[[1, 3]]
    ),
]
"""What a question, a self-check or an activity shows of the objectives."""


class Question(Written):
    """A question to discuss or to write about."""

    id: Id = Field(description="Permanent name; guides in content/answers refer to it.")
    was: Former = Field((), description="Former ids, if it was renamed: links to them still lead here.")
    draft: Draft = False
    ask: Prose = Field(description="The question, in Markdown.")
    level: Level = Field(description="Bloom's level.")
    about: Text | None = Field(
        None, description="The words of the paper it is about, or a paragraph such as p7."
    )
    prefix: Text | None = Field(None, description="The words just before, where `about` occurs twice.")
    suffix: Text | None = Field(None, description="The words just after, where `about` occurs twice.")
    assesses: Assesses = ()
    minutes: int | None = Field(None, ge=1, le=600, description="Time to discuss or to write.")
    lines: int | None = Field(
        None,
        ge=0,
        le=60,
        description="Its share of the ruled lines on the handout; 0 for none. Without it: one for each minute, from 4 to 14.",
    )


class Option(Written):
    """One answer to choose in a self-check."""

    text: OneLine = Field(description="The answer offered.")
    right: bool = Field(False, description="Whether it is right.")
    why: OneLine = Field(description="The reason that readers see after choosing it.")


class Check(Written):
    """A self-check, answered in the page."""

    id: Id | None = Field(None, description="Permanent name; made from the question when absent.")
    draft: Draft = False
    ask: OneLine = Field(description="The question, in Markdown.")
    assesses: Assesses = ()
    options: tuple[Option, ...] = Field(
        min_length=2,
        description="At least one must be right. Readers see them in another order, which is the same everywhere.",
    )
    in_order: bool = Field(
        False, description="True: the options stay in the order written, such as years or amounts."
    )


class Activity(Written):
    """Something to do in pairs or groups."""

    title: Text = Field(description="Its name.")
    minutes: int | None = Field(None, ge=1, le=600, description="How long it takes.")
    assesses: Assesses = ()
    with_: Text | None = Field(None, alias="with", description="Who works together, such as pairs.")
    steps: Prose = Field(description="What to do, in Markdown.")


class Lesson(Sourced):
    """`content/lessons/<id>.yml`: one lesson; the file's name is its id."""

    title: Text = Field(description="The lesson's title.")
    summary: Text = Field(description="One sentence for lists, search engines and link previews.")
    passages: tuple[Text, ...] = Field(
        (), description="Sections of the paper by id, or paragraphs such as p5 or p5-p6."
    )
    minutes: int = Field(ge=1, le=1000, description="How long a class needs.")
    objectives: tuple[OneLine, ...] = Field(
        min_length=1, description="What readers will be able to do, each beginning with a verb."
    )
    key_terms: tuple[Annotated[IdOf, Names("term")], ...] = Field(
        (), description="Ids of terms in content/glossary.yml."
    )
    text: Prose | None = Field(None, description="The editors' own text, before the passage or in its place.")
    notes: tuple[Note, ...] = Field((), description="Notes on words of the passages.")
    questions: tuple[Question, ...] = Field((), description="Questions to discuss.")
    checks: tuple[Check, ...] = Field((), description="Self-checks.")
    activity: Activity | None = Field(None, description="Something to do in pairs or groups.")
    draft: Draft = False
    was: Former = Field(
        (), description="Former names of this file, if it was renamed: their addresses still lead here."
    )


class Translation(Written):
    """A term in another language."""

    language: Tag = Field(description="BCP 47 tag of the language, such as ur or zh-Hans.")
    text: Text = Field(description="The term in that language.")
    unchecked: bool = Field(False, description="True: readers see that no speaker has checked it.")


OnTheMap = Annotated[
    tuple[Annotated[IdOf, Names("place")], ...],
    Field(alias="places", description="Ids of places in content/places.yml that belong to it."),
]
"""The places of something; `places` itself is taken: see `Written`."""


class Term(Sourced):
    """A term of the glossary."""

    id: Id = Field(description="Permanent name; glossary/#<id> is its address.")
    was: Former = Field((), description="Former ids, if it was renamed: links to them still lead here.")
    draft: Draft = False
    term: Text = Field(description="The term, as the heading of its entry.")
    definition: Prose = Field(description="A plain definition, in Markdown.")
    aliases: tuple[Text, ...] = Field(
        (),
        description=(
            "Spellings to mark in the paper, whole words only. A spelling all in capitals, such as UN, "
            "matches only capitals; others match capital and small letters."
        ),
    )
    translations: tuple[Translation, ...] = Field((), description="The term in other languages.")
    related: tuple[Annotated[IdOf, Names("term")], ...] = Field((), description="Ids of related terms.")
    places_: OnTheMap = ()


class Glossary(Written):
    """`content/glossary.yml`; a long glossary may be several files, `content/glossary/*.yml`."""

    terms: tuple[Term, ...] = Field(description="The terms, in any order.")


class Account(Sourced):
    """What one side of a dispute says."""

    says: OneLine = Field(description="What it says, in Markdown.")


class Dispute(Written):
    """What sources disagree about."""

    about: OneLine = Field(description="What is disputed.")
    accounts: tuple[Account, ...] = Field(min_length=1, description="Who says what.")


class Event(Sourced):
    """An event of the timeline."""

    id: Id = Field(description="Permanent name; timeline/#<id> is its address.")
    was: Former = Field((), description="Former ids, if it was renamed: links to them still lead here.")
    draft: Draft = False
    date: Date = Field(
        description=(
            "EDTF: 1963-03-02, 1978, 1950-01~ (about), 1950-01-04? (uncertain), 1966/1978, 2013/.. (since 2013), "
            "195X (1950s), 18XX (19th century), 1950-21 (spring), -0043 (44 BCE)."
        ),
        examples=["1963-03-02", "1950-01~", "1966/1978", "2013/..", "195X"],
    )
    title: Text = Field(description="The event in one line.")
    theme: Annotated[IdOf, Names("theme")] = Field(description="Id of one of the themes.")
    period: Annotated[IdOf, Names("period")] = Field(description="Id of one of the periods.")
    text: Prose = Field(description="What happened, in Markdown.")
    unverified: bool = Field(False, description="True: readers see that it could not be verified.")
    dispute: Dispute | None = Field(None, description="What sources disagree about.")
    paragraphs: tuple[Annotated[Text, Names("paragraph")], ...] = Field(
        (), description="Paragraphs that it concerns, such as p5."
    )
    lessons: tuple[Annotated[IdOf, Names("lesson")], ...] = Field(
        (), description="More lessons that it concerns, beside those that read its paragraphs."
    )
    places_: OnTheMap = ()


class Theme(Written):
    """A topic that events have in common."""

    id: Id = Field(description="Permanent name.")
    title: Text = Field(description="Its name.")


class Period(Written):
    """A stretch of time that events belong to."""

    id: Id = Field(description="Permanent name.")
    title: Text = Field(description="Its name.")
    date: Date = Field(description="EDTF interval, such as 1949/1962.", examples=["1949/1962"])
    after: bool = Field(False, description="True: shown apart, since it follows the main timeline.")


class Timeline(Written):
    """`content/timeline.yml`; more events may stand in `content/timeline/*.yml`."""

    introduction: Prose | None = Field(None, description="Text above the timeline.")
    themes: tuple[Theme, ...] = Field(description="The themes, in the order to show.")
    periods: tuple[Period, ...] = Field(description="The periods, in the order to show.")
    events: tuple[Event, ...] = Field(description="The events, in any order.")


class TimelinePart(Written):
    """`content/timeline/*.yml`: more events of a long timeline."""

    themes: tuple[Theme, ...] = Field((), description="Themes, after those of content/timeline.yml.")
    periods: tuple[Period, ...] = Field((), description="Periods, after those of content/timeline.yml.")
    events: tuple[Event, ...] = Field(description="The events, in any order.")


class PlaceKind(StrEnum):
    """What a place is, which the map shows by a sign."""

    CITY = "city"
    """Or a town, or a village."""
    PORT = "port"
    PASS = "pass"  # noqa: S105  # over mountains
    REGION = "region"
    """One point in an area, which has no edge on the map."""
    SITE = "site"
    """Any other spot: a battlefield, an island, a bridge."""


class Locality(Sourced):
    """A place of the world, as a point of the map."""

    id: Id = Field(description="Permanent name; places/#<id> is its address.")
    was: Former = Field((), description="Former ids, if it was renamed: links to them still lead here.")
    draft: Draft = False
    name: Text = Field(description="Its name, as the map and the heading of its entry have it.")
    at: At = Field(
        description=(
            "[latitude, longitude] in decimal degrees: south and west are negative. Of a region, a point inside it."
        ),
        examples=[[25.12, 62.33]],
    )
    kind: PlaceKind = Field(
        PlaceKind.CITY,
        description="What it is: city (or town), port, pass, region (one point in an area) or site (any other spot).",
    )
    translations: tuple[Translation, ...] = Field((), description="Its name in other languages.")
    text: Prose = Field(description="A sentence on what it is to this course, in Markdown.")
    dispute: Dispute | None = Field(None, description="Who says whose it is, if that is disputed.")
    paragraphs: tuple[Annotated[Text, Names("paragraph")], ...] = Field(
        (), description="Paragraphs that it concerns, such as p5."
    )
    lessons: tuple[Annotated[IdOf, Names("lesson")], ...] = Field(
        (), description="More lessons that it concerns, beside those that read its paragraphs."
    )


class Gazetteer(Written):
    """`content/places.yml`: places, on a map without borders. A course may have none."""

    introduction: Prose | None = Field(
        None, description="Text above the map: also where its points are from."
    )
    places_: tuple[Locality, ...] = Field(alias="places", description="The places, in any order.")


class Licence(Written):
    """A licence by name and address."""

    name: Text = Field(description="Its name.")
    url: Text | None = Field(None, description="Where it can be read.")


Synonyms = tuple[Text, ...]
"""Words that mean the same."""


class Weekday(StrEnum):
    """A day of the week, in the order of the week."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


Hours = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True,
        pattern=r"^([01]?[0-9]|2[0-3])[:.][0-5][0-9]\s*[-–]\s*([01]?[0-9]|2[0-3])[:.][0-5][0-9]$",
    ),
]
"""From when to when, by the clock of the place: `10:15-11:45`."""


class LessonDay(Written):
    """A lesson that is not held when its turn comes."""

    lesson: Annotated[IdOf, Names("lesson")] = Field(description="Its id.")
    date: Date = Field(description="Its day, such as 2027-03-01.", examples=["2027-03-01"])


class Schedule(Written):
    """When lessons are held."""

    begins: Date | None = Field(
        None,
        description="The first day of the term, such as 2027-02-01. Another one moves all lessons.",
        examples=["2027-02-01"],
    )
    weekdays: tuple[Weekday, ...] = Field(
        (), description="The days of the week on which a lesson is held, such as [monday, thursday]."
    )
    holidays: tuple[Date, ...] = Field(
        (),
        description="Days without a lesson: 2027-02-15, or from the first to the last, 2027-03-29/2027-04-09.",
        examples=[["2027-02-15", "2027-03-29/2027-04-09"]],
    )
    time: Hours | None = Field(
        None,
        description="From when to when lessons are held, such as 10:15-11:45, by the clock of the place.",
        examples=["10:15-11:45"],
    )
    days: tuple[LessonDay, ...] = Field(
        (), description="Lessons that have a day of their own; those after one come after it."
    )


class ReadingList(Written):
    """A choice of lessons in an order."""

    id: Id = Field(description="Permanent name; lists/<id>/ is its address.")
    title: Text = Field(description="Its name.")
    lessons: tuple[Annotated[IdOf, Names("lesson")], ...] = Field(
        min_length=1, description="Ids of its lessons, in its order."
    )
    text: Prose | None = Field(None, description="For whom it is, in Markdown.")
    was: Former = Field((), description="Former ids, if it was renamed: its former address still leads here.")


class CourseFile(Written):
    """`content/course.yml`."""

    title: Text = Field(description="The course's title.")
    subtitle: Text | None = Field(None, description="A second line.")
    description: Text = Field(description="One or two sentences for search engines and link previews.")
    language: Tag = Field(
        "en", description="BCP 47 tag of the language the course is written in, such as en or ur."
    )
    editors: tuple[Text, ...] = Field(description="Who is responsible for the course's own text.")
    epigraph: Text | None = Field(
        None, description="A sentence of the paper in its own words, for the top of the home page."
    )
    welcome: Prose = Field(description="Text on the home page, above the lessons.")
    lessons: tuple[Id, ...] = Field(min_length=1, description="Lessons in order: names of files.")
    synonyms: tuple[Synonyms, ...] = Field(
        (),
        description=(
            "Words that mean the same, for search: a group for each thing that readers may call by a name, an "
            "abbreviation or a spelling that the course does not use."
        ),
        examples=[[["toll bridge", "pike bridge"]]],
    )
    reading_lists: tuple[ReadingList, ...] = Field(
        (), description="Choices of lessons, each with a page, a handout and files of its own."
    )
    schedule: Schedule | None = Field(
        None, description="When lessons are held, for a page with their dates and a file for calendars."
    )
    licence: Licence = Field(description="Licence of the course's own text.")


class Step(Written):
    """A step of a class."""

    minutes: int = Field(ge=1, le=600, description="How long it takes.")
    do: Prose = Field(description="What happens, in Markdown.")


class Guide(Sourced):
    """What an instructor may want to know about one question."""

    question: Annotated[IdOf, Names("question")] = Field(description="Id of the question.")
    guide: Prose = Field(description="What good answers contain.")
    misconceptions: tuple[OneLine, ...] = Field((), description="What students often get wrong.")
    follow_ups: tuple[OneLine, ...] = Field((), description="Questions to ask next.")


class Answers(Written):
    """`content/answers/<lesson>.yml`: for instructors only; may be absent."""

    run_sheet: tuple[Step, ...] = Field((), description="The class, step by step.")
    guides: tuple[Guide, ...] = Field((), description="One for each question.")


class Name(Written):
    """A person or an organisation, in the form of CSL."""

    family: Text | None = Field(None, description="Family name.")
    given: Text | None = Field(None, description="Given names.")
    literal: Text | None = Field(None, description="An organisation, or a name that has no parts.")
    particle: Text | None = Field(None, alias="non-dropping-particle", description="Such as van or de.")
    dropping_particle: Text | None = Field(
        None,
        alias="dropping-particle",
        description="Such as von, which does not count when names are sorted.",
    )
    suffix: Text | None = Field(None, description="Such as Jr. or III.")

    @model_validator(mode="before")
    @classmethod
    def _as_exported(cls, values: Any) -> Any:
        return without(values, UNUSED_OF_NAMES)


CSL_TYPES = (
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter",
    "classic", "collection", "dataset", "document", "entry", "entry-dictionary", "entry-encyclopedia", "event",
    "figure", "graphic", "hearing", "interview", "legal_case", "legislation", "manuscript", "map", "motion_picture",
    "musical_score", "pamphlet", "paper-conference", "patent", "performance", "periodical",
    "personal_communication", "post", "post-weblog", "regulation", "report", "review", "review-book", "software",
    "song", "speech", "standard", "thesis", "treaty", "webpage",
)  # fmt: skip
"""Types of works (CSL 1.0.2, appendix III)."""


def _bare(doi: object) -> object:
    return re.sub(r"^\s*(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", doi) if isinstance(doi, str) else doi


Doi = Annotated[Text, BeforeValidator(_bare)]
"""A DOI; an address such as https://doi.org/… is shortened to it."""


def _when(value: object) -> When:
    when = read_csl_date(value)
    if when is None:
        raise PydanticCustomError("date", "not a date")
    return when


CslDate = Annotated[
    When,
    PlainValidator(_when),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array"}, {"type": "object"}]}),
]
"""A date in EDTF, or in a form that reference managers export."""
WorkId = Annotated[Id, BeforeValidator(work_id)]
"""An id; one that a reference manager made, such as `Doe1994Bridges`, is written as ours are: `doe1994bridges`."""


_UNUSED = {"description": "Understood, and shown nowhere."}


class Work(Written):
    """A work, in the form of CSL (citationstyles.org), which reference managers export."""

    model_config = ConfigDict(
        json_schema_extra=lambda schema: schema["properties"].update(dict.fromkeys(sorted(UNUSED), _UNUSED))
    )

    id: WorkId = Field(description="Permanent name; references/#<id> is its address.")
    was: Former = Field((), description="Former ids, if it was renamed: links to them still lead here.")
    type: Annotated[Text, BeforeValidator(work_type)] = Field(
        description="CSL type, such as book, article-journal, article-newspaper, webpage."
    )
    kind: SourceKind | None = Field(
        None,
        description=(
            "What it is as a witness, which readers see: primary (a document of the time), scholarly, official "
            "(a government or its media), press or reference. CSL has no such field."
        ),
    )
    title: Text = Field(description="Its title, or a description in square brackets if it has none.")
    author: tuple[Name, ...] = Field((), description="Who wrote it.")
    editor: tuple[Name, ...] = Field((), description="Who edited it.")
    translator: tuple[Name, ...] = Field((), description="Who translated it.")
    container_author: tuple[Name, ...] = Field(
        (), alias="container-author", description="Who wrote the book that it is a part of."
    )
    container_title: Text | None = Field(
        None, alias="container-title", description="The journal, newspaper or website."
    )
    collection_title: Text | None = Field(None, alias="collection-title", description="The series.")
    collection_number: Text | None = Field(
        None, alias="collection-number", description="Its number in the series."
    )
    edition: Text | None = Field(None, description="Edition, if it is not the first.")
    genre: Text | None = Field(None, description="Kind of work, such as PhD thesis.")
    medium: Text | None = Field(None, description="Such as DVD.")
    event_title: Text | None = Field(None, alias="event-title", description="The conference.")
    publisher: Text | None = Field(None, description="Who published it.")
    publisher_place: Text | None = Field(None, alias="publisher-place", description="Where.")
    volume: Text | None = Field(None, description="Volume.")
    number_of_volumes: Text | None = Field(
        None, alias="number-of-volumes", description="How many volumes it has."
    )
    issue: Text | None = Field(None, description="Issue.")
    number: Text | None = Field(None, description="Number of a report or a document.")
    page: Text | None = Field(None, description="First and last page.")
    issued: CslDate | None = Field(None, description="When it appeared, in EDTF.")
    original_date: CslDate | None = Field(
        None,
        alias="original-date",
        description="When it first appeared, if this is a later edition, in EDTF.",
    )
    accessed: CslDate | None = Field(None, description="When it was read on the web, in EDTF.")
    issn: Text | None = Field(None, alias="ISSN", description="ISSN as printed.")
    isbn: Text | None = Field(None, alias="ISBN", description="ISBN.")
    doi: Doi | None = Field(None, alias="DOI", description="DOI, without https://doi.org/.")
    url: Text | None = Field(None, alias="URL", description="Where it can be read legally.")
    language: Annotated[Tag | None, BeforeValidator(language_tag), WithJsonSchema({"type": "string"})] = (
        Field(None, description="BCP 47 tag of its language, such as en or ur.")
    )
    note: Text | None = Field(None, description="A remark that readers see.")

    @model_validator(mode="before")
    @classmethod
    def _as_exported(cls, values: Any) -> Any:
        return without(values, UNUSED)

    @property
    def name(self) -> str:
        """Its title without markup."""
        return untagged(self.title)

    @property
    def unused(self) -> tuple[str, ...]:
        """The fields of its entry that no reference shows."""
        written: Places = self.places
        return tuple(name for name in written.names if name in UNUSED)


class Sources(Written):
    """`content/sources.yml`: what the editors cite."""

    references: tuple[Work, ...] = Field(description="The works, in any order.")


class Rights(Written):
    """What is known about the rights in the paper."""

    licence: Licence | None = Field(None, description="The paper's licence; absent while it is not known.")
    statement: Prose = Field(description="What readers are told about the rights in the paper.")
    stated_for: Text | None = Field(
        None,
        description=(
            "The repository, as OWNER/NAME, that answers for publishing a text whose licence is not known. A repository "
            "that was made from another one must name itself."
        ),
    )


class Difference(Written):
    """Words of paper.md that are not those of the imported file, and why."""

    was: Text | None = Field(None, description="The words of the imported file; absent if there were none.")
    is_: Text | None = Field(
        None, alias="is", description="The words of paper.md; absent if the imported ones are gone."
    )
    why: Text = Field(description="The reason, such as: a misprint; lost by the scanner.")
    who: Text | None = Field(None, description="Who decided it.")


class PaperFile(Written):
    """`seeds/paper.yml`: facts about the paper and its file."""

    citation: Work = Field(description="The paper itself, as a work.")
    rights: Rights = Field(description="What is known about the rights in it.")
    publish: Publish = Field(
        Publish.FULL,
        description=(
            "How much of the paper the site shows: `full` (all of it), where you may publish it, or `quotes` "
            "(only the words that notes, questions and terms quote, by paragraph). `undecided` is full as long as you "
            "try the course on your machine, and is never published."
        ),
    )
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = Field(
        None, description="SHA-256 of seeds/paper.txt, so that no change goes unnoticed."
    )
    furniture: tuple[Text, ...] = Field(
        (),
        description="Lines that are not part of the paper, such as running headers; # stands for any number.",
    )
    headings: tuple[Text, ...] = Field(
        (), description="The paper's headings, if the program does not recognise them."
    )
    differences: tuple[Difference, ...] = Field(
        (), description="Where paper.md rightly differs from the file that it was imported from."
    )
    not_citations: tuple[Text, ...] = Field(
        (), description="Words that look like a citation but are not one."
    )
    reference_list: bool = Field(
        False, description="Whether the file has a list of references, so that its works can be identified."
    )
    works: SourceByKey = Field(
        default_factory=dict,
        description="Which work of content/sources.yml a citation means, such as mason-2020: mason-2020-trade.",
    )


OPTIONAL = (Glossary, Timeline, TimelinePart, Gazetteer, Sources)
"""The files that a course may do without."""
