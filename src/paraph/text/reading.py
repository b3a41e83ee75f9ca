"""From the notation to bracket algebra: what stands in a text, and who wants it.

A group that is no dispute (a link, a placeholder, a bracket never closed) is kept as the characters it is written
with. Under Paraph's own convention reading undoes printing: ``runs(parse(show(r))) == normal(r)``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TypeGuard

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
    """The bracketed text as runs; ``remarks=False`` leaves out remarks and layout, which are not of the text.

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
        self.implied: set[int] = set()  # where brackets begin whose owners are those not named as against

    def report(self, at: int, code: str, **data: str) -> None:
        self.diagnostics.append(Diagnostic(self.parsed.source, *self.places.at(at), code, data))

    def read(self) -> Runs:
        """Walk the tree without recursion. The parts of a dispute are gathered and joined when it is left; those of
        any other group stand in the text around it, between its marks."""
        parts: list[_Place] = []
        stack: list[tuple[Group, Iterator[Node], list[_Place]]] = []
        rest = iter(self.parsed.nodes)
        while True:
            node = next(rest, None)
            if isinstance(node, Leaf):
                parts.append((node.start, node.value if isinstance(node, Escape) else node.source))
            elif isinstance(node, Group):
                if not self.remarks and node.closed and _role(node) in (Role.REMARK, Role.LAYOUT):
                    continue
                stack.append((node, rest, parts))
                rest = iter(node.body)
                if self.disputes(node):
                    parts = []
                elif _role(node) is not Role.TITLE:
                    parts.append((node.start, node.opening))
            elif stack:
                group, rest, around = stack.pop()
                if self.disputes(group):
                    around.append((group.start, Alternative(self.owners(group), self.joined(parts))))
                    parts = around
                elif _role(group) is not Role.TITLE:
                    parts.append((group.end, group.closing))
            else:
                return self.joined(parts)

    def disputes(self, group: Group) -> TypeGuard[Marked]:
        """Whether a group's words are an alternative, not everybody's."""
        if not isinstance(group, Marked) or not group.closed:
            return False
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
        elif owners and not found.parties(Stance.PROPOSE):
            self.implied.add(group.start)
        return owners

    def joined(self, parts: list[_Place]) -> Runs:
        if not self.implied.isdisjoint(at for at, _ in parts):
            parts = self.settled(parts)
        if self.convention.rivals_apart:
            parts = self.brought_together(parts)
        return _joined(part for _, part in parts)

    def settled(self, parts: list[_Place]) -> list[_Place]:
        """Who is said to want a rival wording is not implied to want the words that others are against."""
        out: list[_Place] = []
        for apart, cluster in groupby(parts, key=lambda part: isinstance(part[1], str) and not _apart(part[1])):
            side_by_side = list(cluster)
            named = {
                owner
                for at, part in side_by_side
                if isinstance(part, Alternative) and at not in self.implied
                for owner in part.owners
            }
            for at, part in side_by_side:
                if not apart and isinstance(part, Alternative) and at in self.implied:
                    part = Alternative(tuple(owner for owner in part.owners if owner not in named), part.content)
                    self.report(at, "owners-implied", parties=", ".join(part.owners))
                out.append((at, part))
        return out

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


def _role(group: Group) -> Role | None:
    return group.role if isinstance(group, Marked) else None


def _apart(part: str) -> bool:
    return part.isspace() and len(part) <= 8 and part.count("\n") <= 1


def _rival(parts: list[_Place], place: int, owners: set[str]) -> bool:
    following = parts[place][1] if place < len(parts) else ""
    return isinstance(following, Alternative) and bool(following.owners) and owners.isdisjoint(following.owners)
