"""What changed between two states of one negotiation, an earlier and a later one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from paraph.record.assembly import positions_of
from paraph.record.state import (
    Close,
    Ineffective,
    Mark,
    Reservation,
    Standing,
    State,
)
from paraph.record.state_of_play import Item, StateOfPlay, state_of_play
from paraph.text.convergence import Status


@dataclass(frozen=True, slots=True)
class NewPosition:
    """A party's position on a subject is another than before. ``before`` and ``now``: content hashes, None where there
    was or is no position; ``accepted``: it took over a content that was on the table."""

    subject: str
    party: str
    before: str | None
    now: str | None
    accepted: bool
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class Shift:
    """How far apart positions on a subject were and are: words in brackets, or percentage points."""

    subject: str
    before: int | Decimal
    now: int | Decimal

    @property
    def by(self) -> int | Decimal:
        """How much closer; below zero when they have moved apart."""
        return self.before - self.now


@dataclass(frozen=True)
class Changes:
    """Everything by name, in the order of the record. ``then`` and ``until``: times of the two states, "" at the start.

    ``agreed``: subjects agreed now that were not; ``reopened``: the reverse. ``lifted``: (subject, party);
    ``received``, ``instructed``, ``affirmed``: (name, party); ``discussed``: (agenda, item). ``ineffective``: acts that
    changed nothing, with the reason. ``play``: the later state of play, measured against the earlier state.
    """

    then: str
    until: str
    entries: int
    play: StateOfPlay
    positions: tuple[NewPosition, ...]
    agreed: tuple[str, ...]
    reopened: tuple[str, ...]
    narrowed: tuple[Shift, ...]
    widened: tuple[Shift, ...]
    reserved: tuple[tuple[str, str, Reservation], ...]
    lifted: tuple[tuple[str, str], ...]
    parked: tuple[str, ...]
    opened: tuple[str, ...]
    closed: tuple[str, ...]
    discussed: tuple[tuple[str, str], ...]
    asked: tuple[str, ...]
    answered: tuple[str, ...]
    disclosed: tuple[str, ...]
    received: tuple[tuple[str, str], ...]
    undertaken: tuple[str, ...]
    discharged: tuple[str, ...]
    deferred: tuple[str, ...]
    referred: tuple[str, ...]
    instructed: tuple[tuple[str, str], ...]
    presented: tuple[str, ...]
    cited: tuple[str, ...]
    affirmed: tuple[tuple[str, str], ...]
    ineffective: tuple[Ineffective, ...]


def changes(
    before: State, after: State, languages: Sequence[str], language: str = "", play: StateOfPlay | None = None
) -> Changes:
    """What is otherwise in ``after`` than in ``before``, which is a state of the same record at an earlier time.

    Words are counted in ``language``, the first of ``languages`` if left out. ``play``: the later state of play
    measured against the earlier state, if it is at hand.
    """
    play = play or state_of_play(after, languages, as_close(before), language)
    narrowed, widened = _shifts(play)
    return Changes(
        then=before.time,
        until=after.time,
        entries=after.entries - before.entries,
        play=play,
        positions=_positions(before, after),
        agreed=tuple(s for s in after.subjects if _settled(after, s) and not _settled(before, s)),
        reopened=tuple(s for s in after.subjects if _settled(before, s) and not _settled(after, s)),
        narrowed=narrowed,
        widened=widened,
        reserved=_reserved(before, after),
        lifted=_gained(after.subjects, before.subjects, "reservations"),
        parked=_changed(before.subjects, after.subjects, "parked"),
        opened=_changed(before.sittings, after.sittings, "opened"),
        closed=_changed(before.sittings, after.sittings, "closed"),
        discussed=_pairs(before.discussed, after.discussed),
        asked=_new(before.clarifications, after.clarifications),
        answered=_changed(before.clarifications, after.clarifications, "answered"),
        disclosed=_new(before.disclosures, after.disclosures),
        received=_gained(before.disclosures, after.disclosures, "receipts"),
        undertaken=_new(before.undertakings, after.undertakings),
        discharged=_changed(before.undertakings, after.undertakings, "discharged"),
        deferred=_changed(before.undertakings, after.undertakings, "deferrals"),
        referred=_new(before.referrals, after.referrals),
        instructed=_gained(before.referrals, after.referrals, "instructions"),
        presented=tuple(p for p, members in after.delegations.items() if before.delegations.get(p) != members),
        cited=tuple(name for name, each in after.figures.items() if before.figures.get(name) != each),
        affirmed=_gained(before.principles, after.principles, "affirmed"),
        ineffective=tuple(after.ineffective[len(before.ineffective) :]),
    )


def as_close(state: State) -> Close:
    """A state as the close of a round would keep it, so that another can be measured against it."""
    return Close("", Mark("", "", state.time, ""), state.entries, positions_of(state))


def _settled(state: State, subject: str) -> bool:
    return subject in state.subjects and state.standing(subject) in (Standing.AGREED, Standing.AD_REFERENDUM)


def _positions(before: State, after: State) -> tuple[NewPosition, ...]:
    found = []
    for subject, held in after.subjects.items():
        old = before.subjects[subject].positions if subject in before.subjects else {}
        for party in {**held.positions, **old}:
            then, now = old.get(party), held.positions.get(party)
            if (then and then.content) != (now and now.content):
                withdrawn = held.withdrawn.get(party)
                found.append(
                    NewPosition(
                        subject,
                        party,
                        then.content if then else None,
                        now.content if now else None,
                        bool(now and now.accepted),
                        now.mark if now else withdrawn.mark if withdrawn else None,
                    )
                )
    return tuple(found)


def _shifts(play: StateOfPlay) -> tuple[tuple[Shift, ...], tuple[Shift, ...]]:
    """Subjects on which the parties came closer without agreeing, and those on which they moved apart."""
    found = [shift for item in play.items.values() if (shift := shift_of(item)) and shift.by]
    open_still = {item.subject for item in play.items.values() if item.status is not Status.AGREED}
    narrowed = tuple(shift for shift in found if shift.by > 0 and shift.subject in open_still)
    return narrowed, tuple(shift for shift in found if shift.by < 0)


def shift_of(item: Item) -> Shift | None:
    """How far the parties have moved on one subject; None where there is nothing to measure."""
    progress = item.progress
    if progress.words is not None and progress.before is not None:
        return Shift(item.subject, progress.before.disputed, progress.words.disputed)
    if progress.gap is not None and progress.gap_before is not None:
        return Shift(item.subject, progress.gap_before, progress.gap)
    return None


def _reserved(before: State, after: State) -> tuple[tuple[str, str, Reservation], ...]:
    return tuple(
        (subject, party, reservation)
        for subject, held in after.subjects.items()
        for party, reservation in held.reservations.items()
        if subject not in before.subjects or before.subjects[subject].reservations.get(party) != reservation
    )


def _new(before: Mapping[str, object], after: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(name for name in after if name not in before)


def _changed(before: Mapping[str, object], after: Mapping[str, object], field: str) -> tuple[str, ...]:
    """The names whose ``field`` holds something, and something else than before."""
    return tuple(
        name
        for name, each in after.items()
        if (now := getattr(each, field)) and now != getattr(before.get(name), field, None)
    )


def _gained(before: Mapping[str, object], after: Mapping[str, object], field: str) -> tuple[tuple[str, str], ...]:
    """Pairs (name, party) for each party that is in the mapping ``field`` now and was not before."""
    return _pairs(
        {name: getattr(each, field) for name, each in before.items()},
        {name: getattr(each, field) for name, each in after.items()},
    )


def _pairs(
    before: Mapping[str, Mapping[str, object]], after: Mapping[str, Mapping[str, object]]
) -> tuple[tuple[str, str], ...]:
    return tuple((name, key) for name, held in after.items() for key in held if key not in before.get(name, {}))
