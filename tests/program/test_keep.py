"""What a preview keeps from one build to the next: only what changed is made again, and it gives what a clean build gives."""

import os
import random
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import fields
from hashlib import sha256

import pytest
from projects import TINY, TOWNS, templates, texts_of
from slips import edit
from synthetic import course

from build_scripts.build import Build, build, plan
from build_scripts.check import check
from build_scripts.paper import citations, plain_text, terms
from build_scripts.read import validate
from build_scripts.shared.keep import ONCE, Kept
from build_scripts.show import glossary, lesson, pages
from build_scripts.weave import weave
from build_scripts.weave.edition import Edition, Repository

EDITS = int(os.environ.get("EDITS", "200"))
"""`make test-long` makes more."""
COURSE, PAPER, TEXT = "content/course.yml", "seeds/paper.yml", "seeds/paper.txt"
REPOSITORY = Repository("https://example.org/course", "abc")

Files = Mapping[str, str]


class Thing:
    """Something that equals all others of its kind."""

    def __eq__(self, other):
        return isinstance(other, Thing)

    def __hash__(self):
        return 1


def test_a_function_is_called_again_only_for_other_arguments():
    calls = []

    def called(*arguments):
        calls.append(arguments)
        return object()

    keep, one, other = Kept(), Thing(), Thing()
    assert keep(called, one, "a" * 1000) is keep(called, one, "".join(["a"] * 1000))
    assert len(calls) == 1
    assert keep(called, one, "b") is not keep(called, other, "b")  # equal things are not the same thing
    assert len({id(keep(called, argument)) for argument in (1, True, "1", None)}) == 4
    assert ONCE(called, one) is not ONCE(called, one)


def test_equal_values_become_one_object():
    keep = Kept()
    first, second = tuple("ab"), tuple("ab")
    assert first is not second
    assert keep.same(first) is first
    assert keep.same(second) is first
    assert ONCE.same(second) is second


def test_what_a_good_build_does_not_use_is_forgotten_and_not_before():
    calls = Counter()

    def called(argument):
        calls[argument] += 1

    keep = Kept()
    keep(called, "always")
    keep(called, "once")
    for _ in range(3):  # builds with a mistake do not come so far that they use it
        keep(called, "always")
    keep.forget_unused()
    keep(called, "once")
    keep.forget_unused()
    for _ in range(2):
        keep(called, "always")
        keep.forget_unused()
    assert calls == {"always": 2, "once": 1}
    keep(called, "once")
    assert calls["once"] == 2


def test_memory_is_flat():
    files, keep = texts_of(TINY), Kept()
    path = "content/lessons/bridges.yml"
    sizes = []
    for number in range(6):
        plan(files | {path: files[path] + f"# {number}\n"}, keep=keep)
        sizes.append(len(keep._before))
    assert len(set(sizes)) == 1


KEPT = (
    (validate, "_read"),
    (plain_text, "read_paper"),
    (citations, "read_citations"),
    (terms, "find_terms"),
    (weave, "weave_lesson"),
    (check, "check_file"),
    (lesson, "make_lesson_page"),
    (lesson, "_entries"),
    (glossary, "_uses"),
)
"""What is expensive, and so made again only if it must be."""


@pytest.fixture
def counted(monkeypatch) -> Counter[str]:
    """How often each function of `KEPT` has been called."""
    counts: Counter[str] = Counter()

    def counting(function: Callable[..., object]) -> Callable[..., object]:
        def called(*arguments: object) -> object:
            counts[function.__name__] += 1
            return function(*arguments)

        return called

    for module, name in KEPT:
        called = counting(getattr(module, name))
        for user in {module, weave, pages}:
            if hasattr(user, name):
                monkeypatch.setattr(user, name, called)
    return counts


