"""What runs on GitHub: pinned, with no more rights than it needs; and the lock file is of these dependencies.

`make test` also runs zizmor and actionlint over the workflows.
"""

import re
import tomllib

import yaml
from projects import ROOT
from setuptools import find_packages

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


def test_the_lock_file_holds_what_the_project_names_with_hashes():
    """Dependabot renews `pyproject.toml` alone: then `make lock`."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    named = {*project["project"]["dependencies"], *project["dependency-groups"]["dev"]}
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = set(re.findall(r"^[a-zA-Z0-9_.-]+==[^ ;]+", lock, re.MULTILINE))
    assert {name.lower() for name in named} - {name.lower() for name in locked} == set()
    blocks = re.split(r"\n(?=\S)", lock.strip())
    assert len(blocks) == len(re.findall(r"^\S+==", lock, re.MULTILINE))
    assert all("--hash=sha256:" in block for block in blocks)


def test_every_package_of_the_program_is_installed():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found = find_packages(ROOT, include=settings["tool"]["setuptools"]["packages"]["find"]["include"])
    folders = [path.parent for path in (ROOT / "build_scripts").rglob("__init__.py")]
    assert sorted(found) == sorted(".".join(folder.relative_to(ROOT).parts) for folder in folders)
