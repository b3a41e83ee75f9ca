"""What the record's own words are called on screen (message keys)."""

from __future__ import annotations

from paraph.errors import N_
from paraph.record.deadlines import Due, Phase
from paraph.record.state import Standing
from paraph.text.convergence import Status

STATUS: dict[Status, str] = {
    Status.AGREED: N_("agreed"),
    Status.NARROWED: N_("narrowed"),
    Status.OPEN: N_("open"),
}

STANDING: dict[Standing, str] = {
    Standing.AGREED: N_("agreed"),
    Standing.AD_REFERENDUM: N_("agreed ad referendum"),
    Standing.RESERVED: N_("reserved"),
    Standing.PARKED: N_("parked"),
    Standing.DISPUTED: N_("in dispute"),
    Standing.GONE: N_("withdrawn"),
}

LEVEL: dict[str, str] = {
    "technical": N_("technical"),
    "chief_negotiators": N_("chief negotiators"),
    "ministers": N_("ministers"),
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

FORMAT: dict[str, str] = {
    "in_person": N_("in person"),
    "online": N_("online"),
    "hybrid": N_("hybrid"),
}

VALUES: dict[str, dict[str, str]] = {
    "format": FORMAT,
    "level": LEVEL,
}
"""Fields of acts and contents that hold one of a few words, and those words as message keys."""

KIND: dict[str, str] = {
    "provision": N_("provision"),
    "agenda": N_("agenda"),
    "round": N_("round"),
    "meeting": N_("meeting"),
    "statement": N_("statement"),
    "tariff": N_("tariff line"),
    "package": N_("package"),
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
"""Roles in a delegation, and the seats outside all delegations (message keys)."""

ACTS: dict[str, str] = {
    "DelegationPresented": N_("Delegation presented"),
    "PositionTabled": N_("Position tabled"),
    "OffersTabled": N_("Offers on tariff lines tabled"),
    "PositionWithdrawn": N_("Position withdrawn"),
    "ContentAccepted": N_("Wording accepted"),
    "PositionReserved": N_("Position reserved"),
    "ReservationLifted": N_("Reservation lifted"),
    "SubjectParked": N_("Set aside"),
    "SubjectReopened": N_("Reopened"),
    "RoundOpened": N_("Round opened"),
    "RoundClosed": N_("Round closed"),
    "AgendaItemDiscussed": N_("Agenda item discussed"),
    "AttendanceRecorded": N_("Attendance recorded"),
    "MeetingHeld": N_("Meeting held"),
    "ClarificationAsked": N_("Question asked"),
    "ClarificationAnswered": N_("Question answered"),
    "DisclosureMade": N_("Document handed over"),
    "DisclosureReceived": N_("Receipt given"),
    "UndertakingGiven": N_("Undertaking given"),
    "UndertakingDischarged": N_("Undertaking discharged"),
    "UndertakingDeferred": N_("Deadline moved"),
    "SubjectReferred": N_("Referred upward"),
    "InstructionReturned": N_("Instruction returned"),
    "FigureCited": N_("Figure cited"),
    "PrincipleAffirmed": N_("Principle affirmed"),
    "FindingSettled": N_("Finding settled"),
}
"""Each act as a person calls it (message keys)."""

CHANGES: tuple[tuple[str, str], ...] = (
    ("agreed", N_("agreed")),
    ("reopened", N_("reopened")),
    ("narrowed", N_("narrowed")),
    ("widened", N_("further apart")),
    ("reserved", N_("reserved")),
    ("lifted", N_("reservations lifted")),
    ("parked", N_("parked")),
    ("opened", N_("opened")),
    ("closed", N_("closed")),
    ("discussed", N_("discussed")),
    ("asked", N_("questions asked")),
    ("answered", N_("questions answered")),
    ("disclosed", N_("documents handed over")),
    ("received", N_("receipts")),
    ("undertaken", N_("undertakings given")),
    ("discharged", N_("undertakings discharged")),
    ("deferred", N_("deadlines moved")),
    ("referred", N_("referred upward")),
    ("instructed", N_("instructions")),
    ("presented", N_("delegations presented")),
    ("cited", N_("figures cited")),
    ("affirmed", N_("principles affirmed")),
)
"""What can have changed: the field of ``Changes`` and its message key."""

FIELDS = frozenset(
    (
        N_("about"),
        N_("sent"),
        N_("receipts"),
        N_("owner"),
        N_("of"),
        N_("made"),
        N_("language"),
        N_("instructions"),
        N_("illustrative"),
        N_("given"),
        N_("discharged"),
        N_("deferrals"),
        N_("asked"),
        N_("answered"),
        N_("absent"),
        N_("ad_referendum"),
        N_("after"),
        N_("agenda"),
        N_("answer"),
        N_("at"),
        N_("base"),
        N_("base_rate"),
        N_("change"),
        N_("content"),
        N_("deadline"),
        N_("description"),
        N_("ends"),
        N_("format"),
        N_("institution"),
        N_("instruction"),
        N_("item"),
        N_("items"),
        N_("key"),
        N_("kind"),
        N_("lead"),
        N_("level"),
        N_("link"),
        N_("media_type"),
        N_("members"),
        N_("minutes"),
        N_("name"),
        N_("note"),
        N_("number"),
        N_("paragraphs"),
        N_("parent"),
        N_("parts"),
        N_("party"),
        N_("pending"),
        N_("period"),
        N_("place"),
        N_("present"),
        N_("provisions"),
        N_("question"),
        N_("quote"),
        N_("rate"),
        N_("reason"),
        N_("role"),
        N_("round"),
        N_("size"),
        N_("source"),
        N_("staging"),
        N_("starts"),
        N_("subject"),
        N_("tariff_rate_quota"),
        N_("text"),
        N_("title"),
        N_("to"),
        N_("unit"),
        N_("value"),
        N_("what"),
        N_("zone"),
    )
)
"""What an act says beside its subject: the names of its fields, each a message key."""
