"""Replay: 100,000 signed entries verified, chained, ordered and folded; and 10,000 opened from a snapshot.

Targets: 10 s on two cores; 0.2 s. The peer is the loop that one would write first, and it is spared work: stdlib
json, base64 and hashlib with PyNaCl, one thread, entry after entry as they lie, folding into a plain dictionary of
last positions. The snapshot is compared with the same state in a pickle, and with replaying.

Run: python bench/fold.py [ENTRIES]
"""

from __future__ import annotations

import base64
import hashlib
import json
import pickle
import random
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from nacl.signing import SigningKey, VerifyKey

from paraph.record import acts
from paraph.record.chain import Record, restore, snapshot
from paraph.record.charter import Charter, Participant
from paraph.record.contents import Wording, content_hash
from paraph.record.fold import fold
from paraph.record.fold import restore as restore_state
from paraph.record.fold import snapshot as snapshot_state
from paraph.record.signing import Signed, open_many, public_key, sign

KEYS = {code: SigningKey(code.encode().ljust(32, b".")) for code in ("US", "VN", "SEC")}
ZONES = {"US": "America/New_York", "VN": "Asia/Ho_Chi_Minh", "SEC": "UTC"}
CHARTER = Charter(
    name="bench",
    title={"en": "Agreement on Reciprocal Trade", "vi": "Hiệp định về thương mại đối ứng"},
    languages=["en", "vi"],
    participants=[
        Participant(
            code=code, name={"en": code}, key=public_key(key), zone=ZONES[code],
            role="secretariat" if code == "SEC" else "party",
        )
        for code, key in KEYS.items()
    ],
    illustrative=True,
)  # fmt: skip
PHRASES = [
    ("Each Party shall publish", "Mỗi Bên công bố"),
    ("on a website that is free of charge", "trên trang tin điện tử miễn phí"),
    (
        "its rates of customs duty and its import licensing procedures",
        "thuế suất và thủ tục cấp phép nhập khẩu của mình",
    ),
    ("and shall notify the other Party within thirty days", "và thông báo cho Bên kia trong vòng ba mươi ngày"),
    ("except where delay would prejudice health", "trừ khi chậm trễ làm tổn hại sức khỏe"),
    ("in accordance with Article 2.4 and its Annex", "phù hợp với Điều 2.4 và Phụ lục của Điều đó"),
    ("taking into account the level of development", "có tính đến trình độ phát triển của mỗi Bên"),
]


class Talks:
    """Two delegations and a secretariat at work on 400 provisions, the same for the same seed."""

    def __init__(self, seed: int = 19) -> None:
        self.dice = random.Random(seed)
        self.tabled: dict[str, tuple[str, str]] = {}
        self.asked: list[tuple[str, str]] = []
        self.count = 0

    def act(self, party: str) -> acts.AnyAct:
        self.count += 1
        subject = f"provision:a{self.dice.randrange(1, 41)}.{self.dice.randrange(1, 11)}"
        if party == "SEC":
            return acts.MeetingHeld(meeting=f"meeting:m{self.count}", minutes=self.words(2))
        mine = [each for each in self.asked if each[1] == party]
        chance = self.dice.random()
        if chance < 0.15 and mine:
            self.asked.remove(mine[0])
            return acts.ClarificationAnswered(name=mine[0][0], answer=self.words(3))
        if chance < 0.30:
            other = "VN" if party == "US" else "US"
            self.asked.append((f"q{self.count}", other))
            return acts.ClarificationAsked(name=f"q{self.count}", subject=subject, to=other, question=self.words(2))
        if chance < 0.55 and subject in self.tabled and self.tabled[subject][0] != party:
            return acts.ContentAccepted(subject=subject, content=self.tabled[subject][1])
        if chance < 0.60 and subject in self.tabled:
            return acts.PositionReserved(subject=subject, reason=self.words(1))
        content = Wording(number={"en": "1.", "vi": "1."}, text=self.words(6))
        self.tabled[subject] = party, content_hash(subject, content)
        return acts.PositionTabled(subject=subject, content=content, reason=self.words(1))

    def words(self, phrases: int) -> dict[str, str]:
        chosen = self.dice.choices(PHRASES, k=phrases)
        return {"en": ", ".join(each[0] for each in chosen), "vi": ", ".join(each[1] for each in chosen)}


def negotiate(entries: int) -> list[Signed]:
    """Signed entries in the order in which they were made: each party writes a few, having read the others."""
    talks, record = Talks(), Record(CHARTER)
    made: list[Signed] = []
    while len(made) < entries:
        party = talks.dice.choices(("US", "VN", "SEC"), (10, 10, 1))[0]
        for _ in range(talks.dice.randrange(1, 9)):
            moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(1747659600 + 60 * len(made)))
            signed = sign(record.next_entry(party, "chief", talks.act(party), moment), KEYS[party])
            record.add([signed])
            made.append(signed)
    return made[:entries]


