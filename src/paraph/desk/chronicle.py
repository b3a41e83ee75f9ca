"""Who did what when: a line for every entry that lies here, those without standing too, kept as the record grows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

import msgspec
import numpy as np
import numpy.typing as npt

from paraph.desk.clock import stamp
from paraph.desk.register import Register
from paraph.errors import N_, InvalidContent, RecordDamaged
from paraph.record.acts import AnyAct, DelegationPresented, Member
from paraph.record.deadlines import zone_of
from paraph.record.entry import Entry
from paraph.record.signing import reopen
from paraph.record.state import State

Column = npt.NDArray[np.int64]
COLUMNS = ("party", "person", "act", "time")


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
    """Which lines are wanted; what is left empty is not asked. ``person``: with the party, "US/us-chief"; ``numbers``:
    places in the order, from and to."""

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
        self._about: dict[str, list[str]] = {}
        self._of_thing: dict[tuple[str, str], list[str]] = {}
        self._read = 0
        self._damaged: list[str] = []
        self._heads: dict[str, str] = {}
        self._order: list[str] = []
        self._number: dict[str, int] = {}
        self._columns: dict[str, Column] = {name: np.zeros(0, dtype=np.int64) for name in COLUMNS}
        self._codes: dict[str, int] = {}

    # Asking

    def page(self, sought: Sought, start: int = 0, most: int = 50) -> tuple[int, list[Told]]:
        """How many lines are wanted, and ``most`` of them, the latest first, after the first ``start``."""
        self._catch_up()
        reasons = {each.mark.entry: each.reason for each in self._register.state().ineffective}
        chosen = np.flatnonzero(self._wanted(sought, reasons))[::-1]
        names = [self._order[place] for place in chosen[start : start + most].tolist()]
        told = [Told(self._number[name], self._lines[name], ineffective=reasons.get(name, "")) for name in names]
        return len(chosen), told

    def _wanted(self, sought: Sought, reasons: Mapping[str, str]) -> npt.NDArray[np.bool_]:
        """By place in the order, whether the line is wanted."""
        wanted = np.ones(len(self._order), dtype=np.bool_)
        for name, value in (("party", sought.party), ("person", sought.person), ("act", sought.act)):
            if value:
                wanted &= self._columns[name] == self._codes.get(value, -1)
        if sought.day:
            begin, end = _bounds(sought.day, sought.zone)
            wanted &= (self._columns["time"] >= begin) & (self._columns["time"] < end)
        if sought.numbers:
            first, last = sought.numbers
            wanted[: max(0, first - 1)] = wanted[last:] = False
        if sought.without_effect:
            wanted &= self._among(reasons)
        if sought.subject:
            wanted &= self._among(self._concerning(sought.subject))
        return wanted

    def _among(self, names: Iterable[str]) -> npt.NDArray[np.bool_]:
        found = np.zeros(len(self._order), dtype=np.bool_)
        found[[self._number[name] - 1 for name in names if name in self._number]] = True
        return found

    def _concerning(self, subject: str) -> Iterator[str]:
        """The entries that name a subject, and those that name a question, promise or the like about it."""
        yield from self._about.get(subject, ())
        state = self._register.state()
        for kind in set(THINGS.values()):
            for name, thing in getattr(state, kind).items():
                if subject in _subjects_of_thing(thing):
                    yield from self._of_thing.get((kind, name), ())

    def apart(self) -> list[Told]:
        """What lies here and does not stand: set aside by a fork, waiting, or refused."""
        self._catch_up()
        found = (
            [name for name in self._lines if name not in self._number] if len(self._lines) > len(self._order) else []
        )
        damaged = (Told(0, Line(name, "", "", 0, "", ""), Stand.REFUSED) for name in self._damaged)
        return [*(Told(0, self._lines[name], self.stand(name)) for name in found), *damaged]

    def stand(self, name: str) -> Stand:
        record = self._register.record
        if name in record.links:
            return Stand.STANDS if self.number(name) else Stand.ASIDE
        return Stand.WAITING if name in record.pending else Stand.REFUSED

    def number(self, name: str) -> int:
        """An entry's place in the order of the record, from 1; 0 for one that does not stand."""
        self._catch_up()
        return self._number.get(name, 0)

    def at(self, number: int) -> str:
        """The id of the entry at a place in the order, "" where there is none."""
        self._catch_up()
        return self._order[number - 1] if 0 < number <= len(self._order) else ""

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
        mine = [name for name in self._presented if self._lines[name].party == line.party]
        before = [name for name in mine if 0 < self._number.get(name, 0) <= number]
        chosen = self._presented[before[-1] if before else mine[0]] if mine else []
        return next((each for each in chosen if each.key == line.person), None)

    # Keeping up

    def _catch_up(self) -> None:
        self._register.state()
        for position, row in self._register.place.ledger.entries(after=self._read):
            self._read = position
            try:
                entry = reopen(row.envelope).entry
            except (RecordDamaged, msgspec.DecodeError):
                self._damaged.append(row.id)
                continue
            self._take(row.id, entry)
        heads = self._register.record.heads()
        if heads != self._heads:
            self._arrange(self._register.record.order())
            self._heads = heads

    def _take(self, name: str, entry: Entry) -> None:
        kind = type(entry.act).__name__
        thing = getattr(entry.act, "referral", getattr(entry.act, "name", "")) if kind in THINGS else ""
        subjects = subjects_of(entry.act)
        self._lines[name] = Line(name, entry.party, entry.person, entry.sequence, entry.time, kind, subjects, thing)
        for subject in subjects:
            self._about.setdefault(subject, []).append(name)
        if thing:
            self._of_thing.setdefault((THINGS[kind], thing), []).append(name)
        if isinstance(entry.act, DelegationPresented):
            self._presented[name] = entry.act.members

    def _arrange(self, order: list[str]) -> None:
        """Columns in the order of the record; where it has only grown, only what is new is added."""
        kept = len(self._order) if order[: len(self._order)] == self._order else 0
        new = [self._lines[name] for name in order[kept:]]
        code = self._codes.setdefault
        made = {
            "party": [code(line.party, len(self._codes)) for line in new],
            "person": [code(f"{line.party}/{line.person}", len(self._codes)) for line in new],
            "act": [code(line.act, len(self._codes)) for line in new],
            "time": [_digits(line.time) for line in new],
        }
        for name, values in made.items():
            self._columns[name] = np.concatenate([self._columns[name][:kept], np.array(values, dtype=np.int64)])
        numbers = {} if not kept else self._number
        numbers.update(zip(order[kept:], range(kept + 1, len(order) + 1), strict=True))
        self._order, self._number = order, numbers