@pytest.mark.parametrize(
    ("path", "old", "new", "again"),
    [
        ("content/lessons/lesson-7.yml", "note: ", "note: Saved. ", {"_read": 1, "weave_lesson": 1, "check_file": 1, "_entries": 1}),
        ("content/lessons/lesson-7.yml", "title: ", "title: Saved ", {"_read": 1, "weave_lesson": 1, "check_file": 1, "_entries": 1}),
        ("content/lessons/lesson-7.yml", "id: c-7-2", "id: c-7-new", {"_read": 1, "weave_lesson": 1, "check_file": 1, "_entries": 1}),
        ("content/answers/lesson-7.yml", "guide: ", "guide: Saved ", {"_read": 1, "check_file": 1}),
        ("content/glossary.yml", "definition: ", "definition: Saved ", {"_read": 1, "check_file": 1}),
        ("content/glossary.yml", "aliases:\n  - river council", "aliases:\n  - river", {"_read": 1, "check_file": 1, "find_terms": 1, "_uses": 1}),
        ("content/timeline.yml", "text: ", "text: Saved ", {"_read": 1, "check_file": 1}),
        ("content/sources.yml", "title: ", "title: Saved ", {"_read": 1, "check_file": 1}),
        ("content/course.yml", "title: ", "title: Saved ", {"_read": 1, "check_file": 1}),
        ("content/course.yml", "- lesson-3\n- lesson-4\n", "- lesson-4\n- lesson-3\n", {"_read": 1, "check_file": 1}),
        ("seeds/paper.yml", "statement: ", "statement: Saved ", {"_read": 1, "check_file": 1}),
    ],
)  # fmt: skip
def test_after_a_save_only_what_changed_is_made_again(counted, path, old, new, again):
    files, keep = templates() | course(12, paragraphs=1), Kept()
    made = plan(files, keep=keep)
    assert not made.failed, made.problems
    made.page("lessons/lesson-7.md")
    for one in made.outline:
        one.entries()
    counted.clear()
    assert old in files[path]
    made = plan(files | {path: files[path].replace(old, new, 1)}, keep=keep)
    assert not made.failed, made.problems
    made.page("lessons/lesson-7.md")
    for one in made.outline:
        one.entries()
    assert counted == again | {"make_lesson_page": 1}


def test_a_term_with_a_former_id_changes_only_the_lessons_that_name_it(counted):
    files, keep = templates() | course(12, paragraphs=1), Kept()
    assert not plan(files, keep=keep).failed
    named = re.findall(r"(?m)^key_terms:\n- (.*)$", files["content/lessons/lesson-7.yml"])[0]
    naming = [path for path in files if path.startswith("content/lessons/") and f"- {named}\n" in files[path]]
    glossary_file = "content/glossary.yml"
    renamed = files[glossary_file].replace(f"id: {named}\n", f"id: new\n  was: [{named}]\n")
    counted.clear()
    assert not plan(files | {glossary_file: renamed}, keep=keep).failed
    assert counted["weave_lesson"] == counted["check_file"] - 1 == len(naming) < 12


def test_a_save_with_a_mistake_forgets_nothing(counted):
    files, keep = templates() | course(12, paragraphs=1), Kept()
    made = plan(files, keep=keep)
    made.page("lessons/lesson-7.md")
    for text in ("title: [", "", "lessons: []"):
        assert plan(files | {COURSE: text}, keep=keep).failed
    counted.clear()
    plan(files, keep=keep).page("lessons/lesson-7.md")
    assert counted == {"make_lesson_page": 1}


def test_the_outline_says_what_the_pages_say():
    for edition in Edition:
        made = plan(texts_of(TOWNS), edition=edition)
        rendered = build(texts_of(TOWNS), edition=edition)
        assert [one.path for one in made.outline] == [one.page.path for one in rendered.pages]
        for one in made.outline:
            page = made.page(one.path)
            assert page == one.make()
            assert type(page) is one.kind
            assert (page.path, page.title, page.source, page.entries) == (
                one.path,
                one.title,
                one.source,
                one.entries(),
            )
    assert made.page("nowhere.md") is None


def test_a_build_with_errors_has_no_outline():
    made = plan(texts_of(TINY) | {COURSE: ""})
    assert (made.failed, made.outline, made.site, made.page("index.md")) == (True, (), None, None)


def alike(kept: Build, clean: Build) -> bool:
    """Compare all that a preview shows of two builds."""
    assert kept.problems == clean.problems
    assert kept.handouts == clean.handouts
    heads = [[(one.kind, one.path, one.title, one.source) for one in made.outline] for made in (kept, clean)]
    assert heads[0] == heads[1]
    for one, other in zip(kept.outline, clean.outline, strict=True):
        page, expected = one.make(), other.make()
        assert one.entries() == other.entries() == page.entries, one.path
        for field in fields(expected):
            assert getattr(page, field.name) == getattr(expected, field.name), (one.path, field.name)
    return True


