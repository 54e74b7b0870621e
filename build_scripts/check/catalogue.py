"""Every rule that a problem can name, with an example and what to do: the catalogue that reports refer to."""

from itertools import chain

from ..read import project, renamed, validate, yaml_errors, yaml_values
from ..shared.place import Rule, Severity
from ..weave import weave
from . import ids, known, links, markup, statements

NO_GLYPH = Rule(
    "no-glyph",
    "the fonts for handouts lack a character",
    "note: 🙂",
    "Write it otherwise; or add a font to overrides/fonts, and run make.sh there.",
    Severity.WARNING,
)
HANDOUT = Rule(
    "handout",
    "a template of a handout is broken, so that Typst refuses it",
    "(a slip in overrides/handouts/)",
    "Mend the template where the message says.",
)
LATER = (NO_GLYPH, HANDOUT)
"""Of what only shows in print, whose stage comes after this one."""

_MODULES = (
    yaml_errors.RULES,
    yaml_values.RULES,
    validate.RULES,
    project.RULES,
    renamed.RULES,
    weave.RULES,
    known.RULES,
    links.RULES,
    markup.RULES,
    statements.RULES,
    ids.RULES,
    LATER,
)
RULES = tuple(sorted(chain.from_iterable(_MODULES), key=lambda rule: rule.name))
"""By name."""


CATALOGUE = "content/schema/rules.md"
"""The page that reports refer to, readable in the repository without building anything."""


def catalogue() -> str:
    """Return the catalogue as Markdown: a heading of its own for each rule."""
    parts = (
        f"## {rule.name}\n\nThis means that {rule.means}.\n\n"
        + "\n".join(f"    {line}" for line in rule.example.split("\n"))
        + f"\n\n{rule.remedy}\n"
        for rule in RULES
    )
    head = "# What the messages mean\n\nA message ends with the name of its rule in square brackets."
    return "\n".join([f"{head} Made by `course schema`.\n", *parts])


def explain(name: str) -> str | None:
    """Return what a rule means, in a few lines, or `None` when no rule has that name."""
    rule = next((rule for rule in RULES if rule.name == name), None)
    if rule is None:
        return None
    example = "\n".join(f"    {line}" for line in rule.example.split("\n"))
    return f"{rule.name}: {rule.means}.\n\n{example}\n\n{rule.remedy}"
