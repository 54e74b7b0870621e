"""Read papers from LaTeX."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ...paper.blocks import Block, Reference, Text, Where
from ..finish import finish
from ..pictures import beside_it, with_pictures
from ..reading import Doubt, Harm, Reading, Refused
from ..runs import cut, join, plain
from .blocks import converted, some, without_ours
from .formulas import lines_of_formula
from .manuscript import Known, doubts_about, shaped
from .markdown import entitled, of_works, reading_of
from .metadata import front_of
from .tree import Node, Tree, contents, tree_of
from .works import with_citations, works_of

LARGEST = 10_000_000
"""Characters, with all files that a paper takes in."""
_DEEPEST = 10
_COMMENT = re.compile(r"(?<!\\)(?:\\\\)*%[^\n]*")
_INPUT = re.compile(rf"{_COMMENT.pattern}|(?<!\\)\\(?:input|include|subfile)\s*\{{(?P<name>[^{{}}]+)\}}")
"""A comment, in which nothing is taken in, or what is."""
_BIBLIOGRAPHY = re.compile(
    r"\\(?:bibliography|addbibresource|addglobalbib)\s*(?:\[[^\[\]]*\])?\s*\{([^{}]+)\}"
)
_LIST = re.compile(
    r"\\begin\{thebibliography\}\s*(?:\{[^{}]*\})?(?P<entries>(?:(?!\\begin\{thebibliography\}).)*?)"
    r"\\end\{thebibliography\}",
    re.DOTALL,
)
_ENTRY = re.compile(
    r"\\bibitem\s*(?:\[(?P<label>(?:[^\[\]{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\])?\s*\{(?P<key>[^{}]*)\}"
)
_NATBIB = re.compile(r"\{?(?P<names>[^()]*?)\}?\((?P<year>[^()]*)\)")
_ITEM = re.compile(
    r"\\begin\{(?P<begin>itemize|enumerate|description)\}|\\end\{(?P<end>itemize|enumerate|description)\}"
    r"|\\item\s*\[(?P<label>(?:[^\[\]{}]|\{[^{}]*\})*)\]"
)
_OWN_LABEL = re.compile("\ufdd6(.*?)\ufdd6\\s*")
_MARK = re.compile("\ufdd4(\\d+)\ufdd5\\s*")
_SKIPPED = re.compile(r"\[INFO\] Skipped '(?P<what>.*?)' at .*?line (?P<line>\d+)", re.DOTALL)
_COMMAND = re.compile(r"\\(?:begin|end)\{[^}]*\}|\\[A-Za-z@]+\*?")
_HARMLESS = {
    f"\\{name}"
    for name in [
        "maketitle",
        "centering",
        "raggedright",
        "noindent",
        "vspace",
        "hspace",
        "vfill",
        "hfill",
        "newpage",
        "clearpage",
        "pagebreak",
        "linebreak",
        "label",
        "bibliographystyle",
        "bibliography",
        "setlength",
        "setcounter",
        "pagestyle",
        "thispagestyle",
        "doublespacing",
        "onehalfspacing",
        "singlespacing",
        "small",
        "footnotesize",
        "scriptsize",
        "large",
        "Large",
        "LARGE",
        "huge",
        "normalsize",
        "smallskip",
        "medskip",
        "bigskip",
        "protect",
        "appendix",
        "tableofcontents",
        "frontmatter",
        "mainmatter",
        "backmatter",
        "hyphenation",
        "sloppy",
        "phantomsection",
        "addcontentsline",
        "usepackage",
        "documentclass",
        "bibitem",
        "newblock",
        "raggedbottom",
        "baselineskip",
        "parindent",
        "parskip",
        "toprule",
        "midrule",
        "bottomrule",
        "hline",
        "cline",
        "cmidrule",
        "arraystretch",
        "selectlanguage",
        "nocite",
        "printbibliography",
        "definecolor",
        "hypersetup",
        "geometry",
        "captionsetup",
        "graphicspath",
        "makeatletter",
        "makeatother",
        "allowdisplaybreaks",
        "unskip",
        "relax",
        "nobreak",
        "penalty",
        "markboth",
        "markright",
        "balance",
        "flushbottom",
        "itemsep",
        "topsep",
        "@startsection",
        "IEEEpeerreviewmaketitle",
        "fontsize",
        "selectfont",
        "resizebox",
        "scalebox",
        "adjustbox",
        "color",
        "allowbreak",
        "strut",
        "vskip",
        "hskip",
        "columnwidth",
        "textwidth",
        "linewidth",
        "par",
    ]
}
_BABEL = {
    "english": "en",
    "british": "en-GB",
    "american": "en-US",
    "german": "de",
    "ngerman": "de",
    "french": "fr",
    "spanish": "es",
    "italian": "it",
    "portuguese": "pt",
    "dutch": "nl",
    "polish": "pl",
    "russian": "ru",
    "turkish": "tr",
    "arabic": "ar",
}
INSTEAD = "; give the PDF or the HTML of the paper instead"


@dataclass(frozen=True, slots=True)
class Source:
    """LaTeX with all files that it takes in."""

    text: str
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list that the paper has written out."""

    key: str
    names: str
    """What a citation prints: the names, or a number."""
    year: str = ""