def change(chance: random.Random, files: Files, original: Files) -> dict[str, str]:
    """Return the files after one edit of any kind: most leave a course without errors."""
    made = dict(files)
    lessons = sorted(path for path in made if path.startswith("content/lessons/"))
    written = sorted(path for path in made if path.endswith(".yml"))
    path = chance.choice(written)
    some = chance.choice(lessons) if lessons else path
    name = some.removeprefix("content/lessons/").removesuffix(".yml")
    match chance.randrange(17):
        case 0:
            made[path] = edit(chance, made[path]) if made[path] else "title: x"
        case 1 | 2 | 3:
            made[path] = _at_one(
                chance,
                r"(?m)^( *(?:- )?(?:note|title|summary|definition|ask|text|guide): [^\n|>\"'\[{]+)$",
                r"\1 again",
                made[path],
            )
        case 4:
            made[COURSE] = _at_one(
                chance, r"(?m)^( *- [a-z0-9-]+\n)( *- [a-z0-9-]+\n)", r"\2\1", made[COURSE]
            )
        case 5:
            del made[some]
            made[COURSE] = re.sub(rf"(?m)^ *- {name}\n", "", made[COURSE])
            if chance.random() < 0.8:
                made.pop(f"content/answers/{name}.yml", None)
        case 6:
            made[path] = _at_one(
                chance, r"(?m)^( *)- id: ([a-z0-9-]+)$", r"\1- id: \2-new\n\1  was: [\2]", made[path]
            )
        case 7:
            made[f"content/lessons/{name}-new.yml"] = f"was: [{name}]\n" + made.pop(some)
            made[COURSE] = re.sub(rf"(?m)^( *- ){name}$", rf"\1{name}-new", made[COURSE])
        case 8:
            text = made[TEXT]
            word = chance.choice([found.start() for found in re.finditer(r"(?<=\w) (?=\w)", text)])
            made |= _read_again(made, text[:word] + chance.choice([" indeed", "\n\n", ""]) + text[word:])
        case 9:
            paragraphs = made[TEXT].split("\n\n")
            del paragraphs[chance.randrange(len(paragraphs))]
            made |= _read_again(made, "\n\n".join(paragraphs) or "Nothing.")
        case 10:
            bare = re.sub(r"(?m)^publish: .*\n", "", made[PAPER])
            made[PAPER] = bare if "publish: quotes" in made[PAPER] else f"publish: quotes\n{bare}"
        case 11:
            made[PAPER] = _at_one(chance, r"(?m)^ +- .*\n", "", made[PAPER])
        case 12:
            said = chance.choice(["(Mason, 2019)", "Mason, 2019", "Dale, 2018"])
            made[PAPER] = (
                re.sub(r"(?m)^not_citations: .*\n", "", made[PAPER]) + f'not_citations: ["{said}"]\n'
            )
        case 13:
            made[path] = _at_one(chance, r"(?m)^ *(?:- )?[a-z][\w -]*$\n", "", made[path])
        case 14:
            page = chance.choice(["content/pages/about.md", "content/pages/added.md"])
            if made.pop(page, None) is None:
                made[page] = "# Added\n\nSee [it](page:about) and [that](paragraph:p1).\n"
        case 15:
            made.pop(path)
        case _:
            back = chance.choice(sorted(original))
            made[back] = original[back]
    return made


def _at_one(chance: random.Random, pattern: str, new: str, text: str) -> str:
    """Put something in the place of one match of a pattern."""
    found = list(re.finditer(pattern, text))
    if not found:
        return text
    one = chance.choice(found)
    return text[: one.start()] + one.expand(new) + text[one.end() :]


def _read_again(files: Files, text: str) -> dict[str, str]:
    digest = sha256(text.encode()).hexdigest()
    return {TEXT: text, PAPER: re.sub(r"(?m)^sha256: .*$", f"sha256: {digest}", files.get(PAPER, ""))}


def follow(seed: int, original: Files, edits: int) -> int:
    """Edit a course again and again with one `Kept`, and compare with clean builds; return how many were good."""
    chance, keep = random.Random(seed), Kept()
    files, last_good, good = dict(original), dict(original), 0
    for number in range(edits):
        edition = chance.choice([*Edition, Edition.STUDENT])
        repository = chance.choice([None, REPOSITORY])
        kept = plan(files, edition=edition, repository=repository, keep=keep)
        assert alike(kept, plan(files, edition=edition, repository=repository)), (seed, number)
        good += not kept.failed
        if kept.failed and chance.random() < 0.7:
            files = dict(last_good)
            continue
        if not kept.failed:
            last_good = files
        if chance.random() < 0.05:
            files = last_good = dict(original)
        files = change(chance, files, original)
    return good


def test_what_is_kept_gives_what_a_clean_build_gives():
    assert follow(0, texts_of(TINY), 25) > 8


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
@pytest.mark.parametrize(
    "files", [texts_of(TOWNS), templates() | course(5, paragraphs=2)], ids=["towns", "made"]
)
def test_through_many_edits_what_is_kept_gives_what_clean_builds_give(files, part):
    edits = EDITS // 4
    assert follow(part, files, edits) > edits // 4
