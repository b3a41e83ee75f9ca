"""Words that the pages of an outcome share: what each status, level, kind of undertaking and standing is called."""

from __future__ import annotations

from paraph.errors import N_
from paraph.record.contents import Level
from paraph.record.deadlines import Due
from paraph.record.state import Standing
from paraph.text.convergence import Status

STATUSES: dict[Status, str] = {
    Status.AGREED: N_("Agreed"),
    Status.NARROWED: N_("Narrowed"),
    Status.OPEN: N_("Open"),
}
LEVELS: dict[Level, str] = {
    "technical": N_("At the technical level"),
    "chief_negotiators": N_("With the chief negotiators"),
    "ministers": N_("With ministers"),
}
STANDINGS: dict[Standing, str] = {
    Standing.AGREED: N_("Agreed"),
    Standing.AD_REFERENDUM: N_("Agreed ad referendum"),
    Standing.RESERVED: N_("Same wording, position reserved"),
    Standing.PARKED: N_("Parked"),
    Standing.DISPUTED: N_("In dispute"),
    Standing.GONE: N_("Withdrawn"),
}
DUE: dict[Due, str] = {
    Due.OVERDUE: N_("Overdue"),
    Due.SOON: N_("Due soon"),
    Due.RUNNING: N_("Running"),
    Due.DISCHARGED: N_("Discharged"),
}
UNDERTAKINGS: dict[str, str] = {
    "feedback": N_("Feedback"),
    "wording": N_("Specific wording"),
    "information": N_("Information"),
    "meeting": N_("Meeting"),
    "other": N_("Other"),
}
