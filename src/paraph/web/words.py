"""What the record's own words are called on screen (message keys): those of every desk, and those of pages alone."""

from __future__ import annotations

from paraph.errors import N_
from paraph.record.names import DUE, FORMAT, LEVEL, PHASE, ROLES, STANDING, STATUS

LANGUAGE: dict[str, str] = {"en": N_("English"), "vi": N_("Vietnamese")}

KEPT: dict[str, str] = {
    "instruction": N_("Instruction"),
    "mandate": N_("Mandate"),
    "red_line": N_("Red line"),
    "landing_zone": N_("Landing zone"),
    "note": N_("Note"),
}

CLEARANCE: dict[str, str] = {
    "delegation": N_("the whole delegation"),
    "restricted": N_("those cleared for restricted papers"),
    "chief": N_("chief negotiators and ministers"),
}
UNITS: dict[str, str] = {"billion": N_("billion"), "million": N_("million"), "percent": N_("percent")}

ACTS: dict[str, str] = {
    "DelegationPresented": N_("presented its delegation"),
    "PositionTabled": N_("tabled a position"),
    "OffersTabled": N_("tabled offers on tariff lines"),
    "PositionWithdrawn": N_("withdrew its position"),
    "ContentAccepted": N_("accepted a wording"),
    "PositionReserved": N_("reserved its position"),
    "ReservationLifted": N_("lifted its reservation"),
    "SubjectParked": N_("parked the subject"),
    "SubjectReopened": N_("reopened the subject"),
    "RoundOpened": N_("opened the round"),
    "RoundClosed": N_("closed the round"),
    "AgendaItemDiscussed": N_("recorded that an item was discussed"),
    "AttendanceRecorded": N_("recorded who was present"),
    "MeetingHeld": N_("recorded that the meeting was held"),
    "ClarificationAsked": N_("asked a question"),
    "ClarificationAnswered": N_("answered a question"),
    "DisclosureMade": N_("handed over a document"),
    "DisclosureReceived": N_("acknowledged a document"),
    "UndertakingGiven": N_("gave an undertaking"),
    "UndertakingDischarged": N_("discharged an undertaking"),
    "UndertakingDeferred": N_("moved the deadline of an undertaking"),
    "SubjectReferred": N_("referred the subject upward"),
    "InstructionReturned": N_("shared an instruction"),
    "FigureCited": N_("cited a figure"),
    "PrincipleAffirmed": N_("affirmed a principle"),
    "FindingSettled": N_("settled a finding between the languages"),
}
"""What a party did, to stand after its name."""

__all__ = [
    "ACTS", "CLEARANCE", "DUE", "FORMAT", "KEPT", "LANGUAGE", "LEVEL", "PHASE", "ROLES", "STANDING", "STATUS", "UNITS",
]  # fmt: skip
