"""Make the files at the top of a course's own repository, and those of a private one for its answers."""

import re
from typing import Any

import yaml

from ..read.course import CourseFile, Name, Work
from ..read.project import ANSWERS_FOLDER

CITATION = "CITATION.cff"
README = "README.md"
IGNORED = f"/{ANSWERS_FOLDER}"
"""The line of `.gitignore` that keeps answers out of a course's repository."""
ANSWERS_WORKFLOW = f"{ANSWERS_FOLDER}.github/workflows/instructor.yml"
_COMMONS = "https://creativecommons.org/"
LICENCES = {
    "by": {"name": "CC BY 4.0", "url": f"{_COMMONS}licenses/by/4.0/"},
    "by-sa": {"name": "CC BY-SA 4.0", "url": f"{_COMMONS}licenses/by-sa/4.0/"},
    "by-nc": {"name": "CC BY-NC 4.0", "url": f"{_COMMONS}licenses/by-nc/4.0/"},
    "by-nc-sa": {"name": "CC BY-NC-SA 4.0", "url": f"{_COMMONS}licenses/by-nc-sa/4.0/"},
    "cc0": {"name": "CC0 1.0", "url": f"{_COMMONS}publicdomain/zero/1.0/"},
    "none": {"name": "All rights reserved"},
}
"""The licences that a new course can begin with."""
_LICENCE = """# Licences

Three things are in this repository, and each has its own:

- **The course’s texts** (`content/`): the licence that `licence:` in `content/course.yml` names. They are by the
  editors who are named there.
- **The paper** (`seeds/`): it is its authors’ work. What is known of the rights in it stands in `seeds/paper.yml`.
- **The program** (everything else): MIT, see `build_scripts/LICENSE`.
"""
_SECURITY = """# Security

Please report in private what could harm readers: on GitHub, *Security → Report a vulnerability*.

- Only what is on `main` is published, and only if `course check --to-publish` finds no error in it.
- Whoever may push to `main` may publish. Look at pull requests that change anything but `content/` and `seeds/`
  as you would look at a program: `build_scripts/`, `overrides/`, `.github/`, `Makefile` and the settings are run.
- Do not open a site that a stranger built before you have read what was changed there.
- Guides and answers are never in the published site, but everyone can read them in a public repository.
- `course upgrade` brings a newer program. *Audit*, under *Actions*, tells every week if a package has a known fault.
"""


def readme(title: str, paper: str) -> str:
    """Return the README of a course's repository."""
    return f"""# {title}

A close-reading course on “{paper}”: the paper’s text with notes, questions, a glossary and a timeline.

```console
make serve            # look at it; pages change when you save
make check            # list what is wrong, by file and line
make site             # build it into site/
```

You need Python 3.11 or newer (with venv), git and make. For the other commands, write `.venv/bin/course`.

| I want to change | in |
|---|---|
| title, welcome, order of lessons, licence | `content/course.yml` |
| notes, questions, self-checks | `content/lessons/` |
| terms, events, sources | `content/glossary.yml`, `timeline.yml`, `sources.yml`; a course may do without each |
| the paper’s text, its rights, how much of it is shown | `seeds/paper.md`, `seeds/paper.yml` |

*Editing this course* explains it: `.venv/bin/course build --edition instructor`, then open
`site-instructor/editing/index.html`.

## Publish

1. Write your own texts over the samples, and decide the rights: `make check-to-publish` lists what is left.
2. `.venv/bin/course publish --check` shows what would be published, and looks at every page of it.
3. On GitHub, make an empty repository. Under *Settings → Pages → Source*, choose **GitHub Actions**.
4. `git push` to its branch `main`. *Publish*, under *Actions*, does the rest.

**Guides and answers** (`content/answers/`) are not in the published site. But a public repository shows them to everyone,
and GitHub’s free plan publishes only public ones. Before you write any: `.venv/bin/course new answers` keeps them in a
private repository of their own.

**The paper** is in `seeds/`, with the file that it came from. If you may publish only quotes of it (`publish: quotes`), keep
the whole repository private.

`.venv/bin/course cite` writes `CITATION.cff` anew, and a new title above. `.venv/bin/course upgrade` brings a newer program.
"""


