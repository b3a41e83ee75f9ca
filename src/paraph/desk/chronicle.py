"""Who did what when: a line for every entry that lies here, those without standing too, kept as the record grows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

import msgspec

from paraph.desk.clock import stamp
from paraph.desk.register import Register
from paraph.errors import N_, InvalidContent, RecordDamaged
from paraph.record.acts import AnyAct, DelegationPresented, Member
from paraph.record.deadlines import zone_of
from paraph.record.signing import reopen
from paraph.record.state import State


class Stand(StrEnum):
    """What an entry is to the record. ``ASIDE``: set aside by a fork; ``WAITING``: for what it builds on;
    ``REFUSED``: it does not verify, or breaks a rule."""

    STANDS = "stands"
    ASIDE = "aside"
    WAITING = "waiting"
    REFUSED = "refused"


class Line(msgspec.Struct, frozen=True, gc=False):
    """An entry in short. ``act``: the name of its type; ``subjects``: what it names; ``thing``: a question, an
    undertaking or the like that it is about, whose subject stands in the state."""

    id: str
    party: str
    person: str
    sequence: int
    time: str
    act: str
    subjects: tuple[str, ...] = ()
    thing: str = ""


@dataclass(frozen=True, slots=True)
class Sought:
    """Which lines are wanted; what is left empty is not asked. ``numbers``: places in the order, from and to."""

    party: str = ""
    person: str = ""
    act: str = ""
    subject: str = ""
    day: str = ""
    zone: str = "UTC"
    numbers: tuple[int, int] | None = None
    without_effect: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A line with its place in the order of the record (0 for one without), and why it changed nothing."""

    number: int
    line: Line
    stand: Stand = Stand.STANDS
    ineffective: str = ""


THINGS: Mapping[str, str] = {
    "ClarificationAsked": "clarifications",
    "ClarificationAnswered": "clarifications",
    "DisclosureMade": "disclosures",
    "DisclosureReceived": "disclosures",
    "UndertakingGiven": "undertakings",
    "UndertakingDischarged": "undertakings",
    "UndertakingDeferred": "undertakings",
    "SubjectReferred": "referrals",
    "InstructionReturned": "referrals",
    "FigureCited": "figures",
    "PrincipleAffirmed": "principles",
}
"""Acts about something that has a name of its own, and where the state keeps such things."""