def read_latex(text: str, beside: Mapping[str, bytes]) -> Reading:
    """Return what a paper in LaTeX says, given the files beside it: parts, works that it cites, pictures."""
    source = whole(text, beside)
    listed, entries = written_out(with_labels(without_ours(_with_list(source.text, beside))))
    named = wanted(listed)
    try:
        tree = tree_of(listed.encode(), "latex", "--verbose")
    except Refused as refused:
        raise Refused(f"{refused}{INSTEAD}") from refused
    unknown = _skipped(tree.messages, _first_line(listed))
    tree = _with_unknown(tree, listed, unknown)
    before = front_of(tree.meta)
    language = before.language or _language(source.text)
    works, failed = works_of(beside, named) if not entries else ({}, ())
    numbered = _numbered(tree)
    written = with_citations(numbered, works, language) if works else _with_entries(numbered, entries)
    found = converted(written.blocks, language)
    blocks = entitled(map(_labelled, _entered(found.blocks, entries)), "References")
    if not any(isinstance(block, Text) for block in blocks):
        raise Refused(f"nothing can be read in this LaTeX file{INSTEAD}")
    whole_paper = [*before.asides_not_in(blocks), *before.abstract, *blocks, *before.notes]
    made, questions = shaped(whole_paper, dict.fromkeys(range(len(whole_paper)), Known(no_heading=True)))
    finished = finish(made)
    pictured = with_pictures(finished, lambda name: beside_it(beside, name))
    doubts = (
        *_of_source(source, unknown),
        *found.doubts,
        *(() if entries else of_works(tree, works, failed, named)),
        *doubts_about(questions, finished),
        *pictured.doubts,
    )
    before = replace(before, language=language)
    return reading_of(pictured.blocks, pictured.pictures, doubts, before, works, tree)


def whole(text: str, beside: Mapping[str, bytes]) -> Source:
    """Return a paper with all the files that it takes in, and the names of those that are not there."""
    missing: list[str] = []
    taken = 0
    by_end = {
        name.replace("\\", "/").rpartition("/")[2].lower(): name for name in sorted(beside, reverse=True)
    }

    def filled(text: str, depth: int) -> str:
        def part(found: re.Match[str]) -> str:
            nonlocal taken
            if found["name"] is None:
                return found[0]
            end = found["name"].strip().replace("\\", "/").rpartition("/")[2].lower()
            name = by_end.get(end) or by_end.get(f"{end}.tex")
            if name is None or depth >= _DEEPEST:
                missing.append(found["name"].strip())
                return ""
            more = beside[name].decode("utf-8-sig", "replace")
            taken += len(more)
            if taken > LARGEST:  # parts that take in each other grow fast
                raise Refused(f"the paper with all its parts is too large{INSTEAD}")
            return filled(more, depth + 1)

        return _INPUT.sub(part, text)

    return Source(filled(text, 0), tuple(missing))


def _with_list(text: str, beside: Mapping[str, bytes]) -> str:
    """Return a paper with the list that BibTeX made for it, if that is there and the works are not."""
    lists = [name for name in sorted(beside) if name.lower().endswith(".bbl")]
    if (
        "\\begin{thebibliography}" in text
        or not lists
        or any(name.lower().endswith(".bib") for name in beside)
    ):
        return text
    made = beside[lists[0]].decode("utf-8-sig", "replace")
    return re.sub(
        r"\\(?:bibliography\s*\{[^{}]*\}|printbibliography(?:\[[^\[\]]*\])?)", lambda _: made, text, count=1
    )


def wanted(text: str) -> list[str]:
    """Return the names of the files of works that a paper names."""
    found = _BIBLIOGRAPHY.findall(_COMMENT.sub("", text))
    return [name.strip() for names in found for name in names.split(",")]


