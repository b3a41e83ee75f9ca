"""What the record's own words are called on screen (message keys)."""

from __future__ import annotations

from paraph.errors import N_
from paraph.record.deadlines import Due, Phase
from paraph.record.state import Standing
from paraph.text.convergence import Status

STATUS: dict[Status, str] = {Status.AGREED: N_("agreed"), Status.NARROWED: N_("narrowed"), Status.OPEN: N_("open")}

STANDING: dict[Standing, str] = {
    Standing.AGREED: N_("agreed"),
    Standing.AD_REFERENDUM: N_("agreed ad referendum"),
    Standing.RESERVED: N_("reserved"),
    Standing.PARKED: N_("parked"),
    Standing.DISPUTED: N_("in dispute"),
    Standing.GONE: N_("withdrawn"),
}

DUE: dict[Due, str] = {
    Due.OVERDUE: N_("overdue"),
    Due.SOON: N_("due soon"),
    Due.RUNNING: N_("running"),
    Due.DISCHARGED: N_("discharged"),
}

PHASE: dict[Phase, str] = {
    Phase.PROPOSED: N_("proposed"),
    Phase.SET: N_("set"),
    Phase.UNDER_WAY: N_("under way"),
    Phase.HELD: N_("held"),
    Phase.LAPSED: N_("not held"),
}

FORMAT: dict[str, str] = {"in_person": N_("in person"), "online": N_("online"), "hybrid": N_("hybrid")}

LEVEL: dict[str, str] = {
    "technical": N_("technical"),
    "chief_negotiators": N_("chief negotiators"),
    "ministers": N_("ministers"),
}

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

ROLES: dict[str, str] = {
    "minister": N_("minister"),
    "chief_negotiator": N_("chief negotiator"),
    "deputy_chief_negotiator": N_("deputy chief negotiator"),
    "chapter_lead": N_("chapter lead"),
    "member": N_("member"),
    "lawyer_linguist": N_("lawyer-linguist"),
    "economist": N_("economist"),
    "secretary": N_("secretary"),
    "secretariat": N_("secretariat"),
    "observer": N_("observer"),
}
