"""Where provisions stand: one tree made of the places that each party gives them.

A wording names its container (``parent``) and the provision that it follows (``after``), by name. Rules, in order:

1. A provision stands in the container that most of the parties who want it name; of equals, the one that came into
   the record first.
2. Within a container each party has an order of its own, read from ``after``. Where two provisions follow the same
   one, the newer stands first: who adds a paragraph "after the second" means between the second and the third.
3. The orders of the parties are merged so that each is kept. Where they contradict each other, what came into the
   record first goes first.

Nothing here depends on the order in which parties are named. Parties whose own place for a provision is another one
than it was given are named in ``elsewhere``: a disagreement about place is shown, not settled.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from paraph.record.contents import Wording

Wordings = Mapping[str, Mapping[str, Wording]]
"""{provision: {party: wording}}, provisions by name in the order in which they came into the record."""


@dataclass(frozen=True, slots=True)
class Place:
    """A provision's place in the tree. ``elsewhere``: the parties that would have it in another place."""

    name: str
    parent: str
    depth: int
    elsewhere: tuple[str, ...] = ()


def places(wordings: Wordings) -> list[Place]:
    """All provisions that anyone wants, in document order. Those that nobody wants only help to find places.

    >>> us = {"a": Wording(), "b": Wording(after="a"), "c": Wording(after="b")}
    >>> vn = {"a": Wording(), "b": Wording(after="c"), "c": Wording(after="a")}
    >>> for place in places({name: {"US": us[name], "VN": vn[name]} for name in us}):
    ...     print(place.name, place.elsewhere)
    a ()
    b ()
    c ('VN',)
    """
    wanted = {
        name: {party: wording for party, wording in held.items() if not wording.absent}
        for name, held in wordings.items()
    }
    wanted = {name: held for name, held in wanted.items() if held}
    rank = {name: index for index, name in enumerate(wordings)}
    parents = _acyclic({name: _chosen_parent(name, wanted, wordings, rank) for name in wanted}, rank)
    elsewhere: dict[str, set[str]] = {name: set() for name in wanted}
    siblings: dict[str, list[str]] = {}
    for name, parent in parents.items():
        siblings.setdefault(parent, []).append(name)
        for party, wording in wanted[name].items():
            if _container(wording.parent, wanted, wordings) != parent:
                elsewhere[name].add(party)
    ordered = {parent: _order(names, wanted, wordings, elsewhere) for parent, names in siblings.items()}
    return [
        Place(name, parents[name], depth, tuple(party for party in wanted[name] if party in elsewhere[name]))
        for name, depth in _walk(ordered, "", 0)
    ]


def _walk(ordered: Mapping[str, Sequence[str]], top: str, depth: int) -> Iterator[tuple[str, int]]:
    stack = [(name, depth) for name in reversed(ordered.get(top, ()))]
    while stack:
        name, depth = stack.pop()
        yield name, depth
        stack.extend((child, depth + 1) for child in reversed(ordered.get(name, ())))


# Containers


def _chosen_parent(name: str, wanted: Wordings, wordings: Wordings, rank: Mapping[str, int]) -> str:
    votes = Counter(_container(wording.parent, wanted, wordings) for wording in wanted[name].values())
    return min(votes, key=lambda parent: (-votes[parent], rank.get(parent, -1)))


def _container(parent: str, wanted: Wordings, wordings: Wordings) -> str:
    """``parent``, or if nobody wants that, the container which it stood in itself, and so on up."""
    passed = set()
    while parent and parent not in wanted and parent not in passed:
        passed.add(parent)
        parent = max((wording.parent for wording in wordings.get(parent, {}).values()), default="")
    return parent if parent in wanted else ""


def _acyclic(parents: dict[str, str], rank: Mapping[str, int]) -> dict[str, str]:
    """Cut loops (each of two parties puts one provision into the other): what came first goes to the top."""
    done = {""}
    for start in parents:
        path = []
        name = start
        while name not in done and name not in path:
            path.append(name)
            name = parents[name]
        if name in path:
            parents[min(path[path.index(name) :], key=rank.__getitem__)] = ""
        done.update(path)
    return parents


