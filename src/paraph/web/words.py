"""What the record's own words are called on screen (message keys): those of every desk, and those of pages alone."""

from __future__ import annotations

from paraph.errors import N_
from paraph.record.names import DUE, FORMAT, LEVEL, PHASE, ROLES, STANDING, STATUS

LANGUAGE: dict[str, str] = {"en": N_("English"), "vi": N_("Vietnamese")}

KEPT: dict[str, str] = {
    "mandate": N_("Mandate"),
    "red_line": N_("Red line"),
    "landing_zone": N_("Landing zone"),
    "note": N_("Note"),
}

ACTS: dict[str, str] = {
    "PositionTabled": N_("tabled a position"),
    "PositionWithdrawn": N_("withdrew its position"),
    "ContentAccepted": N_("accepted a wording"),
    "PositionReserved": N_("reserved its position"),
    "ReservationLifted": N_("lifted its reservation"),
    "SubjectParked": N_("parked the subject"),
    "SubjectReopened": N_("reopened the subject"),
    "ClarificationAsked": N_("asked a question"),
    "ClarificationAnswered": N_("answered a question"),
    "UndertakingGiven": N_("gave an undertaking"),
    "DisclosureMade": N_("handed over a document"),
    "SubjectReferred": N_("referred the subject upward"),
    "PrincipleAffirmed": N_("affirmed a principle"),
}

__all__ = ["ACTS", "DUE", "FORMAT", "KEPT", "LANGUAGE", "LEVEL", "PHASE", "ROLES", "STANDING", "STATUS"]