def subjects_of(act: AnyAct) -> tuple[str, ...]:
    """The subjects that an act names."""
    named = (getattr(act, field, None) for field in ("subject", "round", "agenda", "at", "meeting", "pending"))
    offered = (line.subject for line in getattr(act, "lines", ()))
    listed: Iterable[str] = (*getattr(act, "about", ()), *getattr(act, "provisions", ()), *offered)
    return tuple(dict.fromkeys((*(each for each in named if isinstance(each, str)), *listed)))


def subjects_behind(line: Line, state: State) -> tuple[str, ...]:
    """The subjects that an entry is about: those it names, else those of the question, promise or the like it names."""
    if line.subjects or not line.thing:
        return line.subjects
    return _subjects_of_thing(getattr(state, THINGS[line.act]).get(line.thing))


def _subjects_of_thing(thing: object) -> tuple[str, ...]:
    subject = getattr(thing, "subject", "")
    return (subject,) if subject else tuple(getattr(thing, "about", getattr(thing, "provisions", ())))


def _digits(moment: str) -> int:
    """A moment of the record as a number that sorts as it does: 20250519130000."""
    return int(moment.translate(_NO_DIGITS))


_NO_DIGITS = str.maketrans("", "", "-T:Z")


def _bounds(day: str, zone: str) -> tuple[int, int]:
    """When a day begins and ends. Raises InvalidContent for what is no day."""
    try:
        first = date.fromisoformat(day)
        begin = datetime.combine(first, time(), zone_of(zone))
        return _digits(stamp(begin)), _digits(stamp(begin + timedelta(days=1)))
    except (ValueError, OverflowError):
        raise InvalidContent(field=day, detail=N_("write a day as 2025-06-02")) from None
