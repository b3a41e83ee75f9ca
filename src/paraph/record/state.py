"""The state of a negotiation: what the record amounts to, and nothing that the record does not say.

A ``State`` is made by ``fold`` alone and is the same for everyone who holds the same entries. It is plain data, so
that it can be kept as a snapshot and continued.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import msgspec

from paraph.record.acts import Attendee, Member, UndertakingKind
from paraph.record.contents import Content, Level, same
from paraph.record.values import Text


class Mark(msgspec.Struct, frozen=True):
    """Who did it, when, and in which entry; ``order``: its place in the order of the record, from 1."""

    party: str
    person: str
    time: str
    entry: str
    order: int = 0


class Position(msgspec.Struct, frozen=True):
    """A party's position on a subject. ``accepted``: taken over by its hash rather than worded by the party itself."""

    content: str
    mark: Mark
    accepted: bool = False
    ad_referendum: bool = False
    reason: Text = {}


class Reservation(msgspec.Struct, frozen=True):
    mark: Mark
    reason: Text
    pending: str | None = None


class Remark(msgspec.Struct, frozen=True):
    """A reason given with an act that concerns a subject: parked, reopened, withdrawn."""

    mark: Mark
    reason: Text = {}


class SubjectState(msgspec.Struct):
    """Where one subject stands. ``reopened``: parties that no longer hold it to be agreed, until they act on it."""

    positions: dict[str, Position] = {}
    reservations: dict[str, Reservation] = {}
    reopened: dict[str, Remark] = {}
    withdrawn: dict[str, Remark] = {}
    parked: Remark | None = None


class Standing(StrEnum):
    """Where a subject stands between the parties, before its words are compared with an earlier round's."""

    AGREED = "agreed"
    AD_REFERENDUM = "ad_referendum"
    RESERVED = "reserved"
    PARKED = "parked"
    DISPUTED = "disputed"
    GONE = "gone"


class Close(msgspec.Struct, frozen=True):
    """The positions at the close of a round: {subject: {party: content hash}}, and how far the record reached."""

    round: str
    mark: Mark
    entries: int
    positions: dict[str, dict[str, str]]


class Sitting(msgspec.Struct):
    """A round or meeting as it was held."""

    opened: Mark | None = None
    closed: Mark | None = None
    minutes: Text = {}
    attendance: dict[str, list[Attendee]] = {}


class Discussion(msgspec.Struct, frozen=True):
    mark: Mark
    note: Text = {}


class Clarification(msgspec.Struct):
    subject: str
    to: str
    question: Text
    asked: Mark
    quote: str = ""
    language: str = ""
    answer: Text = {}
    answered: Mark | None = None


class Disclosure(msgspec.Struct):
    title: Text
    sha256: str
    size: int
    media_type: str
    to: list[str]
    about: list[str]
    illustrative: bool
    made: Mark
    receipts: dict[str, Mark] = {}


class Undertaking(msgspec.Struct):
    owner: str
    kind: UndertakingKind
    what: Text
    deadline: str
    about: list[str]
    given: Mark
    deferrals: list[Remark] = []
    discharged: Remark | None = None


class Instruction(msgspec.Struct, frozen=True):
    """What came back from above to one party; ``level``: where the subject goes on from there."""

    mark: Mark
    reason: Text
    level: Level


class Referral(msgspec.Struct):
    """A subject sent up. It stays with ``level`` until the party that sent it has its instruction."""

    subject: str
    level: Level
    question: Text
    sent: Mark
    instructions: dict[str, Instruction] = {}

    @property
    def returned(self) -> bool:
        return self.sent.party in self.instructions

    @property
    def now_with(self) -> Level:
        """The level at which the subject lies as far as this referral is concerned."""
        answer = self.instructions.get(self.sent.party)
        return answer.level if answer else self.level


class Figure(msgspec.Struct, frozen=True):
    title: Text
    value: str
    unit: str
    period: str
    source: Text
    change: str
    cited: Mark


class Principle(msgspec.Struct):
    title: Text
    provisions: list[str]
    affirmed: dict[str, Mark]


class Settlement(msgspec.Struct, frozen=True):
    """What a party makes of a finding. ``verdict``: "accepted" or "dismissed"."""

    mark: Mark
    verdict: str
    reason: Text


class Ineffective(msgspec.Struct, frozen=True):
    """An act that changed nothing, for a reason that every reader finds alike: nothing is lost silently."""

    mark: Mark
    act: str
    reason: str


class State(msgspec.Struct):
    negotiation: str
    parties: list[str]
    participants: list[str]
    heads: dict[str, str] = {}
    entries: int = 0
    time: str = ""
    contents: dict[str, Content] = {}
    subjects: dict[str, SubjectState] = {}
    delegations: dict[str, list[Member]] = {}
    sittings: dict[str, Sitting] = {}
    discussed: dict[str, dict[str, Discussion]] = {}
    closes: list[Close] = []
    clarifications: dict[str, Clarification] = {}
    disclosures: dict[str, Disclosure] = {}
    undertakings: dict[str, Undertaking] = {}
    referrals: dict[str, Referral] = {}
    figures: dict[str, Figure] = {}
    principles: dict[str, Principle] = {}
    settled: dict[str, dict[str, dict[str, Settlement]]] = {}
    ineffective: list[Ineffective] = []

    def content(self, subject: str, party: str) -> Content | None:
        """A party's position on a subject, or None when it has none."""
        found = self.subjects.get(subject)
        position = found.positions.get(party) if found else None
        return self.contents[position.content] if position else None

    def named(self, kind: str) -> list[str]:
        """All subjects of a kind, in the order in which they came into the record."""
        return [subject for subject in self.subjects if subject.startswith(kind + ":")]

    def standing(self, subject: str) -> Standing:
        """Where a subject stands: agreed when all hold the same content, numbers aside, and nobody holds back."""
        found = self.subjects[subject]
        held = {party: found.positions[party] for party in self.parties if party in found.positions}
        if not held and not (set(found.positions) - set(self.parties)):
            return Standing.GONE
        if found.parked:
            return Standing.PARKED
        alike = len(held) == len(self.parties) and self.alike([position.content for position in held.values()])
        if not alike or found.reopened:
            return Standing.RESERVED if found.reservations and alike else Standing.DISPUTED
        if found.reservations:
            return Standing.RESERVED
        if any(position.ad_referendum for position in held.values()):
            return Standing.AD_REFERENDUM
        return Standing.AGREED

    def alike(self, contents: Sequence[str]) -> bool:
        """Whether contents, by their hashes, are one agreement: the same, or the same but for the numbers shown."""
        first, *others = dict.fromkeys(contents)
        return all(same(self.contents[first], self.contents[other]) for other in others)

    def agreed(self, subject: str) -> Content | None:
        """The content that all parties hold, ad referendum included; None while they differ or one holds back.

        Where only the numbers shown differ, it is that of the party named first.
        """
        if subject not in self.subjects or self.standing(subject) not in (Standing.AGREED, Standing.AD_REFERENDUM):
            return None
        return self.contents[self.subjects[subject].positions[self.parties[0]].content]
