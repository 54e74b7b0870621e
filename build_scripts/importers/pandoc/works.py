"""Read the works that a paper cites, from files of reference managers: BibTeX, RIS, CSL-JSON and CSL-YAML."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import yaml

from ..reading import Refused
from .program import pandoc
from .tree import Tree, citations, json_of, tree_of

LARGEST = 10_000_000
"""Bytes of a file of works."""
ENDINGS = (".bib", ".bibtex", ".ris", ".json", ".yaml", ".yml")
_MOST = 20_000
"""Works of a file."""
_TITLES = ("title", "title-short", "container-title", "collection-title", "volume-title", "event-title")
_KEY = re.compile(r"@\w+\s*\{\s*[^\s,={}\"]+\s*,")
"""The beginning of an entry of BibTeX."""
_LANGUAGE = re.compile(
    r"(?<=[\s,])(?:langid|hyphenation)\s*=\s*(?:\{[^{}]*\}|\"[^\"]*\"|\w+)\s*,?", re.IGNORECASE
)
"""The field of an entry of BibTeX that names its language."""
UNREADABLE = (
    "the works that the paper cites cannot be read, though the paper can; export them anew from your reference manager, "
    "or import the paper without their file"
)

Work = Mapping[str, object]


class _NoAliases(yaml.SafeLoader):
    """Reads YAML in which nothing refers to anything else, so that it cannot grow."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("an alias")
        return super().compose_node(parent, index)


# Dates stay the text that they are.
_NoAliases.yaml_implicit_resolvers = {
    sign: [(tag, pattern) for tag, pattern in found if tag == "tag:yaml.org,2002:null"]
    for sign, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_works(name: str, data: bytes) -> tuple[Work, ...]:
    """Return the works of a file as CSL-JSON; `id` is the key. Raises `Refused` if it holds none that can be read."""
    if len(data) > LARGEST:
        raise Refused(f"{name} is too large; export only the works that the paper cites")
    ending = name.lower().rpartition(".")[2]
    if ending in ("bib", "bibtex"):
        text = data.decode("utf-8-sig", "replace")
        form = "biblatex" if "journaltitle" in text or "\n  date" in text or "\tdate" in text else "bibtex"
        works = _with_capitals(_through_pandoc(text.encode(), form), text, form)
    elif ending == "ris":
        works = _through_pandoc(data, "ris")
    elif ending in ("json", "yaml", "yml"):
        works = _listed(name, data, ending)
    else:
        raise Refused(f"{name} is no file of works; give a .bib, .ris, .json or .yaml file")
    return tuple(work for work in works if isinstance(work, dict) and str(work.get("id", "")).strip())[:_MOST]


def works_name(name: str, data: bytes) -> str:
    """Return the name of a file of works with an ending that says its format, which its first letters tell if it has none."""
    if name.lower().endswith(ENDINGS):
        return name
    start = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    for sign, ending in (
        (b"@", ".bib"),
        (b"%", ".bib"),
        (b"TY  -", ".ris"),
        (b"[", ".json"),
        (b"{", ".json"),
    ):
        if start.startswith(sign):
            return name + ending
    return f"{name}.yaml" if b"references:" in data or start.startswith(b"- ") else name


def works_of(
    beside: Mapping[str, bytes], wanted: Iterable[str] = ()
) -> tuple[dict[str, Work], tuple[str, ...]]:
    """Return the works by key of the files beside a paper, and the names of files that could not be read.

    Only the files that the paper names are read, if it names any that are there.
    """
    named = [name for name in map(_found_in(beside), wanted) if name]
    names = named or sorted(name for name in beside if name.lower().endswith(ENDINGS))
    found: dict[str, Work] = {}
    failed = []
    for name in names:
        try:
            found |= {
                str(work["id"]): work
                for work in read_works(name, beside[name])
                if str(work["id"]) not in found
            }
        except Refused:
            failed += [name] if name.lower().endswith((".bib", ".bibtex", ".ris")) or named else []
    return found, tuple(failed)


def works_of_tree(tree: Tree) -> tuple[Work, ...]:
    """Return the works that a file itself has, such as those that a reference manager put into Word."""
    if "references" not in tree.meta:
        return ()
    answer, _ = pandoc(
        json_of(Tree({"references": tree.meta["references"]}, ())), "--from", "json", "--to", "csljson"
    )
    return tuple(json.loads(answer))


def with_citations(tree: Tree, works: Mapping[str, Work], language: str = "") -> Tree:
    """Return a tree whose citations are written out, by author and year, with the works that it cites at its end."""
    keys = {key for found in citations(tree.blocks) for key in found}
    cited = [work for key, work in works.items() if key in keys or "*" in keys]
    if not cited:
        return tree
    try:
        answer = tree_of(json.dumps(cited).encode(), "csljson")
    except Refused as refused:
        raise Refused(UNREADABLE) from refused
    meta = {"references": answer.meta["references"], "link-citations": {"t": "MetaBool", "c": False}}
    if language:
        meta["lang"] = {"t": "MetaString", "c": language}
    made = tree_of(json_of(Tree(meta, tree.blocks)), "json", "--citeproc")
    return Tree(tree.meta, made.blocks, tree.messages)


def _through_pandoc(data: bytes, form: str) -> Sequence[object]:
    answer, _ = pandoc(data, "--from", form, "--to", "csljson")
    found = json.loads(answer)
    return found if isinstance(found, list) else []


def _with_capitals(works: Sequence[object], text: str, form: str) -> Sequence[object]:
    """Return works of BibTeX with the capitals of their titles as written.

    Pandoc makes most of them small, as some styles want it for English: also those of “The Rhine-Danube Canal”.
    """
    as_german = _KEY.sub(r"\g<0> langid = {german},", _LANGUAGE.sub("", text))
    written = {
        work.get("id"): work for work in _through_pandoc(as_german.encode(), form) if isinstance(work, dict)
    }
    return [
        {**work, **{name: other[name] for name in _TITLES if name in work and name in other}}
        if isinstance(work, dict) and (other := written.get(work.get("id")))
        else work
        for work in works
    ]


def _listed(name: str, data: bytes, ending: str) -> Sequence[object]:
    """Return the entries of a file of CSL-JSON or CSL-YAML."""
    text = data.decode("utf-8-sig", "replace")
    try:
        found = json.loads(text) if ending == "json" else yaml.load(text, _NoAliases)  # noqa: S506  # a safe one
    except (ValueError, yaml.YAMLError, RecursionError) as error:
        raise Refused(f"{name} cannot be read; export the works anew") from error
    if isinstance(found, dict):
        found = found.get("references") or found.get("items") or []
    if not isinstance(found, list) or not all(isinstance(work, dict) for work in found):
        raise Refused(f"{name} holds no list of works; export them as CSL-JSON or BibTeX")
    return found


def _found_in(beside: Mapping[str, bytes]) -> Any:
    """Return a function from the name that a paper says to that of the file which is there; `None` if none is."""
    by_end = {
        name.replace("\\", "/").rpartition("/")[2].lower(): name for name in sorted(beside, reverse=True)
    }

    def found(said: str) -> str | None:
        end = said.strip().replace("\\", "/").rpartition("/")[2].lower()
        return by_end.get(end) or by_end.get(f"{end}.bib")

    return found
