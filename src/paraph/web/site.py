"""One negotiation as it is served: its desks, one lock, and what was worked out once for each state of the record."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any, TypeVar

from paraph.desk import Desk, Seat, open_desk, take_seat
from paraph.desk.founding import FOUNDER
from paraph.errors import N_, InvalidContent, ParaphError, UnknownSubject
from paraph.record.acts import Member
from paraph.record.state import State
from paraph.record.state_of_play import StateOfPlay
from paraph.store.keys import SeatKey

T = TypeVar("T")
KEPT = 32
"""How many worked-out answers are kept; the one unused longest goes first."""
_NAME = re.compile("[a-z0-9][a-z0-9._-]{0,39}")
FRESH = 0.05
"""Seconds for which the ledger is not asked again whether something has arrived."""


class Site:
    """The negotiation of a folder. An illustrative one is ``open``: whoever comes may change seats.

    ``lock``: held while a page is made, for the state of the register is continued in place. ``unlock``: asked for the
    passphrase of each sealed key held here; such a key stays in memory, and without one its seat cannot sign.
    Raises NoNegotiation, KeyLocked for a wrong passphrase.
    """

    def __init__(self, folder: Path, unlock: Callable[[str], str | None] = lambda party: None) -> None:
        first = open_desk(folder, "")
        self.place = first.place
        self.charter = first.charter
        self.open = first.charter.illustrative
        try:
            self._keys = self._unlocked(unlock)
        except ParaphError:
            first.place.close()
            raise
        self.lock = threading.RLock()
        self._register = first.register
        self._clock = first.clock
        self._answers: dict[Hashable, Any] = {}
        self._lasting: dict[Hashable, Any] = {}
        self._asked = float("-inf")
        self._entries = 0

    @property
    def seats(self) -> list[str]:
        """The participants at whose desk one may sit: those whose keys lie here."""
        held = self.place.held
        return [each.code for each in self.charter.participants if each.code in held]

    def desk(self, party: str, person: str = "") -> Desk:
        """The desk of a party's member, its head unless named; "" observes. Raises UnknownParty, UnknownSubject."""
        return self.desk_of(take_seat(self._register, party, person))

    def desk_of(self, seat: Seat, *, rehearsing: bool = False, expecting: str = "") -> Desk:
        """A desk of a seat that was taken, for one act: ``rehearsing`` it, or ``expecting`` what was previewed."""
        return Desk(
            self.place,
            seat,
            clock=self._clock,
            rehearsing=rehearsing,
            expecting=expecting,
            register=self._register,
            key=self._keys.get(seat.party),
        )

    def delegation(self, party: str) -> list[Member]:
        """A party's members as presented; nobody until it has presented them."""
        return self._register.state().delegations.get(party, [])

    def seat_of(self, party: str, person: str) -> Seat:
        """The seat that the record gives to a named person: never more than it says, and none by default.

        Raises UnknownParty, UnknownSubject for somebody whom the delegation as presented does not name.
        """
        if self.charter.participant(party).role == "secretariat":  # it presents nobody; any short name will do
            if not _NAME.fullmatch(person):
                raise InvalidContent(field=person[:40], detail=N_("not a short name: small letters, digits, hyphens"))
            return take_seat(self._register, party, person)
        named = [each.key for each in self.delegation(party)] or [FOUNDER]
        if person not in named:
            raise UnknownSubject(kind=N_("member"), subject=person, hint=", ".join(named))
        return take_seat(self._register, party, person)

    def _unlocked(self, unlock: Callable[[str], str | None]) -> dict[str, SeatKey]:
        sealed = [party for party in self.place.held if self.place.sealed(party)]
        given = {party: unlock(party) for party in sealed}
        return {party: self.place.key(party, phrase) for party, phrase in given.items() if phrase is not None}

    def heard(self) -> int:
        """How many entries the record has by now. All that the stream of signals knows."""
        with self.lock:
            if time.monotonic() - self._asked > FRESH:
                self._entries = self._register.state().entries
                self._asked = time.monotonic()
            return self._entries

    # Worked out once. Only from the shared record, so that it is the same whoever asks.

    def play(self, language: str) -> StateOfPlay:
        """The present state of play, words counted in ``language``."""
        desk = self.desk("")
        return self._once((*self._at(desk.state), "play", language), lambda: desk.play(language=language))

    def after(self, round_subject: str) -> State:
        """The state at the close of a round. Raises OutOfOrder when it is not closed."""
        desk = self.desk("")
        number = round_subject.partition(":")[2]
        return self._once((*self._at(desk.state), "close", number), lambda: desk.as_of(number))

    def play_after(self, round_subject: str, language: str) -> StateOfPlay:
        """The state of play at the close of a round."""
        desk, then = self.desk(""), self.after(round_subject)
        return self._once((*self._at(then), "then", language), lambda: desk.play(then, language=language))

    def after_entries(self, count: int) -> State:
        """The state after the first ``count`` entries in the order of the record."""
        register = self.desk("").register
        last = register.record.order()[:count][-1:]
        return self._once(("entries", count, *last), lambda: register.state_after(count))

    def once(self, name: str, make: Callable[[Desk], T]) -> T:
        """Any other answer from the shared record: made at the observer's desk, kept while the record stands still."""
        desk = self.desk("")
        return self._once((*self._at(desk.state), name), lambda: make(desk))

    def lasting(self, key: Hashable, make: Callable[[], T]) -> T:
        """Something that lives on while the record grows and is renewed by who uses it; the one unused longest goes."""
        with self.lock:
            found: T = self._lasting.pop(key) if key in self._lasting else make()
            while len(self._lasting) >= KEPT:
                del self._lasting[next(iter(self._lasting))]
            self._lasting[key] = found
            return found

    def _at(self, state: State) -> tuple[Hashable, ...]:
        return tuple(sorted(state.heads.items()))

    def _once(self, key: Hashable, make: Callable[[], T]) -> T:
        with self.lock:
            found: T = self._answers.pop(key) if key in self._answers else make()
            while len(self._answers) >= KEPT:
                del self._answers[next(iter(self._answers))]
            self._answers[key] = found
            return found

    def close(self) -> None:
        self.place.close()