def written_out(text: str) -> tuple[str, tuple[Entry, ...]]:
    """Return a paper in which the entries of its list are paragraphs with a number before each, and the entries."""
    entries: list[Entry] = []

    def entry(found: re.Match[str]) -> str:
        label = (found["label"] or "").strip()
        natbib = _NATBIB.match(label)
        number = str(len(entries) + 1)
        if natbib and natbib["names"].strip():
            entries.append(Entry(found["key"].strip(), _bare(natbib["names"]), _bare(natbib["year"])))
        else:
            entries.append(Entry(found["key"].strip(), label or number))
        return f"\n\n\ufdd4{number}\ufdd5 "

    def listed(found: re.Match[str]) -> str:
        return "\n\n\\section*{References}\n" + _ENTRY.sub(entry, found["entries"]) + "\n\n"

    return _LIST.sub(listed, text), tuple(entries)


def _bare(tex: str) -> str:
    """Return a short piece of TeX as text, without commands and braces."""
    return " ".join(re.sub(r"\\[A-Za-z]+\s?|[{}]", "", tex).replace("~", " ").split())


def with_labels(text: str) -> str:
    """Return a paper in which the labels that items have of their own are marked, since pandoc drops them."""
    lists: list[str] = []

    def marked(found: re.Match[str]) -> str:
        if found["begin"]:
            lists.append(found["begin"])
        elif found["end"]:
            del lists[-1:]
        elif lists and lists[-1] != "description":
            return f"\\item \ufdd6{found['label']}\ufdd6{{}} "
        return found[0]

    return _ITEM.sub(marked, text)


def _labelled(block: Block) -> Block:
    """Return an item with the label that it has of its own."""
    found = _OWN_LABEL.match(block.words.text) if isinstance(block, Text) else None
    if not isinstance(block, Text) or not found:
        return block
    return replace(block, words=cut(block.words, found.end(), len(block.words.text)), label=found[1].strip())


def _entered(blocks: Sequence[Block], entries: Sequence[Entry]) -> Iterator[Block]:
    """Yield blocks in which the entries of the list have their keys, and the numbers that are printed before them."""
    for block in blocks:
        found = _MARK.match(block.words.text) if isinstance(block, Text) else None
        if isinstance(block, Text) and found:
            entry = entries[int(found[1]) - 1]
            words = cut(block.words, found.end(), len(block.words.text))
            number = () if entry.year else (plain(f"[{entry.names}]"),)
            yield Reference(words=join((*number, words)), key=entry.key)
        else:
            yield block


def _with_entries(tree: Tree, entries: Sequence[Entry]) -> Tree:
    """Return a tree whose citations are written out as its own list has them."""
    by_key = {entry.key: entry for entry in entries}
    return Tree(tree.meta, _replaced(tree.blocks, lambda node: _written(node, by_key)), tree.messages)


def _replaced(node: Node, change: Callable[[Node], Node]) -> Node:
    """Return a part of a tree in which every node is changed."""
    if isinstance(node, list):
        return [_replaced(one, change) for one in node]
    if isinstance(node, dict):
        return change({name: _replaced(one, change) for name, one in node.items()})
    return node


def _written(node: Node, by_key: Mapping[str, Entry]) -> Node:
    if node.get("t") != "Cite" or not all(one["citationId"] in by_key for one in node["c"][0]):
        return node
    cited, _ = node["c"]
    inside = cited[0]["citationMode"]["t"] == "AuthorInText"
    parts: list[Node] = []
    years = any(by_key[one["citationId"]].year for one in cited)
    for at, one in enumerate(cited):
        entry = by_key[one["citationId"]]
        parts += [_str("; " if years else ", ")] if at else []
        parts += [*one["citationPrefix"], _str(" ")] if one["citationPrefix"] else []
        if not entry.year:
            parts.append(_str(entry.names))
        elif inside:
            parts.append(_str(f"{entry.names} ({entry.year})"))
        elif one["citationMode"]["t"] == "SuppressAuthor":
            parts.append(_str(entry.year))
        else:
            parts.append(_str(f"{entry.names}, {entry.year}"))
        parts += [_str(", "), *one["citationSuffix"]] if one["citationSuffix"] else []
    around = ("", "") if years and inside else ("(", ")") if years else ("[", "]")
    return {"t": "Cite", "c": [cited, [_str(around[0]), *parts, _str(around[1])]]}


def _str(text: str) -> Node:
    return {"t": "Str", "c": text}


