"""What has the floor: the latest act on a provision, and what its author changed by it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from paraph.desk.chronicle import Chronicle, Sought, Told, subjects_behind
from paraph.desk.register import Register
from paraph.record.acts import AgendaItemDiscussed, ContentAccepted, PositionTabled
from paraph.record.assembly import PROVISION
from paraph.record.contents import Agenda, Wording
from paraph.record.values import Text

POSITIONS = ("PositionTabled", "ContentAccepted", "PositionWithdrawn")
OTHERS = (
    "PositionReserved",
    "ReservationLifted",
    "SubjectParked",
    "SubjectReopened",
    "ClarificationAsked",
    "ClarificationAnswered",
    "SubjectReferred",
    "InstructionReturned",
    "AgendaItemDiscussed",
)
"""Acts that bring a provision before the room, beside positions. Papers and promises about one do not."""

PAGE = 50


@dataclass(frozen=True, slots=True)
class Turn:
    """An act and the provisions that it is about. ``before``, ``now``: of an act by which its author changed its
    position, that position; None where it had, or has, none. ``reason``: what it gave with the act, or a note."""

    told: Told
    provisions: tuple[str, ...]
    before: Wording | None = None
    now: Wording | None = None
    reason: Text | None = None

    @property
    def reworded(self) -> bool:
        return self.told.line.act in POSITIONS and self.before != self.now


def latest(register: Register, chronicle: Chronicle, among: Collection[str] = ()) -> Turn | None:
    """The latest act on one of these provisions (short names), or on any if left empty; None when there is none."""
    only = next(iter(among)) if len(among) == 1 else ""
    sought = Sought(subject=PROVISION + only if only else "")
    start = 0
    while True:
        count, page = chronicle.page(sought, start, PAGE)
        for told in page:
            about = [each for each in _provisions(register, told) if not among or each in among]
            if about and not told.ineffective:
                return _turn(register, chronicle, told, about)
        start += PAGE
        if start >= count:
            return None


def _provisions(register: Register, told: Told) -> list[str]:
    """The provisions that an act brings before the room, by their short names."""
    if told.line.act not in (*POSITIONS, *OTHERS):
        return []
    state = register.state()
    subjects = subjects_behind(told.line, state)
    if told.line.act == "AgendaItemDiscussed":
        ((_, entry),) = register.entries([told.line.id])
        act, agenda = entry.act, state.agreed(subjects[0])
        if isinstance(act, AgendaItemDiscussed) and isinstance(agenda, Agenda):
            subjects = tuple(about for item in agenda.items if item.name == act.item for about in item.about)
    known = (each for each in subjects if each.startswith(PROVISION) and each in state.subjects)
    return [each.removeprefix(PROVISION) for each in known]


def _turn(register: Register, chronicle: Chronicle, told: Told, about: Sequence[str]) -> Turn:
    ((_, entry),) = register.entries([told.line.id])
    names = tuple(about)
    reason = getattr(entry.act, "reason", None) or getattr(entry.act, "note", None)
    if told.line.act not in POSITIONS:
        return Turn(told, names, reason=reason)
    sought = Sought(subject=PROVISION + about[0], party=told.line.party, numbers=(1, told.number - 1))
    _, earlier = chronicle.page(sought, 0, PAGE)
    before = next((each for each in earlier if each.line.act in POSITIONS and not each.ineffective), None)
    return Turn(told, names, _position(register, before), _position(register, told), reason)


def _position(register: Register, told: Told | None) -> Wording | None:
    """What a party wants by an act on its position; None for nothing."""
    if told is None:
        return None
    ((_, entry),) = register.entries([told.line.id])
    content = entry.act.content if isinstance(entry.act, PositionTabled) else None
    if isinstance(entry.act, ContentAccepted):
        content = register.state().contents.get(entry.act.content)
    return content if isinstance(content, Wording) and not content.absent else None
