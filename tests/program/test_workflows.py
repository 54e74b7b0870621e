"""What runs on GitHub: pinned, with no more rights than it needs; and the lock files are of these dependencies.

`make lint` also runs zizmor and actionlint over the workflows.
"""

import os
import re
import subprocess
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
    run = [line for step in steps for line in step.get("run", "").splitlines()]
    asks = "COPIED_FROM=$(gh api "  # whether the repository is a copy of another
    assert sum(line.startswith(asks) for line in run) == 1
    assert [line for line in run if not line.startswith(asks)] == [
        "make clean", "export COPIED_FROM", "make check-to-publish", "make site",
    ]  # fmt: skip
    assert not [step for step in steps if "cache" in step.get("with", {})]


def test_publishing_waits_for_the_course_and_the_program_and_for_nothing_else():
    publish, check = (yaml.safe_load(WORKFLOWS[name])["jobs"] for name in ("publish.yml", "check.yml"))
    assert publish["deploy"]["needs"] == ["program", "build"]
    assert not [name for name in ("program", "build") if "needs" in publish[name]]
    assert publish["program"]["steps"][-1]["run"] == "make test-program"
    commands = {step["run"] for job in check.values() for step in job["steps"] if "run" in step}
    assert {"make check", "make site", "make test-program"} <= commands
    assert not [command for command in commands if "test-course" in command]
    assert not [job for job in check.values() if "needs" in job], "the preview waits for a test"


def test_of_two_pushes_the_newer_one_is_published_last():
    """It ends what the older one does before it deploys, and waits for a deployment that has begun."""
    publish = yaml.safe_load(WORKFLOWS["publish.yml"])
    assert "concurrency" not in publish
    assert {name: job["concurrency"]["cancel-in-progress"] for name, job in publish["jobs"].items()} == {
        "program": True,
        "build": True,
        "deploy": False,
    }


@pytest.mark.slow
def test_tests_run_again_only_if_something_but_the_course_has_changed(tmp_path):
    """Each commit is compared with the first, as a workflow does; what it says goes into the file that it names."""
    script, told = ROOT / ".github/program-changed.sh", tmp_path / "told"

    def git(*command: str) -> str:
        known = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]
        done = ["git", *known, *command]
        return subprocess.run(done, cwd=tmp_path / "r", check=True, capture_output=True, text=True).stdout

    def commit(path: str) -> None:
        file = tmp_path / "r" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(path + str(file.exists()))
        git("add", "--all")
        git("commit", "--quiet", "--message", path)

    def tested(since: str) -> bool:
        told.write_text("")
        given = os.environ | {"GITHUB_OUTPUT": str(told), "GITHUB_STEP_SUMMARY": os.devnull}
        subprocess.run(
            ["sh", str(script), since], cwd=tmp_path / "r", check=True, env=given, capture_output=True
        )
        return {"test=true\n": True, "test=false\n": False}[told.read_text()]

    (tmp_path / "r").mkdir()
    git("init", "--quiet")
    commit("content/lessons/x.yml")
    assert not tested("")  # there are no tests
    commit("tests/program/test_x.py")
    first = git("rev-parse", "HEAD").strip()
    assert tested("")
    assert tested("0" * 40)
    assert not tested(first)
    commit("content/lessons/x.yml")
    commit("seeds/paper.md")
    assert not tested(first)
    commit("content/schema/rules.md")
    assert tested(first)
    git("reset", "--quiet", "--hard", "HEAD~")
    commit("overrides/main.html")
    assert tested(first)


def test_every_package_of_the_program_is_installed():
    found = find_packages(ROOT, include=PROJECT["tool"]["setuptools"]["packages"]["find"]["include"])
    folders = [path.parent for path in (ROOT / "build_scripts").rglob("__init__.py")]
    assert sorted(found) == sorted(".".join(folder.relative_to(ROOT).parts) for folder in folders)
