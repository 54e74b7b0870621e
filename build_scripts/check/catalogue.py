"""Collect all rules, each with an example and what to do, in the catalogue that reports refer to."""

from itertools import chain

from ..paper import formulas, paper_md, pictures
from ..read import drafts, project, renamed, validate, yaml_errors, yaml_values
from ..shared.place import Rule, Severity
from ..weave import weave
from . import (
    files,
    frame,
    ids,
    known,
    links,
    markup,
    proof,
    publishing,
    schedule,
    statements,
    structure,
    turned,
)

NO_GLYPH = Rule(
    "no-glyph",
    "the fonts for handouts lack a character",
    "note: 🙂",
    "Use other characters; or add a font to overrides/fonts, and run make.sh there.",
    Severity.WARNING,
)
HANDOUT = Rule(
    "handout",
    "a template of a handout has a mistake, so that Typst cannot print it",
    "(a mistake in overrides/handouts/)",
    "Correct the template where the message says.",
)
LATER = (NO_GLYPH, HANDOUT)
"""Rules of printing, which is a later stage."""

_MODULES = (
    yaml_errors.RULES,
    yaml_values.RULES,
    validate.RULES,
    project.RULES,
    paper_md.RULES,
    formulas.RULES,
    pictures.RULES,
    renamed.RULES,
    drafts.RULES,
    weave.RULES,
    known.RULES,
    links.RULES,
    files.RULES,
    turned.RULES,
    markup.RULES,
    statements.RULES,
    schedule.RULES,
    structure.RULES,
    proof.RULES,
    ids.RULES,
    frame.RULES,
    publishing.RULES,
    LATER,
)
RULES = tuple(sorted(chain.from_iterable(_MODULES), key=lambda rule: rule.name))
"""Sorted by name."""


CATALOGUE = "content/schema/rules.md"
"""The page that reports refer to, readable in the repository without building anything."""


def catalogue() -> str:
    """Return the catalogue as Markdown, with a heading for each rule."""
    parts = (
        f"## {rule.name}\n\nThis means that {rule.means}.\n\n"
        + "\n".join(f"    {line}" for line in rule.example.split("\n"))
        + f"\n\n{rule.remedy}\n"
        for rule in RULES
    )
    head = "# What the messages mean\n\nA message ends with the name of its rule in square brackets."
    return "\n".join([f"{head} Made by `course schema`.\n", *parts])


def explain(name: str) -> str | None:
    """Return what a rule means, in a few lines, or `None` if no rule has that name."""
    rule = next((rule for rule in RULES if rule.name == name), None)
    if rule is None:
        return None
    example = "\n".join(f"    {line}" for line in rule.example.split("\n"))
    return f"{rule.name}: {rule.means}.\n\n{example}\n\n{rule.remedy}"
