"""The fold: from entries to the state, one small function for each act.

A pure function of the entries in their causal order. An act that does not fit the state in which it arrives (accepting
what nobody ever tabled, answering twice) changes nothing and is listed as ineffective; it never stops the fold, since
two parties may act at once without knowing.

>>> from paraph.record.charter import Charter, Participant
>>> charter = Charter(name="demo", title={"en": "Demo"}, languages=["en"], participants=[
...     Participant(code="US", name={"en": "US"}, key="00" * 32, zone="America/New_York"),
...     Participant(code="VN", name={"en": "VN"}, key="11" * 32, zone="Asia/Ho_Chi_Minh")])
>>> fold(charter, []).entries
0
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import msgspec

from paraph.errors import N_
from paraph.record import acts
from paraph.record.charter import Charter
from paraph.record.contents import Package, PackagePart, content_hash
from paraph.record.entry import Entry
from paraph.record.state import (
    Clarification,
    Close,
    Disclosure,
    Discussion,
    Figure,
    Ineffective,
    Instruction,
    Mark,
    Position,
    Principle,
    Referral,
    Remark,
    Reservation,
    Settlement,
    Sitting,
    Standing,
    State,
    SubjectState,
    Undertaking,
)

Reason = str | None
"""Why an act changed nothing (a message key), or None when it took effect."""

Step = Callable[[State, Any, Mark], Reason]
_steps: dict[type[acts.Act], Step] = {}

CALENDAR = ("agenda", "round", "meeting", "statement")
"""Kinds of subject that a secretariat may propose; only parties make them agreed."""


def begin(charter: Charter) -> State:
    """The state before the first entry."""
    return State(
        negotiation=charter.id,
        parties=list(charter.parties),
        participants=[each.code for each in charter.participants],
    )


def fold(charter: Charter, entries: Iterable[tuple[str, Entry]]) -> State:
    """The state after all ``(entry id, entry)`` pairs, which are given in causal order."""
    state = begin(charter)
    advance(state, entries)
    return state


def advance(state: State, entries: Iterable[tuple[str, Entry]]) -> None:
    """Continue a state, in place, with entries that come after all that it holds."""
    for entry_id, entry in entries:
        mark = Mark(entry.party, entry.person, entry.time, entry_id, state.entries + 1)
        reason = _steps[type(entry.act)](state, entry.act, mark)
        if reason is not None:
            state.ineffective.append(Ineffective(mark, type(entry.act).__name__, reason))
        state.heads[entry.party] = entry_id
        state.entries += 1
        state.time = max(state.time, entry.time)


def standings_after(state: State, party: str, deeds: Iterable[acts.AnyAct]) -> dict[str, Standing]:
    """Where subjects would stand if a party did these acts now: those alone whose standing would be another.

    The state itself stays as it is. A rehearsal's answer: what the other side does meanwhile may change it.
    """
    after = restore(snapshot(state))
    for act in deeds:
        _steps[type(act)](after, act, Mark(party, "", state.time, "", state.entries + 1))
    was = {subject: state.standing(subject) for subject in state.subjects}
    now = {subject: after.standing(subject) for subject in after.subjects}
    return {subject: standing for subject, standing in now.items() if was.get(subject) is not standing}


def snapshot(state: State) -> bytes:
    """The state as bytes, to be kept; ``restore`` gives it back. A cache: never evidence."""
    return _encoder.encode(state)


def restore(data: bytes) -> State:
    return _decoder.decode(data)


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(State)


A = TypeVar("A", bound=acts.Act)


def _on(act: type[A]) -> Callable[[Callable[[State, A, Mark], Reason]], Callable[[State, A, Mark], Reason]]:
    def register(step: Callable[[State, A, Mark], Reason]) -> Callable[[State, A, Mark], Reason]:
        _steps[act] = step
        return step

    return register


# Positions


@_on(acts.PositionTabled)
def _table(state: State, act: acts.PositionTabled, mark: Mark) -> Reason:
    kind = act.subject.partition(":")[0]
    if type(act.content).__struct_config__.tag != kind:
        return N_("the content is not of the subject's kind")
    if mark.party not in state.parties and kind not in CALENDAR:
        return N_("only a party takes positions on this")
    if isinstance(act.content, Package) and not all(_known(state, part) for part in act.content.parts):
        return N_("a part of the package is no content that anybody has tabled on its subject")
    if isinstance(act.content, Package) and not _plain(act.content):
        return N_("a package has each subject once, and no package in it")
    key = content_hash(act.subject, act.content)
    state.contents[key] = act.content
    _hold(state, act.subject, mark.party, Position(key, mark, reason=act.reason))
    return None


@_on(acts.OffersTabled)
def _table_offers(state: State, act: acts.OffersTabled, mark: Mark) -> Reason:
    if mark.party not in state.parties:
        return N_("only a party takes positions on this")
    if not all(line.subject.startswith("tariff:") for line in act.lines):
        return N_("the content is not of the subject's kind")
    for line in act.lines:
        key = content_hash(line.subject, line.content)
        state.contents[key] = line.content
        _hold(state, line.subject, mark.party, Position(key, mark, reason=act.reason))
    return None


@_on(acts.ContentAccepted)
def _accept(state: State, act: acts.ContentAccepted, mark: Mark) -> Reason:
    if mark.party not in state.parties:
        return N_("only a party accepts")
    content = state.contents.get(act.content)
    if content is None or content_hash(act.subject, content) != act.content:
        return N_("nobody has tabled this content on this subject")
    position = Position(act.content, mark, accepted=True, ad_referendum=act.ad_referendum, reason=act.reason)
    _hold(state, act.subject, mark.party, position)
    return None


def _hold(state: State, subject: str, party: str, position: Position) -> None:
    found = state.subjects.setdefault(subject, SubjectState())
    found.positions[party] = position
    found.reopened.pop(party, None)
    found.withdrawn.pop(party, None)
    _settle(state, subject)


def _settle(state: State, subject: str) -> None:
    """Where this is a package that is agreed: each part becomes every party's position, all of them or none.

    A party's consent to a package speaks for it on the parts up to that moment and no further: what it has said on a
    part since is its own word, and then nothing is settled.
    """
    if not subject.startswith("package:") or state.standing(subject) is not Standing.AGREED:
        return
    consents = state.subjects[subject].positions
    package = state.contents[consents[state.parties[0]].content]
    assert isinstance(package, Package)  # noqa: S101 - the kind was checked when it was tabled
    open_parts = [
        (part, party, held)
        for part in package.parts
        for party in state.parties
        if (held := state.subjects[part.subject].positions.get(party)) is None or held.content != part.content
    ]
    if any(held is not None and held.mark.order > consents[party].mark.order for _, party, held in open_parts):
        return
    for part, party, _ in open_parts:
        _hold(state, part.subject, party, Position(part.content, consents[party].mark, accepted=True))


def _plain(package: Package) -> bool:
    subjects = [part.subject for part in package.parts]
    return len(set(subjects)) == len(subjects) and not any(each.startswith("package:") for each in subjects)


def _known(state: State, part: PackagePart) -> bool:
    content = state.contents.get(part.content)
    return content is not None and content_hash(part.subject, content) == part.content


@_on(acts.PositionWithdrawn)
def _withdraw(state: State, act: acts.PositionWithdrawn, mark: Mark) -> Reason:
    found = state.subjects.get(act.subject)
    if found is None or mark.party not in found.positions:
        return N_("there was no position to withdraw")
    del found.positions[mark.party]
    found.reopened.pop(mark.party, None)
    found.reservations.pop(mark.party, None)
    found.withdrawn[mark.party] = Remark(mark, act.reason)
    return None


@_on(acts.PositionReserved)
def _reserve(state: State, act: acts.PositionReserved, mark: Mark) -> Reason:
    found = state.subjects.get(act.subject)
    if found is None or mark.party not in state.parties:
        return N_("there is nothing here to reserve a position on")
    found.reservations[mark.party] = Reservation(mark, act.reason, act.pending)
    return None


@_on(acts.ReservationLifted)
def _lift(state: State, act: acts.ReservationLifted, mark: Mark) -> Reason:
    found = state.subjects.get(act.subject)
    if found is None or found.reservations.pop(mark.party, None) is None:
        return N_("there was no reservation to lift")
    _settle(state, act.subject)
    return None


@_on(acts.SubjectParked)
def _park(state: State, act: acts.SubjectParked, mark: Mark) -> Reason:
    found = state.subjects.get(act.subject)
    if found is None or found.parked or mark.party not in state.parties:
        return N_("it is parked already, or unknown")
    found.parked = Remark(mark, act.reason)
    return None


@_on(acts.SubjectReopened)
def _reopen(state: State, act: acts.SubjectReopened, mark: Mark) -> Reason:
    found = state.subjects.get(act.subject)
    if found is None or mark.party not in state.parties:
        return N_("there is nothing here to reopen")
    if found.parked:
        found.parked = None
        _settle(state, act.subject)
    elif state.standing(act.subject) in (Standing.AGREED, Standing.AD_REFERENDUM):
        found.reopened[mark.party] = Remark(mark, act.reason)
    else:
        return N_("it is open already")
    return None


# Delegations, rounds, meetings, agenda


@_on(acts.DelegationPresented)
def _present(state: State, act: acts.DelegationPresented, mark: Mark) -> Reason:
    state.delegations[mark.party] = act.members
    return None


@_on(acts.RoundOpened)
def _open_round(state: State, act: acts.RoundOpened, mark: Mark) -> Reason:
    sitting = state.sittings.setdefault(act.round, Sitting())
    if sitting.opened:
        return N_("the round was opened already")
    sitting.opened = mark
    return None


@_on(acts.RoundClosed)
def _close_round(state: State, act: acts.RoundClosed, mark: Mark) -> Reason:
    sitting = state.sittings.get(act.round)
    if sitting is None or not sitting.opened or sitting.closed:
        return N_("the round was not open")
    sitting.closed = mark
    positions = {
        subject: {party: held.positions[party].content for party in state.parties if party in held.positions}
        for subject, held in state.subjects.items()
        if held.positions
    }
    state.closes.append(Close(act.round, mark, state.entries + 1, positions))
    return None


@_on(acts.AgendaItemDiscussed)
def _discuss(state: State, act: acts.AgendaItemDiscussed, mark: Mark) -> Reason:
    agenda = state.agreed(act.agenda)
    if agenda is None or all(item.name != act.item for item in getattr(agenda, "items", [])):
        return N_("the agreed agenda has no such item")
    items = state.discussed.setdefault(act.agenda, {})
    if act.item in items:
        return N_("the item was discussed already")
    items[act.item] = Discussion(mark, act.note)
    return None


@_on(acts.AttendanceRecorded)
def _attend(state: State, act: acts.AttendanceRecorded, mark: Mark) -> Reason:
    if mark.party in state.parties and any(each.party != mark.party for each in act.present):
        return N_("a party records its own delegation only")
    attendance = state.sittings.setdefault(act.at, Sitting()).attendance
    for party in sorted({each.party for each in act.present}):
        attendance[party] = [each for each in act.present if each.party == party]
    return None


@_on(acts.MeetingHeld)
def _hold_meeting(state: State, act: acts.MeetingHeld, mark: Mark) -> Reason:
    sitting = state.sittings.setdefault(act.meeting, Sitting())
    if sitting.closed:
        return N_("the meeting was recorded already")
    sitting.opened = sitting.closed = mark
    sitting.minutes = act.minutes
    return None


# Clarifications, disclosures, undertakings, referrals


@_on(acts.ClarificationAsked)
def _ask(state: State, act: acts.ClarificationAsked, mark: Mark) -> Reason:
    if act.name in state.clarifications:
        return N_("the name is taken")
    state.clarifications[act.name] = Clarification(
        act.subject, act.to, act.question, mark, quote=act.quote, language=act.language
    )
    return None


@_on(acts.ClarificationAnswered)
def _answer(state: State, act: acts.ClarificationAnswered, mark: Mark) -> Reason:
    found = state.clarifications.get(act.name)
    if found is None or found.to != mark.party:
        return N_("the question was not put to this party")
    if found.answered:
        return N_("the question was answered already")
    found.answer, found.answered = act.answer, mark
    return None


@_on(acts.DisclosureMade)
def _disclose(state: State, act: acts.DisclosureMade, mark: Mark) -> Reason:
    if act.name in state.disclosures:
        return N_("the name is taken")
    to = act.to or [party for party in state.participants if party != mark.party]
    state.disclosures[act.name] = Disclosure(
        act.title, act.sha256, act.size, act.media_type, to, act.about, act.illustrative, mark
    )
    return None


@_on(acts.DisclosureReceived)
def _receive(state: State, act: acts.DisclosureReceived, mark: Mark) -> Reason:
    found = state.disclosures.get(act.name)
    if found is None or mark.party not in found.to:
        return N_("the document was not sent to this party")
    if found.sha256 != act.sha256:
        return N_("the bytes received are not those that were sent")
    found.receipts.setdefault(mark.party, mark)
    return None


@_on(acts.UndertakingGiven)
def _undertake(state: State, act: acts.UndertakingGiven, mark: Mark) -> Reason:
    if act.name in state.undertakings:
        return N_("the name is taken")
    state.undertakings[act.name] = Undertaking(mark.party, act.kind, act.what, act.deadline, act.about, mark)
    return None


@_on(acts.UndertakingDischarged)
def _discharge(state: State, act: acts.UndertakingDischarged, mark: Mark) -> Reason:
    found = state.undertakings.get(act.name)
    if found is None or found.owner != mark.party or found.discharged:
        return N_("this party has no such undertaking running")
    found.discharged = Remark(mark, act.note)
    return None


@_on(acts.UndertakingDeferred)
def _defer(state: State, act: acts.UndertakingDeferred, mark: Mark) -> Reason:
    found = state.undertakings.get(act.name)
    if found is None or found.owner != mark.party or found.discharged:
        return N_("this party has no such undertaking running")
    found.deadline = act.deadline
    found.deferrals.append(Remark(mark, act.reason))
    return None


@_on(acts.SubjectReferred)
def _refer(state: State, act: acts.SubjectReferred, mark: Mark) -> Reason:
    if act.name in state.referrals:
        return N_("the name is taken")
    state.referrals[act.name] = Referral(act.subject, act.level, act.question, mark)
    return None


@_on(acts.InstructionReturned)
def _instruct(state: State, act: acts.InstructionReturned, mark: Mark) -> Reason:
    found = state.referrals.get(act.referral)
    if found is None or mark.party in found.instructions:
        return N_("no such referral waits for this party's instruction")
    found.instructions[mark.party] = Instruction(mark, act.instruction, act.level)
    return None


# Figures and principles


@_on(acts.FigureCited)
def _cite(state: State, act: acts.FigureCited, mark: Mark) -> Reason:
    if act.name in state.figures and state.figures[act.name].cited.party != mark.party:
        return N_("the name is taken")
    state.figures[act.name] = Figure(act.title, act.value, act.unit, act.period, act.source, act.change, mark)
    return None


@_on(acts.PrincipleAffirmed)
def _affirm(state: State, act: acts.PrincipleAffirmed, mark: Mark) -> Reason:
    found = state.principles.setdefault(act.name, Principle(act.title, act.provisions, {}))
    if (found.title, found.provisions) != (act.title, act.provisions):
        return N_("the principle stands in other words; affirm those, or name another")
    found.affirmed[mark.party] = mark
    return None


# What is found between the languages


@_on(acts.FindingSettled)
def _settle_finding(state: State, act: acts.FindingSettled, mark: Mark) -> Reason:
    if act.subject not in state.subjects:
        return N_("nobody has a position on this subject")
    found = state.settled.setdefault(act.subject, {}).setdefault(act.finding, {})
    found[mark.party] = Settlement(mark, act.verdict, act.reason)
    return None
