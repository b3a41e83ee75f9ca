"""What Hypothesis may invent: acts of every kind, and whole histories of several servers that write and exchange."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import msgspec
from hypothesis import strategies as st
from msgspec import inspect
from nacl.signing import SigningKey

from paraph.errors import ChainForked
from paraph.record.acts import AnyAct
from paraph.record.chain import Record
from paraph.record.charter import Charter, Participant
from paraph.record.entry import Entry
from paraph.record.signing import Signed, public_key, sign
from paraph.text.characters import fit_json, normal

KEYS = {code: SigningKey(code.encode().ljust(32, b".")) for code in ("US", "VN", "AU", "SEC")}
CHARTER = Charter(
    name="test",
    title={"en": "Test"},
    languages=["en", "vi"],
    participants=[
        Participant(
            code=code,
            name={"en": code},
            key=public_key(key),
            zone="UTC",
            role="secretariat" if code == "SEC" else "party",
        )
        for code, key in KEYS.items()
    ],
)


texts = st.text(max_size=40).map(normal).filter(lambda text: fit_json(msgspec.json.encode(text).decode()))
"""Whatever may be signed."""


def of_type(info: inspect.Type) -> st.SearchStrategy[Any]:
    """Anything that fits a msgspec type as ``msgspec.inspect`` describes it, constraints included."""
    return _BUILDERS[type(info)](info)


def _struct(info: Any) -> st.SearchStrategy[Any]:
    required = {each.name: of_type(each.type) for each in info.fields if each.required}
    optional = {each.name: of_type(each.type) for each in info.fields if not each.required}
    return st.fixed_dictionaries(required, optional=optional).map(lambda values: info.cls(**values))


_BUILDERS: dict[type, Callable[[Any], st.SearchStrategy[Any]]] = {
    inspect.StrType: lambda info: st.from_regex(info.pattern) if info.pattern else texts,
    inspect.IntType: lambda info: st.integers(info.ge, info.le),
    inspect.BoolType: lambda info: st.booleans(),
    inspect.NoneType: lambda info: st.none(),
    inspect.LiteralType: lambda info: st.sampled_from(info.values),
    inspect.ListType: lambda info: st.lists(of_type(info.item_type), max_size=3),
    inspect.DictType: lambda info: st.dictionaries(of_type(info.key_type), of_type(info.value_type), max_size=3),
    inspect.UnionType: lambda info: st.one_of([of_type(each) for each in info.types]),
    inspect.StructType: _struct,
}

acts: st.SearchStrategy[Any] = st.deferred(lambda: of_type(inspect.type_info(AnyAct)))
entries: st.SearchStrategy[Entry] = st.deferred(lambda: of_type(inspect.type_info(Entry)))
moments = st.integers(0, 59).map(lambda minute: f"2025-05-19T13:{minute:02}:00Z")


@dataclass
class Server:
    """A party's computer. A party with two of them that do not talk to each other will fork."""

    party: str
    record: Record = field(default_factory=lambda: Record(CHARTER))
    held: dict[str, Signed] = field(default_factory=dict)

    def write(self, act: Any, now: str) -> Signed:
        signed = sign(self.record.next_entry(self.party, "chief", act, now), KEYS[self.party])
        self.hear([signed])
        return signed

    def hear(self, signed: list[Signed]) -> None:
        self.held |= {each.id: each for each in signed}
        self.record.add(signed)


PLAIN_ACT = msgspec.json.decode(b'{"type":"RoundOpened","round":"round:two"}', type=AnyAct)


@st.composite
def histories(draw: st.DrawFn, parties: tuple[str, ...] = ("US", "VN", "AU"), size: int = 20) -> list[Signed]:
    """All entries that servers wrote while they told each other some of it, causes first.

    Name a party twice and it has two computers: its chain may fork.
    """
    servers = [Server(party) for party in parties]
    index = st.integers(0, len(servers) - 1)
    step = st.tuples(index, index, moments)
    written: list[Signed] = []
    for one, other, now in draw(st.lists(step, min_size=1, max_size=size)):
        if one == other:
            try:
                written.append(servers[one].write(PLAIN_ACT, now))
            except ChainForked:
                continue
        else:
            servers[other].hear(list(servers[one].held.values()))
    return written
