"""A seat: whose desk one is at. Every question to the desk is answered for a seat; without one there is no answer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Seat:
    """``party``: the participant's code, "" for an observer. ``person``: the member's key in the delegation.

    ``role``: the member's role, or "secretariat" or "observer"; it decides what may be done (``record.visibility``).

    >>> str(Seat("VN", "chief", "chief_negotiator"))
    'VN:chief'
    """

    party: str
    person: str
    role: str

    def __str__(self) -> str:
        return f"{self.party}:{self.person}" if self.party else "observer"

    @property
    def observes(self) -> bool:
        return not self.party


OBSERVER = Seat("", "observer", "observer")
