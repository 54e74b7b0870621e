"""What runs on GitHub: pinned, with no more rights than it needs; and the lock files are of these dependencies.

`make lint` also runs zizmor and actionlint over the workflows.
"""

import re
import tomllib

import pytest
import yaml
from projects import ROOT
from setuptools import find_packages

from build_scripts.shells.kept_files import PRINTS

WORKFLOWS = {
    path.name: path.read_text(encoding="utf-8") for path in (ROOT / ".github/workflows").glob("*.yml")
}


def test_every_action_is_github_s_own_and_pinned_to_a_commit_with_its_release():
    used = [line.strip() for text in WORKFLOWS.values() for line in text.split("\n") if "uses:" in line]
    assert len(used) > 10
    pinned = re.compile(r"(- )?uses: actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
    assert [line for line in used if not pinned.fullmatch(line) and "./.github" not in line] == []


def test_rights_are_given_job_by_job_and_only_deployment_may_write():
    may_write = set()
    for name, text in WORKFLOWS.items():
        flow = yaml.safe_load(text)
        assert flow["permissions"] == {}, name
        for job, settings in flow["jobs"].items():
            granted = settings["permissions"]
            may_write |= {(name, job, what) for what, how in granted.items() if how == "write"}
    assert may_write == {("publish.yml", "deploy", "pages"), ("publish.yml", "deploy", "id-token")}


def test_strangers_code_never_runs_with_rights_or_what_they_write_in_a_command():
    for name, text in WORKFLOWS.items():
        assert "pull_request_target" not in text, name
        assert "secrets." not in text, name
        for job in yaml.safe_load(text)["jobs"].values():
            assert not [step for step in job.get("steps", []) if "${{" in step.get("run", "")], name


def test_only_the_student_edition_is_published():
    assert "instructor" not in WORKFLOWS["publish.yml"]
    uploads = [
        step
        for job in yaml.safe_load(WORKFLOWS["publish.yml"])["jobs"].values()
        for step in job.get("steps", [])
        if "upload-pages-artifact" in step.get("uses", "")
    ]
    assert [step["with"]["path"] for step in uploads] == ["site"]


PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GROUPS, EXTRAS = PROJECT["dependency-groups"], PROJECT["project"]["optional-dependencies"]
LOCKS = {
    "requirements.lock": [*PROJECT["project"]["dependencies"], *GROUPS["install"]],
    "build_scripts/zensical.lock": EXTRAS["zensical"],
    "tests/requirements.lock": GROUPS["dev"],
}
"""The lock files, and what each holds for its own sake."""


def locked(path: str) -> set[str]:
    """The packages of a lock file, with their versions."""
    text = (ROOT / path).read_text(encoding="utf-8").lower()
    return set(re.findall(r"^[a-z0-9_.-]+==[^ ;]+", text, re.MULTILINE))


@pytest.mark.parametrize(("path", "named"), LOCKS.items(), ids=LOCKS)
def test_a_lock_file_holds_what_the_project_names_with_hashes(path, named):
    """Dependabot renews `pyproject.toml` alone: then `make lock`."""
    assert {name.lower() for name in named} <= locked(path) | locked("requirements.lock")
    lock = (ROOT / path).read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=\S)", lock.strip())
    assert len(blocks) == len(re.findall(r"^\S+==", lock, re.MULTILINE))
    assert all("--hash=sha256:" in block for block in blocks)


def test_a_site_is_built_without_what_only_tests_need():
    for path in ("build_scripts/zensical.lock", "tests/requirements.lock"):
        assert not locked("requirements.lock") & locked(path)
    for name in ("pytest", "playwright", "mypy", "uv", "zensical"):
        assert not [one for one in locked("requirements.lock") if one.startswith(f"{name}==")]


def test_what_is_published_is_printed_from_this_commit_and_nothing_else():
    """A stranger may have put a printed file among those that are kept between builds; see `SECURITY.md`."""
    for name, text in WORKFLOWS.items():
        assert "actions/cache" not in text, name
        assert PRINTS.partition("/")[0] not in text, name
    steps = yaml.safe_load(WORKFLOWS["publish.yml"])["jobs"]["build"]["steps"]
    assert [step["run"] for step in steps if "run" in step] == ["make clean", "make site"]
    assert not [step for step in steps if "cache" in step.get("with", {})]


def test_publishing_waits_for_the_course_and_the_program_and_for_nothing_else():
    publish, check = (yaml.safe_load(WORKFLOWS[name])["jobs"] for name in ("publish.yml", "check.yml"))
    assert publish["build"]["needs"] == "check"
    assert publish["check"]["uses"] == "./.github/workflows/check.yml"
    commands = {step["run"] for job in check.values() for step in job["steps"] if "run" in step}
    assert {"make check", "make site", "make test-program"} <= commands
    assert not [command for command in commands if "test-course" in command]
    assert not [job for job in check.values() if "needs" in job], "the preview waits for a test"


def test_every_package_of_the_program_is_installed():
    found = find_packages(ROOT, include=PROJECT["tool"]["setuptools"]["packages"]["find"]["include"])
    folders = [path.parent for path in (ROOT / "build_scripts").rglob("__init__.py")]
    assert sorted(found) == sorted(".".join(folder.relative_to(ROOT).parts) for folder in folders)
