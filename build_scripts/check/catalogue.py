"""Every rule that a problem can name, with an example and what to do: the catalogue that reports refer to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """What one kind of problem means."""

    name: str
    means: str
    example: str
    """What breaks it, as it would stand in a file."""
    remedy: str


_UNKNOWN = "the course has no {0} of that id"
_CLOSE = "Correct the id, or add the {0}."

RULES = (
    Rule("alias-twice", "one spelling belongs to two terms", "aliases: [the pact]", "Keep it with one of them."),
    Rule("citation-unknown", "something is said of a citation that the paper has not", "works: {mason-1920: mason-2020-trade}", "Correct it, or take it out."),
    Rule("comment-in-text", "a # turns the rest of a text into a comment", "quote: the #2 road", "Put the text in double quotes."),
    Rule("date", "a date is not EDTF", "date: March 1963", "Write 1963-03, or 1963-03-02, 1963, 1950-01~, 1966/1978."),
    Rule("event-outside-period", "an event begins outside its period", "period: before-the-war", "Choose another period, or widen it."),
    Rule("field-name", "a list or a mapping stands where a field's name should", "? [a, b]", "Write `field: text`."),
    Rule("field-twice", "a field is given twice", "title: One\ntitle: Two", "Keep one of them."),
    Rule("file-missing", "a file that every course needs is not there", "(no content/course.yml)", "Write it."),
    Rule("file-unknown", "a file of YAML has a name that nothing reads", "content/lessons/rise.yaml", "Rename it: lessons and answers end in .yml."),
    Rule("format-choice", "a field has a value that is not one of its choices", "kind: remark", "Use one of those that the message lists."),
    Rule("format-fields-expected", "text or a list stands where fields should", "licence: CC0", "Write fields, each on a line of its own."),
    Rule("format-id", "an id has capitals, spaces or signs", "id: My Question", "Use lower-case letters, digits and hyphens."),
    Rule("format-list-expected", "text or fields stand where a list should", "lessons: first", "Write each entry after `- `."),
    Rule("format-missing-field", "a field that must be there is not, or is empty", "(a note without `quote:`)", "Add it, or write something after its colon."),
    Rule("format-number", "a whole number is expected", "minutes: fifty", "Write digits only."),
    Rule("format-text-expected", "fields or a list stand where text should", "title: [One, Two]", "Write text; in double quotes if it begins with a bracket."),
    Rule("format-unknown-field", "no field has that name", "titel: Bridges", "Correct the name."),
    Rule("format-value", "a value is too long, too short, too large or too small", "minutes: 0", "See the message."),
    Rule("format-yes-or-no", "true or false is expected", "right: perhaps", "Write true or false."),
    Rule("furniture-unknown", "a line that `furniture:` names is not in the paper", "furniture: [Journal of Bridges]", "Copy the whole line from seeds/paper.txt; # stands for any number."),
    Rule("handout", "a template of a handout is broken, so that Typst refuses it", "(a slip in overrides/handouts/)", "Mend the template where the message says."),
    Rule("heading-unknown", "a line that `headings:` names is not in the paper", "headings: [Notez]", "Copy the line from seeds/paper.txt."),
    Rule("id-taken", "an id is what its page calls a part of its own", "id: questions (of a question)", "Give it another id."),
    Rule("id-twice", "two things of a kind, or on a page, have one id", "id: bridge (in two terms)", "Give one of them another id."),
    Rule("left-out", "a line of the paper's file is page furniture and not shown", "12", "Nothing; or take it out of `furniture:`."),
    Rule("lesson-missing", "a lesson is listed but has no file", "lessons: [ghost]", "Write the file, or take the line out."),
    Rule("lesson-unknown", _UNKNOWN.format("lesson"), "lessons: [ghost]", _CLOSE.format("lesson")),
    Rule("lesson-unlisted", "a lesson has a file but is not listed", "(a file in content/lessons/)", "Add it to content/course.yml, or delete it."),
    Rule("link", "a link in Markdown leads nowhere, or to an address that is not allowed", "[see](term:ghost)", "Link to https://…, or to a part of the course."),
    Rule("markup", "a text holds marks that pages do not have: pictures, tables, HTML, footnotes, links that are not whole", "note: a <b>bold</b> word", "Write it without; readers would see the marks."),
    Rule("no-glyph", "the fonts for handouts lack a character", "note: 🙂", "Write it otherwise; or add a font to overrides/fonts, and run make.sh there."),
    Rule("no-right-answer", "no option of a self-check is right", "options: (none with `right: true`)", "Mark the right one."),
    Rule("no-source", "a statement of the editors names no source", "(a note without `sources:` or `basis:`)", "Add one of them."),
    Rule("not-fields", "a file is a list, or text, or empty", "- one", "Begin with a field, such as `title: …`."),
    Rule("not-published", "a file beside the pages is not Markdown, and only pages are published", "content/pages/plan.docx", "Take it out, or write what it says into a page."),
    Rule("not-utf-8", "a file is not UTF-8 text", "(a file saved as Latin-1 or UTF-16)", "Save it again as UTF-8."),
    Rule("one-account", "a dispute has one account only, so readers see one side", "accounts: [{says: It was 1851.}]", "Add who says otherwise, or take the dispute out."),
    Rule("outside", "a file is a link out of the project", "(a symbolic link)", "Put a copy of the file there."),
    Rule("page-name", "a page has a name that makes no plain address, or the name of a page that the course makes itself", "content/pages/glossary.md", "Give it a name of letters, digits and hyphens, such as about.md."),
    Rule("paper-changed", "the paper's file is not the one the course is about", "(any change to seeds/paper.txt)", "Restore it."),
    Rule("paper-empty", "the paper has no paragraphs", "(an empty seeds/paper.txt)", "Put the text into it."),
    Rule("paragraph-unknown", "the paper has no paragraph of that number", "see: [p99]", "Name one that it has."),
    Rule("passage-unknown", "the paper has no section or paragraph of that name", "passages: [ghost]", "Name one that it has."),
    Rule("period-unknown", _UNKNOWN.format("period"), "period: ghost", _CLOSE.format("period")),
    Rule("question-unknown", "a guide answers a question that its lesson does not ask", "question: ghost", "Correct the id."),
    Rule("quote-ambiguous", "the paper says the words more than once in the lesson's passages", "quote: the bridge", "Quote more words, or add `prefix:`."),
    Rule("quote-context", "the paper says the words, but not between that prefix and suffix", "prefix: ghost", "Copy the words just before and after."),
    Rule("quote-crosses", "a quote runs over the end of a paragraph", "quote: the end. The beginning", "Quote words of one paragraph."),
    Rule("quote-elsewhere", "the paper says the words in a paragraph that the lesson does not read", "quote: (words of another section)", "Add the paragraph to `passages:`, or move the note."),
    Rule("quote-not-found", "the paper does not say the words", "quote: a bridge to far", "Copy them from the paper page."),
    Rule("renamed", "something is called by an id that it had before", "key_terms: [the-old-id]", "Write the present id, which the message names."),
    Rule("run-sheet-too-long", "the steps of a run sheet take longer than their lesson", "- {minutes: 90, do: Talk.} (of a lesson of 45 minutes)", "Shorten a step, or give the lesson more minutes."),
    Rule("sample", "a text is still the sample of a new file", "title: The course’s title", "Write your own, or take it out."),
    Rule("source-unknown", _UNKNOWN.format("source"), "sources: [ghost-2001]", _CLOSE.format("source")),
    Rule("term-unknown", _UNKNOWN.format("term"), "key_terms: [ghost]", _CLOSE.format("term")),
    Rule("theme-unknown", _UNKNOWN.format("theme"), "theme: ghost", _CLOSE.format("theme")),
    Rule("too-deep", "lists and fields, or marks of emphasis, are nested too deep", "[[[[[[…]]]]]]", "Write it flatter."),
    Rule("too-large", "a file is larger than any hand-written file", "(more than a million characters)", "Split it."),
    Rule("translation-script", "a term in another language has no letter of that language’s script", "{language: ur, text: pul}", "Correct the text or the language; a tag such as ur-Latn says that it is in Latin letters."),
    Rule("two-documents", "a file holds a second document", "title: One\n---\ntitle: Two", "Keep one in each file."),
    Rule("type-unknown", "CSL has no such type of work", "type: journal article", "Write one that it has, such as article-journal."),
    Rule("unreadable", "a file cannot be opened, or is a link that leads to no file", "(a broken symbolic link)", "Delete it, or put the file itself there."),
    Rule("was-in-use", "an id stands in `was:` and is in use, or was another's too", "was: [bridge] (and a term with `id: bridge`)", "Take it out of `was:`, or rename the other."),
    Rule("yaml-alias", "text begins with a sign (*, & or !, or the field <<) by which YAML puts something else in its place", "note: &c. and so on", "Put the text in double quotes."),
    Rule("yaml-syntax", "a line is not YAML", "note: he said: yes", "Follow the message: spaces, colons, quotation marks."),
)  # fmt: skip
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