class Chronicle:
    """The lines of one register. Only what has arrived since is read again."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._lines: dict[str, Line] = {}
        self._presented: dict[str, list[Member]] = {}
        self._read = 0
        self._damaged: list[str] = []

    def page(self, sought: Sought, start: int = 0, most: int = 50) -> tuple[int, list[Told]]:
        """How many lines are wanted, and ``most`` of them, the latest first, after the first ``start``."""
        self._catch_up()
        state, order = self._register.state(), self._register.record.order()
        reasons = {each.mark.entry: each.reason for each in state.ineffective}
        first, last = sought.numbers or (1, len(order))
        wanted = _test(sought, state, reasons)
        chosen = [
            number
            for number in range(min(last, len(order)), max(first, 1) - 1, -1)
            if (line := self._lines.get(order[number - 1])) and (wanted is None or wanted(line))
        ]
        shown = ((number, self._lines[order[number - 1]]) for number in chosen[start : start + most])
        return len(chosen), [Told(number, line, ineffective=reasons.get(line.id, "")) for number, line in shown]

    def apart(self) -> list[Told]:
        """What lies here and does not stand: set aside by a fork, waiting, or refused."""
        self._catch_up()
        record = self._register.record
        standing = set(record.order())
        found = [Told(0, line, self.stand(name)) for name, line in self._lines.items() if name not in standing]
        return [*found, *(Told(0, Line(name, "", "", 0, "", ""), Stand.REFUSED) for name in self._damaged)]

    def stand(self, name: str) -> Stand:
        record = self._register.record
        if name in record.links:
            return Stand.STANDS if self.number(name) else Stand.ASIDE
        return Stand.WAITING if name in record.pending else Stand.REFUSED

    def number(self, name: str) -> int:
        """An entry's place in the order of the record, from 1; 0 for one that does not stand."""
        order = self._register.record.order()
        return order.index(name) + 1 if name in order else 0

    def line(self, name: str) -> Line | None:
        self._catch_up()
        return self._lines.get(name)

    def beginning(self, start: str) -> list[str]:
        """The ids of the entries that begin so."""
        self._catch_up()
        return [name for name in (*self._lines, *self._damaged) if name.startswith(start)]

    def people(self) -> list[tuple[str, str]]:
        """Everybody who has signed something: (party, person), in the order in which they first did."""
        self._catch_up()
        return list(dict.fromkeys((line.party, line.person) for line in self._lines.values()))

    def member(self, line: Line, number: int) -> Member | None:
        """Who signed it, as the delegation was last presented by then; or else as it was first presented later."""
        self._catch_up()
        order = self._register.record.order()
        mine = [name for name in self._presented if self._lines[name].party == line.party]
        places = {name: place for place, name in enumerate(order, 1)} if len(mine) > 1 else {}
        before = [name for name in mine if number and places.get(name, 0) <= number]
        chosen = self._presented[before[-1] if before else mine[0]] if mine else []
        return next((each for each in chosen if each.key == line.person), None)

    def _catch_up(self) -> None:
        self._register.state()
        for position, row in self._register.place.ledger.entries(after=self._read):
            self._read = position
            try:
                entry = reopen(row.envelope).entry
            except (RecordDamaged, msgspec.DecodeError):
                self._damaged.append(row.id)
                continue
            kind = type(entry.act).__name__
            self._lines[row.id] = Line(
                row.id,
                entry.party,
                entry.person,
                entry.sequence,
                entry.time,
                kind,
                subjects_of(entry.act),
                getattr(entry.act, "referral", getattr(entry.act, "name", "")) if kind in THINGS else "",
            )
            if isinstance(entry.act, DelegationPresented):
                self._presented[row.id] = entry.act.members


def subjects_of(act: AnyAct) -> tuple[str, ...]:
    """The subjects that an act names."""
    named = (getattr(act, field, None) for field in ("subject", "round", "agenda", "at", "meeting", "pending"))
    listed: Iterable[str] = (*getattr(act, "about", ()), *getattr(act, "provisions", ()))
    return tuple(dict.fromkeys((*(each for each in named if isinstance(each, str)), *listed)))


def subjects_behind(line: Line, state: State) -> tuple[str, ...]:
    """The subjects that an entry is about: those it names, else those of the question, promise or the like it names."""
    if line.subjects or not line.thing:
        return line.subjects
    thing = getattr(state, THINGS[line.act]).get(line.thing)
    subject = getattr(thing, "subject", "")
    return (subject,) if subject else tuple(getattr(thing, "about", ()))


def _test(sought: Sought, state: State, reasons: Mapping[str, str]) -> Callable[[Line], bool] | None:
    """What a line must be; None when anything will do."""
    asked: list[Callable[[Line], bool]] = []
    if sought.party:
        asked.append(lambda line: line.party == sought.party)
    if sought.person:
        asked.append(lambda line: line.person == sought.person)
    if sought.act:
        asked.append(lambda line: line.act == sought.act)
    if sought.without_effect:
        asked.append(lambda line: line.id in reasons)
    if sought.day:
        start, end = _bounds(sought.day, sought.zone)
        asked.append(lambda line: start <= line.time < end)
    if sought.subject:
        asked.append(lambda line: sought.subject in subjects_behind(line, state))
    return (lambda line: all(ask(line) for ask in asked)) if asked else None


def _bounds(day: str, zone: str) -> tuple[str, str]:
    """When a day begins and ends, as the record writes moments. Raises InvalidContent for what is no day."""
    try:
        first = date.fromisoformat(day)
        begin = datetime.combine(first, time(), zone_of(zone))
        return stamp(begin), stamp(begin + timedelta(days=1))
    except (ValueError, OverflowError):
        raise InvalidContent(field=day, detail=N_("write a day as 2025-06-02")) from None
