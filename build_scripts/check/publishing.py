"""What must be decided before a course is published: its own texts, the rights in the paper, where its answers are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ..read.course import PaperFile, Publish
from ..shared.place import Place, Problem, Rule, Severity
from ..weave.weave import Woven
from .statements import SAMPLE

RIGHTS_UNDECIDED = Rule(
    "rights-undecided",
    "nobody has decided yet how much of the paper the site may show; publishing waits for it",
    "publish: undecided",
    "Write full, if you may publish the paper’s text, or quotes; and say what you know under rights.",
)
RIGHTS_OF_A_COPY = Rule(
    "rights-of-a-copy",
    "a repository publishes a paper whose licence is not known, and only another repository has answered for it",
    "publish: full",
    "If you may publish the text, write your repository under rights, as stated_for: OWNER/NAME. If not: publish: quotes.",
)
ANSWERS_PUBLIC = Rule(
    "answers-public",
    "guides and answers are in a repository that everyone can read",
    "(content/answers/bridges.yml in a public repository)",
    "Keep them in a private repository: course new answers.",
    Severity.WARNING,
)
PAPER_PUBLIC = Rule(
    "paper-public",
    "the site may show only quotes of the paper, but everyone can read the repository, which holds the whole",
    "publish: quotes",
    "Make the repository private.",
    Severity.WARNING,
)
CITATION_OLD = Rule(
    "citation-old",
    "CITATION.cff names another title than the course has",
    "title: The course’s title",
    "Write it anew: course cite.",
    Severity.WARNING,
)
RULES = (RIGHTS_UNDECIDED, RIGHTS_OF_A_COPY, ANSWERS_PUBLIC, PAPER_PUBLIC, CITATION_OLD)


@dataclass(frozen=True, slots=True)
class Publisher:
    """What is known of the repository that publishes a course."""

    name: str = ""
    """`OWNER/NAME`; empty if it is not known."""
    copied_from: str = ""
    """The repository that it was made from, as a template or a fork; empty if there is none, or none is known."""
    is_public: bool | None = None
    """Whether everyone can read it; `None` if that is not known."""
    answers: tuple[str, ...] = ()
    """The paths of guides that it holds."""
    cited_as: str | None = None
    """The title in its CITATION.cff; `None` if it has none."""


def to_publish(problems: Iterable[Problem], woven: Woven, publisher: Publisher) -> tuple[Problem, ...]:
    """Return the problems of a course as they count when it is published: samples are errors, rights must be decided."""
    counted = (replace(one, severity=Severity.ERROR) if one.rule == SAMPLE.name else one for one in problems)
    undecided = _undecided(woven.project.paper, publisher)
    return tuple(sorted({*counted, *undecided, *_told(woven, publisher)}))


def _undecided(paper: PaperFile, publisher: Publisher) -> Iterator[Problem]:
    """Report rights in the paper for which nobody answers."""
    if paper.publish is Publish.UNDECIDED:
        yield RIGHTS_UNDECIDED.at(
            paper.place("publish"),
            "it is undecided how much of the paper the site may show",
            "write publish: full, if you may publish its text, or publish: quotes; and what you know under rights",
        )
    stated = paper.rights.stated_for or ""
    elsewhere = bool(publisher.name and stated and stated.lower() != publisher.name.lower())
    unstated = bool(publisher.copied_from and not stated)
    if paper.publish is Publish.FULL and paper.rights.licence is None and (elsewhere or unstated):
        other = stated or publisher.copied_from
        yield RIGHTS_OF_A_COPY.at(
            paper.place("rights"),
            f"the paper’s licence is not known, and only {other} has answered for publishing its text",
            f"if you may publish it, write below rights: “stated_for: {publisher.name}”; if not, write publish: quotes",
        )


def _told(woven: Woven, publisher: Publisher) -> Iterator[Problem]:
    if publisher.is_public and publisher.answers:
        yield ANSWERS_PUBLIC.at(
            Place(publisher.answers[0]),
            f"{publisher.name or 'this repository'} is public, so students can read {len(publisher.answers)} "
            "files of guides and answers in it",
            "keep them in a private repository: course new answers",
        )
    paper = woven.project.paper
    if publisher.is_public and paper.publish is Publish.QUOTES:
        yield PAPER_PUBLIC.at(
            paper.place("publish"),
            f"only quotes of the paper are to be shown, but {publisher.name or 'this repository'} is public, and holds all "
            "of it in seeds/",
            "make the repository private",
        )
    course = woven.project.course
    if publisher.cited_as is not None and publisher.cited_as != course.title:
        yield CITATION_OLD.at(
            Place("CITATION.cff"),
            f"it cites “{publisher.cited_as}”, but the course is called “{course.title}”",
            "write it anew: course cite",
        )