def _numbered(tree: Tree) -> Tree:
    """Return a tree in which references to formulas have their numbers, and headings too if the text refers to them."""
    numbers: dict[str, str] = {}
    count = 0
    displayed = [tex for kind, tex in contents(tree.blocks, "Math") if kind["t"] == "DisplayMath"]
    for tex in displayed:
        for label, counted in lines_of_formula(tex):
            count += counted
            if label:
                numbers[label] = str(count)

    def change(node: Node) -> Node:
        if node.get("t") != "Link":
            return node
        named = dict(node["c"][0][2])
        number = numbers.get(named.get("reference", ""))
        if number is None:
            return node
        return _str(f"({number})" if named.get("reference-type") == "eqref" else number)

    links = contents(tree.blocks, "Link")
    referred = {dict(attributes).get("reference", "") for (_, _, attributes), *_ in links} - {""}
    headers = [node for node in tree.blocks if node["t"] == "Header"]
    blocks = _replaced(tree.blocks, change)
    if any(header["c"][1][0] in referred for header in headers):
        blocks = list(_with_numbers(blocks, min(header["c"][0] for header in headers)))
    return Tree(tree.meta, blocks, tree.messages)


def _with_numbers(blocks: Sequence[Node], top: int) -> Iterator[Node]:
    counts: list[int] = []
    for node in blocks:
        if node["t"] == "Header" and "unnumbered" not in node["c"][1][1]:
            level, attributes, words = node["c"]
            depth = level - top + 1
            counts = [*counts, *[0] * depth][:depth]
            counts[-1] += 1
            number = ".".join(map(str, counts))
            node = {"t": "Header", "c": [level, attributes, [_str(number), {"t": "Space"}, *words]]}
        yield node


def _language(text: str) -> str:
    found = re.search(
        r"\\usepackage\s*\[([^\[\]]*)\]\s*\{babel\}|\\setdefaultlanguage(?:\[[^\[\]]*\])?\{(\w+)\}", text
    )
    names = (found[1] or found[2] or "").replace("main=", "").split(",") if found else []
    return next((_BABEL[name.strip()] for name in reversed(names) if name.strip() in _BABEL), "")


def _of_source(source: Source, unknown: Sequence[str]) -> Iterator[Doubt]:
    """Yield doubts about files that are missing and commands that are not known."""
    if source.missing:
        yield Doubt(
            Harm.LOST,
            Where(),
            None,
            f"parts of the paper are missing; give these files with it: {some(source.missing)}",
        )
    skipped = Counter(map(_command, unknown))
    if skipped:
        said = [f"{name} ({times} times)" if times > 1 else name for name, times in skipped.most_common()]
        message = (
            "these commands are not known; what stands in their braces was kept, and what they would do with it, "
            f"or print, may be missing: {some(said, 20)}"
        )
        yield Doubt(Harm.LOST, Where(), None, message)


def _first_line(text: str) -> int:
    """Return the number of the line on which the text itself begins."""
    return text.count("\n", 0, max(text.find("\\begin{document}"), 0)) + 1


def _with_unknown(tree: Tree, text: str, unknown: Sequence[str]) -> Tree:
    """Return the tree of a paper in which unknown commands print what is in their braces, if that can be read."""
    definitions = _definitions(unknown)
    if not definitions:
        return tree
    try:
        return tree_of((definitions + text).encode(), "latex")
    except Refused:
        return tree


def _skipped(messages: str, first: int) -> list[str]:
    """Return what pandoc passed over from a line on, if it may print something."""
    found = [one["what"] for one in _SKIPPED.finditer(messages) if int(one["line"]) >= first]
    return [
        what
        for what in found
        if (name := _command(what)) and name not in _HARMLESS and not name.startswith(("\\begin", "\\end"))
    ]


def _command(what: str) -> str:
    found = _COMMAND.match(what)
    return found[0].rstrip("*") if found else ""


def _definitions(skipped: Sequence[str]) -> str:
    """Return definitions of unknown commands that have something in braces: they print it."""
    made: dict[str, str] = {}
    for what in skipped:
        name = _command(what)
        count = min(_braces(what), 9)
        if count and re.fullmatch(r"\\[A-Za-z]+", name):
            shown = " ".join(f"#{at}" for at in range(1, count + 1))
            made[name] = f"\\newcommand{{{name}}}[{count}]{{{shown}}}\n"
    return "".join(made.values())


def _braces(what: str) -> int:
    """Return how many groups in braces stand at the outermost level."""
    depth = count = 0
    for sign in re.sub(r"\\[{}]", "", what):
        count += sign == "{" and depth == 0
        depth += (sign == "{") - (sign == "}")
    return count
