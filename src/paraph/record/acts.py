"""What parties do, each act in the past tense: a closed, typed union.

An act says only what its author may say: a party speaks for itself, never for another. A new field may be added with
a default; a changed meaning needs a new act with a new name, so that old records always read as they were meant.
"""

from __future__ import annotations

from typing import Literal

from paraph.record.contents import Content, Level, TariffLine
from paraph.record.values import Count, Hash, Moment, Name, Party, Subject, Text, Value

Role = Literal[
    "minister", "chief_negotiator", "deputy_chief_negotiator", "chapter_lead", "member", "lawyer_linguist",
    "economist", "secretary",
]  # fmt: skip
UndertakingKind = Literal["feedback", "wording", "information", "meeting", "other"]


class Act(Value, frozen=True):
    """Base of all acts."""


# Delegations


class Member(Value, frozen=True):
    """One seat in a delegation. People appear by ``name`` only where they are public; else by institution and role."""

    key: Name
    role: Role
    institution: Text
    name: str = ""
    title: Text = {}


class DelegationPresented(Act, tag=True, frozen=True):
    """The author's delegation as it is from now on, whole."""

    members: list[Member]


# Positions: one notion of agreement for every kind of subject


class PositionTabled(Act, tag=True, frozen=True):
    """What the author wants ``subject`` to be. ``base``: the hash of the author's own position that this replaces."""

    subject: Subject
    content: Content
    base: Hash | None = None
    reason: Text = {}


class LineOffered(Value, frozen=True):
    """One line of a schedule of offers. ``base``: the hash of the author's own position that this replaces."""

    subject: Subject
    content: TariffLine
    base: Hash | None = None


class OffersTabled(Act, tag=True, frozen=True):
    """What the author requests or offers on many tariff lines, tabled together; each is a position like any other."""

    lines: list[LineOffered]
    reason: Text = {}


class PositionWithdrawn(Act, tag=True, frozen=True):
    """The author no longer has a position on ``subject``."""

    subject: Subject
    reason: Text = {}


class ContentAccepted(Act, tag=True, frozen=True):
    """The author makes the content with this hash its position; ``ad_referendum`` when its capital must confirm."""

    subject: Subject
    content: Hash
    ad_referendum: bool = False
    reason: Text = {}


class PositionReserved(Act, tag=True, frozen=True):
    """The author reserves its position until it lifts the reservation; ``pending``: the subject it waits for."""

    subject: Subject
    reason: Text
    pending: Subject | None = None


class ReservationLifted(Act, tag=True, frozen=True):
    subject: Subject
    reason: Text = {}


class SubjectParked(Act, tag=True, frozen=True):
    """Set aside for now; it stays open, and is shown apart."""

    subject: Subject
    reason: Text = {}


class SubjectReopened(Act, tag=True, frozen=True):
    """Taken up again: a parked subject, or an agreed one, which the author no longer holds to be agreed."""

    subject: Subject
    reason: Text


# Rounds, meetings, agenda


class RoundOpened(Act, tag=True, frozen=True):
    round: Subject


class RoundClosed(Act, tag=True, frozen=True):
    """The round is over: the state of play at this moment is what the next one is measured against."""

    round: Subject


class AgendaItemDiscussed(Act, tag=True, frozen=True):
    """Coverage: an item of the agreed agenda was discussed, with what came of it."""

    agenda: Subject
    item: Name
    note: Text = {}


class Attendee(Value, frozen=True):
    party: Party
    institution: Text
    name: str = ""


class AttendanceRecorded(Act, tag=True, frozen=True):
    """Who of the author's own delegation (or, from the secretariat, of all) was present. ``at``: a round or meeting."""

    at: Subject
    present: list[Attendee]


class MeetingHeld(Act, tag=True, frozen=True):
    meeting: Subject
    minutes: Text = {}


# Clarifications


class ClarificationAsked(Act, tag=True, frozen=True):
    """A question on a subject; ``quote`` anchors it to the words that it is about, in ``language``."""

    name: Name
    subject: Subject
    to: Party
    question: Text
    quote: str = ""
    language: str = ""


class ClarificationAnswered(Act, tag=True, frozen=True):
    name: Name
    answer: Text


# Disclosures


class DisclosureMade(Act, tag=True, frozen=True):
    """A policy document handed over; its bytes travel beside the record and are known by their hash."""

    name: Name
    title: Text
    sha256: Hash
    size: Count
    media_type: str
    to: list[Party] = []
    about: list[Subject] = []
    illustrative: bool = False


class DisclosureReceived(Act, tag=True, frozen=True):
    """The receipt: these very bytes arrived."""

    name: Name
    sha256: Hash


# Undertakings


class UndertakingGiven(Act, tag=True, frozen=True):
    """The author will do this by ``deadline``."""

    name: Name
    kind: UndertakingKind
    what: Text
    deadline: Moment
    about: list[Subject] = []


class UndertakingDischarged(Act, tag=True, frozen=True):
    name: Name
    note: Text = {}


class UndertakingDeferred(Act, tag=True, frozen=True):
    name: Name
    deadline: Moment
    reason: Text


# Referral upward, instruction downward


class SubjectReferred(Act, tag=True, frozen=True):
    """The author sends a subject up to ``level`` with the question that is to be decided."""

    name: Name
    subject: Subject
    level: Level
    question: Text


class InstructionReturned(Act, tag=True, frozen=True):
    """The part of the answer from above that the author shares; what it keeps lies in its vault."""

    referral: Name
    instruction: Text
    level: Level = "technical"


# Figures and principles behind the talks


class FigureCited(Act, tag=True, frozen=True):
    """A published figure. ``value`` and ``change`` (percent on the year before) are decimal text; ``period`` a year."""

    name: Name
    title: Text
    value: str
    unit: str
    period: str
    source: Text
    change: str = ""


class PrincipleAffirmed(Act, tag=True, frozen=True):
    name: Name
    title: Text
    provisions: list[Subject]


# What is found between the languages


Verdict = Literal["accepted", "dismissed"]


class FindingSettled(Act, tag=True, frozen=True):
    """What the author makes of a difference that was found between the languages of a provision. ``finding``: its key
    (``concordance.checks.finding``); accepted: it is one, and is to be mended; dismissed: it is none, and why."""

    subject: Subject
    finding: Name
    verdict: Verdict
    reason: Text


AnyAct = (
    DelegationPresented
    | PositionTabled
    | OffersTabled
    | PositionWithdrawn
    | ContentAccepted
    | PositionReserved
    | ReservationLifted
    | SubjectParked
    | SubjectReopened
    | RoundOpened
    | RoundClosed
    | AgendaItemDiscussed
    | AttendanceRecorded
    | MeetingHeld
    | ClarificationAsked
    | ClarificationAnswered
    | DisclosureMade
    | DisclosureReceived
    | UndertakingGiven
    | UndertakingDischarged
    | UndertakingDeferred
    | SubjectReferred
    | InstructionReturned
    | FigureCited
    | PrincipleAffirmed
    | FindingSettled
)