def replay(envelopes: list[bytes]) -> Iterator[tuple[str, Any]]:
    """Ours, step by step."""
    opened = open_many(envelopes, CHARTER)
    signed = [each for each in opened if isinstance(each, Signed)]
    assert len(signed) == len(envelopes)
    yield "verified", signed
    record = Record(CHARTER)
    assert not record.add(signed).refused
    order = record.order()
    assert len(order) == len(envelopes)
    yield "chained and ordered", record
    entries = {each.id: each.entry for each in signed}
    yield "folded", fold(CHARTER, ((name, entries[name]) for name in order))


def peer(envelopes: list[bytes]) -> dict[str, dict[str, Any]]:
    """The loop that one would write first."""
    keys = {each.code: VerifyKey(bytes.fromhex(each.key)) for each in CHARTER.participants}
    heads: dict[str, tuple[str, int]] = {}
    state: dict[str, dict[str, Any]] = {}
    for envelope in envelopes:
        outer = json.loads(envelope)
        payload = base64.b64decode(outer["payload"], validate=True)
        kind = outer["payloadType"].encode()
        entry = json.loads(payload)
        message = b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload)
        keys[entry["party"]].verify(message, base64.b64decode(outer["signatures"][0]["sig"], validate=True))
        again = json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
        before = heads.get(entry["party"], ("", 0))
        if again != payload or (entry["previous"], entry["sequence"] - 1) != before:
            raise ValueError(entry["sequence"])
        heads[entry["party"]] = hashlib.sha256(payload).hexdigest(), entry["sequence"]
        if "subject" in entry["act"]:
            state.setdefault(entry["act"]["subject"], {})[entry["party"]] = entry["act"]
    return state


def clocks() -> tuple[float, float]:
    """Wall and processor seconds: on a machine that is busy otherwise they drift apart."""
    return time.perf_counter(), time.process_time()


def line(name: str, begun: tuple[float, float], done: tuple[float, float], remark: str = "") -> None:
    print(f"  {name:<22}{done[0] - begun[0]:8.2f} s {done[1] - begun[1]:8.2f} s CPU{remark}")


def timed(work: Callable[[], Any], runs: int = 1) -> tuple[float, Any]:
    """The best of some runs, in seconds, and what came of it."""
    best, result = float("inf"), None
    for _ in range(runs):
        start = time.perf_counter()
        result = work()
        best = min(best, time.perf_counter() - start)
    return best, result


def main(entries: int = 100_000) -> None:
    begun = clocks()
    made = negotiate(entries)
    envelopes = [each.envelope for each in made]
    print(f"{entries:,} entries of {sum(map(len, envelopes)) / entries:,.0f} bytes in their envelopes:")
    line("composed and signed", begun, clocks())

    begun = last = clocks()
    for step, _ in replay(envelopes):
        now = clocks()
        line(step, last, now)
        last = now
    line("in all", begun, last, "   (to reach: 10 s for 100,000)")
    ours = last[0] - begun[0]
    begun = clocks()
    peer(envelopes)
    done = clocks()
    line("plain loop (peer)", begun, done, f"   ours takes {ours / (done[0] - begun[0]):.2f} of it")

    part = made[:10_000]
    record = Record(CHARTER)
    record.add(part)
    entry_of = {each.id: each.entry for each in part}
    state = fold(CHARTER, ((name, entry_of[name]) for name in record.order()))
    kept = snapshot(record), snapshot_state(state)
    pickled = pickle.dumps((record, state))
    opening, (again, state_again) = timed(lambda: (restore(CHARTER, kept[0]), restore_state(kept[1])), 5)
    assert (again.order(), state_again) == (record.order(), state)
    assert again.since(state_again.heads) == []
    unpickling, _ = timed(lambda: pickle.loads(pickled), 5)
    replaying, _ = timed(lambda: list(replay(envelopes[:10_000])))
    print(f"{len(part):,} entries opened from snapshots of {sum(map(len, kept)) / 1e6:.1f} MB:")
    print(f"  {'ours':<22}{opening * 1e3:8.1f} ms  (to reach: 200 ms)")
    print(f"  {'pickle (peer)':<22}{unpickling * 1e3:8.1f} ms  ours takes {opening / unpickling:.2f} of it")
    print(f"  {'replaying':<22}{replaying * 1e3:8.1f} ms  ours takes {opening / replaying:.3f} of it")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
