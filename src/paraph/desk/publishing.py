"""How an act leaves the delegation: checked, put in form, signed, appended. The only way from a desk to the record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec

from paraph.desk.clock import Clock, stamp, wall_clock
from paraph.desk.register import Register
from paraph.desk.seat import Seat
from paraph.documents.gateway import admit
from paraph.errors import N_, InvalidContent, NotPermitted, OutOfOrder
from paraph.record import acts as doing
from paraph.record.acts import AnyAct
from paraph.record.charter import Charter
from paraph.record.signing import Signed
from paraph.record.state import State
from paraph.record.values import Value
from paraph.record.visibility import may
from paraph.store.keys import SeatKey
from paraph.store.place import Place

V = TypeVar("V", bound=Value)
Passphrase = str | Callable[[], str | None] | None

_DEEDS: dict[type[doing.Act], str] = {
    doing.DelegationPresented: N_("present the delegation"),
    doing.PositionTabled: N_("table a position"),
    doing.PositionWithdrawn: N_("withdraw a position"),
    doing.ContentAccepted: N_("accept a content"),
    doing.PositionReserved: N_("reserve the position"),
    doing.ReservationLifted: N_("lift a reservation"),
    doing.SubjectParked: N_("park a subject"),
    doing.SubjectReopened: N_("reopen a subject"),
    doing.RoundOpened: N_("open a round"),
    doing.RoundClosed: N_("close a round"),
    doing.AgendaItemDiscussed: N_("record that an item was discussed"),
    doing.AttendanceRecorded: N_("record attendance"),
    doing.MeetingHeld: N_("record a meeting"),
    doing.ClarificationAsked: N_("ask for a clarification"),
    doing.ClarificationAnswered: N_("answer a question"),
    doing.DisclosureMade: N_("disclose a document"),
    doing.DisclosureReceived: N_("acknowledge a document"),
    doing.UndertakingGiven: N_("give an undertaking"),
    doing.UndertakingDischarged: N_("discharge an undertaking"),
    doing.UndertakingDeferred: N_("defer an undertaking"),
    doing.SubjectReferred: N_("refer a subject upward"),
    doing.InstructionReturned: N_("return an instruction"),
    doing.FigureCited: N_("cite a figure"),
    doing.PrincipleAffirmed: N_("affirm a principle"),
}
"""What each act is called when it is refused."""

_TRIES = 5
"""How often an act is signed again when another member of the same delegation was faster."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was done, or in a rehearsal would be: the acts and, once published, the entries that hold them."""

    acts: tuple[AnyAct, ...]
    entries: tuple[Signed, ...]

    @property
    def published(self) -> bool:
        return bool(self.entries)


class Publishing:
    """The ground of a desk: a place, a seat, a clock, and the one way to publish.

    ``rehearsing``: every check is made and the receipt shows what would leave, but nothing is signed or kept.
    """

    def __init__(
        self,
        place: Place,
        seat: Seat,
        *,
        clock: Clock = wall_clock,
        passphrase: Passphrase = None,
        rehearsing: bool = False,
        register: Register | None = None,
    ) -> None:
        self.place = place
        self.seat = seat
        self.clock = clock
        self.rehearsing = rehearsing
        self.register = register or Register(place)
        self._passphrase = passphrase
        self._key: SeatKey | None = None

    @property
    def charter(self) -> Charter:
        return self.register.charter

    @property
    def state(self) -> State:
        """The shared state as it is now; what others have published meanwhile is in it."""
        return self.register.state()

    @property
    def _role(self) -> str:
        """The seat's role in words, a message key that the command line names: "chief negotiator"."""
        return self.seat.role.replace("lawyer_", "lawyer-").replace("_", " ")

    def _publish(self, *acts: AnyAct) -> Receipt:
        """Sign these acts as one batch, all or none. Raises NotPermitted for what the seat's role may not do."""
        admitted = self._ready(*acts)
        if self.rehearsing:
            return Receipt(admitted, ())
        assert self._key is not None  # noqa: S101 - taken when the acts were found ready
        for attempt in range(_TRIES):
            try:
                now = stamp(self.clock())
                return Receipt(
                    admitted, self.register.append(self.seat.party, self.seat.person, admitted, self._key, now)
                )
            except OutOfOrder:
                if attempt == _TRIES - 1:
                    raise
        raise AssertionError("unreachable")

    def _ready(self, *acts: AnyAct) -> tuple[AnyAct, ...]:
        """The acts in form, and the key at hand to sign them, so that nothing stands in their way any more."""
        for act in acts:
            if self.seat.observes or not may(self.seat.role, type(act)):
                raise NotPermitted(role=self._role, act=_DEEDS[type(act)])
        admitted = tuple(self._admit(act, type(act).__name__) for act in acts)
        if self._key is None and not self.rehearsing:
            self._key = self.place.key(self.seat.party, self._passphrase)
        return admitted

    def _admit(self, value: V, where: str) -> V:
        """The value with every text in it fit to be signed: NFC, and without characters that deceive the eye.

        Raises TextRefused with the place, InvalidContent when the value does not fit its type.
        """
        plain = _each_text(msgspec.to_builtins(value), where)
        try:
            return msgspec.convert(plain, type(value))
        except msgspec.ValidationError as error:
            raise InvalidContent(field=where, detail=str(error)) from None


def _each_text(value: Any, where: str) -> Any:
    if isinstance(value, str):
        return admit(value, where)
    if isinstance(value, Mapping):
        return {key: _each_text(each, f"{where}.{key}") for key, each in value.items()}
    if isinstance(value, list):
        return [_each_text(each, f"{where}[{index}]") for index, each in enumerate(value)]
    return value
