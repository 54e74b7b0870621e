"""Get pandoc's tree of a file, and give it back.

What is said of nodes is in pandoc's `Text.Pandoc.Definition`: each has a name in `t` and its content in `c`.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..reading import Refused
from .program import pandoc

Node = Any
"""A node of pandoc's tree."""

DEEPEST = 200
"""Levels of pandoc's JSON: some sixty lists in one another."""
TOO_DEEP = "the file has lists or quotations nested too deep; make them flatter"


@dataclass(frozen=True, slots=True)
class Tree:
    """A file as pandoc sees it."""

    meta: Mapping[str, Node]
    blocks: Sequence[Node]
    messages: str = ""


def tree_of(data: bytes, form: str, *arguments: str) -> Tree:
    """Return the tree of a file that is in one of pandoc's formats."""
    answer, messages = pandoc(data, "--from", form, "--to", "json", *arguments)
    try:
        tree = json.loads(answer)
    except RecursionError:
        raise Refused(TOO_DEEP) from None
    if _deeper(tree, DEEPEST):
        raise Refused(TOO_DEEP)
    return Tree(tree["meta"], tree["blocks"], messages)


def _deeper(tree: Node, most: int) -> bool:
    """Return whether a tree is nested deeper than that."""
    level = [tree]
    for _ in range(most):
        level = [
            child
            for node in level
            for child in (node.values() if isinstance(node, dict) else node if isinstance(node, list) else ())
            if isinstance(child, dict | list)
        ]
        if not level:
            return False
    return True


def json_of(tree: Tree) -> bytes:
    """Return a tree as JSON, to be given to pandoc again."""
    whole = {"pandoc-api-version": [1, 23, 1], "meta": tree.meta, "blocks": tree.blocks}
    return json.dumps(whole, ensure_ascii=False).encode()


def contents(nodes: Node, name: str) -> Iterator[Node]:
    """Yield the content of every node of that name in a part of a tree, in order."""
    if isinstance(nodes, dict):
        if nodes.get("t") == name:
            yield nodes["c"]
        nodes = list(nodes.values())
    if isinstance(nodes, list):
        for node in nodes:
            yield from contents(node, name)


def citations(nodes: Node) -> Iterator[list[str]]:
    """Yield the keys of every citation in a part of a tree, in order."""
    for cited, _ in contents(nodes, "Cite"):
        yield [one["citationId"] for one in cited]
