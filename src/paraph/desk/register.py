"""The shared record as this computer holds it: what lies in the ledger, verified, chained, folded and up to date.

What arrives is verified once, when it is first read; a snapshot keeps the fold, so that opening a long negotiation
does not replay it. The snapshot is a cache: ``audit`` reads and verifies everything from the first byte.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

import msgspec

from paraph.desk.clock import stamp, wall_clock
from paraph.errors import N_, CorruptEntry, OutOfOrder, RecordDamaged
from paraph.record.acts import AnyAct
from paraph.record.assembly import ConsolidatedText, assemble, reassemble
from paraph.record.chain import Record
from paraph.record.chain import restore as restore_record
from paraph.record.chain import snapshot as record_snapshot
from paraph.record.changes import as_close
from paraph.record.charter import Charter
from paraph.record.contents import Package
from paraph.record.entry import Entry
from paraph.record.examining import Examination, examine
from paraph.record.fold import advance, fold, restore, snapshot
from paraph.record.forks import Fork
from paraph.record.search import Index
from paraph.record.signing import Signed, open_many, reopen, sign
from paraph.record.state import Close, State
from paraph.record.state_of_play import Baseline, baseline
from paraph.store.keys import SeatKey
from paraph.store.ledger import Filed, Row, Snapshot, heads_hash
from paraph.store.place import Place

if TYPE_CHECKING:
    from paraph.desk.chronicle import Chronicle

Progress = Callable[[int, int], None]
K = TypeVar("K")
V = TypeVar("V")

FORMAT = "paraph-state-1"
AHEAD = timedelta(days=1)
"""How far another computer's clock may be ahead of this one's."""
SNAPSHOT_EVERY = 500
"""Entries folded before another snapshot is kept."""
EARLIER = 16
"""How many earlier states, and how many closes to measure against, are kept in memory."""


_ASTRAY = N_("What is shown does not follow from the entries: a kept snapshot was altered")


class _Kept(msgspec.Struct, array_like=True):
    """A snapshot's two halves: the chains' links, and the state."""

    record: bytes
    state: bytes


@dataclass(frozen=True, slots=True)
class Audit:
    """What verifying everything found. ``refused``: entry or position and why; ``state``: folded from nothing."""

    entries: int
    signatures: int
    by_party: dict[str, int]
    forks: tuple[Fork, ...]
    waiting: int
    refused: tuple[RecordDamaged, ...]
    database: tuple[str, ...]
    state: State

    @property
    def sound(self) -> bool:
        return not (self.forks or self.waiting or self.refused or self.database)


class Register:
    """One negotiation's record. May be shared by the desks of several seats; safe to use from several threads."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self._lock = threading.RLock()
        self._position = 0
        self._kept_at = 0
        self._record = Record(self.charter)
        self._state = fold(self.charter, ())
        self.damaged: list[RecordDamaged] = []
        """What lies in the ledger and does not verify: left out of everything, and to be said."""
        self._text: ConsolidatedText | None = None
        self._touched: set[str] = set()
        self._index: tuple[dict[str, str], Index] | None = None
        self.chronicle: Chronicle | None = None
        """Made when it is first asked for (``Views.chronicle``)."""
        self._earlier: dict[int, State] = {}
        self._baselines: dict[Hashable, Baseline] = {}
        self._stiller = 0
        """The thread for which the record stands still, 0 for none."""
        self._load()

    @property
    def charter(self) -> Charter:
        return self.place.charter

    @property
    def position(self) -> int:
        """How far the ledger has been read: the number of entries that had arrived then, whatever became of them."""
        return self._position

    @contextmanager
    def still(self) -> Iterator[None]:
        """Let the record stand still while something is made of it: one moment, from the first word to the last.

        What others append meanwhile is taken up afterwards, one's own acts at once. Other threads wait.
        """
        with self._lock:
            if self._stiller:
                yield
                return
            self._catch_up()
            self._stiller = threading.get_ident()
            try:
                yield
            finally:
                self._stiller = 0

    def state(self) -> State:
        """The state with everything that has arrived by now. Do not change it: it is continued in place."""
        self._catch_up()
        return self._state

    def text(self) -> ConsolidatedText:
        """The consolidated text of ``state``; after an act, only what that touched is compared again."""
        with self._lock:
            self._catch_up()
            if self._text is None:
                self._text = assemble(self._state, self.charter.languages)
            elif self._touched:
                self._text = reassemble(self._text, self._state, self._touched)
            self._touched = set()
            return self._text

    def index(self, make: Callable[[Index | None], Index]) -> Index:
        """The search index of ``state``; ``make`` makes another, from the one before, when the record has grown."""
        with self._lock:
            self._catch_up()
            heads = dict(self._state.heads)
            if self._index is None or self._index[0] != heads:
                self._index = heads, make(self._index[1] if self._index else None)
            return self._index[1]

    @property
    def forks(self) -> dict[str, Fork]:
        """Parties that have signed one number twice, with the proof."""
        return self._record.forks

    @property
    def record(self) -> Record:
        """The chains with everything that has arrived by now. Do not change it: it is continued in place."""
        self._catch_up()
        return self._record

    def examine(self, name: str) -> Examination | None:
        """Every check of one entry, as its bytes lie in the ledger now; None when there is none of this id."""
        with self._lock:
            self._catch_up()
            filed = self.place.ledger.entry(name)
            if filed is None:
                return None
            return examine(filed.row.envelope, name, self.charter, self._record.links.get, self._record.refused)

    # Writing

    def head(self, party: str) -> str:
        """The id of the last entry of a party's chain, "" for none, as it is now."""
        with self._lock:
            self._catch_up()
            return self._record.heads().get(party, "")

    def append(
        self, party: str, person: str, acts: Iterable[AnyAct], key: SeatKey, now: str, head: str
    ) -> tuple[Signed, ...]:
        """Sign acts as the next entries of a party's chain and keep them: all or none, durable on return.

        ``head``: the end of that chain on which the acts were made. Raises OutOfOrder when the chain has grown since,
        here or in another process; nothing was kept then.
        """
        with self._lock:
            if self._record.heads().get(party, "") != head:
                raise OutOfOrder(detail=N_("The chain of this seat has grown since it was read"), hint="")
            signed = tuple(self._sign(party, person, acts, key, now))
        # Not under the lock: several seats' acts may be made durable by one flush.
        try:
            self.place.ledger.append([_row(each) for each in signed], expecting={party: head})
        except OutOfOrder:
            self._advance()
            raise
        self._advance()
        return signed

    # Reading

    def entries(self, names: Iterable[str]) -> list[tuple[str, Entry]]:
        """Entries by id, in the order given."""
        wanted = list(names)
        many = len(wanted) > max(20, self._position // 8)  # then reading all at one go is faster
        found = {row.id: row.envelope for _, row in self.place.ledger.entries()} if many else {}
        entries: list[tuple[str, Entry]] = []
        for name in wanted:
            envelope = found.get(name)
            if envelope is None:
                filed = self.place.ledger.entry(name)
                if filed is None:
                    continue
                envelope = filed.row.envelope
            try:
                entries.append((name, reopen(envelope).entry))
            except (RecordDamaged, msgspec.DecodeError):
                self.damaged.append(CorruptEntry(entry=name[:12], detail=N_("its bytes in the ledger have changed")))
        return entries

    def log(self) -> list[tuple[str, Entry]]:
        """Every entry that stands, in the order of the record."""
        with self._lock:
            self._catch_up()
            return self.entries(self._record.order())

    def state_as_of(self, moment: str) -> State:
        """The state at an earlier moment, folded from nothing."""
        with self._lock:
            self._catch_up()
            return fold(self.charter, self.entries(self._record.as_of(moment)))

    def state_after(self, count: int) -> State:
        """The state after the first ``count`` entries in the order of the record. Do not change it: it is kept."""
        with self._lock:
            self._catch_up()
            if count > self._state.entries:
                return fold(self.charter, self.entries(self._record.order()))
            return _once(self._earlier, count, lambda: fold(self.charter, self.entries(self._record.order()[:count])))

    def baseline(self, since: State | Close | None, language: str) -> Baseline | None:
        """An earlier state, or a close in this record, as something to measure by."""
        if since is None:
            return None
        with self._lock:
            self._catch_up()
            if isinstance(since, Close):
                return _once(self._baselines, (since.mark, language), lambda: baseline(self._state, since, language))
            key = *sorted(since.heads.items()), language
            return _once(self._baselines, key, lambda: baseline(since, as_close(since), language))

    def audit(self, progress: Progress | None = None) -> Audit:
        """Read every byte again, verify every signature and link, fold from nothing, and compare with what is shown."""
        with self._lock:
            rows = [filed.row for filed in self.place.ledger.entries()]
            shown = self._shown_of({row.id for row in rows})
        opened = open_many([row.envelope for row in rows], self.charter, progress=progress)
        signed = [each for each in opened if isinstance(each, Signed)]
        record = Record(self.charter)
        plan = record.plan(signed, until=_latest())
        record.take(plan)
        found = {each.id: each.entry for each in signed}
        state = fold(self.charter, ((name, found[name]) for name in record.order()))
        refused = [each for each in opened if isinstance(each, RecordDamaged)]
        refused += [
            CorruptEntry(entry=each.id[:12], detail=N_("it is filed under another name"))
            for row, each in zip(rows, opened, strict=True)
            if isinstance(each, Signed) and row != _row(each)
        ]
        refused += [error for _, error in plan.refused.values()]
        return Audit(
            entries=len(rows),
            signatures=len(signed),
            by_party={code: sum(each.entry.party == code for each in signed) for code in record.participants},
            forks=tuple(record.forks.values()),
            waiting=len(record.pending),
            refused=tuple(refused),
            database=(*self.place.ledger.check(), *(() if shown in (None, state) else (_ASTRAY,))),
            state=state,
        )

    def _shown_of(self, rows: set[str]) -> State | None:
        """The state on show, as bytes keep it; None when it holds an entry that came after these rows were read."""
        self._catch_up()
        return None if set(self._record.links) - rows else restore(snapshot(self._state))

    def _sign(self, party: str, person: str, acts: Iterable[AnyAct], key: SeatKey, now: str) -> Iterator[Signed]:
        """Each act as the entry after the one before it; only the first needs to ask the record what it has seen."""
        before: Signed | None = None
        for act in acts:
            if before is None:
                entry = self._record.next_entry(party, person, act, now)
            else:
                last = before.entry
                entry = msgspec.structs.replace(last, sequence=last.sequence + 1, previous=before.id, act=act)
            before = sign(entry, key.signer)
            yield before

    # Keeping up

    def _catch_up(self) -> None:
        """Take up what has arrived; nobody is waited for when nothing has."""
        if self._stiller != threading.get_ident() and self.place.ledger.count() != self._position:
            self._advance()

    def _advance(self) -> None:
        with self._lock:
            filed = list(self.place.ledger.entries(after=self._position))
            if not filed:
                return
            opened = open_many([each.row.envelope for each in filed], self.charter)
            self.damaged += [each for each in opened if isinstance(each, RecordDamaged)]
            self._take(filed, [each for each in opened if isinstance(each, Signed)])

    def _take(self, filed: list[Filed], signed: list[Signed]) -> None:
        # What claims a time far ahead waits until then: nobody may push everyone's clock forward.
        plan = self._record.plan(signed, until=_latest())
        self._record.take(plan)
        self._position = filed[-1].position
        after = self._record.since(self._state.heads)
        if after is None:
            self._state = fold(self.charter, self.entries(self._record.order()))
            self._text = None
            self._earlier.clear()
            self._baselines.clear()
        else:
            new = self._entries_of(after, {each.id: each.entry for each in plan.taken})
            advance(self._state, new)
            self._touched.update(*(self._touches(entry) for _, entry in new))
        if self._position - self._kept_at >= SNAPSHOT_EVERY and not self.damaged:
            self._keep()

    def _entries_of(self, names: Iterable[str], at_hand: dict[str, Entry]) -> list[tuple[str, Entry]]:
        """Entries by id; those not at hand (a branch that stands again was taken earlier) are read from the ledger."""
        return [(name, at_hand[name]) if name in at_hand else self.entries([name])[0] for name in names]

    def _touches(self, entry: Entry) -> set[str]:
        """The subjects on which something may be otherwise after an entry: its own, and what a package settles."""
        subject = getattr(entry.act, "subject", "")
        if not subject.startswith("package:"):
            return {subject}
        held = self._state.subjects[subject].positions.values() if subject in self._state.subjects else ()
        packages = (self._state.contents[each.content] for each in held)
        return {subject} | {part.subject for each in packages if isinstance(each, Package) for part in each.parts}

    def _keep(self) -> None:
        heads = heads_hash({party: (head,) for party, head in self._record.heads().items()})
        data = msgspec.msgpack.encode(_Kept(record_snapshot(self._record), snapshot(self._state)))
        self.place.ledger.put_snapshot(Snapshot(FORMAT, heads, self._position, data))
        self._kept_at = self._position

    def _load(self) -> None:
        kept = self.place.ledger.snapshot(FORMAT)
        if kept is None:
            return
        try:
            halves = msgspec.msgpack.decode(kept.data, type=_Kept)
            record, state = restore_record(self.charter, halves.record), restore(halves.state)
        except (msgspec.MsgspecError, RecordDamaged):
            return  # made by another version, or damaged: it is only a cache, and everything is read again
        self._record, self._state = record, state
        self._position = self._kept_at = kept.position


def _once(answers: dict[K, V], key: K, make: Callable[[], V]) -> V:
    """An answer that was worked out before, or is now; the oldest makes room."""
    if key not in answers:
        made = make()
        while len(answers) >= EARLIER:
            del answers[next(iter(answers))]
        answers[key] = made
    return answers[key]


def _row(signed: Signed) -> Row:
    entry = signed.entry
    return Row(entry.negotiation, entry.party, entry.sequence, signed.id, entry.previous, signed.envelope)


def _latest() -> str:
    """The latest time that an entry may claim now; see ``AHEAD``."""
    return stamp(wall_clock() + AHEAD)
