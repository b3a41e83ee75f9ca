"""The shared record: the union of the parties' chains, whatever the order in which entries arrive.

What the record amounts to depends only on the set of entries it was given. Of each it keeps the *link* (whose, which
number, after what, having seen what, when); acts and envelopes lie in the ledger, under the entry's id. An entry is

- *linked* when all it builds on is linked and the rules of ``linking`` are kept;
- *pending* while something it builds on has not arrived, or its time has not come;
- *refused* when it breaks a rule or builds on what does.

What is linked *stands*, except what a fork sets aside (``forks``). What stands has one order (``order``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import msgspec

from paraph.errors import N_, BrokenChain, ForeignEntry, RecordDamaged, UnknownParty
from paraph.record.acts import AnyAct
from paraph.record.charter import Charter
from paraph.record.entry import FORMAT, Entry
from paraph.record.forks import Fork, acknowledged, standing
from paraph.record.linking import judge
from paraph.record.order import Link, as_of, continuing, ordered, position
from paraph.record.signing import Signed, reopen

Refusals = dict[str, tuple[Signed, RecordDamaged]]


@dataclass(frozen=True, slots=True)
class Plan:
    """What adding a batch would do; nothing has happened yet. Made by ``Record.plan`` for ``Record.take``.

    ``taken``, with ``links`` in the same order: what becomes part of the record, causes first. ``pending``: all that
    would then wait. ``refused``: what of the batch, or of those that waited, cannot be taken, each with its reason.
    """

    revision: int
    taken: tuple[Signed, ...]
    links: tuple[Link, ...]
    pending: dict[str, Signed]
    refused: Refusals


class Record:
    """Begins empty; ``plan`` judges, ``take`` changes. Not for several threads at once.

    ``links``: all that is linked, by id, causes first. ``forks``: by party. ``pending``, ``refused``: by id.
    """

    def __init__(self, charter: Charter) -> None:
        self.negotiation = charter.id
        self.participants = tuple(each.code for each in charter.participants)
        self.links: dict[str, Link] = {}
        self.pending: dict[str, Signed] = {}
        self.refused: Refusals = {}
        self.forks: dict[str, Fork] = {}
        self._revision = 0
        self._levels: dict[str, list[tuple[str, ...]]] = {code: [] for code in self.participants}
        self._doubled: set[tuple[str, int]] = set()
        self._chains: dict[str, list[Link]] = {code: [] for code in self.participants}
        self._order: list[Link] = []

    def __len__(self) -> int:
        return len(self.links)

    # Growing

    def add(self, batch: Iterable[Signed]) -> Plan:
        """Plan and take in one step; the plan says what was taken, what waits and what was refused."""
        plan = self.plan(batch)
        self.take(plan)
        return plan

    def plan(self, batch: Iterable[Signed], until: str | None = None) -> Plan:
        """Judge a batch of verified entries, together with those that wait, without changing anything.

        ``until``: entries that claim a later moment wait; pass the present and some tolerance, so that nobody can
        push everyone's clock ahead. Entries that are linked already are passed over.
        """
        arriving = {signed.id: signed for signed in batch if signed.id not in self.links}
        refused = {name: self.refused[name] for name in arriving if name in self.refused}
        candidates = {name: each for name, each in {**self.pending, **arriving}.items() if name not in refused}
        linked: dict[str, Link] = {}
        known_bad = self.refused.keys() | refused.keys()
        waiting: dict[str, list[str]] = defaultdict(list)
        todo = list(reversed(candidates))

        def find(name: str) -> Link | None:
            return linked.get(name) or self.links.get(name)

        while todo:
            name = todo.pop()
            signed = candidates[name]
            if name in linked or name in known_bad or (until is not None and signed.entry.time > until):
                continue
            verdict = judge(signed, self.negotiation, self.participants, find, known_bad)
            if isinstance(verdict, list):
                for cause in verdict:
                    waiting[cause].append(name)
                continue
            if isinstance(verdict, Link):
                linked[name] = verdict
            else:
                refused[name] = signed, verdict
                known_bad.add(name)
            todo += waiting.pop(name, ())
        pending = {name: each for name, each in candidates.items() if name not in linked and name not in refused}
        taken = tuple(candidates[name] for name in linked)
        return Plan(self._revision, taken, tuple(linked.values()), pending, refused)

    def take(self, plan: Plan) -> None:
        """Carry out a plan whole. Raises ValueError when the record has changed since the plan was made."""
        if plan.revision != self._revision:
            raise ValueError("the record has changed since this plan was made")
        self._revision += 1
        self.pending = plan.pending
        self.refused |= {name: why for name, why in plan.refused.items() if not isinstance(why[1], ForeignEntry)}
        for link in plan.links:
            self._attach(link)
        forks = self._find_forks()
        if forks or self.forks:
            self.forks = forks
            self._chains = {code: self._standing(code) for code in self.participants}
            self._order = ordered(link for chain in self._chains.values() for link in chain)
        else:
            self._append(plan.links)

    def _attach(self, link: Link) -> None:
        self.links[link.id] = link
        levels = self._levels[link.party]
        if link.sequence > len(levels):
            levels.append((link.id,))
        else:
            levels[link.sequence - 1] += (link.id,)
            self._doubled.add((link.party, link.sequence))

    def _append(self, links: Iterable[Link]) -> None:
        new = ordered(links)
        for link in new:
            self._chains[link.party].append(link)
        late = bool(new and self._order) and position(new[0]) < position(self._order[-1])
        self._order += new
        if late:
            self._order.sort(key=position)

    def _find_forks(self) -> dict[str, Fork]:
        """Whoever has signed one number twice, be the entries linked, pending or refused."""
        signed: dict[tuple[str, int], set[str]] = {place: set() for place in self._doubled}
        for each in (*self.pending.values(), *(refused for refused, _ in self.refused.values())):
            signed.setdefault((each.entry.party, each.entry.sequence), set()).add(each.id)
        forks: dict[str, Fork] = {}
        for (party, sequence), ids in sorted(signed.items()):
            levels = self._levels.get(party, [])
            ids.update(levels[sequence - 1] if sequence <= len(levels) else ())
            if len(ids) > 1 and party not in forks:
                forks[party] = Fork(party, sequence, tuple(sorted(ids)))
        return forks

    def _standing(self, party: str) -> list[Link]:
        levels = self._levels[party]
        if party not in self.forks:
            return [self.links[name] for (name,) in levels]
        relied_on = acknowledged(party, self.links)
        return [self.links[name] for name in standing(levels, self.links, self.forks[party], relied_on)]

    # Reading

    def order(self) -> list[str]:
        """Ids of all that stands, in the order in which the record is read."""
        return [link.id for link in self._order]

    def as_of(self, moment: str) -> list[str]:
        """As ``order``, of what was there at ``moment``; all its causes are among it."""
        return [link.id for link in as_of(self._order, moment)]

    def since(self, heads: Mapping[str, str]) -> list[str] | None:
        """What comes after a fold that reached ``heads``, in order; None when the fold must begin anew.

        Not only what was taken last: what a fork had set aside stands again once it turns out that others built on it.
        """
        new = continuing(self._chains, heads)
        return None if new is None else [link.id for link in new]

    def heads(self) -> dict[str, str]:
        """The last id that stands in each chain that has any."""
        return {code: chain[-1].id for code, chain in self._chains.items() if chain}

    def waiting(self) -> list[BrokenChain]:
        """For each pending entry, that it waits."""
        detail = N_("what it builds on has not arrived, or its time has not come")
        return [BrokenChain(entry=name[:12], detail=detail) for name in self.pending]

    def wanted(self) -> set[str]:
        """Ids that pending entries build on and that never arrived: what to ask the others for."""
        causes = {cause for each in self.pending.values() for cause in (*each.entry.seen.values(), each.entry.previous)}
        return {cause for cause in causes if cause and cause not in self.links and cause not in self.pending}

    # Writing

    def next_entry(self, party: str, person: str, act: AnyAct, now: str) -> Entry:
        """The entry, yet to be signed, with which ``party`` goes on; it has seen all that stands.

        ``now``: the present moment; a clock that is behind is put right by what was seen. Raises UnknownParty, and
        ChainForked when the party has forked and cannot go on.
        """
        if party not in self.participants:
            raise UnknownParty(party=party, known=", ".join(self.participants))
        if party in self.forks:
            raise self.forks[party].error()
        before = self._chains[party][-1] if self._chains[party] else None
        seen = {code: head for code, head in self.heads().items() if code != party}
        if before is not None:
            seen |= {code: old for code, old in before.seen.items() if not self._still(code, old)}
        times = [self.links[name].time for name in seen.values()]
        return Entry(
            format=FORMAT,
            negotiation=self.negotiation,
            party=party,
            sequence=before.sequence + 1 if before else 1,
            previous=before.id if before else "",
            seen=seen,
            time=max([now, *times, before.time if before else ""]),
            person=person,
            act=act,
        )

    def _still(self, party: str, name: str) -> bool:
        """Whether an entry stands; one that was seen and then set aside by a fork does not."""
        if party not in self.forks:
            return True
        return any(link.id == name for link in self._chains[party])


def snapshot(record: Record) -> bytes:
    """The record as bytes, to open it again without reading every entry. A cache: never evidence."""
    pending = [each.envelope for each in record.pending.values()]
    refused = [each.envelope for each, _ in record.refused.values()]
    return _encoder.encode(_Kept(record.negotiation, list(record.links.values()), pending, refused))


def restore(charter: Charter, data: bytes) -> Record:
    """The record that ``snapshot`` was made of. Raises ForeignEntry when it is of another negotiation."""
    kept = _decoder.decode(data)
    if kept.negotiation != charter.id:
        raise ForeignEntry(entry=kept.negotiation[:12], detail=N_("it is of another negotiation"))
    record = Record(charter)
    record.take(Plan(0, (), tuple(kept.links), {}, {}))
    if kept.pending or kept.refused:
        plan = record.plan(map(reopen, kept.refused))
        record.take(replace(plan, pending={each.id: each for each in map(reopen, kept.pending)}))
    return record


class _Kept(msgspec.Struct, array_like=True):
    negotiation: str
    links: list[Link]
    pending: list[bytes]
    refused: list[bytes]


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(_Kept)
