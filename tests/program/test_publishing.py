"""What must be decided before a course is published, and where its answers are."""

import json
from dataclasses import replace

import pytest
import yaml
from click.testing import CliRunner
from mkdocs.config import load_config
from projects import ROOT, TINY, lay_out, run, texts_of

from build_scripts.check.publishing import Publisher, to_publish
from build_scripts.check.report import annotations
from build_scripts.inspect import inspect
from build_scripts.shared.dates import read_date
from build_scripts.shared.language import ENGLISH
from build_scripts.shared.place import Place, Problem, Severity
from build_scripts.shells.commands.begin import cite
from build_scripts.shells.mkdocs_pages import frame_in
from build_scripts.shells.publisher import publisher
from build_scripts.shells.session import frame_of
from build_scripts.start.repository import ANSWERS_WORKFLOW, answers_files, citation_file
from build_scripts.weave.edition import Edition

CHECKS = (ROOT / ".github/workflows/check.yml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def unlicensed() -> dict[str, str]:
    files = texts_of(TINY)
    paper = yaml.safe_load(files["seeds/paper.yml"])
    paper["rights"] = {"statement": "Nobody knows."}
    paper["publish"] = "full"
    return files | {"seeds/paper.yml": yaml.safe_dump(paper)}


def published(files, publisher, rights=(), publish="full") -> dict[str, Severity]:
    """The rules that are broken when a course is published with these rights."""
    paper = yaml.safe_load(files["seeds/paper.yml"])
    paper["rights"] |= dict(rights)
    paper["publish"] = publish
    made = inspect(files | {"seeds/paper.yml": yaml.safe_dump(paper)})
    assert made.woven is not None
    assert not made.failed, made.problems
    return {one.rule: one.severity for one in to_publish(made.problems, made.woven, publisher)}


COPY = Publisher("ada/bridges", "kern/bridges")


@pytest.mark.parametrize(
    ("publisher", "rights", "publish", "stopped"),
    [
        (Publisher(), {}, "full", False),  # on a teacher's machine, and in the first repository
        (COPY, {}, "full", True),
        (COPY, {}, "quotes", False),
        (COPY, {"licence": {"name": "CC BY 4.0"}}, "full", False),
        (COPY, {"stated_for": "Ada/bridges"}, "full", False),
        (COPY, {"stated_for": "kern/bridges"}, "full", True),
        (Publisher("ada/bridges"), {"stated_for": "kern/bridges"}, "full", True),
        (Publisher(), {"stated_for": "kern/bridges"}, "full", False),
    ],
)
def test_who_copies_a_course_answers_for_a_paper_without_a_licence(
    unlicensed, publisher, rights, publish, stopped
):
    assert ("rights-of-a-copy" in published(unlicensed, publisher, rights, publish)) is stopped


def test_nothing_undecided_is_published_but_all_of_it_can_be_tried(unlicensed):
    told = published(unlicensed, Publisher(), publish="undecided")
    assert told["rights-undecided"] is Severity.ERROR
    assert "rights-undecided" not in published(unlicensed, Publisher())


def test_samples_are_errors_only_for_publishing(unlicensed):
    files = unlicensed | {
        "content/pages/about.md": "# About this course\n\nWho made it, how, and how to cite it.\n"
    }
    made = inspect(files)
    assert {one.severity for one in made.problems if one.rule == "sample"} == {Severity.WARNING}
    assert published(files, Publisher())["sample"] is Severity.ERROR


def test_answers_are_told_of_only_where_everyone_can_read_them(unlicensed):
    there = Publisher("ada/bridges", answers=("content/answers/bridges.yml",))
    for public, warned in ((True, True), (False, False), (None, False)):
        told = published(unlicensed, replace(there, is_public=public))
        assert ("answers-public" in told) is warned


def test_a_paper_of_which_only_quotes_are_shown_is_told_of_where_everyone_can_read_it(unlicensed):
    for public, publish, warned in ((True, "quotes", True), (True, "full", False), (False, "quotes", False)):
        told = published(unlicensed, Publisher("ada/bridges", is_public=public), publish=publish)
        assert ("paper-public" in told) is warned


def test_who_publishes_is_known_from_the_workflow(tmp_path, monkeypatch):
    event = tmp_path / "event.json"
    monkeypatch.setenv("GITHUB_EVENT_PATH", str(event))
    monkeypatch.setenv("GITHUB_REPOSITORY", "ada/bridges")
    monkeypatch.setenv("COPIED_FROM", "kern/bridges")
    for said, public in (({"repository": {"private": False}}, True), ({"repository": {"private": True}}, False), ([], None)):  # fmt: skip
        event.write_text(json.dumps(said))
        known = publisher(tmp_path)
        assert (known.name, known.copied_from, known.is_public) == ("ada/bridges", "kern/bridges", public)
    (tmp_path / "CITATION.cff").write_text("title: [")
    assert publisher(tmp_path).cited_as is None


def test_a_citation_that_names_another_title_is_told(unlicensed):
    made = inspect(unlicensed)
    assert made.woven is not None
    course, paper = made.woven.project.course, made.woven.project.paper.citation
    said = yaml.safe_load(citation_file(course, paper))
    assert said["title"] == course.title
    assert [one["name"] for one in said["authors"]] == list(course.editors)
    assert said["references"][0]["title"] == paper.name
    for issued, year in (("2011-03", 2011), ("195X", None), ("-0043", None)):
        dated = paper.model_copy(update={"issued": read_date(issued)})
        assert yaml.safe_load(citation_file(course, dated))["references"][0].get("year") == year
    assert "citation-old" not in published(unlicensed, Publisher(cited_as=said["title"]))
    assert published(unlicensed, Publisher(cited_as="Another"))["citation-old"] is Severity.WARNING


def test_the_workflow_for_answers_has_the_rights_and_the_pins_of_the_others():
    flow = yaml.safe_load(answers_files("ada/bridges", CHECKS)[ANSWERS_WORKFLOW])
    assert flow["permissions"] == {}
    assert flow["jobs"]["build"]["permissions"] == {"contents": "read"}
    used = [step["uses"] for step in flow["jobs"]["build"]["steps"] if "uses" in step]
    assert len(used) == 4
    assert all(f"uses: {one} # v" in CHECKS for one in used)
    with pytest.raises(KeyError, match="actions/upload-artifact"):
        answers_files("ada/bridges", CHECKS.replace("actions/upload-artifact", "others/upload"))


@pytest.mark.slow
def test_answers_kept_apart_are_joined_by_id_where_the_private_workflow_builds(tmp_path):
    """The two repositories are laid out as the workflow does it, and what it runs is run."""
    course = tmp_path / "course"
    assert (
        run(tmp_path, "build_scripts", "new", "course", str(course), str(TINY / "seeds/paper.txt")).returncode
        == 0
    )
    assert run(course, "build_scripts", "new", "answers").returncode == 0
    assert "/content/answers/" in (course / ".gitignore").read_text().split()
    flow = yaml.safe_load((course / ANSWERS_WORKFLOW).read_text())
    steps = flow["jobs"]["build"]["steps"]
    assert [step["with"].get("path", ".") for step in steps if "checkout" in step.get("uses", "")] == [".", "content/answers"]  # fmt: skip
    made = (ROOT / "Makefile").read_text().partition("\ninstructor:")[2].split("\n")[1]
    assert made.endswith("course build --edition instructor")
    assert [step["run"] for step in steps if "run" in step] == ["make check", "make instructor"]

    guide = "guides:\n  - {question: the-first-lesson-claim, guide: Nobody doubted it., basis: judgement}\n"
    (course / "content/answers/first.yml").write_text(guide)
    done = run(course, "build_scripts", "build", "--edition", "instructor")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Nobody doubted it." in (course / "site-instructor/lessons/first/index.html").read_text()


@pytest.mark.parametrize(("edition", "pencil"), [(Edition.STUDENT, False), (Edition.INSTRUCTOR, True)])
def test_a_course_may_have_no_pencil_for_students(edition, pencil, monkeypatch):
    monkeypatch.setenv("EDIT_URI", "https://git.example/course/edit/main/{path}")
    config = load_config(str(ROOT / "mkdocs.yml"))
    frame_in(config, frame_of(edition, ENGLISH), None, ())
    assert config.edit_uri_template
    config.extra["pencil"] = False
    frame_in(config, frame_of(edition, ENGLISH), None, ())
    assert bool(config.edit_uri_template) is pencil


@pytest.mark.parametrize("heading", ["The course’s title", "My own heading"])
def test_a_new_title_comes_into_the_heading_of_the_readme_if_that_was_the_former_one(
    tmp_path, monkeypatch, heading
):
    folder = lay_out(tmp_path / "project", TINY)
    (folder / "CITATION.cff").write_text("title: The course’s title\n", encoding="utf-8")
    (folder / "README.md").write_text(f"# {heading}\n\nMine: The course’s title.\n", encoding="utf-8")
    monkeypatch.chdir(folder)
    done = CliRunner().invoke(cite)
    assert done.exit_code == 0, done.output
    text = (folder / "README.md").read_text(encoding="utf-8")
    title = yaml.safe_load((folder / "CITATION.cff").read_text(encoding="utf-8"))["title"]
    assert title != "The course’s title"
    assert text == f"# {heading if heading.startswith('My') else title}\n\nMine: The course’s title.\n"


def test_on_a_pull_request_only_errors_and_warnings_stand_at_their_lines():
    problems = [
        Problem(Place("a.yml"), "a-rule", "it is wrong", "mend it", severity) for severity in Severity
    ]
    shown = annotations(problems)
    assert [line.partition(" ")[0] for line in shown.splitlines()] == ["::error", "::warning"]
