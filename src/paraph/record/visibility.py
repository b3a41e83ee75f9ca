"""Who may do what, and who may see what: pure rules, denying by default.

What leaves a delegation is built from shared entries alone, so nothing here decides what another *party* sees. These
rules say what a person may do in the name of the own party, and how much of the delegation's private papers that
person may read.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Literal, get_args

from paraph.record import acts
from paraph.record.acts import Act, Role

Seat = Role | Literal["observer", "secretariat"]
"""A role in a delegation, or one of the seats outside all delegations."""


class Clearance(IntEnum):
    """How closely a paper of the delegation is held: by all of it, by those who need it, by its head."""

    NONE = 0
    DELEGATION = 1
    RESTRICTED = 2
    CHIEF = 3


_CLEARANCE: dict[str, Clearance] = {
    "minister": Clearance.CHIEF,
    "chief_negotiator": Clearance.CHIEF,
    "deputy_chief_negotiator": Clearance.CHIEF,
    "chapter_lead": Clearance.RESTRICTED,
    "economist": Clearance.RESTRICTED,
    "lawyer_linguist": Clearance.DELEGATION,
    "member": Clearance.DELEGATION,
    "secretary": Clearance.DELEGATION,
}

Acts = frozenset[type[Act]]

_TALKS: Acts = frozenset({acts.ClarificationAsked, acts.ClarificationAnswered})
_PAPERS: Acts = frozenset({acts.DisclosureMade, acts.DisclosureReceived, acts.FigureCited})
_WORDING: Acts = frozenset({
    acts.PositionTabled,
    acts.OffersTabled,
    acts.PositionWithdrawn,
    acts.PositionReserved,
    acts.ReservationLifted,
})  # fmt: skip
_WORK: Acts = frozenset({
    acts.UndertakingGiven,
    acts.UndertakingDischarged,
    acts.UndertakingDeferred,
    acts.AgendaItemDiscussed,
    acts.SubjectParked,
    acts.SubjectReferred,
})  # fmt: skip
_SITTINGS: Acts = frozenset({acts.RoundOpened, acts.RoundClosed, acts.MeetingHeld, acts.AttendanceRecorded})
_COMMITMENT: Acts = frozenset({
    acts.ContentAccepted,
    acts.SubjectReopened,
    acts.DelegationPresented,
    acts.InstructionReturned,
    acts.PrincipleAffirmed,
})  # fmt: skip
_LANGUAGES: Acts = frozenset({acts.FindingSettled})
_ALL: Acts = frozenset().union(_TALKS, _PAPERS, _WORDING, _WORK, _SITTINGS, _COMMITMENT, _LANGUAGES)

_MAY: dict[str, Acts] = {
    "minister": _ALL,
    "chief_negotiator": _ALL,
    "deputy_chief_negotiator": _ALL - {acts.DelegationPresented, acts.InstructionReturned},
    "chapter_lead": _TALKS | _PAPERS | _WORDING | _WORK | _LANGUAGES | {acts.ContentAccepted},
    "lawyer_linguist": _TALKS | _LANGUAGES | {acts.DisclosureReceived},
    "economist": _TALKS | {acts.DisclosureReceived, acts.FigureCited},
    "member": _TALKS | {acts.DisclosureReceived},
    "secretary": _SITTINGS | {acts.DisclosureMade, acts.DisclosureReceived, acts.AgendaItemDiscussed},
    "secretariat": _SITTINGS | {acts.PositionTabled, acts.DisclosureReceived, acts.AgendaItemDiscussed},
    "observer": frozenset(),
}
"""A secretariat tables calendar and statements only; the fold sees to that."""


def may(role: str, act: type[Act]) -> bool:
    """Whether a person in this role may do this in the name of the party. An unknown role may do nothing.

    >>> may("chapter_lead", acts.PositionTabled), may("member", acts.PositionTabled), may("nobody", acts.RoundOpened)
    (True, False, False)
    """
    return act in _MAY.get(role, frozenset())


def acts_of(role: str) -> Acts:
    """All that a role may do."""
    return _MAY.get(role, frozenset())


def clearance(role: str) -> Clearance:
    """What a role is cleared for unless its party says otherwise; nothing of a delegation's for anybody else.

    >>> clearance("economist").name, clearance("observer").name
    ('RESTRICTED', 'NONE')
    """
    return _CLEARANCE.get(role, Clearance.NONE)


def clears(member: Clearance, item: Clearance) -> bool:
    """Whether a member cleared to ``member`` may read what is held at ``item``. Without clearance one reads nothing.

    >>> clears(Clearance.CHIEF, Clearance.RESTRICTED), clears(Clearance.DELEGATION, Clearance.CHIEF)
    (True, False)
    """
    return Clearance.NONE < item <= member


_INVITE: frozenset[str] = frozenset({"minister", "chief_negotiator", "deputy_chief_negotiator", "secretariat"})


def may_invite(role: str, other: str) -> bool:
    """Whether a person in this role may open the workspace to one in another role of the same participant.

    Only who leads, and to nobody who may do or read more: whoever makes an invitation could take it up in person.

    >>> may_invite("deputy_chief_negotiator", "chapter_lead"), may_invite("deputy_chief_negotiator", "minister")
    (True, False)
    """
    return role in _INVITE and acts_of(other) <= acts_of(role) and clearance(other) <= clearance(role)


ROLES: tuple[str, ...] = (*get_args(Role), "observer", "secretariat")
