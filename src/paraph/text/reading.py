"""From the notation to bracket algebra: what stands in a text, and who wants it.

A group that is no dispute (a link, a placeholder, a bracket never closed) is kept as the characters it is written
with. Under Paraph's own convention reading undoes printing: ``runs(parse(show(r))) == normal(r)``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from paraph.text.attribution import Stance
from paraph.text.brackets import Alternative, Bracket, Run, Runs
from paraph.text.convention import Meaning
from paraph.text.diagnostics import Diagnostic, Places
from paraph.text.markup import Addition, Brace, Escape, Group, Leaf, Node, Parsed, Role
from paraph.text.markup import Bracket as Marked


@dataclass(frozen=True, slots=True)
class Reading:
    """Bracketed text as data, and what was noticed while it was read."""

    runs: Runs
    diagnostics: tuple[Diagnostic, ...]


def runs(parsed: Parsed, remarks: bool = True) -> Runs:
    """The bracketed text as runs; ``remarks=False`` leaves out what is about the text and not of it.

    >>> from paraph.text.brackets import show
    >>> from paraph.text.convention import TPP
    >>> from paraph.text.notation import parse
    >>> show(runs(parse("Each Party [US propose: shall] [VN/AU propose: may] act.", TPP)))
    'Each Party [US: shall][VN/AU: may] act.'
    """
    return reading(parsed, remarks).runs


def reading(parsed: Parsed, remarks: bool = True) -> Reading:
    """Like ``runs``, with diagnostics."""
    reader = _Reader(parsed, remarks)
    found = reader.read()
    return Reading(found, tuple(reader.diagnostics))


def normal(runs: Runs) -> Runs:
    """The one form of all runs that print alike: no empty strings, strings joined, neighbouring brackets joined.

    Brackets that follow each other directly are one, up to the first owner who would own two of its alternatives.

    >>> one = Bracket((Alternative(("US",), ("shall",)),)), Bracket((Alternative(("VN",), ("may",)),))
    >>> len(normal(one))
    1
    """
    parts: list[str | Alternative] = []
    for run in runs:
        if isinstance(run, str):
            parts.append(run)
        else:
            parts.extend(Alternative(each.owners, normal(each.content)) for each in run.alternatives)
    return _joined(parts)


def _joined(parts: Iterable[str | Alternative]) -> Runs:
    """Runs from strings and alternatives in order; alternatives side by side are rivals."""
    out: list[Run] = []
    words: list[str] = []
    rivals: list[Alternative] = []
    owners: set[str] = set()
    for part in parts:
        if isinstance(part, str):
            if part:
                if rivals:
                    out.append(Bracket(tuple(rivals)))
                    rivals, owners = [], set()
                words.append(part)
            continue
        if words:
            out.append("".join(words))
            words = []
        if not owners.isdisjoint(part.owners):
            out.append(Bracket(tuple(rivals)))
            rivals, owners = [], set()
        rivals.append(part)
        owners.update(part.owners)
    if rivals:
        out.append(Bracket(tuple(rivals)))
    if words:
        out.append("".join(words))
    return tuple(out)


_Place = tuple[int, str | Alternative]


class _Reader:
    def __init__(self, parsed: Parsed, remarks: bool) -> None:
        self.parsed = parsed
        self.convention = parsed.convention
        self.remarks = remarks
        self.places = Places(parsed.text)
        self.diagnostics: list[Diagnostic] = []

    def report(self, at: int, code: str, **data: str) -> None:
        self.diagnostics.append(Diagnostic(self.parsed.source, *self.places.at(at), code, data))

    def read(self) -> Runs:
        """Walk the tree without recursion: each group's parts are gathered, then joined when it is left."""
        top: list[_Place] = []
        stack: list[tuple[Group, Iterator[Node], list[_Place]]] = []
        rest, parts = iter(self.parsed.nodes), top
        while True:
            node = next(rest, None)
            if node is None:
                if not stack:
                    return self.joined(top)
                group, rest, outer = stack.pop()
                outer.extend(self.left(group, parts))
                parts = outer
            elif isinstance(node, Group):
                if self.remarks or not _remark(node):
                    stack.append((node, rest, parts))
                    rest, parts = iter(node.body), []
            else:
                parts.append((node.start, _value(node)))

    def left(self, group: Group, parts: list[_Place]) -> list[_Place]:
        """What a group comes to: an alternative, or its parts with its marks around them."""
        if isinstance(group, Marked) and group.closed and self.disputes(group):
            return [(group.start, Alternative(self.owners(group), self.joined(parts)))]
        if isinstance(group, Marked) and group.role is Role.TITLE:
            return parts
        return [(group.start, group.opening), *parts, (group.end, group.closing)]

    def disputes(self, group: Marked) -> bool:
        if group.attribution is not None or isinstance(group, Addition):
            return True
        return not isinstance(group, Brace) and (self.convention.exact or group.role is Role.WORDING)

    def owners(self, group: Marked) -> tuple[str, ...]:
        """Who wants the words; where a bracket marks a deletion, every known party but those who propose it."""
        found = group.attribution
        if found is None:
            return ()
        known = self.parsed.parties
        if self.convention.bracket is Meaning.DELETION and not isinstance(group, Addition):
            against = found.parties(Stance.PROPOSE)
            owners = tuple(party for party in known if party not in against)
        else:
            owners = found.owners(known)
        if not owners and not known:
            self.report(group.start, "owner-unknown")
        return owners

    def joined(self, parts: list[_Place]) -> Runs:
        if self.convention.rivals_apart:
            parts = self.brought_together(parts)
        return _joined(part for _, part in parts)

    def brought_together(self, parts: list[_Place]) -> list[_Place]:
        """Drop the space between alternatives of different owners; between others it is a space of the text."""
        out: list[_Place] = []
        owners: set[str] = set()
        for place, (at, part) in enumerate(parts):
            if isinstance(part, Alternative):
                if not part.owners or not owners.isdisjoint(part.owners):
                    owners = set()
                owners.update(part.owners)
            elif owners and _apart(part) and _rival(parts, place + 1, owners):
                self.report(at, "rivals-apart")
                continue
            elif part:
                owners = set()
            out.append((at, part))
        return out


def _remark(group: Group) -> bool:
    return isinstance(group, Marked) and group.role is Role.REMARK and group.closed


def _value(node: Node) -> str:
    if isinstance(node, Escape):
        return node.value
    return node.source if isinstance(node, Leaf) else ""


def _apart(part: str) -> bool:
    return part.isspace() and len(part) <= 8 and part.count("\n") <= 1


def _rival(parts: list[_Place], place: int, owners: set[str]) -> bool:
    following = parts[place][1] if place < len(parts) else ""
    return isinstance(following, Alternative) and bool(following.owners) and owners.isdisjoint(following.owners)
