"""What the outcome of a round says: plain data, in all languages of the negotiation. Compiled by ``outcome``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from paraph.record.acts import Attendee, Member
from paraph.record.changes import Shift
from paraph.record.charter import Charter
from paraph.record.contents import AgendaItem, Level, Meeting, Round
from paraph.record.deadlines import Deadline, Engagement
from paraph.record.figures import Check
from paraph.record.reference import Reference
from paraph.record.state import Clarification, Disclosure, Discussion, Figure, Principle, Referral, Sitting, Standing
from paraph.record.values import Text
from paraph.text.brackets import Runs
from paraph.text.convergence import Status


@dataclass(frozen=True, slots=True)
class Delegation:
    """One side at the round. ``head``: its chief negotiator, or else its minister; ``institutions``: those recorded as
    present, or, where nobody recorded that (``recorded`` false), those of the delegation as presented."""

    party: str
    head: Member | None
    institutions: tuple[Text, ...]
    recorded: bool


@dataclass(frozen=True, slots=True)
class Coverage:
    """An item of the agreed agenda and what came of it; None when it was not reached."""

    item: AgendaItem
    about: tuple[Reference, ...]
    discussion: Discussion | None


@dataclass(frozen=True, slots=True)
class HeldMeeting:
    reference: Reference
    content: Meeting
    minutes: Text
    present: tuple[Attendee, ...]


@dataclass(frozen=True, slots=True)
class ChapterResult:
    """A chapter, preamble or annex. ``newly``: agreed whole since the round before. ``agreed`` of ``provisions_in_all``
    are; ``words``: in brackets now, ``shift``: against the round before. ``articles``: those that became agreed whole,
    ``provisions``: what else in it became agreed."""

    reference: Reference
    status: Status
    newly: bool
    agreed: int
    provisions_in_all: int
    words: int
    shift: Shift | None
    articles: tuple[Reference, ...]
    provisions: tuple[Reference, ...]

    @property
    def closed(self) -> bool:
        return self.status is Status.AGREED


@dataclass(frozen=True, slots=True)
class Closer:
    """A subject on which the positions came closer, by words in brackets or by percentage points."""

    reference: Reference
    shift: Shift

    @property
    def percent(self) -> float:
        """By how much, as a fraction of what stood between them."""
        return float(self.shift.by) / float(self.shift.before)


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """A subject that is not agreed. ``words``: its brackets with some words around, by language; ``reasons``: what each
    party gave as its reason; ``question``: what was asked when it was referred upward."""

    reference: Reference
    level: Level
    status: Status
    standing: Standing
    shift: Shift | None
    words: Mapping[str, Runs]
    reasons: Mapping[str, Text]
    question: Text


@dataclass(frozen=True, slots=True)
class Pending:
    """Something that holds a subject back: a reservation, a confirmation awaited, a parking. ``waits_for``: the subject
    whose outcome it waits for, and whether that is agreed by now."""

    reference: Reference
    party: str
    reason: Text
    waits_for: Reference | None = None
    ripe: bool = False


@dataclass(frozen=True, slots=True)
class Referred:
    name: str
    reference: Reference
    referral: Referral


@dataclass(frozen=True, slots=True)
class Headline:
    """The numbers of the first page. Counts are by status; ``before``: as at the close of the previous round."""

    chapters: Mapping[Status, int]
    articles: Mapping[Status, int]
    provisions: Mapping[Status, int]
    agreed_before: int
    words_agreed: float
    words_agreed_before: float | None
    brackets: Shift | None
    agenda: tuple[int, int]
    by_level: Mapping[Level, int]


@dataclass(frozen=True)
class Outcome:
    """``as_of``: the time of the last entry taken in. ``language``: in which words were counted. ``previous``: the
    round it is measured against, "" for the first. ``dropped``: provisions that all agreed to do without."""

    charter: Charter
    round: Round
    subject: str
    sitting: Sitting
    as_of: str
    language: str
    previous: str
    headline: Headline
    delegations: tuple[Delegation, ...]
    agenda: tuple[Coverage, ...]
    meetings: tuple[HeldMeeting, ...]
    chapters: tuple[ChapterResult, ...]
    narrowed: tuple[Closer, ...]
    open: tuple[OpenPoint, ...]
    reservations: tuple[Pending, ...]
    ad_referendum: tuple[Pending, ...]
    parked: tuple[Pending, ...]
    reopened: tuple[Pending, ...]
    referrals: tuple[Referred, ...]
    clarifications: tuple[tuple[str, Reference, Clarification], ...]
    disclosures: tuple[tuple[str, Disclosure], ...]
    undertakings: tuple[Deadline, ...]
    to_come: tuple[tuple[Reference, Engagement], ...]
    dropped: tuple[Reference, ...]
    statements: tuple[Reference, ...]
    figures: Mapping[str, Figure]
    checks: tuple[Check, ...]
    principles: tuple[tuple[Principle, tuple[Reference, ...]], ...]

    def points(self, level: Level) -> list[OpenPoint]:
        """The open points that lie at a level."""
        return [point for point in self.open if point.level == level]
