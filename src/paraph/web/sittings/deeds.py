"""What one may do about a round or a meeting: propose it, open and close it, set its agenda, say who was there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from paraph.desk import Desk, Receipt
from paraph.record.contents import Content, Meeting, Round
from paraph.record.state import Sitting
from paraph.web.doing import Doing
from paraph.web.visit import Visit


@dataclass(frozen=True, slots=True)
class About:
    """A round or meeting in a visit. ``name``: its short name, by which its agenda is called too."""

    here: Visit
    subject: str

    @property
    def name(self) -> str:
        return self.subject.partition(":")[2]

    @property
    def agenda(self) -> str:
        return f"agenda:{self.name}"

    @property
    def is_round(self) -> bool:
        return self.subject.startswith("round:")

    @property
    def held(self) -> Sitting:
        return self.here.desk.state.sittings.get(self.subject) or Sitting()

    @property
    def under_way(self) -> bool:
        return bool(self.held.opened and not self.held.closed)

    @property
    def planned(self) -> Round | Meeting | None:
        """What all sides agreed on, else one's own proposal, else any that there is."""
        found = self.here.desk.state.agreed(self.subject) or standing(self.here, self.subject)
        return found if isinstance(found, Round | Meeting) else None


def standing(here: Visit, subject: str) -> Content | None:
    """One's own position on a subject, else that of whoever has one."""
    state = here.desk.state
    found = state.subjects.get(subject)
    held = list(found.positions) if found else []
    first = here.desk.seat.party if here.desk.seat.party in held else next(iter(held), "")
    return state.content(subject, first) if first else None


def _nothing(about: About) -> dict[str, Any]:
    return {}


@dataclass(frozen=True, slots=True)
class SittingDeed(Doing[Any]):
    """``apt``: whether it makes sense as things stand; the desk has the last word. ``initial``, ``shown``, ``options``:
    for the form's fields, the template and the form. ``lead``: whether it is the thing to do next."""

    does: Callable[[Desk, About, Any], Receipt]
    apt: Callable[[About], bool]
    initial: Callable[[About], Mapping[str, Any]] = _nothing
    shown: Callable[[About], Mapping[str, Any]] = _nothing
    options: Callable[[About], Mapping[str, Any]] = _nothing
    template: str = "paraph/sittings/act.html"
    lead: Callable[[About], bool] = field(default=lambda about: False)
