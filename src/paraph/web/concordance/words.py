"""What checks and severities are called on screen (message keys)."""

from __future__ import annotations

from paraph.concordance.checks import Severity
from paraph.concordance.checks.comparing import CHECKS
from paraph.errors import N_

SEVERITY: dict[Severity, str] = {
    Severity.SEVERE: N_("Severe"),
    Severity.SERIOUS: N_("Serious"),
    Severity.MINOR: N_("Minor"),
}
CHECKED: dict[str, str] = dict(
    zip(
        CHECKS,
        (
            N_("Completeness"),
            N_("Numbers and dates"),
            N_("Cross-references"),
            N_("Brackets"),
            N_("What binds"),
            N_("Denial"),
            N_("Small words"),
            N_("Defined terms"),
            N_("Names"),
            N_("Spelling"),
            N_("Left behind"),
        ),
        strict=True,
    )
)
