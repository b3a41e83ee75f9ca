"""The rules that tie an entry to those it builds on.

Its number follows that of the entry before, without a gap; what its author has seen once stays seen; and it is not
earlier than what it has seen. Whether a rule is kept is judged once all that the entry names has arrived, and so
does not depend on the order of arrival.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Container

from paraph.errors import N_, BrokenChain, ForeignEntry, RecordDamaged
from paraph.record.entry import Entry
from paraph.record.order import Link
from paraph.record.signing import Signed

Find = Callable[[str], Link | None]
"""Looks up an entry that is linked already, by its id."""


def judge(
    signed: Signed, negotiation: str, participants: Collection[str], find: Find, refused: Container[str]
) -> Link | RecordDamaged | list[str]:
    """The entry's link; or why it is refused; or the ids of what must be linked before it can be judged."""
    entry, short = signed.entry, signed.id[:12]
    if entry.negotiation != negotiation:
        return ForeignEntry(entry=short, detail=N_("it is of another negotiation"))
    if entry.party not in participants or not all(map(participants.__contains__, entry.seen)):
        return ForeignEntry(entry=short, detail=N_("it names somebody who takes no part in this negotiation"))
    if entry.party in entry.seen or (entry.sequence == 1) != (entry.previous == ""):
        return BrokenChain(entry=short, detail=N_("its number and links do not fit together"))
    causes = list(entry.seen.values())
    if entry.previous:
        causes.append(entry.previous)
    links = [link for link in map(find, causes) if link is not None]
    if len(links) < len(causes):
        if any(cause in refused for cause in causes):
            return BrokenChain(entry=short, detail=N_("it builds on an entry that was refused"))
        return [cause for cause in causes if find(cause) is None]
    if fault := _fault(entry, links, find):
        return BrokenChain(entry=short, detail=fault)
    lamport = 1 + max([link.lamport for link in links], default=0)
    return Link(signed.id, entry.party, entry.sequence, entry.previous, entry.seen, entry.time, lamport)


def _fault(entry: Entry, links: list[Link], find: Find) -> str | None:
    """Which rule the entry breaks; ``links``: what it has seen, in its order, and then the one before, if any."""
    authors = [*entry.seen, entry.party] if entry.previous else list(entry.seen)
    for link, author in zip(links, authors, strict=True):
        if link.party != author:
            return N_("it takes one participant's entry for another's")
        if link.time > entry.time:
            return N_("it claims a time before that of what it has seen")
    if not entry.previous:
        return None
    before = links[-1]
    if before.sequence != entry.sequence - 1:
        return N_("its number does not follow that of the entry before")
    for party, old in before.seen.items():
        if not _reaches(entry.seen.get(party, ""), old, find):
            return N_("it has not seen what the entry before had seen")
    return None


def _reaches(new: str, old: str, find: Find) -> bool:
    """Whether going back from ``new`` along its chain meets ``old``, which is linked."""
    if new == old:
        return True
    first, at = find(old), find(new)
    while first is not None and at is not None and at.sequence > first.sequence:
        at = find(at.previous)
    return at is not None and at is first
