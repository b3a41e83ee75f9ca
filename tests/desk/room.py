"""A hosted negotiation for tests of the desk, in a folder of its own: both delegations and a secretariat."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from nacl.signing import SigningKey

from paraph.desk import OBSERVER, Desk, Register, Seat, take_seat
from paraph.record import acts
from paraph.record.charter import Charter, Participant
from paraph.record.contents import Round, Wording
from paraph.store.keys import SeatKey
from paraph.store.place import Place

NOW = datetime(2025, 5, 12, 9, 0, tzinfo=UTC)
WHO = {"US": "America/New_York", "VN": "Asia/Ho_Chi_Minh", "SEC": "UTC"}
MEMBERS = {
    "chief": "chief_negotiator",
    "lead": "chapter_lead",
    "member": "member",
    "legal": "lawyer_linguist",
}


class Room:
    """Keys and clock are fixed, so that two rooms in which the same is done hold the same bytes."""

    def __init__(self, folder: Path) -> None:
        keys = {code: SeatKey(code, SigningKey(code.encode().ljust(32, b"."))) for code in WHO}
        charter = Charter(
            name="room",
            title={"en": "Agreement", "vi": "Hiệp định"},
            languages=["en", "vi"],
            participants=[
                Participant(
                    code=code,
                    name={"en": code},
                    key=keys[code].public,
                    zone=zone,
                    role="secretariat" if code == "SEC" else "party",
                )
                for code, zone in WHO.items()
            ],
        )
        self.now = NOW
        self.place = Place.create(folder, charter, keys.values())
        self.register = Register(self.place)
        self.us, self.vn, self.sec = (self.desk(code) for code in WHO)

    def desk(self, party: str, person: str = "", *, rehearsing: bool = False) -> Desk:
        seat = take_seat(self.register, party, person)
        return self.at(seat, rehearsing=rehearsing)

    def at(self, seat: Seat = OBSERVER, *, rehearsing: bool = False) -> Desk:
        return Desk(self.place, seat, clock=self.clock, register=self.register, rehearsing=rehearsing)

    def clock(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def present(self) -> None:
        """Both delegations present themselves."""
        for desk in (self.us, self.vn):
            desk.present_delegation(
                [acts.Member(key=key, role=role, institution={"en": "Ministry"}) for key, role in MEMBERS.items()]  # type: ignore[arg-type]
            )

    def agreed_round(self, number: int = 1) -> str:
        planned = Round(number=number, starts="2025-05-19", ends="2025-05-22", zone="America/New_York")
        self.us.schedule_round(planned)
        self.vn.accept(f"round:{number}")
        return f"round:{number}"

    @property
    def bytes(self) -> list[bytes]:
        """Every signed envelope, in order of arrival: all that the other side, or anybody, can receive."""
        return [row.envelope for _, row in self.place.ledger.entries()]


def words(english: str, vietnamese: str = "", **fields: str) -> Wording:
    return Wording(text={"en": english, **({"vi": vietnamese} if vietnamese else {})}, **fields)  # type: ignore[arg-type]
