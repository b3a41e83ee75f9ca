"""One negotiation as it is served: its desks, and what was worked out once for each moment of the record."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, TypeVar

from paraph.desk import Desk, Seat, open_desk, take_seat
from paraph.desk.founding import FOUNDER
from paraph.errors import N_, InvalidContent, ParaphError, StoreFailed, UnknownSubject
from paraph.record.acts import Member
from paraph.record.state import State
from paraph.record.state_of_play import StateOfPlay
from paraph.store.keys import SeatKey
from paraph.web.keeping import Moment, Pages
from paraph.web.listening import Bell

T = TypeVar("T")
KEPT = 64
"""How many lasting things are kept."""
_NAME = re.compile("[a-z0-9][a-z0-9._-]{0,39}")


class Site:
    """The negotiation of a folder. An illustrative one is ``open``: whoever comes may change seats.

    ``unlock``: asked for the passphrase of each sealed key held here; such a key stays in memory, and without one its
    seat cannot sign. ``bell``: rings when something arrives. ``pages``: those of the present moment.
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
        self._register = first.register
        self._clock = first.clock
        self._present: dict[str, Any] = {}
        self._present_at = -1
        self._lasting: dict[Hashable, Any] = {}
        self.bell = Bell(self.place.ledger)
        self.pages = Pages()

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
        """How many entries have arrived by now. All that the stream of signals knows; nobody is waited for."""
        return self.place.ledger.count()

    def still(self) -> AbstractContextManager[None]:
        """Let the record stand still, for all threads, while a page is made of it or an act is done."""
        return self._register.still()

    @property
    def moment(self) -> Moment:
        """The moment at which the record was read last."""
        return Moment(self._register.position, int(self._clock().timestamp()) // 60)

    def vault_version(self, party: str) -> tuple[int, int]:
        """What changes when anything in a delegation's vault does; of an observer's there is none."""
        try:
            return self.place.vault(party).version if party else (0, 0)
        except StoreFailed:  # it is kept elsewhere, and nothing of it can be shown here
            return 0, 0

    # Worked out once. Only from the shared record, so that it is the same whoever asks.

    def play(self, language: str) -> StateOfPlay:
        """The present state of play, words counted in ``language``."""
        return self.once(f"play:{language}", lambda desk: desk.play(language=language))

    def after(self, round_subject: str) -> State:
        """The state at the close of a round. Raises OutOfOrder when it is not closed."""
        return self.desk("").as_of(round_subject.partition(":")[2])

    def play_after(self, round_subject: str, language: str) -> StateOfPlay:
        """The state of play at the close of a round."""
        then = self.after(round_subject)
        key = "play", language, *sorted(then.heads.items())
        return self.lasting(key, lambda: self.desk("").play(then, language=language))

    def after_entries(self, count: int) -> State:
        """The state after the first ``count`` entries in the order of the record."""
        return self._register.state_after(count)

    def once(self, name: str, make: Callable[[Desk], T]) -> T:
        """Any other answer from the shared record: made at the observer's desk, kept while the record stands still."""
        with self.still():
            if self._present_at != self._register.position:
                self._present.clear()
                self._present_at = self._register.position
            if name not in self._present:
                self._present[name] = make(self.desk(""))
            found: T = self._present[name]
            return found

    def lasting(self, key: Hashable, make: Callable[[], T]) -> T:
        """Something that lives on while the record grows and is renewed by who uses it; the one unused longest goes."""
        with self.still():
            found: T = self._lasting.pop(key) if key in self._lasting else make()
            while len(self._lasting) >= KEPT:
                del self._lasting[next(iter(self._lasting))]
            self._lasting[key] = found
            return found

    def close(self) -> None:
        self.bell.close()
        self.place.close()
