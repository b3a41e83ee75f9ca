"""How a negotiation begins: a charter, keys for the seats that are held here, a folder; and how one sits down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from zoneinfo import available_timezones

from paraph.desk.register import Register
from paraph.desk.seat import OBSERVER, Seat
from paraph.errors import N_, InvalidContent, UnknownSubject
from paraph.record.charter import Charter, Participant
from paraph.record.values import Text
from paraph.store.keys import SeatKey
from paraph.store.place import Place
from paraph.store.place import Seat as KeptSeat

FOUNDER = "chief"
"""The person who sits for a party until it has presented its delegation."""


@dataclass(frozen=True, slots=True)
class Founder:
    """A participant to be. ``key``: its public key when its seat is held elsewhere, "" to make one here."""

    code: str
    name: Text
    zone: str
    role: Literal["party", "secretariat"] = "party"
    key: str = ""


def found(
    path: Path,
    name: str,
    title: Text,
    languages: Sequence[str],
    founders: Sequence[Founder],
    *,
    illustrative: bool = False,
    passphrases: Mapping[str, str] | None = None,
    ledger: str = "",
) -> Place:
    """Begin a negotiation in a new folder; the first participant whose key is made here gets the seat.

    Raises InvalidContent for what no charter may hold, NegotiationExists, StoreFailed; nothing is left behind then.
    """
    for each in founders:
        if each.zone not in available_timezones():
            raise InvalidContent(field=each.zone, detail=N_("not a time zone; write it as Asia/Ho_Chi_Minh"))
    held = {each.code: SeatKey.generate(each.code) for each in founders if not each.key}
    charter = Charter(
        name=name,
        title=title,
        languages=list(languages),
        participants=[
            Participant(
                code=each.code, name=each.name, key=each.key or held[each.code].public, zone=each.zone, role=each.role
            )
            for each in founders
        ],
        illustrative=illustrative,
    )
    charter.check()
    seat = KeptSeat(next(iter(held)), FOUNDER) if held else None
    return Place.create(path, charter, held.values(), seat=seat, passphrases=passphrases, ledger=ledger)


def take_seat(register: Register, party: str = "", person: str = "") -> Seat:
    """Sit down: for a party as a member of its delegation, for the secretariat, or ("" as party) as an observer.

    Raises UnknownParty, or UnknownSubject when the delegation has no such member. A party that has not presented its
    delegation yet is represented by whoever holds its key, with a chief negotiator's powers.
    """
    if not party:
        return OBSERVER
    participant = register.charter.participant(party)
    if participant.role == "secretariat":
        return Seat(party, person or "secretary", "secretariat")
    members = register.state().delegations.get(party, [])
    if not members:
        return Seat(party, person or FOUNDER, "chief_negotiator")
    if not person or (person == FOUNDER and all(each.key != FOUNDER for each in members)):
        chief = next((each for each in members if each.role == "chief_negotiator"), members[0])
        return Seat(party, chief.key, chief.role)
    for each in members:
        if each.key == person:
            return Seat(party, person, each.role)
    raise UnknownSubject(kind=N_("member"), subject=person, hint=", ".join(each.key for each in members))
