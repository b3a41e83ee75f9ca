"""The order in which the record is read: causal, the same for everyone, with no clock and no server to decide it.

Each entry has a *Lamport number* (Lamport, "Time, Clocks, and the Ordering of Events in a Distributed System", 1978):
one more than the highest of what it had seen. Entries are read by that number, ties by party and sequence. So causes
come before effects, and an entry that has seen everything comes after everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec


class Link(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An entry's place in the record, without its act: all that order, forks and new entries need to know of it."""

    id: str
    party: str
    sequence: int
    previous: str
    seen: dict[str, str]
    time: str
    lamport: int

    @property
    def causes(self) -> tuple[str, ...]:
        """Ids of the entries that this one builds on directly."""
        return (self.previous, *self.seen.values()) if self.previous else tuple(self.seen.values())


def position(link: Link) -> tuple[int, str, int]:
    """Where an entry stands in the order; no two that stand have the same."""
    return link.lamport, link.party, link.sequence


def ordered(links: Iterable[Link]) -> list[Link]:
    """Links in the order of the record.

    >>> us = Link("a", "US", 1, "", {}, "2025-05-19T13:00:00Z", 1)
    >>> vn = Link("b", "VN", 1, "", {"US": "a"}, "2025-05-19T13:05:00Z", 2)
    >>> [link.id for link in ordered([vn, us])]
    ['a', 'b']
    """
    return sorted(links, key=position)


def as_of(links: Iterable[Link], moment: str) -> list[Link]:
    """Those of ``links``, in their order, that were there at ``moment``.

    No entry is earlier than what it has seen, so what is left has all its causes.
    """
    return [link for link in links if link.time <= moment]


def continuing(chains: Mapping[str, list[Link]], heads: Mapping[str, str]) -> list[Link] | None:
    """What comes after a folded part of the record, in order; None when something new belongs inside that part.

    ``chains``: the entries that stand, by party; ``heads``: the last folded entry's id in each chain that had any.
    On None the fold must begin anew: an entry arrived late, or a fork has set aside what was folded.
    """
    folded: list[Link] = []
    new: list[Link] = []
    for party, chain in chains.items():
        if party not in heads:
            new += chain
            continue
        at = next((index for index in range(len(chain) - 1, -1, -1) if chain[index].id == heads[party]), None)
        if at is None:
            return None
        folded.append(chain[at])
        new += chain[at + 1 :]
    if len(folded) != len(heads):
        return None
    if new and folded and min(map(position, new)) < max(map(position, folded)):
        return None
    return ordered(new)
