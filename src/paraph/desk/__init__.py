"""The front door. ``Desk(place, seat)`` is every command and every query; visibility is applied here and only here.

A desk is built up in layers, each a file of its own: ``publishing`` (the one way out), ``positions``,
``statements``, ``sittings``, ``exchanges``, ``drafting`` (what stays in the vault), ``views`` (the queries),
``searching``, ``offers`` (tariff lines) and ``concording`` (do the languages say the same?). ``founding`` begins a
negotiation.
"""

from __future__ import annotations

from pathlib import Path

from paraph.desk.clock import clock_of
from paraph.desk.concording import Concording
from paraph.desk.founding import Founder, found, take_seat
from paraph.desk.publishing import Passphrase, Receipt
from paraph.desk.register import Register
from paraph.desk.seat import OBSERVER, Seat
from paraph.store.place import Place

__all__ = ["OBSERVER", "Desk", "Founder", "Receipt", "Register", "Seat", "found", "open_desk", "take_seat"]


class Desk(Concording):
    """Everything that a seat may do and ask in one negotiation."""


def open_desk(
    folder: Path, party: str | None = None, person: str = "", *, passphrase: Passphrase = None, rehearsing: bool = False
) -> Desk:
    """Sit down in the negotiation of this folder, or the nearest one above it.

    ``party``: a participant's code, "" to observe, None for the seat kept in the folder. Raises NoNegotiation,
    UnknownParty, UnknownSubject for a person whom the delegation does not name.
    """
    place = Place.find(folder)
    register = Register(place)
    if party is None:
        kept = place.seat
        party, person = (kept.party, person or kept.person) if kept else ("", "")
    seat = take_seat(register, party, person)
    return Desk(
        place, seat, clock=clock_of(place.settings), passphrase=passphrase, rehearsing=rehearsing, register=register
    )