# Order within a container


def _order(names: Sequence[str], wanted: Wordings, wordings: Wordings, elsewhere: dict[str, set[str]]) -> list[str]:
    """The siblings in one order; notes in ``elsewhere`` what stands in another place for some party."""
    parties = sorted({party for name in names for party in wanted[name]})
    orders = {}
    for party in parties:
        own = [name for name in names if party in wanted[name] and party not in elsewhere[name]]
        orders[party] = _own_order(own, party, wordings)
    distinct = [list(order) for order in dict.fromkeys(map(tuple, orders.values()))]
    merged = distinct[0] if len(distinct) == 1 and len(distinct[0]) == len(names) else _merge(names, distinct)
    at = {name: index for index, name in enumerate(merged)}
    for party, order in orders.items():
        for name in out_of_step(order, at):
            elsewhere[name].add(party)
    return merged


def _own_order(names: Sequence[str], party: str, wordings: Wordings) -> list[str]:
    """One party's order of the provisions that it has in one container, given in the order of the record."""
    among = set(names)
    followers: dict[str, list[str]] = {}
    for index, name in enumerate(names):
        after = _anchor(name, party, among, wordings)
        if after is None:
            after = names[index - 1] if index else ""
        followers.setdefault(after, []).append(name)
    placed: dict[str, None] = {}
    _follow(followers, "", placed)
    for name in names:  # what is left follows each other in a ring; the ring is opened where the record began it
        if name not in placed:
            placed[name] = None
            _follow(followers, name, placed)
    return list(placed)


def _follow(followers: Mapping[str, list[str]], start: str, placed: dict[str, None]) -> None:
    stack = list(followers.get(start, ()))
    while stack:
        name = stack.pop()
        if name not in placed:
            placed[name] = None
            stack.extend(followers.get(name, ()))


def _anchor(name: str, party: str, among: set[str], wordings: Wordings) -> str | None:
    """What ``name`` follows for this party; past provisions that it does not have, to what those follow for others."""
    after = wordings[name][party].after
    passed = {name}
    while after and after not in among and after not in passed:
        passed.add(after)
        held = wordings.get(after)
        if not held:
            return None
        after = max(wording.after for wording in held.values())
    return None if after in passed else after


def _merge(names: Iterable[str], orders: Sequence[Sequence[str]]) -> list[str]:
    """One order that keeps every given one where that can be; ``names`` in the order of the record."""
    before: dict[str, set[str]] = {name: set() for name in names}
    next_to: dict[str, list[str]] = {name: [] for name in before}
    for order in orders:
        for earlier, later in pairwise(order):
            before[later].add(earlier)
            next_to[earlier].append(later)
    rank = {name: index for index, name in enumerate(before)}
    left = dict.fromkeys(before)
    merged: list[str] = []
    while left:
        nearest = [name for name in next_to[merged[-1]] if not before[name] and name in left] if merged else []
        free = min(nearest, key=rank.__getitem__, default="")
        free = free or next((name for name in left if not before[name]), next(iter(left)))
        merged.append(free)
        del left[free]
        for later in next_to[free]:
            before[later].discard(free)
    return merged


def out_of_step(order: Sequence[str], at: Mapping[str, int]) -> list[str]:
    """The fewest provisions without which a party's order is that of the merged text: the rest ascends."""
    tails: list[int] = []
    last: list[int] = []
    previous: list[int] = []
    for index, name in enumerate(order):
        length = bisect_left(tails, at[name])
        tails[length : length + 1] = [at[name]]
        last[length : length + 1] = [index]
        previous.append(last[length - 1] if length else -1)
    in_step = set()
    index = last[-1] if last else -1
    while index >= 0:
        in_step.add(index)
        index = previous[index]
    return [name for index, name in enumerate(order) if index not in in_step]