def retitled(text: str, before: str, title: str) -> str:
    """Return a README with the course's title as its heading, if its heading is the title that the course had before."""
    heading = f"# {before}\n"
    return f"# {title}\n{text.removeprefix(heading)}" if text.startswith(heading) else text


def own_files(course: CourseFile, paper: Work) -> dict[str, str]:
    """Return the files at the top of a new course's repository that are its own, by path."""
    return {
        README: readme(course.title, paper.name),
        "LICENSE.md": _LICENCE,
        ".github/SECURITY.md": _SECURITY,
        CITATION: citation_file(course, paper),
    }


def citation_file(course: CourseFile, paper: Work) -> str:
    """Return CITATION.cff (citation-file-format.github.io, version 1.2.0): how to cite the course, and what it reads."""
    year = paper.issued.points[0].iso[:4] if paper.issued else ""
    known = re.fullmatch(r"CC0? ?((?:[A-Z]{2}-?)*) ?(\d\.\d)", course.licence.name)
    licence = {"license": course.licence.name.replace(" ", "-")} if known else {}
    read = {
        "type": "article" if paper.container_title else "generic",
        "title": paper.name,
        "authors": [_person(name) for name in paper.author] or [{"name": "unknown"}],
        "journal": paper.container_title,
        "year": int(year) if year else None,
        "doi": paper.doi,
        "url": paper.url,
        "notes": "What the course reads. It is its authors’ work, and no part of what is cited here.",
    }
    told = {
        "cff-version": "1.2.0",
        "message": "If you use this course, please cite it, and cite what it reads for itself.",
        "type": "dataset",
        "title": course.title,
        "authors": [{"name": name} for name in course.editors],
        **licence,
        "references": [{name: fact for name, fact in read.items() if fact}],
    }
    return yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=110)


def _person(name: Name) -> dict[str, Any]:
    if name.literal:
        return {"name": name.literal}
    parts = {"family-names": name.family, "name-particle": name.particle, "given-names": name.given}
    return {part: words for part, words in parts.items() if words}


def answers_files(repository: str, checks: str) -> dict[str, str]:
    """Return the files of a private repository for a course's answers, by their paths in the course.

    `repository`: that of the course, `OWNER/NAME`; empty if it is not known. `checks`: the text of `check.yml`, for the
    commits to which it pins actions. Raises `KeyError` with the name of an action that it does not pin.
    """
    pins = {one.partition("@")[0]: one for one in re.findall(r"uses: (actions/\S+@\S+ # \S+)", checks)}
    checkout, python, upload = (
        pins[f"actions/{name}"] for name in ("checkout", "setup-python", "upload-artifact")
    )
    workflow = f"""# Build the edition for instructors from the course and from the answers, which are in this private repository.
# Only people who can read this repository can download it: under Actions, from the run.
name: Edition for instructors

on:
  push:
    branches: [main]
  workflow_dispatch:

permissions: {{}}

jobs:
  build:
    name: Build
    runs-on: ubuntu-24.04
    timeout-minutes: 20
    permissions:
      contents: read
    steps:
      - name: Get the course
        uses: {checkout}
        with:
          repository: {repository or "OWNER/NAME"}
          persist-credentials: false
      - name: Get its answers
        uses: {checkout}
        with:
          path: {ANSWERS_FOLDER.rstrip("/")}
          persist-credentials: false
      - uses: {python}
        with:
          python-version: "3.11"
      - run: make check
      - run: make instructor
      - uses: {upload}
        with:
          name: instructors
          path: |
            site-instructor
            handouts-instructor
"""
    told = f"""# Answers

Guides and answers for the course in {f"`{repository}`" if repository else "another repository"}. **Keep this repository private.**

It stands inside the course as `{ANSWERS_FOLDER.rstrip("/")}`, where the course’s own repository ignores it. Each file has the name
of a lesson, and each guide the id of a question:

```yaml
# {ANSWERS_FOLDER}first.yml
guides:
  - question: first-claim
    guide: What good answers contain.
    basis: judgement
```

On another computer: clone the course, then clone this repository into its `{ANSWERS_FOLDER.rstrip("/")}`. In the course,
`make instructor` builds the edition for instructors; so does *Actions* here, after each push.
"""
    return {ANSWERS_WORKFLOW: workflow, f"{ANSWERS_FOLDER}README.md": told}
