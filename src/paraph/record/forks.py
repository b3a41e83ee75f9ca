"""Forks: a party that signs two entries with one sequence number, and what of its chain still stands.

Two signed entries with one number are proof by themselves, and anyone who holds the charter can check it. From the
first such number on the chain is frozen, with one exception: what other participants had built on stands, as far as
they all built on the same branch. Otherwise a party could sign a rival first entry years later and so unsay all that
the others relied on; and where the others were shown different branches, neither is believed.

Entries of others stand whatever they had seen: nobody loses a word by somebody else's fork. All of this depends
only on which entries are held, never on the order in which they came.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from paraph.errors import ChainForked
from paraph.record.order import Link
from paraph.record.signing import Signed


@dataclass(frozen=True, slots=True)
class Fork:
    """``entries``: ids, sorted, of the entries that ``party`` has signed with the same ``sequence`` (the lowest)."""

    party: str
    sequence: int
    entries: tuple[str, ...]

    def error(self) -> ChainForked:
        first, second = self.entries[:2]
        return ChainForked(party=self.party, sequence=self.sequence, first=first[:12], second=second[:12])


def proves_fork(one: Signed, other: Signed) -> bool:
    """Whether two verified entries prove a fork; their envelopes are then the evidence to hand on."""
    place = one.entry.negotiation, one.entry.party, one.entry.sequence
    return one.id != other.id and place == (other.entry.negotiation, other.entry.party, other.entry.sequence)


def acknowledged(party: str, links: Mapping[str, Link]) -> set[str]:
    """Entries of ``party`` that entries of others build on, directly or through later ones."""
    found: set[str] = set()
    for link in links.values():
        if link.party != party:
            at = link.seen.get(party, "")
            while at and at not in found:
                found.add(at)
                at = links[at].previous
    return found


def standing(
    levels: Sequence[Collection[str]], links: Mapping[str, Link], fork: Fork, relied_on: Collection[str]
) -> Iterable[str]:
    """Ids of a forked chain that stand, in sequence.

    ``levels``: the party's linked ids by sequence; ``relied_on``: those that others have ``acknowledged``.
    """
    last = ""
    for number, level in enumerate(levels, start=1):
        next_ones = [each for each in level if links[each].previous == last]
        if number >= fork.sequence:
            next_ones = [each for each in next_ones if each in relied_on]
        if len(next_ones) != 1:
            return
        last = next_ones[0]
        yield last
