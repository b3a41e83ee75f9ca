"""The concrete tree of a text in bracket notation: every character of the source stands in exactly one node.

Leaves carry their source; groups carry what opens and what closes them, and the nodes between. The tree is walked
without recursion, for delegations nest without asking how deep. Nodes are structs unknown to the garbage collector
(a tree has no cycles), which halves the time to read a long text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import msgspec

from paraph.text.attribution import Attribution
from paraph.text.convention import Convention
from paraph.text.diagnostics import Diagnostic


class Role(StrEnum):
    """What a bracket or brace is there for."""

    WORDING = "wording"  # words that are not agreed or, under some conventions, to be deleted
    PLACEHOLDER = "placeholder"  # words or a value to come: [X], [Placeholder for ...]
    REMARK = "remark"  # about the text, not of it: [Note: ...], {This paragraph would replace ...}
    TITLE = "title"  # a provisional heading: {National Treatment}
    TICK = "tick"  # a tick box of a list
    LAYOUT = "layout"  # for a Markdown tool: {:toc}, {#article-3}


class Leaf(msgspec.Struct, frozen=True, eq=False, gc=False):
    """A node without nodes in it. ``start`` is its offset in the text."""

    start: int
    source: str

    @property
    def end(self) -> int:
        return self.start + len(self.source)


class Text(Leaf, frozen=True):
    """Plain words, Markdown emphasis and blank space included."""


class Escape(Leaf, frozen=True):
    """A backslash and the bracket, brace or backslash that it makes an ordinary character."""

    @property
    def value(self) -> str:
        return self.source[1]


class Stray(Leaf, frozen=True):
    """A closing mark that closes nothing."""


class Footnote(Leaf, frozen=True):
    """A footnote's marker ``[^7]``, or what begins its text, ``[^7]:``."""

    @property
    def label(self) -> str:
        return self.source.rstrip(":")[2:-1]

    @property
    def defines(self) -> bool:
        return self.source.endswith(":")


class Definition(Leaf, frozen=True):
    """Where a reference link leads: ``[source]: https://example.org``."""


class Option(Leaf, frozen=True):
    """The heading of an option. ``label`` is its number as shown; ``ordinal`` counts from 1.

    ``column`` is where its line's content begins (from 0), which tells its level.
    """

    label: str
    ordinal: int
    column: int


class Group(msgspec.Struct, frozen=True, eq=False, gc=False):
    """A node with nodes in it. ``closing`` is "" where the mark that should close it is missing."""

    start: int
    end: int
    opening: str
    body: tuple[Node, ...]
    closing: str

    @property
    def closed(self) -> bool:
        return bool(self.closing)


class Bracket(Group, frozen=True):
    """Square brackets; ``opening`` includes the attribution's source."""

    attribution: Attribution | None = None
    role: Role = Role.WORDING


class Brace(Bracket, frozen=True):
    """Braces: an attribution, a provisional title or an editor's remark."""


class Addition(Bracket, frozen=True):
    """New words, in talks where a bracket marks a deletion: ``<u>...</u>``."""


class Link(Group, frozen=True):
    """A Markdown link or image; ``closing`` includes where it leads."""


Node = Leaf | Group


@dataclass(frozen=True, slots=True, eq=False)
class Parsed:
    """A text as read: the tree, how it was read, and what was noticed."""

    text: str
    nodes: tuple[Node, ...]
    convention: Convention
    parties: tuple[str, ...]
    source: str
    diagnostics: tuple[Diagnostic, ...]


def unparse(nodes: Parsed | Sequence[Node]) -> str:
    """The characters of a text or of some nodes of it, as they stood in the source.

    >>> unparse([Text(0, "Each Party "), Bracket(11, 18, "[", (Text(12, "shall"),), "]")])
    'Each Party [shall]'
    """
    parts: list[str] = []
    for node, leaving, _ in walk(nodes):
        if isinstance(node, Leaf):
            parts.append(node.source)
        else:
            parts.append(node.closing if leaving else node.opening)
    return "".join(parts)


def walk(nodes: Parsed | Sequence[Node]) -> Iterator[tuple[Node, bool, int]]:
    """Each leaf once and each group twice, entering and leaving: (node, whether leaving, groups around it)."""
    stack: list[tuple[Group | None, Iterator[Node]]] = [
        (None, iter(nodes.nodes if isinstance(nodes, Parsed) else nodes))
    ]
    while stack:
        group, rest = stack[-1]
        for node in rest:
            yield node, False, len(stack) - 1
            if isinstance(node, Group):
                stack.append((node, iter(node.body)))
                break
        else:
            stack.pop()
            if group is not None:
                yield group, True, len(stack) - 1
