"""How an act leaves the delegation: checked, put in form, signed, appended. The only way from a desk to the record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

import msgspec

from paraph.desk.clock import Clock, stamp, wall_clock
from paraph.desk.register import Register
from paraph.desk.seat import Seat
from paraph.documents.gateway import admit
from paraph.errors import N_, InvalidContent, NotAsShown, NotPermitted, OutOfOrder
from paraph.record import acts as doing
from paraph.record.acts import AnyAct
from paraph.record.charter import Charter
from paraph.record.signing import Signed
from paraph.record.state import State
from paraph.record.values import Value, canonical, digest
from paraph.record.visibility import may
from paraph.store.keys import SeatKey
from paraph.store.place import Place

V = TypeVar("V", bound=Value)
D = TypeVar("D", bound="Publishing")
P = ParamSpec("P")
Made = AnyAct | Sequence[AnyAct]
Passphrase = str | Callable[[], str | None] | None

DEEDS: dict[type[doing.Act], str] = {
    doing.DelegationPresented: N_("present the delegation"),
    doing.PositionTabled: N_("table a position"),
    doing.OffersTabled: N_("table offers on tariff lines"),
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
    doing.FindingSettled: N_("settle a finding between the languages"),
}
"""What each act is called when it is refused."""

_TRIES = 20
"""How often an act is made again when another member of the same delegation was faster."""


@dataclass(frozen=True, slots=True)
class Caution:
    """Something to be said with an act: a message key and what fills its fields."""

    message: str
    data: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was done, or in a rehearsal would be: the acts and, once published, the entries that hold them.

    ``cautions``: what the author should know of it; not refused, but not passed over in silence. ``without_effect``:
    why one of the acts changed nothing, because the other side had acted at the same moment.
    """

    acts: tuple[AnyAct, ...]
    entries: tuple[Signed, ...]
    cautions: tuple[Caution, ...] = ()
    without_effect: tuple[str, ...] = ()

    @property
    def published(self) -> bool:
        return bool(self.entries)

    @property
    def seal(self) -> str:
        """A digest of the acts, to be shown with them: a desk that expects it lets nothing else leave."""
        return seal(self.acts)


def seal(acts: Sequence[AnyAct]) -> str:
    """A digest of acts in their canonical form: the same for the same acts, another for any other."""
    return digest(b"\n".join(type(each).__name__.encode("ascii") + canonical(each) for each in acts))


Verb = Callable[Concatenate[D, P], Receipt]


def does(*kinds: type[doing.Act]) -> Callable[[Callable[Concatenate[D, P], Made]], Verb[D, P]]:
    """Declare which acts a method makes: the role is checked before anything else, and what is made is published.

    When another member of the same delegation was faster, the method is called again, so that every check it makes and
    every name it chooses is of the record as it then stands.
    """

    def declare(method: Callable[Concatenate[D, P], Made]) -> Verb[D, P]:
        @wraps(method)
        def publish(self: D, /, *args: P.args, **kwargs: P.kwargs) -> Receipt:
            self._permit(*kinds)
            return self._publish(lambda: method(self, *args, **kwargs))

        return publish

    return declare


class Publishing:
    """The ground of a desk: a place, a seat, a clock, and the one way to publish.

    ``rehearsing``: every check is made and the receipt shows what would leave, but nothing is signed or kept.
    ``expecting``: the seal of a rehearsal's receipt; only the very acts that it showed are published.
    ``key``: the seat's key where it was opened before; else it is read when something is to be signed.
    """

    def __init__(
        self,
        place: Place,
        seat: Seat,
        *,
        clock: Clock = wall_clock,
        passphrase: Passphrase = None,
        rehearsing: bool = False,
        expecting: str = "",
        register: Register | None = None,
        key: SeatKey | None = None,
    ) -> None:
        self.place = place
        self.seat = seat
        self.clock = clock
        self.rehearsing = rehearsing
        self.expecting = expecting
        self.register = register or Register(place)
        self._passphrase = passphrase
        self._key = key

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

    def _permit(self, *kinds: type[doing.Act]) -> None:
        """Raises NotPermitted unless the seat's role may do all of these."""
        for kind in kinds:
            if self.seat.observes or not may(self.seat.role, kind):
                raise NotPermitted(role=self._role, act=DEEDS[kind])

    def _publish(self, make: Callable[[], Made]) -> Receipt:
        """Make acts, sign them as one batch and keep them: all or none. Raises NotAsShown when others were expected."""
        for _ in range(_TRIES):
            head = self.register.head(self.seat.party)
            made = make()
            acts, key = self._ready(*(made if isinstance(made, Sequence) else (made,)))
            if self.expecting and seal(acts) != self.expecting:
                raise NotAsShown
            cautions = tuple(self._cautions(acts))
            if key is None:
                return Receipt(acts, (), cautions)
            try:
                now = stamp(self.clock())
                signed = self.register.append(self.seat.party, self.seat.person, acts, key, now, head)
            except OutOfOrder as error:
                late = error
                continue
            ids = {each.id for each in signed}
            lost = tuple(each.reason for each in self.state.ineffective if each.mark.entry in ids)
            return Receipt(acts, signed, cautions, lost)
        raise late

    def _ready(self, *acts: AnyAct) -> tuple[tuple[AnyAct, ...], SeatKey | None]:
        """The acts in form, and the key to sign them with (None in a rehearsal): nothing stands in their way then."""
        admitted = tuple(self._admit(each, type(each).__name__) for each in acts)
        if self._key is None and not self.rehearsing:
            self._key = self.place.key(self.seat.party, self._passphrase)
        return admitted, self._key

    def _cautions(self, acts: Sequence[AnyAct]) -> Iterator[Caution]:
        """What to say with these acts; each layer of the desk adds what it knows."""
        yield from ()

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
